#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/encounters.hpp"
#include "models/territory/mechanisms/engagement.hpp"
#include "models/territory/mechanisms/influence.hpp"
#include "models/territory/mechanisms/value.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Joint projects: threshold public goods. An office of engagement E starts one with monthly chance ν_p/80 E/E⁰, asks
/// the 3 to 5 partners of the highest score k_T (T − ½) + k_I I + k_k 1[other type] − k_R R + Gumbel, who accept with
/// chance σ(a_0 + a_T (T − ½) + a_E (E − E⁰) + a_I I). In each round the members first talk in a project meeting; each
/// then means to contribute with chance
///   σ(β0 + β_T (T̄ − ½)(½ + d̄) + β_I (Ī − 0.3) + β_com D̄ + β_E (E − E⁰) − β_R R̄ − β_q q̄ − β_u ū),
/// means over the other members, D̄ the share of them met in a dialogue space of late: communication acts between those
/// who have talked (Balliet 2010), trust the more the more they disagree (Balliet & Van Lange 2013). A constraint may
/// prevent it, unless the others know it and help around it. The round succeeds where a share θ delivers; the project
/// where ¾ of its rounds do. Members judge each other's failures as in everyday activities.

namespace entremise::territory {

/// Number of offices for which the rate of projects is stated.
inline constexpr double offices_of_the_rate = 80;
/// Interconnaissance at which knowledge neither adds to nor takes from the intention to contribute (assumption).
inline constexpr float ordinary_knowledge = 0.3f;

class ProjectRule {
 public:
  explicit ProjectRule(const Parameters& p);

  /// Chance that an office starts a project this month.
  [[nodiscard]] double start(float engagement_now, double factor) const noexcept {
    return rate_ * factor * double{engagement_now} / ordinary_;
  }
  [[nodiscard]] double score(float trusts, float knows, bool other_type, float tension_now) const noexcept {
    return choice_trust_ * (trusts - 0.5) + choice_knowledge_ * knows + (other_type ? choice_other_ : 0.0) -
           choice_tension_ * tension_now;
  }
  [[nodiscard]] double accepts(float trusts, float knows, float engaged, double readiness) const noexcept {
    return elementary::logistic(acceptance_ + acceptance_trust_ * (trusts - 0.5) +
                                acceptance_engagement_ * (engaged - ordinary_) + acceptance_knowledge_ * knows +
                                readiness);
  }
  /// What decides whether a member means to contribute: means over the other members.
  struct Outlook {
    float trust = 0, distance = 0, knows = 0, talked = 0, engaged = 0, tension = 0, tender = 0, control = 0;
  };
  [[nodiscard]] double intends(const Outlook& o) const noexcept {
    return elementary::logistic(intention_ + trust_ * (o.trust - 0.5) * (0.5 + o.distance) +
                                knowledge_ * (o.knows - ordinary_knowledge) + communication_ * o.talked +
                                engagement_ * (o.engaged - ordinary_) - tension_ * o.tension - tender_ * o.tender -
                                control_ * o.control);
  }
  /// Whether a round in which `made` of `due` contributions were made succeeds.
  [[nodiscard]] bool round_succeeds(std::size_t made, std::size_t due) const noexcept {
    return static_cast<double>(made) >= threshold_ * static_cast<double>(due);
  }
  [[nodiscard]] bool succeeds(const Project& project) const noexcept {
    return project.succeeded >= success_ * project.rounds;
  }

  std::uint32_t least = 0, most = 0;  ///< partners asked
  std::uint8_t months = 0, rounds = 0;
  double exit = 0;
  float talked_within = 0;  ///< months for which a talk in a space counts

 private:
  double rate_, ordinary_, choice_trust_, choice_knowledge_, choice_other_, choice_tension_, acceptance_,
      acceptance_trust_, acceptance_engagement_, acceptance_knowledge_, intention_, trust_, knowledge_, communication_,
      engagement_, tension_, tender_, control_, threshold_, success_;
};

/// What one looks at to find partners: the columns of everybody.
struct TeamSight {
  const Graph& graph;
  std::span<const std::uint8_t> types, present, cooldowns;
  std::span<const float> engagements, tensions, trusts, knows;
};

/// The partners who accept, in the order of their scores; luck is that of each pair of initiator and partner.
[[nodiscard]] std::vector<Actor> assemble(const ProjectRule& rule, const TeamSight& sight, Actor initiator,
                                          std::uint32_t asked, double readiness, StreamKey key, std::uint32_t month);

/// How a pilot project differs from others.
struct Pilots {
  std::uint32_t month = 0, number = 0;
  std::uint8_t months = 0, rounds = 0;
  double readiness = 0;
};
[[nodiscard]] std::vector<Pilots> pilots_of(const std::vector<Lever>& levers);

namespace detail {
template <class View>
TeamSight team_sight(const View& view) {
  return {view.graph(),         view.all(type_of), view.all(present), view.all(cooldown),
          view.all(engagement), view.all(tension), view.all(trust),   view.all(interconnaissance)};
}
}  // namespace detail

/// Offices start projects of their own accord.
inline auto project_starts(const Parameters& p, Luck luck, std::shared_ptr<const Agenda> agenda) {
  return each_actor<"project starts">(
      reads(type_of, present, cooldown, engagement, tension, trust, interconnaissance), writes(project_of),
      [rule = ProjectRule(p), key = stream_key(luck, process_id("project partners")), agenda = std::move(agenda)](
          auto me, Draws& draws) {
        const Conditions& now = (*agenda)[me.month()];
        const auto w = draws.template take<3>();
        if (me[project_of].active() || me.all(present)[me.id()] == 0 ||
            !Draws::happens(w[0], rule.start(me.all(engagement)[me.id()], now.project_rate)))
          return;
        const bool fifty_fifty = Draws::happens(w[1], now.fifty_fifty);
        const std::uint32_t asked =
            rule.least + static_cast<std::uint32_t>((std::uint64_t{w[2]} * (rule.most - rule.least + 1)) >> 32);
        const std::vector<Actor> partners = assemble(rule, detail::team_sight(me), me.id(), asked,
                                                     fifty_fifty ? -double{now.reluctance} : 0.0, key, me.month());
        // A project takes at least three.
        Project project;
        project.start = static_cast<std::uint16_t>(me.month());
        if (partners.size() >= 2) {
          std::copy(partners.begin(), partners.end(), project.partners.begin());
          project.partner_count = static_cast<std::uint8_t>(partners.size());
          project.months = rule.months;
          project.rounds = rule.rounds;
          project.flags = fifty_fifty ? Project::fifty_fifty : std::uint8_t{0};
        }
        me[project_of] = project;
      });
}

/// Pilots: started by offices chosen by lot, which are free to.
inline auto pilot_projects(const Parameters& p, Luck luck, std::vector<Pilots> pilots) {
  return serial<"pilot projects">(
      reads(type_of, present, cooldown, engagement, tension, trust, interconnaissance), writes(project_of),
      [rule = ProjectRule(p), key = stream_key(luck, process_id("pilot partners")),
       order = stream_key(luck, process_id("pilot initiators")), pilots = std::move(pilots)](auto world) {
        for (const Pilots& some : pilots) {
          if (some.month != world.month()) continue;
          std::vector<Actor> actors(world.graph().actors());
          for (Actor i = 0; i < actors.size(); ++i) actors[i] = i;
          const TeamSight sight{world.graph(),     world[type_of], world[present], world[cooldown],
                                world[engagement], world[tension], world[trust],   world[interconnaissance]};
          std::uint32_t started = 0;
          for (const Actor i : keyed_order(actors, order, world.month())) {
            if (started == some.number) break;
            Project& project = world[project_of][i];
            if (project.active() || world[present][i] == 0) continue;
            const std::vector<Actor> partners =
                assemble(rule, sight, i, rule.least, some.readiness, key, world.month());
            if (partners.size() < 2) continue;
            project = {};
            std::copy(partners.begin(), partners.end(), project.partners.begin());
            project.partner_count = static_cast<std::uint8_t>(partners.size());
            project.start = static_cast<std::uint16_t>(world.month());
            project.months = some.months;
            project.rounds = some.rounds;
            project.flags = Project::pilot;
            ++started;
          }
        }
      });
}

/// The rules by which a round of a project goes.
struct RoundRules {
  RoundRules(const Parameters& p, Luck luck, const std::shared_ptr<const Agenda>& agenda);

  ProjectRule project;
  Encounter meet;
  ActivityRule activity;
  ControlRule control;
  TensionRule tension;
  InfluenceRule influence;
  ValueRule value;
  EngagementRule engagement;
  Occasion meeting;
  float delivered, excused, blamed;  ///< evidence
  StreamKey talking, judging, worth;
  std::shared_ptr<const Agenda> agenda;
};

/// One project in a month in which it holds a round: the steps in which it does.
template <class World>
class ProjectRound {
 public:
  ProjectRound(const RoundRules& rules, const World& world, Actor leader)
      : rules_(rules),
        world_(world),
        now_((*rules.agenda)[world.month()]),
        project_(world[project_of][leader]),
        book_(world[ledger][0]),
        leader_(leader),
        fifty_fifty_((project_.flags & Project::fifty_fifty) != 0) {
    members_[n_++] = leader;
    for (std::size_t k = 0; k < project_.partner_count; ++k) members_[n_++] = project_.partners[k];
    find_relations();
  }

  void hold() {
    let_leave();
    meet();
    contribute();
    judge();
    if (project_.held == project_.rounds || n_ < least_members) conclude();
  }

 private:
  static constexpr std::size_t most = Project::most_partners + 1, least_members = 3;

  void find_relations() {
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j)
        slots_[i][j] = i == j ? no_entity : world_.graph().find(members_[i], members_[j]).value_or(no_entity);
  }
  template <class F>
  void each_pair(const F& f) {
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = i + 1; j < n_; ++j)
        if (slots_[i][j] != no_entity) f(i, j, slots_[i][j]);
  }
  [[nodiscard]] std::size_t type(std::size_t i) const { return world_[type_of][members_[i]]; }
  [[nodiscard]] float distance(std::size_t i, std::size_t j) const {
    return disagreement(world_[issues_of][members_[i]], world_[issues_of][members_[j]]);
  }

  // Who has broken with another member may leave: never the leader.
  void let_leave() {
    for (std::size_t j = n_; j-- > 1;) {
      const bool broken =
          std::any_of(slots_[j].begin(), slots_[j].begin() + static_cast<std::ptrdiff_t>(n_),
                      [&](std::uint32_t slot) { return slot != no_entity && world_[cooldown][slot] != 0; });
      if (!world_.draws(members_[j], leader_).chance(broken ? rules_.project.exit : 0.0)) continue;
      for (std::size_t k = j; k + 1 < n_; ++k) members_[k] = members_[k + 1];
      --n_;
      find_relations();
    }
    project_.partner_count = static_cast<std::uint8_t>(n_ - 1);
    std::copy(members_.begin() + 1, members_.begin() + static_cast<std::ptrdiff_t>(n_), project_.partners.begin());
  }

  // The meeting that opens the round: all who know each other talk.
  void meet() {
    const auto all = [&](auto column) { return world_[column]; };
    int said = 0, candidly = 0;
    each_pair([&](std::size_t, std::size_t, std::uint32_t slot) {
      const auto relation = world_.relation(slot);
      Draws draws(rules_.talking, relation.a(), relation.b(), world_.month());
      draws.skip_to(Encounter::blocks * leader_);  // two may meet in two projects in one month
      Occasion occasion = rules_.meeting;
      occasion.norm = said == 0 ? 0.0f : static_cast<float>(candidly) / static_cast<float>(said);
      candidly += rules_.meet(relation, Participant::of(all, relation.a()), Participant::of(all, relation.b()),
                              occasion, draws);
      said += 2;
      rules_.influence.meet(world_[issues_of][relation.a()], world_[issues_of][relation.b()], occasion.quality);
    });
  }

  // How a member sees the others, and how far control and their knowledge of it bear on its part.
  struct Standing {
    ProjectRule::Outlook outlook;
    float known = 0;    ///< mean of what the others know of its constraints
    float willing = 1;  ///< share of its good will that control leaves
  };
  [[nodiscard]] Standing standing(std::size_t i) const {
    Standing s;
    ProjectRule::Outlook& o = s.outlook;
    float others = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      const std::uint32_t slot = slots_[i][j];
      if (slot == no_entity) continue;
      others += 1;
      const std::size_t mine = side_index(slot, members_[i], members_[j]);
      const float controlled = world_[control][slot] * (fifty_fifty_ ? 0.5f : 1.0f);
      o.trust += world_[trust][mine];
      o.distance += distance(i, j);
      o.knows += world_[interconnaissance][mine];
      o.talked += world_[dialogue][slot] <= rules_.project.talked_within ? 1.0f : 0.0f;
      o.tension += world_[tension][slot];
      o.tender += fifty_fifty_ ? 0.0f : static_cast<float>(world_[tender][slot]);
      o.control += controlled;
      s.known += world_[interconnaissance][mine ^ 1u];
      if (ControlRule::depends(type(i)))
        s.willing = std::min(s.willing, rules_.control.willing(controlled, world_[minds_control][members_[i]]));
    }
    if (others > 0)
      for (float* x : {&o.trust, &o.distance, &o.knows, &o.talked, &o.tension, &o.tender, &o.control, &s.known})
        *x /= others;
    else
      o.trust = 0.5f;
    o.engaged = world_[engagement][members_[i]];
    return s;
  }

  // Who means to contribute, and who does.
  void contribute() {
    std::size_t made = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      const Standing s = standing(i);
      Draws draws = world_.draws(members_[i], leader_);
      draws.skip_to(1);
      const auto w = draws.template take<3>();
      const bool meant = Draws::happens(w[0], rules_.project.intends(s.outlook) * s.willing);
      const bool constrained = Draws::happens(w[1], rules_.activity.constraint(type(i)) + now_.constraint);
      const bool helped = Draws::happens(w[2], rules_.activity.accommodation() * s.known);
      parts_[i] = {meant, meant && (!constrained || helped)};
      made += parts_[i].made ? 1 : 0;
      book_.contributions_meant += meant ? 1 : 0;
      if (!parts_[i].made) continue;
      const double cost = rules_.value.cost(type(i), fifty_fifty_);
      world_[benefit][members_[i]] -= static_cast<float>(cost);
      book_.costs.add(cost);
      book_.net_value.add(-cost);
    }
    success_ = rules_.project.round_succeeds(made, n_);
    ++project_.held;
    project_.succeeded = static_cast<std::uint8_t>(project_.succeeded + (success_ ? 1 : 0));
    project_.delivered = static_cast<std::uint16_t>(project_.delivered + made);
    book_.contributions_due += static_cast<std::int64_t>(n_);
    book_.contributions_made += static_cast<std::int64_t>(made);
    ++book_.rounds;
    book_.rounds_succeeded += success_ ? 1 : 0;
  }

  // What members make of each other's parts, and what the work does to their relations.
  void judge() {
    each_pair([&](std::size_t i, std::size_t j, std::uint32_t slot) {
      judge(i, j, slot);
      judge(j, i, slot);
      const std::size_t side = side_index(slot, members_[i], members_[j]);
      const float apart = distance(i, j), open = world_[surfaced][slot], done = world_[worked][slot];
      const float strain =
          rules_.tension.strain(DisagreementRule::latent(apart, open, done), DisagreementRule::open(apart, open, done),
                                0.5f * (world_[trust][side] + world_[trust][side ^ 1u]), rules_.meeting.safety);
      world_[tension][slot] = rules_.tension.after(world_[tension][slot], 0, 1.0f, strain, success_);
    });
  }
  void judge(std::size_t judging, std::size_t judged, std::uint32_t slot) {
    const std::size_t side = side_index(slot, members_[judging], members_[judged]);
    Draws draws(rules_.judging, members_[judging], members_[judged], world_.month());
    draws.skip_to(leader_);
    const bool understood = draws.chance(rules_.activity.attribution() * world_[interconnaissance][side]);
    const bool noticed = draws.chance(rules_.activity.detection());
    if (parts_[judged].made)
      world_[evidence_for][side] += rules_.delivered;
    else if (parts_[judged].meant && understood)
      world_[evidence_for][side] += rules_.excused;
    else if (noticed)
      world_[evidence_against][side] += rules_.blamed;
  }

  // The project ends; with too few members left, as a failure.
  void conclude() {
    if (n_ >= least_members && rules_.project.succeeds(project_)) {
      succeed();
    } else {
      ++book_.failed;
      for (std::size_t i = 0; i < n_; ++i) {
        float& engaged = world_[engagement][members_[i]];
        engaged = rules_.engagement.after_failure(engaged);
      }
    }
    project_ = {};
  }
  void succeed() {
    std::array<bool, actor_types> types{};
    for (std::size_t i = 0; i < n_; ++i) types[type(i)] = true;
    const auto kinds = static_cast<std::size_t>(std::count(types.begin(), types.end(), true));
    ++book_.succeeded;
    ++book_.all_succeeded;
    book_.milestones += kinds >= 3 ? 1 : 0;
    Draws draws(rules_.worth, leader_, no_entity, world_.month());
    const Criteria value = rules_.value.of_success(static_cast<double>(project_.delivered) / project_.held, kinds,
                                                   double{now_.value}, draws);
    for (std::size_t m = 0; m < criteria; ++m) {
      (value[m] >= 0 ? book_.created : book_.destroyed)[m].add(value[m]);
      book_.net_value.add(value[m]);
    }
    const auto members = static_cast<double>(n_);
    double told = 0;  // n V̂, V̂ the members' mean
    for (std::size_t i = 0; i < n_; ++i) {
      const double perceived = rules_.value.perceived(value, type(i), now_);
      told += perceived;
      book_.perceived.add(perceived);
      book_.actual.add(rules_.value.actual(value, type(i), now_));
      world_[benefit][members_[i]] += static_cast<float>(perceived / members);
      float& engaged = world_[engagement][members_[i]];
      engaged = rules_.engagement.after_success(engaged, static_cast<float>(perceived));
    }
    for (std::size_t i = 0; i < n_; ++i)
      world_[story][members_[i]] = std::max({0.0f, world_[story][members_[i]], static_cast<float>(told)});
    if (fifty_fifty_)
      each_pair([&](std::size_t, std::size_t, std::uint32_t slot) { world_[tender][slot] *= 1 - now_.release; });
  }

  const RoundRules& rules_;
  const World& world_;
  const Conditions& now_;
  Project& project_;
  Ledger& book_;
  Actor leader_;
  bool fifty_fifty_, success_ = false;
  std::size_t n_ = 0;
  std::array<Actor, most> members_{};
  std::array<std::array<std::uint32_t, most>, most> slots_{};  // of each pair, if the two still have a relation
  struct Part {
    bool meant = false, made = false;
  };
  std::array<Part, most> parts_{};
};

/// The rounds of this month: meetings, contributions, judgements; and what those projects came to that end.
inline auto project_rounds(const Parameters& p, Luck luck, const std::shared_ptr<const Agenda>& agenda) {
  return serial<"project rounds">(
      reads(type_of, training, preparation, minds_control, control, trust, cooldown, dialogue),
      writes(issues_of, engagement, benefit, story, project_of, ledger, tender, tension, silence, surfaced, worked,
             interconnaissance, evidence_for, evidence_against, delivery, candid),
      [rules = RoundRules(p, luck, agenda)](auto world) {
        Ledger& book = world[ledger][0];
        for (Actor leader = 0; leader < world.graph().actors(); ++leader) {
          const Project& project = world[project_of][leader];
          if (project.start == world.month()) {
            ++book.attempted;
            book.started += project.active() ? 1 : 0;
          }
          const std::uint32_t age = world.month() - project.start;
          if (project.active() && age * project.rounds >= (project.held + 1u) * project.months)
            ProjectRound(rules, world, leader).hold();
        }
      });
}

}  // namespace entremise::territory
