// Phases that fetch what they read of others ahead of its use: they say what a plain phase over actors would.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <vector>

#include "sim/engine/around.hpp"
#include "sim/engine/choosing.hpp"
#include "sim/engine/schedule.hpp"
#include "sim/graph/generators.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace plain;
using everything::on_threads;

namespace {

using Small = entremise::World<Word<Per::actor>, Share<Per::actor>>;
constexpr Luck luck{7, 2};

// Some without relations, one with very many.
Small world_of(Actor actors) {
  Graph graph = erdos_renyi(actors, std::min(1.0, 6.0 / actors), stream_key(luck, process_id("graph")));
  Graph::Edit hub;
  for (Actor i = 1; i < actors; i += 3) hub.added.push_back({0, i});
  graph.apply(std::move(hub));
  Small world(std::move(graph));
  for (Actor i = 0; i < actors; ++i) {
    Draws draws(stream_key(luck, process_id("start")), i, no_entity, 0);
    world.fill(actor_word)[i] = draws.below(1000);
    world.fill(actor_share)[i] = draws.uniform_float();
  }
  return world;
}

template <class Phase>
Small after(const Phase& phase, Small world) {
  const Schedule month(phase);
  month.advance(world, luck);
  month.advance(world, luck);
  return world;
}

bool same(const Small& a, const Small& b) {
  return std::ranges::equal(a[actor_word], b[actor_word]) && std::ranges::equal(a[actor_share], b[actor_share]);
}

}  // namespace

TEST_CASE("what is around an actor is what its links lead to") {
  const auto gathered = each_actor_around<"looking">(actor_word, reads(actor_share), renews(actor_word),
                                                     [](auto me, auto around, Draws& draws) {
                                                       std::uint32_t hash = draws.word();
                                                       for (const std::uint32_t value : around)
                                                         hash = hash * 31 + value;
                                                       me.next(actor_word) = hash;
                                                     });
  const auto followed = each_actor<"looking">(reads(actor_share), renews(actor_word), [](auto me, Draws& draws) {
    std::uint32_t hash = draws.word();
    for (const Link link : me.links()) hash = hash * 31 + me.all(actor_word)[link.to];
    me.next(actor_word) = hash;
  });
  for (const Actor actors : {1u, 63u, 64u, 65u, 5000u}) {
    CAPTURE(actors);
    const Small start = world_of(actors);
    const Small expected = after(followed, start);
    CHECK(same(after(gathered, start), expected));
    CHECK_FALSE(same(start, expected));
    for (const int threads : {1, 2, 8})
      CHECK(on_threads(threads, [&] { return same(after(gathered, start), expected); }));
  }
}

TEST_CASE("sums over what is around go by sixteen lanes and a fixed tree") {
  for (std::size_t n = 0; n < 70; ++n) {
    CAPTURE(n);
    std::vector<float> values(n + Around<float>::lanes, 1e30f);  // what lies behind must not count
    for (std::size_t i = 0; i < n; ++i)
      values[i] = Draws(stream_key(luck, 1), static_cast<std::uint32_t>(i), no_entity, 0).uniform_float();
    const Around<float> around(values.data(), n);
    CHECK(around.size() == n);
    std::array<float, 16> lanes{};
    for (std::size_t i = 0; i < n; ++i) lanes[i % 16] += values[i] * values[i];
    for (const std::size_t half : {8u, 4u, 2u, 1u})
      for (std::size_t i = 0; i < half; ++i) lanes[i] += lanes[i + half];
    CHECK(around.sum([](float x) { return x * x; }) == lanes[0]);
    const auto both = around.sum([](float x) { return std::array{x * x, 1.0f}; });
    CHECK(both[0] == lanes[0]);
    CHECK(both[1] == static_cast<float>(n));
  }
}

TEST_CASE("who chooses and then acts does what is done in one go") {
  const auto choice = [](auto me, Draws& draws) -> std::optional<Actor> {
    const auto links = me.links();
    if (links.empty()) return std::nullopt;
    return links[draws.below(static_cast<std::uint32_t>(links.size()))].to;
  };
  const auto apart = each_actor_choosing<"meeting">(
      choice, reads(actor_share), renews(actor_word), [](auto me, Actor other, auto& draws) {
        if (draws.chance(me.all(actor_share)[other])) me.next(actor_word) = me.all(actor_word)[other] + draws.below(9);
      });
  const auto in_one = each_actor<"meeting">(reads(actor_share), renews(actor_word), [choice](auto me, Draws& draws) {
    const auto other = choice(me, draws);
    if (other && draws.chance(me.all(actor_share)[*other]))
      me.next(actor_word) = me.all(actor_word)[*other] + draws.below(9);
  });
  for (const Actor actors : {1u, 63u, 65u, 5000u}) {
    CAPTURE(actors);
    const Small start = world_of(actors);
    const Small expected = after(in_one, start);
    CHECK(same(after(apart, start), expected));
    if (actors > 1) CHECK_FALSE(same(start, expected));
    for (const int threads : {1, 2, 8}) CHECK(on_threads(threads, [&] { return same(after(apart, start), expected); }));
  }
}

TEST_CASE("a failure in either kind of phase names the actor") {
  Small world = world_of(200);
  const Schedule looking(
      each_actor_around<"looking">(actor_word, reads(actor_word), writes(actor_share), [](auto me, auto) {
        if (me.id() == 150) throw std::runtime_error("no");
      }));
  CHECK_THROWS_WITH(looking.advance(world, luck), Catch::Matchers::Contains("150"));
  const Schedule choosing(each_actor_choosing<"choosing">(
      [](auto me, Draws&) -> std::optional<Actor> { return me.id(); }, reads(actor_word), writes(actor_share),
      [](auto me, Actor) {
        if (me.id() == 151) throw std::runtime_error("no");
      }));
  CHECK_THROWS_WITH(choosing.advance(world, luck), Catch::Matchers::Contains("151"));
}
