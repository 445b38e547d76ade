#include "analysis/inference/interaction.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace entremise {

std::vector<double> differences_in_differences(std::span<const double> a1, std::span<const double> b1,
                                               std::span<const double> a0, std::span<const double> b0) {
  if (b1.size() != a1.size() || a0.size() != a1.size() || b0.size() != a1.size())
    throw std::invalid_argument("an interaction needs four samples of one length");
  std::vector<double> out;
  out.reserve(a1.size());
  for (std::size_t i = 0; i < a1.size(); ++i) {
    const double interaction = (b1[i] - a1[i]) - (b0[i] - a0[i]);
    if (std::isfinite(interaction)) out.push_back(interaction);
  }
  return out;
}

}  // namespace entremise
