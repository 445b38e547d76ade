#include "analysis/inference/survival.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace entremise;
using Durations = std::vector<Duration>;

namespace {

/// Weeks of remission of leukaemia, 21 patients each (Freireich et al. 1963, as in Cox 1972).
const Durations placebo{{1, true},  {1, true},  {2, true},  {2, true},  {3, true},  {4, true},  {4, true},
                        {5, true},  {5, true},  {8, true},  {8, true},  {8, true},  {8, true},  {11, true},
                        {11, true}, {12, true}, {12, true}, {15, true}, {17, true}, {22, true}, {23, true}};
const Durations treated{{6, true},   {6, true},   {6, true},   {6, false},  {7, true},   {9, false},  {10, true},
                        {10, false}, {11, false}, {13, true},  {16, true},  {17, false}, {19, false}, {20, false},
                        {22, true},  {23, true},  {25, false}, {32, false}, {32, false}, {34, false}, {35, false}};

}  // namespace

TEST_CASE("remission of leukaemia: the product-limit curve of the textbooks") {
  const auto steps = kaplan_meier(treated);
  REQUIRE(steps.size() == 7);
  const double survival[]{0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
  const std::size_t at_risk[]{21, 17, 15, 12, 11, 7, 6};
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(steps[i].survival == Approx(survival[i]).margin(0.0005));
    CHECK(steps[i].at_risk == at_risk[i]);
  }
  CHECK(std::sqrt(steps[0].variance) == Approx(0.0764).margin(0.0001));
  CHECK(std::sqrt(steps[6].variance) == Approx(0.1346).margin(0.0001));
  CHECK(kaplan_meier(placebo).back().survival == 0);
  CHECK(kaplan_meier(placebo).back().variance == 0);
}

TEST_CASE("remission of leukaemia: Cox's regression with Efron's ties") {
  const auto fit = cox_regression(treated, placebo, 0.95);
  CHECK(fit.outcome == CoxOutcome::estimated);
  CHECK(fit.log_ratio == Approx(1.572).margin(0.0005));
  CHECK(fit.standard_error == Approx(0.412).margin(0.0005));
  CHECK(std::exp(fit.log_ratio) == Approx(4.817).margin(0.001));
  const auto reverse = cox_regression(placebo, treated, 0.95);
  CHECK(reverse.log_ratio == Approx(-fit.log_ratio));
  CHECK(reverse.ratio.low == Approx(1 / fit.ratio.high));
}

TEST_CASE("without ties and with two events a hazard ratio is a root of a quadratic") {
  // Scenario at 1 and 4, reference at 2 and 3: score 2 − 2r/(2r+2) − r/(r+2) − r/(r+1) − 1 is 0 where r² + 0r − ... =
  // 0.
  const auto fit = cox_regression(Durations{{2, true}, {3, true}}, Durations{{1, true}, {4, true}}, 0.95);
  const double r = std::exp(fit.log_ratio);
  CHECK(2 - r / (r + 1) - r / (r + 2) - r / (r + 1) - 1 == Approx(0).margin(1e-10));
}

TEST_CASE("a likelihood that has no maximum is said so") {
  const Durations early{{1, true}, {2, true}}, late{{5, true}, {6, true}}, never{{9, false}, {9, false}};
  CHECK(cox_regression(late, early, 0.95).outcome == CoxOutcome::unbounded_above);
  CHECK(cox_regression(early, late, 0.95).outcome == CoxOutcome::unbounded_below);
  CHECK(cox_regression(never, early, 0.95).outcome == CoxOutcome::unbounded_above);
  CHECK(cox_regression(early, never, 0.95).outcome == CoxOutcome::unbounded_below);
  CHECK(cox_regression(never, never, 0.95).outcome == CoxOutcome::uninformative);
  CHECK(cox_regression({}, early, 0.95).outcome == CoxOutcome::uninformative);
  CHECK(cox_regression(Durations{{1, false}}, Durations{{2, true}}, 0.95).outcome == CoxOutcome::uninformative);
}

TEST_CASE("a restricted mean of complete durations is their mean, cut at the horizon") {
  const Durations durations{{2, true}, {4, true}, {7, true}, {10, false}};
  const auto mean = restricted_mean(durations, 8);
  REQUIRE(mean);
  CHECK(mean->mean == Approx((2 + 4 + 7 + 8) / 4.0));
  CHECK(mean->variance ==
        Approx(((2 - 5.25) * (2 - 5.25) + (4 - 5.25) * (4 - 5.25) + (7 - 5.25) * (7 - 5.25) + (8 - 5.25) * (8 - 5.25)) /
               4 / 4));
  const auto times = restricted_times(durations, 8);
  CHECK(times->complete);
  CHECK(times->values == std::vector<double>{2, 4, 7, 8});
}

TEST_CASE("a restricted mean with a run cut short is the area under the curve") {
  const Durations durations{{2, true}, {3, false}, {5, true}, {9, false}};
  // S = 1 to 2, 3/4 to 5, 3/8 to 8
  CHECK(restricted_mean(durations, 8)->mean == Approx(2 + 3 * 0.75 + 3 * 0.375));
  CHECK(restricted_mean(durations, 8)->variance == Approx(3.375 * 3.375 / (4 * 3) + 1.125 * 1.125 / (2 * 1)));
  const auto times = restricted_times(durations, 8);
  REQUIRE(times);
  CHECK_FALSE(times->complete);
  CHECK(times->values[3] == Approx(4 * 5.375 - 3 * 4));  // without the longest: 1 to 2, 2/3 to 5
  CHECK_FALSE(restricted_times(Durations{{2, true}, {3, false}, {9, false}}, 8));  // the curve hangs on one run
  CHECK_FALSE(restricted_mean(durations, 10));
}

TEST_CASE("pseudo-observations have the restricted mean as their mean") {
  const auto times = restricted_times(treated, 30);
  REQUIRE(times);
  CHECK_FALSE(times->complete);
  double sum = 0;
  for (const double v : times->values) sum += v;
  CHECK(sum / 21 == Approx(restricted_mean(treated, 30)->mean).epsilon(0.02));
  CHECK(restricted_times(placebo, 30)->complete);
}

TEST_CASE("paired restricted means") {
  const Durations a{{2, true}, {4, true}, {12, false}}, b{{5, true}, {4, true}, {11, true}};
  const auto d = restricted_mean_difference(a, b, 10, 0.95);
  REQUIRE(d);
  CHECK(d->complete);
  CHECK(d->differences == std::vector<double>{3, 0, 0});
  CHECK(d->difference == Approx(1));
  CHECK(d->reference == Approx(16.0 / 3));
  CHECK(d->interval->low == Approx(1 - student_quantile(2, 0.975)));
}

TEST_CASE("durations at their edges") {
  CHECK(kaplan_meier({}).empty());
  CHECK_FALSE(restricted_mean({}, 5));
  CHECK_FALSE(restricted_times({}, 5));
  CHECK_FALSE(restricted_mean_difference({}, {}, 5, 0.95));
  CHECK(restricted_mean(Durations{{0, true}}, 5)->mean == 0);
  CHECK(restricted_mean(Durations{{5, true}}, 5)->mean == 5);
  CHECK(restricted_mean(Durations{{5, false}}, 5)->mean == 5);
  CHECK_FALSE(restricted_mean(Durations{{4.9, false}}, 5));
  CHECK_FALSE(restricted_mean_difference(Durations{{1, true}}, Durations{{2, true}}, 5, 0.95)->interval);
  CHECK_THROWS_AS(kaplan_meier(Durations{{-1, true}}), std::invalid_argument);
  CHECK_THROWS_AS(kaplan_meier(Durations{{NAN, true}}), std::invalid_argument);
  CHECK_THROWS_AS(restricted_mean(Durations{{1, true}}, 0), std::invalid_argument);
  CHECK_THROWS_AS(restricted_mean(Durations{{1, true}}, INFINITY), std::invalid_argument);
  CHECK_THROWS_AS(cox_regression(Durations{{1, true}}, Durations{{INFINITY, true}}, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(cox_regression({}, {}, 1), std::invalid_argument);
}
