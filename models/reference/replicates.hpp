#pragma once
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "sim/engine/ensemble.hpp"
#include "sim/random/streams.hpp"

namespace entremise::reference {

/// The results of run(Luck) for replicates 0..count-1, in this order, on all threads.
/// @throws std::runtime_error when a run throws
template <class Run>
[[nodiscard]] auto replicates(std::uint32_t count, std::uint64_t seed, const Run& run) {
  std::vector<decltype(run(Luck{}))> results(count);
  std::vector<Job> jobs(count);
  for (std::uint32_t r = 0; r < count; ++r) jobs[r].replicate = r;
  const EnsembleOutcome outcome = run_ensemble(jobs, [&](Job job, const std::stop_token&) {
    results[job.replicate] = run(Luck{seed, job.replicate});
    return true;
  });
  if (!outcome.failures.empty()) throw std::runtime_error(outcome.failures.front().what);
  return results;
}

/// Mean of independent observations and its standard error, by Welford's recurrence; in the order in which they come.
class Sample {
 public:
  void add(double x) noexcept {
    ++count_;
    const double gap = x - mean_;
    mean_ += gap / count_;
    squares_ += gap * (x - mean_);
  }
  [[nodiscard]] double count() const noexcept { return count_; }
  [[nodiscard]] double mean() const noexcept { return mean_; }
  [[nodiscard]] double variance() const noexcept { return squares_ / (count_ - 1); }
  [[nodiscard]] double standard_error() const noexcept { return std::sqrt(variance() / count_); }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

/// Standard error of the share of successes in n independent trials of probability p.
[[nodiscard]] inline double binomial_error(double p, double n) noexcept {
  return std::sqrt(p * (1 - p) / n);
}

}  // namespace entremise::reference
