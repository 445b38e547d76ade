#include "analysis/calibration/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "analysis/compare/statistics.hpp"
#include "analysis/designs/latin_hypercube.hpp"
#include "sim/random/streams.hpp"

namespace entremise {

using territory::registry;

std::vector<std::size_t> sampled_parameters() {
  std::vector<std::size_t> some;
  for (std::size_t i = 0; i < registry.size(); ++i)
    if (registry[i].sampling != territory::Sampling::fixed) some.push_back(i);
  return some;
}

double sampled_value(const territory::Parameter& p, double u) noexcept {
  const auto [low, high] = p.plausible;
  if (p.kind == territory::Kind::real)
    return p.sampling == territory::Sampling::log_uniform ? low * std::pow(high / low, u) : low + (high - low) * u;
  // Whole numbers: each as likely.
  return std::min(high, low + std::floor(u * (high - low + 1)));
}

namespace {

double worst_of_fitted(const std::vector<double>& values) {
  double worst = 0;
  for (std::size_t k = 0; k < patterns.size(); ++k)
    if (patterns[k].fitted) worst = std::max(worst, implausibility(patterns[k], values[k]));
  return worst;
}

// Largest gap between the empirical distributions of two sorted samples.
double largest_gap(const std::vector<double>& x, const std::vector<double>& y) {
  double gap = 0;
  std::size_t i = 0, j = 0;
  while (i < x.size() && j < y.size()) {
    const double at = std::min(x[i], y[j]);
    while (i < x.size() && x[i] <= at) ++i;
    while (j < y.size() && y[j] <= at) ++j;
    gap = std::max(gap, std::abs(static_cast<double>(i) / static_cast<double>(x.size()) -
                                 static_cast<double>(j) / static_cast<double>(y.size())));
  }
  return gap;
}

std::vector<Shift> shifts_of(const std::vector<Draw>& first, const std::vector<Draw>& last,
                             const std::vector<std::size_t>& sampled) {
  std::vector<Shift> shifts;
  for (std::size_t d = 0; d < sampled.size(); ++d) {
    const auto sorted = [d](const std::vector<Draw>& draws) {
      std::vector<double> values;
      for (const Draw& draw : draws) values.push_back(draw.values[d]);
      std::sort(values.begin(), values.end());
      return values;
    };
    const std::vector<double> prior = sorted(first), posterior = sorted(last);
    shifts.push_back({sampled[d], quantile(prior, 0.5), quantile(posterior, 0.5), quantile(posterior, 0.05),
                      quantile(posterior, 0.95), largest_gap(prior, posterior)});
  }
  std::stable_sort(shifts.begin(), shifts.end(),
                   [](const Shift& x, const Shift& y) { return x.distance > y.distance; });
  return shifts;
}

std::vector<PatternFit> fits_of(const std::vector<Draw>& draws) {
  std::vector<PatternFit> fits;
  for (std::size_t k = 0; k < patterns.size(); ++k) {
    std::vector<double> values;
    double met = 0;
    for (const Draw& draw : draws) {
      if (std::isnan(draw.patterns[k])) continue;
      values.push_back(draw.patterns[k]);
      met += implausibility(patterns[k], draw.patterns[k]) <= 1 ? 1 : 0;
    }
    std::sort(values.begin(), values.end());
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (values.empty())
      fits.push_back({none, none, none, none});
    else
      fits.push_back({met / static_cast<double>(values.size()), quantile(values, 0.05), quantile(values, 0.5),
                      quantile(values, 0.95)});
  }
  return fits;
}

// Back into the unit interval, as off a mirror at either end.
double reflected(double u) {
  u = std::abs(u);
  u = u - 2 * std::floor(u / 2);
  return std::min(u > 1 ? 2 - u : u, std::nextafter(1.0, 0.0));
}

class Search {
 public:
  Search(const territory::Specification& territory, const CalibrationPlan& plan, const std::stop_token& stop,
         const std::function<void(std::size_t)>& progress)
      : territory_(territory), plan_(plan), stop_(stop), progress_(progress), sampled_(sampled_parameters()) {}

  Calibration run() {
    Calibration result;
    std::vector<Draw> first, best;
    for (std::size_t wave = 0; wave < plan_.waves && !stop_.stop_requested(); ++wave) {
      std::vector<Draw> draws = wave == 0 ? scattered() : around(best, wave);
      measure(draws, PatternSet::fitted);
      if (stop_.stop_requested()) break;
      if (wave == 0) first = draws;
      best.insert(best.end(), std::make_move_iterator(draws.begin()), std::make_move_iterator(draws.end()));
      sort(best);
      best.resize(std::min(best.size(), plan_.keep));
      result.worst_of_wave.push_back(best.back().implausibility);
    }
    redraw_idle(best);
    measure(best, PatternSet::all);
    // What was idle where the territory was given may act elsewhere.
    sort(best);
    result.defaults = measure_patterns(territory_, plan_.seed, plan_.replicates, PatternSet::all, stop_);
    result.stopped = stop_.stop_requested();
    if (result.stopped) return result;
    result.meeting_all = static_cast<std::size_t>(
        std::count_if(best.begin(), best.end(), [](const Draw& d) { return d.implausibility <= 1; }));
    result.shifts = shifts_of(first, best, sampled_);
    result.prior = fits_of(first);
    result.posterior = fits_of(best);
    result.plausible = std::move(best);
    move_defaults(result);
    result.stopped = stop_.stop_requested();
    return result;
  }

 private:
  static void sort(std::vector<Draw>& draws) {
    std::stable_sort(draws.begin(), draws.end(),
                     [](const Draw& x, const Draw& y) { return x.implausibility < y.implausibility; });
  }
  std::vector<Draw> scattered() const {
    const std::vector<double> points = latin_hypercube(plan_.draws, sampled_.size(), plan_.seed);
    std::vector<Draw> draws(plan_.draws);
    for (std::size_t i = 0; i < draws.size(); ++i)
      draws[i].at.assign(points.begin() + static_cast<std::ptrdiff_t>(i * sampled_.size()),
                         points.begin() + static_cast<std::ptrdiff_t>((i + 1) * sampled_.size()));
    return draws;
  }
  // Each around one of the best, drawn anew; by half as far in every wave.
  std::vector<Draw> around(const std::vector<Draw>& best, std::size_t wave) const {
    const double spread = 0.4 * std::pow(0.5, static_cast<double>(wave));
    std::vector<Draw> draws(plan_.draws);
    const StreamKey key = stream_key({plan_.seed, 0}, process_id("calibration waves"));
    for (std::size_t i = 0; i < draws.size(); ++i) {
      Draws luck(key, static_cast<std::uint32_t>(i), no_entity, static_cast<std::uint32_t>(wave));
      draws[i].at = best[luck.below(static_cast<std::uint32_t>(best.size()))].at;
      for (double& u : draws[i].at) u = reflected(u + spread * luck.normal());
    }
    return draws;
  }
  void measure(std::vector<Draw>& draws, PatternSet set) {
    tbb::parallel_for(std::size_t{0}, draws.size(), [&](std::size_t i) {
      if (stop_.stop_requested()) return;
      Draw& draw = draws[i];
      territory::Specification s = territory_;
      draw.values.clear();
      for (std::size_t d = 0; d < sampled_.size(); ++d) {
        draw.values.push_back(sampled_value(registry[sampled_[d]], draw.at[d]));
        s.parameters.set_index(sampled_[d], draw.values.back());
      }
      draw.patterns = measure_patterns(s, plan_.seed, plan_.replicates, set, stop_);
      if (draw.patterns.empty()) return;
      draw.implausibility = worst_of_fitted(draw.patterns);
      if (set == PatternSet::all) return;
      const std::scoped_lock lock(telling_);
      ++done_;
      if (progress_) progress_(done_);
    });
  }

  // Parameters on which not a bit of a run depends say nothing, but would drift with the draws that are kept.
  void redraw_idle(std::vector<Draw>& draws) const {
    const auto series = [&](const territory::Specification& s) {
      RunRecord record;
      if (!territory::run(s, {plan_.seed, 0}, {}, record, stop_)) record.series.clear();
      return record.series;
    };
    const auto same = [](const std::vector<float>& x, const std::vector<float>& y) {
      return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                        [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); });
    };
    const std::vector<float> reference = series(territory_);
    std::vector<std::uint8_t> idle(sampled_.size());
    tbb::parallel_for(std::size_t{0}, sampled_.size(), [&](std::size_t d) {
      bool acts = false;
      for (const double end : {0.0, 1.0}) {
        territory::Specification s = territory_;
        s.parameters.set_index(sampled_[d], sampled_value(registry[sampled_[d]], end));
        acts = acts || !same(series(s), reference);
      }
      idle[d] = acts ? 0 : 1;
    });
    const std::vector<double> anew = latin_hypercube(draws.size(), sampled_.size(), plan_.seed + 1);
    for (std::size_t i = 0; i < draws.size(); ++i)
      for (std::size_t d = 0; d < sampled_.size(); ++d)
        if (idle[d] != 0) draws[i].at[d] = anew[i * sampled_.size() + d];
  }

  // What is left to be mended, small where every fitted pattern is met with a little to spare.
  static double shortfall(const std::vector<double>& values) {
    double sum = 0;
    for (std::size_t k = 0; k < patterns.size(); ++k)
      if (patterns[k].fitted) {
        const double excess = std::max(0.0, implausibility(patterns[k], values[k]) - 0.9);
        sum += excess * excess;
      }
    return sum;
  }
  static double in_two_digits(double x) { return x == 0 ? 0 : std::stod(fmt::format("{:.2g}", x)); }

  // Steps that later ones have made unnecessary are undone, the earliest first.
  void take_back(Calibration& result, territory::Specification& now) const {
    const auto worst = [&](const territory::Specification& s) {
      const auto values = measure_patterns(s, plan_.seed, plan_.replicates, PatternSet::fitted, stop_);
      return values.empty() ? std::numeric_limits<double>::infinity() : worst_of_fitted(values);
    };
    for (std::size_t k = 0; k < result.steps.size() && worst(now) <= 1;) {
      territory::Specification without = now;
      without.parameters.set_index(result.steps[k].parameter, result.steps[k].from);
      if (worst(without) <= 1) {
        now = without;
        result.steps.erase(result.steps.begin() + static_cast<std::ptrdiff_t>(k));
      } else {
        ++k;
      }
    }
  }

  void move_defaults(Calibration& result) const {
    struct Trial {
      std::size_t parameter;
      double to, left;
      std::vector<double> patterns;
    };
    territory::Specification now = territory_;
    std::vector<double> values = result.defaults;
    // All at first; then those that were most promising.
    std::vector<std::size_t> candidates(sampled_.size());
    for (std::size_t d = 0; d < candidates.size(); ++d) candidates[d] = d;
    constexpr std::size_t promising = 80;
    for (std::size_t step = 0; step < plan_.most_steps && worst_of_fitted(values) > 1; ++step) {
      std::vector<Trial> trials;
      for (const std::size_t d : candidates) {
        const std::size_t parameter = sampled_[d];
        const territory::Parameter& p = registry[parameter];
        if (p.evidence != territory::Evidence::assumption) continue;
        std::vector<double> kept;
        for (const Draw& draw : result.plausible) kept.push_back(draw.values[d]);
        std::sort(kept.begin(), kept.end());
        for (const double q : {0.25, 0.5, 0.75}) {
          const double to =
              p.kind == territory::Kind::real ? in_two_digits(quantile(kept, q)) : std::round(quantile(kept, q));
          if (to != now.parameters.value(parameter)) trials.push_back({parameter, to, 0, {}});
        }
      }
      tbb::parallel_for(std::size_t{0}, trials.size(), [&](std::size_t i) {
        territory::Specification s = now;
        s.parameters.set_index(trials[i].parameter, trials[i].to);
        trials[i].patterns = measure_patterns(s, plan_.seed, plan_.replicates, PatternSet::fitted, stop_);
        trials[i].left =
            trials[i].patterns.empty() ? std::numeric_limits<double>::infinity() : shortfall(trials[i].patterns);
      });
      if (stop_.stop_requested() || trials.empty()) return;
      if (step == 0) {
        const auto least_left = [&](std::size_t d) {
          double least = std::numeric_limits<double>::infinity();
          for (const Trial& trial : trials)
            if (trial.parameter == sampled_[d]) least = std::min(least, trial.left);
          return least;
        };
        std::stable_sort(candidates.begin(), candidates.end(),
                         [&](std::size_t x, std::size_t y) { return least_left(x) < least_left(y); });
        candidates.resize(std::min(candidates.size(), promising));
      }
      const auto best = std::min_element(trials.begin(), trials.end(),
                                         [](const Trial& x, const Trial& y) { return x.left < y.left; });
      if (best->left >= 0.99 * shortfall(values)) break;
      result.steps.push_back(
          {best->parameter, now.parameters.value(best->parameter), best->to, worst_of_fitted(best->patterns)});
      now.parameters.set_index(best->parameter, best->to);
      values = best->patterns;
    }
    take_back(result, now);
    result.moved = measure_patterns(now, plan_.seed, plan_.replicates, PatternSet::all, stop_);
  }

  const territory::Specification& territory_;
  const CalibrationPlan& plan_;
  const std::stop_token& stop_;
  const std::function<void(std::size_t)>& progress_;
  std::vector<std::size_t> sampled_;
  std::mutex telling_;
  std::size_t done_ = 0;
};

}  // namespace

Calibration calibrate(const territory::Specification& territory, const CalibrationPlan& plan,
                      const std::stop_token& stop, const std::function<void(std::size_t)>& progress) {
  return Search(territory, plan, stop, progress).run();
}

std::string to_csv(const Calibration& calibration) {
  std::string out = "implausibility";
  for (const std::size_t i : sampled_parameters()) out += fmt::format(",{}", registry[i].key);
  for (const Pattern& pattern : patterns) out += fmt::format(",pattern.{}", pattern.key);
  out += '\n';
  for (const Draw& draw : calibration.plausible) {
    out += fmt::format("{:.6g}", draw.implausibility);
    for (const double x : draw.values) out += fmt::format(",{:.6g}", x);
    for (const double x : draw.patterns) out += fmt::format(",{:.6g}", x);
    out += '\n';
  }
  return out;
}

}  // namespace entremise
