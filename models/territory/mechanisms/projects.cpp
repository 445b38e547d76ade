#include "models/territory/mechanisms/projects.hpp"

namespace entremise::territory {

ProjectRule::ProjectRule(const Parameters& p)
    : least(static_cast<std::uint32_t>(std::min(p["projects.partners_least"], p["projects.partners_most"]))),
      most(static_cast<std::uint32_t>(p["projects.partners_most"])),
      months(static_cast<std::uint8_t>(p["projects.duration"])),
      rounds(static_cast<std::uint8_t>(p["projects.rounds"])),
      exit(p["projects.exit"]),
      talked_within(static_cast<float>(std::min(254.0, p["spaces.memory"]))),
      rate_(p["projects.rate"] / offices_of_the_rate),
      ordinary_(p["engagement.ordinary"]),
      choice_trust_(p["projects.choice_trust"]),
      choice_knowledge_(p["projects.choice_knowledge"]),
      choice_other_(p["projects.choice_other_type"]),
      choice_tension_(p["projects.choice_tension"]),
      acceptance_(p["projects.acceptance"]),
      acceptance_trust_(p["projects.acceptance_trust"]),
      acceptance_engagement_(p["projects.acceptance_engagement"]),
      acceptance_knowledge_(p["projects.acceptance_knowledge"]),
      intention_(p["projects.intention"]),
      trust_(p["projects.intention_trust"]),
      knowledge_(p["projects.intention_knowledge"]),
      communication_(p["projects.intention_communication"]),
      engagement_(p["projects.intention_engagement"]),
      tension_(p["projects.intention_tension"]),
      tender_(p["projects.intention_tender"]),
      control_(p["projects.intention_control"]),
      threshold_(p["projects.threshold"]),
      success_(p["projects.success_share"]) {}

RoundRules::RoundRules(const Parameters& p, Luck luck, const std::shared_ptr<const Agenda>& of_months)
    : project(p),
      meet(p, of_months),
      activity(p),
      control(p),
      tension(p),
      influence(p),
      value(p),
      engagement(p),
      meeting{static_cast<float>(p["spaces.project_safety"]), static_cast<float>(p["spaces.project_quality"]), 0, 0},
      delivered(static_cast<float>(p["trust.delivered"])),
      excused(static_cast<float>(p["trust.excused"])),
      blamed(static_cast<float>(p["trust.negativity"] * p["trust.delivered"])),
      talking(stream_key(luck, process_id("project meetings"))),
      judging(stream_key(luck, process_id("judgement in projects"))),
      worth(stream_key(luck, process_id("worth of projects"))),
      agenda(of_months) {}

std::vector<Actor> assemble(const ProjectRule& rule, const TeamSight& sight, Actor initiator, std::uint32_t asked,
                            double readiness, StreamKey key, std::uint32_t month) {
  struct Possible {
    double score;
    Actor actor;
    std::uint32_t slot;
    std::uint32_t word;  // decides whether this one accepts
  };
  std::vector<Possible> candidates;
  for (const Link link : sight.graph.links(initiator)) {
    if (sight.cooldowns[link.slot] != 0 || sight.present[link.to] == 0) continue;
    Draws draws(key, initiator, link.to, month);
    const double luck = draws.gumbel();
    const std::size_t side = side_index(link.slot, initiator, link.to);
    candidates.push_back({rule.score(sight.trusts[side], sight.knows[side],
                                     sight.types[initiator] != sight.types[link.to], sight.tensions[link.slot]) +
                              luck,
                          link.to, link.slot, draws.word()});
  }
  const std::size_t count = std::min<std::size_t>(asked, candidates.size());
  std::partial_sort(
      candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), candidates.end(),
      [](const Possible& x, const Possible& y) { return x.score != y.score ? x.score > y.score : x.actor < y.actor; });
  std::vector<Actor> partners;
  for (std::size_t k = 0; k < count; ++k) {
    const Possible& one = candidates[k];
    const std::size_t side = side_index(one.slot, one.actor, initiator);
    if (Draws::happens(one.word,
                       rule.accepts(sight.trusts[side], sight.knows[side], sight.engagements[one.actor], readiness)))
      partners.push_back(one.actor);
  }
  return partners;
}

std::vector<Pilots> pilots_of(const std::vector<Lever>& levers) {
  std::vector<Pilots> all;
  for (const Lever& lever : levers)
    if (lever.kind == LeverKind::pilot_projects && lever["pilot_projects.number"] > 0)
      all.push_back({month_of(lever), static_cast<std::uint32_t>(lever["pilot_projects.number"]),
                     static_cast<std::uint8_t>(lever["pilot_projects.duration"]),
                     static_cast<std::uint8_t>(lever["pilot_projects.rounds"]), lever["pilot_projects.readiness"]});
  return all;
}

}  // namespace entremise::territory
