#include "analysis/designs/latin_hypercube.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace entremise {

TEST_CASE("each stratum of each coordinate holds one point") {
  REQUIRE(rc::check([] {
    const auto n = *rc::gen::inRange<std::size_t>(1, 60), dimensions = *rc::gen::inRange<std::size_t>(1, 8);
    const auto x = latin_hypercube(n, dimensions, *rc::gen::arbitrary<std::uint32_t>());
    RC_ASSERT(x.size() == n * dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
      std::vector<int> held(n, 0);
      for (std::size_t i = 0; i < n; ++i) {
        const double u = x[i * dimensions + d];
        RC_ASSERT(u >= 0 && u < 1);
        ++held[static_cast<std::size_t>(u * static_cast<double>(n))];
      }
      RC_ASSERT(std::all_of(held.begin(), held.end(), [](int k) { return k == 1; }));
    }
  }));
}

TEST_CASE("coordinates are uncorrelated, and another seed gives other points") {
  constexpr std::size_t n = 4000;
  const auto x = latin_hypercube(n, 2, 7);
  double product = 0;
  for (std::size_t i = 0; i < n; ++i) product += (x[2 * i] - 0.5) * (x[2 * i + 1] - 0.5);
  // Variance of a product of two uniforms around 0: (1/12)².
  CHECK(std::abs(product / std::sqrt(n / 144.0)) <= 4);
  CHECK(x == latin_hypercube(n, 2, 7));
  CHECK(x != latin_hypercube(n, 2, 8));
}

}  // namespace entremise
