#include "scenarios/territory_files.hpp"

#include <algorithm>
#include <array>

#include "scenarios/own_territory.hpp"
#include "scenarios/values.hpp"
#include "sim/graph/graph_files.hpp"

namespace entremise::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(std::span<const ColumnName> columns) {
  std::vector<std::string> names;
  for (const ColumnName& c : columns) names.emplace_back(c.name);
  return names;
}

// A column that is not known may be somebody's notes; only one that looks like a slip is worth a word.
void warn_of_slip(const Table& table, const Cell& column, std::span<const ColumnName> columns, Findings& findings) {
  const Text slip = did_you_mean(column.text, names_of(columns));
  if (slip.en.empty()) return;
  findings.add("W0347", table.place(column),
               text("the column \"{}\" is not used", "la colonne « {} » n'est pas utilisée", column.text), slip);
}

std::vector<TextRow> rows_of(const Table& table, std::span<const ColumnName> columns, Findings& findings) {
  std::vector<std::size_t> meaning;
  for (const Cell& column : table.columns) {
    meaning.push_back(find_column(columns, column.text));
    if (meaning.back() == columns.size()) warn_of_slip(table, column, columns, findings);
  }
  std::vector<TextRow> rows;
  rows.reserve(table.rows.size());
  for (const std::vector<Cell>& cells : table.rows) {
    TextRow row;
    row.place = {table.file, cells.empty() ? 0u : cells.front().line, 0};
    row.cells.resize(columns.size());
    for (std::size_t i = 0; i < cells.size() && i < meaning.size(); ++i)
      if (meaning[i] != columns.size()) row.cells[meaning[i]] = {cells[i].text, table.place(cells[i])};
    rows.push_back(std::move(row));
  }
  return rows;
}

// Tables come back in the order of the graph's pairs; mistakes in them are told in the order of the file.
std::vector<TextRow> in_file_order(std::vector<TextRow> rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const TextRow& a, const TextRow& b) { return a.place.line < b.place.line; });
  return rows;
}

bool has_column(const Table& table, std::span<const ColumnName> columns, std::size_t column, Findings& findings) {
  for (const Cell& c : table.columns)
    if (find_column(columns, c.text) == column) return true;
  std::vector<std::string> names;
  for (const Cell& c : table.columns) names.push_back(c.text);
  const std::string slip = nearest(columns[column].name, names);
  findings.add("E0330", {table.file, 1, 0},
               text("there is no column \"{}\"", "il n'y a pas de colonne « {} »", columns[column].name),
               slip.empty() ? Text{std::string(columns[column].en), std::string(columns[column].fr)}
                            : text("Is it the column \"{}\"?", "Est-ce la colonne « {} » ?", slip));
  return false;
}

std::vector<TextRow> rows_of(const Entry& list, std::span<const ColumnName> columns, Findings& findings) {
  const std::string shown = "territory." + list.key;
  std::vector<TextRow> rows;
  if (list.value.type != Node::Type::list) {
    report_type(shown, text("a list", "une liste"), list.value,
                text("Each row is written [[{}]].", "Chaque ligne s'écrit [[{}]].", shown), findings);
    return rows;
  }
  for (const Node& item : list.value.items) {
    if (item.type != Node::Type::table) {
      report_type(shown, text("a list of sections", "une liste de sections"), item,
                  text("Each row is written [[{}]].", "Chaque ligne s'écrit [[{}]].", shown), findings);
      continue;
    }
    TextRow row;
    row.place = item.place;
    row.cells.resize(columns.size());
    for (const Entry& cell : item.entries) {
      const std::size_t column = find_column(columns, cell.key);
      if (column == columns.size()) {
        findings.add("E0311", cell.place,
                     text("there is no \"{}\" in [[{}]]", "il n'y a pas de « {} » dans [[{}]]", cell.key, shown),
                     first_of(did_you_mean(cell.key, names_of(columns)),
                              text("Known here: {}.", "Connus ici : {}.", list_of(names_of(columns)))));
      } else if (cell.value.type == Node::Type::text) {
        row.cells[column] = {cell.value.text, cell.value.place};
      } else if (cell.value.type == Node::Type::integer) {
        row.cells[column] = {fmt::format("{}", cell.value.integer), cell.value.place};
      } else if (cell.value.type == Node::Type::real) {
        row.cells[column] = {number(cell.value.real), cell.value.place};
      } else {
        report_type(fmt::format("{}.{}", shown, cell.key), text("a text or a number", "un texte ou un nombre"),
                    cell.value, {}, findings);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

class TerritoryReader {
 public:
  TerritoryReader(const Node& section, const Origin& origin, std::vector<std::string>& files, Findings& findings)
      : section_(section), origin_(origin), files_(files), findings_(findings) {}

  std::optional<territory::GivenTerritory> read() {
    if (!is_one_way()) return std::nullopt;
    if (const Entry* offices = section_.find("offices")) {
      const Entry* ties = section_.find("ties");
      const std::vector<TextRow> office_rows = rows_of(*offices, office_columns, findings_);
      const std::vector<TextRow> tie_rows =
          ties == nullptr ? std::vector<TextRow>{} : rows_of(*ties, tie_columns, findings_);
      if (findings_.has_errors()) return std::nullopt;
      return interpret(office_rows, tie_rows, offices->place, findings_);
    }
    if (const Entry* graphml = section_.find("graphml")) {
      const std::optional<fs::path> path = path_at(*graphml);
      if (!path) return std::nullopt;
      return read_tables(graphml->value.place, [&] { return read_graphml(*path); });
    }
    const Entry& actors = *section_.find("actors");
    const std::optional<fs::path> actors_path = path_at(actors), relations_path = path_at(*section_.find("relations"));
    if (!actors_path || !relations_path) return std::nullopt;
    return read_tables(actors.value.place, [&] { return read_csv(*actors_path, *relations_path); });
  }

 private:
  bool is_one_way() {
    const Entry* previous = nullptr;
    for (const char* way : {"archetype", "actors", "graphml", "offices"}) {
      const Entry* entry = section_.find(way);
      if (entry != nullptr && previous != nullptr) {
        findings_.add(
            "E0320",
            std::max(entry->place.line, previous->place.line) == entry->place.line ? entry->place : previous->place,
            text("{} and {} both say who takes part", "{} et {} disent tous deux qui prend part", previous->key,
                 entry->key),
            text("Keep one of the two.", "Gardez l'un des deux."));
        return false;
      }
      if (entry != nullptr) previous = entry;
    }
    return goes_with("actors", "relations", true) && goes_with("relations", "actors", true) &&
           goes_with("ties", "offices", false);
  }

  bool goes_with(std::string_view key, std::string_view other, bool is_file) {
    const Entry* entry = section_.find(key);
    if (entry == nullptr || section_.find(other) != nullptr) return true;
    findings_.add(
        "E0321", entry->place, text("{} is given without {}", "{} est donné sans {}", key, other),
        is_file ? text("Add {0} = \"{0}.csv\".", "Ajoutez {0} = \"{0}.csv\".", other)
                : text("Write the offices as [[territory.{}]].", "Écrivez les fonctions en [[territory.{}]].", other));
    return false;
  }

  std::optional<fs::path> path_at(const Entry& entry) {
    if (!read_word("territory." + entry.key, entry.value, findings_)) return std::nullopt;
    std::optional<fs::path> path = resolve(entry.value, origin_, findings_);
    if (path) files_.push_back(path->generic_string());
    return path;
  }

  template <class Read>
  std::optional<territory::GivenTerritory> read_tables(const Place& where, Read read) {
    try {
      const GraphTables tables = read();
      if (!has_column(tables.actors, office_columns, office_type, findings_)) return std::nullopt;
      const std::vector<TextRow> offices = rows_of(tables.actors, office_columns, findings_);
      return interpret(offices, in_file_order(rows_of(tables.relations, tie_columns, findings_)), where, findings_);
    } catch (const Failure& failure) {
      for (const Diagnostic& diagnostic : failure.diagnostics()) findings_.add(diagnostic);
      return std::nullopt;
    }
  }

  const Node& section_;
  const Origin& origin_;
  std::vector<std::string>& files_;
  Findings& findings_;
};

}  // namespace

bool brings_own_actors(const Node& territory) {
  constexpr std::array ways{"actors", "relations", "graphml", "offices", "ties"};
  return std::any_of(ways.begin(), ways.end(),
                     [&territory](const char* way) { return territory.find(way) != nullptr; });
}

std::optional<territory::GivenTerritory> read_given_territory(const Node& territory, const Origin& origin,
                                                              std::vector<std::string>& files, Findings& findings) {
  return TerritoryReader(territory, origin, files, findings).read();
}

}  // namespace entremise::scenarios
