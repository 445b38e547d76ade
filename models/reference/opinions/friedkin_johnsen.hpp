#pragma once
#include <vector>

#include "models/reference/check.hpp"
#include "models/reference/opinions/influence.hpp"

/// Influence against anchors (Friedkin & Johnsen 1990): everybody is drawn towards the others' opinions and holds on to
/// the one they came with, x_i(t+1) = λ_i Σ_j W_ij x_j(t) + (1 - λ_i) x_i(0), λ_i being their susceptibility.
///
/// Known answer: opinions settle at (I - Λ W)⁻¹ (I - Λ) x(0) (the same).
///
/// Protocol: (a) three actors who give weight 1/2 to each of the two others, λ = (.5, .5, .8), x(0) = (1, 0, .5), which
/// settle at (.7, .3, .5); (b) forty actors with random weights and susceptibilities below .95, against the solution of
/// the linear system by LU decomposition. 2000 steps; tolerance 1e-9.
namespace entremise::reference::friedkin_johnsen {

inline constexpr struct Susceptibility {
  using Value = double;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "susceptibility", unit = "1", meaning = "share of influence, λ";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} susceptibility;
inline constexpr struct Anchor {
  using Value = double;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "anchor", unit = "1", meaning = "the opinion that an actor came with";
  static constexpr Value initial = 0, lower = -1, upper = 1;
} anchor;

/// Opinions, weights on relations, anchors.
using World = entremise::World<Opinion, Weight, OwnWeight, Susceptibility, Anchor>;

/// Everybody moves to the mean and back to the anchor, by the step before.
[[nodiscard]] inline auto step() {
  return Schedule(each_actor<"friedkin_johnsen.influence">(
      reads(weight, own_weight, susceptibility, anchor), renews(opinion), [](auto me) {
        me.next(opinion) = me[susceptibility] * weighted_mean(me) + (1 - me[susceptibility]) * me[anchor];
      }));
}

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify(const Trial& trial);

}  // namespace entremise::reference::friedkin_johnsen
