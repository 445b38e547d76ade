#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Levers and shocks that change the state at once, in one month: training, a shared diagnosis, a reform of
/// commissioning, a scandal.

namespace entremise::territory {

/// Who is trained: at random, those with most relations, or both ends of relations between types of actors. Persons
/// are trained: a new holder is not.
[[nodiscard]] std::vector<Actor> chosen_for_training(const Lever& lever, const Graph& graph,
                                                     std::span<const std::uint8_t> types,
                                                     std::span<const std::uint8_t> takes_part, StreamKey key);

inline auto trainings(Luck luck, std::vector<Lever> levers) {
  return serial<"training">(
      reads(type_of, present), writes(training, ledger),
      [key = stream_key(luck, process_id("who is trained")), levers = std::move(levers)](auto world) {
        for (const Lever& lever : levers) {
          if (month_of(lever) != world.month()) continue;
          const auto level = static_cast<float>(lever["training.level"]);
          for (const Actor i : chosen_for_training(lever, world.graph(), world[type_of], world[present], key)) {
            world[training][i] = std::max(world[training][i], level);
            ++world[ledger][0].trained;
          }
        }
      });
}

/// A shared diagnosis: those who take part learn of each other's constraints and name what they disagree on.
inline auto diagnoses(const Parameters& p, Luck luck, const std::vector<Lever>& levers) {
  struct Diagnosis {
    std::uint32_t month;
    float depth, surfacing;
    double participation;
  };
  std::vector<Diagnosis> all;
  const bool learns = p.is_on("mechanisms.learning"), surfaces = p.is_on("mechanisms.disagreement");
  for (const Lever& lever : levers)
    all.push_back({month_of(lever), learns ? static_cast<float>(lever["diagnosis.depth"]) : 0.0f,
                   surfaces ? static_cast<float>(lever["diagnosis.surfacing"]) : 0.0f,
                   lever["diagnosis.participation"]});
  return each_relation<"diagnosis">(
             reads(present), writes(interconnaissance, surfaced),
             [all, key = stream_key(luck, process_id("who takes part in the diagnosis"))](auto relation) {
               for (const Diagnosis& one : all) {
                 if (one.month != relation.month()) continue;
                 const auto takes_part = [&](Actor i) {
                   return Draws(key, i, no_entity, one.month).chance(one.participation);
                 };
                 if (!takes_part(relation.a()) || !takes_part(relation.b())) continue;
                 for (auto side : {relation.ab(), relation.ba()})
                   side[interconnaissance] += one.depth * (1 - side[interconnaissance]);
                 const float open = relation[surfaced];
                 relation[surfaced] = open + one.surfacing * (1 - open);
               }
             })
      .when([all](auto relation) {
        return std::any_of(all.begin(), all.end(), [&](const Diagnosis& one) { return one.month == relation.month(); });
      });
}

/// Tenders and control give way to partnership agreements, for good.
inline auto commissioning_reforms(const std::vector<Lever>& levers) {
  return each_relation<"commissioning reform">(
             writes(tender, control),
             [levers](auto relation) {
               for (const Lever& lever : levers) {
                 if (month_of(lever) != relation.month()) continue;
                 relation[tender] *= 1 - static_cast<float>(lever["commissioning.tenders"]);
                 relation[control] *= 1 - static_cast<float>(lever["commissioning.control"]);
               }
             })
      .when([levers](auto relation) {
        return std::any_of(levers.begin(), levers.end(),
                           [&](const Lever& lever) { return month_of(lever) == relation.month(); });
      });
}

/// A scandal between two types of actors.
inline auto scandals(const Parameters& p, const std::vector<Lever>& levers) {
  return each_relation<"scandal">(
             reads(type_of), writes(tension, evidence_against),
             [levers, strains = p.is_on("mechanisms.tension")](auto relation) {
               const std::size_t a = relation.all(type_of)[relation.a()], b = relation.all(type_of)[relation.b()];
               for (const Lever& lever : levers) {
                 const auto one = static_cast<std::size_t>(lever["scandal.one"]),
                            other = static_cast<std::size_t>(lever["scandal.other"]);
                 if (month_of(lever) != relation.month() || !((a == one && b == other) || (a == other && b == one)))
                   continue;
                 for (auto side : {relation.ab(), relation.ba()})
                   side[evidence_against] += static_cast<float>(lever["scandal.evidence"]);
                 if (strains)
                   relation[tension] = std::min(1.0f, relation[tension] + static_cast<float>(lever["scandal.tension"]));
               }
             })
      .when([levers](auto relation) {
        return std::any_of(levers.begin(), levers.end(),
                           [&](const Lever& lever) { return month_of(lever) == relation.month(); });
      });
}

}  // namespace entremise::territory
