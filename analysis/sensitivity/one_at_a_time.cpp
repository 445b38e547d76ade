#include "analysis/sensitivity/one_at_a_time.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace entremise {

Paths one_at_a_time(const OneAtATimeDesign& design, const Replicated& outcome) {
  if (outcome.points != design.size() || outcome.values.size() != outcome.points * outcome.replicates)
    throw std::invalid_argument("outcomes that are not those of the design");
  Paths result;
  const Moments start = moments(outcome.at(0));
  result.start = start.mean;
  result.luck = std::sqrt(start.variance);
  result.constant = is_constant(outcome);
  std::vector<double> paired(outcome.replicates);
  for (std::size_t i = 0; i < design.dimensions; ++i) {
    Path path;
    path.idle = true;
    path.within_noise = true;
    for (std::size_t level = 0; level < design.levels; ++level) {
      const std::size_t point = design.index(i, level);
      for (std::size_t r = 0; r < outcome.replicates; ++r) {
        paired[r] = outcome.at(point, r) - outcome.at(0, r);
        if (paired[r] != 0) path.idle = false;
      }
      const Moments m = moments(paired);
      path.means.push_back(moments(outcome.at(point)).mean);
      path.differences.push_back(m.mean);
      path.intervals.push_back(interval_of_mean(m, 0.95));
      const auto strict = interval_of_mean(m, 1 - 0.05 / static_cast<double>(design.levels));
      if (strict && (strict->low > 0 || strict->high < 0)) path.within_noise = false;
    }
    if (outcome.replicates < 2) path.within_noise = path.idle;
    const auto [low, high] = std::minmax_element(path.means.begin(), path.means.end());
    path.swing = *high - *low;
    if (path.swing > 0)
      path.shape = std::is_sorted(path.means.begin(), path.means.end())     ? Shape::rising
                   : std::is_sorted(path.means.rbegin(), path.means.rend()) ? Shape::falling
                                                                            : Shape::bent;
    result.inputs.push_back(std::move(path));
  }
  return result;
}

}  // namespace entremise
