#include "models/reference/opinions/friedkin_johnsen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <Eigen/LU>

#include "sim/graph/generators.hpp"

namespace entremise::reference::friedkin_johnsen {
namespace {

World three() {
  World world(complete(3));
  constexpr std::array lambda{0.5, 0.5, 0.8}, start{1.0, 0.0, 0.5};
  std::ranges::fill(world.fill(weight), 0.5);
  std::ranges::copy(lambda, world.fill(susceptibility).begin());
  std::ranges::copy(start, world.fill(anchor).begin());
  return world;
}

World forty_at_random(Luck luck) {
  World world(erdos_renyi(40, 0.2, stream_key(luck, process_id("friedkin_johnsen.graph"))));
  const StreamKey key = stream_key(luck, process_id("friedkin_johnsen.start"));
  for (Actor i = 0; i < 40; ++i) {
    Draws draws(key, i, no_entity, 0);
    world.fill(susceptibility)[i] = 0.95 * draws.uniform();
    world.fill(anchor)[i] = draws.uniform();
    double sum = world.fill(own_weight)[i] = draws.uniform();
    for (const Link link : world.graph().links(i)) {
      double& w = world.fill(weight)[side_index(link.slot, i, link.to)];
      sum += w = Draws(key, i, link.to, 0).uniform();
    }
    world.fill(own_weight)[i] /= sum;
    for (const Link link : world.graph().links(i)) world.fill(weight)[side_index(link.slot, i, link.to)] /= sum;
  }
  return world;
}

Eigen::VectorXd by_linear_algebra(const World& world) {
  const Graph& graph = world.graph();
  const auto n = static_cast<Eigen::Index>(graph.actors());
  Eigen::MatrixXd left = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd right(n);
  for (Actor i = 0; i < graph.actors(); ++i) {
    const double lambda = world[susceptibility][i];
    left(i, i) -= lambda * world[own_weight][i];
    for (const Link link : graph.links(i))
      left(i, link.to) -= lambda * world[weight][side_index(link.slot, i, link.to)];
    right(i) = (1 - lambda) * world[anchor][i];
  }
  return left.partialPivLu().solve(right);
}

void settle(World& world) {
  std::ranges::copy(world[anchor], world.fill(opinion).begin());
  const auto influence = step();
  for (int t = 0; t < 2000; ++t) influence.advance(world, {});
}

}  // namespace

std::vector<Check> verify(const Trial& trial) {
  std::vector<Check> checks;
  World few = three();
  settle(few);
  constexpr std::array known{0.7, 0.3, 0.5};
  for (Actor i = 0; i < 3; ++i)
    checks.push_back(
        {text("opinion {} of three", "opinion {} de trois", i + 1), Rule::near, known[i], few[opinion][i], 1e-9});
  World many = forty_at_random({trial.seed, 0});
  const Eigen::VectorXd expected = by_linear_algebra(many);
  settle(many);
  double worst = 0;
  for (Actor i = 0; i < 40; ++i) worst = std::max(worst, std::fabs(many[opinion][i] - expected(i)));
  checks.push_back(
      {text("largest gap of forty to the linear system", "plus grand écart de quarante au système linéaire"),
       Rule::near, 0, worst, 1e-9});
  return checks;
}

}  // namespace entremise::reference::friedkin_johnsen
