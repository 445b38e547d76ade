#pragma once
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <stop_token>
#include <vector>

#include "models/reference/check.hpp"
#include "sim/engine/ensemble.hpp"
#include "sim/random/streams.hpp"

namespace entremise::reference {

/// The results of run(Luck) for replicates 0..count-1, in this order, on all threads.
/// @throws std::runtime_error when a run throws, Stopped when a stop was requested before the last run
template <class Run>
[[nodiscard]] auto replicates(std::uint32_t count, std::uint64_t seed, const Run& run,
                              const std::stop_token& stop = {}) {
  std::vector<decltype(run(Luck{}))> results(count);
  std::vector<Job> jobs(count);
  for (std::uint32_t r = 0; r < count; ++r) jobs[r].replicate = r;
  const auto one = [&](Job job, const std::stop_token&) {
    results[job.replicate] = run(Luck{seed, job.replicate});
    return true;
  };
  const EnsembleOutcome outcome = run_ensemble(jobs, one, {.threads = 0, .stop = stop, .progress = {}});
  if (outcome.stopped) throw Stopped{};
  if (!outcome.failures.empty()) throw std::runtime_error(outcome.failures.front().what);
  return results;
}

/// Mean of independent observations and its standard error, by Welford's recurrence; in the order in which they come.
class Sample {
 public:
  /// One more observation.
  void add(double x) noexcept {
    ++count_;
    const double gap = x - mean_;
    mean_ += gap / count_;
    squares_ += gap * (x - mean_);
  }
  /// How many there are.
  [[nodiscard]] double count() const noexcept { return count_; }
  /// Their mean; 0 of none.
  [[nodiscard]] double mean() const noexcept { return mean_; }
  /// Unbiased; of two observations or more.
  [[nodiscard]] double variance() const noexcept { return squares_ / (count_ - 1); }
  /// Of the mean; of two observations or more.
  [[nodiscard]] double standard_error() const noexcept { return std::sqrt(variance() / count_); }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

/// Standard error of the share of successes in n independent trials of probability p.
[[nodiscard]] inline double binomial_error(double p, double n) noexcept {
  return std::sqrt(p * (1 - p) / n);
}

}  // namespace entremise::reference
