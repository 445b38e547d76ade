#pragma once
#include <span>
#include <vector>

namespace entremise {

/// Holm's step-down adjustment (Holm 1979, Scandinavian Journal of Statistics 6(2), 65–70): p-values that can each be
/// held against α while the chance of any false rejection in the family stays at most α, whatever their dependence.
/// In the order of `p`, at most 1. A family of one is left as it is, an empty one is empty. A p-value outside 0..1
/// (or NaN) throws std::invalid_argument.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

}  // namespace entremise
