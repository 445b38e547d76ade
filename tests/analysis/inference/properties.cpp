#include <algorithm>
#include <cmath>
#include <vector>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "analysis/inference/bootstrap.hpp"
#include "analysis/inference/breakpoint.hpp"
#include "analysis/inference/effect_size.hpp"
#include "analysis/inference/equivalence.hpp"
#include "analysis/inference/multiplicity.hpp"
#include "analysis/inference/permutation.hpp"
#include "analysis/inference/ratio.hpp"

using namespace entremise;
using Values = std::vector<double>;

namespace {

Values numbers() {
  const auto whole = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-20, 21));
  Values out;
  for (const int v : whole) out.push_back(v / 8.0);
  return out;
}

Values opposite(Values values) {
  for (double& v : values) v = -v;
  return values;
}

bool finite(const std::optional<Interval>& interval) {
  return !interval ||
         (std::isfinite(interval->low) && std::isfinite(interval->high) && interval->low <= interval->high);
}

}  // namespace

TEST_CASE("no answer is ever NaN, whatever few numbers are asked about") {
  REQUIRE(rc::check([] {
    const Values a = numbers();
    const Values b(a.rbegin(), a.rend());
    RC_ASSERT(finite(bca_interval_of_mean(a, {100, 0.95, 1})));
    const double p = paired_permutation_p(a, 200, 1);
    RC_ASSERT(p > 0 && p <= 1);
    if (const auto g = hedges_g_paired(a)) RC_ASSERT(std::isfinite(*g));
    if (const auto g = hedges_g_average(a, b)) RC_ASSERT(std::isfinite(*g));
    if (const auto e = equivalence_test(a, 1, 0.05)) RC_ASSERT(e->p >= 0 && e->p <= 1 && finite(e->interval));
    if (const auto r = ratio_of_means(a, b, 0.9)) RC_ASSERT(finite(r->interval));
    if (const auto line = broken_line(a, b)) {
      RC_ASSERT(std::isfinite(line->at) && std::isfinite(line->slope_before) && std::isfinite(line->slope_after));
      RC_ASSERT(line->residual_squares <= line->straight_squares * (1 + 1e-9) + 1e-9);
    }
  }));
}

TEST_CASE("opposite differences have the opposite effect and the same p") {
  REQUIRE(rc::check([] {
    const Values a = numbers();
    const Values b = opposite(a);
    RC_ASSERT(std::fabs(paired_permutation_p(a, 64, 3) - paired_permutation_p(b, 64, 3)) < 1e-12);
    const auto g = hedges_g_paired(a), h = hedges_g_paired(b);
    RC_ASSERT(g.has_value() == h.has_value());
    if (g) RC_ASSERT(std::fabs(*g + *h) < 1e-12);
  }));
}

TEST_CASE("an equivalence test and its interval agree") {
  REQUIRE(rc::check([] {
    const auto e = equivalence_test(numbers(), 0.7, 0.05);
    if (!e || std::fabs(e->p - 0.05) < 1e-9) return;
    RC_ASSERT(e->equivalent == (e->interval.low > -0.7 && e->interval.high < 0.7));
  }));
}

TEST_CASE("Holm lies between the plain value and Bonferroni's, and keeps the order") {
  REQUIRE(rc::check([] {
    Values p = numbers();
    for (double& v : p) v = (v + 2.5) / 5;
    const Values adjusted = holm(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      RC_ASSERT(adjusted[i] >= p[i]);
      RC_ASSERT(adjusted[i] <= std::min(1.0, static_cast<double>(p.size()) * p[i]) + 1e-15);
      for (std::size_t j = 0; j < p.size(); ++j)
        if (p[i] < p[j]) RC_ASSERT(adjusted[i] <= adjusted[j]);
    }
  }));
}

TEST_CASE("the order of the differences does not matter to an exact test") {
  REQUIRE(rc::check([] {
    Values a = numbers();
    if (a.size() > 12) a.resize(12);
    Values b = a;
    std::sort(b.begin(), b.end());
    RC_ASSERT(paired_permutation_p(a, 4096, 1) == paired_permutation_p(b, 4096, 2));
  }));
}
