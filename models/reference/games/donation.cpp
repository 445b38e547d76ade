#include "models/reference/games/donation.hpp"

#include <cmath>

#include "models/reference/replicates.hpp"
#include "sim/graph/generators.hpp"

namespace entremise::reference::donation {
namespace {

double share_of_takeovers(const std::vector<Graph>& graphs, Game game, std::uint32_t runs, std::uint64_t seed,
                          const std::stop_token& stop) {
  const auto all = replicates(
      runs, seed, [&](Luck luck) -> int { return takes_over(graphs[luck.replicate % graphs.size()], game, luck); },
      stop);
  double count = 0;
  for (const int one : all) count += one;
  return count / runs;
}

}  // namespace

bool takes_over(const Graph& graph, Game game, Luck luck) {
  World world(graph);
  world.resize(cooperators, 1);
  const Actor first =
      Draws(stream_key(luck, process_id("donation.first")), no_entity, no_entity, 0).below(graph.actors());
  world.fill(cooperates)[first] = 1;
  world.fill(cooperators)[0] = 1;
  for (const Link link : graph.links(first)) world.fill(helped)[link.to] = 1;
  const auto events = step(game, graph.actors());
  while (world[cooperators][0] != 0 && world[cooperators][0] != graph.actors()) events.advance(world, luck);
  return world[cooperators][0] != 0;
}

double fixation_on_cycle(std::uint32_t actors, Game game) {
  const std::uint32_t n = actors;
  // A block of j cooperators at places 1..j, and what those at place p (-2 .. j + 2, all told modulo n) are worth.
  const auto in_block = [](std::uint32_t p, std::uint32_t j) { return p >= 1 && p <= j ? 1.0 : 0.0; };
  const auto fitness = [&](std::uint32_t place, std::uint32_t j) {
    const auto at = [&](std::uint32_t p) { return in_block((p + n) % n, j); };
    return 1 + game.selection * (game.benefit * (at(place + n - 1) + at(place + 1)) / 2 - game.cost * at(place));
  };
  // The chance that the dead at `place` is followed by a cooperator.
  const auto follows = [&](std::uint32_t place, std::uint32_t j) {
    const std::uint32_t left = (place + n - 1) % n, right = (place + 1) % n;
    const double of_left = fitness(left, j), of_right = fitness(right, j);
    return (in_block(left, j) * of_left + in_block(right, j) * of_right) / (of_left + of_right);
  };
  // ρ = 1 / (1 + Σ_m Π_{j ≤ m} down_j / up_j); ups and downs of a block of j, each times 1/n, which cancels.
  double sum = 1, product = 1;
  for (std::uint32_t j = 1; j < n; ++j) {
    const double up = j == n - 1 ? follows(0, j) : follows(0, j) + follows(j + 1, j);
    const double down = j == 1 ? 1 - follows(1, j) : (1 - follows(1, j)) + (1 - follows(j, j));
    product *= down / up;
    sum += product;
  }
  return 1 / sum;
}

double slope(std::uint32_t actors, std::uint32_t relations_each, Game game) {
  const double n = actors, k = relations_each;
  return (game.benefit * (n / k - 2) - game.cost * (n - 2)) / (2 * n);
}

double critical_ratio(std::uint32_t actors, std::uint32_t relations_each) {
  const double n = actors, k = relations_each;
  return (n - 2) / (n / k - 2);
}

std::vector<Check> verify_cycle(const Trial& trial) {
  std::vector<Check> checks;
  for (const std::uint32_t n : {20u, 50u})
    for (const double b : {2.0, 3.0, 4.0}) {
      const Game game{b, 1, 1e-4};
      const double expected = slope(n, 2, game), tolerance = n == 20 ? 1e-4 : 5e-4;
      checks.push_back(
          {text("slope of ρ on the cycle of {}, b/c = {}", "pente de ρ sur le cycle de {}, b/c = {}", n, b), Rule::near,
           expected, (fixation_on_cycle(n, game) - 1.0 / n) / game.selection, tolerance * std::fabs(expected)});
    }
  const std::uint32_t runs = trial.replicates(10'000, 100'000);
  for (const double b : {2.0, 8.0}) {
    const Game game{b, 1, 0.3};
    const double expected = fixation_on_cycle(20, game);
    checks.push_back({text("ρ on the cycle of 20, b/c = {}, δ = 0.3", "ρ sur le cycle de 20, b/c = {}, δ = 0,3", b),
                      Rule::statistic, expected,
                      share_of_takeovers({ring(20, 2)}, game, runs, trial.seed + checks.size(), trial.stop),
                      binomial_error(expected, runs), runs});
  }
  return checks;
}

std::vector<Check> verify_regular(const Trial& trial) {
  constexpr Actor n = 100;
  struct Case {
    std::uint32_t relations_each;
    double ratio;
  };
  const std::vector<Case> cases = trial.effort == Effort::full ? std::vector<Case>{{4, 3}, {4, 6}, {6, 4}, {6, 8}}
                                                               : std::vector<Case>{{4, 1}, {4, 12}};
  const std::uint32_t runs = trial.replicates(10'000, 100'000);
  std::vector<Check> checks;
  for (const auto& [k, ratio] : cases) {
    std::vector<Graph> graphs;
    for (std::uint32_t g = 0; g < 50; ++g)
      graphs.push_back(random_regular(n, k, stream_key({trial.seed, g}, process_id("donation.graph"))));
    const double obtained = share_of_takeovers(graphs, {ratio, 1, 0.02}, runs, trial.seed + checks.size(), trial.stop);
    checks.push_back({text("ρ, {} relations each, b/c = {} (critical {:.2f})",
                           "ρ, {} relations chacun, b/c = {} (critique {:.2f})", k, ratio, critical_ratio(n, k)),
                      ratio > critical_ratio(n, k) ? Rule::above : Rule::below, 1.0 / n, obtained,
                      binomial_error(1.0 / n, runs), runs});
  }
  return checks;
}

}  // namespace entremise::reference::donation
