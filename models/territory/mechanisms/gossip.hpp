#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Third parties. Each month each common contact h of i and j speaks of j to i with probability π_g, and moves i's
/// evidence by w_g T_ih (1 + ζ sgn[(T_ij − ½)(T_hj − ½)]) (2 T_hj − 1): third parties amplify both the trust of strong
/// relations and the distrust of weak ones (Burt & Knez 1995). ζ = 0 is plain learning from the network.

namespace entremise::territory {

/// Which of up to sixteen contacts speak, each with the same probability on its own: first how many, by inversion, then
/// which. One word decides most cases, where one a contact would be needed.
class Speakers {
 public:
  static constexpr std::uint32_t most = 16;

  explicit Speakers(double rate) noexcept {
    for (std::uint32_t n = 0; n <= most; ++n) {
      // P(at most k of n speak), each term from the one before: C(n, k) π^k (1 − π)^(n − k).
      double term = 1, sum = 0;
      for (std::uint32_t i = 0; i < n; ++i) term *= 1 - rate;
      for (std::uint32_t k = 0; k < most; ++k) {
        sum += term;
        // Where everybody surely speaks the terms cannot be had from each other.
        at_most_[n][k] = rate >= 1 ? (k < n ? 0 : ~0u) : static_cast<std::uint32_t>(std::min(sum * 0x1p32, 0x1p32 - 1));
        term *= k < n ? static_cast<double>(n - k) / (k + 1) * (rate / (1 - rate)) : 0;
      }
    }
  }
  /// How many of `contacts` speak.
  [[nodiscard]] std::uint32_t count(std::uint32_t word, std::uint32_t contacts) const noexcept {
    std::uint32_t k = 0;
    for (const std::uint32_t limit : at_most_[contacts]) k += word > limit ? 1 : 0;
    return k;
  }
  /// Which ones, as bits: `count` of `contacts`, each choice as likely as any other (Floyd's sampling). The first is
  /// chosen by `word`, more by words of the stream.
  [[nodiscard]] static std::uint32_t choose(std::uint32_t count, std::uint32_t contacts, std::uint32_t word,
                                            Draws& draws) noexcept {
    std::uint32_t chosen = 0;
    for (std::uint32_t j = contacts - count; j < contacts; ++j) {
      const auto k = static_cast<std::uint32_t>((std::uint64_t{word} * (j + 1)) >> 32);
      chosen |= (chosen >> k & 1) != 0 ? 1u << j : 1u << k;
      if (j + 1 < contacts) word = draws.word();
    }
    return chosen;
  }

 private:
  std::array<std::array<std::uint32_t, most>, most + 1> at_most_{};
};

inline auto gossip(const Parameters& p) {
  struct Rule {
    Speakers speakers;
    float weight, amplification, negativity;
  };
  const Rule rule{Speakers(p["gossip.rate"]), static_cast<float>(p["gossip.weight"]),
                  static_cast<float>(p["gossip.amplification"]), static_cast<float>(p["trust.negativity"])};
  return each_relation<"gossip">(
             reads(trust, shared_contacts), writes(evidence_for, evidence_against),
             [rule](auto relation, Draws& draws) {
               const auto all_trust = relation.all(trust);
               const std::uint32_t contacts = relation.all(shared_contacts)[relation.slot()];
               const auto listen = [&](auto side, std::uint32_t first, std::uint32_t speakers) {
                 const float own = all_trust[side_index(relation.slot(), side.from(), side.to())];
                 float good = 0, bad = 0;
                 for (; speakers != 0; speakers &= speakers - 1) {
                   const auto [near, far] = nth_common(relation.graph(), side.from(), side.to(),
                                                       first + static_cast<std::uint32_t>(std::countr_zero(speakers)));
                   const float in_speaker = all_trust[side_index(near.slot, side.from(), near.to)];
                   const float spoken_of = all_trust[side_index(far.slot, far.to, side.to())];
                   const float agreement = (own - 0.5f) * (spoken_of - 0.5f);
                   const auto sign = static_cast<float>((agreement > 0) - (agreement < 0));
                   const float change =
                       rule.weight * in_speaker * (1 + rule.amplification * sign) * (2 * spoken_of - 1);
                   good += std::max(0.0f, change);
                   bad += rule.negativity * std::max(0.0f, -change);
                 }
                 side[evidence_for] += good;
                 side[evidence_against] += bad;
               };
               // Sixteen contacts at a time; nearly always there are no more.
               for (std::uint32_t first = 0; first < contacts; first += Speakers::most) {
                 const std::uint32_t some = std::min(Speakers::most, contacts - first);
                 draws.skip_to(1 + 16 * (first / Speakers::most));
                 const auto w = draws.template take<4>();
                 const std::uint32_t to_a = rule.speakers.count(w[0], some), to_b = rule.speakers.count(w[1], some);
                 if (to_a != 0) listen(relation.ab(), first, Speakers::choose(to_a, some, w[2], draws));
                 if (to_b != 0) listen(relation.ba(), first, Speakers::choose(to_b, some, w[3], draws));
               }
             })
      .when([](auto relation) { return relation.all(shared_contacts)[relation.slot()] != 0; });
}

}  // namespace entremise::territory
