#include "models/reference/networks/generators.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/reference/replicates.hpp"
#include "sim/graph/generators.hpp"

namespace entremise::reference::networks {
namespace {

// The mean over actors of the share of their pairs of acquaintances who know each other.
double mean_clustering(const Graph& graph) {
  std::vector<double> closed(graph.actors());
  for (const auto [a, b] : graph.pairs()) {
    const double common = common_count(graph, a, b);
    closed[a] += common / 2;
    closed[b] += common / 2;
  }
  double sum = 0;
  for (Actor i = 0; i < graph.actors(); ++i) {
    const double d = graph.degree(i);
    if (d > 1) sum += closed[i] / (d * (d - 1) / 2);
  }
  return sum / graph.actors();
}

}  // namespace

std::vector<Check> verify_generators(const Trial& trial) {
  std::vector<Check> checks;
  const auto key = [&](std::uint32_t replicate) {
    return stream_key({trial.seed, replicate}, process_id("reference.graph"));
  };

  const std::array<double, 3> sizes{100, 200, 300};
  const BlockDensities densities{{0.3, 0.02, 0.0}, {0.02, 0.1, 0.05}, {0.0, 0.05, 0.5}};
  std::vector<std::uint32_t> block_of;
  for (std::uint32_t i = 0; i < 600; ++i) block_of.push_back(i % 6 == 0 ? 0 : i % 6 <= 2 ? 1 : 2);
  std::array<std::array<double, 3>, 3> counts{};
  const Graph blocks = block_model(block_of, densities, key(0));
  for (const auto [a, b] : blocks.pairs())
    ++counts[std::min(block_of[a], block_of[b])][std::max(block_of[a], block_of[b])];
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t s = r; s < 3; ++s) {
      const double pairs = r == s ? sizes[r] * (sizes[r] - 1) / 2 : sizes[r] * sizes[s], p = densities[r][s];
      checks.push_back(
          {text("block model, density of blocks {} and {}", "modèle à blocs, densité des blocs {} et {}", r + 1, s + 1),
           p == 0 ? Rule::near : Rule::statistic, p, counts[r][s] / pairs, binomial_error(p, pairs)});
    }

  const std::uint32_t graphs = trial.replicates(400, 2000);
  constexpr double pairs = 100.0 * 99 / 2, p = 0.1, variance = pairs * p * (1 - p);
  Sample relations;
  for (std::uint32_t g = 0; g < graphs; ++g) {
    trial.go_on();
    relations.add(erdos_renyi(100, p, key(g)).relations());
  }
  checks.push_back({{"G(n, p), mean number of relations", "G(n, p), nombre moyen de relations"},
                    Rule::statistic,
                    pairs * p,
                    relations.mean(),
                    std::sqrt(variance / graphs),
                    graphs});
  checks.push_back({{"G(n, p), variance of their number", "G(n, p), variance de leur nombre"},
                    Rule::statistic,
                    variance,
                    relations.variance(),
                    variance * std::sqrt(2.0 / (graphs - 1)),
                    graphs});

  const double ring_clustering = 3 * (10 - 2) / (4.0 * (10 - 1));
  checks.push_back({{"ring, clustering", "anneau, regroupement"},
                    Rule::near,
                    ring_clustering,
                    mean_clustering(ring(5000, 10)),
                    1e-12});
  for (const double moved : {0.05, 0.2, 0.5}) {
    const double stays = 1 - moved;
    checks.push_back({text("small world, C({0}) / C(0)", "petit monde, C({0}) / C(0)", moved), Rule::near,
                      stays * stays * stays, mean_clustering(watts_strogatz(5000, 10, moved, key(0))) / ring_clustering,
                      0.02, 1, "Barrat & Weigt 2000"});
  }
  return checks;
}

}  // namespace entremise::reference::networks
