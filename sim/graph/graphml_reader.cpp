#include <algorithm>
#include <sstream>
#include <utility>

#include <boost/graph/graphml.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include "sim/graph/graph_files.hpp"
#include "sim/graph/graphml_outline.hpp"
#include "sim/graph/tables.hpp"
#include "sim/graph/text_file.hpp"

namespace entremise {
namespace {

/// Takes what Boost's reader reads and puts the attributes into the outline's tables.
class Collector : public boost::mutate_graph {
 public:
  explicit Collector(GraphmlOutline& outline) : outline_(outline) {}

  // The reader asks before every edge whether the graph is as that edge is.
  bool is_directed() const override { return outline_.directed[next_edge_]; }
  boost::any do_add_vertex() override { return next_node_++; }
  std::pair<boost::any, bool> do_add_edge(boost::any, boost::any) override { return {next_edge_++, true}; }

  void set_graph_property(const std::string&, const std::string&, const std::string&) override {}
  void set_vertex_property(const std::string& name, boost::any node, const std::string& value,
                           const std::string&) override {
    put(outline_.nodes, name, boost::any_cast<std::size_t>(node), value);
  }
  void set_edge_property(const std::string& name, boost::any edge, const std::string& value,
                         const std::string&) override {
    put(outline_.edges, name, boost::any_cast<std::size_t>(edge), value);
  }

 private:
  static void put(Table& table, const std::string& name, std::size_t row, const std::string& value) {
    // Past the first column of nodes: that is the XML id, whereas an attribute may be called "id" as well.
    const auto column = std::ranges::find(table.columns.begin() + 1, table.columns.end(), name, &Cell::text);
    if (column == table.columns.end()) return;  // a key without a name
    table.rows[row][static_cast<std::size_t>(column - table.columns.begin())].text = value;
  }

  GraphmlOutline& outline_;
  std::size_t next_node_ = 0, next_edge_ = 0;
};

/// Tells of XML that is not well-formed, in the parser's words.
bool well_formed(const std::string& file, const std::string& content, Findings& findings) {
  try {
    std::istringstream in(content);
    boost::property_tree::ptree ignored;
    read_xml(in, ignored);
    return true;
  } catch (const boost::property_tree::xml_parser_error& error) {
    findings.add(
        "E0420", {file, static_cast<std::uint32_t>(error.line())},
        text("the file is not well-formed XML ({})", "le fichier n'est pas du XML bien formé ({})", error.message()),
        text("Export it again from the program that made it.", "Exportez-le de nouveau depuis le logiciel d'origine."));
    return false;
  }
}

/// Where actors have an attribute "id", that is what they are called, and the ids of the XML nodes have done their
/// work.
void name_by_attribute(GraphTables& tables, Findings& findings) {
  Table& actors = tables.actors;
  const auto attribute = std::ranges::find(actors.columns.begin() + 1, actors.columns.end(), "id", &Cell::text);
  if (attribute == actors.columns.end()) return;
  const auto column = attribute - actors.columns.begin();
  const ActorNames checked(actors, static_cast<std::size_t>(column), findings);
  const auto bring_forward = [column](std::vector<Cell>& cells) {
    cells.front() = std::move(cells[static_cast<std::size_t>(column)]);
    cells.erase(cells.begin() + column);
  };
  bring_forward(actors.columns);
  for (auto& row : actors.rows) bring_forward(row);
  for (std::uint32_t slot = 0; slot < tables.graph.relations(); ++slot) {
    const auto [a, b] = tables.graph.pairs()[slot];
    auto& row = tables.relations.rows[slot];
    row[0].text = actors.rows[tables.from_b[slot] ? b : a].front().text;
    row[1].text = actors.rows[tables.from_b[slot] ? a : b].front().text;
  }
}

}  // namespace

GraphTables read_graphml(const std::filesystem::path& path) {
  const std::string content = read_text(path), file = path.string();
  Findings findings;
  GraphmlOutline outline = read_outline(file, tags_of(content), findings);
  if (findings.any()) {
    // Of a file that is not even XML there is nothing else to say.
    Findings syntax;
    if (!well_formed(file, content, syntax)) syntax.throw_if_any();
  } else {
    try {
      std::istringstream in(content);
      Collector collector(outline);
      boost::read_graphml(in, collector, 0);
    } catch (const std::exception&) {
      if (well_formed(file, content, findings)) throw;
      findings.throw_if_any();
    }
  }
  GraphTables tables = connect(std::move(outline.nodes), std::move(outline.edges), outline.any_directed, findings);
  findings.throw_if_any();
  name_by_attribute(tables, findings);
  findings.throw_if_any();
  return tables;
}

}  // namespace entremise
