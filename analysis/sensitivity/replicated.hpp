#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// One outcome at every point of a design, in several replicates: [point][replicate], all finite.
struct Replicated {
  std::size_t points = 0, replicates = 0;
  std::vector<double> values;

  [[nodiscard]] std::span<const double> at(std::size_t point) const {
    return {values.data() + point * replicates, replicates};
  }
  [[nodiscard]] double at(std::size_t point, std::size_t replicate) const {
    return values[point * replicates + replicate];
  }
};

/// Whether every run gave the same, to the bit.
[[nodiscard]] bool is_constant(const Replicated& outcome) noexcept;

/// Mean of the products of two quantities that were each measured in the same replicates, as if there were infinitely
/// many of these: mean(x) mean(y) − cov(x, y) / n. The expectation of the product of two means over n independent
/// replicates is the product of the expectations plus cov / n, and the sample covariance has no bias, so neither has
/// this (own derivation; it is the U-statistic that multiplies different replicates only). Of one replicate nothing can
/// be taken off.
[[nodiscard]] double product_without_noise(std::span<const double> x, std::span<const double> y);

/// Resamples of the numbers 0 … n − 1 with replacement, for bootstrap intervals: how often each is in each.
class Resamples {
 public:
  /// The same number of items, resamples and seed give the same.
  Resamples(std::size_t items, std::size_t resamples, std::uint64_t seed);
  [[nodiscard]] std::size_t size() const noexcept { return counts_.size() / items_; }
  [[nodiscard]] std::size_t items() const noexcept { return items_; }
  [[nodiscard]] std::span<const std::uint16_t> operator[](std::size_t resample) const {
    return {counts_.data() + resample * items_, items_};
  }
  /// Mean of the items' values in one resample.
  [[nodiscard]] double mean(std::size_t resample, std::span<const double> values) const;
  /// The 95 % interval between quantiles of a statistic over the resamples, which are sorted. The quantiles are those
  /// of the expanded percentile interval (Hesterberg 2015, The American Statistician 69(4)): they make up for the
  /// narrowness of percentile intervals of few items.
  [[nodiscard]] Interval interval(std::vector<double>& statistics) const;

 private:
  std::size_t items_;
  std::vector<std::uint16_t> counts_;
};

/// A number with its 95 % interval.
struct Estimate {
  double value = 0;
  Interval interval;
};

}  // namespace entremise
