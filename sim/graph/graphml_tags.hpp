#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/graph/graph_files.hpp"

namespace entremise {

/// The start tag of an XML element, or its end tag (an element without content has both), with the place of its "<".
struct Tag {
  std::string name;
  bool end = false;
  std::uint32_t line = 0, column = 0;
  std::vector<std::pair<std::string, std::string>> attributes;

  /// The value of an attribute, or nothing.
  [[nodiscard]] const std::string* find(std::string_view attribute) const noexcept;
};

/// The tags of an XML text, in order.
///
/// Boost's reader of GraphML hands on neither the ids of nodes nor lines, makes up nodes that an edge names but nobody
/// declared, and lets any end tag close any element (as of 1.74). The tags tell what is needed to check all that; the
/// reading itself stays with Boost.
[[nodiscard]] std::vector<Tag> tags_of(std::string_view xml);

}  // namespace entremise
