#include "analysis/compare/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace entremise;

namespace {
const double missing = std::nan("");
}

TEST_CASE("a contrast of three pairs in closed form") {
  const std::vector<double> reference{1, 2, 6}, scenario{2, 5, 8};  // differences 1, 3, 2
  const auto c = contrast_of(reference, scenario);
  REQUIRE(c);
  CHECK(c->n == 3);
  CHECK(c->reference_mean == 3.0);
  CHECK(c->scenario_mean == 5.0);
  CHECK(c->difference == 2.0);
  CHECK(c->interval->low == Approx(2 - 4.302652729696142 / std::sqrt(3.0)));
  CHECK(c->quantiles[2] == 2.0);
  CHECK(c->quantiles[0] == Approx(1.1));
  CHECK(c->higher == 3);
  CHECK(c->lower == 0);
  CHECK_FALSE(c->constant);
  // Var(reference) = 7, Var(scenario) = 9, Var(difference) = 1.
  CHECK(*c->variance_ratio == Approx(16.0));
}

TEST_CASE("missing replicates are left out pair by pair") {
  const std::vector<double> reference{1, missing, 3, 4}, scenario{missing, 7, 4, 4};
  const auto c = contrast_of(reference, scenario);
  REQUIRE(c);
  CHECK(c->n == 2);
  CHECK(c->reference_mean == 3.5);
  CHECK(c->scenario_mean == 4.0);
  CHECK(c->higher == 1);
  CHECK(c->equal == 1);
  CHECK_FALSE(contrast_of(std::vector<double>{missing}, std::vector<double>{1}));
  CHECK_FALSE(contrast_of({}, {}));
  CHECK_THROWS_AS(contrast_of(std::vector<double>{1}, std::vector<double>{1, 2}), std::invalid_argument);
}

TEST_CASE("one pair has a difference and no interval") {
  const auto c = contrast_of(std::vector<double>{1}, std::vector<double>{4});
  REQUIRE(c);
  CHECK(c->difference == 3.0);
  CHECK_FALSE(c->interval);
  CHECK_FALSE(c->variance_ratio);
  CHECK_FALSE(c->constant);
}

TEST_CASE("a constant difference has no variance ratio, and an interval of no width") {
  const auto c = contrast_of(std::vector<double>{1, 5, 9}, std::vector<double>{1.5, 5.5, 9.5});
  REQUIRE(c);
  CHECK(c->constant);
  CHECK_FALSE(c->variance_ratio);
  CHECK(c->interval->low == 0.5);
  CHECK(c->interval->high == 0.5);
}

TEST_CASE("nothing in a contrast is ever NaN or infinite, and its counts add up") {
  REQUIRE(rc::check("finite and complete", [] {
    const auto size = *rc::gen::inRange<std::size_t>(0, 30);
    const auto element = rc::gen::weightedElement<double>({{1, missing}, {3, 0.0}, {3, 0.25}, {3, 1.0}, {1, -7.5}});
    const auto reference = *rc::gen::container<std::vector<double>>(size, element);
    const auto scenario = *rc::gen::container<std::vector<double>>(size, element);
    const auto c = contrast_of(reference, scenario);
    if (!c) return;
    RC_ASSERT(c->n >= 1u);
    RC_ASSERT(c->higher + c->lower + c->equal == c->n);
    for (const double value : {c->reference_mean, c->scenario_mean, c->difference}) RC_ASSERT(std::isfinite(value));
    for (const double value : c->quantiles) RC_ASSERT(std::isfinite(value));
    RC_ASSERT(std::is_sorted(c->quantiles.begin(), c->quantiles.end()));
    RC_ASSERT(c->interval.has_value() == (c->n >= 2));
    if (c->interval) {
      RC_ASSERT(std::isfinite(c->interval->low) && std::isfinite(c->interval->high));
      RC_ASSERT(c->interval->low <= c->difference && c->difference <= c->interval->high);
    }
    if (c->variance_ratio) RC_ASSERT(std::isfinite(*c->variance_ratio));
  }));
}

TEST_CASE("swapping scenario and reference mirrors the contrast") {
  REQUIRE(rc::check("antisymmetric", [] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 20);
    const auto whole = rc::gen::map(rc::gen::inRange(-64, 64), [](int k) { return k / 16.0; });
    const auto a = *rc::gen::container<std::vector<double>>(size, whole);
    const auto b = *rc::gen::container<std::vector<double>>(size, whole);
    const auto forth = contrast_of(a, b), back = contrast_of(b, a);
    RC_ASSERT(std::fabs(forth->difference + back->difference) < 1e-12);
    RC_ASSERT(forth->higher == back->lower);
    RC_ASSERT(std::fabs(forth->quantiles[0] + back->quantiles[4]) < 1e-12);
    RC_ASSERT(std::fabs(forth->interval->low + back->interval->high) < 1e-9);
  }));
}

TEST_CASE("common luck shows in the variance ratio") {
  // x and x + e with Var(e) = Var(x) / 16: the ratio is (1 + 17/16) · 16 = 33 in expectation.
  std::mt19937_64 engine(7);
  const auto uniform = [&] { return static_cast<double>(engine() >> 11) * 0x1.0p-53; };
  std::vector<double> reference(4000), scenario(4000);
  for (std::size_t i = 0; i < reference.size(); ++i) {
    reference[i] = uniform();
    scenario[i] = reference[i] + uniform() / 4;
  }
  const auto c = contrast_of(reference, scenario);
  CHECK(*c->variance_ratio == Approx(33).margin(3));
  CHECK(c->higher == 4000);
}

TEST_CASE("spreads and contrasts of a quantity go month by month") {
  // Two scenarios, two replicates, three months; the second scenario's second replicate is missing.
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Quantity quantity{2, 2, 3, {0, 1, 2, 10, 11, 12, 5, 7, 9, nan, nan, nan}};
  const auto of_reference = spreads(quantity, 0);
  REQUIRE(of_reference.size() == 3);
  CHECK(of_reference[1]->n == 2);
  CHECK(of_reference[1]->mean == 6.0);
  CHECK(of_reference[1]->quantiles[2] == 6.0);
  CHECK(of_reference[1]->deviation == Approx(std::sqrt(50.0)));
  const auto of_pairs = contrasts(quantity, 0, 1);
  REQUIRE(of_pairs.size() == 3);
  CHECK(of_pairs[2]->n == 1);
  CHECK(of_pairs[2]->difference == 7.0);
}

TEST_CASE("summary months stay within the horizon and end with it") {
  CHECK(summary_months(120) == std::vector<std::size_t>{12, 36, 60, 84, 120});
  CHECK(summary_months(60) == std::vector<std::size_t>{12, 36, 60});
  CHECK(summary_months(61) == std::vector<std::size_t>{12, 36, 60, 61});
  CHECK(summary_months(0) == std::vector<std::size_t>{0});
}
