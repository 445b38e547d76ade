#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/territory/state.hpp"
#include "sim/random/streams.hpp"

namespace entremise::territory::testing {

/// A world that no run has led to: random relations among `actors` actors, every column that is measured at random
/// within its bounds. Month 1.
inline World random_world(Actor actors, double density, std::uint32_t which) {
  Draws draws(stream_key({0, which}, process_id("random world")), 0, 0, 0);
  std::vector<Pair> pairs;
  for (Actor a = 0; a < actors; ++a)
    for (Actor b = a + 1; b < actors; ++b)
      if (draws.chance(density)) pairs.push_back({a, b});
  World world(Graph(actors, std::move(pairs)));
  world.begin_month();
  for (Actor i = 0; i < actors; ++i) {
    world.fill(type_of)[i] = static_cast<std::uint8_t>(draws.below(4));
    world.fill(arrived)[i] = static_cast<std::uint8_t>(draws.below(2));
    world.fill(present)[i] = draws.chance(0.9) ? 1 : 0;
    world.fill(engagement)[i] = draws.uniform_float();
    world.fill(benefit)[i] = 4 * draws.uniform_float() - 1;
    for (float& x : world.fill(issues_of)[i]) x = 2 * draws.uniform_float() - 1;
  }
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    world.fill(tension)[slot] = draws.uniform_float();
    world.fill(tender)[slot] = draws.chance(0.5) ? draws.uniform_float() : 0.0f;
    world.fill(surfaced)[slot] = draws.uniform_float();
    world.fill(worked)[slot] = draws.uniform_float();
    world.fill(ruptured)[slot] = static_cast<std::uint8_t>(draws.below(2));
    world.fill(silence)[slot] = static_cast<std::uint8_t>(draws.below(12));
    world.fill(institutional)[slot] = static_cast<std::uint8_t>(draws.below(2));
    world.fill(relation_type_of)[slot] = static_cast<std::uint8_t>(draws.below(4));
    world.fill(former_type)[slot] = static_cast<std::uint8_t>(draws.below(4));
    for (const std::size_t side : {2 * std::size_t{slot}, 2 * std::size_t{slot} + 1}) {
      world.fill(interconnaissance)[side] = draws.uniform_float();
      world.fill(trust)[side] = draws.uniform_float();
      world.fill(delivery)[side] = static_cast<std::uint8_t>(draws.below(6));
      world.fill(candid)[side] =
          world[silence][slot] == 0 ? static_cast<std::uint8_t>(draws.below(2)) : std::uint8_t{0};
    }
  }
  world.resize(ledger, 1);
  Ledger& book = world.fill(ledger)[0];
  for (std::int64_t* n : {&book.attempted, &book.started, &book.succeeded, &book.failed, &book.all_succeeded,
                          &book.milestones, &book.calls_for_tenders, &book.newcomers, &book.contributions_made})
    *n = draws.below(100);
  book.contributions_due = book.contributions_made + draws.below(100);
  book.contributions_meant = book.contributions_made + (book.contributions_due - book.contributions_made) / 2;
  book.rounds = 7;
  book.rounds_succeeded = 3;
  for (ExactSum& sum : book.created) sum.add(draws.uniform());
  for (ExactSum& sum : book.destroyed) sum.add(-draws.uniform());
  for (ExactSum* sum : {&book.costs, &book.perceived, &book.actual, &book.hours, &book.net_value, &book.all_hours})
    sum->add(draws.uniform());
  world.resize(interventions, 5);
  if (actors >= 2)
    for (Intervention& one : world.fill(interventions).first(3)) one = {draws.below(2), 0, 1, draws.chance(0.5)};
  return world;
}

/// The same world with actor i called name[i].
inline World relabelled(const World& world, const std::vector<Actor>& name) {
  std::vector<Pair> pairs;
  for (const Pair pair : world.graph().pairs())
    pairs.push_back({std::min(name[pair.a], name[pair.b]), std::max(name[pair.a], name[pair.b])});
  World other(Graph(world.graph().actors(), std::move(pairs)));
  other.begin_month();
  const auto follow = [&](auto column) {
    using C = decltype(column);
    const auto from = world[column];
    const auto to = other.fill(column);
    if constexpr (C::per == Per::actor) {
      for (Actor i = 0; i < from.size(); ++i) to[name[i]] = from[i];
    } else if constexpr (C::per == Per::relation || C::per == Per::side) {
      for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
        const Pair pair = world.graph().pairs()[slot];
        const std::uint32_t there = *other.graph().find(name[pair.a], name[pair.b]);
        if constexpr (C::per == Per::relation) {
          to[there] = from[slot];
        } else {
          to[side_index(there, name[pair.a], name[pair.b])] = from[side_index(slot, pair.a, pair.b)];
          to[side_index(there, name[pair.b], name[pair.a])] = from[side_index(slot, pair.b, pair.a)];
        }
      }
    }
  };
  [&]<class... Cs>(Columns<Cs...>) { (follow(Cs{}), ...); }(World::AllColumns{});
  other.resize(ledger, 1);
  other.fill(ledger)[0] = world[ledger][0];
  other.resize(interventions, world[interventions].size());
  for (std::size_t k = 0; k < world[interventions].size(); ++k) {
    Intervention one = world[interventions][k];
    if (one.facilitator != no_entity) {
      one.a = name[one.a];
      one.b = name[one.b];
    }
    other.fill(interventions)[k] = one;
  }
  return other;
}

}  // namespace entremise::territory::testing
