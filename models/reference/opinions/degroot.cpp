#include "models/reference/opinions/degroot.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/graph/generators.hpp"

namespace entremise::reference::degroot {
namespace {

/// Gives actor i's weights, own one first, so that they add up to 1.
template <class WeightOf>
void set_weights(World& world, Actor i, double own, const WeightOf& weight_of) {
  double sum = own;
  for (const Link link : world.graph().links(i)) sum += weight_of(link.to);
  world.fill(own_weight)[i] = own / sum;
  for (const Link link : world.graph().links(i))
    world.fill(weight)[side_index(link.slot, i, link.to)] = weight_of(link.to) / sum;
}

double consensus(World& world) {
  const auto averaging = step();
  for (int t = 0; t < 10'000; ++t) {
    const std::vector<double> before(world[opinion].begin(), world[opinion].end());
    averaging.advance(world, {});
    double change = 0;
    for (std::size_t i = 0; i < before.size(); ++i) change = std::max(change, std::fabs(world[opinion][i] - before[i]));
    if (change <= 1e-13) break;
  }
  const auto [low, high] = std::minmax_element(world[opinion].begin(), world[opinion].end());
  return *high - *low <= 1e-10 ? *low : NAN;
}

double by_left_eigenvector(const World& world) {
  const Graph& graph = world.graph();
  std::vector<double> pi(graph.actors(), 1.0 / graph.actors()), next(graph.actors());
  for (int t = 0; t < 10'000; ++t) {
    for (Actor j = 0; j < graph.actors(); ++j) {
      next[j] = pi[j] * world[own_weight][j];
      for (const Link link : graph.links(j)) next[j] += pi[link.to] * world[weight][side_index(link.slot, link.to, j)];
    }
    pi.swap(next);
  }
  double sum = 0;
  for (Actor i = 0; i < graph.actors(); ++i) sum += pi[i] * world[opinion][i];
  return sum;
}

World path_of_four() {
  World world(Graph(4, {{0, 1}, {1, 2}, {2, 3}}));
  for (Actor i = 0; i < 4; ++i) set_weights(world, i, 1, [](Actor) { return 1.0; });
  world.fill(opinion)[0] = 1;
  return world;
}

World fifty_at_random(Luck luck) {
  constexpr Actor n = 50;
  Graph graph = ring(n, 2);  // strongly connected, whatever else
  Graph::Edit more;
  const Graph some = erdos_renyi(n, 0.15, stream_key(luck, process_id("degroot.graph")));
  more.added.assign(some.pairs().begin(), some.pairs().end());
  graph.apply(std::move(more));
  World world(std::move(graph));
  const StreamKey key = stream_key(luck, process_id("degroot.weights"));
  for (Actor i = 0; i < n; ++i) {
    const double own = 0.1 + Draws(key, i, no_entity, 0).uniform();
    set_weights(world, i, own, [&](Actor j) {
      Draws draws(key, i, j, 0);
      const bool heard = j == (i + 1) % n || draws.chance(0.6);
      return heard ? 0.05 + draws.uniform() : 0.0;
    });
    world.fill(opinion)[i] = Draws(key, i, no_entity, 1).uniform();
  }
  return world;
}

}  // namespace

std::vector<Check> verify(const Trial& trial) {
  World path = path_of_four(), fifty = fifty_at_random({trial.seed, 0});
  const double expected = by_left_eigenvector(fifty);
  return {{text("consensus of four on a path", "consensus de quatre acteurs en ligne"), Rule::near, 0.2,
           consensus(path), 1e-10},
          {text("consensus of fifty, random weights", "consensus de cinquante acteurs, poids au hasard"), Rule::near,
           expected, consensus(fifty), 1e-10}};
}

}  // namespace entremise::reference::degroot
