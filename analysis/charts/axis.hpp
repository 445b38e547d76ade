#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "analysis/compare/statistics.hpp"

namespace entremise::charts {

/// A linear scale from values to pixels.
struct Scale {
  double from = 0, to = 1;    ///< values at the two ends
  double start = 0, end = 1;  ///< their pixels

  [[nodiscard]] double operator()(double value) const noexcept {
    return start + (value - from) / (to - from) * (end - start);
  }
};

/// Round tick values (1, 2, 2.5 or 5 times a power of ten apart) that enclose `range`, about `wanted` of them.
/// An empty range is widened first. Both ends must be finite.
struct Ticks {
  std::vector<double> values;
  int decimals = 0;  ///< at which the values differ as they should
};
[[nodiscard]] Ticks nice_ticks(Interval range, int wanted);

/// Ticks of a time axis 0 … last: every 1, 2, 3, 6, 12, 24, 60 or 120 months …, at most `most` steps.
[[nodiscard]] std::vector<std::size_t> month_ticks(std::size_t last, int most);

/// Where labels of the given heights go: each as near to its wanted centre as the others allow, none overlapping,
/// all within [top, bottom] when they fit there together. Returns the centres in the given order.
struct Wanted {
  double centre = 0;
  double height = 0;
};
[[nodiscard]] std::vector<double> push_apart(std::span<const Wanted> labels, double top, double bottom);

}  // namespace entremise::charts
