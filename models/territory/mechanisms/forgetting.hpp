#pragma once
#include <algorithm>
#include <cstdint>

#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// What a month without doing anything does to a relation: evidence fades by λ_f, so that memory spans about one
/// municipal term; knowledge of the other's constraints fades by δ_I, twice as fast after three months of silence, and
/// more slowly where the two share contacts (bridges decay unless embedded: Burt 2002); tension relaxes by δ_R.

namespace entremise::territory {

/// Counts shared contacts anew where the graph has changed.
inline auto embedding() {
  return each_relation<"embedding">(
             writes(shared_contacts),
             [](auto relation) {
               const std::uint32_t n = common_count(relation.graph(), relation.a(), relation.b());
               relation[shared_contacts] = static_cast<std::uint16_t>(std::min<std::uint32_t>(n, 65535));
             })
      .when_rewired();
}

/// The month's fading, and a clean page for its events. Also brings `trust` up to date with the evidence.
inline auto forgetting(const Parameters& p) {
  const bool on = p.is_on("mechanisms.forgetting");
  struct Rates {
    float evidence, decay, neglect, embedding, relaxation;
    std::uint8_t neglect_months;
  };
  const Rates r{on ? static_cast<float>(p["trust.memory"]) : 1.0f,
                on ? static_cast<float>(p["interconnaissance.decay"]) : 0.0f,
                static_cast<float>(p["interconnaissance.neglect_factor"]),
                static_cast<float>(p["interconnaissance.embedding"]),
                p.is_on("mechanisms.tension") ? static_cast<float>(p["tension.relaxation"]) : 0.0f,
                static_cast<std::uint8_t>(std::min(255.0, p["interconnaissance.neglect_months"]))};
  const TrustRule rule(p);
  return each_relation<"forgetting">(
      reads(type_of, shared_contacts),
      writes(interconnaissance, evidence_for, evidence_against, trust, tension, silence, delivery, candid),
      [r, rule](auto relation) {
        const auto types = relation.all(type_of);
        const auto shared = static_cast<float>(relation.all(shared_contacts)[relation.slot()]);
        const float decay = relation[silence] > r.neglect_months ? r.decay * r.neglect : r.decay;
        const auto fade = [&](auto side) {
          const std::uint32_t others = relation.graph().degree(side.from()) - 1;
          const float embedded = others > 0 ? shared / static_cast<float>(others) : 0.0f;
          side[interconnaissance] *= std::max(0.0f, 1.0f - decay * (1.0f - r.embedding * embedded));
          side[evidence_for] *= r.evidence;
          side[evidence_against] *= r.evidence;
          side[trust] = rule(types[side.from()], types[side.to()], side[evidence_for], side[evidence_against]);
          side[delivery] = static_cast<std::uint8_t>(Outcome::none);
          side[candid] = 0;
        };
        fade(relation.ab());
        fade(relation.ba());
        relation[tension] *= 1.0f - r.relaxation;
        relation[silence] = static_cast<std::uint8_t>(std::min(255, relation[silence] + 1));
      });
}

}  // namespace entremise::territory
