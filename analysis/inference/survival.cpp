#include "analysis/inference/survival.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/normal.hpp>

#include "sim/random/normal_quantile.hpp"

namespace entremise {
namespace {

void require_durations(std::span<const Duration> durations) {
  for (const Duration& d : durations)
    if (!(d.time >= 0 && std::isfinite(d.time))) throw std::invalid_argument("a duration is negative or not finite");
}

std::vector<Duration> by_time(std::span<const Duration> durations) {
  std::vector<Duration> out(durations.begin(), durations.end());
  std::sort(out.begin(), out.end(), [](const Duration& a, const Duration& b) { return a.time < b.time; });
  return out;
}

std::vector<SurvivalStep> steps_of(const std::vector<Duration>& sorted) {
  std::vector<SurvivalStep> out;
  double survival = 1, hazard_variance = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    const double time = sorted[i].time;
    const std::size_t at_risk = sorted.size() - i;
    std::size_t events = 0;
    for (; i < sorted.size() && sorted[i].time == time; ++i) events += sorted[i].happened ? 1 : 0;
    if (events == 0) continue;
    const double n = static_cast<double>(at_risk), d = static_cast<double>(events);
    survival = events == at_risk ? 0 : survival * (1 - d / n);
    hazard_variance = events == at_risk ? 0 : hazard_variance + d / (n * (n - d));
    out.push_back({time, at_risk, events, survival, survival * survival * hazard_variance});
  }
  return out;
}

std::optional<RestrictedMean> restricted_mean_of(const std::vector<Duration>& sorted, double horizon) {
  if (sorted.empty()) return std::nullopt;
  const std::vector<SurvivalStep> steps = steps_of(sorted);
  const double known_to = sorted.back().time;
  if (known_to < horizon && (steps.empty() || steps.back().survival > 0)) return std::nullopt;
  RestrictedMean out;
  // From the horizon backwards: the area to the right of each step.
  double area = 0, right = horizon;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->time >= horizon) continue;
    area += step->survival * (right - step->time);
    right = step->time;
    const double n = static_cast<double>(step->at_risk), d = static_cast<double>(step->events);
    if (step->at_risk > step->events) out.variance += area * area * d / (n * (n - d));
  }
  out.mean = area + right;
  return out;
}

void require_horizon(double horizon) {
  if (!(horizon > 0 && std::isfinite(horizon))) throw std::invalid_argument("a horizon must be positive");
}

/// Replicates at risk and events at one time, on both sides.
struct RiskSet {
  double scenario_at_risk = 0, reference_at_risk = 0;
  double scenario_events = 0, reference_events = 0;
};

/// The risk sets of the times with an event at which both sides are at risk: the others do not depend on the ratio.
std::vector<RiskSet> informative_sets(std::span<const Duration> reference, std::span<const Duration> scenario) {
  const std::vector<Duration> a = by_time(reference), b = by_time(scenario);
  std::vector<RiskSet> out;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const double time = std::min(a[i].time, b[j].time);
    RiskSet set{static_cast<double>(b.size() - j), static_cast<double>(a.size() - i), 0, 0};
    for (; i < a.size() && a[i].time == time; ++i) set.reference_events += a[i].happened ? 1 : 0;
    for (; j < b.size() && b[j].time == time; ++j) set.scenario_events += b[j].happened ? 1 : 0;
    if (set.scenario_events + set.reference_events > 0) out.push_back(set);
  }
  return out;
}

struct Likelihood {
  double log = 0, score = 0, information = 0;
};

/// Efron's partial likelihood at a log ratio.
Likelihood likelihood_at(const std::vector<RiskSet>& sets, double log_ratio) {
  Likelihood out;
  const double ratio = std::exp(log_ratio);
  for (const RiskSet& set : sets) {
    const double events = set.scenario_events + set.reference_events;
    out.log += log_ratio * set.scenario_events;
    out.score += set.scenario_events;
    for (double l = 0; l < events; ++l) {
      const double scenario = (set.scenario_at_risk - l / events * set.scenario_events) * ratio;
      const double total = scenario + set.reference_at_risk - l / events * set.reference_events;
      const double share = scenario / total;
      out.log -= std::log(total);
      out.score -= share;
      out.information += share * (1 - share);
    }
  }
  return out;
}

double two_sided_p(double z) {
  return std::min(1.0, 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::fabs(z))));
}

}  // namespace

std::vector<SurvivalStep> kaplan_meier(std::span<const Duration> durations) {
  require_durations(durations);
  return steps_of(by_time(durations));
}

std::optional<RestrictedMean> restricted_mean(std::span<const Duration> durations, double horizon) {
  require_horizon(horizon);
  require_durations(durations);
  return restricted_mean_of(by_time(durations), horizon);
}

std::optional<RestrictedTimes> restricted_times(std::span<const Duration> durations, double horizon) {
  require_horizon(horizon);
  require_durations(durations);
  if (durations.empty()) return std::nullopt;
  RestrictedTimes out;
  out.complete = std::all_of(durations.begin(), durations.end(),
                             [&](const Duration& d) { return d.happened || d.time >= horizon; });
  out.values.reserve(durations.size());
  if (out.complete) {
    for (const Duration& d : durations) out.values.push_back(std::min(d.time, horizon));
    return out;
  }
  const std::vector<Duration> sorted = by_time(durations);
  const auto all = restricted_mean_of(sorted, horizon);
  if (!all) return std::nullopt;
  const double n = static_cast<double>(durations.size());
  for (const Duration& left_out : durations) {
    std::vector<Duration> others = sorted;
    others.erase(std::find_if(others.begin(), others.end(), [&](const Duration& d) {
      return d.time == left_out.time && d.happened == left_out.happened;
    }));
    const auto without = restricted_mean_of(others, horizon);
    if (!without) return std::nullopt;
    out.values.push_back(n * all->mean - (n - 1) * without->mean);
  }
  return out;
}

std::optional<RestrictedMeanDifference> restricted_mean_difference(std::span<const Duration> reference,
                                                                   std::span<const Duration> scenario, double horizon,
                                                                   double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("confidence lies between 0 and 1");
  if (reference.size() != scenario.size()) throw std::invalid_argument("pairs need two samples of one length");
  const auto a = restricted_times(reference, horizon), b = restricted_times(scenario, horizon);
  if (!a || !b) return std::nullopt;
  RestrictedMeanDifference out;
  out.reference = restricted_mean(reference, horizon)->mean;
  out.scenario = restricted_mean(scenario, horizon)->mean;
  out.complete = a->complete && b->complete;
  for (std::size_t i = 0; i < reference.size(); ++i) out.differences.push_back(b->values[i] - a->values[i]);
  const Moments m = moments(out.differences);
  out.difference = m.mean;
  out.interval = interval_of_mean(m, confidence);
  return out;
}

HazardRatio cox_regression(std::span<const Duration> reference, std::span<const Duration> scenario, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("confidence lies between 0 and 1");
  require_durations(reference);
  require_durations(scenario);
  const std::vector<RiskSet> sets = informative_sets(reference, scenario);
  HazardRatio out;
  if (sets.empty()) return out;
  double scenario_events = 0, reference_events = 0;
  for (const RiskSet& set : sets) {
    scenario_events += set.scenario_events;
    reference_events += set.reference_events;
  }
  // The score tends to minus the reference's events as the ratio grows, and to the scenario's as it goes to 0.
  if (reference_events == 0) out.outcome = CoxOutcome::unbounded_above;
  if (scenario_events == 0) out.outcome = CoxOutcome::unbounded_below;
  if (reference_events == 0 || scenario_events == 0) return out;

  const Likelihood start = likelihood_at(sets, 0);
  double at = 0;
  Likelihood here = start;
  for (int iteration = 0; iteration < 100; ++iteration) {
    double step = here.score / here.information;
    if (std::fabs(step) < 1e-12) break;
    Likelihood there = likelihood_at(sets, at + step);
    for (int halving = 0; halving < 60 && !(there.log >= here.log); ++halving) {
      step /= 2;
      there = likelihood_at(sets, at + step);
    }
    if (!(there.log >= here.log)) break;
    at += step;
    here = there;
  }
  out.outcome = CoxOutcome::estimated;
  out.log_ratio = at;
  out.standard_error = 1 / std::sqrt(here.information);
  const double half = normal_quantile(0.5 + confidence / 2) * out.standard_error;
  out.ratio = {std::exp(at - half), std::exp(at + half)};
  out.wald_p = two_sided_p(at / out.standard_error);
  out.score_p = two_sided_p(start.score / std::sqrt(start.information));
  return out;
}

}  // namespace entremise
