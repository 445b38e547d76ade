// Phases in which one entity comes after the other.
#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

namespace {

using Small = entremise::World<Word<Per::actor>, Word<Per::world>>;

// The order in which actors have their turn.
std::vector<std::uint32_t> order_of(Actor actors, std::uint32_t months, Luck luck) {
  Small world(Graph(actors, {}));
  world.resize(world_words, 1);
  const Schedule month(each_actor_in_turn<"turns">(writes(actor_word, world_words), [](auto all, Actor me, Draws&) {
    all[actor_word][me] = all[world_words][0]++;  // sees what those before it did
  }));
  for (std::uint32_t m = 0; m < months; ++m) {
    world.fill(world_words)[0] = 0;
    month.advance(world, luck);
  }
  CHECK(world[world_words][0] == actors);
  std::vector<std::uint32_t> order(actors, no_entity);
  for (Actor i = 0; i < actors; ++i) order.at(world[actor_word][i]) = i;
  return order;
}

}  // namespace

TEST_CASE("everybody has one turn, in an order of the month's and the replicate's own") {
  std::set<std::vector<std::uint32_t>> orders;
  for (std::uint32_t month = 1; month <= 3; ++month)
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
      auto order = order_of(200, month, {9, replicate});
      orders.insert(order);
      std::sort(order.begin(), order.end());
      for (Actor i = 0; i < 200; ++i) CHECK(order[i] == i);
    }
  CHECK(orders.size() == 9);
}

TEST_CASE("one more actor leaves the others' order as it was") {
  const auto few = order_of(50, 1, {9, 0});
  auto many = order_of(51, 1, {9, 0});
  std::erase(many, 50u);
  CHECK(few == many);
}

TEST_CASE("turns are in uniform order") {
  // Of three actors, the six orders over 6000 months: chi-squared with 5 degrees of freedom, mean 5, variance 10.
  std::map<std::vector<std::uint32_t>, int> counts;
  Small world(Graph(3, {}));
  world.resize(world_words, 1);
  const Schedule month(each_actor_in_turn<"turns">(writes(actor_word, world_words), [](auto all, Actor me, Draws&) {
    all[actor_word][me] = all[world_words][0]++;
  }));
  for (int m = 0; m < 6000; ++m) {
    world.fill(world_words)[0] = 0;
    month.advance(world, {11, 0});
    ++counts[{world[actor_word].begin(), world[actor_word].end()}];
  }
  double chi_squared = 0;
  for (const auto& [order, n] : counts) chi_squared += (n - 1000) * (n - 1000) / 1000.0;
  CHECK(counts.size() == 6);
  CHECK(chi_squared < 5 + 4 * std::sqrt(10.0));
}

TEST_CASE("events happen as often as asked, one after the other, each with luck of its own") {
  Small world(Graph(10, {}));
  world.resize(world_words, 1);
  for (const std::uint32_t count : {0u, 1u, 1000u}) {
    std::vector<std::uint32_t> words;
    Schedule(events<"events">(count, writes(world_words), [&words](auto all, Draws& draws) {
      words.push_back(draws.word());
      ++all[world_words][0];
    })).advance(world, {1, 1});
    CHECK(std::set(words.begin(), words.end()).size() == count);
  }
  CHECK(world[world_words][0] == 1001);
}

TEST_CASE("whose turn it was is named, and so is the event") {
  Small world(Graph(100, {}));
  const auto entity = [&](auto phase) -> std::string {
    try {
      Schedule(phase).advance(world, {});
    } catch (const PhaseError& e) {
      return e.entity().en + " / " + e.entity().fr;
    }
    return {};
  };
  CHECK(entity(each_actor_in_turn<"t">([](auto, Actor me, Draws&) {
          if (me == 42) throw std::runtime_error("no");
        })) == "actor 42 / acteur 42");
  CHECK(entity(events<"e">(10, [n = std::make_shared<int>(0)](auto, Draws&) {
          if ((*n)++ == 3) throw std::runtime_error("no");
        })) == "event 3 / événement 3");
}
