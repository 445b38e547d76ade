#include <algorithm>
#include <charconv>
#include <cmath>
#include <locale>
#include <set>
#include <sstream>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/make_shared.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include "sim/graph/findings.hpp"
#include "sim/graph/graph_files.hpp"
#include "sim/graph/text_file.hpp"

namespace entremise {
namespace {

/// A column of a table as Boost's writer wants it: text as it is, declared as numbers if it is all numbers.
template <class Key, class RowOf>
class ColumnMap : public boost::dynamic_property_map {
 public:
  ColumnMap(const Table& table, std::size_t column, RowOf row_of)
      : table_(table), column_(column), row_of_(std::move(row_of)), numbers_(all_numbers()) {}

  boost::any get(const boost::any& key) override { return get_string(key); }
  std::string get_string(const boost::any& key) override {
    return table_.rows[row_of_(boost::any_cast<Key>(key))][column_].text;
  }
  void put(const boost::any&, const boost::any&) override { throw boost::dynamic_const_put_error(); }
  const std::type_info& key() const override { return typeid(Key); }
  const std::type_info& value() const override { return numbers_ ? typeid(double) : typeid(std::string); }

 private:
  bool all_numbers() const {
    return !table_.rows.empty() && std::ranges::all_of(table_.rows, [this](const auto& row) {
      const std::string& cell = row[column_].text;
      double number = 0;
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
      return error == std::errc() && end == cell.data() + cell.size() && std::isfinite(number);
    });
  }

  const Table& table_;
  std::size_t column_;
  RowOf row_of_;
  bool numbers_;
};

template <class Key, class RowOf>
void add_columns(boost::dynamic_properties& properties, const Table& table, const std::set<std::string>& left_out,
                 const RowOf& row_of) {
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::string& name = table.columns[column].text;
    // The writer escapes values but not names.
    if (!left_out.contains(name))
      properties.insert(boost::property_tree::xml_parser::encode_char_entities(name),
                        boost::make_shared<ColumnMap<Key, RowOf>>(table, column, row_of));
  }
}

/// XML 1.0, production 2: of the control characters only tab and line ends; not U+FFFE and U+FFFF.
bool fits_xml(std::string_view text) {
  const bool controls = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
  return !controls && text.find("\xEF\xBF\xBE") == text.npos && text.find("\xEF\xBF\xBF") == text.npos;
}

void check_fits_xml(const Table& table, const std::string& file, Findings& findings) {
  const auto check = [&](const std::vector<Cell>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column)
      if (!fits_xml(cells[column].text))
        findings.add("E0441", {file},
                     text("a text in the column \"{}\" has a control character, which XML cannot hold",
                          "un texte de la colonne « {} » a un caractère de contrôle, que XML ne peut pas contenir",
                          table.columns[column].text),
                     text("Remove the character, or write CSV.", "Retirez ce caractère ou écrivez du CSV."));
  };
  check(table.columns);
  for (const auto& row : table.rows) check(row);
}

}  // namespace

std::string to_graphml(const GraphTables& tables, const std::string& file) {
  Findings findings;
  check_fits_xml(tables.actors, file, findings);
  check_fits_xml(tables.relations, file, findings);
  findings.throw_if_any();

  // A copy, since a Graph does not know which end of a relation its file names first.
  using Directions = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                           boost::property<boost::edge_index_t, std::uint32_t>>;
  using Edge = boost::graph_traits<Directions>::edge_descriptor;
  using Vertex = boost::graph_traits<Directions>::vertex_descriptor;
  Directions directions(tables.graph.actors());
  for (std::uint32_t slot = 0; slot < tables.graph.relations(); ++slot) {
    auto [from, to] = tables.graph.pairs()[slot];
    if (tables.from_b[slot]) std::swap(from, to);
    add_edge(from, to, slot, directions);
  }
  boost::dynamic_properties properties;
  add_columns<Vertex>(properties, tables.actors, {}, [](Vertex actor) { return actor; });
  add_columns<Edge>(properties, tables.relations, {"source", "target"},
                    [&directions](const Edge& edge) { return get(boost::edge_index, directions, edge); });
  std::ostringstream out;
  out.imbue(std::locale::classic());
  boost::write_graphml(out, directions, properties, true);
  return out.str();
}

void write_graphml(const GraphTables& tables, const std::filesystem::path& path) {
  write_whole(path, to_graphml(tables, path.string()));
}

}  // namespace entremise
