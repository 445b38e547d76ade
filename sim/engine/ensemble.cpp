#include "sim/engine/ensemble.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>
#include <tuple>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include "sim/engine/phase.hpp"

namespace entremise {

EnsembleOutcome run_ensemble(const std::vector<Job>& jobs, const std::function<bool(Job, const std::stop_token&)>& run,
                             const EnsembleOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  EnsembleOutcome outcome;
  std::mutex guard;
  std::atomic<std::size_t> next{0};
  std::exception_ptr abort;
  // Stops the runs when the caller asks for it, and also when one of them aborts the ensemble.
  std::stop_source stopping;
  const std::stop_callback forward(options.stop, [&] { stopping.request_stop(); });

  const auto do_one = [&](Job job) {
    try {
      const bool done = run(job, stopping.get_token());
      const std::scoped_lock lock(guard);
      if (done)
        ++outcome.finished;
      else
        outcome.stopped = true;
    } catch (const EnsembleAbort& e) {
      const std::scoped_lock lock(guard);
      if (!abort) abort = e.cause;
      stopping.request_stop();
      return;
    } catch (const PhaseError& e) {
      const std::scoped_lock lock(guard);
      outcome.failures.push_back({job, e.month(), e.phase(), e.what()});
    } catch (const std::exception& e) {
      const std::scoped_lock lock(guard);
      outcome.failures.push_back({job, 0, {}, e.what()});
    } catch (...) {
      const std::scoped_lock lock(guard);
      outcome.failures.push_back({job, 0, {}, "an exception that is not a std::exception"});
    }
    if (options.progress) {
      const std::scoped_lock lock(guard);
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      options.progress({outcome.finished, outcome.failures.size(), jobs.size(), elapsed.count()});
    }
  };

  // Without this TBB would make no more threads than there are processors, however many are asked for.
  std::optional<tbb::global_control> limit;
  if (options.threads > 0) limit.emplace(tbb::global_control::max_allowed_parallelism, options.threads);
  tbb::task_arena arena(options.threads > 0 ? options.threads : tbb::task_arena::automatic);
  arena.execute([&] {
    const std::size_t workers = std::min<std::size_t>(jobs.size(), static_cast<std::size_t>(arena.max_concurrency()));
    tbb::task_group group;
    for (std::size_t w = 0; w < workers; ++w)
      group.run([&] {
        while (!stopping.stop_requested()) {
          const std::size_t k = next.fetch_add(1);
          if (k >= jobs.size()) return;
          // Isolated: while a run waits for its own parallel phases it must not pick up another whole run.
          tbb::this_task_arena::isolate([&] { do_one(jobs[k]); });
        }
      });
    group.wait();
  });

  if (abort) std::rethrow_exception(abort);
  if (next.load() < jobs.size() || (stopping.stop_requested() && outcome.finished + outcome.failures.size() < jobs.size())) outcome.stopped = true;
  std::sort(outcome.failures.begin(), outcome.failures.end(), [](const RunFailure& a, const RunFailure& b) {
    return std::tie(a.job.replicate, a.job.scenario) < std::tie(b.job.replicate, b.job.scenario);
  });
  return outcome;
}

}  // namespace entremise
