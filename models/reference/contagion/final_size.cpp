#include "models/reference/contagion/final_size.hpp"

#include <algorithm>

#include "models/reference/replicates.hpp"
#include "sim/random/elementary.hpp"

namespace entremise::reference::final_size {
namespace {

constexpr Actor actors = 10'000;

double share_reached(double r0, Luck luck) {
  World world(Graph(actors, {}));
  world.resize(carriers, actors + 1);
  world.fill(carriers)[0] = 1;
  world.fill(carriers)[1] = 0;
  world.fill(health)[0] = 1;
  const auto events = step(r0, 256);
  while (world[carriers][0] > 0) events.advance(world, luck);
  return static_cast<double>(std::ranges::count(world[health], 2)) / actors;
}

}  // namespace

double size_in_the_limit(double r0) {
  double z = 1;
  for (int i = 0; i < 60; ++i) {
    const double e = elementary::exp(-r0 * z);
    z -= (z - 1 + e) / (1 - r0 * e);
  }
  return z;
}

std::vector<Check> verify(const Trial& trial) {
  const std::uint32_t runs = trial.replicates(200, 2000);
  std::vector<Check> checks;
  for (const double r0 : {1.5, 2.0, 3.0}) {
    const auto shares = replicates(
        runs, trial.seed + checks.size(), [r0](Luck luck) { return share_reached(r0, luck); }, trial.stop);
    Sample major;
    for (const double share : shares)
      if (share > 0.1) major.add(share);
    const double chance = 1 - 1 / r0;
    checks.push_back({text("chance of a major outbreak, R0 = {}", "chance d’une épidémie majeure, R0 = {}", r0),
                      Rule::statistic, chance, major.count() / runs, binomial_error(chance, runs), runs});
    checks.push_back({text("share reached by it, R0 = {}", "part qu’elle touche, R0 = {}", r0), Rule::statistic,
                      size_in_the_limit(r0), major.mean(), major.standard_error(), runs});
  }
  return checks;
}

}  // namespace entremise::reference::final_size
