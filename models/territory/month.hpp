#pragma once
#include <memory>
#include <vector>

#include "models/territory/mechanisms/encounters.hpp"
#include "models/territory/mechanisms/facilitation.hpp"
#include "models/territory/mechanisms/forgetting.hpp"
#include "models/territory/mechanisms/gossip.hpp"
#include "models/territory/mechanisms/relation_types.hpp"
#include "models/territory/mechanisms/turnover.hpp"
#include "models/territory/population/populate.hpp"
#include "sim/engine/schedule.hpp"

namespace entremise::territory {

/// A month of the territory, in the order in which things happen.
[[nodiscard]] inline auto month_of(const Parameters& p, Luck luck, std::vector<Actor> executive_of,
                                   const std::shared_ptr<const std::vector<Facilitator>>& team) {
  const bool turns_over = p.is_on("mechanisms.turnover");
  const bool facilitated = !team->empty();
  return Schedule(
      only_if(turns_over, turnover(p, ElectionCalendar(p, luck), IssueSpread(p, luck), std::move(executive_of))),  //
      only_if(turns_over, handover(p)),                                                                            //
      forgetting(p),                                                                                               //
      only_if(facilitated, dissolution(p)),                                                                        //
      only_if(facilitated, facilitator_turnover(p, team)),                                                         //
      only_if(facilitated, facilitator_choices(p, team)),                                                          //
      only_if(facilitated, introductions()),                                                                       //
      only_if(facilitated, new_ties(p)),                                                                           //
      only_if(facilitated, embedding()),                                                                           //
      only_if(facilitated, facilitated_encounters(p, team)),                                                       //
      only_if(p.is_on("mechanisms.gossip"), gossip(p)),                                                            //
      only_if(p.is_on("mechanisms.encounters"), encounters(p)),                                                    //
      classification(p));
}

}  // namespace entremise::territory
