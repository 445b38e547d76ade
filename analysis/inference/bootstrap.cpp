#include "analysis/inference/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <boost/math/distributions/normal.hpp>

#include "analysis/inference/sample.hpp"
#include "sim/random/normal_quantile.hpp"
#include "sim/random/streams.hpp"

namespace entremise {
namespace {

void require_valid(const BootstrapOptions& options) {
  if (options.resamples == 0) throw std::invalid_argument("a bootstrap needs resamples");
  if (!(options.confidence > 0 && options.confidence < 1))
    throw std::invalid_argument("confidence lies between 0 and 1");
}

StreamKey resampling_key(const BootstrapOptions& options) {
  return stream_key({options.seed, 0}, process_id("bootstrap"));
}

/// Interval from the estimate, its values with each row left out, and the resamples (sorted here, of which those that
/// are not finite are left out).
std::optional<Interval> bca(double estimate, std::span<const double> left_out, std::vector<double> resampled,
                            double confidence) {
  if (!std::isfinite(estimate)) return std::nullopt;
  if (!std::all_of(left_out.begin(), left_out.end(), [](double v) { return std::isfinite(v); })) return std::nullopt;
  const std::size_t drawn = resampled.size();
  std::erase_if(resampled, [](double v) { return !std::isfinite(v); });
  if (resampled.empty() || 20 * (drawn - resampled.size()) > drawn) return std::nullopt;
  std::sort(resampled.begin(), resampled.end());
  if (resampled.front() == resampled.back()) return std::nullopt;

  const double count = static_cast<double>(resampled.size());
  const auto equal = std::equal_range(resampled.begin(), resampled.end(), estimate);
  const double below =
      static_cast<double>(equal.first - resampled.begin()) + 0.5 * static_cast<double>(equal.second - equal.first);
  const double bias = normal_quantile(std::clamp(below, 0.5, count - 0.5) / count);

  const double centre = moments(left_out).mean;
  double squares = 0, cubes = 0;
  for (const double value : left_out) {
    const double deviation = centre - value;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  const double scale = 6 * squares * std::sqrt(squares);
  const double acceleration = scale > 0 && std::isfinite(cubes / scale) ? cubes / scale : 0;

  const auto end = [&](double level) {
    const double shifted = bias + normal_quantile(level);
    const double rest = 1 - acceleration * shifted;
    // Where the acceleration turns the scale over, the end is that of all resamples.
    const double adjusted =
        rest > 0 ? boost::math::cdf(boost::math::normal(), bias + shifted / rest) : (shifted > 0 ? 1.0 : 0.0);
    return quantile(resampled, adjusted);
  };
  const double tail = (1 - confidence) / 2;
  return Interval{end(tail), end(1 - tail)};
}

}  // namespace

std::optional<Interval> bca_interval(std::span<const double> sample, const Statistic& statistic,
                                     const BootstrapOptions& options) {
  require_finite(sample);
  std::vector<double> chosen;
  return bca_interval_of_rows(
      sample.size(),
      [&](std::span<const std::uint32_t> rows) {
        chosen.clear();
        for (const std::uint32_t row : rows) chosen.push_back(sample[row]);
        return statistic(chosen);
      },
      options);
}

std::optional<Interval> bca_interval_of_mean(std::span<const double> sample, const BootstrapOptions& options) {
  require_valid(options);
  require_finite(sample);
  if (sample.size() < 2 || is_constant(sample)) return std::nullopt;
  const double n = static_cast<double>(sample.size());
  const double origin = sample.front();
  std::vector<double> deviations(sample.size());
  for (std::size_t i = 0; i < sample.size(); ++i) deviations[i] = sample[i] - origin;
  const double sum = std::accumulate(deviations.begin(), deviations.end(), 0.0);
  std::vector<double> left_out(sample.size());
  for (std::size_t i = 0; i < sample.size(); ++i) left_out[i] = (sum - deviations[i]) / (n - 1);
  const StreamKey key = resampling_key(options);
  std::vector<double> resampled(options.resamples);
  const auto rows = static_cast<std::uint32_t>(sample.size());
  for (std::size_t k = 0; k < resampled.size(); ++k) {
    Draws draws(key, static_cast<std::uint32_t>(k), no_entity, 0);
    double total = 0;
    for (std::uint32_t i = 0; i < rows; ++i) total += deviations[draws.below(rows)];
    resampled[k] = total / n;
  }
  auto interval = bca(sum / n, left_out, std::move(resampled), options.confidence);
  if (interval) interval = Interval{origin + interval->low, origin + interval->high};
  return interval;
}

std::optional<Interval> bca_interval_of_rows(std::size_t rows, const RowStatistic& statistic,
                                             const BootstrapOptions& options) {
  require_valid(options);
  if (rows < 2) return std::nullopt;
  const auto n = static_cast<std::uint32_t>(rows);
  std::vector<std::uint32_t> chosen(rows);
  std::iota(chosen.begin(), chosen.end(), 0u);
  const double estimate = statistic(chosen);
  std::vector<double> left_out(rows);
  for (std::uint32_t skipped = 0; skipped < n; ++skipped) {
    std::vector<std::uint32_t> others;
    others.reserve(rows - 1);
    for (std::uint32_t i = 0; i < n; ++i)
      if (i != skipped) others.push_back(i);
    left_out[skipped] = statistic(others);
  }
  const StreamKey key = resampling_key(options);
  std::vector<double> resampled(options.resamples);
  for (std::size_t k = 0; k < resampled.size(); ++k) {
    Draws draws(key, static_cast<std::uint32_t>(k), no_entity, 0);
    for (std::uint32_t& row : chosen) row = draws.below(n);
    resampled[k] = statistic(chosen);
  }
  return bca(estimate, left_out, std::move(resampled), options.confidence);
}

}  // namespace entremise
