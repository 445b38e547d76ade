#pragma once

namespace entremise {

/// The z below which a standard normal variable lies with probability p: Wichura (1988), algorithm AS 241, routine
/// PPND16 (Applied Statistics 37(3), 477-484, doi:10.2307/2347330), relative accuracy about 1e-16 as published. The
/// same bits everywhere: it uses the project's own logarithm and the square root, which IEEE 754 rounds correctly.
/// \return -inf at 0, +inf at 1, NaN outside [0, 1]
[[nodiscard]] double normal_quantile(double p) noexcept;

}  // namespace entremise
