#include "analysis/sensitivity/one_at_a_time.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "tests/analysis/sensitivity/noisy_model.hpp"

namespace entremise {
namespace {

// Starts at (1/2, 1/2, 1/2, 1/2).
Replicated run_paths(const OneAtATimeDesign& design, std::size_t replicates, NoiseSizes noise, std::uint64_t seed) {
  std::vector<double> points(design.size() * design.dimensions, 0.5);
  for (std::size_t d = 0; d < design.dimensions; ++d)
    for (std::size_t level = 0; level < design.levels; ++level)
      points[design.index(d, level) * design.dimensions + d] = design.value(level);
  const auto model = [](const double* x) { return 2 * x[0] - x[1] + 4 * std::pow(x[2] - 0.5, 2); };
  return run_model(model, points, design.dimensions, design.size(), replicates, noise, seed);
}

}  // namespace

TEST_CASE("paths show the course along each input") {
  const OneAtATimeDesign design{4, 5};
  const Paths paths = one_at_a_time(design, run_paths(design, 1, {}, 1));
  REQUIRE(paths.inputs.size() == 4);
  CHECK(paths.start == Approx(0.5));
  CHECK(paths.inputs[0].shape == Shape::rising);
  CHECK(paths.inputs[0].swing == Approx(2));
  CHECK(paths.inputs[0].differences[0] == Approx(-1));
  CHECK(paths.inputs[1].shape == Shape::falling);
  CHECK(paths.inputs[2].shape == Shape::bent);
  CHECK(paths.inputs[2].swing == Approx(1));
  CHECK(paths.inputs[3].shape == Shape::none);
  CHECK(paths.inputs[3].idle);
  CHECK(paths.inputs[3].within_noise);
  CHECK(!paths.inputs[0].intervals[0]);
}

TEST_CASE("luck that all points share does not blur the paths, other luck is told apart") {
  const OneAtATimeDesign design{4, 5};
  std::size_t told = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Paths paths = one_at_a_time(design, run_paths(design, 6, {50, 0, 0.1}, seed));
    CHECK(!paths.inputs[0].within_noise);
    CHECK(paths.inputs[0].swing == Approx(2).margin(0.3));
    CHECK(!paths.inputs[3].idle);
    told += paths.inputs[3].within_noise ? 0 : 1;
  }
  CHECK(told <= 12);  // 5 in 100 at most are expected
}

TEST_CASE("a constant outcome has no paths to speak of") {
  const OneAtATimeDesign design{2, 3};
  const Paths paths = one_at_a_time(design, Replicated{design.size(), 2, std::vector<double>(design.size() * 2, 4)});
  CHECK(paths.constant);
  for (const Path& path : paths.inputs) CHECK(path.shape == Shape::none);
  CHECK_THROWS_AS(one_at_a_time(design, Replicated{1, 1, {0}}), std::invalid_argument);
}

}  // namespace entremise
