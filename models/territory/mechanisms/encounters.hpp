#pragma once
#include <array>
#include <cstdint>

#include "models/territory/mechanisms/activity.hpp"
#include "models/territory/mechanisms/candour.hpp"
#include "models/territory/mechanisms/tension.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Encounters. Two who are tied by their offices meet with a monthly chance (more where one controls the other: there
/// are reports to make). Each speaks, candidly or not; each learns of the other's constraints, more from candour:
/// I += g (ρ + (1 − ρ) F)(1 − I); and now and then they do something together.

namespace entremise::territory {

/// What happens when two actors meet: the same wherever they do, only more or less safely.
class Encounter {
 public:
  explicit Encounter(const Parameters& p)
      : candour_(p),
        activity_(p),
        tension_(p),
        learnt_openly_(p.is_on("mechanisms.learning") ? static_cast<float>(p["interconnaissance.learning"]) : 0),
        learnt_(learnt_openly_ * static_cast<float>(p["interconnaissance.reticent"])),
        confidence_(static_cast<float>(p["trust.candour"])),
        contact_(static_cast<float>(p["trust.contact"])),
        // A confidence abused counts a third of a broken promise (assumption).
        abuse_(static_cast<float>(p["trust.negativity"]) / 3.0f) {}

  /// How many words an encounter takes from a stream.
  static constexpr std::size_t words = 5 + 2 * ActivityRule::words;

  /// One encounter. `relation` gives its own columns and both sides. What happens by chance is added up rather than
  /// branched on: a processor guesses such branches wrong half of the time.
  /// \param safety how safe it is to speak, 0 to 1
  template <class Relation>
  void operator()(const Relation& relation, float safety, Draws& draws) const {
    const auto w = draws.take<words>();
    const auto types = relation.all(type_of);
    const auto trained = relation.all(training);
    const auto ab = relation.ab();
    const auto ba = relation.ba();
    const std::size_t type_a = types[relation.a()], type_b = types[relation.b()];
    // The one who depends on the other is the social-economy actor of a controlled relation.
    constexpr auto dependent = static_cast<std::size_t>(ActorType::social_economy_actor);
    const float controlled = relation[control];
    const float trust_ab = ab[trust], trust_ba = ba[trust];
    const bool a_candid = Draws::happens(
        w[0], candour_.speaks_openly(trust_ab, safety, type_a == dependent ? controlled : 0.0f, trained[relation.a()]));
    const bool b_candid = Draws::happens(
        w[1], candour_.speaks_openly(trust_ba, safety, type_b == dependent ? controlled : 0.0f, trained[relation.b()]));
    const bool a_abused = a_candid & Draws::happens(w[2], candour_.exploits(trust_ba, safety));
    const bool b_abused = b_candid & Draws::happens(w[3], candour_.exploits(trust_ab, safety));
    const bool together = Draws::happens(w[4], activity_.rate());

    // What was known before the encounter decides how its failures are read.
    const float a_knows = ab[interconnaissance], b_knows = ba[interconnaissance];
    const std::span<const std::uint32_t, words> all(w);
    const Verdict of_a = activity_.part(type_a, b_knows, all.template subspan<5, ActivityRule::words>());
    const Verdict of_b =
        activity_.part(type_b, a_knows, all.template subspan<5 + ActivityRule::words, ActivityRule::words>());
    const float shared = together ? 1.0f : 0.0f;

    ab[interconnaissance] = a_knows + (b_candid ? learnt_openly_ : learnt_) * (1.0f - a_knows);
    ba[interconnaissance] = b_knows + (a_candid ? learnt_openly_ : learnt_) * (1.0f - b_knows);
    const float contact = contact_ * safety;
    ab[evidence_for] += contact + (b_candid ? confidence_ : 0.0f) + shared * of_b.evidence_for;
    ba[evidence_for] += contact + (a_candid ? confidence_ : 0.0f) + shared * of_a.evidence_for;
    ab[evidence_against] += (a_abused ? abuse_ : 0.0f) + shared * of_b.evidence_against;
    ba[evidence_against] += (b_abused ? abuse_ : 0.0f) + shared * of_a.evidence_against;
    ab[candid] = a_candid ? 1 : 0;
    ba[candid] = b_candid ? 1 : 0;
    // A second encounter of the month that is talk alone leaves the outcome of the first.
    ab[delivery] = together ? static_cast<std::uint8_t>(of_a.outcome) : ab[delivery];
    ba[delivery] = together ? static_cast<std::uint8_t>(of_b.outcome) : ba[delivery];

    const auto positions = relation.all(issues_of);
    const bool success = (of_a.outcome == Outcome::delivered) & (of_b.outcome == Outcome::delivered);
    relation[tension] = tension_.after(relation[tension], static_cast<int>(a_abused) + static_cast<int>(b_abused),
                                       shared, disagreement(positions[relation.a()], positions[relation.b()]), success);
    relation[silence] = 0;
  }

 private:
  CandourRule candour_;
  ActivityRule activity_;
  TensionRule tension_;
  float learnt_openly_, learnt_, confidence_, contact_, abuse_;
};

/// Everyday encounters on existing relations.
inline auto encounters(const Parameters& p) {
  const auto safety = static_cast<float>(p["encounters.safety"]);
  const auto reporting = static_cast<float>(p["network.control_rate"]);
  return each_relation<"encounters">(
             reads(type_of, training, issues_of, contact_rate, control, trust),
             writes(tension, silence, interconnaissance, evidence_for, evidence_against, delivery, candid),
             [meet = Encounter(p), safety](auto relation, Draws& draws) { meet(relation, safety, draws); })
      .when([reporting](auto relation, Draws& draws) {
        const float extra = relation[control] > 0.5f ? reporting : 0.0f;
        return draws.chance(relation[contact_rate] + extra);
      })
      .template blocks<4>();
}

}  // namespace entremise::territory
