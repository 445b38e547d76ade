#include "analysis/inference/multiplicity.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>

namespace entremise {

std::vector<double> holm(std::span<const double> p) {
  for (const double value : p)
    if (!(value >= 0 && value <= 1)) throw std::invalid_argument("a p-value lies outside 0..1");
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> out(p.size());
  double largest = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    largest = std::max(largest, std::min(1.0, static_cast<double>(p.size() - k) * p[order[k]]));
    out[order[k]] = largest;
  }
  return out;
}

}  // namespace entremise
