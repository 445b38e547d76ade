#pragma once
#include <string>
#include <vector>

#include "sim/graph/findings.hpp"
#include "sim/graph/graph_files.hpp"
#include "sim/graph/graphml_tags.hpp"

namespace entremise {

/// What the tags tell: the file's nodes and edges by their XML ids, and their attributes' names.
struct GraphmlOutline {
  Table nodes, edges;
  std::vector<bool> directed;  // for each edge
  bool any_directed = false;
};

/// Reads the outline and tells of everything that Boost's reader would let pass, misread, or refuse without a place.
/// The columns are there, their cells yet to fill in.
[[nodiscard]] GraphmlOutline read_outline(const std::string& file, const std::vector<Tag>& tags, Findings& findings);

}  // namespace entremise
