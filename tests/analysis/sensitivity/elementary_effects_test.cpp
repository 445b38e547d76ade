#include "analysis/sensitivity/elementary_effects.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "tests/analysis/sensitivity/noisy_model.hpp"

namespace entremise {
namespace {

constexpr std::size_t k = 5;

double additive(const double* x) {
  return 3 + 8 * x[0] - 4 * x[1] + 2 * x[2] + 0.5 * x[3];  // not of x[4]
}

Replicated run_linear(const MorrisDesign& design, std::size_t replicates, NoiseSizes noise, std::uint64_t seed) {
  return run_model(additive, design.points, k, k + 1, replicates, noise, seed);
}

}  // namespace

TEST_CASE("effects of an additive linear model are its coefficients, everywhere") {
  const MorrisDesign design = morris_design(k, 10, 4, 1);
  const ElementaryEffects effects = elementary_effects(design, run_linear(design, 1, {}, 1), 500, 1);
  const double coefficients[k] = {8, -4, 2, 0.5, 0};
  for (std::size_t i = 0; i < k; ++i) {
    const ElementaryEffect& e = effects.inputs[i];
    CHECK(e.mean.value == Approx(coefficients[i]).margin(1e-12));
    CHECK(e.absolute.value == Approx(std::fabs(coefficients[i])).margin(1e-12));
    CHECK(e.deviation == Approx(0).margin(1e-7));
    CHECK(e.mean.interval.low == Approx(coefficients[i]).margin(1e-12));
    CHECK(!e.noise);
    CHECK(e.idle == (i == 4));
  }
  CHECK(!effects.constant);
  CHECK(!effects.luck_share);
}

TEST_CASE("opposite effects cancel in the mean and not in the mean of absolute values") {
  const MorrisDesign design = morris_design(2, 200, 4, 3);
  const auto saddle = [](const double* x) { return (x[0] - 0.5) * (x[1] - 0.5); };
  const ElementaryEffects effects =
      elementary_effects(design, run_model(saddle, design.points, 2, 3, 1, {}, 1), 500, 1);
  // x[1] is one of 0, 1/3, 2/3, 1 with equal chances: mean absolute distance from 1/2 is 1/3, root mean square
  // sqrt(5)/6.
  CHECK(std::fabs(effects.inputs[0].mean.value) < 4 * std::sqrt(5.0) / 6 / std::sqrt(200.0));
  CHECK(effects.inputs[0].absolute.value == Approx(1.0 / 3).margin(4 * (1.0 / 6) / std::sqrt(200.0)));
  CHECK(effects.inputs[0].deviation == Approx(std::sqrt(5.0) / 6).epsilon(0.1));
}

TEST_CASE("the noise of replicates is taken out of sigma, and what it does to idle inputs is told") {
  // Luck with a part that cancels in differences, one that does not, and one that grows with the first input.
  const NoiseSizes noise{5, 1, 1};
  constexpr std::size_t studies = 60, replicates = 4, trajectories = 20;
  double sigma_squared = 0, noise_of_idle = 0, measured_of_idle = 0, luck = 0;
  std::size_t called_noise = 0, small_called_noise = 0, covered = 0;
  for (std::uint64_t seed = 1; seed <= studies; ++seed) {
    const MorrisDesign design = morris_design(k, trajectories, 4, seed);
    const ElementaryEffects effects =
        elementary_effects(design, run_linear(design, replicates, noise, seed), 1000, seed);
    sigma_squared += std::pow(effects.inputs[1].deviation, 2) / studies;
    noise_of_idle += *effects.inputs[4].noise / studies;
    measured_of_idle += effects.inputs[4].absolute.value / studies;
    luck += *effects.luck_share / studies;
    called_noise += effects.inputs[4].within_noise ? 1 : 0;
    small_called_noise += effects.inputs[0].within_noise ? 1 : 0;
    covered += effects.inputs[1].mean.interval.low <= -4 && -4 <= effects.inputs[1].mean.interval.high ? 1 : 0;
    CHECK(!effects.inputs[4].idle);
  }
  // An effect of one trajectory has the noise variance 2 own² / step² / replicates.
  const double of_one = 2 * 1.0 / std::pow(4.0 / 6, 2) / replicates;
  CHECK(noise_of_idle == Approx(std::sqrt(2 / 3.14159265358979 * of_one)).epsilon(0.05));
  CHECK(measured_of_idle == Approx(noise_of_idle).epsilon(0.05));
  CHECK(sigma_squared < 0.2 * of_one);  // half of the negative estimates are cut to 0
  CHECK(called_noise >= 54);            // of 60; the rule errs in about one of forty
  CHECK(small_called_noise == 0);
  CHECK(covered >= 52);  // of 60 at 95 %: fewer than 52 has a chance below 1 in 1000
  // Variance of the additive model on the grid of four levels (5/36 each), and of the luck.
  const double of_inputs = (64 + 16 + 4 + 0.25) * 5 / 36, of_luck = 25 + 5.0 / 36 + 1;
  CHECK(luck == Approx(of_luck / (of_luck + of_inputs)).epsilon(0.06));
}

TEST_CASE("a constant outcome is said to be one") {
  const MorrisDesign design = morris_design(k, 4, 4, 1);
  const auto flat = [](const double*) { return 2.5; };
  const ElementaryEffects effects =
      elementary_effects(design, run_model(flat, design.points, k, k + 1, 3, {}, 1), 100, 1);
  CHECK(effects.constant);
  for (const ElementaryEffect& e : effects.inputs) {
    CHECK(e.idle);
    CHECK(e.within_noise);
    CHECK(e.absolute.value == 0);
    CHECK(e.absolute.interval.high == 0);
  }
  CHECK(!effects.luck_share);
  CHECK_THROWS_AS(elementary_effects(design, Replicated{1, 1, {0}}, 100, 1), std::invalid_argument);
}

}  // namespace entremise
