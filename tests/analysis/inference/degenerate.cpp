#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/inference/bootstrap.hpp"
#include "analysis/inference/breakpoint.hpp"
#include "analysis/inference/effect_size.hpp"
#include "analysis/inference/equivalence.hpp"
#include "analysis/inference/interaction.hpp"
#include "analysis/inference/multiplicity.hpp"
#include "analysis/inference/permutation.hpp"
#include "analysis/inference/power.hpp"
#include "analysis/inference/proportion.hpp"
#include "analysis/inference/ratio.hpp"
#include "analysis/inference/sample.hpp"
#include "analysis/inference/sequential.hpp"
#include "analysis/inference/verdict.hpp"

using namespace entremise;
using Values = std::vector<double>;
using Refused = std::invalid_argument;

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
const Values none, one{2}, constant{3, 3, 3, 3, 3}, zeros{0, 0, 0, 0};
}  // namespace

TEST_CASE("pairs without a value are left out") {
  CHECK(paired_differences(Values{1, missing, 3, 4, -infinite}, Values{2, 2, missing, infinite, 1}) == Values{1});
  CHECK_THROWS_AS(paired_differences(one, none), Refused);
  CHECK(is_constant(none));
  CHECK(is_constant(one));
  CHECK_FALSE(is_constant(Values{1, 2}));
}

TEST_CASE("too few or constant values have no interval") {
  for (const Values& sample : {none, one, constant, zeros}) {
    CHECK_FALSE(bca_interval_of_mean(sample, {}));
    CHECK_FALSE(bca_interval(sample, [](std::span<const double> v) { return v[0]; }, {}));
    CHECK_FALSE(hedges_g_paired(sample));
    CHECK_FALSE(hedges_g_average(sample, sample));
  }
  CHECK_FALSE(hedges_g_paired(Values{1, 2}));
  CHECK(bca_interval_of_mean(Values{1, 2}, {}));
}

TEST_CASE("a statistic that is constant, or often without a value, has no interval") {
  const Values sample{1, 2, 3, 4};
  CHECK_FALSE(bca_interval(sample, [](std::span<const double>) { return 7.0; }, {}));
  CHECK_FALSE(bca_interval(sample, [](std::span<const double>) { return missing; }, {}));
  CHECK_FALSE(bca_interval(sample, [](std::span<const double> v) { return v[0] == 1 ? 1.0 : missing; }, {}));
}

TEST_CASE("constant differences are tested as what they are") {
  CHECK(paired_permutation_p(none, 100, 1) == 1);
  CHECK(paired_permutation_p(zeros, 100, 1) == 1);
  CHECK(paired_permutation_p(one, 100, 1) == 1);
  CHECK(paired_permutation_p(one, 0, 1) == 1);
  CHECK(paired_permutation_p(constant, 100, 1) == 2.0 / 32);
  CHECK(paired_permutation_p(Values(200, 3.0), 999, 1) == 0.001);
  CHECK(paired_permutation_p(Values{1e308, 1e308, 1e308, 1e308}, 16, 1) == 0.125);
  CHECK_FALSE(equivalence_test(none, 1, 0.05));
  CHECK_FALSE(equivalence_test(one, 1, 0.05));
  CHECK(equivalence_test(constant, 4, 0.05)->equivalent);
  CHECK(equivalence_test(constant, 4, 0.05)->p == 0);
  CHECK_FALSE(equivalence_test(constant, 3, 0.05)->equivalent);
  CHECK(equivalence_test(constant, 3, 0.05)->p == 1);
  CHECK(equivalence_test(constant, 3, 0.05)->interval.low == 3);
  CHECK(probability_of_superiority(none, none) == 0.5);
}

TEST_CASE("ratios of what does not vary") {
  CHECK_FALSE(ratio_of_means(one, one, 0.95));
  CHECK(ratio_of_means(constant, constant, 0.95)->kind == RatioSet::bounded);
  CHECK(ratio_of_means(constant, constant, 0.95)->interval.low == 1);
  CHECK(ratio_of_means(zeros, zeros, 0.95)->kind == RatioSet::whole_line);
  CHECK_FALSE(ratio_of_means(zeros, zeros, 0.95)->ratio);
  CHECK_FALSE(dependency_index(zeros, zeros, zeros, 0.95)->reportable);
  CHECK_FALSE(dependency_index(one, one, one, 0.95));
  CHECK_FALSE(dependency_index(Values{1, missing}, Values{1, 2}, Values{0, 0}, 0.95));
}

TEST_CASE("broken lines need four places") {
  const BreakPointOptions options{{100, 0.95, 1}, 99};
  CHECK_FALSE(broken_line(none, none));
  CHECK_FALSE(broken_line(Values{1, 2, 3}, Values{1, 2, 1}));
  CHECK_FALSE(broken_line(Values{1, 1, 2, 2, 3, 3}, Values{1, 2, 1, 2, 3, 4}));
  const Values x{1, 2, 3, 4, 5};
  CHECK(break_point(x, constant, options)->p == 1);
  CHECK(break_point(x, Values{2, 4, 6, 8, 10}, options)->p == 1);
  CHECK(break_point(x, Values{0.1, 0.2, 0.3, 0.4, 0.5}, options)->p == 1);
  CHECK_FALSE(break_point_of_curves(x, constant, options));
  CHECK_FALSE(break_point_of_curves(none, none, options));
  CHECK(break_point_of_curves(x, Values(10, 3.0), options)->p == 1);
  CHECK(break_point_of_curves(x, Values{1, 2, 3, 4, 5, 0.1, 0.2, 0.3, 0.4, 0.5}, options)->p == 1);
  CHECK_THROWS_AS(break_point_of_curves(x, Values{1, 2, 3}, options), Refused);
  CHECK_THROWS_AS(break_point_of_curves(none, Values{1}, options), Refused);
}

TEST_CASE("a sequence of constant differences is narrow at once, of too few never") {
  SequentialRule rule;
  rule.width = 0.1;
  CHECK(look(rule, none).next == 30);
  CHECK(look(rule, none).forecast == 0);
  CHECK(look(rule, Values(30, 2.0)).narrow);
  CHECK(look(rule, Values(30, 2.0)).interval->low == 2);
  CHECK_FALSE(confidence_sequence(moments(one), 0.95, 100));
}

TEST_CASE("shares and sizes at their edges") {
  CHECK_FALSE(interval_of_share(0, 0, 0.95));
  CHECK_FALSE(share_of_sign(none, 3, 1, 0.95));
  CHECK(share_of_sign(one, 1, 1, 0.95)->clearly_holds == 0);
  CHECK(*replicates_to_detect(1, 0, 0.05, 0.8) == 2);
  CHECK(*replicates_for_equivalence(1, 0, 0.05, 0.8) == 2);
  CHECK_FALSE(replicates_to_detect(1e-9, 1, 0.05, 0.8));
  CHECK(power_of_paired_test(2, 1e300, 0.05) == 1);
  CHECK(power_of_paired_test(5000, -0.1, 0.05) > 0.99);
}

TEST_CASE("what cannot be computed with is refused, not answered with NaN") {
  for (const double bad : {missing, infinite, -infinite}) {
    const Values sample{1, bad, 2, 4};
    CHECK_THROWS_AS(bca_interval_of_mean(sample, {}), Refused);
    CHECK_THROWS_AS(bca_interval(sample, [](std::span<const double>) { return 1.0; }, {}), Refused);
    CHECK_THROWS_AS(paired_permutation_p(sample, 99, 1), Refused);
    CHECK_THROWS_AS(hedges_g_paired(sample), Refused);
    CHECK_THROWS_AS(hedges_g_average(sample, sample), Refused);
    CHECK_THROWS_AS(probability_of_superiority(sample, sample), Refused);
    CHECK_THROWS_AS(equivalence_test(sample, 1, 0.05), Refused);
    CHECK_THROWS_AS(ratio_of_means(sample, sample, 0.95), Refused);
    CHECK_THROWS_AS(broken_line(sample, Values{1, 2, 3, 4}), Refused);
    CHECK_THROWS_AS(broken_line(Values{1, 2, 3, 4}, sample), Refused);
    CHECK_THROWS_AS(share_of_sign(sample, 2, 1, 0.95), Refused);
    CHECK_THROWS_AS(look({.width = 1}, sample), Refused);
    CHECK_THROWS_AS(equivalence_test(constant, bad, 0.05), Refused);
    CHECK_THROWS_AS(power_of_paired_test(10, bad, 0.05), Refused);
    CHECK_THROWS_AS(replicates_to_detect(bad, 1, 0.05, 0.8), Refused);
    CHECK_THROWS_AS(holm(Values{0.1, bad}), Refused);
    CHECK_THROWS_AS(verdict_of({10, 0, std::nullopt, bad, std::nullopt}, Expected::same, 0.05), Refused);
  }
  CHECK_THROWS_AS(holm(Values{-0.1}), Refused);
  CHECK_THROWS_AS(holm(Values{1.1}), Refused);
  CHECK_THROWS_AS(bca_interval_of_mean(constant, {0, 0.95, 1}), Refused);
  CHECK_THROWS_AS(bca_interval_of_mean(constant, {10, 1, 1}), Refused);
  CHECK_THROWS_AS(equivalence_test(constant, 0, 0.05), Refused);
  CHECK_THROWS_AS(equivalence_test(constant, 1, 0.5), Refused);
  CHECK_THROWS_AS(interval_of_share(3, 2, 0.95), Refused);
  CHECK_THROWS_AS(share_of_sign(constant, 2, 1, 0.95), Refused);
  CHECK_THROWS_AS(share_of_sign(constant, 0, 1, 0.95), Refused);
  CHECK_THROWS_AS(share_of_sign(constant, 1, 0, 0.95), Refused);
  CHECK_THROWS_AS(look({.width = 0}, constant), Refused);
  CHECK_THROWS_AS(look({.width = 1, .first = 5}, constant), Refused);
  CHECK_THROWS_AS(hedges_g_average(one, none), Refused);
  CHECK_THROWS_AS(differences_in_differences(one, one, one, none), Refused);
  CHECK_THROWS_AS(small_sample_factor(1), Refused);
}
