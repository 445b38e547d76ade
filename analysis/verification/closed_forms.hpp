#pragma once
#include <vector>

#include "models/reference/check.hpp"

/// The territory model's own closed forms, held against its own rules as they are simulated, in the form of the
/// published models of models/reference. They stand here because that room may not know the territory.
///
/// Two who have a relation, many times over, with every mechanism off but the one in question:
///
///  - interconnaissance. In a month one side loses the share 1 - φ with probability h (a new holder of the other's
///    office), then the share δ, then gains g (1 - I) with probability λ. With k = 1 - h (1 - φ), k₂ = 1 - h + h φ²,
///      M = E[I]  = λ g / (1 - (1 - δ) k (1 - λ g)),
///      E[I²] = λ (g² + 2 g (1 - g)(1 - δ) k M) / (1 - (1 - δ)² k₂ (1 - λ + λ (1 - g)²)).
///  - trust. One means to deliver with probability p and meets a constraint with probability χ, which the partner knows
///    with probability I: p₊ = p (1 - χ) is delivered, p₋ = (1 - p) + p χ (1 - I) held against the actor. With ν
///    activities a month, memory λ_f and negativity κ the evidence settles at r* = ν p₊ / (1 - λ_f) and
///    s* = κ ν p₋ / (1 - λ_f), hence trust without prior at T* = p₊ / (p₊ + κ p₋).
///  - tension. It fades by the share δ a month and rises by ½ ℓ d with each of ν activities: R* = ν ½ ℓ d / δ.
///  - tenure. State officers leave with probability h a month, so that 1/h months lie between; at an election a share
///  of
///    elected officials is renewed.
namespace entremise::verification {

[[nodiscard]] const std::vector<reference::ReferenceModel>& closed_forms();

}  // namespace entremise::verification
