#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/choice_of_pairs.hpp"
#include "models/territory/mechanisms/encounters.hpp"
#include "models/territory/mechanisms/facilitation.hpp"
#include "models/territory/mechanisms/influence.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Dialogue spaces: circles of peers, co-development groups, agoras. What makes one good is how safe speech is in it,
/// P = P0 + P_σ σ_f ν̄ + P_prep prep̄ − P_u ū + P_E 1[an engaged elected official takes part, in a mixed space], and how
/// far its dialogue goes, Q = Q0 + Q_σ σ_f + Q_prep prep̄; both cut to [0, 1]. These stand for Allport's conditions,
/// which act as a bundle (Pettigrew & Tropp 2006; effects vary in randomised trials: Paluck, Green & Green 2018).
///
/// Peers prepare in their circle for what comes after, and enclave dialogue can be a stage before mixed deliberation
/// (Abdullah, Karpowitz & Raphael 2016); but talk among the like-minded sharpens positions (Sunstein 2002), unless the
/// dialogue is good (Grönlund, Herne & Setälä 2015): x_i += π (k x̄ − x_i)(1 − Q). So whether peers first is better is
/// not built in: it depends on Q.

namespace entremise::territory {

enum class SpaceForm : std::uint8_t { peers, codevelopment, agora };

/// Dialogue spaces that a lever holds again and again.
struct SpaceSeries {
  SpaceForm form = SpaceForm::peers;
  std::uint32_t from = 1, until = 0;  ///< months
  std::uint32_t every = 1;            ///< months from one to the next
  std::uint32_t number = 0;           ///< held each time (of each type for peers)
  std::uint32_t size = 0;             ///< participants of one (of each type in an agora)
  std::uint32_t talks = 0;            ///< with how many others each participant talks
  bool mixed = true;
  std::array<bool, actor_types> meant{true, true, true, true};
  bool same_people = false;  ///< every time
  double hours = 0;          ///< of each participant, each time
  std::uint32_t order = 0;   ///< place among all series

  [[nodiscard]] bool meets(std::uint32_t month) const noexcept {
    return number > 0 && month >= from && month <= until && (month - from) % every == 0;
  }
  [[nodiscard]] std::size_t most_gatherings() const noexcept;
  [[nodiscard]] std::size_t most_conversations() const noexcept;
};

/// The series of all levers that hold spaces.
[[nodiscard]] std::vector<SpaceSeries> spaces_of(const Parameters& parameters, const std::vector<Lever>& levers);

/// Makes room for the spaces of a month.
void prepare_spaces(World& world, const std::vector<SpaceSeries>& series);

/// Who talks with whom in a gathering of these participants: each with `talks` others around a circle, in an agora with
/// others of another type only.
[[nodiscard]] std::vector<Pair> talks_of(SpaceForm form, const std::vector<Actor>& participants,
                                         const std::vector<std::uint8_t>& types, std::uint32_t talks);

/// Who takes part in each gathering of a series this month, and what it is.
class Invitations {
 public:
  explicit Invitations(Luck luck) : order_(stream_key(luck, process_id("participants of dialogue spaces"))) {}
  [[nodiscard]] std::vector<std::vector<Actor>> of(const SpaceSeries& series, std::span<const std::uint8_t> types,
                                                   std::span<const std::uint8_t> takes_part, std::uint32_t month) const;

 private:
  StreamKey order_;
};

/// The values of P and Q.
class SpaceRule {
 public:
  explicit SpaceRule(const Parameters& p);
  /// What one knows of a gathering before it begins.
  struct Circumstances {
    float skill = 0, neutrality = 0;  ///< of the host; 0 without one
    float prepared = 0;               ///< mean of the participants
    float controlled = 0;             ///< mean over the talks
    bool supported = false;           ///< an engaged elected official takes part
  };
  [[nodiscard]] float safety(SpaceForm form, const Circumstances& c) const noexcept;
  [[nodiscard]] float quality(SpaceForm form, const Circumstances& c) const noexcept;

  float polarisation, sharpening;
  double tie;

 private:
  std::array<float, 3> safety_{}, quality_{};
  float skill_safety_, skill_quality_, preparation_safety_, preparation_quality_, control_safety_, support_;
};

/// Sends the invitations of the month: who talks with whom, how safe it will be and how good.
inline auto invitations(const Parameters& p, Luck luck, std::vector<SpaceSeries> series,
                        std::shared_ptr<const std::vector<Facilitator>> team) {
  return serial<"invitations">(
      reads(type_of, present, preparation, engagement, control, facilitator_neutrality),
      writes(gatherings, conversations),
      [rule = SpaceRule(p), invite = Invitations(luck), series = std::move(series), team = std::move(team),
       ordinary = static_cast<float>(p["engagement.ordinary"])](auto world) {
        std::fill(world[gatherings].begin(), world[gatherings].end(), Gathering{});
        std::fill(world[conversations].begin(), world[conversations].end(), Conversation{});
        std::vector<std::uint32_t> hosts;
        for (std::uint32_t f = 0; f < team->size(); ++f)
          if ((*team)[f].at_work(world.month())) hosts.push_back(f);
        std::size_t held = 0, talked = 0;
        const std::size_t actors = world.graph().actors();
        for (const SpaceSeries& one : series) {
          if (!one.meets(world.month())) continue;
          for (const auto& participants : invite.of(one, world[type_of], world[present], world.month())) {
            Gathering& gathering = world[gatherings][held];
            gathering.form = static_cast<std::uint8_t>(one.form);
            gathering.participants = static_cast<std::uint32_t>(participants.size());
            gathering.hours = static_cast<float>(one.hours);
            std::vector<std::uint8_t> types;
            SpaceRule::Circumstances c;
            for (const Actor i : participants) {
              types.push_back(world[type_of][i]);
              c.prepared += world[preparation][i];
              c.supported = c.supported ||
                            (one.mixed && world[type_of][i] == static_cast<std::uint8_t>(ActorType::elected_official) &&
                             world[engagement][i] >= ordinary);
            }
            const auto n = static_cast<float>(participants.size());
            c.prepared /= n;
            if (!hosts.empty()) {
              gathering.host = hosts[held % hosts.size()];
              const Facilitator& host = (*team)[gathering.host];
              c.skill = host.skill;
              for (const Actor i : participants)
                c.neutrality += world[facilitator_neutrality][gathering.host * actors + i] / n;
            }
            std::size_t known = 0;
            for (const Pair pair : talks_of(one.form, participants, types, one.talks)) {
              world[conversations][talked++] = {pair.a, pair.b, static_cast<std::uint32_t>(held)};
              if (const auto slot = world.graph().find(pair.a, pair.b)) {
                c.controlled += world[control][*slot];
                ++known;
              }
            }
            if (known > 0) c.controlled /= static_cast<float>(known);
            gathering.safety = rule.safety(one.form, c);
            gathering.quality = rule.quality(one.form, c);
            ++held;
          }
        }
      });
}

/// The spaces themselves.
inline auto dialogue_spaces(const Parameters& p, std::shared_ptr<const Agenda> agenda) {
  return serial<"dialogue spaces">(
      reads(type_of, training, minds_control, control, trust, gatherings, conversations),
      writes(issues_of, preparation, tension, silence, surfaced, worked, dialogue, interconnaissance, evidence_for,
             evidence_against, delivery, candid),
      [rule = SpaceRule(p), meet = Encounter(p, std::move(agenda)), influence = InfluenceRule(p),
       everyday = static_cast<float>(p["encounters.quality"]),
       polarises = p.is_on("mechanisms.polarisation") && p.is_on("mechanisms.influence")](auto world) {
        const auto all = [&](auto column) { return world[column]; };
        const auto talks = world[conversations];
        std::size_t at = 0;
        for (std::uint32_t g = 0; g < world[gatherings].size(); ++g) {
          const Gathering& gathering = world[gatherings][g];
          if (gathering.participants == 0) break;
          Occasion occasion{gathering.safety, gathering.quality, 0, 0};
          std::vector<Actor> participants;
          int said = 0, candidly = 0;
          for (; at < talks.size() && talks[at].a != no_entity && talks[at].space == g; ++at) {
            const auto [a, b, space] = talks[at];
            participants.push_back(a);
            participants.push_back(b);
            const auto slot = world.graph().find(a, b);
            if (!slot) continue;
            const auto relation = world.relation(*slot);
            Draws draws = world.draws(relation.a(), relation.b());
            draws.skip_to(Encounter::blocks * g);  // two may meet in two spaces of the month
            occasion.norm = said == 0 ? 0.0f : static_cast<float>(candidly) / static_cast<float>(said);
            candidly += meet(relation, Participant::of(all, a), Participant::of(all, b), occasion, draws);
            said += 2;
            relation[dialogue] = 0;
            influence.meet(world[issues_of][a], world[issues_of][b], gathering.quality, everyday);
          }
          if (static_cast<SpaceForm>(gathering.form) != SpaceForm::peers) continue;
          std::sort(participants.begin(), participants.end());
          participants.erase(std::unique(participants.begin(), participants.end()), participants.end());
          Issues mean{};
          for (const Actor i : participants)
            for (std::size_t k = 0; k < issue_count; ++k)
              mean[k] += world[issues_of][i][k] / static_cast<float>(participants.size());
          for (const Actor i : participants) {
            world[preparation][i] = 1.0f;
            if (!polarises) continue;
            for (std::size_t k = 0; k < issue_count; ++k) {
              float& x = world[issues_of][i][k];
              x = std::clamp(x + rule.polarisation * (1 - gathering.quality) * (rule.sharpening * mean[k] - x), -1.0f,
                             1.0f);
            }
          }
        }
      });
}

}  // namespace entremise::territory
