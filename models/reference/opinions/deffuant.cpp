#include "models/reference/opinions/deffuant.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/replicates.hpp"

namespace entremise::reference::deffuant {
namespace {

constexpr Actor actors = 1000;

struct Outcome {
  std::uint32_t clusters = 0;
  double drift = 0;  // of the mean opinion
};

double mean(std::span<const double> x) {
  double sum = 0;
  for (const double one : x) sum += one;
  return sum / static_cast<double>(x.size());
}

Outcome run(double confidence, Luck luck) {
  World world(Graph(actors, {}));
  const StreamKey key = stream_key(luck, process_id("deffuant.start"));
  for (Actor i = 0; i < actors; ++i) world.fill(opinion)[i] = Draws(key, i, no_entity, 0).uniform53();
  const double before = mean(world[opinion]);
  const auto meetings = step(confidence, 0.5, actors);
  for (int t = 0; t < 400; ++t) meetings.advance(world, luck);
  return {clusters(world[opinion], 0.02, actors / 20), std::fabs(mean(world[opinion]) - before)};
}

}  // namespace

std::uint32_t clusters(std::span<const double> opinions, double gap, std::size_t smallest) {
  std::vector<double> x(opinions.begin(), opinions.end());
  std::sort(x.begin(), x.end());
  std::uint32_t count = 0;
  std::size_t first = 0;
  for (std::size_t i = 1; i <= x.size(); ++i)
    if (i == x.size() || x[i] - x[i - 1] > gap) {
      if (i - first >= smallest) ++count;
      first = i;
    }
  return count;
}

std::vector<Check> verify(const Trial& trial) {
  struct Case {
    double confidence;
    std::uint32_t clusters;
  };
  std::vector<Case> cases{{0.5, 1}, {0.3, 1}, {0.2, 2}};
  if (trial.effort == Effort::full) cases.push_back({0.15, 3});
  const std::uint32_t runs = trial.replicates(20, 200);
  std::vector<Check> checks;
  double drift = 0;
  for (const Case& one : cases) {
    const auto all = replicates(
        runs, trial.seed, [&](Luck luck) { return run(one.confidence, luck); }, trial.stop);
    double as_known = 0;
    for (const Outcome& outcome : all) {
      as_known += outcome.clusters == one.clusters ? 1 : 0;
      drift = std::max(drift, outcome.drift);
    }
    checks.push_back({text("share of runs with major clusters: {}, ε = {}",
                           "part des exécutions avec groupes majeurs : {}, ε = {}", one.clusters, one.confidence),
                      Rule::at_least, 0.9, as_known / runs, 0, runs});
  }
  checks.push_back({{"drift of the mean opinion", "dérive de l’opinion moyenne"}, Rule::near, 0, drift, 1e-9, runs});
  return checks;
}

}  // namespace entremise::reference::deffuant
