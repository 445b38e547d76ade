#include "tests/analysis/inference/experiments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "analysis/compare/statistics.hpp"
#include "analysis/inference/bootstrap.hpp"
#include "analysis/inference/breakpoint.hpp"
#include "analysis/inference/equivalence.hpp"
#include "analysis/inference/multiplicity.hpp"
#include "analysis/inference/permutation.hpp"
#include "analysis/inference/power.hpp"
#include "analysis/inference/proportion.hpp"
#include "analysis/inference/ratio.hpp"
#include "analysis/inference/sequential.hpp"
#include "analysis/inference/survival.hpp"
#include "sim/random/streams.hpp"

namespace entremise::experiments {
namespace {

using Values = std::vector<double>;
using Source = double (*)(Draws&);  ///< a draw of mean 0 and variance 1

double normal(Draws& draws) {
  return draws.normal();
}
double skewed(Draws& draws) {
  return draws.exponential() - 1;
}  // skewness 2
/// −1 with probability 1/4, 0 with 1/2, +1 with 1/4, scaled.
double three_valued(Draws& draws) {
  const double u = draws.uniform();
  return u < 0.25 ? -std::sqrt(2.0) : u < 0.75 ? 0 : std::sqrt(2.0);
}
/// 1 with probability 1/10: skewness 8/3.
double rare(Draws& draws) {
  return draws.chance(0.1) ? 3 : -1.0 / 3;
}

Draws draws_of(std::uint32_t trial, std::uint32_t part = 0) {
  return {stream_key({2026, trial}, process_id("inference experiments")), part, no_entity, 0};
}

Values sample(Source source, std::size_t n, double mean, std::uint32_t trial, std::uint32_t part = 0) {
  Draws draws = draws_of(trial, part);
  Values out(n);
  for (double& v : out) v = mean + source(draws);
  return out;
}

bool covers(const std::optional<Interval>& interval, double truth) {
  return interval && interval->low <= truth && truth <= interval->high;
}

Experiment student(const char* data, Source source, std::size_t n, double least, double most) {
  return {"Student's interval of a mean covers", data, 0.95, least, most, 4000, [=](std::uint32_t trial) {
            return covers(interval_of_mean(moments(sample(source, n, 0.5, trial)), 0.95), 0.5);
          }};
}

Experiment bca(const char* data, Source source, std::size_t n, double least, double most, std::uint32_t trials) {
  return {"BCa interval of a mean covers", data, 0.95, least, most, trials, [=](std::uint32_t trial) {
            return covers(bca_interval_of_mean(sample(source, n, 0.5, trial), {1000, 0.95, trial}), 0.5);
          }};
}

Experiment bca_median(const char* data, Source source, double median, std::size_t n, double least, double most) {
  return {"BCa interval of a median covers", data, 0.95, least, most, 1000, [=](std::uint32_t trial) {
            const Statistic statistic = [](std::span<const double> values) {
              Values sorted(values.begin(), values.end());
              const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
              std::nth_element(sorted.begin(), middle, sorted.end());
              return *middle;
            };
            return covers(bca_interval(sample(source, n, 0, trial), statistic, {1000, 0.95, trial}), median);
          }};
}

/// Means 2 and 4; the denominator lies `errors` standard errors from 0.
Experiment fieller(const char* data, Source source, std::size_t n, double errors, double least, double most) {
  return {"Fieller's set of a ratio covers", data, 0.95, least, most, 4000, [=](std::uint32_t trial) {
            const double deviation = 4 / errors * std::sqrt(static_cast<double>(n));
            const Values common = sample(source, n, 0, trial, 0), own = sample(source, n, 0, trial, 1);
            Values a(n), b(n);
            for (std::size_t i = 0; i < n; ++i) {
              a[i] = 2 + deviation * (0.8 * common[i] + 0.6 * own[i]);
              b[i] = 4 + deviation * common[i];
            }
            const auto set = ratio_of_means(a, b, 0.95);
            if (!set || set->kind == RatioSet::whole_line) return set.has_value();
            const bool within = set->interval.low <= 0.5 && 0.5 <= set->interval.high;
            const bool outside = 0.5 <= set->interval.low || 0.5 >= set->interval.high;
            return set->kind == RatioSet::bounded ? within : outside;
          }};
}

/// Exponential times of means 30 and 60 months that share half of their luck; looked at until month 60, and cut short
/// by chance before if `cut`.
std::pair<std::vector<Duration>, std::vector<Duration>> times(std::size_t n, std::uint32_t trial, bool cut) {
  Draws draws = draws_of(trial);
  std::vector<Duration> a, b;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = draws.exponential(), y = draws.chance(0.5) ? x : draws.exponential();
    const double end = cut ? std::max(20 + 80 * draws.uniform(), i + 1 == n ? 60.0 : 0.0) : 60;
    a.push_back({std::min(30 * x, end), 30 * x <= end});
    b.push_back({std::min(60 * y, end), 60 * y <= end});
  }
  return {a, b};
}

Experiment restricted_means(const char* data, std::size_t n, bool cut, double least, double most) {
  return {"Interval of a paired RMST difference covers",
          data,
          0.95,
          least,
          most,
          cut ? 1000u : 4000u,
          [=](std::uint32_t trial) {
            const auto [a, b] = times(n, trial, cut);
            const auto d = restricted_mean_difference(a, b, 60, 0.95);
            const double truth = 60 * (1 - std::exp(-1.0)) - 30 * (1 - std::exp(-2.0));
            return d && covers(d->interval, truth);
          }};
}

Experiment hazard(const char* data, std::size_t n, double least, double most) {
  return {"Wald interval of a Cox hazard ratio covers", data, 0.95, least, most, 2000, [=](std::uint32_t trial) {
            Draws draws = draws_of(trial);
            std::vector<Duration> a, b;
            for (std::size_t i = 0; i < n; ++i) {
              const double x = 30 * draws.exponential(), y = 60 * draws.exponential();
              a.push_back({std::min(x, 60.0), x <= 60});
              b.push_back({std::min(y, 60.0), y <= 60});
            }
            return covers(cox_regression(a, b, 0.95).ratio, 0.5);
          }};
}

/// Looks as the rule says until it stops.
Experiment sequential(const char* data, Source source, double width, Guarantee guarantee, double least, double most) {
  return {guarantee == Guarantee::every_look ? "Sequential rule, every_look: the interval at the stop covers"
                                             : "Sequential rule, at_the_stop: the interval at the stop covers",
          data,
          0.95,
          least,
          most,
          1000,
          [=](std::uint32_t trial) {
            SequentialRule rule;
            rule.width = width;
            rule.guarantee = guarantee;
            const Values values = sample(source, rule.most, 0.5, trial);
            SequentialLook now = look(rule, std::span<const double>(values).first(rule.first));
            while (!now.narrow && !now.exhausted) now = look(rule, std::span<const double>(values).first(now.next));
            return covers(now.interval, 0.5);
          }};
}

/// Whether no look at all misses the truth.
Experiment always(const char* data, Source source, double least, double most) {
  return {"Sequential rule, every_look: all intervals of 30, 40, ... 1000 cover",
          data,
          0.95,
          least,
          most,
          2000,
          [=](std::uint32_t trial) {
            const Values values = sample(source, 1000, 0.5, trial);
            for (std::size_t n = 30; n <= values.size(); n += 10)
              if (!covers(confidence_sequence(moments(std::span<const double>(values).first(n)), 0.95, 100), 0.5))
                return false;
            return true;
          }};
}

Experiment flips(const char* data, Source source, std::size_t n, double effect, double nominal, double least,
                 double most) {
  return {
      effect == 0 ? "Sign-flip test rejects at 5 %, no effect" : "Sign-flip test rejects at 5 %, effect",
      data,
      nominal,
      least,
      most,
      4000,
      [=](std::uint32_t trial) { return paired_permutation_p(sample(source, n, effect, trial), 1999, trial) <= 0.05; }};
}

Experiment equivalence(const char* data, Source source, std::size_t n, double effect, double nominal, double least,
                       double most) {
  return {effect == 1 ? "TOST at 5 %, true difference at the margin" : "TOST at 5 %, no difference",
          data,
          nominal,
          least,
          most,
          4000,
          [=](std::uint32_t trial) { return equivalence_test(sample(source, n, effect, trial), 1, 0.05)->equivalent; }};
}

/// Five hypotheses, the first `effects` of which are false; true where a true one is rejected.
Experiment family(const char* data, Source source, std::size_t n, std::size_t effects, double least, double most) {
  return {"Holm: any false rejection among five at 5 %",
          data + (", n = " + std::to_string(n)),
          0.05,
          least,
          most,
          2000,
          [=](std::uint32_t trial) {
            std::array<double, 5> p{};
            for (std::uint32_t k = 0; k < 5; ++k)
              p[k] = paired_permutation_p(sample(source, n, k < effects ? 1.5 : 0, trial, k), 999, trial);
            const Values adjusted = holm(p);
            return std::any_of(adjusted.begin() + static_cast<std::ptrdiff_t>(effects), adjusted.end(),
                               [](double v) { return v <= 0.05; });
          }};
}

/// Slope 1 up to 0.4, then 1 + bend, over 0..1.
double broken(double x, double bend) {
  return x + bend * std::max(0.0, x - 0.4);
}

BreakPoint break_of(Source source, std::size_t n, double bend, std::uint32_t trial, std::size_t resamples) {
  const Values noise = sample(source, n, 0, trial);
  Values x(n), y(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = static_cast<double>(i) / static_cast<double>(n - 1);
    y[i] = broken(x[i], bend) + 0.2 * noise[i];
  }
  return *break_point(x, y, {{resamples, 0.95, trial}, 199});
}

/// Curves of 11 points whose noise is half common to the whole curve, half a slope of its own, and a little its own.
BreakPoint break_of_curves(Source source, std::size_t replicates, double bend, std::uint32_t trial,
                           std::size_t resamples) {
  Draws draws = draws_of(trial);
  Values x(11), curves;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i) / 10;
  for (std::size_t r = 0; r < replicates; ++r) {
    const double level = source(draws), slope = source(draws);
    for (const double at : x) curves.push_back(broken(at, bend) + level + slope * at + 0.3 * source(draws));
  }
  return *break_point_of_curves(x, curves, {{resamples, 0.95, trial}, 199});
}

using Breaks = BreakPoint (*)(Source, std::size_t, double, std::uint32_t, std::size_t);

Experiment break_test(const char* what, const char* data, Breaks breaks, Source source, std::size_t n, double bend,
                      double nominal, double least, double most) {
  return {what, data, nominal, least, most, 2000, [=](std::uint32_t trial) {
            return breaks(source, n, bend, trial, 1).p <= 0.05;
          }};
}

Experiment break_interval(const char* what, const char* data, Breaks breaks, Source source, std::size_t n, double least,
                          double most) {
  return {what, data, 0.95, least, most, 1000, [=](std::uint32_t trial) {
            return covers(breaks(source, n, 3, trial, 400).interval, 0.4);
          }};
}

Experiment power_of_t(std::size_t n, double effect) {
  const double promised = power_of_paired_test(n, effect, 0.05);
  return {"Paired t test rejects at 5 %, as power_of_paired_test says",
          "normal, n = " + std::to_string(n),
          promised,
          promised,
          promised,
          4000,
          [=](std::uint32_t trial) {
            return !covers(interval_of_mean(moments(sample(normal, n, effect, trial)), 0.95), 0);
          }};
}

Experiment wilson(std::size_t n, double probability, double least, double most) {
  return {"Wilson's interval of a share covers",
          "probability 0.9, n = " + std::to_string(n),
          0.95,
          least,
          most,
          4000,
          [=](std::uint32_t trial) {
            Draws draws = draws_of(trial);
            std::size_t successes = 0;
            for (std::size_t i = 0; i < n; ++i) successes += draws.chance(probability) ? 1 : 0;
            return covers(interval_of_share(successes, n, 0.95), probability);
          }};
}

}  // namespace

const std::vector<Experiment>& all() {
  static const std::vector<Experiment> list{
      student("normal, n = 20", normal, 20, 0.95, 0.95),
      student("skewed, n = 50", skewed, 50, 0.91, 0.95),
      bca("normal, n = 20", normal, 20, 0.91, 0.95, 2000),
      bca("normal, n = 100", normal, 100, 0.935, 0.955, 2000),
      bca("skewed, n = 20", skewed, 20, 0.88, 0.95, 2000),
      bca("skewed, n = 50", skewed, 50, 0.91, 0.955, 2000),
      bca("skewed, n = 200", skewed, 200, 0.935, 0.955, 1000),
      bca("three values, n = 100", three_valued, 100, 0.93, 0.96, 2000),
      bca("rare event, n = 100", rare, 100, 0.92, 0.96, 2000),
      bca_median("skewed, n = 51", skewed, std::log(2.0) - 1, 51, 0.91, 0.97),
      fieller("normal, n = 30, denominator 5 standard errors from 0", normal, 30, 5, 0.95, 0.95),
      fieller("normal, n = 30, denominator 1 standard error from 0", normal, 30, 1, 0.95, 0.95),
      fieller("skewed, n = 100, denominator 5 standard errors from 0", skewed, 100, 5, 0.92, 0.955),
      restricted_means("exponential, shared luck, n = 50", 50, false, 0.935, 0.955),
      restricted_means("exponential, a third cut short, n = 100", 100, true, 0.93, 0.96),
      hazard("exponential, n = 100 and 100", 100, 0.94, 0.96),
      wilson(100, 0.9, 0.92, 0.97),
      sequential("normal, width 0.6", normal, 0.6, Guarantee::every_look, 0.95, 1),
      sequential("skewed, width 0.6", skewed, 0.6, Guarantee::every_look, 0.95, 1),
      sequential("three values, width 0.6", three_valued, 0.6, Guarantee::every_look, 0.95, 1),
      sequential("rare event, width 0.6", rare, 0.6, Guarantee::every_look, 0.9, 1),
      sequential("normal, width 0.4", normal, 0.4, Guarantee::at_the_stop, 0.935, 0.955),
      sequential("skewed, width 0.4", skewed, 0.4, Guarantee::at_the_stop, 0.85, 0.95),
      sequential("three values, width 0.4", three_valued, 0.4, Guarantee::at_the_stop, 0.93, 0.955),
      sequential("rare event, width 0.4", rare, 0.4, Guarantee::at_the_stop, 0.8, 0.95),
      always("normal", normal, 0.95, 1),
      always("skewed", skewed, 0.92, 1),
      break_interval("Percentile interval of a break-point covers", "normal, n = 60", break_of, normal, 60, 0.9, 0.99),
      break_interval("Percentile interval of a break-point of curves covers", "normal, 40 curves", break_of_curves,
                     normal, 40, 0.9, 0.99),
      flips("normal, n = 10 (exact)", normal, 10, 0, 0.05, 0.04, 0.05),
      flips("normal, n = 30", normal, 30, 0, 0.05, 0.05, 0.05),
      flips("three values, n = 30", three_valued, 30, 0, 0.05, 0.02, 0.05),
      flips("skewed, n = 50", skewed, 50, 0, 0.05, 0.04, 0.08),
      flips("skewed, n = 200", skewed, 200, 0, 0.05, 0.04, 0.065),
      flips("normal, mean 0.5, n = 10", normal, 10, 0.5, 0, 0.2, 0.4),
      flips("normal, mean 0.5, n = 20", normal, 20, 0.5, 0, 0.45, 0.65),
      flips("normal, mean 0.5, n = 40", normal, 40, 0.5, 0, 0.8, 0.95),
      power_of_t(10, 0.5),
      power_of_t(20, 0.5),
      power_of_t(40, 0.5),
      equivalence("normal, n = 30", normal, 30, 1, 0.05, 0.05, 0.05),
      equivalence("three values, n = 30", three_valued, 30, 1, 0.05, 0.03, 0.06),
      equivalence("skewed, n = 50", skewed, 50, 1, 0.05, 0.02, 0.1),
      equivalence("skewed, n = 200", skewed, 200, 1, 0.05, 0.02, 0.08),
      equivalence("normal, n = 15, margin one deviation", normal, 15, 0, 0, 0.85, 1),
      family("normal, no effect", normal, 30, 0, 0.035, 0.05),
      family("normal, two effects", normal, 30, 2, 0.035, 0.05),
      family("skewed, no effect", skewed, 30, 0, 0.03, 0.15),
      family("skewed, no effect", skewed, 200, 0, 0.03, 0.09),
      break_test("Break-point test rejects at 5 %, straight line", "normal, n = 40", break_of, normal, 40, 0, 0.05,
                 0.045, 0.055),
      break_test("Break-point test rejects at 5 %, straight line", "skewed, n = 40", break_of, skewed, 40, 0, 0.05,
                 0.04, 0.06),
      break_test("Break-point test rejects at 5 %, straight line", "three values, n = 40", break_of, three_valued, 40,
                 0, 0.05, 0.04, 0.06),
      break_test("Break-point test rejects at 5 %, slope 1 then 2", "normal, n = 40", break_of, normal, 40, 1, 0, 0.3,
                 0.9),
      break_test("Break-point test rejects at 5 %, slope 1 then 2", "normal, n = 80", break_of, normal, 80, 1, 0, 0.6,
                 1),
      break_test("Break-point test of curves rejects at 5 %, straight line", "normal, 30 curves", break_of_curves,
                 normal, 30, 0, 0.05, 0.045, 0.05),
      break_test("Break-point test of curves rejects at 5 %, straight line", "skewed, 30 curves", break_of_curves,
                 skewed, 30, 0, 0.05, 0.03, 0.08),
      break_test("Break-point test of curves rejects at 5 %, slope 1 then 1.5", "normal, 30 curves", break_of_curves,
                 normal, 30, 0.5, 0, 0.5, 1),
  };
  return list;
}

double share(const Experiment& experiment) {
  std::uint32_t count = 0;
  for (std::uint32_t trial = 0; trial < experiment.trials; ++trial) count += experiment.trial(trial) ? 1 : 0;
  return static_cast<double>(count) / experiment.trials;
}

double excess(const Experiment& experiment, double measured) {
  const double bound = measured < experiment.least ? experiment.least : experiment.most;
  if (measured >= experiment.least && measured <= experiment.most) return 0;
  return std::fabs(measured - bound) / std::sqrt(bound * (1 - bound) / experiment.trials);
}

}  // namespace entremise::experiments
