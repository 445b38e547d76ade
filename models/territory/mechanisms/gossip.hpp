#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Third parties. Each month each common contact h of i and j speaks of j to i with probability π_g, and moves i's
/// evidence by w_g T_ih (1 + ζ sgn[(T_ij − ½)(T_hj − ½)]) (2 T_hj − 1): third parties amplify both the trust of strong
/// relations and the distrust of weak ones (Burt & Knez 1995). ζ = 0 is plain learning from the network.

namespace entremise::territory {

/// Who of a row of contacts speaks, found by leaps over those who are silent: a leap is at least k with probability
/// (1 − π)^k, so one word decides many contacts at once.
class Leaps {
 public:
  explicit Leaps(double rate) noexcept {
    double silent = 0x1p32;
    for (std::uint32_t& limit : limits_) {
      silent *= 1 - rate;
      limit = static_cast<std::uint32_t>(silent);
    }
  }
  /// How many contacts stay silent before the next who speaks; `contacts` if nobody of them does.
  [[nodiscard]] std::uint32_t silent(std::uint32_t word, std::uint32_t contacts) const noexcept {
    const std::uint32_t known = contacts < limits_.size() ? contacts : static_cast<std::uint32_t>(limits_.size());
    // The first eight at once: their number is what a processor would guess wrong.
    std::uint32_t k = 0;
    for (std::size_t i = 0; i < 8; ++i) k += word < limits_[i] ? 1 : 0;
    if (k == 8)
      while (k < known && word < limits_[k]) ++k;
    return k >= known ? contacts : k;
  }

 private:
  std::array<std::uint32_t, 256> limits_{};  // past 256 silent contacts in a row (2e-12 at π = 0.1) nobody speaks
};

inline auto gossip(const Parameters& p) {
  struct Rule {
    Leaps leaps;
    float weight, amplification, negativity;
  };
  const Rule rule{Leaps(p["gossip.rate"]), static_cast<float>(p["gossip.weight"]), static_cast<float>(p["gossip.amplification"]),
                  static_cast<float>(p["trust.negativity"])};
  return each_relation<"gossip">(
             reads(trust, shared_contacts), writes(evidence_for, evidence_against),
             [rule](auto relation, Draws& draws) {
               const std::uint32_t contacts = relation.all(shared_contacts)[relation.slot()];
               const std::array<std::uint32_t, 2> first{rule.leaps.silent(draws.word(), contacts),
                                                        rule.leaps.silent(draws.word(), contacts)};
               const auto all_trust = relation.all(trust);
               const auto listen = [&](auto side, std::uint32_t next, std::uint32_t block) {
                 if (next >= contacts) return;
                 draws.skip_to(block);
                 const float own = all_trust[side_index(relation.slot(), side.from(), side.to())];
                 float good = 0, bad = 0;
                 while (next < contacts) {
                   const auto [near, far] = nth_common(relation.graph(), side.from(), side.to(), next);
                   const float in_speaker = all_trust[side_index(near.slot, side.from(), near.to)];
                   const float spoken_of = all_trust[side_index(far.slot, far.to, side.to())];
                   const float agreement = (own - 0.5f) * (spoken_of - 0.5f);
                   const auto sign = static_cast<float>((agreement > 0) - (agreement < 0));
                   const float change = rule.weight * in_speaker * (1 + rule.amplification * sign) * (2 * spoken_of - 1);
                   good += std::max(0.0f, change);
                   bad += rule.negativity * std::max(0.0f, -change);
                   ++next;
                   next += rule.leaps.silent(draws.word(), contacts - next);
                 }
                 side[evidence_for] += good;
                 side[evidence_against] += bad;
               };
               listen(relation.ab(), first[0], 2);
               listen(relation.ba(), first[1], 0x10000);
             })
      .when([](auto relation) { return relation.all(shared_contacts)[relation.slot()] != 0; });
}

}  // namespace entremise::territory
