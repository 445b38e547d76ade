#include "analysis/attribution/shapley.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "sim/random/streams.hpp"

namespace entremise {
namespace {

// A game of whole numbers, so that sums are exact.
Replicated random_game(const CoalitionDesign& design, std::size_t replicates, std::uint64_t seed) {
  Replicated out{design.coalitions.size(), replicates, {}};
  const StreamKey key = stream_key({seed, 0}, process_id("game of a test"));
  for (const Coalition c : design.coalitions)
    for (std::size_t r = 0; r < replicates; ++r)
      out.values.push_back(Draws(key, c, static_cast<std::uint32_t>(r), 0).between(-1000, 1000));
  return out;
}

double total_of(const std::vector<Effect>& effects) {
  double sum = 0;
  for (const Effect& e : effects) sum += e.value;
  return sum;
}

}  // namespace

TEST_CASE("shares add up to what all bring together") {
  REQUIRE(rc::check([] {
    const auto k = *rc::gen::inRange<std::size_t>(1, 8);
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const bool exact = k < 2 || *rc::gen::arbitrary<bool>();
    const CoalitionDesign design = exact ? all_coalitions(k) : sampled_coalitions(k, 5, seed);
    for (const std::size_t replicates : {1u, 3u}) {
      const Attribution a = attribute(design, random_game(design, replicates, seed));
      RC_ASSERT(std::fabs(total_of(a.shares) - a.total.value) < 1e-9 * 1000);
      RC_ASSERT(a.shares.size() == k && a.pairs.size() == k * (k - 1) / 2);
      RC_ASSERT(a.total.interval.has_value() == (replicates > 1));
    }
  }));
}

TEST_CASE("the glove game has the shares of the textbooks") {
  // Players 0 and 1 have a left glove, player 2 the right one: 1/6, 1/6, 4/6.
  const CoalitionDesign design = all_coalitions(3);
  Replicated game{8, 2, {}};
  for (const Coalition c : design.coalitions)
    for (int r = 0; r < 2; ++r) game.values.push_back((c & 4) != 0 && (c & 3) != 0 ? 1 : 0);
  const Attribution a = attribute(design, game);
  CHECK(a.shares[0].value == Approx(1.0 / 6));
  CHECK(a.shares[1].value == Approx(1.0 / 6));
  CHECK(a.shares[2].value == Approx(4.0 / 6));
  CHECK(a.total.value == 1);
  CHECK(a.alone[2].value == 0);
  CHECK(a.last[2].value == 1);
  CHECK(a.last[0].value == 0);
  CHECK(a.surplus.value == 1);
  CHECK(a.pairs[pair_index(0, 2, 3)].value == 1);
  CHECK(a.pairs[pair_index(0, 1, 3)].value == 0);
  // Mean over the contexts {} and {third player}: 0 and 2 add 1, then 0; 0 and 1 add 0, then −1.
  CHECK(a.interactions[pair_index(0, 2, 3)].value == Approx(0.5));
  CHECK(a.interactions[pair_index(0, 1, 3)].value == Approx(-0.5));
  CHECK(!a.constant);
}

TEST_CASE("where effects add, every measure of a player is its own effect, and who does nothing gets nothing") {
  const CoalitionDesign design = all_coalitions(4);
  const double effects[4] = {5, -2, 1, 0};
  Replicated game{16, 3, {}};
  for (const Coalition c : design.coalitions)
    for (int r = 0; r < 3; ++r) {
      double value = 100 * r;  // luck that all coalitions share
      for (std::size_t i = 0; i < 4; ++i) value += (c >> i & 1) != 0 ? effects[i] : 0;
      game.values.push_back(value);
    }
  const Attribution a = attribute(design, game);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(a.shares[i].value == Approx(effects[i]).margin(1e-12));
    CHECK(a.alone[i].value == effects[i]);
    CHECK(a.last[i].value == effects[i]);
    CHECK(a.shares[i].interval->high - a.shares[i].interval->low < 1e-9);
  }
  CHECK(a.surplus.value == 0);
  for (const Effect& e : a.interactions) CHECK(std::fabs(e.value) < 1e-12);
}

TEST_CASE("sampled orders come to the exact shares, with intervals that hold them") {
  constexpr std::size_t k = 6, replicates = 12, studies = 100;
  const StreamKey key = stream_key({3, 0}, process_id("levers of a test"));
  std::size_t covered = 0, asked = 0;
  for (std::uint64_t seed = 1; seed <= studies; ++seed) {
    // Saturating together, pairs that help each other, and luck that differs between replicates.
    const auto value = [&](Coalition c, std::size_t r) {
      double sum = 0;
      for (std::uint32_t i = 0; i < k; ++i)
        if ((c >> i & 1) != 0)
          sum +=
              1.0 + i + 0.5 * Draws(key, i, static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(seed)).normal();
      return 10 * std::sqrt(std::max(0.1, sum)) + ((c & 3) == 3 ? 4.0 : 0.0);
    };
    // Exact shares of the mean game: from very many replicates of all coalitions.
    static const Attribution truth = [&] {
      const CoalitionDesign all = all_coalitions(k);
      Replicated game{all.coalitions.size(), 4000, {}};
      for (const Coalition c : all.coalitions)
        for (std::size_t r = 0; r < 4000; ++r) game.values.push_back(value(c, 1000 + r));
      return attribute(all, game);
    }();
    const CoalitionDesign design = sampled_coalitions(k, 12, seed);
    CHECK(design.coalitions.size() < 64);
    Replicated game{design.coalitions.size(), replicates, {}};
    for (const Coalition c : design.coalitions)
      for (std::size_t r = 0; r < replicates; ++r) game.values.push_back(value(c, r));
    const Attribution a = attribute(design, game);
    for (std::size_t i = 0; i < k; ++i) {
      ++asked;
      covered +=
          a.shares[i].interval->low <= truth.shares[i].value && truth.shares[i].value <= a.shares[i].interval->high ? 1
                                                                                                                    : 0;
      CHECK(a.shares[i].value == Approx(truth.shares[i].value).margin(3));
    }
  }
  CHECK(static_cast<double>(covered) >= 0.93 * static_cast<double>(asked));  // cautious: 95 % or more are meant
}

TEST_CASE("a constant outcome is said to be one, and what cannot be is refused") {
  const CoalitionDesign design = all_coalitions(2);
  const Attribution a = attribute(design, Replicated{4, 2, std::vector<double>(8, 3.5)});
  CHECK(a.constant);
  CHECK(a.total.value == 0);
  CHECK(a.shares[0].interval->high == 0);
  CHECK_THROWS_AS(all_coalitions(0), std::invalid_argument);
  CHECK_THROWS_AS(all_coalitions(13), std::invalid_argument);
  CHECK_THROWS_AS(sampled_coalitions(40, 5, 1), std::invalid_argument);
  CHECK_THROWS_AS(attribute(design, Replicated{1, 1, {0}}), std::invalid_argument);
  CHECK(sampled_coalitions(20, 4, 1).coalitions == sampled_coalitions(20, 4, 1).coalitions);
}

}  // namespace entremise
