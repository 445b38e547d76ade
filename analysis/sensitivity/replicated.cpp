#include "analysis/sensitivity/replicated.hpp"

#include <algorithm>
#include <cmath>

#include "sim/random/streams.hpp"

namespace entremise {

bool is_constant(const Replicated& outcome) noexcept {
  return std::all_of(outcome.values.begin(), outcome.values.end(),
                     [&](double value) { return value == outcome.values.front(); });
}

double product_without_noise(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  double mean_x = 0, mean_y = 0, shared = 0;
  for (const double value : x) mean_x += value / n;
  for (const double value : y) mean_y += value / n;
  if (x.size() < 2) return mean_x * mean_y;
  for (std::size_t r = 0; r < x.size(); ++r) shared += (x[r] - mean_x) * (y[r] - mean_y);
  return mean_x * mean_y - shared / (n - 1) / n;
}

Resamples::Resamples(std::size_t items, std::size_t resamples, std::uint64_t seed)
    : items_(items), counts_(items * resamples, 0) {
  const StreamKey key = stream_key({seed, 0}, process_id("bootstrap"));
  for (std::size_t b = 0; b < resamples; ++b) {
    Draws draws(key, static_cast<std::uint32_t>(b), no_entity, 0);
    for (std::size_t i = 0; i < items; ++i) ++counts_[b * items + draws.below(static_cast<std::uint32_t>(items))];
  }
}

double Resamples::mean(std::size_t resample, std::span<const double> values) const {
  const std::span<const std::uint16_t> counts = (*this)[resample];
  double sum = 0;
  for (std::size_t i = 0; i < items_; ++i) sum += counts[i] * values[i];
  return sum / static_cast<double>(items_);
}

Interval Resamples::interval(std::vector<double>& statistics) const {
  std::sort(statistics.begin(), statistics.end());
  if (items_ < 2) return {statistics.front(), statistics.back()};
  const auto n = static_cast<double>(items_);
  const double far = std::sqrt(n / (n - 1)) * student_quantile(n - 1, 0.975);
  const double tail = std::erfc(far / std::sqrt(2.0)) / 2;
  return {quantile(statistics, tail), quantile(statistics, 1 - tail)};
}

}  // namespace entremise
