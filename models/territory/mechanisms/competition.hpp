#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Calls for tenders. Every half-year each public office that commissions by tender (share q above one half) from at
/// least two social-economy actors sees two of them compete. The winner, the more likely the more it is trusted, holds
/// more evidence for the commissioner, the loser against; between the two competitors, where they have a relation,
/// tension rises. (Sizes: assumptions; that public orders have taken the place of subsidies: ASH; Prouteau &
/// Tchernonog 2023.)

namespace entremise::territory {

/// Share of tender funding above which a relation is competed for.
inline constexpr float competed_for = 0.5f;

inline auto calls_for_tenders(const Parameters& p, Luck luck) {
  struct Sizes {
    float rivalry, lost, won;
  };
  const Sizes sizes{p.is_on("mechanisms.tension") ? static_cast<float>(p["contracts.rivalry"]) : 0.0f,
                    static_cast<float>(p["contracts.lost"]), static_cast<float>(p["contracts.won"])};
  return serial<"calls for tenders">(
      reads(type_of, tender, trust, cooldown), writes(tension, evidence_for, evidence_against, ledger),
      [sizes, interval = static_cast<std::uint32_t>(p["contracts.tender_interval"]),
       order = stream_key(luck, process_id("bidders")), award = stream_key(luck, process_id("awards"))](auto world) {
        if (world.month() % interval != 0) return;
        constexpr auto social = static_cast<std::uint8_t>(ActorType::social_economy_actor);
        std::vector<Actor> bidders;
        for (Actor commissioner = 0; commissioner < world.graph().actors(); ++commissioner) {
          if (world[type_of][commissioner] == social) continue;
          bidders.clear();
          for (const Link link : world.graph().links(commissioner))
            if (world[type_of][link.to] == social && world[tender][link.slot] > competed_for &&
                world[cooldown][link.slot] == 0)
              bidders.push_back(link.to);
          if (bidders.size() < 2) continue;
          bidders = keyed_order(bidders, order, world.month(), commissioner);
          bidders.resize(2);
          std::vector<double> trusted;
          std::vector<std::uint32_t> slots;
          for (const Actor one : bidders) {
            slots.push_back(*world.graph().find(commissioner, one));
            trusted.push_back(world[trust][side_index(slots.back(), commissioner, one)]);
          }
          const std::size_t winner = keyed_choice(bidders, trusted, award, world.month(), commissioner);
          if (winner == bidders.size()) continue;
          ++world[ledger][0].calls_for_tenders;
          world[evidence_for][side_index(slots[winner], bidders[winner], commissioner)] += sizes.won;
          world[evidence_against][side_index(slots[1 - winner], bidders[1 - winner], commissioner)] += sizes.lost;
          if (const auto rivals = world.graph().find(bidders[0], bidders[1]))
            world[tension][*rivals] = std::min(1.0f, world[tension][*rivals] + sizes.rivalry);
        }
      });
}

}  // namespace entremise::territory
