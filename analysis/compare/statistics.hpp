#pragma once
#include <cstddef>
#include <optional>
#include <span>

namespace entremise {

/// A closed interval of the real line.
struct Interval {
  double low = 0;
  double high = 0;
};

/// Mean and sample variance (divisor n − 1) of n values. The variance of fewer than two values is 0.
struct Moments {
  std::size_t n = 0;
  double mean = 0;
  double variance = 0;
};

/// Two passes in the order of `values`, measured from the first value, so that equal values have a variance of
/// exactly 0 and the answer does not depend on threads. Empty input gives n = 0 and zeros.
[[nodiscard]] Moments moments(std::span<const double> values);

/// Quantile of definition 7 (Hyndman & Fan 1996, The American Statistician 50(4); the default of R and NumPy): linear
/// interpolation at position p (n − 1) of the sorted values, counted from 0.
/// `sorted` ascending and not empty, 0 ≤ p ≤ 1; anything else throws std::invalid_argument.
[[nodiscard]] double quantile(std::span<const double> sorted, double p);

/// Quantile of Student's t with `degrees` > 0 degrees of freedom, 0 < p < 1.
[[nodiscard]] double student_quantile(double degrees, double p);

/// Student's interval of the mean: mean ± t(n − 1) · sqrt(variance / n). None for fewer than two values, which
/// say nothing about their own spread.
[[nodiscard]] std::optional<Interval> interval_of_mean(const Moments& sample, double confidence);

}  // namespace entremise
