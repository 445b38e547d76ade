#include "sim/engine/ensemble.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <tuple>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include "sim/engine/phase_error.hpp"

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

  const auto end_all = [&](std::exception_ptr cause) {
    const std::scoped_lock lock(guard);
    if (!abort) abort = std::move(cause);
    stopping.request_stop();
  };
  const auto fail = [&](RunFailure failure) {
    const std::scoped_lock lock(guard);
    outcome.failures.push_back(std::move(failure));
  };
  const auto do_one = [&](Job job) {
    try {
      const bool done = run(job, stopping.get_token());
      const std::scoped_lock lock(guard);
      if (done) ++outcome.finished;
    } catch (const EnsembleAbort&) {
      throw;
    } catch (const PhaseError& e) {
      fail({job, e.month(), e.phase(), e.entity(), e.what(), e.reason()});
    } catch (const std::exception& e) {
      fail({job, 0, {}, {}, e.what(), e.what()});
    } catch (...) {
      const std::string nothing_known = "an exception that is not a std::exception";
      fail({job, 0, {}, {}, nothing_known, nothing_known});
    }
    if (options.progress) {
      const std::scoped_lock lock(guard);
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      options.progress({outcome.finished, outcome.failures.size(), jobs.size(), elapsed.count()});
    }
  };
  // Nothing may leave a task by an exception: TBB would cancel the others' parallel loops halfway.
  const auto do_one_or_end_all = [&](Job job) {
    try {
      do_one(job);
    } catch (const EnsembleAbort& e) {
      end_all(e.cause);
    } catch (...) {
      end_all(std::current_exception());
    }
  };

  // Without this TBB would make no more threads than there are processors, however many are asked for.
  std::optional<tbb::global_control> limit;
  if (options.threads > 0) limit.emplace(tbb::global_control::max_allowed_parallelism, options.threads);
  tbb::task_arena arena(options.threads > 0 ? options.threads : tbb::task_arena::automatic);
  arena.execute([&] {
    const std::size_t workers = std::min<std::size_t>(jobs.size(), static_cast<std::size_t>(arena.max_concurrency()));
    // Isolated: were the work around the ensemble cancelled, runs would end halfway and nobody be told.
    tbb::task_group_context alone(tbb::task_group_context::isolated);
    tbb::task_group group(alone);
    for (std::size_t w = 0; w < workers; ++w)
      group.run([&] {
        while (!stopping.stop_requested()) {
          const std::size_t k = next.fetch_add(1);
          if (k >= jobs.size()) return;
          // Isolated: while a run waits for its own parallel phases it must not pick up another whole run.
          tbb::this_task_arena::isolate([&] { do_one_or_end_all(jobs[k]); });
        }
      });
    group.wait();
  });

  if (abort) std::rethrow_exception(abort);
  outcome.stopped = outcome.finished + outcome.failures.size() < jobs.size();
  std::sort(outcome.failures.begin(), outcome.failures.end(), [](const RunFailure& a, const RunFailure& b) {
    return std::tie(a.job.replicate, a.job.scenario) < std::tie(b.job.replicate, b.job.scenario);
  });
  return outcome;
}

}  // namespace entremise
