#include "sim/graph/boost_graph.hpp"

#include <rapidcheck.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/bipartite.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/exterior_property.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "tests/sim/graph/arbitrary.hpp"

using namespace entremise;

BOOST_CONCEPT_ASSERT((boost::concepts::Graph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::IncidenceGraph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::BidirectionalGraph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::AdjacencyGraph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::VertexListGraph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::EdgeListGraph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::VertexAndEdgeListGraph<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::AdjacencyMatrix<Graph>));
BOOST_CONCEPT_ASSERT((boost::concepts::ReadablePropertyGraph<Graph, Actor, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::concepts::ReadablePropertyGraph<Graph, DirectedRelation, boost::edge_index_t>));

namespace {

using Oracle = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS, boost::no_property,
                                     boost::property<boost::edge_index_t, std::uint32_t>>;

Oracle twin(const Graph& graph) {
  Oracle oracle(graph.actors());
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot)
    add_edge(graph.pairs()[slot].a, graph.pairs()[slot].b, slot, oracle);
  return oracle;
}

template <class G>
std::vector<int> components(const G& g) {
  std::vector<int> component(num_vertices(g));
  boost::connected_components(g, component.data());
  return component;
}

template <class G>
std::vector<std::size_t> cores(const G& g) {
  std::vector<std::size_t> core(num_vertices(g));
  boost::core_numbers(g, boost::make_iterator_property_map(core.begin(), get(boost::vertex_index, g)));
  return core;
}

struct Centrality {
  std::vector<double> of_actors, of_relations;
};

template <class G>
Centrality betweenness(const G& g) {
  Centrality c{std::vector<double>(num_vertices(g)), std::vector<double>(num_edges(g))};
  boost::brandes_betweenness_centrality(
      g, boost::make_iterator_property_map(c.of_actors.begin(), get(boost::vertex_index, g)),
      boost::make_iterator_property_map(c.of_relations.begin(), get(boost::edge_index, g)));
  return c;
}

template <class G>
std::vector<double> clustering(const G& g) {
  std::vector<double> c(num_vertices(g));
  boost::all_clustering_coefficients(g, boost::make_iterator_property_map(c.begin(), get(boost::vertex_index, g)));
  return c;
}

template <class G>
std::vector<int> distances(const G& g) {
  std::vector<int> distance(num_vertices(g), -1);
  if (distance.empty()) return distance;
  distance[0] = 0;
  const auto recorder = boost::record_distances(distance.data(), boost::on_tree_edge());
  boost::breadth_first_search(g, 0, boost::visitor(boost::make_bfs_visitor(recorder)));
  return distance;
}

bool close(const std::vector<double>& x, const std::vector<double>& y) {
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](double a, double b) { return std::abs(a - b) <= 1e-9 * (1 + std::abs(a)); });
}

}  // namespace

TEST_CASE("Boost's algorithms give on Graph what they give on boost::adjacency_list", "[graph][boost]") {
  REQUIRE(rc::check([] {
    const Graph graph = *arbitrary::graph(30);
    const Oracle oracle = twin(graph);
    RC_ASSERT(components(graph) == components(oracle));
    RC_ASSERT(cores(graph) == cores(oracle));
    RC_ASSERT(distances(graph) == distances(oracle));
    RC_ASSERT(boost::is_bipartite(graph) == boost::is_bipartite(oracle));
    RC_ASSERT(close(clustering(graph), clustering(oracle)));
    const Centrality mine = betweenness(graph), theirs = betweenness(oracle);
    RC_ASSERT(close(mine.of_actors, theirs.of_actors));
    RC_ASSERT(close(mine.of_relations, theirs.of_relations));
  }));
}

TEST_CASE("The face for Boost tells the same graph as the graph itself", "[graph][boost]") {
  REQUIRE(rc::check([] {
    const Graph graph = *arbitrary::graph(12);
    std::set<Pair> listed;
    for (auto [at, end] = edges(graph); at != end; ++at) {
      const DirectedRelation relation = *at;
      RC_ASSERT(graph.pairs()[get(boost::edge_index, graph, relation)] ==
                (Pair{source(relation, graph), target(relation, graph)}));
      listed.insert({source(relation, graph), target(relation, graph)});
    }
    RC_ASSERT(listed.size() == num_edges(graph));
    for (auto [at, end] = vertices(graph); at != end; ++at) {
      const Actor actor = *at;
      std::vector<Actor> leaving, arriving, neighbours;
      for (auto [e, last] = out_edges(actor, graph); e != last; ++e) {
        RC_ASSERT(source(*e, graph) == actor);
        leaving.push_back(target(*e, graph));
      }
      for (auto [e, last] = in_edges(actor, graph); e != last; ++e) {
        RC_ASSERT(target(*e, graph) == actor);
        arriving.push_back(source(*e, graph));
      }
      for (auto [n, last] = adjacent_vertices(actor, graph); n != last; ++n) neighbours.push_back(*n);
      RC_ASSERT(leaving == neighbours);
      RC_ASSERT(arriving == neighbours);
      RC_ASSERT(out_degree(actor, graph) == neighbours.size());
      for (Actor other = 0; other < graph.actors(); ++other) {
        const auto [relation, there] = edge(actor, other, graph);
        RC_ASSERT(there == std::binary_search(neighbours.begin(), neighbours.end(), other));
        if (there) RC_ASSERT(relation == edge(other, actor, graph).first);
      }
    }
  }));
}

TEST_CASE("A star's centre has all the betweenness and none of the clustering", "[graph][boost]") {
  const Graph star(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}});
  CHECK(betweenness(star).of_actors == std::vector<double>{6, 0, 0, 0, 0});
  CHECK(clustering(star)[0] == 0.0);
  CHECK(cores(star) == std::vector<std::size_t>(5, 1));
  CHECK(boost::is_bipartite(star));
}
