#include "analysis/inference/permutation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "analysis/inference/sample.hpp"
#include "sim/random/streams.hpp"

namespace entremise {
namespace {

/// Sums of signed differences, eight differences at a time: table[k][bits] is the sum of differences 8k..8k + 7, those
/// whose bit is set taken with the opposite sign.
class SignedSums {
 public:
  explicit SignedSums(std::span<const double> differences) : tables_((differences.size() + 7) / 8) {
    for (std::size_t k = 0; k < tables_.size(); ++k)
      for (std::size_t bits = 0; bits < 256; ++bits) {
        double sum = 0;
        for (std::size_t i = 0; i < 8 && 8 * k + i < differences.size(); ++i)
          sum += (bits >> i & 1u) != 0 ? -differences[8 * k + i] : differences[8 * k + i];
        tables_[k][bits] = sum;
      }
  }

  [[nodiscard]] double of_pattern(std::uint64_t pattern) const {
    double sum = 0;
    for (std::size_t k = 0; k < tables_.size(); ++k, pattern >>= 8) sum += tables_[k][pattern & 255u];
    return sum;
  }

  [[nodiscard]] double of_draw(Draws& draws) const {
    double sum = 0;
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < tables_.size(); ++k) {
      word = k % 4 == 0 ? draws.word() : word >> 8;
      sum += tables_[k][word & 255u];
    }
    return sum;
  }

 private:
  std::vector<std::array<double, 256>> tables_;
};

}  // namespace

double paired_permutation_p(std::span<const double> differences, std::size_t permutations, std::uint64_t seed) {
  require_finite(differences);
  double largest = 0;
  for (const double d : differences) largest = std::max(largest, std::fabs(d));
  if (largest == 0) return 1;
  std::vector<double> signed_ones;  // scaled, so that no sum overflows
  double magnitude = 0;
  for (const double d : differences)
    if (d != 0) {
      signed_ones.push_back(d / largest);
      magnitude += std::fabs(d / largest);
    }
  const SignedSums sums(signed_ones);
  // Sums that are equal but for rounding count as equally extreme.
  const double bound = std::fabs(sums.of_pattern(0)) - 1e-12 * magnitude;
  const std::size_t m = signed_ones.size();
  if (m < 48 && (std::uint64_t{1} << m) <= permutations) {
    // A pattern and its opposite are equally extreme: the last sign may stay as it is.
    const std::uint64_t half = std::uint64_t{1} << (m - 1);
    std::uint64_t extreme = 0;
    for (std::uint64_t pattern = 0; pattern < half; ++pattern)
      if (std::fabs(sums.of_pattern(pattern)) >= bound) ++extreme;
    return static_cast<double>(extreme) / static_cast<double>(half);
  }
  Draws draws(stream_key({seed, 0}, process_id("sign flips")), no_entity, no_entity, 0);
  std::size_t extreme = 0;
  for (std::size_t k = 0; k < permutations; ++k)
    if (std::fabs(sums.of_draw(draws)) >= bound) ++extreme;
  return static_cast<double>(extreme + 1) / static_cast<double>(permutations + 1);
}

}  // namespace entremise
