#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/designs/morris.hpp"
#include "analysis/designs/sobol_sequence.hpp"

namespace entremise {

TEST_CASE("every step of a trajectory moves one coordinate by the step, on the grid") {
  REQUIRE(rc::check([] {
    const auto k = *rc::gen::inRange<std::size_t>(1, 12), r = *rc::gen::inRange<std::size_t>(1, 8);
    const std::size_t levels = 2 * *rc::gen::inRange<std::size_t>(1, 5);
    const auto candidates = *rc::gen::inRange<std::size_t>(0, 20);
    const MorrisDesign design = morris_design(k, r, levels, *rc::gen::arbitrary<std::uint32_t>(), candidates);
    RC_ASSERT(design.points.size() == design.size() * k);
    for (std::size_t t = 0; t < r; ++t) {
      std::set<std::uint32_t> moved;
      for (std::size_t step = 0; step <= k; ++step)
        for (std::size_t d = 0; d < k; ++d) {
          const double level = design.at(t, step)[d] * static_cast<double>(levels - 1);
          RC_ASSERT(std::fabs(level - std::round(level)) < 1e-9);
          RC_ASSERT(level > -0.5 && level < static_cast<double>(levels) - 0.5);
          if (step == 0) continue;
          const double change = std::fabs(design.at(t, step)[d] - design.at(t, step - 1)[d]);
          const bool mover = design.moved[t * k + step - 1] == d;
          RC_ASSERT(std::fabs(change - (mover ? design.step() : 0)) < 1e-12);
          if (mover) moved.insert(static_cast<std::uint32_t>(d));
        }
      RC_ASSERT(moved.size() == k);
    }
  }));
}

TEST_CASE("trajectories chosen among many lie further apart, and the same seed gives the same") {
  const auto spread = [](const MorrisDesign& design) {
    double sum = 0;
    for (std::size_t t = 0; t < design.trajectories; ++t)
      for (std::size_t u = 0; u < t; ++u)
        for (std::size_t i = 0; i <= design.dimensions; ++i)
          for (std::size_t j = 0; j <= design.dimensions; ++j) {
            double squares = 0;
            for (std::size_t d = 0; d < design.dimensions; ++d)
              squares += std::pow(design.at(t, i)[d] - design.at(u, j)[d], 2);
            sum += std::sqrt(squares);
          }
    return sum;
  };
  double plain = 0, chosen = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    plain += spread(morris_design(5, 6, 4, seed));
    chosen += spread(morris_design(5, 6, 4, seed, 60));
  }
  CHECK(chosen > 1.05 * plain);
  CHECK(morris_design(5, 6, 4, 3, 60).points == morris_design(5, 6, 4, 3, 60).points);
  CHECK(morris_design(5, 6, 4, 3).points != morris_design(5, 6, 4, 4).points);
  CHECK_THROWS_AS(morris_design(5, 6, 3, 1), std::invalid_argument);
  CHECK_THROWS_AS(morris_design(0, 6, 4, 1), std::invalid_argument);
}

TEST_CASE("of 2^k points of a Sobol sequence each interval of each coordinate holds one, whatever the shift") {
  for (const std::uint64_t seed : {1u, 2u, 99u})
    for (const std::size_t n : {2u, 64u, 512u}) {
      constexpr std::size_t dimensions = 40;
      const auto x = sobol_sequence(n, dimensions, seed);
      REQUIRE(x.size() == n * dimensions);
      for (std::size_t d = 0; d < dimensions; ++d) {
        std::vector<int> held(n, 0);
        for (std::size_t i = 0; i < n; ++i) {
          REQUIRE(x[i * dimensions + d] >= 0);
          REQUIRE(x[i * dimensions + d] < 1);
          ++held[static_cast<std::size_t>(x[i * dimensions + d] * static_cast<double>(n))];
        }
        CHECK(std::all_of(held.begin(), held.end(), [](int k) { return k == 1; }));
      }
    }
  CHECK(sobol_sequence(8, 3, 1) == sobol_sequence(8, 3, 1));
  CHECK(sobol_sequence(8, 3, 1) != sobol_sequence(8, 3, 2));
  CHECK_THROWS_AS(sobol_sequence(8, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(sobol_sequence(8, most_sobol_dimensions + 1, 1), std::invalid_argument);
}

TEST_CASE("A_B is A with one column of B") {
  const SaltelliDesign design = saltelli_design(4, 16, 7);
  REQUIRE(design.points.size() == design.size() * 4);
  for (std::size_t row = 0; row < 16; ++row)
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t d = 0; d < 4; ++d) CHECK(design.at(row, 2 + i)[d] == design.at(row, d == i ? 1 : 0)[d]);
  CHECK_THROWS_AS(saltelli_design(4, 1, 7), std::invalid_argument);
}

}  // namespace entremise
