// Columns of state: bounds, memory, and what a world gives out.
#include <catch2/catch.hpp>

#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace plain;

TEST_CASE("a column starts at its initial value and has one for each entity") {
  const everything::World world(Graph(4, {{0, 1}, {1, 2}, {2, 3}}));
  CHECK(world[everything::mood].size() == 4);
  CHECK(world[everything::weight].size() == 3);
  CHECK(world[everything::trust].size() == 6);
  CHECK(world[everything::tally].empty());
  CHECK(std::ranges::all_of(world[everything::mood], [](float x) { return x == 0.25f; }));
  CHECK(std::ranges::all_of(world[everything::trust], [](float x) { return x == 0.5f; }));
  CHECK(world.month() == 0);
}

TEST_CASE("a relation takes the memory of its graph and its columns") {
  // 28 bytes of graph; columns of 4, 4, 2 x 4 and 2 x 4 bytes.
  using World = entremise::World<Word<Per::relation>, Share<Per::relation>, Word<Per::side>, Share<Per::side>>;
  std::vector<Pair> pairs;
  for (Actor i = 0; i < 10'000; ++i)
    for (Actor j = i + 1; j <= i + 5 && j < 10'000; ++j) pairs.push_back({i, j});
  pairs.shrink_to_fit();
  const std::size_t relations = pairs.size();
  World world(Graph(10'000, std::move(pairs)));
  const std::size_t of_actors = 4 * 10'001;
  CHECK(world.bytes() == relations * (28 + 24) + of_actors);
  // A renewed column has a second buffer, once it has been renewed.
  Schedule(each_relation<"renew">(renews(side_share), [](auto) {})).advance(world, {});
  CHECK(world.bytes() == relations * (28 + 24 + 8) + of_actors);
  // After a rewiring: the record of what moved, 4 bytes, and room to grow by a sixteenth.
  world.rewire({{}, {{0, 5000}}});
  CHECK(world.bytes() <= relations * ((28 + 24) * 17 / 16 + 8 + 4 + 1) + of_actors);
}

TEST_CASE("side_index puts both sides of a relation next to each other, the lower id's first") {
  CHECK(side_index(7, 3, 9) == 14);
  CHECK(side_index(7, 9, 3) == 15);
  CHECK(side_index(0xFFFFFFFFu, 9, 3) == 0x1FFFFFFFFu);
}

#ifdef NDEBUG
TEST_CASE("release builds do not spend time on bounds") {
  entremise::World<Share<Per::actor>> world(Graph(3, {}));
  Schedule(each_actor<"too much">(writes(actor_share), [](auto me) { me[actor_share] = 2; })).advance(world, {});
  CHECK(world[actor_share][0] == 2);
}
#else
TEST_CASE("debug builds name the phase, the column and the entity that leave the bounds") {
  using World =
      entremise::World<Share<Per::actor>, Share<Per::relation>, Share<Per::side>, Share<Per::world>, everything::Place>;
  const auto message = [](auto phase) -> std::string {
    World world(Graph(5, {{0, 1}, {1, 2}, {3, 4}}));
    world.resize(world_shares, 2);
    try {
      Schedule(phase).advance(world, {});
    } catch (const PhaseError& e) {
      return e.what();
    }
    return {};
  };
  CHECK(message(each_actor<"too much">(writes(actor_share), [](auto me) {
          me[actor_share] = me.id() == 2 ? 1.5f : 1.0f;
        })) == "phase 'too much', month 1, actor 2: column 'share of an actor' leaves its bounds at index 2");
  CHECK(message(each_actor<"no number">(renews(actor_share), [](auto me) {
          me.next(actor_share) = std::numeric_limits<float>::quiet_NaN();
        })) == "phase 'no number', month 1, actor 0: column 'share of an actor' leaves its bounds at index 0");
  CHECK(message(each_relation<"r">(writes(relation_share), [](auto r) {
          r[relation_share] = r.a() == 3 ? -1.0f : 0.0f;
        })) == "phase 'r', month 1, relation 3-4: column 'share of a relation' leaves its bounds at index 2");
  CHECK(message(each_relation<"s">(renews(side_share), [](auto r) {
          r.ba().next(side_share) = r.a() == 1 ? 2.0f : 0.0f;
        })) == "phase 's', month 1, relation 1-2: column 'share of a side' leaves its bounds at index 3");
  CHECK(message(serial<"w">(writes(world_shares), [](auto w) { w[world_shares][1] = 3; })) ==
        "phase 'w', month 1: column 'shares of the world' leaves its bounds at index 1");
  CHECK(message(each_actor<"element">(writes(everything::place), [](auto me) { me[everything::place][2] = -1.01f; })) ==
        "phase 'element', month 1, actor 0: column 'place' leaves its bounds at index 0");
  CHECK(message(each_actor<"fine">(writes(actor_share), [](auto me) { me[actor_share] = 1; })).empty());
}
#endif

TEST_CASE("phases are called between in order, those switched off passed over") {
  entremise::World<Word<Per::actor>> world(Graph(1, {}));
  std::vector<std::size_t> called;
  const auto nothing = [](auto) {};
  const Schedule month(serial<"a">(nothing), only_if(false, serial<"b">(nothing)), serial<"c">(nothing));
  month.advance(world, {}, {}, [&](std::size_t k) { called.push_back(k); });
  CHECK(called == std::vector<std::size_t>{0, 2});
  CHECK(month.names[1] == "b");
  CHECK(month.size == 3);
  CHECK_FALSE(only_if(true, only_if(false, serial<"d">(nothing))).enabled);
  CHECK_FALSE(
      only_if(false, each_relation<"e">(nothing)).when([](auto) { return true; }).blocks<2>().when_rewired().enabled);
}
