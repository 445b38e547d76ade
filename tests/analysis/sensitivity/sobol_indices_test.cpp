#include "analysis/sensitivity/sobol_indices.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <numbers>

#include "tests/analysis/sensitivity/noisy_model.hpp"

namespace entremise {
namespace {

constexpr double pi = std::numbers::pi;

// Ishigami & Homma (1990), with a = 7 and b = 0.1.
double ishigami(const double* u) {
  const double x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
  return std::sin(x) + 7 * std::sin(y) * std::sin(y) + 0.1 * z * z * z * z * std::sin(x);
}
struct Analytic {
  double variance;
  std::array<double, 3> first, total;
};
Analytic ishigami_indices() {
  const double a = 7, b = 0.1, pi4 = std::pow(pi, 4), pi8 = pi4 * pi4;
  const double v = a * a / 8 + b * pi4 / 5 + b * b * pi8 / 18 + 0.5, v1 = 0.5 * std::pow(1 + b * pi4 / 5, 2),
               v2 = a * a / 8, v13 = b * b * pi8 * 8 / 225;
  return {v, {v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}};
}

// Sobol's g function: product of (|4x − 2| + a) / (1 + a).
constexpr std::array<double, 6> g_weights{0, 0.5, 3, 9, 99, 99};
double g_function(const double* u) {
  double product = 1;
  for (std::size_t i = 0; i < g_weights.size(); ++i)
    product *= (std::fabs(4 * u[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
  return product;
}

SobolIndices study(const std::function<double(const double*)>& model, std::size_t k, std::size_t base,
                   std::size_t replicates, NoiseSizes noise, std::uint64_t seed, std::size_t resamples = 200) {
  const SaltelliDesign design = saltelli_design(k, base, seed);
  return sobol_indices(design, run_model(model, design.points, k, k + 2, replicates, noise, seed), resamples, seed);
}

}  // namespace

TEST_CASE("the published indices of the Ishigami function are the formulas'") {
  const Analytic truth = ishigami_indices();
  CHECK(truth.first[0] == Approx(0.3139).margin(5e-5));
  CHECK(truth.first[1] == Approx(0.4424).margin(5e-5));
  CHECK(truth.total[0] == Approx(0.5576).margin(5e-5));
  CHECK(truth.total[2] == Approx(0.2437).margin(5e-5));
}

TEST_CASE("indices of the Ishigami function are found") {
  const Analytic truth = ishigami_indices();
  const SobolIndices indices = study(ishigami, 3, 8192, 1, {}, 1);
  CHECK(indices.variance == Approx(truth.variance).epsilon(0.01));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(indices.inputs[i].first.value == Approx(truth.first[i]).margin(0.01));
    CHECK(indices.inputs[i].total.value == Approx(truth.total[i]).margin(0.01));
  }
  CHECK(!indices.luck_share);
}

TEST_CASE("indices of the g function are found") {
  double variance = 1;
  for (const double a : g_weights) variance *= 1 + 1 / (3 * (1 + a) * (1 + a));
  variance -= 1;
  const SobolIndices indices = study(g_function, 6, 8192, 1, {}, 2);
  for (std::size_t i = 0; i < 6; ++i) {
    const double own = 1 / (3 * (1 + g_weights[i]) * (1 + g_weights[i]));
    CHECK(indices.inputs[i].first.value == Approx(own / variance).margin(0.01));
    CHECK(indices.inputs[i].total.value == Approx(own * (variance + 1) / (1 + own) / variance).margin(0.01));
  }
}

TEST_CASE("with the noise of replicates the indices are still those of the mean") {
  const Analytic truth = ishigami_indices();
  const NoiseSizes noise{3, 4, 2};
  constexpr std::size_t studies = 60;
  std::array<double, 3> first{}, total{}, first_squares{}, total_squares{};
  double luck = 0, variance = 0, uncorrected = 0;
  for (std::uint64_t seed = 1; seed <= studies; ++seed) {
    const SobolIndices indices = study(ishigami, 3, 512, 3, noise, seed, 2);
    for (std::size_t i = 0; i < 3; ++i) {
      first[i] += indices.inputs[i].first.value / studies;
      total[i] += indices.inputs[i].total.value / studies;
      first_squares[i] += std::pow(indices.inputs[i].first.value - truth.first[i], 2) / studies;
      total_squares[i] += std::pow(indices.inputs[i].total.value - truth.total[i], 2) / studies;
    }
    variance += indices.variance / studies;
    luck += *indices.luck_share / studies;
    uncorrected += study(ishigami, 3, 512, 1, noise, seed, 2).inputs[2].total.value / studies;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i, first[i], total[i]);
    CHECK(std::fabs(first[i] - truth.first[i]) <= 4 * std::sqrt(first_squares[i] / studies) + 0.002);
    CHECK(std::fabs(total[i] - truth.total[i]) <= 4 * std::sqrt(total_squares[i] / studies) + 0.002);
  }
  CHECK(variance == Approx(truth.variance).epsilon(0.03));
  // Luck: 3² + 4² Var(x) + 2², and one replicate cannot take it out of the total indices: own noise adds 2² to ½ E(Δ²).
  const double of_luck = 9 + 16.0 / 12 + 4;
  CHECK(luck == Approx(of_luck / (of_luck + truth.variance)).epsilon(0.03));
  CHECK(uncorrected == Approx((truth.total[2] * truth.variance + 4) / (truth.variance + of_luck)).epsilon(0.05));
  CHECK(uncorrected > truth.total[2] + 0.015);
}

TEST_CASE("bootstrap intervals of the indices cover the truth at least as often as they say") {
  const Analytic truth = ishigami_indices();
  for (const NoiseSizes noise : {NoiseSizes{}, NoiseSizes{3, 4, 2}}) {
    constexpr std::size_t studies = 200;
    std::array<int, 3> first{}, total{};
    for (std::uint64_t seed = 1; seed <= studies; ++seed) {
      const SobolIndices indices = study(ishigami, 3, 128, noise.own > 0 ? 4 : 1, noise, seed, 400);
      for (std::size_t i = 0; i < 3; ++i) {
        const auto covers = [](const Estimate& e, double value) {
          return e.interval.low <= value && value <= e.interval.high;
        };
        first[i] += covers(indices.inputs[i].first, truth.first[i]) ? 1 : 0;
        total[i] += covers(indices.inputs[i].total, truth.total[i]) ? 1 : 0;
      }
    }
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(i, first[i], total[i], noise.own);
      CHECK(first[i] >= 176);  // of 200 at 95 %: fewer than 177 has a chance below 1 in 10 000
      CHECK(total[i] >= 176);
    }
  }
}

TEST_CASE("what does nothing has no index, what cannot be told is said, and a constant is one") {
  const auto of_first = [](const double* x) { return x[0]; };
  const SobolIndices idle = study(of_first, 2, 64, 4, {1, 0, 0}, 1);
  CHECK(idle.inputs[1].idle);
  CHECK(idle.inputs[1].total.value == 0);
  CHECK(idle.inputs[1].within_noise);
  CHECK(!idle.inputs[0].within_noise);
  const auto flat = [](const double*) { return 1.0; };
  const SobolIndices constant = study(flat, 2, 16, 2, {}, 1);
  CHECK(constant.constant);
  CHECK(constant.inputs.empty());
  int told = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const SobolIndices noise_only = study(flat, 2, 64, 4, {1, 0, 1}, seed);
    CHECK(!noise_only.constant);
    CHECK(*noise_only.luck_share > 0.9);
    for (const SobolIndex& index : noise_only.inputs) {
      CHECK(std::isfinite(index.first.value));
      CHECK(std::isfinite(index.total.interval.low));
      told += index.within_noise ? 0 : 1;
    }
  }
  CHECK(told <= 8);
}

}  // namespace entremise
