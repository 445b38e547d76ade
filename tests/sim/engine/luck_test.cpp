// Whose luck depends on what: on seed, replicate, phase, month and entity, and on nothing else.
#include <catch2/catch.hpp>

#include <set>

#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace plain;

namespace {

using Small =
    entremise::World<Word<Per::actor>, Word<Per::relation>, Word<Per::side>, Word<Per::world>, Share<Per::actor>>;

// Phases that keep the words they draw.
const auto actors_draw =
    each_actor<"actors draw">(writes(actor_word), [](auto me, Draws& draws) { me[actor_word] = draws.word(); });
const auto relations_draw = each_relation<"relations draw">(
    writes(relation_word), [](auto relation, Draws& draws) { relation[relation_word] = draws.word(); });
auto gated_sides_draw(std::uint32_t modulus) {
  return each_relation<"sides draw">(writes(side_word),
                                     [](auto relation, Draws& draws) {
                                       relation.ab()[side_word] = draws.word();
                                       relation.ba()[side_word] = draws.word();
                                     })
      .when([modulus](auto, Draws& draws) { return draws.word() % modulus == 0; });
}
const auto world_draws = serial<"world draws">(writes(world_words), [](auto world) {
  world[world_words][0] = world.draws(no_entity).word();
  world[world_words][1] = world.draws(1, 2).word();
});

Small start(std::vector<Pair> pairs = {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}}, Actor actors = 5) {
  Small world(Graph(actors, std::move(pairs)));
  world.resize(world_words, 2);
  return world;
}
template <class... Phases>
Small run(Small world, const Schedule<Phases...>& schedule, Luck luck = {1, 2}, int months = 1) {
  for (int m = 0; m < months; ++m) schedule.advance(world, luck);
  return world;
}
template <class C>
std::vector<typename C::Value> values(const Small& world, C column) {
  const auto all = world[column];
  return {all.begin(), all.end()};
}
bool same_words(const Small& a, const Small& b) {
  return values(a, actor_word) == values(b, actor_word) && values(a, relation_word) == values(b, relation_word) &&
         values(a, side_word) == values(b, side_word) && values(a, world_words) == values(b, world_words);
}
auto all_draw() {
  return Schedule(actors_draw, relations_draw, gated_sides_draw(2), world_draws);
}

}  // namespace

TEST_CASE("replicates, seeds, months, phases and entities have luck of their own") {
  std::set<std::uint64_t> seen;
  std::size_t runs = 0;
  for (const std::uint64_t seed : {1u, 2u})
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
      seen.insert(everything::bits_of(run(start(), all_draw(), {seed, replicate})));
      ++runs;
    }
  CHECK(seen.size() == runs);
  // All words of two months and four phases: 2^-32 of a chance for each two to be equal.
  std::vector<std::uint32_t> words;
  for (const int months : {1, 2}) {
    const Small world =
        run(start(), Schedule(actors_draw, relations_draw, gated_sides_draw(1), world_draws), {1, 2}, months);
    for (const auto& some : {values(world, actor_word), values(world, relation_word), values(world, side_word),
                             values(world, world_words)})
      words.insert(words.end(), some.begin(), some.end());
  }
  CHECK(std::set(words.begin(), words.end()).size() == words.size());
}

TEST_CASE("a draw is the documented function of its key") {
  const Small world = run(start(), all_draw(), {5, 6}, 3);
  const auto word = [](std::string_view phase, std::uint32_t a, std::uint32_t b, std::uint32_t n) {
    return philox({a, b, 3, n / 4}, stream_key({5, 6}, process_id(phase)).words)[n % 4];
  };
  CHECK(world[actor_word][4] == word("actors draw", 4, no_entity, 0));
  CHECK(world[relation_word][1] == word("relations draw", 0, 2, 0));
  CHECK(world[world_words][0] == word("world draws", no_entity, no_entity, 0));
  CHECK(world[world_words][1] == word("world draws", 1, 2, 0));
  const Small open = run(start(), Schedule(gated_sides_draw(1)), {5, 6}, 3);
  CHECK(open[side_word][2] == word("sides draw", 0, 2, 4));
  CHECK(open[side_word][3] == word("sides draw", 0, 2, 5));
}

TEST_CASE("other phases move nobody's luck") {
  const Small plain_run = run(start(), all_draw(), {1, 2}, 3);
  const auto newcomer = each_actor<"newcomer">(writes(actor_share),
                                               [](auto me, Draws& draws) { me[actor_share] = draws.uniform_float(); });

  SECTION("an inserted phase") {
    CHECK(same_words(
        plain_run,
        run(start(), Schedule(newcomer, actors_draw, relations_draw, gated_sides_draw(2), world_draws), {1, 2}, 3)));
  }
  SECTION("another order") {
    CHECK(same_words(plain_run,
                     run(start(), Schedule(world_draws, gated_sides_draw(2), relations_draw, actors_draw), {1, 2}, 3)));
  }
  SECTION("a phase switched off") {
    Small world = run(start(), Schedule(only_if(false, actors_draw), relations_draw, gated_sides_draw(2), world_draws),
                      {1, 2}, 3);
    CHECK(values(world, actor_word) == std::vector<std::uint32_t>(5, 0));
    CHECK(values(world, relation_word) == values(plain_run, relation_word));
    CHECK(values(world, side_word) == values(plain_run, side_word));
  }
  SECTION("a phase switched off for a month, then on again") {
    Small world = start();
    all_draw().advance(world, {1, 2});
    Schedule(only_if(false, actors_draw), only_if(false, relations_draw), gated_sides_draw(2)).advance(world, {1, 2});
    all_draw().advance(world, {1, 2});
    CHECK(same_words(plain_run, world));
  }
  SECTION("somebody who looks on") {
    Small world = start();
    double seen = 0;
    for (int m = 0; m < 3; ++m)
      all_draw().advance(world, {1, 2}, {},
                         [&](std::size_t k) { seen += static_cast<double>(k) + world[actor_word][0]; });
    CHECK(seen > 0);
    CHECK(same_words(plain_run, world));
  }
}

TEST_CASE("a gate's luck and its kernel's are apart") {
  // Whoever gets through both gates draws the same words behind them.
  std::vector<Pair> pairs;
  for (Actor i = 0; i < 150; ++i) pairs.push_back({i, i + 1});
  const Small some = run(start(pairs, 151), Schedule(gated_sides_draw(3)));
  const Small all = run(start(pairs, 151), Schedule(gated_sides_draw(1)));
  std::size_t through = 0;
  for (std::size_t side = 0; side < some[side_word].size(); ++side)
    if (some[side_word][side] != 0) {
      CHECK(some[side_word][side] == all[side_word][side]);
      ++through;
    }
  CHECK(through > 0);
  CHECK(through < some[side_word].size());
}

TEST_CASE("how much is drawn ahead shows nowhere") {
  const auto greedy = [](auto relation, Draws& draws) {
    const std::uint32_t n = draws.below(40);
    for (std::uint32_t k = 0; k < n; ++k) relation[relation_word] = draws.word() ^ relation[relation_word] << 1;
    relation[relation_word] += static_cast<std::uint32_t>(draws.take<7>()[6]);
  };
  const auto phase = each_relation<"greedy">(writes(relation_word), greedy);
  std::vector<Pair> pairs;
  for (Actor i = 0; i < 150; ++i) pairs.push_back({i, i + 1});
  const Small reference = run(start(pairs, 151), Schedule(phase.blocks<0>()));
  CHECK(same_words(reference, run(start(pairs, 151), Schedule(phase))));
  CHECK(same_words(reference, run(start(pairs, 151), Schedule(phase.blocks<3>()))));
  const auto gate = [](auto relation, Draws& draws) { return draws.chance(0.4) && relation.a() % 5 != 0; };
  const Small gated = run(start(pairs, 151), Schedule(phase.blocks<0>().when(gate)));
  CHECK_FALSE(same_words(reference, gated));
  CHECK(same_words(gated, run(start(pairs, 151), Schedule(phase.when(gate).blocks<2>()))));
  CHECK(same_words(gated, run(start(pairs, 151), Schedule(phase.when(gate).blocks<12>()))));
  const auto of_actors = each_actor<"greedy actors">(writes(actor_word), [](auto me, Draws& draws) {
    while (draws.chance(0.9)) me[actor_word] = me[actor_word] * 3 + draws.word();
  });
  const Small actors = run(start(pairs, 151), Schedule(of_actors.blocks<0>()));
  CHECK(same_words(actors, run(start(pairs, 151), Schedule(of_actors))));
  CHECK(same_words(actors, run(start(pairs, 151), Schedule(of_actors.blocks<4>()))));
}

TEST_CASE("another actor at the end leaves everybody else's luck as it was") {
  const std::vector<Pair> before{{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}};
  const std::vector<Pair> with{{0, 1}, {0, 2}, {0, 5}, {1, 2}, {2, 3}, {2, 5}, {3, 4}};
  const Small a = run(start(before, 5), all_draw(), {1, 2}, 2), b = run(start(with, 6), all_draw(), {1, 2}, 2);
  for (Actor i = 0; i < 5; ++i) CHECK(a[actor_word][i] == b[actor_word][i]);
  for (std::uint32_t slot = 0; slot < before.size(); ++slot) {
    const std::uint32_t now = b.graph().find(before[slot].a, before[slot].b).value();
    CHECK(a[relation_word][slot] == b[relation_word][now]);
    for (const std::size_t side : {0u, 1u}) CHECK(a[side_word][2 * slot + side] == b[side_word][2 * now + side]);
  }
}

TEST_CASE("the model that uses everything: mechanisms at zero leave the others as they were") {
  // The phases that nothing else reads: switched off, they change their own columns only.
  constexpr std::uint32_t walk = 1u << 2, ageing = 1u << 3, tallies = 1u << 7;
  const everything::World on = everything::after(5, 600, {3, 1});
  const everything::World off = everything::after(5, 600, {3, 1}, walk | ageing | tallies);
  CHECK(on.graph() == off.graph());
  CHECK(std::ranges::equal(on[everything::mood], off[everything::mood]));
  CHECK(std::ranges::equal(on[everything::vote], off[everything::vote]));
  CHECK(std::ranges::equal(on[everything::trust], off[everything::trust]));
  CHECK(std::ranges::equal(on[everything::weight], off[everything::weight]));
  CHECK(std::ranges::equal(on[everything::wealth], off[everything::wealth]));
  CHECK_FALSE(std::ranges::equal(on[everything::place], off[everything::place]));
  CHECK_FALSE(std::ranges::equal(on[everything::age], off[everything::age]));
}
