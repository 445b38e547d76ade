#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/reference/check.hpp"
#include "models/reference/opinions/influence.hpp"

/// Bounded confidence, two at a time (Deffuant, Neau, Amblard & Weisbuch 2000): two actors drawn at random meet; where
/// their opinions differ by less than ε, both move towards the other by the share μ of the difference.
///
/// Known answers: above ε = 1/2 all come to agree (Fortunato 2004, arXiv:cond-mat/0406054). Below, the number of major
/// clusters steps up as ε shrinks, with minor ones in between (Ben-Naim, Krapivsky & Redner 2003). The rule of thumb
/// "floor(1/2ε) clusters" fails at ε = .1, where four are commoner than five.
///
/// Protocol: N = 1000 in [0, 1] uniformly, μ = .5, 400 N meetings, 200 runs; clusters are parted by gaps of more than
/// .02, and major from 5 % of the actors on. Expected in at least 9 runs of 10: one cluster at ε = .5 and .3, two at
/// .2, three at .15; and the sum of opinions is kept to 1e-9 (each meeting keeps it). In brief, 20 runs and not ε =
/// .15.
namespace entremise::reference::deffuant {

/// Opinions; nobody has relations, as everybody may meet.
using World = entremise::World<Opinion>;

/// As many meetings as there are actors.
[[nodiscard]] inline auto step(double confidence, double share, std::uint32_t actors) {
  return Schedule(events<"deffuant.meetings">(actors, writes(opinion), [confidence, share](auto all, Draws& draws) {
    const auto x = all[opinion];
    const auto n = static_cast<std::uint32_t>(x.size());
    const Actor i = draws.below(n), other = draws.below(n - 1), j = other + (other >= i ? 1 : 0);
    const double gap = x[j] - x[i];
    if (gap >= confidence || gap <= -confidence) return;
    x[i] += share * gap;
    x[j] -= share * gap;
  }));
}

/// How many groups of at least `smallest` opinions have no gap of more than `gap` inside.
[[nodiscard]] std::uint32_t clusters(std::span<const double> opinions, double gap, std::size_t smallest);

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify(const Trial& trial);

}  // namespace entremise::reference::deffuant
