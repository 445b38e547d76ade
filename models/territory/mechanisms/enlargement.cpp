#include "models/territory/mechanisms/enlargement.hpp"

#include <cmath>

namespace entremise::territory {

std::vector<Enlargement> enlargements_of(const std::vector<Lever>& levers, std::size_t actors) {
  std::vector<Enlargement> all;
  const std::size_t present_at_start = actors;
  for (const Lever& lever : levers) {
    if (lever.kind != LeverKind::enlargement) continue;
    Enlargement one;
    one.count = static_cast<std::uint32_t>(
        std::ceil(lever["enlargement.share"] * static_cast<double>(present_at_start) - 1e-9));
    if (one.count == 0) continue;
    one.earliest = month_of(lever);
    one.mode = static_cast<EnlargementMode>(lever["enlargement.mode"]);
    one.steps = static_cast<std::uint32_t>(lever["enlargement.steps"]);
    one.every = static_cast<std::uint32_t>(lever["enlargement.every"]);
    one.after_successes = static_cast<std::uint32_t>(lever["enlargement.after_successes"]);
    one.spread = static_cast<float>(lever["enlargement.spread"]);
    one.first = static_cast<Actor>(actors);
    actors += one.count;
    all.push_back(one);
  }
  return all;
}

}  // namespace entremise::territory
