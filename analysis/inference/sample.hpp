#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace entremise {

/// The contract of this folder. A sample holds one finite number per replicate (or pair of replicates), in the order of
/// the replicates; whoever calls has left out what has no value (`paired_differences` does so for pairs). A number that
/// is not finite throws std::invalid_argument, and so do spans of different lengths where they are pairs. What a
/// sample cannot say is none (or a bound that the function's own text states), never a NaN.

/// scenario − reference, pair by pair, in their order. A pair is left out when either side, or the difference, is not
/// finite. Different lengths throw std::invalid_argument.
[[nodiscard]] std::vector<double> paired_differences(std::span<const double> reference,
                                                     std::span<const double> scenario);

/// Throws std::invalid_argument if any value is not finite.
void require_finite(std::span<const double> sample);

/// Whether all values are the same; so is none, and one.
[[nodiscard]] bool is_constant(std::span<const double> sample) noexcept;

}  // namespace entremise
