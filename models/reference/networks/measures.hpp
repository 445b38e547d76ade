#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/reference/check.hpp"
#include "sim/graph/graph.hpp"

/// Measures of directed networks. Relations are undirected, each of their sides may be an arc: `sends` has 1 or 0 for
/// each side, at side_index(slot, from, to).
///
/// Checked on a network made by hand: actors 0, 1, 2 of one type and 3, 4, 5 of another, arcs 0→1 1→0 1→2 2→0 2→3 3→2
/// 3→4 4→5 5→3.
///  - Nine arcs of 6 · 5 that could be: density .3.
///  - 0↔1 and 2↔3 are mutual, four arcs of nine: reciprocity 4/9.
///  - Seven relations; degrees 2, 2, 3, 3, 2, 2 make 1 + 1 + 3 + 3 + 1 + 1 = 10 paths of two; 012 and 345 are
///  triangles:
///    transitivity 3 · 2 / 10 = .6.
///  - Four arcs inside the first type, three inside the second, one each way: tr e = 7/9; a = b = (5/9, 4/9), so
///    Σ a b = 41/81: assortativity (63 - 41) / (81 - 41) = .55.
///
/// A public network to try them on is "chemnet" (30 actors of German chemicals policy; R package btergm, Dataverse
/// doi:10.7910/DVN/ONDFVJ), which is not part of this repository.
namespace entremise::reference::networks {

/// Arcs / (n (n - 1)).
[[nodiscard]] double density(const Graph& graph, std::span<const std::uint8_t> sends);
/// Share of arcs that are returned.
[[nodiscard]] double reciprocity(const Graph& graph, std::span<const std::uint8_t> sends);
/// 3 triangles / paths of length two, of the undirected relations.
[[nodiscard]] double transitivity(const Graph& graph);
/// (tr e - Σ a b) / (1 - Σ a b), e being the shares of arcs between types, a and b its sums (Newman 2003).
[[nodiscard]] double assortativity(const Graph& graph, std::span<const std::uint8_t> sends,
                                   std::span<const std::uint32_t> type_of);

/// The measures of the network above, and what came out.
[[nodiscard]] std::vector<Check> verify_measures(const Trial& trial);

}  // namespace entremise::reference::networks
