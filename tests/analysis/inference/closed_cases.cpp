#include <cmath>
#include <numeric>
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
#include "analysis/inference/sequential.hpp"
#include "analysis/inference/verdict.hpp"

using namespace entremise;
using Values = std::vector<double>;

TEST_CASE("a sign-flip test counts the patterns that are as extreme") {
  CHECK(paired_permutation_p(Values{1, 2, 3}, 8, 1) == 0.25);           // all plus, all minus
  CHECK(paired_permutation_p(Values{1, 2, -3}, 8, 1) == 1.0);           // every sum is at least 0 away
  CHECK(paired_permutation_p(Values{3, 2, -1}, 8, 1) == 0.5);           // ±6, ±4 of ±6, ±4, ±2, 0
  CHECK(paired_permutation_p(Values{0, 1, 0, 2, 3, 0}, 8, 1) == 0.25);  // zeros have no sign
  CHECK(paired_permutation_p(Values{0.1, 0.2, 0.3, -0.3, 0.2, 0.1}, 64, 1) == Approx(24.0 / 64));
}

TEST_CASE("Darwin's fifteen pairs of maize have Fisher's exact value") {
  // Heights in eighths of an inch, cross- minus self-fertilised (Fisher 1935, The Design of Experiments, §§ 17 and 21):
  // of the 32768 patterns 863 have a sum of at least 314 one way, 1726 either way.
  const Values differences{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
  CHECK(paired_permutation_p(differences, 32768, 1) == 1726.0 / 32768);
  CHECK(paired_permutation_p(differences, 20000, 1) == Approx(1726.0 / 32768).margin(4 * 0.0016));
}

TEST_CASE("Holm multiplies the smallest by the most") {
  CHECK(holm(Values{0.01, 0.04, 0.03, 0.005})[0] == Approx(0.03));
  CHECK(holm(Values{0.01, 0.04, 0.03, 0.005})[1] == Approx(0.06));
  CHECK(holm(Values{0.01, 0.04, 0.03, 0.005})[2] == Approx(0.06));
  CHECK(holm(Values{0.01, 0.04, 0.03, 0.005})[3] == Approx(0.02));
  CHECK(holm(Values{0.2}) == Values{0.2});
  CHECK(holm(Values{0.9, 0.8}) == Values{1, 1});
  CHECK(holm(Values{}).empty());
}

TEST_CASE("the small-sample factor is Hedges' own") {
  CHECK(small_sample_factor(2) == Approx(1 / std::sqrt(std::acos(-1.0))));
  CHECK(small_sample_factor(4) == Approx(std::tgamma(2.0) / (std::sqrt(2.0) * std::tgamma(1.5))));
  CHECK(small_sample_factor(1e6) == Approx(1 - 0.75e-6).epsilon(1e-9));
}

TEST_CASE("effect sizes of small samples") {
  CHECK(*hedges_g_paired(Values{1, 2, 3}) == Approx(2 / std::sqrt(std::acos(-1.0))));
  CHECK(*hedges_g_average(Values{1, 2, 3}, Values{2, 3, 4}) == Approx(small_sample_factor(2)));  // r = 1
  CHECK(*hedges_g_average(Values{0, 1, 2}, Values{1, 1, 1}) == Approx(0));
  CHECK(probability_of_superiority(Values{1, 2, 3, 4}, Values{2, 2, 2, 9}) == 0.625);
}

TEST_CASE("two one-sided tests by hand") {
  const Values differences{-1, 0, 1, 0, 0};  // mean 0, variance 1/2, error sqrt(1/10)
  const auto e = equivalence_test(differences, 1, 0.05);
  REQUIRE(e);
  // t = sqrt(10), 4 degrees of freedom: upper tail 1/2 - 3/8 (x - x^3/12), x = t / sqrt(1 + t^2/4)
  const double t = std::sqrt(10.0), x = t / std::sqrt(1 + t * t / 4);
  CHECK(e->p == Approx(0.5 - 0.375 * (x - x * x * x / 12)));
  CHECK(e->equivalent);
  CHECK(e->interval.high == Approx(2.131847 * std::sqrt(0.1)).epsilon(1e-6));
  CHECK_FALSE(equivalence_test(differences, 0.6, 0.05)->equivalent);
  CHECK(equivalence_test(differences, 0.68, 0.05)->equivalent);
}

TEST_CASE("an interaction is a difference of differences") {
  CHECK(differences_in_differences(Values{1, 2}, Values{4, 7}, Values{0, 1}, Values{1, 1}) == Values{2, 5});
  CHECK(differences_in_differences(Values{1, NAN}, Values{4, 7}, Values{0, 1}, Values{1, 1}) == Values{2});
}

TEST_CASE("a bootstrap of the mean lies about the mean and follows shifts and scales") {
  const Values sample{1, 2, 4, 8, 16, 3, 5, 7};
  const auto a = bca_interval_of_mean(sample, {});
  REQUIRE(a);
  CHECK(a->low < 5.75);
  CHECK(a->high > 5.75);
  CHECK(a->high - 5.75 > 5.75 - a->low);  // skewed to the right
  Values moved = sample;
  for (double& v : moved) v = 10 - 2 * v;
  const auto b = bca_interval_of_mean(moved, {});
  CHECK(b->low == Approx(10 - 2 * a->high));
  CHECK(b->high == Approx(10 - 2 * a->low));
}

TEST_CASE("the fast bootstrap of the mean is the general one") {
  const Values sample{0.3, 1.7, 2.2, -0.4, 5.1, 0.9, 1.1};
  const Statistic mean = [](std::span<const double> v) {
    return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
  };
  const auto fast = bca_interval_of_mean(sample, {2000, 0.9, 7}), slow = bca_interval(sample, mean, {2000, 0.9, 7});
  CHECK(fast->low == Approx(slow->low));
  CHECK(fast->high == Approx(slow->high));
  CHECK(bca_interval_of_mean(sample, {2000, 0.9, 8})->low != fast->low);
}

TEST_CASE("a broken line through points that lie on one is found exactly") {
  for (const double at : {0.31, 0.5, 0.77}) {
    Values x, y;
    for (int i = 0; i <= 20; ++i) {
      x.push_back(100 + i);
      y.push_back(3 + 2 * i - 5 * std::max(0.0, i - 20 * at));
    }
    const auto line = broken_line(x, y);
    REQUIRE(line);
    CHECK(line->at == Approx(100 + 20 * at));
    CHECK(line->slope_before == Approx(2));
    CHECK(line->slope_after == Approx(-3));
    CHECK(line->level == Approx(3 + 40 * at));
    CHECK(line->residual_squares == Approx(0).margin(1e-18));
    CHECK(line->straight_squares > 1);
    const auto tested = break_point(x, y, {{200, 0.95, 1}, 999});
    CHECK(tested->p == Approx(0.001));
  }
}

TEST_CASE("no break on a fine grid fits better than the one found") {
  const Values x{0, 1, 2, 3, 4, 5, 6, 7}, y{0.2, 0.9, 2.4, 2.6, 2.9, 3.5, 2.8, 3.3};
  const auto line = broken_line(x, y);
  REQUIRE(line);
  double least = 1e9;
  for (double at = 1; at <= 6; at += 0.001) {
    // Residual squares of the least-squares fit of 1, x and max(0, x − at), by Gram–Schmidt.
    Values h(8), u(8, 1.0), v(x), r(y);
    for (std::size_t i = 0; i < 8; ++i) h[i] = std::max(0.0, x[i] - at);
    for (Values* b : {&u, &v, &h}) {
      const auto dot = [](const Values& p, const Values& q) {
        return std::inner_product(p.begin(), p.end(), q.begin(), 0.0);
      };
      for (Values* later : {&v, &h, &r}) {
        if (later == b || (b == &h && later == &v)) continue;
        const double c = dot(*b, *later) / dot(*b, *b);
        for (std::size_t i = 0; i < 8; ++i) (*later)[i] -= c * (*b)[i];
      }
    }
    least = std::min(least, std::inner_product(r.begin(), r.end(), r.begin(), 0.0));
  }
  CHECK(line->residual_squares <= least + 1e-12);
  CHECK(line->residual_squares == Approx(least).epsilon(1e-5));
}

TEST_CASE("curves that all bend at one place have their break there") {
  Values x, curves;
  for (int i = 0; i <= 10; ++i) x.push_back(i);
  for (int r = 0; r < 20; ++r)
    for (int i = 0; i <= 10; ++i) curves.push_back(r - 0.3 * r * i + (1 + 0.1 * r) * std::max(0, i - 6));
  const auto found = break_point_of_curves(x, curves, {{200, 0.95, 1}, 999});
  REQUIRE(found);
  CHECK(found->line.at == Approx(6));
  CHECK(found->p == Approx(0.001));
}

TEST_CASE("Fieller's set of a ratio has its three shapes") {
  const Values noise{-1, 1, -1, 1, -1, 1, -1, 1};
  const auto of = [&](double a, double b, double scale) {
    Values numerator, denominator;
    for (std::size_t i = 0; i < noise.size(); ++i) {
      numerator.push_back(a + noise[i]);
      denominator.push_back(b + scale * noise[(i + i / 2) % 8]);
    }
    return *ratio_of_means(numerator, denominator, 0.95);
  };
  CHECK(of(4, 2, 0.1).kind == RatioSet::bounded);
  CHECK(*of(4, 2, 0.1).ratio == Approx(2));
  CHECK(of(4, 2, 0.1).interval.low < 2);
  CHECK(of(4, 2, 0.1).interval.high > 2);
  CHECK(of(4, 0.1, 1).kind == RatioSet::complement);
  CHECK(of(4, 0.1, 1).interval.low < of(4, 0.1, 1).interval.high);
  CHECK(of(0.1, 0.1, 1).kind == RatioSet::whole_line);
  // A denominator that does not vary: Student's interval of the numerator, divided.
  const Values four(8, 4.0);
  const auto plain = *ratio_of_means(noise, four, 0.95);
  CHECK(plain.interval.high == Approx(student_quantile(7, 0.975) * std::sqrt(8.0 / 7 / 8) / 4));
}

TEST_CASE("the dependency index is 0 for what stays and 1 for what is lost") {
  const Values stay{10, 12, 11, 13}, never{1, 3, 1, 4};
  CHECK(*dependency_index(stay, stay, never, 0.95)->index.ratio == 0);
  CHECK(*dependency_index(stay, never, never, 0.95)->index.ratio == 1);
  CHECK(dependency_index(stay, never, never, 0.95)->reportable);
  CHECK_FALSE(dependency_index(stay, never, Values{11, 11, 12, 12}, 0.95)->reportable);
}

TEST_CASE("a confidence sequence is wider than an interval fixed beforehand, least so where it is tightest") {
  const auto ratio = [](std::size_t n) {
    const Moments m{n, 0, 1};
    return confidence_sequence(m, 0.95, 100)->high / interval_of_mean(m, 0.95)->high;
  };
  CHECK(ratio(100) == Approx(3.03 / 1.96).epsilon(0.03));
  for (const std::size_t n : {10, 30, 400, 3000}) CHECK(ratio(n) > ratio(100));
}

TEST_CASE("a sequential rule goes on until it is narrow or exhausted") {
  SequentialRule rule;
  rule.width = 1;
  Values values;
  for (int i = 0; i < 3000; ++i) values.push_back(i % 2 == 0 ? 1 : -1);
  const std::span<const double> all(values);
  CHECK(look(rule, all.first(12)).next == 30);
  CHECK_FALSE(look(rule, all.first(12)).interval);
  CHECK(look(rule, all.first(30)).next == 40);
  const SequentialLook at = look(rule, all.first(30));
  CHECK(look(rule, all.first(at.forecast)).narrow);
  CHECK_FALSE(look(rule, all.first(at.forecast - 3)).narrow);
  CHECK(look(rule, all.first(200)).next == 200);
  rule.width = 0.01;
  CHECK(look(rule, all.first(1995)).next == 2000);
  CHECK(look(rule, all.first(2000)).exhausted);
  rule.guarantee = Guarantee::at_the_stop;
  rule.width = 0.2;
  const auto interval = look(rule, all.first(500)).interval;
  CHECK(interval->high == Approx(interval_of_mean(moments(all.first(500)), 0.95)->high));
}

TEST_CASE("power and sizes of textbooks") {
  // Cohen (1988): 34 pairs detect half a deviation with power 0.8 at 5 %.
  CHECK(*replicates_to_detect(0.5, 1, 0.05, 0.8) == 34);
  CHECK(power_of_paired_test(34, 0.5, 0.05) == Approx(0.8078).margin(0.0005));
  CHECK(power_of_paired_test(20, 0, 0.05) == Approx(0.05));
  // Where degrees are many, the approximation takes over without a step.
  CHECK(power_of_paired_test(1002, 0.1, 0.05) == Approx(power_of_paired_test(1001, 0.1, 0.05)).margin(0.001));
  // With many pairs, (z(0.975) + z(0.9))² deviations over differences squared.
  CHECK(static_cast<double>(*replicates_to_detect(1, 100, 0.05, 0.9)) == Approx(105074).margin(10));
  CHECK(static_cast<double>(*replicates_for_equivalence(1, 1, 0.05, 0.9)) == Approx(13).margin(1));
}

TEST_CASE("Wilson's interval by hand") {
  // 81 of 263 at 95 %: 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3).
  CHECK(interval_of_share(81, 263, 0.95)->low == Approx(0.2553).margin(5e-5));
  CHECK(interval_of_share(81, 263, 0.95)->high == Approx(0.3662).margin(5e-5));
  CHECK(interval_of_share(0, 20, 0.95)->low == 0);
  CHECK(interval_of_share(0, 20, 0.95)->high == Approx(0.1611).margin(5e-5));
  CHECK(interval_of_share(29, 29, 0.95)->high == 1);
}

TEST_CASE("the share of draws in which a sign holds") {
  const Values differences{1, 1.1, 0.9, /**/ -1, 3, 2, /**/ -1, -1.1, -0.9, /**/ 0, 1, -1};
  const auto up = share_of_sign(differences, 3, 1, 0.95), down = share_of_sign(differences, 3, -1, 0.95);
  CHECK(up->draws == 4);
  CHECK(up->holds == 2);
  CHECK(up->clearly_holds == 1);
  CHECK(up->clearly_not == 1);
  CHECK(up->share == 0.625);
  CHECK(down->share == 0.375);
  CHECK(down->clearly_holds == 1);
}

TEST_CASE("the table of verdicts") {
  const Equivalence same{0.001, true, {}}, apart{0.9, false, {}};
  const Evidence above{50, 1, Interval{0.5, 1.5}, 0.001, apart}, below{50, -1, Interval{-1.5, -0.5}, 0.001, apart};
  const Evidence open{50, 0.1, Interval{-0.5, 0.7}, 0.6, apart}, small{50, 0.1, Interval{0.05, 0.15}, 0.001, same};
  const Evidence fixed_near{50, 0, std::nullopt, 1, same}, fixed_far{50, 3, std::nullopt, 0.001, apart};
  struct Row {
    Evidence evidence;
    Verdict higher, lower, different, none;
  };
  using V = Verdict;
  for (const Row& row : {
           Row{{1, 3, std::nullopt, 1, std::nullopt}, V::undecided, V::undecided, V::undecided, V::undecided},
           Row{above, V::supported, V::contradicted, V::supported, V::contradicted},
           Row{below, V::contradicted, V::supported, V::supported, V::contradicted},
           Row{open, V::undecided, V::undecided, V::undecided, V::undecided},
           Row{small, V::equivalent, V::equivalent, V::equivalent, V::equivalent},
           Row{fixed_near, V::no_variation, V::no_variation, V::no_variation, V::equivalent},
           Row{fixed_far, V::no_variation, V::no_variation, V::no_variation, V::no_variation},
       }) {
    CHECK(verdict_of(row.evidence, Expected::higher, 0.05) == row.higher);
    CHECK(verdict_of(row.evidence, Expected::lower, 0.05) == row.lower);
    CHECK(verdict_of(row.evidence, Expected::different, 0.05) == row.different);
    CHECK(verdict_of(row.evidence, Expected::same, 0.05) == row.none);
  }
  // An interval without a p-value, and the reverse, show nothing.
  CHECK(verdict_of({50, 1, Interval{0.5, 1.5}, 0.2, apart}, Expected::higher, 0.05) == Verdict::undecided);
  CHECK(verdict_of({50, 1, Interval{-0.1, 1.5}, 0.01, apart}, Expected::higher, 0.05) == Verdict::undecided);
}
