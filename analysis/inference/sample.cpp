#include "analysis/inference/sample.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace entremise {

std::vector<double> paired_differences(std::span<const double> reference, std::span<const double> scenario) {
  if (reference.size() != scenario.size()) throw std::invalid_argument("pairs need two samples of one length");
  std::vector<double> out;
  out.reserve(reference.size());
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const double difference = scenario[i] - reference[i];
    if (std::isfinite(difference)) out.push_back(difference);
  }
  return out;
}

void require_finite(std::span<const double> sample) {
  if (!std::all_of(sample.begin(), sample.end(), [](double v) { return std::isfinite(v); }))
    throw std::invalid_argument("a sample has a value that is not finite");
}

bool is_constant(std::span<const double> sample) noexcept {
  return std::all_of(sample.begin(), sample.end(), [&](double v) { return v == sample.front(); });
}

}  // namespace entremise
