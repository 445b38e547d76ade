#pragma once
#include <cstddef>
#include <optional>

namespace entremise {

/// Power of the two-sided paired t test at level alpha with n pairs when the true mean difference is `effect` standard
/// deviations of the differences (noncentral t). In alpha..1. n ≥ 2, 0 < alpha < 1, finite effect; else
/// std::invalid_argument.
[[nodiscard]] double power_of_paired_test(std::size_t n, double effect, double alpha);

/// Smallest number of pairs at which that power is reached for a difference of `smallest` when differences have
/// `deviation`. 2 when deviation is 0. None beyond a million. smallest > 0, deviation ≥ 0, 0 < alpha < power < 1.
[[nodiscard]] std::optional<std::size_t> replicates_to_detect(double smallest, double deviation, double alpha,
                                                              double power);

/// The same for an equivalence test with `margin` whose true difference is 0, by a lower bound of its power (the sum of
/// the two one-sided errors); close where the power wanted is high.
[[nodiscard]] std::optional<std::size_t> replicates_for_equivalence(double margin, double deviation, double alpha,
                                                                    double power);

}  // namespace entremise
