#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/calendar.hpp"
#include "models/territory/population/issues.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Offices remain, persons go. Elected officials change with elections (and a little between them); the director of
/// an authority follows its executive, more often when that one is new; State officers rotate; other officers and the
/// managers and presidents of the social economy leave at a steady rate. What others knew of the former holder passes
/// to the new one in part, as the constraints of the office stay; what the former holder knew is lost but for what the
/// organisation has written down.
///
/// Hazards: Cour des comptes 2014 (prefects stay 24.3 months); maire-info 13/03/2020 and Banque des territoires (mayors
/// not standing again, executives renewed in 2014); CNFPT counts for directors: 42 of 117 left where the executive
/// stayed, 68 of 92 where it changed. The rest are assumptions; see the registry.

namespace entremise::territory {

/// Who leaves this month. A director leaves `delay` months after an election with a chance that depends on whether the
/// authority's executive is new since then; executives are looked up by organisation.
inline auto turnover(const Parameters& p, ElectionCalendar calendar, IssueSpread spread,
                     std::vector<Actor> executive_of, std::shared_ptr<const Agenda> agenda) {
  struct Hazards {
    double background, renewal, reelected, changed, officer, manager, president, state;
    std::uint32_t delay;
  };
  const Hazards h{p["turnover.elected_background"], p["turnover.elected_renewal"], p["turnover.director_reelected"],
                  p["turnover.director_changed"], p["turnover.officer"], p["turnover.manager"], p["turnover.president"],
                  p["turnover.state"],  // The phase sees last month's executives, so a director follows at the earliest
                                        // a month later.
                  std::max(1u, static_cast<std::uint32_t>(p["turnover.director_delay"]))};
  return each_actor<"turnover">(
      reads(type_of, organisation_of, role_of, office_issues, present), renews(tenure),
      writes(arrived, issues_of, training, preparation, engagement, minds_control),
      [h, calendar, spread, executive_of = std::move(executive_of), agenda = std::move(agenda),
       ordinary = static_cast<float>(p["engagement.ordinary"]),
       minds = p["contracts.reactive_share"]](auto me, Draws& draws) {
        const std::uint32_t month = me.month();
        const Conditions& now = (*agenda)[month];
        double leaves = 0;
        switch (static_cast<Role>(me.all(role_of)[me.id()])) {
          case Role::executive:
          case Role::councillor:
            leaves = std::max(calendar.is_election(month) ? h.renewal : h.background, now.upset);
            break;
          case Role::director:
            leaves = h.officer;
            if (calendar.follows_election(month, h.delay) ||
                (month > h.delay && (*agenda)[month - h.delay].upset > 0)) {
              const Actor executive = executive_of[me.all(organisation_of)[me.id()]];
              // Tenures are those of last month: one who took office `delay` months ago has delay − 1 of them.
              const bool is_new = executive != no_entity && me.all(tenure)[executive] + 1u <= h.delay;
              leaves = is_new ? h.changed : h.reelected;
            }
            break;
          case Role::officer:
            leaves = h.officer;
            break;
          case Role::manager:
            leaves = h.manager;
            break;
          case Role::president:
          case Role::member:
            leaves = h.president;
            break;
          case Role::state:
            leaves = h.state;
            break;
        }
        leaves += (1 - leaves) * now.departures[me.all(type_of)[me.id()]];
        const bool renewed = draws.chance(me.all(present)[me.id()] == 0 ? 0.0 : leaves);
        me[arrived] = renewed ? 1 : 0;
        const auto months = me.all(tenure)[me.id()];
        me.next(tenure) = renewed ? std::uint16_t{0} : static_cast<std::uint16_t>(std::min(65535, months + 1));
        if (renewed) {
          draws.skip_to(1);
          me[issues_of] = spread.person(me.all(office_issues)[me.id()], draws);
          draws.skip_to(2);
          me[minds_control] = draws.chance(minds) ? 1 : 0;
          me[training] = 0;
          me[preparation] = 0.0f;
          me[engagement] = ordinary;
        }
      });
}

/// What becomes of knowledge, evidence and the work on disagreement when one end of a relation has a new holder: of the
/// newcomer, others keep φ_role of what they knew and a share of the evidence; the newcomer inherits the organisation's
/// memory m, and of what was worked through and brought into the open, max(m, m_ω) remains.
inline auto handover(const Parameters& p, std::shared_ptr<const Agenda> agenda) {
  const auto role_share = static_cast<float>(p["interconnaissance.role_share"]);
  const auto evidence_share = static_cast<float>(p["trust.role_share"]);
  const auto own_memory = static_cast<float>(p["interconnaissance.memory"]);
  const auto inherited = static_cast<float>(p["disagreement.inherited"]);
  return each_relation<"handover">(reads(arrived),
                                   writes(interconnaissance, evidence_for, evidence_against, surfaced, worked),
                                   [=, agenda = std::move(agenda)](auto relation) {
                                     const float memory = std::max(own_memory, (*agenda)[relation.month()].memory);
                                     const auto pass_on = [&](auto side) {
                                       if (relation.all(arrived)[side.to()] != 0) {
                                         side[interconnaissance] *= role_share;
                                         side[evidence_for] *= evidence_share;
                                         side[evidence_against] *= evidence_share;
                                       }
                                       if (relation.all(arrived)[side.from()] != 0) {
                                         side[interconnaissance] *= memory;
                                         side[evidence_for] *= memory;
                                         side[evidence_against] *= memory;
                                       }
                                     };
                                     pass_on(relation.ab());
                                     pass_on(relation.ba());
                                     const float remains = std::max(memory, inherited);
                                     relation[surfaced] = remains * relation[surfaced];
                                     relation[worked] = remains * relation[worked];
                                   })
      .when([](auto relation) {
        return (relation.all(arrived)[relation.a()] | relation.all(arrived)[relation.b()]) != 0;
      });
}

}  // namespace entremise::territory
