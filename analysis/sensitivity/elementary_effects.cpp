#include "analysis/sensitivity/elementary_effects.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace entremise {
namespace {

// Variance of the means over the input space and mean variance over replicates. Pairs of points that share their luck
// are left out of the first, since their noise is common.
std::optional<double> luck_share_of(const MorrisDesign& design, const Replicated& outcome) {
  if (outcome.replicates < 2 || design.trajectories < 2) return std::nullopt;
  const std::size_t steps = design.dimensions + 1;
  const double origin = outcome.values.front();
  struct Sums {
    double count = 0, values = 0, squares = 0;
    void add(double x) {
      ++count;
      values += x;
      squares += x * x;
    }
    // Sum of (x − y)² over all ordered pairs.
    [[nodiscard]] double pairs() const { return 2 * (count * squares - values * values); }
  } all;
  double within = 0, luck = 0, pairs_within = 0;
  for (std::size_t t = 0; t < design.trajectories; ++t) {
    Sums own;
    for (std::size_t step = 0; step < steps; ++step) {
      const Moments m = moments(outcome.at(t * steps + step));
      own.add(m.mean - origin);
      all.add(m.mean - origin);
      luck += m.variance;
    }
    within += own.pairs();
    pairs_within += own.count * own.count;
  }
  luck /= all.count;
  const double pairs_across = all.count * all.count - pairs_within;
  const double of_means = (all.pairs() - within) / pairs_across / 2;
  const double of_inputs = std::max(0.0, of_means - luck / static_cast<double>(outcome.replicates));
  if (of_inputs + luck <= 0) return std::nullopt;
  return luck / (of_inputs + luck);
}

}  // namespace

ElementaryEffects elementary_effects(const MorrisDesign& design, const Replicated& outcome, std::size_t resamples,
                                     std::uint64_t seed) {
  if (outcome.points != design.size() || outcome.values.size() != outcome.points * outcome.replicates)
    throw std::invalid_argument("outcomes that are not those of the design");
  const std::size_t k = design.dimensions, r = design.trajectories, n = outcome.replicates;
  ElementaryEffects result;
  result.constant = is_constant(outcome);
  result.luck_share = luck_share_of(design, outcome);
  std::vector<std::vector<double>> effects(k, std::vector<double>(r)), noise(k, std::vector<double>(r, 0));
  std::vector<bool> idle(k, true);
  std::vector<double> paired(n);
  for (std::size_t t = 0; t < r; ++t)
    for (std::size_t step = 1; step <= k; ++step) {
      const std::size_t i = design.moved[t * k + step - 1], after = t * (k + 1) + step;
      const double moved = design.at(t, step)[i] - design.at(t, step - 1)[i];
      for (std::size_t j = 0; j < n; ++j) {
        const double change = outcome.at(after, j) - outcome.at(after - 1, j);
        if (change != 0) idle[i] = false;
        paired[j] = change / moved;
      }
      const Moments m = moments(paired);
      effects[i][t] = m.mean;
      noise[i][t] = m.variance / static_cast<double>(n);
    }
  const Resamples again(r, resamples, seed);
  for (std::size_t i = 0; i < k; ++i) {
    ElementaryEffect e;
    std::vector<double> absolute(r), means, absolutes;
    std::transform(effects[i].begin(), effects[i].end(), absolute.begin(), [](double x) { return std::fabs(x); });
    for (std::size_t b = 0; b < again.size(); ++b) {
      means.push_back(again.mean(b, effects[i]));
      absolutes.push_back(again.mean(b, absolute));
    }
    const Moments m = moments(effects[i]);
    e.mean = {m.mean, again.interval(means)};
    e.absolute = {moments(absolute).mean, again.interval(absolutes)};
    const double luck = moments(noise[i]).mean;
    e.deviation = std::sqrt(std::max(0.0, m.variance - luck));
    if (n > 1) e.noise = std::sqrt(2 / std::numbers::pi * luck);
    e.idle = idle[i];
    e.within_noise = e.idle || (e.noise && e.absolute.interval.low <= *e.noise);
    result.inputs.push_back(e);
  }
  return result;
}

}  // namespace entremise
