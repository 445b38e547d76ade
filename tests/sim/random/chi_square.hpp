#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entremise::testing {

/// Every statistical check below asks |z| <= bound with fixed seeds, so it gives the same answer for ever. Had the
/// seeds been drawn anew, a true hypothesis would fail with probability 6.3e-5.
inline constexpr double bound = 4;

/// Pearson's chi-square of counts against expected counts, as a normal deviate (Wilson & Hilferty 1931,
/// doi:10.1073/pnas.17.12.684).
inline double chi_square_z(std::span<const std::uint64_t> counts, std::span<const double> expected) {
  double statistic = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double gap = static_cast<double>(counts[i]) - expected[i];
    statistic += gap * gap / expected[i];
  }
  const double freedom = static_cast<double>(counts.size()) - 1;
  const double spread = 2 / (9 * freedom);
  return (std::cbrt(statistic / freedom) - (1 - spread)) / std::sqrt(spread);
}

/// The same against equal expectations.
inline double uniform_z(std::span<const std::uint64_t> counts) {
  double total = 0;
  for (const auto count : counts) total += static_cast<double>(count);
  return chi_square_z(counts, std::vector<double>(counts.size(), total / static_cast<double>(counts.size())));
}

/// Deviate of the mean of n draws from its expectation.
inline double mean_z(double sum, std::size_t n, double mean, double variance) {
  return (sum / static_cast<double>(n) - mean) / std::sqrt(variance / static_cast<double>(n));
}

}  // namespace entremise::testing
