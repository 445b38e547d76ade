#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// How long it took in one replicate until something happened, or how long one looked in vain.
struct Duration {
  double time = 0;  ///< at least 0, finite, in any unit (months here)
  bool happened = false;
};

/// One step of the Kaplan–Meier curve: a time at which something happened at least once.
struct SurvivalStep {
  double time = 0;
  std::size_t at_risk = 0;  ///< replicates observed until here without the event
  std::size_t events = 0;
  double survival = 1;  ///< estimated probability of being without the event after `time`
  double variance = 0;  ///< Greenwood's, of `survival`; 0 once `survival` is 0
};

/// Product-limit estimate (Kaplan & Meier 1958, Journal of the American Statistical Association 53(282), 457–481),
/// steps ascending in time. A replicate censored at the time of an event was still at risk. Empty when nothing
/// happened. Times that are negative or not finite throw std::invalid_argument, here and below.
[[nodiscard]] std::vector<SurvivalStep> kaplan_meier(std::span<const Duration> durations);

/// Mean time without the event up to a horizon: the area under the Kaplan–Meier curve.
struct RestrictedMean {
  double mean = 0;      ///< in 0..horizon
  double variance = 0;  ///< of that mean, by Greenwood's formula
};

/// None for no durations, and where the curve is not known up to the horizon: the longest of the durations ends before
/// it without the event. `horizon` > 0 and finite, or std::invalid_argument.
/// (Royston & Parmar 2013, BMC Medical Research Methodology 13, 152.)
[[nodiscard]] std::optional<RestrictedMean> restricted_mean(std::span<const Duration> durations, double horizon);

/// The time without the event up to a horizon, replicate by replicate: their mean is the restricted mean.
struct RestrictedTimes {
  std::vector<double> values;  ///< as many as durations, in their order
  /// True: every replicate was observed until the event or the horizon, and the values are min(time, horizon). So it is
  /// whenever every run goes to the horizon. False: some were cut short, and the values are the jackknife
  /// pseudo-observations of the restricted mean (Andersen, Hansen & Klein 2004, Lifetime Data Analysis 10(4), 335–350),
  /// which may lie outside 0..horizon; it supposes that runs are cut short independently of the event.
  bool complete = true;
};

/// None where the restricted mean is none, with all durations or with one of them left out.
[[nodiscard]] std::optional<RestrictedTimes> restricted_times(std::span<const Duration> durations, double horizon);

/// Difference of restricted means, scenario − reference, over paired replicates.
struct RestrictedMeanDifference {
  double reference = 0;              ///< restricted mean
  double scenario = 0;               ///< restricted mean
  double difference = 0;             ///< positive: later with the scenario
  std::vector<double> differences;   ///< pair by pair, of the restricted times: for bootstrap and permutation
  std::optional<Interval> interval;  ///< Student's, of `difference` as mean of `differences`; none for n < 2
  bool complete = true;              ///< no run was cut short on either side (see `RestrictedTimes`)
};

/// None where the restricted times of either side are none. Different lengths throw std::invalid_argument.
[[nodiscard]] std::optional<RestrictedMeanDifference> restricted_mean_difference(std::span<const Duration> reference,
                                                                                 std::span<const Duration> scenario,
                                                                                 double horizon, double confidence);

/// How a Cox regression ended.
enum class CoxOutcome {
  estimated,
  uninformative,    ///< no event at a time when both sides were at risk: the data say nothing of the ratio
  unbounded_above,  ///< the likelihood grows without end with the hazard ratio: all such events are the scenario's
  unbounded_below,  ///< ... towards a ratio of 0: all such events are the reference's
};

/// Hazard of the scenario over hazard of the reference. Numbers are set only where `outcome` is `estimated`.
struct HazardRatio {
  CoxOutcome outcome = CoxOutcome::uninformative;
  double log_ratio = 0;
  double standard_error = 0;  ///< of log_ratio, from the observed information
  Interval ratio;             ///< Wald interval of the hazard ratio itself
  double wald_p = 1;          ///< two-sided
  double score_p = 1;         ///< of the score test of ratio 1 (the log-rank test where no times are tied)
};

/// Proportional hazards with one covariate, 1 for the scenario and 0 for the reference (Cox 1972, Journal of the Royal
/// Statistical Society B 34(2), 187–220), ties after Efron (1977, Journal of the American Statistical Association
/// 72(359), 557–565), by Newton's method with halved steps. Whether the likelihood has a maximum is decided from the
/// data beforehand, not from a failed iteration. The two sides may differ in length: pairs are not used, so that with
/// common luck the standard error is too large where the pairs agree; tests should rest on
/// `restricted_mean_difference`. 0 < confidence < 1, or std::invalid_argument.
[[nodiscard]] HazardRatio cox_regression(std::span<const Duration> reference, std::span<const Duration> scenario,
                                         double confidence);

}  // namespace entremise
