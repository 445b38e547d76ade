#pragma once
#include <optional>
#include <span>

namespace entremise {

/// Factor that takes the bias out of a standardised mean difference whose deviation has `degrees` > 1 degrees of
/// freedom: Γ(m/2) / (√(m/2) Γ((m − 1)/2)) (Hedges 1981, Journal of Educational Statistics 6(2), 107–128). In (0, 1).
[[nodiscard]] double small_sample_factor(double degrees);

/// Hedges' g of paired differences (g_z): mean over standard deviation of the differences, times the small-sample
/// factor for n − 1 degrees of freedom. None for fewer than three differences and for constant ones.
/// It grows with the correlation that common luck brings: compare it between contrasts of one study only.
[[nodiscard]] std::optional<double> hedges_g_paired(std::span<const double> differences);

/// Mean paired difference (scenario − reference) over the average standard deviation √((s₁² + s₂²)/2) of the two
/// scenarios, which does not depend on how far they share their luck; times the small-sample factor for
/// 2(n − 1)/(1 + r²) degrees of freedom, r being their correlation (Cousineau 2020, The Quantitative Methods for
/// Psychology 16(4), 418–421). None for fewer than three pairs and where both are constant.
[[nodiscard]] std::optional<double> hedges_g_average(std::span<const double> reference,
                                                     std::span<const double> scenario);

/// Share of the pairs in which the scenario lies above the reference; equal pairs count half. In 0..1; ½ without pairs.
[[nodiscard]] double probability_of_superiority(std::span<const double> reference, std::span<const double> scenario);

}  // namespace entremise
