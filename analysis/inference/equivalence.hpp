#pragma once
#include <optional>
#include <span>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// What two one-sided tests say.
struct Equivalence {
  double p = 1;             ///< the larger of the two one-sided p-values
  bool equivalent = false;  ///< p < alpha: the mean difference lies within ±margin
  Interval interval;        ///< Student interval of confidence 1 − 2 alpha; within ±margin exactly if equivalent
};

/// Two one-sided paired t tests (Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15(6), 657–680) of
/// the hypothesis that the mean difference is at least `margin` away from 0, against its lying within.
///
/// None for fewer than two differences. Constant differences leave no doubt within the sample: p is 0 where they lie
/// strictly within ±margin, else 1, and the interval is the one point. `margin` must be positive and finite, and
/// 0 < alpha < ½; else, and for differences that are not finite, std::invalid_argument.
[[nodiscard]] std::optional<Equivalence> equivalence_test(std::span<const double> differences, double margin,
                                                          double alpha);

}  // namespace entremise
