#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "models/territory/mechanisms/trust_update.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/relation_batch.hpp"

/// \file
/// What a month without doing anything does to a relation: evidence fades by λ_f, so that memory spans about one
/// municipal term; knowledge of the other's constraints fades by δ_I, twice as fast after three months of silence, and
/// more slowly where the two share contacts (bridges decay unless embedded: Burt 2002); tension relaxes by δ_R.

namespace entremise::territory {

/// Counts shared contacts anew where they may have changed: in the relations of those who gained or lost one.
inline auto embedding() {
  return serial<"embedding">(writes(shared_contacts), [](auto world) {
    const Graph& graph = world.graph();
    const auto shared = world[shared_contacts];
    std::vector<Actor> touched(world.touched().begin(), world.touched().end());
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const Actor a : touched)
      for (const Link link : graph.links(a)) {
        const std::uint32_t n = common_count(graph, a, link.to);
        shared[link.slot] = static_cast<std::uint16_t>(std::min<std::uint32_t>(n, 65535));
      }
  });
}

/// The month's fading, and a clean page for its events. Also brings `trust` up to date with the evidence.
inline auto forgetting(const Parameters& p) {
  const bool on = p.is_on("mechanisms.forgetting");
  struct Rates {
    float evidence, decay, neglect, embedding, relaxation;
    std::int32_t neglect_months;
  };
  const Rates r{on ? static_cast<float>(p["trust.memory"]) : 1.0f,
                on ? static_cast<float>(p["interconnaissance.decay"]) : 0.0f,
                static_cast<float>(p["interconnaissance.neglect_factor"]),
                static_cast<float>(p["interconnaissance.embedding"]),
                p.is_on("mechanisms.tension") ? static_cast<float>(p["tension.relaxation"]) : 0.0f,
                static_cast<std::int32_t>(std::min(255.0, p["interconnaissance.neglect_months"]))};
  return each_relation_batch<"forgetting">(
      reads(type_of, shared_contacts),
      writes(interconnaissance, evidence_for, evidence_against, trust, tension, silence, delivery, candid),
      [r, update_trust = TrustUpdate(p)](auto batch) {
        const std::size_t n = batch.size();
        const Graph& graph = batch.graph();
        const auto pairs = batch.pairs();
        // Knowledge. Relations come in the order of their first actor, so that few degrees differ within a batch; where
        // there is no shared contact at all, none is needed.
        const std::uint16_t* const shared = batch[shared_contacts].data();
        std::array<float, 2 * relations_in_batch> embedded;
        if (std::any_of(shared, shared + n, [](std::uint16_t contacts) { return contacts != 0; })) {
          std::array<std::int32_t, 2 * relations_in_batch> known;
          for (std::size_t k = 0; k < n; ++k) {
            known[2 * k] = static_cast<std::int32_t>(graph.degree(pairs[k].a));
            known[2 * k + 1] = static_cast<std::int32_t>(graph.degree(pairs[k].b));
          }
          std::array<float, relations_in_batch> contacts;
          for (std::size_t k = 0; k < n; ++k) contacts[k] = static_cast<float>(shared[k]);
          // Who knows nobody else shares nobody: 0 / 1 then.
          for (std::size_t s = 0; s < 2 * n; ++s) embedded[s] = static_cast<float>(std::max(1, known[s] - 1));
          for (std::size_t k = 0; k < n; ++k) {
            embedded[2 * k] = contacts[k] / embedded[2 * k];
            embedded[2 * k + 1] = contacts[k] / embedded[2 * k + 1];
          }
        } else {
          std::fill_n(embedded.begin(), 2 * n, 0.0f);
        }
        const std::uint8_t* const silent = batch[silence].data();
        std::array<std::int32_t, relations_in_batch> months;
        for (std::size_t k = 0; k < n; ++k) months[k] = silent[k];
        std::array<float, relations_in_batch> decay;
        const float decay_in_touch = r.decay, decay_in_neglect = r.decay * r.neglect;
        for (std::size_t k = 0; k < n; ++k) decay[k] = months[k] > r.neglect_months ? decay_in_neglect : decay_in_touch;
        float* const knows = batch[interconnaissance].data();
        for (std::size_t k = 0; k < n; ++k) {
          knows[2 * k] *= std::max(0.0f, 1.0f - decay[k] * (1.0f - r.embedding * embedded[2 * k]));
          knows[2 * k + 1] *= std::max(0.0f, 1.0f - decay[k] * (1.0f - r.embedding * embedded[2 * k + 1]));
        }

        float* const good = batch[evidence_for].data();
        float* const bad = batch[evidence_against].data();
        for (std::size_t s = 0; s < 2 * n; ++s) good[s] *= r.evidence;
        for (std::size_t s = 0; s < 2 * n; ++s) bad[s] *= r.evidence;
        std::array<float, 2 * relations_in_batch> trusts;
        update_trust(batch, good, bad, trusts.data());

        for (float& strain : batch[tension]) strain *= 1.0f - r.relaxation;
        for (std::uint8_t& since : batch[silence]) since = static_cast<std::uint8_t>(since < 255 ? since + 1 : 255);
        const auto deliveries = batch[delivery];
        const auto candours = batch[candid];
        std::fill(deliveries.begin(), deliveries.end(), static_cast<std::uint8_t>(Outcome::none));
        std::fill(candours.begin(), candours.end(), std::uint8_t{0});
      });
}

}  // namespace entremise::territory
