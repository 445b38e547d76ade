#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "sim/random/streams.hpp"
#include "tests/sim/random/chi_square.hpp"

using namespace entremise;
using namespace entremise::testing;

namespace {

constexpr std::size_t n = 400'000;

/// A stream of its own for every check.
Draws stream(std::uint32_t check) {
  return {stream_key({1789, 0}, process_id("distributions")), check, no_entity, 0};
}

/// Means of x, x² and x³ ... against the raw moments of the distribution: moments[k] = E x^k, twice as many as checked.
template <class Draw>
void check_moments(std::uint32_t check, Draw draw, const std::vector<double>& moments) {
  Draws draws = stream(check);
  const std::size_t orders = (moments.size() - 1) / 2;
  std::vector<double> sums(orders + 1);
  for (std::size_t i = 0; i < n; ++i) {
    double power = 1;
    const double x = draw(draws);
    for (std::size_t k = 1; k <= orders; ++k) sums[k] += power *= x;
  }
  for (std::size_t k = 1; k <= orders; ++k) {
    CAPTURE(k);
    CHECK(std::fabs(mean_z(sums[k], n, moments[k], moments[2 * k] - moments[k] * moments[k])) <= bound);
  }
}

/// Counts of floor(cells * F(x)), which are uniform if F is the distribution function of what is drawn.
template <class Draw, class F>
void check_distribution(std::uint32_t check, Draw draw, F distribution_function) {
  Draws draws = stream(check);
  constexpr std::size_t cells = 200;
  std::vector<std::uint64_t> counts(cells);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = distribution_function(draw(draws));
    REQUIRE((u >= 0 && u <= 1));
    ++counts[std::min(cells - 1, static_cast<std::size_t>(u * cells))];
  }
  CHECK(std::fabs(uniform_z(counts)) <= bound);
}

}  // namespace

TEST_CASE("Uniform draws: moments and distribution", "[random][distributions]") {
  const std::vector<double> moments{1, 1 / 2., 1 / 3., 1 / 4., 1 / 5., 1 / 6., 1 / 7., 1 / 8., 1 / 9.};
  const auto identity = [](double u) { return u; };
  check_moments(
      1, [](Draws& d) { return d.uniform(); }, moments);
  check_moments(
      2, [](Draws& d) { return double{d.uniform_float()}; }, moments);
  check_moments(
      3, [](Draws& d) { return d.uniform53(); }, moments);
  check_distribution(
      4, [](Draws& d) { return d.uniform(); }, identity);
  check_distribution(
      5, [](Draws& d) { return double{d.uniform_float()}; }, identity);
  check_distribution(
      6, [](Draws& d) { return d.uniform53(); }, identity);
}

TEST_CASE("All bits of a word are fair", "[random][distributions]") {
  Draws draws = stream(7);
  std::vector<double> ones(32);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t word = draws.word();
    for (std::size_t bit = 0; bit < 32; ++bit) ones[bit] += word >> bit & 1;
  }
  for (std::size_t bit = 0; bit < 32; ++bit) CHECK(std::fabs(mean_z(ones[bit], n, 0.5, 0.25)) <= bound);
}

TEST_CASE("Chance comes true with its probability", "[random][distributions]") {
  std::uint32_t check = 100;
  for (const double p : {0.0001, 0.01, 0.05, 0.3, 0.5, 0.77, 0.999}) {
    CAPTURE(p);
    check_moments(check++, [p](Draws& d) { return d.chance(p) ? 1.0 : 0.0; }, {1, p, p});
  }
}

TEST_CASE("Below and between are uniform", "[random][distributions]") {
  std::uint32_t check = 200;
  for (const std::uint32_t size : {2u, 3u, 7u, 10u, 64u, 1000u}) {
    Draws draws = stream(check++);
    std::vector<std::uint64_t> counts(size), shifted(size);
    for (std::size_t i = 0; i < n; ++i) {
      ++counts[draws.below(size)];
      ++shifted[static_cast<std::size_t>(draws.between(-5, static_cast<std::int32_t>(size) - 6) + 5)];
    }
    CAPTURE(size);
    if (size == 2) {
      CHECK(std::fabs(mean_z(static_cast<double>(counts[0]), n, 0.5, 0.25)) <= bound);
      CHECK(std::fabs(mean_z(static_cast<double>(shifted[0]), n, 0.5, 0.25)) <= bound);
    } else {
      CHECK(std::fabs(uniform_z(counts)) <= bound);
      CHECK(std::fabs(uniform_z(shifted)) <= bound);
    }
  }
  // Where rejection matters most: without it, one residue mod 3 of 0..3 * 2^30 - 1 would come half the time.
  Draws draws = stream(check);
  std::vector<std::uint64_t> residues(3);
  for (std::size_t i = 0; i < n; ++i) ++residues[draws.below(3u << 30) % 3];
  CHECK(std::fabs(uniform_z(residues)) <= bound);
}

TEST_CASE("The normal quantile has the known values", "[random][distributions]") {
  // 20 digits of the root of Phi(z) = p by Newton's method in 400 digits, p being the double nearest to what is
  // written.
  const std::vector<std::pair<double, double>> known{
      {1e-300, -37.047096299361199237}, {1e-100, -21.273453560965324294},  {1e-20, -9.2623400897984075796},
      {1e-10, -6.3613409024040561991},  {0x1p-33, -6.3379577545537892525}, {1e-5, -4.2648907939228246102},
      {0.001, -3.0902323061678135354},  {0.01, -2.3263478740408410931},    {0.025, -1.9599639845400542118},
      {0.07, -1.4757910281791706856},   {0.075, -1.4395314709384559349},   {0.1, -1.2815515655446004353},
      {0.25, -0.6744897501960817432},   {0.4, -0.25334710313579974132},    {0.6, 0.25334710313579974132},
      {0.9, 1.2815515655446005935},     {0.925, 1.4395314709384562291},    {0.975, 1.9599639845400538556},
      {0.99, 2.3263478740408407676},    {0.999999, 4.7534243088170877657}};
  for (const auto& [p, z] : known) {
    CAPTURE(p);
    CHECK(std::fabs(normal_quantile(p) - z) <= 6e-16 * std::fabs(z));
  }
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0) == -std::numeric_limits<double>::infinity());
  CHECK(normal_quantile(1) == std::numeric_limits<double>::infinity());
  for (const double p : {-0.1, 1.1, std::nan("")}) CHECK(std::isnan(normal_quantile(p)));
}

TEST_CASE("The normal quantile grows with every step of a word", "[random][distributions]") {
  // Around the joins of its three pieces (p = 0.075, 0.925 and exp(-25)), the ends, the middle, and in strides between.
  const auto z = [](std::uint64_t word) { return normal_quantile((static_cast<double>(word) + 0.5) * 0x1p-32); };
  for (const double p : {0.0, 1.3887943864964021e-11, 0.075, 0.5, 0.925, 1 - 0x1p-20}) {
    const auto from = static_cast<std::uint64_t>(std::max(0.0, p * 0x1p32 - 2000));
    for (std::uint64_t word = from; word < from + 4000; ++word) REQUIRE(z(word) < z(word + 1));
  }
  for (std::uint64_t word = 0; word + 60'013 < 0xFFFFFFFFu; word += 60'013) REQUIRE(z(word) < z(word + 60'013));
}

TEST_CASE("Normal draws: moments and distribution", "[random][distributions]") {
  check_moments(300, [](Draws& d) { return d.normal(); }, {1, 0, 1, 0, 3, 0, 15, 0, 105});
  check_distribution(
      301, [](Draws& d) { return d.normal(); }, [](double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; });
}

TEST_CASE("Exponential and Gumbel draws: moments and distribution", "[random][distributions]") {
  check_moments(400, [](Draws& d) { return d.exponential(); }, {1, 1, 2, 6, 24});
  check_distribution(
      401, [](Draws& d) { return d.exponential(); }, [](double x) { return -std::expm1(-x); });
  const double euler = 0.57721566490153286061, variance = 1.6449340668482264365;
  check_moments(402, [](Draws& d) { return d.gumbel(); }, {1, euler, variance + euler * euler});
  check_distribution(
      403, [](Draws& d) { return d.gumbel(); }, [](double x) { return std::exp(-std::exp(-x)); });
}

TEST_CASE("Geometric draws count failures", "[random][distributions]") {
  std::uint32_t check = 500;
  for (const double p : {0.9, 0.5, 0.05, 1e-6}) {
    CAPTURE(p);
    const double mean = (1 - p) / p, variance = (1 - p) / (p * p);
    check_moments(check++, [p](Draws& d) { return static_cast<double>(d.geometric(p)); },
                  {1, mean, variance + mean * mean});
  }
  Draws draws = stream(check);
  std::vector<std::uint64_t> counts(11);
  std::vector<double> expected(11);
  for (std::size_t i = 0; i < n; ++i) ++counts[std::min<std::uint64_t>(10, draws.geometric(0.3))];
  for (std::size_t k = 0; k < 10; ++k) expected[k] = n * 0.3 * std::pow(0.7, static_cast<double>(k));
  expected[10] = n * std::pow(0.7, 10);
  CHECK(std::fabs(chi_square_z(counts, expected)) <= bound);
}

TEST_CASE("A weighted choice is in proportion to the weights", "[random][distributions]") {
  const std::vector<double> weights{1, 0, 3, 0.25, 5};
  Draws draws = stream(600);
  std::vector<std::uint64_t> counts(5);
  for (std::size_t i = 0; i < n; ++i) ++counts[draws.choose(weights)];
  CHECK(counts[1] == 0);
  counts.erase(counts.begin() + 1);
  CHECK(std::fabs(chi_square_z(counts, std::vector<double>{n / 9.25, n * 3 / 9.25, n * 0.25 / 9.25, n * 5 / 9.25})) <=
        bound);
}

TEST_CASE("All 24 shuffles of four items come equally often", "[random][distributions]") {
  Draws draws = stream(700);
  std::vector<std::vector<std::uint32_t>> orders;
  std::vector<std::uint32_t> items(4);
  std::iota(items.begin(), items.end(), 0u);
  do {
    orders.push_back(items);
  } while (std::next_permutation(items.begin(), items.end()));
  std::vector<std::uint64_t> shuffles(24), permutations(24);
  const auto index = [&](const auto& order) {
    return static_cast<std::size_t>(std::find(orders.begin(), orders.end(), order) - orders.begin());
  };
  for (int i = 0; i < 96'000; ++i) {
    std::iota(items.begin(), items.end(), 0u);
    draws.shuffle(std::span(items));
    ++shuffles[index(items)];
    ++permutations[index(draws.permutation(4))];
  }
  CHECK(std::fabs(uniform_z(shuffles)) <= bound);
  CHECK(std::fabs(uniform_z(permutations)) <= bound);
}

TEST_CASE("Inverted draws are paired: the same word gives the same rank at every parameter",
          "[random][distributions]") {
  for (std::uint32_t entity = 0; entity < 20'000; ++entity) {
    const auto with = [&](auto draw) {
      Draws draws = stream(entity);
      return draw(draws);
    };
    REQUIRE(with([](Draws& d) { return d.chance(0.2); }) <= with([](Draws& d) { return d.chance(0.21); }));
    REQUIRE(with([](Draws& d) { return d.geometric(0.21); }) <= with([](Draws& d) { return d.geometric(0.2); }));
  }
}
