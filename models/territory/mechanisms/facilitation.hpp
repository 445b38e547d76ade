#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "models/territory/levers.hpp"
#include "models/territory/mechanisms/choice_of_pairs.hpp"
#include "models/territory/mechanisms/encounters.hpp"
#include "models/territory/mechanisms/influence.hpp"
#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Third-party facilitators. Each month each of them works with as many pairs as its capacity allows: it introduces two
/// who have no relation, or brings together two who have; it lends them the trust that both have in it (trust
/// transfer), mediates their tension, and learns their constraints. Its neutrality, as each actor perceives it, bounds
/// what it can do: it is lower for those outside its employer's camp, falls for those who see it attend to the other
/// camp more, and recovers slowly. Facilitators change too, and then start anew.
///
/// Trust intermediaries: Coleman 1990; joining third parties: Obstfeld 2005; that active management of a network raises
/// trust: Klijn, Edelenbos & Steijn 2010. No transferable effect size was found, so skill and transfer are swept.

namespace entremise::territory {

/// One facilitator of a scenario.
struct Facilitator {
  std::uint32_t from = 0, until = 0;  ///< months in which it is at work
  float skill = 0, neutrality = 0;
  std::uint32_t capacity = 0;  ///< interventions a month
  Host host = Host::independent;
  ChoiceStrategy strategy = ChoiceStrategy::by_need;
  float knowledge = 0;  ///< of everybody's constraints, to begin with
  double hours = 0;     ///< of one intervention

  [[nodiscard]] bool at_work(std::uint32_t month) const noexcept { return month >= from && month <= until; }
};

/// The facilitators of all levers of that kind and of the bridges, one behind the other. Those without capacity are
/// left out: they would do nothing. A bridge, the representation structure of the social economy, is a facilitator that
/// this camp employs and that knows everybody; with no budget to bring people together, that changes nothing.
[[nodiscard]] std::vector<Facilitator> facilitators_of(const Parameters& parameters, std::span<const Lever> levers);

/// The facilitators' tables at month 0.
void prepare_facilitation(World& world, const Parameters& parameters, std::span<const Facilitator> facilitators);

/// The parameters of the mechanism.
struct FacilitationRule {
  explicit FacilitationRule(const Parameters& p);
  float mediation, threshold, transfer, safety, safety_skill, partiality, recovery, learning, employer_bias, quality,
      quality_skill;
  std::uint8_t cooldown;
  float prior_weight;
  double turnover;

  /// Neutrality of a facilitator in the eyes of an actor who has not seen it at work.
  [[nodiscard]] float first_neutrality(const Facilitator& f, std::uint8_t actor_type) const noexcept;
  /// Trust between an actor and a facilitator, from half and half evidence (base rate 0.5: assumption).
  [[nodiscard]] float trust_from(float good, float bad) const noexcept {
    return (0.5f * prior_weight + good) / (prior_weight + good + bad);
  }
};

/// Facilitators come, go and are replaced; their perceived neutrality recovers.
inline auto facilitator_turnover(const Parameters& p, std::shared_ptr<const std::vector<Facilitator>> team) {
  return serial<"facilitator turnover">(
      reads(type_of),
      writes(facilitator_knowledge, facilitator_neutrality, facilitator_standing, facilitator_attention),
      [rule = FacilitationRule(p), team = std::move(team)](auto world) {
        const std::size_t actors = world.graph().actors();
        for (std::size_t f = 0; f < team->size(); ++f) {
          const Facilitator& facilitator = (*team)[f];
          if (!facilitator.at_work(world.month())) continue;
          Draws draws = world.draws(static_cast<std::uint32_t>(f));
          const bool replaced = draws.chance(rule.turnover);
          for (std::size_t i = 0; i < actors; ++i) {
            const std::size_t at = f * actors + i;
            const float first = rule.first_neutrality(facilitator, world[type_of][i]);
            float& neutrality = world[facilitator_neutrality][at];
            if (replaced) {
              world[facilitator_knowledge][at] = facilitator.knowledge;
              world[facilitator_standing][at] = {};
              neutrality = first;
            } else {
              neutrality += rule.recovery * (first - neutrality);
            }
          }
          // Attention fades as it recovers, so that partiality is judged by the recent past.
          for (std::size_t camp = 0; camp < 2; ++camp)
            world[facilitator_attention][2 * f + camp] *= replaced ? 0.0f : 1.0f - rule.recovery;
        }
      });
}

/// Each facilitator picks its pairs of the month; a space that it hosts takes the time of one.
inline auto facilitator_choices(const Parameters& p, std::shared_ptr<const std::vector<Facilitator>> team) {
  return serial<"facilitator choices">(
      reads(type_of, present, tension, interconnaissance, facilitator_knowledge, gatherings), writes(interventions),
      [choice = ChoiceOfPairs(p), team = std::move(team)](auto world) {
        const std::size_t actors = world.graph().actors();
        const auto plan = world[interventions];
        std::size_t at = 0;
        for (std::size_t f = 0; f < team->size(); ++f) {
          const Facilitator& facilitator = (*team)[f];
          const std::size_t begin = at;
          if (facilitator.at_work(world.month())) {
            Draws draws = world.draws(static_cast<std::uint32_t>(f));
            const TerritoryInSight sight{
                world.graph(),  world[type_of],           world[present],
                world[tension], world[interconnaissance], world[facilitator_knowledge].subspan(f * actors, actors)};
            const auto spaces = world[gatherings];
            const auto hosted = static_cast<std::uint32_t>(std::count_if(
                spaces.begin(), spaces.end(), [f](const Gathering& g) { return g.participants > 0 && g.host == f; }));
            const std::uint32_t left = facilitator.capacity - std::min(facilitator.capacity, hosted);
            for (const ChosenPair& pair : choice.choose(facilitator.strategy, left, sight, plan.first(at), draws))
              plan[at++] = {static_cast<std::uint32_t>(f), pair.a, pair.b, pair.introduces};
          }
          for (const std::size_t end = begin + facilitator.capacity; at < end; ++at)
            plan[at] = {no_entity, 0, 0, false};
        }
      });
}

/// The facilitated encounters themselves.
inline auto facilitated_encounters(const Parameters& p, std::shared_ptr<const Agenda> agenda,
                                   std::shared_ptr<const std::vector<Facilitator>> team) {
  return serial<"facilitated encounters">(
      reads(type_of, training, minds_control, control, trust, interventions),
      writes(issues_of, preparation, tension, silence, surfaced, worked, cooldown, interconnaissance, evidence_for,
             evidence_against, delivery, candid, facilitator_knowledge, facilitator_neutrality, facilitator_standing,
             facilitator_attention),
      [rule = FacilitationRule(p), meet = Encounter(p, std::move(agenda)), influence = InfluenceRule(p),
       everyday = static_cast<float>(p["encounters.quality"]), team = std::move(team)](auto world) {
        const std::size_t actors = world.graph().actors();
        std::array<float, 2> camp_size{};
        for (Actor i = 0; i < actors; ++i) camp_size[camp_of(world[type_of][i])] += 1;
        for (const Intervention& intervention : world[interventions]) {
          if (intervention.facilitator == no_entity) continue;
          const std::size_t f = intervention.facilitator;
          const Facilitator& facilitator = (*team)[f];
          const std::uint32_t slot = *world.graph().find(intervention.a, intervention.b);
          const auto relation = world.relation(slot);
          // The pair's luck is its own, whichever facilitator brings it together.
          Draws draws = world.draws(relation.a(), relation.b());
          const std::size_t row_a = f * actors + relation.a(), row_b = f * actors + relation.b();
          const float neutrality = 0.5f * (world[facilitator_neutrality][row_a] + world[facilitator_neutrality][row_b]);

          const Occasion occasion{std::min(1.0f, rule.safety + rule.safety_skill * facilitator.skill * neutrality),
                                  std::min(1.0f, rule.quality + rule.quality_skill * facilitator.skill), 0, 1};
          const auto all = [&](auto column) { return world[column]; };
          meet(relation, Participant::of(all, relation.a()), Participant::of(all, relation.b()), occasion, draws);
          influence.meet(world[issues_of][relation.a()], world[issues_of][relation.b()], occasion.quality, everyday);
          // Both have been coached for what comes after.
          world[preparation][relation.a()] = world[preparation][relation.b()] = 1.0f;
          if (relation[tension] > rule.threshold)
            relation[tension] *= 1 - rule.mediation * facilitator.skill * neutrality;
          relation[cooldown] = std::min(relation[cooldown], rule.cooldown);

          draws.skip_to(8);
          // Both ends trust each other the more, the more they trust the facilitator and the facilitator trusts the
          // other.
          const auto lent = [&](std::size_t own, std::size_t others) {
            const auto& mine = world[facilitator_standing][own];
            const auto& theirs = world[facilitator_standing][others];
            return rule.transfer * world[facilitator_neutrality][own] * rule.trust_from(mine[0], mine[1]) *
                   rule.trust_from(theirs[2], theirs[3]);
          };
          relation.ab()[evidence_for] += lent(row_a, row_b);
          relation.ba()[evidence_for] += lent(row_b, row_a);

          // Both have been attended to before either judges, so that it does not matter who comes first.
          const auto attention = world[facilitator_attention].subspan(2 * f, 2);
          attention[camp_of(world[type_of][relation.a()])] += 1;
          attention[camp_of(world[type_of][relation.b()])] += 1;

          const auto remember = [&](auto side, std::size_t row) {
            auto& standing = world[facilitator_standing][row];
            const bool well_done = draws.chance(facilitator.skill);
            standing[well_done ? 0 : 1] += 1;
            float& knowledge = world[facilitator_knowledge][row];
            switch (static_cast<Outcome>(side[delivery])) {
              case Outcome::none:
                break;
              case Outcome::delivered:
                standing[2] += 1;
                break;
              case Outcome::excused:
              case Outcome::blamed:
              case Outcome::unnoticed:
                standing[3] += 1 - knowledge;
                break;
              case Outcome::unwilling:
                standing[3] += 1;
                break;
            }
            knowledge += rule.learning * (1 - knowledge);

            const std::size_t camp = camp_of(world[type_of][side.from()]);
            const float other_share = attention[1 - camp] / (attention[0] + attention[1]);
            const float fair_share = camp_size[1 - camp] / (camp_size[0] + camp_size[1]);
            float& seen = world[facilitator_neutrality][row];
            seen = std::max(0.0f, seen - rule.partiality * std::max(0.0f, other_share - fair_share));
          };
          remember(relation.ab(), row_a);
          remember(relation.ba(), row_b);
        }
      });
}

/// Ties that introductions made end again at a steady rate while the two know little of each other and share no
/// contact.
inline auto dissolution(const Parameters& p) {
  return end_relations<"dissolution">(
      reads(institutional, interconnaissance, shared_contacts),
      [rate = p["facilitation.dissolution"], threshold = static_cast<float>(p["facilitation.dissolution_threshold"])](
          auto relation, Draws& draws) {
        const std::uint32_t slot = relation.slot();
        if (relation.all(institutional)[slot] != 0 || relation.all(shared_contacts)[slot] != 0) return false;
        const auto known = relation.all(interconnaissance);
        return 0.5f * (known[2 * std::size_t{slot}] + known[2 * std::size_t{slot} + 1]) < threshold &&
               draws.chance(rate);
      });
}

}  // namespace entremise::territory
