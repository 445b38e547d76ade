#pragma once
#include <array>
#include <cstdint>
#include <memory>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/activity.hpp"
#include "models/territory/mechanisms/candour.hpp"
#include "models/territory/mechanisms/control.hpp"
#include "models/territory/mechanisms/tension.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Encounters. Two who are tied by their offices meet with a monthly chance (more where one controls the other: there
/// are reports to make; not for a year after a rupture). Each speaks, candidly or not; each learns of the other's
/// constraints, more from candour: I += g (ρ + (1 − ρ) F)(1 − I); a candid word brings disagreement into the open,
/// where dialogue works on it; and now and then the two do something together.

namespace entremise::territory {

/// Where two meet.
struct Occasion {
  float safety = 0;    ///< how safe it is to speak, 0 to 1 (P)
  float quality = 0;   ///< how far the dialogue goes, 0 to 1 (Q)
  float norm = 0;      ///< share of candid words in this space so far
  float activity = 1;  ///< 0 where they only talk
};

/// Who meets.
struct Participant {
  std::size_t type = 0;
  float trained = 0, prepared = 0;
  std::uint8_t minds_control = 0;
  Issues position{};

  /// Actor i, whose columns `all(column)` gives.
  template <class All>
  static Participant of(const All& all, Actor i) {
    return {all(type_of)[i], all(training)[i], all(preparation)[i], all(territory::minds_control)[i],
            all(issues_of)[i]};
  }
};

/// What happens when two actors meet: the same wherever they do, only more or less safely.
class Encounter {
 public:
  Encounter(const Parameters& p, std::shared_ptr<const Agenda> agenda)
      : agenda_(std::move(agenda)),
        candour_(p),
        activity_(p),
        control_(p),
        disagreement_(p),
        tension_(p),
        learnt_openly_(p.is_on("mechanisms.learning") ? static_cast<float>(p["interconnaissance.learning"]) : 0),
        learnt_(learnt_openly_ * static_cast<float>(p["interconnaissance.reticent"])),
        confidence_(static_cast<float>(p["trust.candour"])),
        contact_(static_cast<float>(p["trust.contact"])),
        // A confidence abused counts a third of a broken promise (assumption).
        abuse_(static_cast<float>(p["trust.negativity"]) / 3.0f) {}

  /// How many words an encounter takes from a stream.
  static constexpr std::size_t words = 5 + 2 * ActivityRule::words;
  /// In blocks of four.
  static constexpr std::uint32_t blocks = (words + 3) / 4;

  /// One encounter of a and b, the two ends of `relation`, which gives its own columns and both sides. What happens by
  /// chance is added up rather than branched on: a processor guesses such branches wrong half of the time.
  /// @returns how many of the two were candid
  template <class Relation>
  int operator()(const Relation& relation, const Participant& a, const Participant& b, const Occasion& occasion,
                 Draws& draws) const {
    const auto w = draws.take<words>();
    const Conditions& now = (*agenda_)[relation.month()];
    const auto ab = relation.ab();
    const auto ba = relation.ba();
    const float controlled = relation[control];
    const float control_a = ControlRule::depends(a.type) ? controlled : 0.0f;
    const float control_b = ControlRule::depends(b.type) ? controlled : 0.0f;
    const float trust_ab = ab[trust], trust_ba = ba[trust];
    const float safety = occasion.safety;
    const bool a_candid =
        Draws::happens(w[0], candour_.speaks_openly({trust_ab, control_a, a.trained, a.prepared, now.candour[a.type]},
                                                    safety, occasion.norm));
    const bool b_candid =
        Draws::happens(w[1], candour_.speaks_openly({trust_ba, control_b, b.trained, b.prepared, now.candour[b.type]},
                                                    safety, occasion.norm));
    const bool a_abused =
        a_candid & Draws::happens(w[2], now.exploitation[b.type] * candour_.exploits(trust_ba, safety));
    const bool b_abused =
        b_candid & Draws::happens(w[3], now.exploitation[a.type] * candour_.exploits(trust_ab, safety));
    const bool together = Draws::happens(w[4], occasion.activity * activity_.rate());

    // What was known before the encounter decides how its failures are read.
    const float a_knows = ab[interconnaissance], b_knows = ba[interconnaissance];
    const std::span<const std::uint32_t, words> all(w);
    const Verdict of_a = activity_.part(a.type, b_knows, control_.willing(control_a, a.minds_control), now.constraint,
                                        all.template subspan<5, ActivityRule::words>());
    const Verdict of_b = activity_.part(b.type, a_knows, control_.willing(control_b, b.minds_control), now.constraint,
                                        all.template subspan<5 + ActivityRule::words, ActivityRule::words>());
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

    const float distance = disagreement(a.position, b.position);
    const float open_before = relation[surfaced], worked_before = relation[worked];
    const bool success = (of_a.outcome == Outcome::delivered) & (of_b.outcome == Outcome::delivered);
    const float strain = tension_.strain(DisagreementRule::latent(distance, open_before, worked_before),
                                         DisagreementRule::open(distance, open_before, worked_before),
                                         0.5f * (trust_ab + trust_ba), safety);
    relation[tension] = tension_.after(relation[tension], static_cast<int>(a_abused) + static_cast<int>(b_abused),
                                       shared, strain, success);
    const float open_after = disagreement_.surfaced_after(open_before, a_candid | b_candid);
    relation[surfaced] = open_after;
    relation[worked] = disagreement_.worked_after(worked_before, open_after, occasion.quality);
    relation[silence] = 0;
    return static_cast<int>(a_candid) + static_cast<int>(b_candid);
  }

 private:
  std::shared_ptr<const Agenda> agenda_;
  CandourRule candour_;
  ActivityRule activity_;
  ControlRule control_;
  DisagreementRule disagreement_;
  TensionRule tension_;
  float learnt_openly_, learnt_, confidence_, contact_, abuse_;
};

/// Everyday encounters on existing relations.
inline auto encounters(const Parameters& p, std::shared_ptr<const Agenda> agenda) {
  const auto reporting = static_cast<float>(p["network.control_rate"]);
  const Occasion everyday{static_cast<float>(p["encounters.safety"]), static_cast<float>(p["encounters.quality"]), 0,
                          1};
  return each_relation<"encounters">(
             reads(type_of, training, issues_of, preparation, minds_control, contact_rate, control, cooldown, trust),
             writes(tension, silence, surfaced, worked, interconnaissance, evidence_for, evidence_against, delivery,
                    candid),
             [meet = Encounter(p, std::move(agenda)), everyday](auto relation, Draws& draws) {
               const auto all = [&](auto column) { return relation.all(column); };
               meet(relation, Participant::of(all, relation.a()), Participant::of(all, relation.b()), everyday, draws);
             })
      .when([reporting](auto relation, Draws& draws) {
        const float extra = relation[control] > 0.5f ? reporting : 0.0f;
        return draws.chance(relation[cooldown] != 0 ? 0.0f : relation[contact_rate] + extra);
      })
      .template blocks<4>();
}

}  // namespace entremise::territory
