#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/diagnostics/text.hpp"

namespace entremise {

/// One run of an ensemble: which scenario, which replicate.
struct Job {
  std::uint32_t scenario = 0;   ///< position among the scenarios
  std::uint32_t replicate = 0;  ///< the same number in two scenarios: the same luck
};

/// How far an ensemble has come.
struct Progress {
  std::size_t finished = 0;  ///< runs that came to their end
  std::size_t failed = 0;    ///< runs that threw
  std::size_t total = 0;     ///< runs in all
  double seconds = 0;        ///< since the ensemble began
};

/// A run that threw. The others of its ensemble go on.
struct RunFailure {
  Job job;                  ///< which run
  std::uint32_t month = 0;  ///< 0: not in a phase
  std::string phase;        ///< empty where it was not in a phase
  Text entity;              ///< "actor 7"; empty where it is not known
  std::string what;         ///< the whole message in English; what the kernel said, if it was in a phase, comes last
  std::string reason;       ///< what the kernel said
};

/// How an ensemble is run; nothing of it shows in the results.
struct EnsembleOptions {
  int threads = 0;       ///< 0: all that the machine has; more than it has is allowed
  std::stop_token stop;  ///< obeyed within a simulated month
  /// Called after each run, by one thread at a time; keep it short. What it throws ends the ensemble.
  std::function<void(const Progress&)> progress;
};

/// What became of an ensemble's runs.
struct EnsembleOutcome {
  std::size_t finished = 0;          ///< runs that came to their end
  bool stopped = false;              ///< some jobs were not run to their end because a stop was requested
  std::vector<RunFailure> failures;  ///< ordered by replicate, then scenario
};

/// Runs every job, several at a time. `run(job, stop)` does one whole run and hands over its result itself; it returns
/// false when it gave up because a stop was requested, and throws when it failed. It is called by several threads at
/// once.
///
/// Jobs start in the given order, so that results arrive nearly in it and a reordering writer needs little memory.
/// Parallel phases inside a run use the same threads: few large runs and many small ones both fill the machine.
///
/// @throws the cause of an EnsembleAbort, or what options.progress threw, once the runs under way have stopped
[[nodiscard]] EnsembleOutcome run_ensemble(const std::vector<Job>& jobs,
                                           const std::function<bool(Job, const std::stop_token&)>& run,
                                           const EnsembleOptions& options = {});

/// Thrown by a run: wraps what must end the whole ensemble (the disk is full, say), rather than one run of it.
struct EnsembleAbort {
  std::exception_ptr cause;  ///< what run_ensemble throws in the end
};

}  // namespace entremise
