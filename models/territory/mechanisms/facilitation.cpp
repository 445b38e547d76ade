#include "models/territory/mechanisms/facilitation.hpp"

namespace entremise::territory {

FacilitationRule::FacilitationRule(const Parameters& p)
    : mediation(p.is_on("mechanisms.tension") ? static_cast<float>(p["facilitation.mediation"]) : 0.0f),
      threshold(static_cast<float>(p["facilitation.tension_threshold"])),
      transfer(static_cast<float>(p["facilitation.transfer"])),
      safety(static_cast<float>(p["facilitation.safety"])),
      safety_skill(static_cast<float>(p["facilitation.safety_skill"])),
      partiality(static_cast<float>(p["facilitation.partiality"])),
      recovery(static_cast<float>(p["facilitation.neutrality_recovery"])),
      learning(static_cast<float>(p["facilitation.learning"])),
      employer_bias(static_cast<float>(p["facilitation.employer_bias"])),
      quality(static_cast<float>(p["facilitation.quality"])),
      quality_skill(static_cast<float>(p["facilitation.quality_skill"])),
      cooldown(static_cast<std::uint8_t>(p["facilitation.cooldown"])),
      prior_weight(static_cast<float>(p["trust.prior_weight"])),
      turnover(p["facilitation.turnover"]) {}

float FacilitationRule::first_neutrality(const Facilitator& f, std::uint8_t actor_type) const noexcept {
  const auto type = static_cast<ActorType>(actor_type);
  bool inside = true;
  switch (f.host) {
    case Host::independent:
      break;
    case Host::authority:
      inside = type == ActorType::elected_official || type == ActorType::local_officer;
      break;
    case Host::social_economy:
      inside = type == ActorType::social_economy_actor;
      break;
    case Host::state:
      inside = type == ActorType::state_officer;
      break;
  }
  return std::max(0.0f, f.neutrality - (inside ? 0.0f : employer_bias));
}

std::vector<Facilitator> facilitators_of(const Parameters& p, std::span<const Lever> levers) {
  std::vector<Facilitator> team;
  if (!p.is_on("mechanisms.facilitation")) return team;
  for (const Lever& lever : levers) {
    Facilitator one;
    one.from = lever.from;
    one.until = lever.until;
    std::size_t number = 1;
    if (lever.kind == LeverKind::facilitator) {
      number = static_cast<std::size_t>(lever["facilitator.number"]);
      one.skill = static_cast<float>(lever["facilitator.skill"]);
      one.neutrality = static_cast<float>(lever["facilitator.neutrality"]);
      one.capacity = static_cast<std::uint32_t>(lever["facilitator.capacity"]);
      one.host = static_cast<Host>(lever["facilitator.host"]);
      one.strategy = static_cast<ChoiceStrategy>(lever["facilitator.strategy"]);
      one.knowledge = static_cast<float>(p["facilitation.initial_knowledge"]);
      one.hours = lever["facilitator.hours"];
    } else if (lever.kind == LeverKind::bridge) {
      one.skill = static_cast<float>(lever["bridge.skill"]);
      one.neutrality = static_cast<float>(lever["bridge.neutrality"]);
      one.capacity = static_cast<std::uint32_t>(lever["bridge.budget"]);
      one.host = Host::social_economy;
      one.knowledge = static_cast<float>(lever["bridge.knowledge"]);
      one.hours = lever["bridge.hours"];
    } else {
      continue;
    }
    if (one.capacity == 0) continue;
    team.insert(team.end(), number, one);
  }
  return team;
}

void prepare_facilitation(World& world, const Parameters& p, std::span<const Facilitator> facilitators) {
  const FacilitationRule rule(p);
  const std::size_t actors = world.graph().actors();
  const std::size_t rows = facilitators.size() * actors;
  world.resize(facilitator_knowledge, rows);
  world.resize(facilitator_neutrality, rows);
  world.resize(facilitator_standing, rows);
  world.resize(facilitator_attention, 2 * facilitators.size());
  std::size_t capacity = 0;
  for (std::size_t f = 0; f < facilitators.size(); ++f) {
    capacity += facilitators[f].capacity;
    for (std::size_t i = 0; i < actors; ++i) {
      world.fill(facilitator_knowledge)[f * actors + i] = facilitators[f].knowledge;
      world.fill(facilitator_neutrality)[f * actors + i] = rule.first_neutrality(facilitators[f], world[type_of][i]);
    }
  }
  world.resize(interventions, capacity);
}

}  // namespace entremise::territory
