#include "models/reference/contagion/granovetter.hpp"

#include <algorithm>
#include <numeric>

#include "sim/graph/generators.hpp"

namespace entremise::reference::granovetter {

std::uint32_t final_number(const std::vector<std::uint32_t>& thresholds) {
  World world(complete(static_cast<Actor>(thresholds.size())));
  std::ranges::copy(thresholds, world.fill(threshold).begin());
  const auto joining = step();
  for (std::size_t t = 0; t < thresholds.size(); ++t) joining.advance(world, {});
  return static_cast<std::uint32_t>(std::ranges::count(world[joined], 1));
}

std::vector<Check> verify(const Trial&) {
  std::vector<std::uint32_t> thresholds(100);
  std::iota(thresholds.begin(), thresholds.end(), 0u);
  const double all = final_number(thresholds);
  thresholds[1] = 2;
  const double one = final_number(thresholds);
  return {{{"who join, thresholds 0 to 99", "ceux qui se joignent, seuils de 0 à 99"}, Rule::near, 100, all, 0},
          {{"the same, threshold 1 raised to 2", "de même, le seuil 1 porté à 2"}, Rule::near, 1, one, 0}};
}

}  // namespace entremise::reference::granovetter
