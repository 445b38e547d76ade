#include <catch2/catch.hpp>

#include "tests/analysis/inference/experiments.hpp"

using namespace entremise::experiments;

TEST_CASE("intervals cover and tests reject as often as is said of them") {
  for (const Experiment& experiment : all()) {
    const double measured = share(experiment);
    INFO(experiment.what << ", " << experiment.data << ": " << measured << " of " << experiment.trials);
    CHECK(excess(experiment, measured) <= 4);
  }
}

TEST_CASE("an experiment whose share lies far outside is noticed") {
  const Experiment half{"half", "", 0.95, 0.95, 0.95, 100, [](std::uint32_t trial) { return trial % 2 == 0; }};
  CHECK(share(half) == 0.5);
  CHECK(excess(half, 0.5) > 20);
  CHECK(excess(half, 0.95) == 0);
  CHECK(excess(half, 0.97) == Approx(0.02 / 0.0217944947));
}
