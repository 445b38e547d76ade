#include "models/reference/opinions/voter.hpp"

#include <numeric>

#include "models/reference/replicates.hpp"
#include "sim/graph/generators.hpp"

namespace entremise::reference::voter {

Consensus run(const Graph& graph, const std::vector<Actor>& ones, Update update, Luck luck) {
  World world(graph);
  world.resize(tally, 2);
  for (const Actor i : ones) world.fill(vote)[i] = 1;
  world.fill(tally)[0] = static_cast<std::uint32_t>(ones.size());
  const auto events = step(update, graph.actors());
  while (world[tally][0] != 0 && world[tally][0] != graph.actors()) events.advance(world, luck);
  return {world[tally][0] != 0, world[tally][1]};
}

double consensus_time_on_complete(std::uint32_t actors, std::uint32_t ones) {
  const double n = actors, first = ones;
  double below = 0, above = 0;
  for (std::uint32_t j = 1; j <= ones; ++j) below += 1 / (n - j);
  for (std::uint32_t j = ones + 1; j < actors; ++j) above += 1.0 / j;
  return (n - 1) / n * ((n - first) * below + first * above);
}

std::vector<Check> verify(const Trial& trial) {
  std::vector<Check> checks;
  const auto add = [&](const Graph& graph, const std::vector<Actor>& ones, Update update, double chance,
                       std::uint32_t runs, const Text& where, bool times) {
    const auto all = replicates(
        runs, trial.seed + checks.size(), [&](Luck luck) { return run(graph, ones, update, luck); }, trial.stop);
    double wins = 0;
    Sample time;
    for (const Consensus& one : all) {
      wins += one.on_one ? 1 : 0;
      time.add(one.events / static_cast<double>(graph.actors()));
    }
    checks.push_back({{"chance that opinion 1 wins, " + where.en, "chance que l’opinion 1 l’emporte, " + where.fr},
                      Rule::statistic,
                      chance,
                      wins / runs,
                      binomial_error(chance, runs),
                      runs,
                      "Sood, Antal & Redner 2008, arXiv:0712.4288"});
    if (!times) return;
    const auto n = static_cast<std::uint32_t>(ones.size());
    checks.push_back({{"time to consensus, " + where.en, "durée jusqu’au consensus, " + where.fr},
                      Rule::statistic,
                      consensus_time_on_complete(graph.actors(), n),
                      time.mean(),
                      time.standard_error(),
                      runs,
                      "Sood & Redner 2005, exact for finite N"});
  };
  const Graph all = complete(100);
  for (const std::uint32_t n : {10u, 50u}) {
    std::vector<Actor> ones(n);
    std::iota(ones.begin(), ones.end(), 0u);
    add(all, ones, Update::node, n / 100.0, trial.replicates(2000, 20'000),
        text("{} of 100 at first", "{} sur 100 au début", n), true);
  }
  const Graph eleven = star(11);
  const std::uint32_t runs = trial.replicates(10'000, 100'000);
  add(eleven, {0}, Update::node, 0.5, runs, text("from a star's hub", "depuis le centre d’une étoile"), false);
  add(eleven, {1}, Update::node, 0.05, runs, text("from a star's leaf", "depuis une feuille d’une étoile"), false);
  add(eleven, {1}, Update::link, 1.0 / 11, runs,
      text("from a star's leaf, link update", "depuis une feuille d’une étoile, tirage par lien"), false);
  return checks;
}

}  // namespace entremise::reference::voter
