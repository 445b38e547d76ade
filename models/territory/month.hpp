#pragma once
#include <memory>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/levers/at_once.hpp"
#include "models/territory/mechanisms/competition.hpp"
#include "models/territory/mechanisms/dialogue.hpp"
#include "models/territory/mechanisms/encounters.hpp"
#include "models/territory/mechanisms/engagement.hpp"
#include "models/territory/mechanisms/enlargement.hpp"
#include "models/territory/mechanisms/facilitation.hpp"
#include "models/territory/mechanisms/forgetting.hpp"
#include "models/territory/mechanisms/gossip.hpp"
#include "models/territory/mechanisms/influence.hpp"
#include "models/territory/mechanisms/new_ties.hpp"
#include "models/territory/mechanisms/projects.hpp"
#include "models/territory/mechanisms/relation_types.hpp"
#include "models/territory/mechanisms/ruptures.hpp"
#include "models/territory/mechanisms/turnover.hpp"
#include "models/territory/metrics/ledger.hpp"
#include "models/territory/population/populate.hpp"
#include "sim/engine/schedule.hpp"

namespace entremise::territory {

/// What the phases of a month are made from, besides the parameters.
struct Cast {
  Luck luck;
  std::shared_ptr<const Agenda> agenda;
  std::shared_ptr<const std::vector<Facilitator>> team;
  std::vector<SpaceSeries> spaces;
  std::vector<Enlargement> enlargements;
  std::vector<Actor> executive_of;
  std::vector<Lever> levers;
};

/// A month of the territory, in the order in which things happen: persons change, memories fade, shocks and reforms
/// fall, spaces and projects are planned and new relations made, people meet, work and are moved, relations break and
/// are classified.
[[nodiscard]] inline auto month_of(const Parameters& p, const Cast& cast) {
  const auto& luck = cast.luck;
  const auto& agenda = cast.agenda;
  const auto& team = cast.team;
  const auto& spaces = cast.spaces;
  const auto& enlargements = cast.enlargements;
  const auto& executive_of = cast.executive_of;
  const auto& levers = cast.levers;
  const bool turns_over = p.is_on("mechanisms.turnover"), projects = p.is_on("mechanisms.projects");
  const bool facilitated = !team->empty(), gathers = !spaces.empty(), enlarges = !enlargements.empty();
  const bool makes_ties = facilitated || gathers || enlarges || projects;
  const bool tells = projects && EngagementRule(p).tells_stories();
  const auto some = [&](LeverKind kind) { return levers_of(levers, kind); };
  const std::vector<Pilots> pilots = pilots_of(levers);
  return Schedule(
      new_month(),                                                                                              //
      only_if(turns_over, turnover(p, ElectionCalendar(p, luck), IssueSpread(p, luck), executive_of, agenda)),  //
      only_if(turns_over, handover(p, agenda)),                                                                 //
      only_if(enlarges, newcomers(enlargements)),                                                               //
      forgetting(p),                                                                                            //
      only_if(p.is_on("mechanisms.tenders"), calls_for_tenders(p, luck)),                                       //
      only_if(!some(LeverKind::commissioning).empty(), commissioning_reforms(some(LeverKind::commissioning))),  //
      only_if(!some(LeverKind::scandal).empty(), scandals(p, some(LeverKind::scandal))),                        //
      only_if(!some(LeverKind::training).empty(), trainings(luck, some(LeverKind::training))),                  //
      only_if(!some(LeverKind::diagnosis).empty(), diagnoses(p, luck, some(LeverKind::diagnosis))),             //
      only_if(makes_ties, dissolution(p)),                                                                      //
      only_if(facilitated, facilitator_turnover(p, team)),                                                      //
      only_if(gathers, invitations(p, luck, spaces, team)),                                                     //
      only_if(facilitated, facilitator_choices(p, team)),                                                       //
      only_if(projects && !pilots.empty(), pilot_projects(p, luck, pilots)),                                    //
      only_if(projects, project_starts(p, luck, agenda)),                                                       //
      only_if(makes_ties, new_relations(p, luck)),                                                              //
      only_if(makes_ties, new_ties(p, luck, enlargements)),                                                     //
      only_if(makes_ties, embedding()),                                                                         //
      only_if(gathers, dialogue_spaces(p, agenda)),                                                             //
      only_if(facilitated, facilitated_encounters(p, agenda, team)),                                            //
      only_if(p.is_on("mechanisms.gossip"), gossip(p)),                                                         //
      only_if(p.is_on("mechanisms.encounters"), encounters(p, agenda)),                                         //
      only_if(p.is_on("mechanisms.influence"), influence(p)),                                                   //
      only_if(projects, project_rounds(p, luck, agenda)),                                                       //
      only_if(tells, word_of_mouth()),                                                                          //
      only_if(tells, word_passed_on()),                                                                         //
      engagement_and_stories(p, agenda),                                                                        //
      ruptures(p),                                                                                              //
      only_if(!levers.empty(), costs(levers, team)),                                                            //
      classification(p));
}

}  // namespace entremise::territory
