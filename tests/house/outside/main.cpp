#include <vector>

#include <boost/graph/connected_components.hpp>
#include <entremise/sim/diagnostics/diagnostic.hpp>
#include <entremise/sim/graph/boost_graph.hpp>
#include <entremise/sim/random/philox.hpp>

int main() {
  const entremise::Diagnostic diagnostic{.code = "E0001", .message = entremise::text("{} rows", "{} lignes", 3)};
  if (format(diagnostic, entremise::Language::french) != "erreur E0001 : 3 lignes") return 1;

  const entremise::Graph graph(5, {{0, 1}, {1, 2}, {3, 4}});
  std::vector<int> component(graph.actors());
  if (boost::connected_components(graph, component.data()) != 2) return 2;

  if (entremise::philox({}, {})[0] != 0x6627e8d5U) return 3;
  return 0;
}
