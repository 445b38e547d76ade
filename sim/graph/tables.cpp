#include "sim/graph/tables.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entremise {

std::optional<std::size_t> Table::find(std::string_view name) const noexcept {
  const auto at = std::ranges::find(columns, name, &Cell::text);
  if (at == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(at - columns.begin());
}

std::optional<std::size_t> require_column(const Table& table, std::string_view name, Findings& findings) {
  const auto column = table.find(name);
  if (column) return column;
  // Asked the other way round: which of the columns might be this one, misspelt?
  std::vector<std::string> names;
  for (const Cell& cell : table.columns) names.push_back(cell.text);
  const std::string near = nearest(name, names);
  Text remedy = near.empty()
                    ? text("Name it in the first line of the file.", "Nommez-la dans la première ligne du fichier.")
                    : text("Is it \"{0}\"? Rename \"{0}\" to \"{1}\".", "Est-ce « {0} » ? Renommez « {0} » en « {1} ».",
                           near, name);
  findings.add("E0412", {table.file, table.columns.front().line, 0},
               text("the column \"{}\" is missing", "la colonne « {} » manque", name), std::move(remedy));
  return std::nullopt;
}

ActorNames::ActorNames(const Table& actors, std::size_t id_column, Findings& findings) {
  names_.reserve(actors.rows.size());
  actors_.reserve(actors.rows.size());
  for (const auto& row : actors.rows) {
    const Cell& id = row[id_column];
    const auto actor = static_cast<Actor>(names_.size());
    names_.push_back(id.text);
    if (id.line == 0) continue;
    if (id.text.empty()) {
      findings.add("E0417", actors.place(id), text("the actor has no id", "l'acteur n'a pas d'identifiant"),
                   text("Give it a name of its own.", "Donnez-lui un nom qui lui soit propre."));
    } else if (const auto [twin, is_new] = actors_.try_emplace(id.text, actor); !is_new) {
      findings.add("E0413", actors.place(id),
                   text("the actor \"{}\" is there already, in line {}", "l'acteur « {} » figure déjà à la ligne {}",
                        id.text, actors.rows[twin->second][id_column].line),
                   text("Remove one of the two, or rename it.", "Retirez l'un des deux ou renommez-le."));
    }
  }
}

std::optional<Actor> ActorNames::find(const Table& table, const Cell& cell, Findings& findings) const {
  if (const auto actor = actors_.find(cell.text); actor != actors_.end()) return actor->second;
  // Looking for the nearest of very many names, once for each mistake, would take minutes.
  constexpr std::size_t searchable = 20'000;
  const auto& known = findings.full() || names_.size() > searchable ? std::vector<std::string>{} : names_;
  findings.add("E0414", table.place(cell), text("there is no actor \"{}\"", "il n'y a pas d'acteur « {} »", cell.text),
               did_you_mean(cell.text, known,
                            text("Add it to the actors, or remove the relation.",
                                 "Ajoutez-le aux acteurs ou retirez la relation.")));
  return std::nullopt;
}

GraphTables connect(Table actors, Table relations, bool directed, Findings& findings) {
  const auto id = require_column(actors, "id", findings);
  const auto source = require_column(relations, "source", findings);
  const auto target = require_column(relations, "target", findings);
  if (!id || !source || !target) return {};

  const ActorNames names(actors, *id, findings);
  struct End {
    Pair pair;
    std::uint32_t row;
    bool from_b;
  };
  std::vector<End> ends;
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  for (std::uint32_t row = 0; row < relations.rows.size(); ++row) {
    const Cell& from_cell = relations.rows[row][*source];
    const Cell& to_cell = relations.rows[row][*target];
    if (from_cell.line == 0 || to_cell.line == 0) continue;
    const auto from = names.find(relations, from_cell, findings), to = names.find(relations, to_cell, findings);
    if (!from || !to) continue;
    if (*from == *to) {
      findings.add(
          "E0416", relations.place(to_cell),
          text("\"{}\" has a relation with itself", "« {} » est en relation avec lui-même", to_cell.text),
          text("Remove the relation, or name the other actor.", "Retirez la relation ou désignez l'autre acteur."));
      continue;
    }
    const End end{{std::min(*from, *to), std::max(*from, *to)}, row, *from > *to};
    const auto [twin, is_new] =
        seen.try_emplace(std::uint64_t{end.pair.a} << 32 | end.pair.b, static_cast<std::uint32_t>(ends.size()));
    if (is_new) {
      ends.push_back(end);
      continue;
    }
    const End& first = ends[twin->second];
    const std::uint32_t first_line = relations.rows[first.row][*source].line;
    const Text once = text("Keep one; what differs by direction goes in two columns.",
                           "Gardez-en une ; ce qui diffère selon le sens se met dans deux colonnes.");
    if (directed && first.from_b != end.from_b)
      findings.add("E0423", relations.place(from_cell),
                   text("the graph is directed and \"{}\" and \"{}\" have edges both ways, the first in line {}; "
                        "relations here are mutual",
                        "le graphe est orienté et « {} » et « {} » sont reliés dans les deux sens, d'abord à la ligne "
                        "{} ; ici les relations sont mutuelles",
                        from_cell.text, to_cell.text, first_line),
                   once);
    else
      findings.add("E0415", relations.place(from_cell),
                   text("the relation between \"{}\" and \"{}\" is there already, in line {}",
                        "la relation entre « {} » et « {} » figure déjà à la ligne {}", from_cell.text, to_cell.text,
                        first_line),
                   once);
  }
  if (findings.any()) return {};

  std::ranges::sort(ends, {}, &End::pair);
  GraphTables tables;
  std::vector<Pair> pairs;
  pairs.reserve(ends.size());
  tables.from_b.reserve(ends.size());
  std::vector<std::vector<Cell>> in_slot_order;
  in_slot_order.reserve(ends.size());
  for (const End& end : ends) {
    pairs.push_back(end.pair);
    tables.from_b.push_back(end.from_b);
    in_slot_order.push_back(std::move(relations.rows[end.row]));
  }
  relations.rows = std::move(in_slot_order);
  tables.graph = Graph(static_cast<Actor>(actors.rows.size()), std::move(pairs));
  tables.actors = std::move(actors);
  tables.relations = std::move(relations);
  return tables;
}

}  // namespace entremise
