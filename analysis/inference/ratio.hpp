#pragma once
#include <optional>
#include <span>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// What the set of ratios that agree with the data looks like.
enum class RatioSet {
  bounded,     ///< the closed interval
  complement,  ///< everything outside the open interval: the denominator may be 0
  whole_line,  ///< every ratio: nothing is known
};

/// A ratio of two means with its confidence set.
struct RatioOfMeans {
  std::optional<double> ratio;  ///< none where the mean denominator is 0
  RatioSet kind = RatioSet::whole_line;
  Interval interval;  ///< see `kind`; 0..0 for the whole line
};

/// Fieller's confidence set (Fieller 1954, Journal of the Royal Statistical Society B 16(2), 175–185) for the mean of
/// `numerator` over the mean of `denominator`, paired by position, with Student's quantile of n − 1 degrees. It is
/// bounded exactly if the denominator's own interval excludes 0. (The limiting case of a half-line is given as the
/// whole line.) Where neither varies it is the one point, or the whole line if the denominator is 0. None for fewer
/// than two pairs. 0 < confidence < 1, finite values and equal lengths, or std::invalid_argument.
[[nodiscard]] std::optional<RatioOfMeans> ratio_of_means(std::span<const double> numerator,
                                                         std::span<const double> denominator, double confidence);

/// How much of a facilitator's effect goes when the facilitator leaves.
struct DependencyIndex {
  RatioOfMeans index;       ///< 0: what was gained stays; 1: all is lost; above 1: worse than never
  bool reportable = false;  ///< the effect of staying (the denominator) differs from 0 with the given confidence
};

/// D = (stay − leave) / (stay − never) of means over paired replicates. None for fewer than two replicates.
/// Replicates with a value that is not finite are left out. Different lengths throw std::invalid_argument.
[[nodiscard]] std::optional<DependencyIndex> dependency_index(std::span<const double> stay,
                                                              std::span<const double> leave,
                                                              std::span<const double> never, double confidence);

}  // namespace entremise
