#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// How a bootstrap is made. The resamples are a function of the seed and the sample's size alone.
struct BootstrapOptions {
  std::size_t resamples = 4000;  ///< at least 1
  double confidence = 0.95;      ///< strictly between 0 and 1
  std::uint64_t seed = 1;
};

/// A number computed from a sample whose order does not matter.
using Statistic = std::function<double(std::span<const double>)>;

/// A number computed from chosen rows of a table (rows are numbered from 0 and may repeat): for statistics of several
/// paired samples at once.
using RowStatistic = std::function<double(std::span<const std::uint32_t>)>;

/// Bias-corrected and accelerated bootstrap interval (Efron 1987, Journal of the American Statistical Association
/// 82(397), 171–185), the acceleration from the jackknife. Quantiles of the resamples are of definition 7; a resample
/// equal to the estimate counts half in the correction of bias.
///
/// None when the sample says nothing of its own spread: fewer than two values, a statistic that is the same in every
/// resample, or one that is not finite on the sample, on a sample with one value left out, or in more than a twentieth
/// of the resamples (those few are left out). Options out of range throw std::invalid_argument.
///
/// With few or strongly skewed values it covers less than it says; the README of this folder has measured figures.
[[nodiscard]] std::optional<Interval> bca_interval(std::span<const double> sample, const Statistic& statistic,
                                                   const BootstrapOptions& options);

/// The same of the mean, in a fraction of the time: the resamples are those of `bca_interval`.
[[nodiscard]] std::optional<Interval> bca_interval_of_mean(std::span<const double> sample,
                                                           const BootstrapOptions& options);

/// The same of a statistic of `rows` rows resampled whole; the statistic of all rows in their order is the estimate.
[[nodiscard]] std::optional<Interval> bca_interval_of_rows(std::size_t rows, const RowStatistic& statistic,
                                                           const BootstrapOptions& options);

}  // namespace entremise
