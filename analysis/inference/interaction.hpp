#pragma once
#include <span>
#include <vector>

namespace entremise {

/// Difference in differences over paired replicates: (b1 − a1) − (b0 − a0), replicate by replicate, that is, what the
/// change from a to b brings where a second condition is given (1) beyond what it brings where it is not (0). The mean
/// is the interaction; it is tested as any paired difference.
/// A replicate is left out when one of its four values, or the result, is not finite. Different lengths throw
/// std::invalid_argument.
[[nodiscard]] std::vector<double> differences_in_differences(std::span<const double> a1, std::span<const double> b1,
                                                             std::span<const double> a0, std::span<const double> b0);

}  // namespace entremise
