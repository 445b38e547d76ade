#include "analysis/compare/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace entremise {
namespace {

std::array<double, 5> quantiles_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::array<double, 5> out{};
  for (std::size_t q = 0; q < out.size(); ++q) out[q] = quantile(values, fan_levels[q]);
  return out;
}

}  // namespace

std::vector<double> Quantity::across(std::size_t scenario, std::size_t month) const {
  std::vector<double> out(replicates);
  for (std::size_t r = 0; r < replicates; ++r) out[r] = at(scenario, r, month);
  return out;
}

std::optional<Spread> spread_of(std::span<const double> values) {
  std::vector<double> present;
  present.reserve(values.size());
  for (const double value : values)
    if (!std::isnan(value)) present.push_back(value);
  if (present.empty()) return std::nullopt;
  const Moments m = moments(present);
  return Spread{m.n, m.mean, std::sqrt(m.variance), quantiles_of(std::move(present))};
}

std::optional<Contrast> contrast_of(std::span<const double> reference, std::span<const double> scenario) {
  if (reference.size() != scenario.size()) throw std::invalid_argument("samples of different lengths are not paired");
  std::vector<double> a, b, differences;
  Contrast out;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (std::isnan(reference[i]) || std::isnan(scenario[i])) continue;
    a.push_back(reference[i]);
    b.push_back(scenario[i]);
    differences.push_back(scenario[i] - reference[i]);
    if (scenario[i] > reference[i])
      ++out.higher;
    else if (scenario[i] < reference[i])
      ++out.lower;
    else
      ++out.equal;
  }
  if (differences.empty()) return std::nullopt;
  const Moments of_a = moments(a), of_b = moments(b), of_difference = moments(differences);
  out.n = of_difference.n;
  out.reference_mean = of_a.mean;
  out.scenario_mean = of_b.mean;
  out.difference = of_difference.mean;
  out.interval = interval_of_mean(of_difference, confidence_level);
  out.constant = out.n >= 2 && of_difference.variance == 0;
  if (out.n >= 2 && !out.constant) out.variance_ratio = (of_a.variance + of_b.variance) / of_difference.variance;
  out.quantiles = quantiles_of(std::move(differences));
  return out;
}

std::vector<std::optional<Spread>> spreads(const Quantity& quantity, std::size_t scenario) {
  std::vector<std::optional<Spread>> out(quantity.months);
  for (std::size_t m = 0; m < quantity.months; ++m) out[m] = spread_of(quantity.across(scenario, m));
  return out;
}

std::vector<std::optional<Contrast>> contrasts(const Quantity& quantity, std::size_t reference, std::size_t scenario) {
  std::vector<std::optional<Contrast>> out(quantity.months);
  for (std::size_t m = 0; m < quantity.months; ++m)
    out[m] = contrast_of(quantity.across(reference, m), quantity.across(scenario, m));
  return out;
}

std::vector<std::size_t> summary_months(std::size_t last_month) {
  std::vector<std::size_t> out;
  for (const std::size_t month : {12u, 36u, 60u, 84u, 120u})
    if (month < last_month) out.push_back(month);
  out.push_back(last_month);
  return out;
}

}  // namespace entremise
