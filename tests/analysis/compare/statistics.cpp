#include "analysis/compare/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace entremise;

TEST_CASE("moments of small samples have their textbook values") {
  const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};
  const Moments m = moments(values);
  CHECK(m.n == 8);
  CHECK(m.mean == 5.0);
  CHECK(m.variance == Approx(32.0 / 7));
  CHECK(moments({}).n == 0);
  const std::vector<double> one{3.5};
  CHECK(moments(one).mean == 3.5);
  CHECK(moments(one).variance == 0.0);
}

TEST_CASE("moments of equal values have a variance of exactly zero") {
  const std::vector<double> values(37, 0.1);
  CHECK(moments(values).mean == 0.1);
  CHECK(moments(values).variance == 0.0);
}

TEST_CASE("moments keep their digits far from zero") {
  const std::vector<double> values{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
  CHECK(moments(values).mean == 1e9 + 10);
  CHECK(moments(values).variance == Approx(30.0).epsilon(1e-12));
}

TEST_CASE("quantiles follow definition 7") {
  // R: quantile(c(1, 2, 4, 8, 16), c(.05, .25, .5, .75, .95), type = 7) gives 1.2 2 4 8 14.4
  const std::vector<double> values{1, 2, 4, 8, 16};
  CHECK(quantile(values, 0.05) == Approx(1.2));
  CHECK(quantile(values, 0.25) == 2.0);
  CHECK(quantile(values, 0.50) == 4.0);
  CHECK(quantile(values, 0.75) == 8.0);
  CHECK(quantile(values, 0.95) == Approx(14.4));
  CHECK(quantile(values, 0.0) == 1.0);
  CHECK(quantile(values, 1.0) == 16.0);
  const std::vector<double> one{3};
  CHECK(quantile(one, 0.95) == 3.0);
  CHECK_THROWS_AS(quantile({}, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(quantile(values, 1.5), std::invalid_argument);
  CHECK_THROWS_AS(quantile(values, std::nan("")), std::invalid_argument);
}

TEST_CASE("quantiles grow with their level and stay within the values") {
  REQUIRE(rc::check("monotone and bounded", [] {
    auto whole = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-1000, 1000)));
    std::vector<double> values(whole.begin(), whole.end());
    std::sort(values.begin(), values.end());
    double before = values.front();
    for (int step = 0; step <= 20; ++step) {
      const double q = quantile(values, step / 20.0);
      RC_ASSERT(q >= before);
      RC_ASSERT(q <= values.back());
      before = q;
    }
  }));
}

TEST_CASE("Student's quantiles agree with the printed tables") {
  CHECK(student_quantile(1, 0.975) == Approx(12.7062).margin(5e-5));
  CHECK(student_quantile(9, 0.975) == Approx(2.2622).margin(5e-5));
  CHECK(student_quantile(99, 0.975) == Approx(1.9842).margin(5e-5));
  CHECK(student_quantile(5, 0.5) == Approx(0.0).margin(1e-12));
}

TEST_CASE("the interval of a mean is Student's") {
  const std::vector<double> values{1, 2, 3};
  const auto interval = interval_of_mean(moments(values), 0.95);
  REQUIRE(interval);
  const double half = 4.302652729696142 / std::sqrt(3.0);
  CHECK(interval->low == Approx(2 - half));
  CHECK(interval->high == Approx(2 + half));
  CHECK_FALSE(interval_of_mean(moments(std::vector<double>{1}), 0.95));
  CHECK_FALSE(interval_of_mean(moments({}), 0.95));
}

TEST_CASE("the interval of a mean holds the true mean as often as it says") {
  // 4000 samples of 6 sums of uniforms (near normal); the count held is binomial(4000, 0.95).
  std::mt19937_64 engine(20260117);
  const auto uniform = [&] { return static_cast<double>(engine() >> 11) * 0x1.0p-53; };
  const int trials = 4000;
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> values(6);
    for (double& value : values) {
      value = 0;
      for (int k = 0; k < 12; ++k) value += uniform();
    }
    const auto interval = interval_of_mean(moments(values), 0.95);
    if (interval->low <= 6.0 && 6.0 <= interval->high) ++held;
  }
  const double z = (held - trials * 0.95) / std::sqrt(trials * 0.95 * 0.05);
  CHECK(std::fabs(z) <= 4);
}
