#include "analysis/inference/effect_size.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <boost/math/special_functions/gamma.hpp>

#include "analysis/compare/statistics.hpp"
#include "analysis/inference/sample.hpp"

namespace entremise {

double small_sample_factor(double degrees) {
  if (!(degrees > 1)) throw std::invalid_argument("the small-sample factor needs more than one degree of freedom");
  // A ratio of gammas a half apart, without the overflow of either.
  return 1 / (boost::math::tgamma_delta_ratio(degrees / 2 - 0.5, 0.5) * std::sqrt(degrees / 2));
}

std::optional<double> hedges_g_paired(std::span<const double> differences) {
  require_finite(differences);
  const Moments m = moments(differences);
  if (m.n < 3 || !(m.variance > 0)) return std::nullopt;
  return small_sample_factor(static_cast<double>(m.n - 1)) * m.mean / std::sqrt(m.variance);
}

std::optional<double> hedges_g_average(std::span<const double> reference, std::span<const double> scenario) {
  if (reference.size() != scenario.size()) throw std::invalid_argument("pairs need two samples of one length");
  require_finite(reference);
  require_finite(scenario);
  const Moments a = moments(reference), b = moments(scenario);
  const double average = (a.variance + b.variance) / 2;
  if (a.n < 3 || !(average > 0)) return std::nullopt;
  double r = 0;
  if (a.variance > 0 && b.variance > 0) {
    double products = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) products += (reference[i] - a.mean) * (scenario[i] - b.mean);
    r = products / static_cast<double>(a.n - 1) / std::sqrt(a.variance) / std::sqrt(b.variance);
  }
  const double degrees = 2 * static_cast<double>(a.n - 1) / (1 + r * r);
  return small_sample_factor(degrees) * (b.mean - a.mean) / std::sqrt(average);
}

double probability_of_superiority(std::span<const double> reference, std::span<const double> scenario) {
  if (reference.size() != scenario.size()) throw std::invalid_argument("pairs need two samples of one length");
  require_finite(reference);
  require_finite(scenario);
  if (reference.empty()) return 0.5;
  double score = 0;
  for (std::size_t i = 0; i < reference.size(); ++i)
    score += scenario[i] > reference[i] ? 1 : scenario[i] == reference[i] ? 0.5 : 0;
  return score / static_cast<double>(reference.size());
}

}  // namespace entremise
