#pragma once
#include <cstdint>

#include "sim/graph/generators.hpp"

/// The three workloads by which engines are compared. All are synchronous, on a uniform random graph of n actors and 5
/// n relations; what counts is arcs (two for each relation) times steps a second, set-up left out.
namespace entremise::reference::workloads {

/// The graph that all three start from.
[[nodiscard]] inline Graph uniform_graph(Actor actors, Luck luck) {
  return erdos_renyi_exact(actors, 5 * actors, stream_key(luck, process_id("workloads.graph")));
}

}  // namespace entremise::reference::workloads
