// Months of random rewiring with columns that follow and are renewed, against the same told by Boost's adjacency_list.
#include <rapidcheck.h>
#include <boost/graph/adjacency_list.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/graph/arbitrary.hpp"

using namespace entremise;
using namespace plain;

namespace {

using Small = entremise::World<Word<Per::actor>, Word<Per::relation>, Word<Per::side>>;

struct OfActor {
  std::uint32_t word = 0;
};
struct OfRelation {
  std::uint32_t word = 0, from_low = 0, from_high = 0;  // the relation's, and those of its two sides
};
using Oracle = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS, OfActor, OfRelation>;

Actor low(const Oracle& oracle, Oracle::edge_descriptor e) {
  return static_cast<Actor>(std::min(source(e, oracle), target(e, oracle)));
}
Actor high(const Oracle& oracle, Oracle::edge_descriptor e) {
  return static_cast<Actor>(std::max(source(e, oracle), target(e, oracle)));
}

bool parts(Actor a, Actor b, std::uint32_t salt) {
  return (a * 2654435761u ^ b * 40503u ^ salt) % 5 == 0;
}

// What is wished by each actor, and who parts.
struct Month {
  std::vector<Graph::Edit> wishes;
  std::uint32_t salt = 0;
};

void advance(Small& world, const Month& month) {
  Schedule(
      propose<"wishes">([&](auto me, Draws&, Graph::Edit& wish) { wish = month.wishes[me.id()]; }),
      end_relations<"partings">([&](auto relation, Draws&) { return parts(relation.a(), relation.b(), month.salt); }),
      each_relation<"growing">(reads(actor_word), renews(relation_word, side_word),
                               [](auto relation) {
                                 const auto ab = relation.ab(), ba = relation.ba();
                                 relation.next(relation_word) = 3 * relation[relation_word] + ab[side_word] + 1;
                                 ab.next(side_word) = ba[side_word] + relation.all(actor_word)[relation.b()];
                                 ba.next(side_word) = 5 * ab[side_word] + relation.all(actor_word)[relation.a()];
                               }),
      each_actor<"gathering">(reads(relation_word, side_word), renews(actor_word),
                              [](auto me) {
                                std::uint32_t sum = 7 * me[actor_word] + me.id();
                                for (const Link link : me.links())
                                  sum += me.all(relation_word)[link.slot] + 11 * me.of(link, side_word) +
                                         13 * me.by(link, side_word) + 17 * me.all(actor_word)[link.to];
                                me.next(actor_word) = sum;
                              }))
      .advance(world, {});
}

std::vector<Pair> advance(Oracle& oracle, const Month& month) {
  std::vector<Pair> before;
  for (auto [at, end] = edges(oracle); at != end; ++at) before.push_back({low(oracle, *at), high(oracle, *at)});
  for (const Graph::Edit& wish : month.wishes)
    for (const auto [a, b] : wish.added) add_edge(a, b, oracle);
  for (const Graph::Edit& wish : month.wishes)
    for (const auto [a, b] : wish.removed) remove_edge(a, b, oracle);
  std::vector<Pair> ended;
  for (const auto [a, b] : before)
    if (!edge(a, b, oracle).second) ended.push_back({a, b});
  for (Actor a = 0; a < num_vertices(oracle); ++a)
    for (Actor b = a + 1; b < num_vertices(oracle); ++b)
      if (edge(a, b, oracle).second && parts(a, b, month.salt)) {
        remove_edge(a, b, oracle);
        ended.push_back({a, b});
      }
  for (auto [at, end] = edges(oracle); at != end; ++at) {
    const OfRelation old = oracle[*at];
    oracle[*at] = {3 * old.word + old.from_low + 1, old.from_high + oracle[high(oracle, *at)].word,
                   5 * old.from_low + oracle[low(oracle, *at)].word};
  }
  std::vector<std::uint32_t> next;
  for (Actor i = 0; i < num_vertices(oracle); ++i) {
    next.push_back(7 * oracle[i].word + i);
    for (auto [at, end] = out_edges(i, oracle); at != end; ++at) {
      const bool lower = i == low(oracle, *at);
      const OfRelation& relation = oracle[*at];
      next.back() += relation.word + 11 * (lower ? relation.from_low : relation.from_high) +
                     13 * (lower ? relation.from_high : relation.from_low) + 17 * oracle[target(*at, oracle)].word;
    }
  }
  for (Actor i = 0; i < num_vertices(oracle); ++i) oracle[i].word = next[i];
  return ended;
}

}  // namespace

TEST_CASE("random rewirings with columns do what they do to boost::adjacency_list") {
  REQUIRE(rc::check([] {
    const auto actors = *rc::gen::inRange<Actor>(2, 25);
    const auto first = arbitrary::as_set(*arbitrary::pairs(actors));
    Small world(Graph(actors, {first.begin(), first.end()}));
    Oracle oracle(actors);
    for (const auto [a, b] : first) add_edge(a, b, oracle);
    const int months = *rc::gen::inRange(1, 6);
    for (int m = 0; m < months; ++m) {
      Month month{std::vector<Graph::Edit>(actors), *rc::gen::arbitrary<std::uint32_t>()};
      for (const Pair pair : *arbitrary::pairs(actors))
        month.wishes[(pair.a * 7 + pair.b) % actors].added.push_back(pair);
      for (const Pair pair : *arbitrary::pairs(actors))
        month.wishes[(pair.a + pair.b) % actors].removed.push_back(pair);
      advance(world, month);
      std::vector<Pair> ended = advance(oracle, month);

      const Graph& graph = world.graph();
      RC_ASSERT(graph.relations() == num_edges(oracle));
      for (std::uint32_t slot = 0; slot < graph.relations(); ++slot) {
        const auto [a, b] = graph.pairs()[slot];
        const auto [e, there] = edge(a, b, oracle);
        RC_ASSERT(there);
        RC_ASSERT(world[relation_word][slot] == oracle[e].word);
        RC_ASSERT(world[side_word][side_index(slot, a, b)] == oracle[e].from_low);
        RC_ASSERT(world[side_word][side_index(slot, b, a)] == oracle[e].from_high);
      }
      for (Actor i = 0; i < actors; ++i) {
        RC_ASSERT(graph.degree(i) == out_degree(i, oracle));
        RC_ASSERT(world[actor_word][i] == oracle[i].word);
      }
      std::vector<Pair> told(world.ended().begin(), world.ended().end());
      std::ranges::sort(told);
      std::ranges::sort(ended);
      RC_ASSERT(told == ended);
    }
  }));
}
