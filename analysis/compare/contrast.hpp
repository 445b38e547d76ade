#pragma once
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// Levels of the five quantiles shown everywhere: the fan of a chart and its median.
inline constexpr std::array<double, 5> fan_levels{0.05, 0.25, 0.50, 0.75, 0.95};
/// Confidence of every interval of a mean.
inline constexpr double confidence_level = 0.95;

/// One recorded quantity (a series, or one cell of a series with axes) in every run of an ensemble.
struct Quantity {
  std::size_t scenarios = 0;
  std::size_t replicates = 0;
  std::size_t months = 0;     ///< number of recorded months, month 0 included
  std::vector<float> values;  ///< [scenario][replicate][month]; NaN where a run is missing or the value undefined

  [[nodiscard]] double at(std::size_t scenario, std::size_t replicate, std::size_t month) const {
    return static_cast<double>(values[(scenario * replicates + replicate) * months + month]);
  }
  /// The values of one month over the replicates, in their order, NaN among them.
  [[nodiscard]] std::vector<double> across(std::size_t scenario, std::size_t month) const;
};

/// How the replicates of one scenario lie in one month.
struct Spread {
  std::size_t n = 0;  ///< replicates with a value
  double mean = 0;
  double deviation = 0;               ///< sample standard deviation; 0 for n = 1
  std::array<double, 5> quantiles{};  ///< at `fan_levels`
};

/// None when no replicate has a value. NaN are left out.
[[nodiscard]] std::optional<Spread> spread_of(std::span<const double> values);

/// The paired difference scenario − reference in one month, over the replicates that have a value in both.
struct Contrast {
  std::size_t n = 0;                  ///< pairs
  double reference_mean = 0;          ///< over the pairs
  double scenario_mean = 0;           ///< over the pairs
  double difference = 0;              ///< mean of the paired differences
  std::optional<Interval> interval;   ///< 95 % Student interval of that mean; none for n < 2
  std::array<double, 5> quantiles{};  ///< of the paired differences, at `fan_levels`
  std::size_t higher = 0;             ///< pairs in which the scenario lies above the reference
  std::size_t lower = 0;
  std::size_t equal = 0;
  bool constant = false;  ///< n ≥ 2 and every pair differs by exactly the same
  /// (Var(scenario) + Var(reference)) / Var(difference): how many times more replicates independent luck would
  /// need for an interval as narrow. None for n < 2 and for a constant difference.
  std::optional<double> variance_ratio;
};

/// Pairs by position; a pair with a NaN on either side is left out. None when no pair is left.
/// Different lengths throw std::invalid_argument.
[[nodiscard]] std::optional<Contrast> contrast_of(std::span<const double> reference, std::span<const double> scenario);

/// `spread_of` for every month of one scenario.
[[nodiscard]] std::vector<std::optional<Spread>> spreads(const Quantity& quantity, std::size_t scenario);

/// `contrast_of` for every month of one scenario against another.
[[nodiscard]] std::vector<std::optional<Contrast>> contrasts(const Quantity& quantity, std::size_t reference,
                                                             std::size_t scenario);

/// Months at which series are summarised: 12, 36, 60, 84, 120 as far as the horizon goes, and the last one.
[[nodiscard]] std::vector<std::size_t> summary_months(std::size_t last_month);

}  // namespace entremise
