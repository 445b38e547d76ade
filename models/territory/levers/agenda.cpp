#include "models/territory/levers/agenda.hpp"

#include <algorithm>

namespace entremise::territory {

bool is_meant(double who, std::size_t actor_type) noexcept {
  enum : int { everyone, public_side, first_type };
  const auto choice = static_cast<int>(who);
  if (choice == everyone) return true;
  if (choice == public_side) return actor_type != static_cast<std::size_t>(ActorType::social_economy_actor);
  return static_cast<std::size_t>(choice - first_type) == actor_type;
}

std::vector<Lever> levers_of(const std::vector<Lever>& levers, LeverKind kind) {
  std::vector<Lever> some;
  std::copy_if(levers.begin(), levers.end(), std::back_inserter(some),
               [kind](const Lever& lever) { return lever.kind == kind; });
  return some;
}

namespace {

float number(double x) {
  return static_cast<float>(x);
}

void apply(const Lever& lever, Conditions& now) {
  switch (lever.kind) {
    case LeverKind::candour_charter:
      for (std::size_t type = 0; type < actor_types; ++type)
        if (is_meant(lever["candour_charter.who"], type)) {
          now.candour[type] += number(lever["candour_charter.strength"]);
          now.exploitation[type] *= 1 - number(lever["candour_charter.protection"]);
        }
      break;
    case LeverKind::memory:
      now.memory = std::max(now.memory, number(lever["memory.level"]));
      break;
    case LeverKind::evaluation:
      now.revelation = std::max(now.revelation, number(lever["evaluation.revelation"]));
      now.common_criteria = std::max(now.common_criteria, number(lever["evaluation.common_criteria"]));
      break;
    case LeverKind::narrative:
      now.narrative += number(lever["narrative.strength"]);
      break;
    case LeverKind::fifty_fifty:
      now.fifty_fifty = std::max(now.fifty_fifty, number(lever["fifty_fifty.share"]));
      now.reluctance = std::max(now.reluctance, number(lever["fifty_fifty.reluctance"]));
      now.release = std::max(now.release, number(lever["fifty_fifty.release"]));
      break;
    case LeverKind::budget_cut:
      now.constraint += number(lever["budget_cut.constraint"]);
      now.project_rate *= 1 - number(lever["budget_cut.projects"]);
      break;
    case LeverKind::crisis:
      now.constraint += number(lever["crisis.constraint"]);
      now.project_rate *= 1 + number(lever["crisis.urgency"]);
      now.value *= 1 + number(lever["crisis.stakes"]);
      break;
    case LeverKind::election_upset:
      now.upset = std::max(now.upset, lever["election_upset.renewal"]);
      break;
    case LeverKind::departures:
      for (std::size_t type = 0; type < actor_types; ++type)
        if (is_meant(lever["departures.who"], type))
          now.departures[type] = std::max(now.departures[type], lever["departures.share"]);
      break;
    case LeverKind::facilitator:
    case LeverKind::peer_circles:
    case LeverKind::agora:
    case LeverKind::codevelopment:
    case LeverKind::training:
    case LeverKind::diagnosis:
    case LeverKind::pilot_projects:
    case LeverKind::enlargement:
    case LeverKind::commissioning:
    case LeverKind::bridge:
    case LeverKind::scandal:
      break;  // these act through phases of their own
  }
}

}  // namespace

Agenda::Agenda(const Specification& specification) : months_(std::size_t{specification.months} + 1) {
  for (const Lever& lever : specification.levers) {
    const bool at_once = lever_kinds[static_cast<std::size_t>(lever.kind)].span == LeverSpan::at_once;
    const std::uint32_t first = month_of(lever);
    const std::uint32_t last = at_once ? first : std::min(lever.until, specification.months);
    for (std::uint32_t month = first; month <= last && month < months_.size(); ++month) apply(lever, months_[month]);
  }
}

}  // namespace entremise::territory
