#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "sim/graph/graph.hpp"

/// @file
/// Makes Graph a model of Boost.Graph's IncidenceGraph, BidirectionalGraph, AdjacencyGraph, VertexListGraph,
/// EdgeListGraph and AdjacencyMatrix concepts (Boost.Graph documentation, "Graph Concepts"), with no copy: Boost's
/// algorithms run on it directly. A vertex is an Actor, vertex_index is the actor itself, edge_index is the slot.
///
///     std::vector<int> component(graph.actors());
///     boost::connected_components(graph, component.data());

namespace entremise {

/// A relation seen from one of its actors: Boost.Graph's edge descriptor. The two views of a relation are equal.
struct DirectedRelation {
  Actor source = 0;              ///< from whom it is looked along
  Actor target = 0;              ///< to whom
  std::uint32_t slot = no_slot;  ///< of the relation

  /// Whether they are of one relation, from whichever end.
  friend bool operator==(const DirectedRelation& x, const DirectedRelation& y) noexcept { return x.slot == y.slot; }
  /// By slot.
  friend auto operator<=>(const DirectedRelation& x, const DirectedRelation& y) noexcept { return x.slot <=> y.slot; }
  /// For Boost's hashed containers.
  friend std::size_t hash_value(const DirectedRelation& relation) noexcept { return relation.slot; }
};

namespace boost_graph {

/// Makes a link of an actor the edge that leaves it.
struct Leaving {
  Actor from = 0;  ///< the actor
  /// The edge.
  DirectedRelation operator()(const Link& link) const noexcept { return {from, link.to, link.slot}; }
};

/// Makes a link of an actor the edge that comes to it.
struct Arriving {
  Actor at = 0;  ///< the actor
  /// The edge.
  DirectedRelation operator()(const Link& link) const noexcept { return {link.to, at, link.slot}; }
};

/// Makes a link the actor that it leads to.
struct OtherEnd {
  /// The actor.
  Actor operator()(const Link& link) const noexcept { return link.to; }
};

/// Makes a slot the edge from its pair's a to its b.
struct Listed {
  const Pair* pairs = nullptr;  ///< those of the graph
  /// The edge.
  DirectedRelation operator()(std::uint32_t slot) const noexcept { return {pairs[slot].a, pairs[slot].b, slot}; }
};

/// In which ways Boost's algorithms may go through a Graph.
struct Traversal : boost::bidirectional_graph_tag,
                   boost::adjacency_graph_tag,
                   boost::vertex_list_graph_tag,
                   boost::edge_list_graph_tag,
                   boost::adjacency_matrix_tag {};

/// Reads the slot of a relation, as the index for Boost's property maps.
struct SlotMap : boost::put_get_helper<std::uint32_t, SlotMap> {
  using key_type = DirectedRelation;                  ///< as Boost's property maps have it
  using value_type = std::uint32_t;                   ///< a slot
  using reference = std::uint32_t;                    ///< a slot, by value
  using category = boost::readable_property_map_tag;  ///< read only
  /// The slot of a relation.
  std::uint32_t operator[](const DirectedRelation& relation) const noexcept { return relation.slot; }
};

}  // namespace boost_graph
}  // namespace entremise

/// @cond  Doxygen does not find the templates that these specialise.
template <>
struct boost::graph_traits<entremise::Graph> {
  using vertex_descriptor = entremise::Actor;
  using edge_descriptor = entremise::DirectedRelation;
  using directed_category = boost::undirected_tag;
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  using traversal_category = entremise::boost_graph::Traversal;

  using vertices_size_type = entremise::Actor;
  using edges_size_type = std::uint32_t;
  using degree_size_type = std::uint32_t;

  using vertex_iterator = boost::counting_iterator<entremise::Actor>;
  using edge_iterator = boost::transform_iterator<entremise::boost_graph::Listed, counting_iterator<std::uint32_t>>;
  using out_edge_iterator = boost::transform_iterator<entremise::boost_graph::Leaving, const entremise::Link*>;
  using in_edge_iterator = boost::transform_iterator<entremise::boost_graph::Arriving, const entremise::Link*>;
  using adjacency_iterator = boost::transform_iterator<entremise::boost_graph::OtherEnd, const entremise::Link*>;

  static vertex_descriptor null_vertex() noexcept { return std::numeric_limits<vertex_descriptor>::max(); }
};

// Some algorithms (core_numbers) take the graph by a reference that deduces const.
template <>
struct boost::graph_traits<const entremise::Graph> : boost::graph_traits<entremise::Graph> {};

template <>
struct boost::property_map<entremise::Graph, boost::vertex_index_t> {
  using type = boost::typed_identity_property_map<entremise::Actor>;
  using const_type = type;
};

template <>
struct boost::property_map<entremise::Graph, boost::edge_index_t> {
  using type = entremise::boost_graph::SlotMap;
  using const_type = type;
};

/// @endcond

// Found by argument-dependent lookup, hence beside Graph.
namespace entremise {

/// What Boost.Graph knows of Graph's types.
using GraphTraits = boost::graph_traits<Graph>;

/// @name The functions of Boost.Graph's concepts
/// What each means and costs is laid down in Boost.Graph's documentation ("Graph Concepts"); edge() costs what
/// Graph::find does, all others take constant time.
/// @{

/// As Boost.Graph's concepts ask for.
inline Actor source(const DirectedRelation& relation, const Graph&) noexcept {
  return relation.source;
}
inline Actor target(const DirectedRelation& relation, const Graph&) noexcept {
  return relation.target;
}

inline std::pair<GraphTraits::vertex_iterator, GraphTraits::vertex_iterator> vertices(const Graph& graph) {
  return {GraphTraits::vertex_iterator(0), GraphTraits::vertex_iterator(graph.actors())};
}
inline Actor num_vertices(const Graph& graph) noexcept {
  return graph.actors();
}
inline Actor vertex(Actor n, const Graph&) noexcept {
  return n;
}

inline std::pair<GraphTraits::edge_iterator, GraphTraits::edge_iterator> edges(const Graph& graph) {
  const boost_graph::Listed listed{graph.pairs().data()};
  return {{boost::counting_iterator<std::uint32_t>(0), listed},
          {boost::counting_iterator<std::uint32_t>(graph.relations()), listed}};
}
inline std::uint32_t num_edges(const Graph& graph) noexcept {
  return graph.relations();
}

inline std::pair<GraphTraits::out_edge_iterator, GraphTraits::out_edge_iterator> out_edges(Actor actor,
                                                                                           const Graph& graph) {
  const auto row = graph.links(actor);
  return {{row.data(), {actor}}, {row.data() + row.size(), {actor}}};
}
inline std::uint32_t out_degree(Actor actor, const Graph& graph) noexcept {
  return graph.degree(actor);
}

inline std::pair<GraphTraits::in_edge_iterator, GraphTraits::in_edge_iterator> in_edges(Actor actor,
                                                                                        const Graph& graph) {
  const auto row = graph.links(actor);
  return {{row.data(), {actor}}, {row.data() + row.size(), {actor}}};
}
inline std::uint32_t in_degree(Actor actor, const Graph& graph) noexcept {
  return graph.degree(actor);
}
inline std::uint32_t degree(Actor actor, const Graph& graph) noexcept {
  return graph.degree(actor);
}

inline std::pair<GraphTraits::adjacency_iterator, GraphTraits::adjacency_iterator> adjacent_vertices(
    Actor actor, const Graph& graph) {
  const auto row = graph.links(actor);
  return {{row.data(), {}}, {row.data() + row.size(), {}}};
}

inline std::pair<DirectedRelation, bool> edge(Actor from, Actor to, const Graph& graph) noexcept {
  const auto slot = graph.find(from, to);
  return slot ? std::pair(DirectedRelation{from, to, *slot}, true) : std::pair(DirectedRelation{}, false);
}

inline boost::typed_identity_property_map<Actor> get(boost::vertex_index_t, const Graph&) noexcept {
  return {};
}
inline Actor get(boost::vertex_index_t, const Graph&, Actor actor) noexcept {
  return actor;
}
inline boost_graph::SlotMap get(boost::edge_index_t, const Graph&) noexcept {
  return {};
}
inline std::uint32_t get(boost::edge_index_t, const Graph&, const DirectedRelation& relation) noexcept {
  return relation.slot;
}
/// @}

}  // namespace entremise
