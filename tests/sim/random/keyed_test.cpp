#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "sim/random/streams.hpp"
#include "tests/sim/random/chi_square.hpp"

using namespace entremise;
using namespace entremise::testing;

namespace {

constexpr StreamKey key = stream_key({2026, 1}, process_id("keyed"));

std::vector<std::uint32_t> distinct_ids() {
  return *rc::gen::unique<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 100'000));
}

std::vector<std::uint32_t> without(std::vector<std::uint32_t> ids, std::uint32_t id) {
  std::erase(ids, id);
  return ids;
}

}  // namespace

TEST_CASE("A keyed order is a permutation that does not depend on the order given", "[random][keyed]") {
  REQUIRE(rc::check([](std::uint32_t month, std::uint32_t owner) {
    auto ids = distinct_ids();
    const auto order = keyed_order(ids, key, month, owner);
    RC_ASSERT(std::set(order.begin(), order.end()) == std::set(ids.begin(), ids.end()));
    RC_ASSERT(order.size() == ids.size());
    std::reverse(ids.begin(), ids.end());
    RC_ASSERT(keyed_order(ids, key, month, owner) == order);
  }));
}

TEST_CASE("An id more leaves the order of the others unchanged", "[random][keyed]") {
  REQUIRE(rc::check([](std::uint32_t month) {
    auto ids = distinct_ids();
    const auto before = keyed_order(ids, key, month);
    ids.push_back(100'001);
    RC_ASSERT(without(keyed_order(ids, key, month), 100'001) == before);
  }));
}

TEST_CASE("All 24 keyed orders of four ids come equally often", "[random][keyed]") {
  const std::vector<std::uint32_t> ids{3, 1, 4, 15};
  std::vector<std::vector<std::uint32_t>> orders;
  auto sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  do {
    orders.push_back(sorted);
  } while (std::next_permutation(sorted.begin(), sorted.end()));
  for (const bool by_month : {true, false}) {
    std::vector<std::uint64_t> counts(24);
    for (std::uint32_t i = 0; i < 48'000; ++i) {
      const auto order = by_month ? keyed_order(ids, key, i) : keyed_order(ids, key, 9, i);
      ++counts[static_cast<std::size_t>(std::find(orders.begin(), orders.end(), order) - orders.begin())];
    }
    CHECK(std::fabs(uniform_z(counts)) <= bound);
  }
}

TEST_CASE("A candidate more, or a weight raised, changes the winner only for that candidate", "[random][keyed]") {
  REQUIRE(rc::check([](std::uint32_t month, std::uint32_t owner) {
    auto ids = distinct_ids();
    RC_PRE(!ids.empty());
    auto weights = *rc::gen::container<std::vector<double>>(
        ids.size(), rc::gen::map(rc::gen::inRange(0, 20), [](int w) { return w * 0.25; }));
    const auto before = keyed_choice(ids, weights, key, month, owner);
    const auto raised = *rc::gen::inRange<std::size_t>(0, ids.size());
    auto more = weights;
    more[raised] += 1;
    const auto after = keyed_choice(ids, more, key, month, owner);
    RC_ASSERT(after == before || after == raised);
    ids.push_back(100'001);
    weights.push_back(1.5);
    const auto joined = keyed_choice(ids, weights, key, month, owner);
    if (before == ids.size() - 1) {
      RC_ASSERT(joined == ids.size() - 1);  // nobody had any weight before
    } else {
      RC_ASSERT(joined == before || joined == ids.size() - 1);
    }
  }));
}

TEST_CASE("A keyed choice does not depend on the order of the candidates", "[random][keyed]") {
  REQUIRE(rc::check([](std::uint32_t month) {
    auto ids = distinct_ids();
    std::vector<double> weights;
    for (const auto id : ids) weights.push_back(id % 7);
    const auto winner = keyed_choice(ids, weights, key, month);
    auto backwards = ids;
    std::reverse(backwards.begin(), backwards.end());
    std::reverse(weights.begin(), weights.end());
    const auto again = keyed_choice(backwards, weights, key, month);
    RC_ASSERT((winner == ids.size()) == (again == ids.size()));
    if (winner < ids.size()) RC_ASSERT(ids[winner] == backwards[again]);
  }));
}

TEST_CASE("A keyed choice is in proportion to the weights", "[random][keyed]") {
  const std::vector<std::uint32_t> ids{10, 11, 12, 13, 99};
  const std::vector<double> weights{1, 2, 0, 4, 0.5};
  const std::vector<double> expected{40'000 / 7.5, 80'000 / 7.5, 160'000 / 7.5, 20'000 / 7.5};
  for (const bool by_month : {true, false}) {
    std::vector<std::uint64_t> counts(5);
    for (std::uint32_t i = 0; i < 40'000; ++i) {
      ++counts[by_month ? keyed_choice(ids, weights, key, i) : keyed_choice(ids, weights, key, 3, i)];
    }
    CHECK(counts[2] == 0);
    counts.erase(counts.begin() + 2);
    CHECK(std::fabs(chi_square_z(counts, expected)) <= bound);
  }
  CHECK(keyed_choice(ids, std::vector<double>(5, 0.0), key, 0) == 5);
  CHECK(keyed_choice({}, {}, key, 0) == 0);
}

TEST_CASE("Keyed orders and choices share no luck with the streams of the same process", "[random][keyed]") {
  // The first in the order of two ids, against which of their streams begins with the smaller word.
  const std::vector<std::uint32_t> ids{1, 2};
  std::vector<std::uint64_t> order_and_stream(4), choice_and_stream(4), order_and_choice(4);
  for (std::uint32_t month = 0; month < 20'000; ++month) {
    const bool first_leads = keyed_order(ids, key, month).front() == 1;
    const bool smaller = Draws(key, 1, no_entity, month).word() < Draws(key, 2, no_entity, month).word();
    const bool chosen = keyed_choice(ids, std::vector<double>{1, 1}, key, month) == 0;
    ++order_and_stream[first_leads * 2u + smaller];
    ++choice_and_stream[chosen * 2u + smaller];
    ++order_and_choice[first_leads * 2u + chosen];
  }
  CHECK(std::fabs(uniform_z(order_and_stream)) <= bound);
  CHECK(std::fabs(uniform_z(choice_and_stream)) <= bound);
  CHECK(std::fabs(uniform_z(order_and_choice)) <= bound);
}
