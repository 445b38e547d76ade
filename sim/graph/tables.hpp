#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/graph/findings.hpp"
#include "sim/graph/graph_files.hpp"

namespace entremise {

/// Finds the required column, or tells that it is missing.
[[nodiscard]] std::optional<std::size_t> require_column(const Table& table, std::string_view name, Findings& findings);

/// The actors of a file by name.
class ActorNames {
 public:
  /// Tells of actors without a name and of names given twice.
  ActorNames(const Table& actors, std::size_t id_column, Findings& findings);

  /// The actor so named, or tells that there is none.
  [[nodiscard]] std::optional<Actor> find(const Table& table, const Cell& cell, Findings& findings) const;

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, Actor> actors_;
};

/// Makes the graph out of both tables (columns "id", "source" and "target"), brings the relations into slot order, and
/// tells of relations that cannot be. Where `directed`, edges both ways are told as what they are. If anything is
/// found, the result is not to be used.
[[nodiscard]] GraphTables connect(Table actors, Table relations, bool directed, Findings& findings);

}  // namespace entremise
