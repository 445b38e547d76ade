#include "sim/graph/graph.hpp"

#include <rapidcheck.h>
#include <tbb/global_control.h>
#include <boost/graph/adjacency_list.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

#include "tests/sim/graph/arbitrary.hpp"

using namespace entremise;
using Catch::Matchers::Contains;

namespace {

/// Everything a graph promises about its own shape.
bool well_formed(const Graph& graph) {
  const auto pairs = graph.pairs();
  if (!std::ranges::is_sorted(pairs) || std::ranges::adjacent_find(pairs) != pairs.end()) return false;
  std::size_t ends = 0;
  for (Actor actor = 0; actor < graph.actors(); ++actor) {
    const auto row = graph.links(actor);
    if (row.size() != graph.degree(actor)) return false;
    if (!std::ranges::is_sorted(row, {}, &Link::to)) return false;
    for (const auto [to, slot] : row)
      if (pairs[slot] != Pair{std::min(actor, to), std::max(actor, to)}) return false;
    ends += row.size();
  }
  return ends == 2 * pairs.size() && graph.ids().size() == pairs.size();
}

std::vector<Pair> listed(const Graph& graph) {
  return {graph.pairs().begin(), graph.pairs().end()};
}

std::map<Pair, RelationId> ids_of(const Graph& graph) {
  std::map<Pair, RelationId> ids;
  for (std::size_t slot = 0; slot < graph.relations(); ++slot) ids[graph.pairs()[slot]] = graph.ids()[slot];
  return ids;
}

/// The batch rule, told by Boost's adjacency_list: additions first, then removals, so that removals win.
using Oracle = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;

void apply(Oracle& oracle, const Graph::Edit& edit) {
  for (const auto [a, b] : edit.added) add_edge(a, b, oracle);
  for (const auto [a, b] : edit.removed) remove_edge(a, b, oracle);
}

std::vector<Pair> listed(const Oracle& oracle) {
  std::vector<Pair> pairs;
  for (auto [at, end] = edges(oracle); at != end; ++at) {
    const auto from = static_cast<Actor>(source(*at, oracle)), to = static_cast<Actor>(target(*at, oracle));
    pairs.push_back({std::min(from, to), std::max(from, to)});
  }
  std::ranges::sort(pairs);
  return pairs;
}

}  // namespace

TEST_CASE("A graph has sorted rows, whichever way its relations come", "[graph]") {
  const Graph graph(5, {{3, 1}, {0, 4}, {1, 0}, {4, 3}, {0, 3}});
  CHECK(well_formed(graph));
  CHECK(listed(graph) == std::vector<Pair>{{0, 1}, {0, 3}, {0, 4}, {1, 3}, {3, 4}});
  const std::vector<Link> of_three(graph.links(3).begin(), graph.links(3).end());
  CHECK(of_three == std::vector<Link>{{0, 1}, {1, 3}, {4, 4}});
  CHECK(graph.degree(2) == 0);
  CHECK(graph.find(4, 0) == 2u);
  CHECK(graph.find(0, 4) == 2u);
  CHECK_FALSE(graph.find(1, 4));
  CHECK_FALSE(graph.find(2, 2));
  CHECK_FALSE(graph.find(0, 99));
}

TEST_CASE("A graph may have no actors, or no relations", "[graph]") {
  CHECK(Graph().actors() == 0);
  CHECK(Graph().relations() == 0);
  CHECK(Graph(3, {}).links(2).empty());
  CHECK(Graph(0, {}) == Graph());
}

TEST_CASE("A graph says which relation cannot be", "[graph]") {
  CHECK_THROWS_WITH(Graph(3, {{0, 1}, {2, 2}}), Contains("actor 2") && Contains("itself"));
  CHECK_THROWS_WITH(Graph(3, {{0, 1}, {1, 3}}), Contains("1-3") && Contains("no actor 3") && Contains("0 to 2"));
  CHECK_THROWS_WITH(Graph(3, {{0, 1}, {1, 2}, {1, 0}}), Contains("0-1") && Contains("twice"));
  CHECK_THROWS_AS(Graph(0, {{0, 1}}), std::invalid_argument);
  Graph graph(3, {{0, 1}});
  const Graph before = graph;
  CHECK_THROWS_AS(graph.apply({.removed = {{0, 1}}, .added = {{1, 1}}}), std::invalid_argument);
  CHECK_THROWS_AS(graph.apply({.removed = {{0, 7}}, .added = {}}), std::invalid_argument);
  CHECK(graph == before);
}

TEST_CASE("Batches of edits do what they do to boost::adjacency_list; ids and columns follow", "[graph]") {
  REQUIRE(rc::check([] {
    const auto actors = *rc::gen::inRange<Actor>(2, 25);
    const auto first = arbitrary::as_set(*arbitrary::pairs(actors));
    Graph graph(actors, {first.begin(), first.end()});
    Oracle oracle(actors);
    for (const auto [a, b] : first) add_edge(a, b, oracle);
    std::set<RelationId> spent(graph.ids().begin(), graph.ids().end());
    std::vector<double> column(graph.relations());
    std::vector<int> wide(3 * column.size());
    for (std::size_t slot = 0; slot < column.size(); ++slot) column[slot] = graph.ids()[slot];
    for (std::size_t i = 0; i < wide.size(); ++i) wide[i] = static_cast<int>(3 * graph.ids()[i / 3] + i % 3);

    const auto batches = *rc::gen::inRange(1, 6);
    for (int batch = 0; batch < batches; ++batch) {
      const Graph::Edit edit{*arbitrary::pairs(actors), *arbitrary::pairs(actors)};
      const Graph before = graph;
      const auto ids_before = ids_of(before);
      const Moves moves = graph.apply(edit);
      apply(oracle, edit);
      RC_ASSERT(listed(graph) == listed(oracle));
      RC_ASSERT(well_formed(graph));
      RC_ASSERT(moves.changed == (listed(before) != listed(graph)));

      // Survivors keep their id, the others get one that nobody had.
      for (const auto [pair, id] : ids_of(graph)) {
        if (const auto old = ids_before.find(pair); old != ids_before.end())
          RC_ASSERT(id == old->second);
        else
          RC_ASSERT(spent.insert(id).second);
      }

      // Moves tells the same story.
      if (!moves.changed) {
        RC_ASSERT(moves.from.empty());
        RC_ASSERT(moves.touched.empty());
        RC_ASSERT(graph == before);
      } else {
        RC_ASSERT(moves.from.size() == graph.relations());
        for (std::size_t slot = 0; slot < moves.from.size(); ++slot) {
          const auto old = before.find(graph.pairs()[slot].a, graph.pairs()[slot].b);
          RC_ASSERT(moves.from[slot] == old.value_or(no_slot));
        }
      }
      std::vector<Actor> touched;
      std::vector<Pair> gone;
      const auto changed = [&](const Graph& here, const Graph& there, Actor actor) {
        return std::ranges::any_of(here.links(actor), [&](Link link) { return !there.find(actor, link.to); });
      };
      for (Actor actor = 0; actor < actors; ++actor)
        if (changed(before, graph, actor) || changed(graph, before, actor)) touched.push_back(actor);
      for (const auto [a, b] : before.pairs())
        if (!graph.find(a, b)) gone.push_back({a, b});
      RC_ASSERT(moves.touched == touched);
      RC_ASSERT(moves.removed == gone);

      // Columns follow.
      move_column(column, moves, -1.0);
      move_column(wide, moves, -1, 3);
      RC_ASSERT(column.size() == graph.relations());
      RC_ASSERT(wide.size() == 3 * column.size());
      for (std::size_t slot = 0; slot < column.size(); ++slot) {
        const bool is_new = moves.changed && moves.from[slot] == no_slot;
        const auto id = graph.ids()[slot];
        RC_ASSERT(column[slot] == (is_new ? -1.0 : double(id)));
        for (std::size_t side = 0; side < 3; ++side)
          RC_ASSERT(wide[3 * slot + side] == (is_new ? -1 : static_cast<int>(3 * id + side)));
        column[slot] = id;
        for (std::size_t side = 0; side < 3; ++side) wide[3 * slot + side] = static_cast<int>(3 * id + side);
      }
    }
  }));
}

TEST_CASE("The order, the direction and the repetition of proposals do not matter", "[graph]") {
  REQUIRE(rc::check([] {
    const auto actors = *rc::gen::inRange<Actor>(2, 12);
    const auto first = arbitrary::as_set(*arbitrary::pairs(actors));
    Graph graph(actors, {first.begin(), first.end()});
    Graph other = graph;
    const Graph::Edit edit{*arbitrary::pairs(actors), *arbitrary::pairs(actors)};
    Graph::Edit shuffled = edit;
    std::mt19937 order(*rc::gen::arbitrary<std::uint32_t>());
    for (auto* proposals : {&shuffled.removed, &shuffled.added}) {
      if (!proposals->empty()) proposals->push_back(proposals->front());
      for (Pair& pair : *proposals)
        if (order() % 2) std::swap(pair.a, pair.b);
      std::shuffle(proposals->begin(), proposals->end(), order);
    }
    const Moves moves = graph.apply(edit), moves_of_other = other.apply(shuffled);
    RC_ASSERT(graph == other);
    RC_ASSERT(moves.from == moves_of_other.from);
  }));
}

TEST_CASE("Removal wins, and a relation that comes back has a new id", "[graph]") {
  Graph graph(4, {{0, 1}, {1, 2}});
  CHECK_FALSE(graph.apply({.removed = {{2, 3}}, .added = {{3, 2}, {0, 1}}}).changed);
  CHECK(graph.apply({.removed = {{1, 0}}, .added = {{0, 1}}}).removed == std::vector<Pair>{{0, 1}});
  CHECK(graph.apply({.removed = {}, .added = {{0, 1}}}).from == std::vector<std::uint32_t>{no_slot, 0});
  CHECK(ids_of(graph) == std::map<Pair, RelationId>{{{0, 1}, 2}, {{1, 2}, 1}});
  CHECK(graph.next_id() == 3);
}

TEST_CASE("A saved graph comes back and goes on as it was", "[graph]") {
  Graph graph(4, {{0, 1}, {1, 2}, {2, 3}});
  graph.apply({.removed = {{0, 1}}, .added = {{0, 3}}});
  Graph again = Graph::restored(4, listed(graph), {graph.ids().begin(), graph.ids().end()}, graph.next_id());
  CHECK(again == graph);
  graph.apply({.removed = {}, .added = {{0, 1}}});
  again.apply({.removed = {}, .added = {{0, 1}}});
  CHECK(again == graph);
  CHECK_THROWS_AS(Graph::restored(4, {{1, 2}, {0, 1}}, {0, 1}, 2), std::invalid_argument);
  CHECK_THROWS_AS(Graph::restored(4, {{0, 1}, {1, 2}}, {0}, 2), std::invalid_argument);
  CHECK_THROWS_AS(Graph::restored(4, {{0, 1}, {1, 2}}, {1, 1}, 2), std::invalid_argument);
  CHECK_THROWS_AS(Graph::restored(4, {{0, 1}, {1, 2}}, {0, 2}, 2), std::invalid_argument);
}

TEST_CASE("Some of the common neighbours are picked by their ranks", "[graph]") {
  REQUIRE(rc::check([](std::uint16_t one, std::uint16_t other) {
    // Up to some 300 in common, so that they lie in several words, full ones among them.
    const Actor n = *rc::gen::inRange<Actor>(2, 330), every = *rc::gen::inRange<Actor>(1, 4);
    std::vector<Pair> pairs;
    for (Actor c = 2; c < n; ++c)
      if (c % every == 0) pairs.insert(pairs.end(), {{0, c}, {1, c}});
    const Graph graph(n, std::move(pairs));
    std::vector<Actor> common;
    for_common(graph, 0, 1, [&](Link link, Link) { common.push_back(link.to); });
    for (std::uint32_t first = 0; first < common.size() + 16; first += 16) {
      std::array<std::uint32_t, 48> tagged;
      const std::uint32_t* const end = graph.near().pick_common(0, 1, first, {one, other}, {1000, 2000}, tagged.data());
      std::vector<std::uint32_t> picked(tagged.data(), const_cast<std::uint32_t*>(end)), expected;
      for (std::uint32_t k = 0; k < 16 && first + k < common.size(); ++k) {
        if ((one >> k & 1) != 0) expected.push_back(1000 + common[first + k]);
        if ((other >> k & 1) != 0) expected.push_back(2000 + common[first + k]);
      }
      // Between the two choices there is no order; each comes ascending.
      const auto second = [](std::uint32_t x) { return x >= 2000; };
      std::stable_partition(picked.begin(), picked.end(), std::not_fn(second));
      std::ranges::sort(expected);
      RC_ASSERT(picked == expected);
    }
  }));
}

TEST_CASE("A table of those who are near says where the sides of their relations lie", "[graph]") {
  REQUIRE(rc::check([] {
    const Graph graph = *arbitrary::graph(15);
    for (Actor i = 0; i < graph.actors(); ++i)
      for (Actor j = 0; j < graph.actors(); ++j) {
        const auto slot = graph.find(i, j);
        const std::int32_t side = graph.near().sides()[i * graph.actors() + j];
        RC_ASSERT(side == (slot ? static_cast<std::int32_t>(2 * *slot + (i > j ? 1 : 0)) : -1));
      }
  }));
}

TEST_CASE("Common neighbours are those of both, in small graphs and in large ones", "[graph]") {
  REQUIRE(rc::check([] {
    const Graph small = *arbitrary::graph(15);
    // The same relations among more actors than have a table of ties: another way to the same answers.
    const Graph graph = *rc::gen::arbitrary<bool>() ? small : Graph(NearTable::most_actors + 1, listed(small));
    RC_ASSERT(graph.near().empty() == (graph.actors() == 0 || graph.actors() > NearTable::most_actors));
    for (Actor a = 0; a < small.actors(); ++a)
      for (Actor b = 0; b < small.actors(); ++b) {
        const Pair pair{std::min(a, b), std::max(a, b)};
        const auto at = std::ranges::find(graph.pairs(), pair);
        RC_ASSERT(graph.find(a, b).has_value() == (at != graph.pairs().end()));
        if (graph.find(a, b)) RC_ASSERT(graph.pairs()[*graph.find(a, b)] == pair);
        std::vector<Actor> common, expected;
        for_common(graph, a, b, [&](Link of_a, Link of_b) {
          RC_ASSERT(of_a.to == of_b.to);
          RC_ASSERT(graph.find(a, of_a.to) == of_a.slot);
          RC_ASSERT(graph.find(b, of_b.to) == of_b.slot);
          common.push_back(of_a.to);
        });
        for (Actor c = 0; c < small.actors(); ++c)
          if (graph.find(a, c) && graph.find(b, c)) expected.push_back(c);
        RC_ASSERT(common == expected);
        RC_ASSERT(common_count(graph, a, b) == common.size());
      }
  }));
}

TEST_CASE("A large graph, edited on several threads, is the one built anew, and the same on one thread", "[graph]") {
  // Large enough for the parallel paths. The pairs are scattered by a fixed generator of the standard.
  constexpr Actor actors = 100'000;
  std::mt19937 random(7);
  const auto some_pairs = [&random](std::size_t count) {
    std::vector<Pair> pairs;
    while (pairs.size() < count)
      if (const Pair pair{static_cast<Actor>(random() % actors), static_cast<Actor>(random() % actors)};
          pair.a != pair.b)
        pairs.push_back(pair);
    return pairs;
  };
  const auto first = arbitrary::as_set(some_pairs(400'000));
  std::vector<Pair> given(first.rbegin(), first.rend());
  Graph graph(actors, given);
  REQUIRE(well_formed(graph));
  Graph::Edit edit{some_pairs(5'000), some_pairs(7'000)};
  edit.removed.insert(edit.removed.end(), given.begin(), given.begin() + 3'000);
  Graph serial = graph;
  const Moves moves = graph.apply(edit);
  REQUIRE(well_formed(graph));

  auto expected = first;
  for (const Pair pair : arbitrary::as_set(edit.added)) expected.insert(pair);
  for (const Pair pair : arbitrary::as_set(edit.removed)) expected.erase(pair);
  CHECK(listed(graph) == std::vector<Pair>(expected.begin(), expected.end()));

  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const Moves serial_moves = serial.apply(edit);
  CHECK(serial == graph);
  CHECK(serial_moves.from == moves.from);
  CHECK(serial_moves.touched == moves.touched);
}

TEST_CASE("A relation takes 28 bytes and an actor 4, besides the table of ties of a small graph", "[graph]") {
  const Graph graph(1000, {{0, 1}, {1, 2}, {2, 3}});
  CHECK(graph.bytes() == 3 * 28 + 1001 * 4);
  CHECK(Graph(10, {{0, 1}}).bytes() == 28 + 11 * 4 + Graph(10, {}).near().bytes());
}
