#include "models/reference/networks/measures.hpp"

#include <algorithm>
#include <utility>

#include "sim/engine/column.hpp"

namespace entremise::reference::networks {
namespace {

template <class F>
void for_arcs(const Graph& graph, std::span<const std::uint8_t> sends, const F& f) {
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot) {
    const auto [a, b] = graph.pairs()[slot];
    if (sends[side_index(slot, a, b)] != 0) f(a, b);
    if (sends[side_index(slot, b, a)] != 0) f(b, a);
  }
}

double arcs(const Graph& graph, std::span<const std::uint8_t> sends) {
  double count = 0;
  for_arcs(graph, sends, [&](Actor, Actor) { ++count; });
  return count;
}

}  // namespace

double density(const Graph& graph, std::span<const std::uint8_t> sends) {
  const double n = graph.actors();
  return arcs(graph, sends) / (n * (n - 1));
}

double reciprocity(const Graph& graph, std::span<const std::uint8_t> sends) {
  double returned = 0;
  for (std::size_t slot = 0; slot < graph.relations(); ++slot)
    if (sends[2 * slot] != 0 && sends[2 * slot + 1] != 0) returned += 2;
  return returned / arcs(graph, sends);
}

double transitivity(const Graph& graph) {
  double closed = 0, paths = 0;
  for (const auto [a, b] : graph.pairs()) closed += common_count(graph, a, b);
  for (Actor i = 0; i < graph.actors(); ++i) {
    const double d = graph.degree(i);
    paths += d * (d - 1) / 2;
  }
  return closed / paths;
}

double assortativity(const Graph& graph, std::span<const std::uint8_t> sends, std::span<const std::uint32_t> type_of) {
  const std::size_t types = *std::max_element(type_of.begin(), type_of.end()) + std::size_t{1};
  std::vector<double> out(types), in(types);
  double inside = 0;
  for_arcs(graph, sends, [&](Actor from, Actor to) {
    ++out[type_of[from]];
    ++in[type_of[to]];
    inside += type_of[from] == type_of[to] ? 1 : 0;
  });
  const double all = arcs(graph, sends);
  double by_chance = 0;
  for (std::size_t k = 0; k < types; ++k) by_chance += out[k] * in[k] / (all * all);
  return (inside / all - by_chance) / (1 - by_chance);
}

std::vector<Check> verify_measures(const Trial&) {
  const std::vector<std::pair<Actor, Actor>> arcs{{0, 1}, {1, 0}, {1, 2}, {2, 0}, {2, 3},
                                                  {3, 2}, {3, 4}, {4, 5}, {5, 3}};
  const std::vector<std::uint32_t> types{0, 0, 0, 1, 1, 1};
  const Graph graph(6, {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}});
  std::vector<std::uint8_t> sends(2 * std::size_t{graph.relations()});
  for (const auto& [from, to] : arcs) sends[side_index(*graph.find(from, to), from, to)] = 1;
  return {{{"density", "densité"}, Rule::near, 0.3, density(graph, sends), 1e-12},
          {{"reciprocity", "réciprocité"}, Rule::near, 4.0 / 9, reciprocity(graph, sends), 1e-12},
          {{"transitivity", "transitivité"}, Rule::near, 0.6, transitivity(graph), 1e-12},
          {{"assortativity", "assortativité"},
           Rule::near,
           0.55,
           assortativity(graph, sends, types),
           1e-12,
           0,
           "Newman 2003"}};
}

}  // namespace entremise::reference::networks
