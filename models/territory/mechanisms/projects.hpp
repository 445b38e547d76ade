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

/// The rounds of this month: meetings, contributions, judgements; and what those projects came to that end.
inline auto project_rounds(const Parameters& p, Luck luck, std::shared_ptr<const Agenda> agenda) {
  struct Rules {
    ProjectRule project;
    Encounter meet;
    ActivityRule activity;
    ControlRule control;
    TensionRule tension;
    InfluenceRule influence;
    ValueRule value;
    EngagementRule engagement;
    Occasion meeting;
    float delivered, excused, blamed;
  };
  const Occasion meeting{static_cast<float>(p["spaces.project_safety"]),
                         static_cast<float>(p["spaces.project_quality"]), 0, 0};
  return serial<"project rounds">(
      reads(type_of, training, preparation, minds_control, control, trust),
      writes(issues_of, engagement, benefit, story, project_of, ledger, tender, tension, silence, surfaced, worked,
             cooldown, dialogue, interconnaissance, evidence_for, evidence_against, delivery, candid),
      [rules = Rules{ProjectRule(p), Encounter(p, agenda), ActivityRule(p), ControlRule(p), TensionRule(p),
                     InfluenceRule(p), ValueRule(p), EngagementRule(p), meeting,
                     static_cast<float>(p["trust.delivered"]), static_cast<float>(p["trust.excused"]),
                     static_cast<float>(p["trust.negativity"] * p["trust.delivered"])},
       judging = stream_key(luck, process_id("judgement in projects")),
       talking = stream_key(luck, process_id("project meetings")),
       worth = stream_key(luck, process_id("worth of projects")), agenda](auto world) {
        const auto all = [&](auto column) { return world[column]; };
        constexpr std::size_t most = Project::most_partners + 1;
        const Conditions& now = (*agenda)[world.month()];
        Ledger& book = world[ledger][0];
        for (Actor leader = 0; leader < world.graph().actors(); ++leader) {
          Project& project = world[project_of][leader];
          if (project.start == world.month()) {
            ++book.attempted;
            book.started += project.active() ? 1 : 0;
          }
          if (!project.active()) continue;
          const std::uint32_t age = world.month() - project.start;
          if (age * project.rounds < (project.held + 1u) * project.months) continue;

          std::array<Actor, most> members{leader};
          std::size_t n = 1;
          for (std::size_t k = 0; k < project.partner_count; ++k) members[n++] = project.partners[k];

          // The slot of each pair, if the two still have a relation.
          std::array<std::array<std::uint32_t, most>, most> slots{};
          const auto find_slots = [&] {
            for (std::size_t i = 0; i < n; ++i)
              for (std::size_t j = 0; j < n; ++j)
                slots[i][j] = i == j ? no_entity : world.graph().find(members[i], members[j]).value_or(no_entity);
          };
          find_slots();

          // Who has broken with another member may leave: never the leader.
          for (std::size_t j = n; j-- > 1;) {
            const bool broken =
                std::any_of(slots[j].begin(), slots[j].begin() + static_cast<std::ptrdiff_t>(n),
                            [&](std::uint32_t slot) { return slot != no_entity && world[cooldown][slot] != 0; });
            Draws draws = world.draws(members[j], leader);
            if (!draws.chance(broken ? rules.project.exit : 0.0)) continue;
            for (std::size_t k = j; k + 1 < n; ++k) members[k] = members[k + 1];
            --n;
            find_slots();
          }
          project.partner_count = static_cast<std::uint8_t>(n - 1);
          std::copy(members.begin() + 1, members.begin() + static_cast<std::ptrdiff_t>(n), project.partners.begin());
          const bool fifty_fifty = (project.flags & Project::fifty_fifty) != 0;

          // A meeting first: all pairs talk.
          int said = 0, candidly = 0;
          for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = i + 1; j < n; ++j) {
              if (slots[i][j] == no_entity) continue;
              const auto relation = world.relation(slots[i][j]);
              Draws draws(talking, relation.a(), relation.b(), world.month());
              draws.skip_to(Encounter::blocks * leader);  // two may meet in two projects in one month
              Occasion occasion = rules.meeting;
              occasion.norm = said == 0 ? 0.0f : static_cast<float>(candidly) / static_cast<float>(said);
              candidly += rules.meet(relation, Participant::of(all, relation.a()), Participant::of(all, relation.b()),
                                     occasion, draws);
              said += 2;
              rules.influence.meet(world[issues_of][relation.a()], world[issues_of][relation.b()], occasion.quality);
            }

          // Who contributes.
          struct Part {
            bool meant = false, made = false;
          };
          std::array<Part, most> parts{};
          std::size_t made = 0;
          double trust_of_all = 0;
          for (std::size_t i = 0; i < n; ++i) {
            ProjectRule::Outlook outlook;
            float known = 0, willing = 1;
            std::size_t others = 0;
            for (std::size_t j = 0; j < n; ++j) {
              const std::uint32_t slot = slots[i][j];
              if (slot == no_entity) continue;
              ++others;
              const std::size_t mine = side_index(slot, members[i], members[j]), theirs = mine ^ 1u;
              const float controlled = world[control][slot] * (fifty_fifty ? 0.5f : 1.0f);
              outlook.trust += world[trust][mine];
              outlook.distance += disagreement(world[issues_of][members[i]], world[issues_of][members[j]]);
              outlook.knows += world[interconnaissance][mine];
              outlook.talked += world[dialogue][slot] <= rules.project.talked_within ? 1.0f : 0.0f;
              outlook.tension += world[tension][slot];
              outlook.tender += fifty_fifty ? 0.0f : world[tender][slot];
              outlook.control += controlled;
              known += world[interconnaissance][theirs];
              if (ControlRule::depends(world[type_of][members[i]]))
                willing = std::min(willing, rules.control.willing(controlled, world[minds_control][members[i]]));
            }
            if (others > 0) {
              const float share = 1.0f / static_cast<float>(others);
              for (float* x : {&outlook.trust, &outlook.distance, &outlook.knows, &outlook.talked, &outlook.tension,
                               &outlook.tender, &outlook.control, &known})
                *x *= share;
            } else {
              outlook.trust = 0.5f;
            }
            trust_of_all += outlook.trust;
            outlook.engaged = world[engagement][members[i]];
            Draws draws = world.draws(members[i], leader);
            draws.skip_to(1);
            const auto w = draws.template take<3>();
            const std::size_t type = world[type_of][members[i]];
            parts[i].meant = Draws::happens(w[0], rules.project.intends(outlook) * willing);
            const bool constrained = Draws::happens(w[1], rules.activity.constraint(type) + now.constraint);
            const bool helped = Draws::happens(w[2], rules.activity.accommodation() * known);
            parts[i].made = parts[i].meant && (!constrained || helped);
            made += parts[i].made ? 1 : 0;
            book.contributions_meant += parts[i].meant ? 1 : 0;
            if (parts[i].made) {
              const double cost = rules.value.cost(type, fifty_fifty);
              world[benefit][members[i]] -= static_cast<float>(cost);
              book.costs.add(cost);
              book.net_value.add(-cost);
            }
          }
          book.contributions_due += static_cast<std::int64_t>(n);
          book.contributions_made += static_cast<std::int64_t>(made);
          const bool success = rules.project.round_succeeds(made, n);
          ++project.held;
          project.succeeded = static_cast<std::uint8_t>(project.succeeded + (success ? 1 : 0));
          project.delivered = static_cast<std::uint16_t>(project.delivered + made);
          ++book.rounds;
          book.rounds_succeeded += success ? 1 : 0;

          // What members make of each other's parts, and what the work does to their relations.
          for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
              const std::uint32_t slot = slots[i][j];
              if (slot == no_entity) continue;
              const std::size_t mine = side_index(slot, members[i], members[j]);
              Draws draws(judging, members[i], members[j], world.month());
              draws.skip_to(leader);
              const auto w = draws.template take<2>();
              const bool understood =
                  Draws::happens(w[0], rules.activity.attribution() * world[interconnaissance][mine]);
              const bool noticed = Draws::happens(w[1], rules.activity.detection());
              if (parts[j].made)
                world[evidence_for][mine] += rules.delivered;
              else if (parts[j].meant && understood)
                world[evidence_for][mine] += rules.excused;
              else if (noticed)
                world[evidence_against][mine] += rules.blamed;
              if (j < i) continue;
              const std::size_t theirs = mine ^ 1u;
              const float distance = disagreement(world[issues_of][members[i]], world[issues_of][members[j]]);
              const float strain =
                  rules.tension.strain(DisagreementRule::latent(distance, world[surfaced][slot], world[worked][slot]),
                                       DisagreementRule::open(distance, world[surfaced][slot], world[worked][slot]),
                                       0.5f * (world[trust][mine] + world[trust][theirs]), rules.meeting.safety);
              world[tension][slot] = rules.tension.after(world[tension][slot], 0, 1.0f, strain, success);
            }

          if (project.held < project.rounds && n >= 3) continue;
          // The project ends: with too few members left, as a failure.
          std::array<bool, actor_types> types{};
          for (std::size_t i = 0; i < n; ++i) types[world[type_of][members[i]]] = true;
          const auto kinds = static_cast<std::size_t>(std::count(types.begin(), types.end(), true));
          if (n >= 3 && rules.project.succeeds(project)) {
            ++book.succeeded;
            ++book.all_succeeded;
            book.milestones += kinds >= 3 ? 1 : 0;
            Draws draws(worth, leader, no_entity, world.month());
            const Criteria value = rules.value.of_success(double{static_cast<float>(project.delivered)} / project.held,
                                                          kinds, now.value, draws);
            for (std::size_t m = 0; m < criteria; ++m) {
              (value[m] >= 0 ? book.created : book.destroyed)[m].add(value[m]);
              book.net_value.add(value[m]);
            }
            double mean_perceived = 0;
            for (std::size_t i = 0; i < n; ++i) {
              const std::size_t type = world[type_of][members[i]];
              const double perceived = rules.value.perceived(value, type, now);
              mean_perceived += perceived / static_cast<double>(n);
              book.perceived.add(perceived);
              book.actual.add(rules.value.actual(value, type, now));
              world[benefit][members[i]] += static_cast<float>(perceived / static_cast<double>(n));
              float& engaged = world[engagement][members[i]];
              engaged = rules.engagement.after_success(engaged, static_cast<float>(perceived));
            }
            const auto told = static_cast<float>(std::max(0.0, static_cast<double>(n) * mean_perceived));
            for (std::size_t i = 0; i < n; ++i) world[story][members[i]] = std::max(world[story][members[i]], told);
            if (fifty_fifty)
              for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = i + 1; j < n; ++j)
                  if (slots[i][j] != no_entity) world[tender][slots[i][j]] *= 1 - now.release;
          } else {
            ++book.failed;
            for (std::size_t i = 0; i < n; ++i) {
              float& engaged = world[engagement][members[i]];
              engaged = rules.engagement.after_failure(engaged);
            }
          }
          project = {};
        }
      });
}

}  // namespace entremise::territory
