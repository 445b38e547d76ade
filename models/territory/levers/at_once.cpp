#include "models/territory/levers/at_once.hpp"

#include <cmath>

namespace entremise::territory {

std::vector<Actor> chosen_for_training(const Lever& lever, const Graph& graph, std::span<const std::uint8_t> types,
                                       std::span<const std::uint8_t> takes_part, StreamKey key) {
  enum : int { at_random, central, paired };
  const std::uint32_t month = month_of(lever);
  std::vector<Actor> eligible;
  for (Actor i = 0; i < graph.actors(); ++i)
    if (takes_part[i] != 0 && is_meant(lever["training.who"], types[i])) eligible.push_back(i);
  // Half a seat more than a share is a whole one.
  const auto seats =
      static_cast<std::size_t>(std::floor(lever["training.share"] * static_cast<double>(eligible.size()) + 0.5));
  std::vector<Actor> order = keyed_order(eligible, key, month);
  const auto selection = static_cast<int>(lever["training.selection"]);
  if (selection == central)
    std::stable_sort(order.begin(), order.end(), [&](Actor x, Actor y) { return graph.degree(x) > graph.degree(y); });
  if (selection == paired) {
    // In their random order each brings along the first partner of another type, so that both sides are trained.
    std::vector<std::uint8_t> taken(graph.actors(), 1);
    for (const Actor i : eligible) taken[i] = 0;
    std::vector<std::uint32_t> rank(graph.actors(), 0);
    for (std::uint32_t k = 0; k < order.size(); ++k) rank[order[k]] = k;
    std::vector<Actor> pairs;
    for (const Actor i : order) {
      if (taken[i] != 0) continue;
      Actor partner = no_entity;
      for (const Link link : graph.links(i))
        if (taken[link.to] == 0 && types[link.to] != types[i] &&
            (partner == no_entity || rank[link.to] < rank[partner]))
          partner = link.to;
      if (partner == no_entity) continue;
      taken[i] = taken[partner] = 1;
      pairs.push_back(i);
      pairs.push_back(partner);
    }
    for (const Actor i : order)
      if (taken[i] == 0) pairs.push_back(i);
    order = std::move(pairs);
  }
  order.resize(std::min(order.size(), seats));
  return order;
}

}  // namespace entremise::territory
