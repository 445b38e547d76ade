// Everybody reads the month before; what is written in place is one's own.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace plain;

namespace {

using Small = entremise::World<Word<Per::actor>, Share<Per::actor>, Word<Per::relation>, Share<Per::relation>,
                               Word<Per::side>, Share<Per::side>>;

Small ring(Actor n) {
  std::vector<Pair> pairs;
  for (Actor i = 0; i < n; ++i) pairs.push_back({std::min(i, (i + 1) % n), std::max(i, (i + 1) % n)});
  return Small(Graph(n, std::move(pairs)));
}
template <class Phase>
void run(Small& world, const Phase& phase) {
  Schedule(phase).advance(world, {1, 0});
}

}  // namespace

TEST_CASE("two who copy each other swap for ever") {
  // Updated one after the other they would agree after one step and stay so.
  Small world(Graph(2, {{0, 1}}));
  world.fill(actor_word)[1] = 1;
  const Schedule month(each_actor<"copy">(renews(actor_word),
                                          [](auto me) { me.next(actor_word) = me.all(actor_word)[me.links()[0].to]; }));
  for (std::uint32_t m = 1; m <= 6; ++m) {
    month.advance(world, {});
    CHECK(world.month() == m);
    CHECK(world[actor_word][0] == m % 2);
    CHECK(world[actor_word][1] == 1 - m % 2);
  }
}

TEST_CASE("the majority rule on a ring does what it does by hand") {
  CHECK(rc::check("majority of oneself and two neighbours", [] {
    // Sizes on both sides of a tile.
    const auto n = *rc::gen::oneOf(rc::gen::inRange<Actor>(3, 200), rc::gen::inRange<Actor>(4090, 4200),
                                   rc::gen::inRange<Actor>(8190, 8200));
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    Small world = ring(n);
    std::vector<std::uint32_t> by_hand(n);
    Draws draws(stream_key({seed, 0}, 1), 0, 0, 0);
    for (Actor i = 0; i < n; ++i) by_hand[i] = world.fill(actor_word)[i] = draws.chance(0.5) ? 1 : 0;
    const Schedule month(each_actor<"majority">(renews(actor_word), [](auto me) {
      std::uint32_t votes = me[actor_word];
      for (const Link link : me.links()) votes += me.all(actor_word)[link.to];
      me.next(actor_word) = votes >= 2 ? 1 : 0;
    }));
    for (int m = 0; m < 4; ++m) {
      const auto old = by_hand;
      for (Actor i = 0; i < n; ++i) by_hand[i] = old[i] + old[(i + 1) % n] + old[(i + n - 1) % n] >= 2 ? 1 : 0;
      month.advance(world, {});
      RC_ASSERT(std::ranges::equal(world[actor_word], by_hand));
    }
  }));
}

TEST_CASE("renewed in part: those that the gate stops keep their values, month after month") {
  for (const Actor n : {50u, 9000u}) {
    Small world = ring(n);
    for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
      world.fill(relation_word)[slot] = slot;
      world.fill(side_word)[2 * slot] = 2 * slot;
      world.fill(side_word)[2 * slot + 1] = 2 * slot + 1;
    }
    const auto add_thousand = [](auto relation) {
      relation.next(relation_word) = relation[relation_word] + 1000;
      relation.ab().next(side_word) = relation.ab()[side_word] + 1000;  // the other side is left alone
    };
    // Two gates in turn, so that a value that came from the wrong one of the two buffers would show.
    const Schedule month(
        each_relation<"even">(renews(relation_word, side_word), add_thousand).when([](auto r) {
          return r.slot() % 2 == 0;
        }),
        each_relation<"with luck">(renews(relation_word, side_word), add_thousand).when([](auto r, Draws& draws) {
          return draws.chance(0.5) && r.slot() % 3 == 0;
        }));
    std::vector<std::uint32_t> expected(world[relation_word].begin(), world[relation_word].end());
    for (std::uint32_t m = 1; m <= 3; ++m) {
      month.advance(world, {4, 4});
      for (std::uint32_t slot = 0; slot < expected.size(); ++slot) {
        const Pair pair = world.graph().pairs()[slot];
        const bool lucky = Draws(stream_key({4, 4}, process_id("with luck")), pair.a, pair.b, m).chance(0.5);
        expected[slot] += (slot % 2 == 0 ? 1000 : 0) + (lucky && slot % 3 == 0 ? 1000 : 0);
      }
      CHECK(std::ranges::equal(world[relation_word], expected));
      bool sides_right = true;
      for (std::uint32_t slot = 0; slot < expected.size(); ++slot)
        sides_right &=
            world[side_word][2 * slot] == slot + expected[slot] && world[side_word][2 * slot + 1] == 2 * slot + 1;
      CHECK(sides_right);
    }
  }
}

TEST_CASE("a kernel that sets nothing keeps its value") {
  Small world = ring(10);
  for (Actor i = 0; i < 10; ++i) world.fill(actor_word)[i] = i;
  const auto phase = each_actor<"some">(renews(actor_word), [](auto me) {
    if (me.id() % 2 == 0) me.next(actor_word) += 100;  // next() starts from the present value
  });
  run(world, phase);
  run(world, phase);
  for (Actor i = 0; i < 10; ++i) CHECK(world[actor_word][i] == i + (i % 2 == 0 ? 200 : 0));
}

TEST_CASE("a phase writes its own and reads all others, wherever they are") {
  Small world = ring(5000);
  for (Actor i = 0; i < 5000; ++i) world.fill(actor_word)[i] = i;
  // Each side notes who holds it and of whom.
  run(world, each_relation<"who">(reads(actor_word), writes(side_word, relation_word), [](auto relation) {
        relation.ab()[side_word] =
            relation.all(actor_word)[relation.a()] * 10000 + relation.all(actor_word)[relation.b()];
        relation.ba()[side_word] =
            relation.all(actor_word)[relation.b()] * 10000 + relation.all(actor_word)[relation.a()];
        relation[relation_word] = relation.slot();
      }));
  // Each actor gathers what it holds of others and others of it.
  run(world, each_actor<"gather">(reads(side_word, relation_word), writes(actor_share), [](auto me) {
        bool right = me.links().size() == 2;
        for (const Link link : me.links()) {
          right &= me.of(link, side_word) == me.id() * 10000 + link.to;
          right &= me.by(link, side_word) == link.to * 10000 + me.id();
          right &= me.all(relation_word)[link.slot] == link.slot;
        }
        me[actor_share] = right ? 1.0f : 0.0f;
      }));
  CHECK(std::ranges::all_of(world[actor_share], [](float x) { return x == 1.0f; }));
}

TEST_CASE("nothing is set aside for phases that renew nothing") {
  Small world = ring(6000);
  const std::size_t before = world.bytes();
  run(world,
      each_relation<"in place">(writes(side_word, relation_word), [](auto relation) { ++relation[relation_word]; }));
  CHECK(world.bytes() == before);
  run(world, each_relation<"renewed">(renews(relation_word), [](auto relation) { ++relation.next(relation_word); }));
  CHECK(world.bytes() == before + 6000 * sizeof(std::uint32_t));
}

TEST_CASE("a phase does its whole work even where the work around it is cancelled") {
  Small world = ring(20000);
  tbb::task_group group;
  group.run_and_wait([&] {
    group.cancel();
    run(world, each_actor<"count">(writes(actor_word), [](auto me) { me[actor_word] = 1; }));
  });
  CHECK(std::ranges::all_of(world[actor_word], [](std::uint32_t x) { return x == 1; }));
}

TEST_CASE("of several kernels that throw, always the same one is reported") {
  const auto refuse = each_actor<"refuse">([](auto me) {
    if (me.id() >= 7777 && me.id() % 1111 == 0) throw std::runtime_error("not I");
  });
  const Small before = ring(20000);
  for (const int threads : {1, 2, 8})
    for (int again = 0; again < 10; ++again) {
      Small world = before;
      try {
        everything::on_threads(threads, [&] {
          run(world, refuse);
          return 0;
        });
        FAIL("nothing was thrown");
      } catch (const PhaseError& e) {
        CHECK(e.entity().en == "actor 7777");
        CHECK(e.phase() == "refuse");
        CHECK(e.month() == 1);
        CHECK(e.reason() == "not I");
        CHECK(std::string(e.what()) == "phase 'refuse', month 1, actor 7777: not I");
        CHECK(e.message().fr == "phase « refuse », mois 1, acteur 7777 : not I");
      }
    }
}

TEST_CASE("a kernel or a gate of relations that throws is named by its pair, with draws and without") {
  const auto expect = [](auto phase) {
    Small world = ring(9000);
    try {
      run(world, phase);
      FAIL("nothing was thrown");
    } catch (const PhaseError& e) {
      CHECK(e.entity().en == "relation 5000-5001");
    }
  };
  const auto refuse = [](auto relation) {
    if (relation.a() == 5000) throw std::runtime_error("no");
    return true;
  };
  const auto refuse_drawn = [refuse](auto relation, Draws&) { return refuse(relation); };
  const auto nothing = [](auto) {};
  expect(each_relation<"x">(refuse));
  expect(each_relation<"x">(refuse_drawn));
  expect(each_relation<"x">(nothing).when(refuse));
  expect(each_relation<"x">(nothing).when(refuse_drawn));
  expect(each_relation<"x">(refuse).when([](auto) { return true; }));
  expect(each_relation<"x">(refuse_drawn).when([](auto, Draws&) { return true; }));
  expect(end_relations<"x">(refuse_drawn));
}

TEST_CASE("an exception of any kind is reported") {
  Small world = ring(5);
  try {
    run(world, serial<"odd">([](auto) { throw 7; }));
    FAIL("nothing was thrown");
  } catch (const PhaseError& e) {
    CHECK(e.entity().en.empty());
    CHECK(std::string(e.what()) == "phase 'odd', month 1: an exception that is not a std::exception");
  }
}

TEST_CASE("a phase may hold what cannot be copied cheaply, and worlds may be empty") {
  Small world = ring(5000);
  const std::vector<std::uint32_t> table(5000, 3);
  run(world, each_actor<"table">(writes(actor_word), [table](auto me) { me[actor_word] = table[me.id()]; }));
  CHECK(world[actor_word][4999] == 3);
  Small nobody, loners(Graph(3, {}));
  for (Small* w : {&nobody, &loners}) {
    run(*w, each_actor<"a">(writes(actor_word), [](auto me, Draws& draws) { me[actor_word] = draws.word() | 1; }));
    run(*w, each_relation<"r">(renews(side_word), [](auto) {}).when([](auto, Draws&) { return true; }));
    run(*w, propose<"p">([](auto, Draws&, Graph::Edit&) {}));
    run(*w, end_relations<"e">([](auto, Draws&) { return true; }));
    run(*w, each_actor_in_turn<"t">([](auto, Actor, Draws&) {}));
    CHECK(w->graph().relations() == 0);
  }
  CHECK(loners[actor_word][2] != 0);
}
