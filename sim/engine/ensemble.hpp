#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace entremise {

/// One run of an ensemble: which scenario, which replicate.
struct Job {
  std::uint32_t scenario = 0;
  std::uint32_t replicate = 0;
};

struct Progress {
  std::size_t finished = 0, failed = 0, total = 0;
  double seconds = 0;  ///< since the ensemble began
};

/// A run that threw. The others of its ensemble go on.
struct RunFailure {
  Job job;
  std::uint32_t month = 0;  ///< 0: before the first month
  std::string phase;        ///< empty where it was not in a phase
  std::string what;         ///< the whole message
};

struct EnsembleOptions {
  int threads = 0;                               ///< 0: all that the machine has
  std::stop_token stop;                          ///< obeyed within a simulated month
  std::function<void(const Progress&)> progress; ///< called after each run, by one thread at a time; keep it short
};

struct EnsembleOutcome {
  std::size_t finished = 0;
  bool stopped = false;               ///< some jobs were not run to their end because a stop was requested
  std::vector<RunFailure> failures;   ///< ordered by replicate, then scenario
};

/// Runs every job, several at a time. `run(job, stop)` does one whole run and hands over its result itself; it returns
/// false when it gave up because a stop was requested, and throws when it failed.
///
/// Jobs start in the given order, so that results arrive nearly in it and a reordering writer needs little memory.
/// Parallel phases inside a run use the same threads: few large runs and many small ones both fill the machine.
///
/// An exception of type EnsembleAbort ends the whole ensemble and is rethrown (say, the disk is full).
[[nodiscard]] EnsembleOutcome run_ensemble(const std::vector<Job>& jobs, const std::function<bool(Job, const std::stop_token&)>& run,
                                           const EnsembleOptions& options = {});

/// Wraps what must end the whole ensemble, rather than one run of it.
struct EnsembleAbort {
  std::exception_ptr cause;
};

}  // namespace entremise
