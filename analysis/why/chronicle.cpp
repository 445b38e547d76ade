#include "analysis/why/chronicle.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/enlargement.hpp"
#include "models/territory/model.hpp"

namespace entremise::why {

using namespace entremise::territory;

namespace {

bool acts_at_once(const Lever& lever) {
  return lever_kinds[static_cast<std::size_t>(lever.kind)].span == LeverSpan::at_once;
}

std::vector<Actor> members(const Project& project, Actor leader) {
  std::vector<Actor> all{leader};
  all.insert(all.end(), project.partners.begin(), project.partners.begin() + project.partner_count);
  return all;
}

}  // namespace

bool Happening::concerns(Actor actor) const {
  return std::find(who.begin(), who.end(), actor) != who.end();
}

Chronicle::Chronicle(const Specification& specification, Luck luck)
    : levers_(specification.levers), project_rule_(specification.parameters) {
  if (specification.parameters.is_on("mechanisms.turnover")) elections_.emplace(specification.parameters, luck);
  const auto names = phase_names();
  const auto phase = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  tenders_ = phase("calls for tenders");
  rounds_ = phase("project rounds");
}

void Chronicle::begin(const World& world) {
  projects_.assign(world[project_of].begin(), world[project_of].end());
  pairs_.assign(world.graph().pairs().begin(), world.graph().pairs().end());
  facilitators_know_.assign(world[facilitator_knowledge].begin(), world[facilitator_knowledge].end());
  noted_.clear();
  rounds_held_ = false;
}

void Chronicle::before(std::size_t phase, const World& world) {
  if (!good_.empty()) note_tenders(world);
  if (rounds_held_) note_conclusions(world);
  rounds_held_ = phase == rounds_;
  if (phase != tenders_) return;
  good_.assign(world[evidence_for].begin(), world[evidence_for].end());
  bad_.assign(world[evidence_against].begin(), world[evidence_against].end());
}

// Who won holds more evidence for the commissioner, who lost more against.
void Chronicle::note_tenders(const World& world) {
  std::map<Actor, std::pair<Actor, Actor>> calls;  // commissioner: winner, loser
  const auto of = [&](Actor commissioner) -> std::pair<Actor, Actor>& {
    return calls.try_emplace(commissioner, no_entity, no_entity).first->second;
  };
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    for (const auto& [from, to] : {std::pair{pair.a, pair.b}, std::pair{pair.b, pair.a}}) {
      const std::size_t side = side_index(slot, from, to);
      if (world[evidence_for][side] > good_[side]) of(to).first = from;
      if (world[evidence_against][side] > bad_[side]) of(to).second = from;
    }
  }
  good_.clear();
  bad_.clear();
  for (const auto& [commissioner, bidders] : calls) {
    Happening call{world.month(), Event::call_for_tenders, {commissioner}};
    for (const Actor one : {bidders.first, bidders.second})
      if (one != no_entity) call.who.push_back(one);
    noted_.push_back(std::move(call));
  }
}

// Which projects ended this month, and how. The month's book has how many succeeded, and each project how its earlier
// rounds went; where several ended in one month and that leaves open which succeeded, those did that left a story.
void Chronicle::note_conclusions(const World& world) {
  struct Conclusion {
    Actor leader;
    bool may_succeed, sure;
  };
  std::vector<Conclusion> all;
  for (Actor leader = 0; leader < projects_.size(); ++leader) {
    Project project = projects_[leader];
    if (!project.active() || world[project_of][leader].active()) continue;
    const bool sure = project_rule_.succeeds(project);
    ++project.succeeded;
    all.push_back({leader, project_rule_.succeeds(project), sure});
  }
  std::stable_sort(all.begin(), all.end(), [&](const Conclusion& x, const Conclusion& y) {
    const auto rank = [&](const Conclusion& c) { return std::tuple(c.may_succeed, c.sure, world[story][c.leader]); };
    return rank(x) > rank(y);
  });
  const auto successes = static_cast<std::size_t>(world[ledger][0].succeeded);
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Project& project = projects_[all[k].leader];
    noted_.push_back({world.month(), k < successes ? Event::project_succeeded : Event::project_failed,
                      members(project, all[k].leader), no_entity, 0, (project.flags & Project::pilot) != 0});
  }
}

void Chronicle::end(const World& world, std::vector<Happening>& happenings) {
  if (!good_.empty()) note_tenders(world);
  if (rounds_held_) note_conclusions(world);
  const Graph& graph = world.graph();
  const std::uint32_t month = world.month();
  const std::size_t first = happenings.size();
  const auto add = [&](Event event, std::vector<Actor> who = {}) -> Happening& {
    return happenings.emplace_back(Happening{month, event, std::move(who)});
  };
  for (std::size_t k = 0; k < levers_.size(); ++k) {
    if (month_of(levers_[k]) == month && levers_[k].until >= month) add(Event::lever_begins).lever = k;
    if (!acts_at_once(levers_[k]) && levers_[k].until == month) add(Event::lever_ends).lever = k;
  }
  if (elections_ && elections_->is_election(month)) add(Event::election);
  for (Actor i = 0; i < graph.actors(); ++i) {
    if (world[arrived][i] != 0) add(Event::arrival, {i});
    if (world[present][i] == joining_now) add(Event::joining, {i});
  }
  // A facilitator's knowledge only grows, unless another takes the place.
  const std::size_t actors = graph.actors();
  for (std::size_t f = 0; f * actors < facilitators_know_.size(); ++f)
    for (std::size_t i = f * actors; i < (f + 1) * actors; ++i)
      if (world[facilitator_knowledge][i] < facilitators_know_[i]) {
        add(Event::facilitator_replaced).facilitator = static_cast<std::uint32_t>(f);
        break;
      }
  for (std::uint32_t g = 0; g < world[gatherings].size(); ++g) {
    const Gathering& gathering = world[gatherings][g];
    if (gathering.participants == 0) continue;
    std::vector<Actor> who;
    for (const Conversation& talk : world[conversations])
      if (talk.a != no_entity && talk.space == g) who.insert(who.end(), {talk.a, talk.b});
    std::sort(who.begin(), who.end());
    who.erase(std::unique(who.begin(), who.end()), who.end());
    Happening& space = add(Event::dialogue_space, std::move(who));
    space.facilitator = gathering.host;
    space.detail = gathering.form;
  }
  std::vector<Pair> introduced;
  for (const Intervention& one : world[interventions]) {
    if (one.facilitator == no_entity) continue;
    add(one.introduces ? Event::introduction : Event::intervention, {one.a, one.b}).facilitator = one.facilitator;
    if (one.introduces) introduced.push_back({std::min(one.a, one.b), std::max(one.a, one.b)});
  }
  for (Actor leader = 0; leader < projects_.size(); ++leader) {
    const Project& project = world[project_of][leader];
    if (project.active() && project.start == month)
      add(Event::project_started, members(project, leader)).detail = (project.flags & Project::pilot) != 0;
  }
  const auto is_new = [&](Actor i) { return world[present][i] == joining_now; };
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot) {
    const Pair pair = graph.pairs()[slot];
    if (world[ruptured][slot] != 0) add(Event::rupture, {pair.a, pair.b});
    if (!std::binary_search(pairs_.begin(), pairs_.end(), pair)) {
      // Those of who joins come with it.
      if (!is_new(pair.a) && !is_new(pair.b) &&
          std::find(introduced.begin(), introduced.end(), pair) == introduced.end())
        add(Event::new_relation, {pair.a, pair.b});
    } else if (const auto before = world[former_type][slot], now = world[relation_type_of][slot]; before != now) {
      Happening& change = add(Event::change_of_type, {pair.a, pair.b});
      change.detail = before;
      change.detail_after = now;
    }
  }
  for (const Pair pair : world.ended()) add(Event::end_of_relation, {pair.a, pair.b});
  happenings.insert(happenings.end(), noted_.begin(), noted_.end());
  std::stable_sort(happenings.begin() + static_cast<std::ptrdiff_t>(first), happenings.end(),
                   [](const Happening& x, const Happening& y) { return x.event < y.event; });
}

}  // namespace entremise::why
