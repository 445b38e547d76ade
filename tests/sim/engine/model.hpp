#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include "sim/engine/exact_sum.hpp"
#include "sim/engine/schedule.hpp"

/// \file
/// A model that means nothing but uses everything: every kind of phase, of column and of draw, so that whatever the
/// engine gets wrong shows in its bits.

namespace everything {

using namespace entremise;

inline constexpr struct Mood {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "mood", unit = "1", meaning = "averaged with the neighbours'";
  static constexpr Value initial = 0.25f, lower = 0, upper = 1;
} mood;
inline constexpr struct Vote {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "vote", unit = "1", meaning = "what most neighbours voted";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} vote;
inline constexpr struct Place {
  using Value = std::array<float, 3>;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "place", unit = "1", meaning = "moves at random";
  static constexpr Value initial = {};
  static constexpr float lower = -1, upper = 1;
} place;
inline constexpr struct Wealth {
  using Value = std::int32_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "wealth", unit = "1", meaning = "handed on in turn";
  static constexpr Value initial = 10, lower = -1'000'000, upper = 1'000'000;
} wealth;
inline constexpr struct Age {
  using Value = std::uint16_t;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "age", unit = "months", meaning = "months since the relation began";
  static constexpr Value initial = 0, lower = 0, upper = 65535;
} age;
inline constexpr struct Weight {
  using Value = double;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "weight", unit = "1", meaning = "pulled at by both ends";
  static constexpr Value initial = 1, lower = 0, upper = 100;
} weight;
inline constexpr struct Trust {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "trust", unit = "1", meaning = "moves when the two meet";
  static constexpr Value initial = 0.5f, lower = 0, upper = 1;
} trust;
inline constexpr struct Debt {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "debt", unit = "1", meaning = "renewed for those that a gate lets through";
  static constexpr Value initial = 0.5f, lower = 0, upper = 1;
} debt;
inline constexpr struct Tally {
  using Value = double;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "tally", unit = "1", meaning = "sums over actors and sides";
  static constexpr Value initial = 0, lower = -1e9, upper = 1e9;
} tally;

using World = entremise::World<Mood, Vote, Place, Wealth, Age, Weight, Trust, Debt, Tally>;

/// A ring with chords: every actor knows the next one, and four others by chance. Moods and votes are drawn.
inline World territory(std::uint32_t actors, Luck luck) {
  const StreamKey key = stream_key(luck, process_id("territory"));
  std::vector<Pair> pairs;
  for (Actor i = 0; i < actors; ++i) {
    pairs.push_back({std::min(i, (i + 1) % actors), std::max(i, (i + 1) % actors)});
    Draws draws(key, i, no_entity, 0);
    for (int k = 0; k < 4; ++k)
      if (const Actor j = draws.below(actors); j != i) pairs.push_back({std::min(i, j), std::max(i, j)});
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  World world(Graph(actors, std::move(pairs)));
  world.resize(tally, 3);
  for (Actor i = 0; i < actors; ++i) {
    Draws draws(key, i, no_entity, 1);
    world.fill(mood)[i] = draws.uniform_float();
    world.fill(vote)[i] = draws.chance(0.5) ? 1 : 0;
  }
  return world;
}

inline constexpr std::size_t phase_count = 14;

/// One month of everything; phase k is off where bit k of `off` is set.
inline auto month(std::uint32_t off = 0, float gain = 0.3f) {
  const auto on = [off](unsigned k) { return (off >> k & 1) == 0; };
  return Schedule(
      only_if(on(0), each_actor<"moods">(reads(trust), renews(mood),
                                         [](auto me) {
                                           float sum = me[mood], weights = 1;
                                           for (const Link link : me.links()) {
                                             sum += me.of(link, trust) * me.all(mood)[link.to];
                                             weights += me.of(link, trust);
                                           }
                                           me.next(mood) = sum / weights;
                                         })),
      only_if(on(1), each_actor<"votes">(renews(vote), reads(mood),
                                         [](auto me, Draws& draws) {
                                           int balance = 0;
                                           for (const Link link : me.links()) balance += me.all(vote)[link.to] ? 1 : -1;
                                           if (balance != 0)
                                             me.next(vote) = balance > 0 ? 1 : 0;
                                           else if (draws.chance(me[mood]))
                                             me.next(vote) = draws.chance(0.5) ? 1 : 0;
                                         })),
      only_if(on(2), each_actor<"walk">(writes(place),
                                        [](auto me, Draws& draws) {
                                          for (float& x : me[place])
                                            x = std::clamp(x + 0.1f * static_cast<float>(draws.normal()), -1.0f, 1.0f);
                                          while (draws.chance(0.6)) me[place][0] *= 0.5f;  // of any length
                                        })
                         .template blocks<2>()),
      only_if(on(3), each_relation<"ageing">(writes(age),
                                             [](auto relation) {
                                               relation[age] =
                                                   static_cast<std::uint16_t>(std::min(65535, relation[age] + 1));
                                             })),
      only_if(on(4), each_relation<"meetings">(reads(mood), writes(trust),
                                               [gain](auto relation, Draws& draws) {
                                                 const auto move = [&](auto side) {
                                                   const float target = relation.all(mood)[side.to()];
                                                   side[trust] += gain * draws.uniform_float() * (target - side[trust]);
                                                   if (draws.chance(0.1)) side[trust] *= 0.9f;
                                                 };
                                                 move(relation.ab());
                                                 move(relation.ba());
                                                 for (std::uint32_t n = draws.below(5); n > 0; --n)
                                                   relation.ab()[trust] *= draws.uniform_float() < 0.5f ? 0.99f : 1.0f;
                                               })
                         .when([](auto relation, Draws& draws) {
                           return draws.chance(relation.ab()[trust] + relation.ba()[trust]);
                         })
                         .template blocks<2>()),
      only_if(on(5),
              each_relation<"debts">(renews(debt, weight),
                                     [](auto relation) {
                                       const auto ab = relation.ab(), ba = relation.ba();
                                       ab.next(debt) = 0.5f * ba[debt];
                                       ba.next(debt) = 1.0f - 0.5f * ab[debt];
                                       relation.next(weight) = 0.5 * (relation[weight] + 2.0);
                                     })
                  .when([](auto relation) { return (relation.a() + relation.b() + relation.month()) % 3 == 0; })),
      only_if(on(6), each_relation<"pulls">(writes(weight),
                                            [](auto relation, Draws& draws) {
                                              relation[weight] *= 0.5 + draws.uniform53();
                                              relation[weight] = std::min(relation[weight], 100.0);
                                            })),
      only_if(on(7), serial<"tallies">(reads(mood, trust), writes(tally),
                                       [](auto world) {
                                         ExactSum moods, trusts;
                                         for (const float x : world[mood]) moods.add(x);
                                         for (const float x : world[trust]) trusts.add(x);
                                         world[tally][0] = moods.value();
                                         world[tally][1] = trusts.value();
                                         Draws draws = world.draws(no_entity);
                                         world[tally][2] += draws.uniform();
                                       })),
      only_if(on(8), propose<"introductions">(reads(trust),
                                              [](auto me, Draws& draws, Graph::Edit& wish) {
                                                const auto links = me.links();
                                                if (links.size() < 2 || !draws.chance(0.05)) return;
                                                const auto n = static_cast<std::uint32_t>(links.size());
                                                const Actor a = links[draws.below(n)].to, b = links[draws.below(n)].to;
                                                if (a != b) wish.added.push_back({a, b});
                                                if (me.by(links[0], trust) < 0.2f)
                                                  wish.removed.push_back({me.id(), links[0].to});
                                              })),
      only_if(on(9), end_relations<"partings">(
                         reads(weight),
                         [](auto relation, Draws& draws) { return relation[weight] < 0.5 && draws.chance(0.1); })),
      only_if(on(10), serial<"exchange">([](auto world) {
                Graph::Edit edit;
                Draws draws = world.draws(no_entity);
                const Graph& graph = world.graph();
                for (int k = 0; k < 3 && graph.relations() > 0; ++k) {
                  edit.removed.push_back(graph.pairs()[draws.below(graph.relations())]);
                  const Actor a = draws.below(graph.actors()), b = draws.below(graph.actors());
                  if (a != b) edit.added.push_back({a, b});
                }
                return edit;
              })),
      only_if(on(11),
              each_relation<"resettling">(
                  writes(debt), [](auto relation, Draws& draws) { relation.ba()[debt] = draws.uniform_float(); })
                  .when([](auto relation) { return relation.slot() % 7 == 0; })
                  .when_rewired()),
      only_if(on(12), each_actor_in_turn<"gifts">(writes(wealth),
                                                  [](auto world, Actor me, Draws& draws) {
                                                    const auto links = world.graph().links(me);
                                                    if (links.empty() || world[wealth][me] <= 0) return;
                                                    const auto n = static_cast<std::uint32_t>(links.size());
                                                    --world[wealth][me];
                                                    ++world[wealth][links[draws.below(n)].to];
                                                  })),
      only_if(on(13), events<"windfalls">(25u, writes(wealth), reads(vote), [](auto world, Draws& draws) {
                const Actor i = draws.below(world.graph().actors());
                world[wealth][i] += world[vote][i] ? 2 : -1;
              })));
}
static_assert(decltype(month())::size == phase_count);

/// A hash of every bit of the state: 64-bit FNV-1a of the month, the graph and all columns.
template <Column... Cs>
std::uint64_t bits_of(const entremise::World<Cs...>& world) {
  std::uint64_t hash = 14695981039346656037u;
  const auto add = [&hash](const auto& values) {
    const auto bytes = std::as_bytes(values);
    for (const std::byte byte : bytes) hash = (hash ^ static_cast<std::uint64_t>(byte)) * 1099511628211u;
  };
  const std::array<std::uint32_t, 3> numbers{world.month(), world.graph().actors(), world.graph().next_id()};
  add(std::span(numbers));
  add(world.graph().pairs());
  add(world.graph().ids());
  (add(world[Cs{}]), ...);
  return hash;
}

/// The world after so many months from its start.
inline World after(std::uint32_t months, std::uint32_t actors, Luck luck, std::uint32_t off = 0) {
  World world = territory(actors, luck);
  const auto what_happens = month(off);
  for (std::uint32_t m = 0; m < months; ++m) what_happens.advance(world, luck);
  return world;
}

/// What f returns when it has so many threads, of the machine's or more.
template <class F>
auto on_threads(int threads, F f) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  return tbb::task_arena(threads).execute(f);
}

}  // namespace everything
