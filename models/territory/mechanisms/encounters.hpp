#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/activity.hpp"
#include "models/territory/mechanisms/candour.hpp"
#include "models/territory/mechanisms/control.hpp"
#include "models/territory/mechanisms/tension.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/relation_batch.hpp"

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
        rules_{CandourRule(p), ActivityRule(p), ControlRule(p), DisagreementRule(p), TensionRule(p),
               p.is_on("mechanisms.learning") ? static_cast<float>(p["interconnaissance.learning"]) : 0.0f,
               p.is_on("mechanisms.learning") ? static_cast<float>(p["interconnaissance.learning"]) *
                                                    static_cast<float>(p["interconnaissance.reticent"])
                                              : 0.0f,
               static_cast<float>(p["trust.candour"]), static_cast<float>(p["trust.contact"]),
               // A confidence abused counts a third of a broken promise (assumption).
               static_cast<float>(p["trust.negativity"]) / 3.0f} {}

  /// How many words an encounter takes from a stream.
  static constexpr std::size_t words = 5 + 2 * ActivityRule::words;
  /// In blocks of four.
  static constexpr std::uint32_t blocks = (words + 3) / 4;

  /// One end of an encounter. Here and below there are numbers of 32 bits only, for loops over many encounters.
  struct End {
    float trusts = 0;  ///< the other
    float knows = 0;   ///< the other's constraints
    float controlled = 0, trained = 0, prepared = 0;
    float minds_control = 0;
    float freed = 0;         ///< log-odds of candour added by a charter
    float exploitation = 0;  ///< factor on the chance that it abuses a confidence
    float constrained = 0;   ///< chance of a constraint
    float noticed = 0;       ///< chance that the other notices it where this one does not deliver
  };
  /// What an encounter does to what one end holds of the other.
  struct EndAfter {
    float knows = 0, evidence_for = 0, evidence_against = 0;  ///< evidence: what is added
    std::uint32_t candid = 0, outcome = 0;
  };
  /// What the two have between them.
  struct Between {
    float tension = 0, surfaced = 0, worked = 0;
    float distance = 0;  ///< of the two on the issues
    float joint = 0;     ///< chance that they have something to do together
  };
  struct After {
    EndAfter a, b;
    float tension = 0, surfaced = 0, worked = 0;
    std::uint32_t together = 0;
  };

  /// One encounter of a and b, the two ends of `relation`, which gives its own columns and both sides.
  /// @returns how many of the two were candid
  template <class Relation>
  int operator()(const Relation& relation, const Participant& a, const Participant& b, const Occasion& occasion,
                 Draws& draws) const {
    const Conditions& now = (*agenda_)[relation.month()];
    const auto ab = relation.ab();
    const auto ba = relation.ba();
    const After after = rules_(end(a, ab[trust], ab[interconnaissance], relation[control], now),
                               end(b, ba[trust], ba[interconnaissance], relation[control], now),
                               {relation[tension], relation[surfaced], relation[worked],
                                disagreement(a.position, b.position), joint(occasion)},
                               occasion, draws.take<words>());
    const auto settle = [&](auto side, const EndAfter& one) {
      side[interconnaissance] = one.knows;
      side[evidence_for] += one.evidence_for;
      side[evidence_against] += one.evidence_against;
      side[candid] = static_cast<std::uint8_t>(one.candid);
      // A second encounter of the month that is talk alone leaves the outcome of the first.
      if (after.together != 0) side[delivery] = static_cast<std::uint8_t>(one.outcome);
    };
    settle(ab, after.a);
    settle(ba, after.b);
    relation[tension] = after.tension;
    relation[surfaced] = after.surfaced;
    relation[worked] = after.worked;
    relation[silence] = 0;
    return static_cast<int>(after.a.candid + after.b.candid);
  }

  /// The encounters of some relations of a batch, by their positions in it; draws from block 1 of their streams on.
  template <class Batch>
  void operator()(const Batch& batch, std::span<const std::uint32_t> chosen, const Occasion& occasion) const {
    constexpr std::size_t most = relations_in_batch;
    const auto draws = batch.template draw<blocks>(1, chosen);
    const Conditions& now = (*agenda_)[batch.month()];
    const std::size_t n = chosen.size();
    // Copies: what the loops below read could otherwise be changed, for all that the compiler knows, by what they
    // write.
    const Rules rules = rules_;
    const Occasion where = occasion;
    // Gathered, as plain arrays.
    struct Ends {
      std::array<float, most> trusts, knows, controlled, trained, prepared, minds_control, freed, exploitation,
          constrained, noticed;
      void set(std::size_t k, const End& e) {
        trusts[k] = e.trusts;
        knows[k] = e.knows;
        controlled[k] = e.controlled;
        trained[k] = e.trained;
        prepared[k] = e.prepared;
        minds_control[k] = e.minds_control;
        freed[k] = e.freed;
        exploitation[k] = e.exploitation;
        constrained[k] = e.constrained;
        noticed[k] = e.noticed;
      }
      [[gnu::always_inline]] End get(std::size_t k) const {
        return {trusts[k],        knows[k], controlled[k],   trained[k],     prepared[k],
                minds_control[k], freed[k], exploitation[k], constrained[k], noticed[k]};
      }
    };
    struct EndsAfter {
      std::array<float, most> knows, evidence_for, evidence_against;
      std::array<std::uint32_t, most> candid, outcome;
      [[gnu::always_inline]] void set(std::size_t k, const EndAfter& e) {
        knows[k] = e.knows;
        evidence_for[k] = e.evidence_for;
        evidence_against[k] = e.evidence_against;
        candid[k] = e.candid;
        outcome[k] = e.outcome;
      }
    };
    Ends ends_a, ends_b;
    std::array<float, most> tensions, open, worked_through, distance, joints;
    std::array<Issues, most> positions_a, positions_b;
    const auto pairs = batch.pairs();
    const auto trusts = batch[trust];
    const auto knows = batch[interconnaissance];
    const auto all = [&](auto column) { return batch.all(column); };
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t at = chosen[k];
      const auto a = Participant::of(all, pairs[at].a);
      ends_a.set(k, end(a, trusts[2 * at], knows[2 * at], batch[control][at], now));
      positions_a[k] = a.position;
    }
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t at = chosen[k];
      const auto b = Participant::of(all, pairs[at].b);
      ends_b.set(k, end(b, trusts[2 * at + 1], knows[2 * at + 1], batch[control][at], now));
      positions_b[k] = b.position;
    }
    for (std::size_t k = 0; k < n; ++k) {
      tensions[k] = batch[tension][chosen[k]];
      open[k] = batch[surfaced][chosen[k]];
      worked_through[k] = batch[worked][chosen[k]];
    }
    for (std::size_t k = 0; k < n; ++k) distance[k] = disagreement(positions_a[k], positions_b[k]);

    std::fill_n(joints.begin(), n, joint(occasion));
    EndsAfter after_a, after_b;
    std::array<std::uint32_t, most> together;
    for (std::size_t k = 0; k < n; ++k) {
      std::array<std::uint32_t, words> w;
      for (std::size_t i = 0; i < words; ++i) w[i] = draws[i][k];
      const After after = rules(ends_a.get(k), ends_b.get(k),
                                {tensions[k], open[k], worked_through[k], distance[k], joints[k]}, where, w);
      after_a.set(k, after.a);
      after_b.set(k, after.b);
      tensions[k] = after.tension;
      open[k] = after.surfaced;
      worked_through[k] = after.worked;
      together[k] = after.together;
    }

    // And put back, in loops that are short enough to keep all they need in registers.
    float* const known = batch[interconnaissance].data();
    float* const good = batch[evidence_for].data();
    float* const bad = batch[evidence_against].data();
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t ab = 2 * std::size_t{chosen[k]}, ba = ab + 1;
      known[ab] = after_a.knows[k];
      known[ba] = after_b.knows[k];
      good[ab] += after_a.evidence_for[k];
      good[ba] += after_b.evidence_for[k];
      bad[ab] += after_a.evidence_against[k];
      bad[ba] += after_b.evidence_against[k];
    }
    std::uint8_t* const candours = batch[candid].data();
    std::uint8_t* const deliveries = batch[delivery].data();
    std::uint8_t* const silences = batch[silence].data();
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t ab = 2 * std::size_t{chosen[k]}, ba = ab + 1;
      candours[ab] = static_cast<std::uint8_t>(after_a.candid[k]);
      candours[ba] = static_cast<std::uint8_t>(after_b.candid[k]);
      // A second encounter of the month that is talk alone leaves the outcome of the first.
      deliveries[ab] = static_cast<std::uint8_t>(together[k] != 0 ? after_a.outcome[k] : deliveries[ab]);
      deliveries[ba] = static_cast<std::uint8_t>(together[k] != 0 ? after_b.outcome[k] : deliveries[ba]);
      silences[chosen[k]] = 0;
    }
    float* const strains = batch[tension].data();
    Portion* const opened = batch[surfaced].data();
    Portion* const works = batch[worked].data();
    for (std::size_t k = 0; k < n; ++k) {
      strains[chosen[k]] = tensions[k];
      opened[chosen[k]] = open[k];
      works[chosen[k]] = worked_through[k];
    }
  }

 private:
  struct Rules {
    CandourRule candour;
    ActivityRule activity;
    ControlRule control;
    DisagreementRule disagreement;
    TensionRule tension;
    float learnt_openly, learnt, confidence, contact, abuse;

    // One encounter. What happens by chance is added up rather than branched on: a processor guesses such branches
    // wrong half of the time.
    [[gnu::always_inline]] inline After operator()(const End& a, const End& b, const Between& before,
                                                   const Occasion& occasion,
                                                   const std::array<std::uint32_t, words>& w) const noexcept {
      const float safety = occasion.safety;
      After after;
      after.a.candid = Draws::happens_float(
          w[0], candour.speaks_openly({a.trusts, a.controlled, a.trained, a.prepared, a.freed}, safety, occasion.norm));
      after.b.candid = Draws::happens_float(
          w[1], candour.speaks_openly({b.trusts, b.controlled, b.trained, b.prepared, b.freed}, safety, occasion.norm));
      const std::uint32_t a_abused =
          after.a.candid & Draws::happens_float(w[2], b.exploitation * candour.exploits(b.trusts, safety));
      const std::uint32_t b_abused =
          after.b.candid & Draws::happens_float(w[3], a.exploitation * candour.exploits(a.trusts, safety));
      after.together = Draws::happens_float(w[4], before.joint);

      // What was known before the encounter decides how its failures are read.
      const Verdict of_a =
          activity.part(a.constrained, a.noticed, b.knows, control.willing(a.controlled * a.minds_control, 1),
                        {w[5], w[6], w[7], w[8], w[9]});
      const Verdict of_b =
          activity.part(b.constrained, b.noticed, a.knows, control.willing(b.controlled * b.minds_control, 1),
                        {w[10], w[11], w[12], w[13], w[14]});
      const float shared = as_float(after.together);
      const float seen = contact * safety;
      after.a.knows = a.knows + (as_float(after.b.candid) * learnt_openly + as_float(after.b.candid ^ 1u) * learnt) *
                                    (1.0f - a.knows);
      after.b.knows = b.knows + (as_float(after.a.candid) * learnt_openly + as_float(after.a.candid ^ 1u) * learnt) *
                                    (1.0f - b.knows);
      after.a.evidence_for = seen + as_float(after.b.candid) * confidence + shared * of_b.evidence_for;
      after.b.evidence_for = seen + as_float(after.a.candid) * confidence + shared * of_a.evidence_for;
      after.a.evidence_against = as_float(a_abused) * abuse + shared * of_b.evidence_against;
      after.b.evidence_against = as_float(b_abused) * abuse + shared * of_a.evidence_against;
      after.a.outcome = of_a.outcome;
      after.b.outcome = of_b.outcome;

      constexpr auto delivered = static_cast<std::uint32_t>(Outcome::delivered);
      const float strain = tension.strain(DisagreementRule::latent(before.distance, before.surfaced, before.worked),
                                          DisagreementRule::open(before.distance, before.surfaced, before.worked),
                                          0.5f * (a.trusts + b.trusts), safety);
      after.tension = tension.after(before.tension, static_cast<int>(a_abused + b_abused), shared, strain,
                                    ((of_a.outcome ^ delivered) | (of_b.outcome ^ delivered)) == 0);
      after.surfaced = disagreement.surfaced_after(before.surfaced, (after.a.candid | after.b.candid) != 0);
      after.worked = disagreement.worked_after(before.worked, after.surfaced, occasion.quality);
      return after;
    }
  };

  /// Chance that two have something to do together.
  [[nodiscard]] float joint(const Occasion& occasion) const noexcept {
    return occasion.activity * static_cast<float>(rules_.activity.rate());
  }
  [[nodiscard]] End end(const Participant& who, float trusts, float knows, float controlled,
                        const Conditions& now) const noexcept {
    return {trusts,
            knows,
            ControlRule::depends(who.type) ? controlled : 0.0f,
            who.trained,
            who.prepared,
            static_cast<float>(who.minds_control),
            now.candour[who.type],
            now.exploitation[who.type],
            static_cast<float>(rules_.activity.constraint(who.type)) + now.constraint,
            static_cast<float>(rules_.activity.detection())};
  }

  std::shared_ptr<const Agenda> agenda_;
  Rules rules_;
};

/// Everyday encounters on existing relations.
inline auto encounters(const Parameters& p, std::shared_ptr<const Agenda> agenda) {
  const auto reporting = static_cast<float>(p["network.control_rate"]);
  const Occasion everyday{static_cast<float>(p["encounters.safety"]), static_cast<float>(p["encounters.quality"]), 0,
                          1};
  return each_relation_batch<"encounters">(
      reads(type_of, training, issues_of, preparation, minds_control, contact_rate, control, cooldown, trust),
      writes(tension, silence, surfaced, worked, interconnaissance, evidence_for, evidence_against, delivery, candid),
      [meet = Encounter(p, std::move(agenda)), everyday, reporting](auto batch) {
        const std::uint32_t n = batch.size();
        const auto draws = batch.template draw<1>();
        const Portion* const rates = batch[contact_rate].data();
        const Portion* const controls = batch[control].data();
        const float reports = reporting;
        const std::uint8_t* const waits = batch[cooldown].data();
        std::array<std::uint32_t, relations_in_batch> waiting, met, chosen;
        for (std::uint32_t k = 0; k < n; ++k) waiting[k] = waits[k];
        std::array<float, relations_in_batch> chance;
        for (std::uint32_t k = 0; k < n; ++k) {
          const float rate = rates[k] + (controls[k] > 0.5f ? reports : 0.0f);
          chance[k] = waiting[k] != 0 ? 0.0f : rate;
        }
        for (std::uint32_t k = 0; k < n; ++k) met[k] = Draws::happens_float(draws[0][k], chance[k]);
        std::uint32_t count = 0;
        for (std::uint32_t k = 0; k < n; ++k) {
          chosen[count] = k;
          count += met[k];
        }
        if (count > 0) meet(batch, std::span(chosen).first(count), everyday);
      });
}

}  // namespace entremise::territory
