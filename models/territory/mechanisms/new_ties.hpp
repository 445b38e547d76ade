#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/territory/mechanisms/enlargement.hpp"
#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// How relations come about after the start. Facilitators introduce; strangers who talk in a dialogue space sometimes
/// stay in contact; the members of a project work with each other; who joins is tied to those present with the chances
/// of the first day. All of a month's are made together.

namespace entremise::territory {

inline auto new_relations(const Parameters& p, Luck luck) {
  struct Chances {
    double space, same, different;
  };
  const Chances chances{p["spaces.tie"], p["network.same_type"], p["network.different_type"]};
  return serial<"new relations">(
      reads(type_of, present, interventions, conversations, project_of),
      [chances, meeting = stream_key(luck, process_id("ties from spaces")),
       joining = stream_key(luck, process_id("ties of newcomers"))](auto world) {
        Graph::Edit edit;
        const Graph& graph = world.graph();
        const auto add = [&](Actor x, Actor y) {
          const Pair pair{std::min(x, y), std::max(x, y)};
          if (!graph.find(pair.a, pair.b)) edit.added.push_back(pair);
        };
        for (const Intervention& one : world[interventions])
          if (one.facilitator != no_entity && one.introduces) add(one.a, one.b);
        for (const Conversation& talk : world[conversations])
          if (talk.a != no_entity && Draws(meeting, talk.a, talk.b, world.month()).chance(chances.space))
            add(talk.a, talk.b);
        for (Actor leader = 0; leader < graph.actors(); ++leader) {
          const Project& project = world[project_of][leader];
          if (!project.active() || project.start != world.month()) continue;
          for (std::size_t i = 0; i < project.partner_count; ++i)
            for (std::size_t j = i + 1; j < project.partner_count; ++j) add(project.partners[i], project.partners[j]);
        }
        for (Actor i = 0; i < graph.actors(); ++i) {
          if (world[present][i] != joining_now) continue;
          for (Actor j = 0; j < graph.actors(); ++j) {
            if (world[present][j] == 0 || (world[present][j] == joining_now && j <= i)) continue;
            const double chance = world[type_of][i] == world[type_of][j] ? chances.same : chances.different;
            if (Draws(joining, std::min(i, j), std::max(i, j), world.month()).chance(chance)) add(i, j);
          }
        }
        std::sort(edit.added.begin(), edit.added.end());
        edit.added.erase(std::unique(edit.added.begin(), edit.added.end()), edit.added.end());
        return edit;
      });
}

/// First values of the month's new ties.
inline auto new_ties(const Parameters& p, Luck luck, std::vector<Enlargement> enlargements) {
  struct Values {
    float space_rate, facilitated_rate, office_rate, tension, spread, transfer;
    std::array<float, actor_types * actor_types> knows;
  };
  Values values{static_cast<float>(p["spaces.tie_rate"]),
                static_cast<float>(p["facilitation.tie_rate"]),
                static_cast<float>(p["network.rate"]),
                static_cast<float>(p["tension.initial"]),
                static_cast<float>(p["interconnaissance.initial_spread"]),
                static_cast<float>(p["facilitation.transfer"]),
                {}};
  for (std::size_t k = 0; k < values.knows.size(); ++k)
    values.knows[k] = static_cast<float>(p.at("interconnaissance.initial.elected_official.elected_official", k));
  return serial<"new ties">(
      reads(type_of, present, interventions),
      writes(contact_rate, tension, silence, interconnaissance, trust, evidence_for),
      [values, rule = TrustRule(p), enlargements = std::move(enlargements),
       knowing = stream_key(luck, process_id("newcomers' impressions"))](auto world) {
        const Graph& graph = world.graph();
        const auto is_new = [&](Actor i) { return world[present][i] == joining_now; };
        for (const std::uint32_t slot : world.fresh()) {
          const Pair pair = graph.pairs()[slot];
          const bool joins = is_new(pair.a) || is_new(pair.b);
          world[contact_rate][slot] = joins ? values.office_rate : values.space_rate;
          world[tension][slot] = values.tension;
          world[silence][slot] = 1;  // the two have yet to meet
          Draws draws(knowing, pair.a, pair.b, world.month());
          for (const auto& [from, to] : {std::pair{pair.a, pair.b}, std::pair{pair.b, pair.a}}) {
            const std::size_t side = side_index(slot, from, to);
            const std::size_t types = world[type_of][from] * actor_types + world[type_of][to];
            world[trust][side] = rule(world[type_of][from], world[type_of][to], 0, 0);
            const float deviation = values.spread * (2 * draws.uniform_float() - 1);
            if (joins) world[interconnaissance][side] = std::clamp(values.knows[types] + deviation, 0.0f, 1.0f);
          }
        }
        for (const Intervention& one : world[interventions])
          if (one.facilitator != no_entity && one.introduces)
            if (const auto slot = graph.find(one.a, one.b)) world[contact_rate][*slot] = values.facilitated_rate;

        // Sponsors vouch for those who join with one.
        const auto trusts = [&](std::uint32_t slot, Actor from, Actor to) {
          return world[trust][side_index(slot, from, to)];
        };
        for (Actor i = 0; i < graph.actors(); ++i) {
          if (!is_new(i) || std::none_of(enlargements.begin(), enlargements.end(), [i](const Enlargement& one) {
                return one.mode == EnlargementMode::sponsored && one.brings(i);
              }))
            continue;
          Link sponsor{no_entity, 0};
          float best = -1;
          for (const Link link : graph.links(i)) {
            if (is_new(link.to)) continue;
            float received = 0;
            for (const Link other : graph.links(link.to)) received += trusts(other.slot, other.to, link.to);
            received /= static_cast<float>(graph.degree(link.to));
            if (received > best) {
              best = received;
              sponsor = link;
            }
          }
          if (sponsor.to == no_entity) continue;
          for (const Link link : graph.links(i)) {
            const auto bond = graph.find(sponsor.to, link.to);
            if (!bond) continue;
            world[evidence_for][side_index(link.slot, i, link.to)] +=
                values.transfer * trusts(sponsor.slot, i, sponsor.to) * trusts(*bond, sponsor.to, link.to);
            world[evidence_for][side_index(link.slot, link.to, i)] +=
                values.transfer * trusts(*bond, link.to, sponsor.to) * trusts(sponsor.slot, sponsor.to, i);
          }
        }
      });
}

}  // namespace entremise::territory
