// Relations that come and go between phases.
#include <catch2/catch.hpp>

#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace plain;

namespace {

using Small = entremise::World<Word<Per::actor>, Word<Per::relation>, Word<Per::side>>;

// Relation and sides carry their actors' numbers, so that a value in the wrong place shows.
Small marked(Actor actors, std::vector<Pair> pairs) {
  Small world(Graph(actors, std::move(pairs)));
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    world.fill(relation_word)[slot] = 1000 * pair.a + pair.b;
    world.fill(side_word)[side_index(slot, pair.a, pair.b)] = 1000 * pair.a + pair.b;
    world.fill(side_word)[side_index(slot, pair.b, pair.a)] = 1000 * pair.b + pair.a;
  }
  return world;
}
bool well_marked(const Small& world, std::uint32_t slot) {
  const Pair pair = world.graph().pairs()[slot];
  return world[relation_word][slot] == 1000 * pair.a + pair.b &&
         world[side_word][side_index(slot, pair.a, pair.b)] == 1000 * pair.a + pair.b &&
         world[side_word][side_index(slot, pair.b, pair.a)] == 1000 * pair.b + pair.a;
}
template <class... Phases>
void run(Small& world, const Phases&... phases) {
  Schedule(phases...).advance(world, {1, 0});
}
std::vector<Pair> pairs_of(const Small& world) {
  return {world.graph().pairs().begin(), world.graph().pairs().end()};
}

}  // namespace

TEST_CASE("proposals: either way round, repeats count once, and removal wins") {
  Small world = marked(6, {{0, 1}, {1, 2}, {2, 3}});
  run(world, propose<"wishes">([](auto me, Draws&, Graph::Edit& wish) {
        CHECK(wish.added.empty());  // nobody sees what others wish
        CHECK(wish.removed.empty());
        switch (me.id()) {
          case 0:
            wish.added = {{0, 5}, {5, 0}, {0, 1}};  // twice the same, and one that is there
            break;
          case 1:
            wish.removed = {{2, 1}};
            break;
          case 2:
            wish.added = {{1, 2}, {2, 4}};
            break;
          case 4:
            wish.removed = {{4, 2}, {3, 5}};  // one that 2 wants, and one that is not there
            break;
          case 5:
            wish.added = {{5, 0}};
            break;
          default:
            break;
        }
      }));
  CHECK(pairs_of(world) == std::vector<Pair>{{0, 1}, {0, 5}, {2, 3}});
  CHECK(std::vector<Pair>(world.ended().begin(), world.ended().end()) == std::vector<Pair>{{1, 2}});
  CHECK(world.rewired());
  CHECK(well_marked(world, 0));
  CHECK(well_marked(world, 2));
  CHECK(world[relation_word][1] == 0);
  CHECK(world[side_word][2] == 0);
  CHECK(world.graph().ids()[1] == 3);
}

TEST_CASE("fresh() tells what the last rewiring phase of the month made") {
  Small world = marked(10, {{0, 9}, {4, 5}});
  std::vector<std::vector<std::uint32_t>> seen;
  const auto look = [&seen](auto w) { seen.push_back({w.fresh().begin(), w.fresh().end()}); };
  const auto add = [](auto me, Draws&, Graph::Edit& wish) {
    if (me.id() < 2) wish.added.push_back({me.id(), 8});
  };
  const Schedule month(serial<"before">(look), propose<"add">(add), serial<"after">(look),
                       end_relations<"none">([](auto, Draws&) { return false; }), serial<"later">(look));
  month.advance(world, {});
  CHECK(seen == std::vector<std::vector<std::uint32_t>>{{}, {0, 2}, {}});
  CHECK(pairs_of(world) == std::vector<Pair>{{0, 8}, {0, 9}, {1, 8}, {4, 5}});
  seen.clear();
  month.advance(world, {});  // they are there already
  CHECK(seen == std::vector<std::vector<std::uint32_t>>{{}, {}, {}});
  CHECK_FALSE(world.rewired());
}

TEST_CASE("a phase only for months of change runs in those alone") {
  Small world = marked(4, {{0, 1}, {1, 2}});
  const auto count =
      each_relation<"count">(writes(relation_word), [](auto relation) { relation[relation_word] = 7; }).when_rewired();
  run(world, count);
  CHECK(world[relation_word][0] == 1);
  run(world, end_relations<"end">([](auto r, Draws&) { return r.a() == 1; }), count);
  CHECK(world[relation_word][0] == 7);
  CHECK(pairs_of(world) == std::vector<Pair>{{0, 1}});
  CHECK(std::vector<Pair>(world.ended().begin(), world.ended().end()) == std::vector<Pair>{{1, 2}});
  run(world);
  CHECK(world.ended().empty());
}

TEST_CASE("columns follow their relations through many rewirings, below a tile and above") {
  for (const Actor actors : {30u, 900u}) {
    std::vector<Pair> pairs;
    for (Actor i = 0; i + 1 < actors; ++i)
      for (Actor j = i + 1; j < std::min(actors, i + 9); ++j) pairs.push_back({i, j});
    Small world = marked(actors, pairs);
    std::size_t came = 0, went = 0;
    for (int m = 0; m < 20; ++m) {
      run(world, propose<"meet">([actors](auto me, Draws& draws, Graph::Edit& wish) {
            const Actor other = draws.below(actors);
            if (draws.chance(0.3) && other != me.id()) wish.added.push_back({me.id(), other});
          }),
          serial<"mark">(writes(relation_word, side_word),
                         [&came](auto w) {
                           came += w.fresh().size();
                           for (const std::uint32_t slot : w.fresh()) {
                             auto relation = w.relation(slot);
                             CHECK(relation[relation_word] == 0);
                             relation[relation_word] = relation.ab()[side_word] = 1000 * relation.a() + relation.b();
                             relation.ba()[side_word] = 1000 * relation.b() + relation.a();
                           }
                         }),
          end_relations<"part">([](auto, Draws& draws) { return draws.chance(0.05); }));
      went += world.ended().size();
      bool all = true;
      for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) all &= well_marked(world, slot);
      CHECK(all);
    }
    CHECK(came > actors);
    CHECK(went > actors);
    CHECK(world.graph().relations() == pairs.size() + came - went);
  }
}

TEST_CASE("impossible proposals name phase, month and actor, and change nothing") {
  const auto message = [](Pair proposed, bool remove) -> std::string {
    Small world = marked(9000, {{0, 1}});
    run(world);
    try {
      run(world, propose<"wishes">([=](auto me, Draws&, Graph::Edit& wish) {
            if (me.id() == 8000) (remove ? wish.removed : wish.added).push_back(proposed);
            if (me.id() == 1) wish.added.push_back({1, 2});
          }));
    } catch (const PhaseError& e) {
      CHECK(pairs_of(world) == std::vector<Pair>{{0, 1}});
      return e.what();
    }
    return {};
  };
  CHECK(message({5, 5}, false) == "phase 'wishes', month 2, actor 8000: proposes a relation of actor 5 with itself");
  CHECK(message({3, 9000}, false) ==
        "phase 'wishes', month 2, actor 8000: proposes a relation with actor 9000, who does not exist");
  CHECK(message({9001, 3}, true) ==
        "phase 'wishes', month 2, actor 8000: proposes a relation with actor 9001, who does not exist");
  Small world = marked(5, {{0, 1}});
  CHECK_THROWS_WITH(run(world, serial<"edit">([](auto) {
                          return Graph::Edit{{}, {{2, 2}}};
                        })),
                    "phase 'edit', month 1: actor 2 cannot have a relation with itself");
}
