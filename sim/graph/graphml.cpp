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

#include "sim/graph/graph_files.hpp"
#include "sim/graph/graphml_tags.hpp"
#include "sim/graph/tables.hpp"
#include "sim/graph/text_file.hpp"

namespace entremise {
namespace {

/// What the tags tell: the file's nodes and edges by their XML ids, and their attributes' names.
struct Outline {
  Table nodes, edges;
  std::vector<bool> directed;  // for each edge
  bool any_directed = false;
};

/// Reads the outline and tells of everything that Boost's reader would let pass, misread, or refuse without a place.
class OutlineReader {
 public:
  OutlineReader(const std::string& file, Findings& findings) : file_(file), findings_(findings) {
    outline_.nodes = {file, {{"id", 1, 1}}, {}};
    outline_.edges = {file, {{"source", 1, 1}, {"target", 1, 1}}, {}};
  }

  Outline read(const std::vector<Tag>& tags) {
    if (!nested_well(tags)) return std::move(outline_);
    std::vector<const Tag*> open;
    for (const Tag& tag : tags) {
      if (tag.end) {
        open.pop_back();
        continue;
      }
      visit(tag, open.empty() ? nullptr : open.back());
      open.push_back(&tag);
    }
    if (graphs_ == 0)
      findings_.add("E0421", {file_},
                    text("the file is not GraphML: it has no element <graph> inside <graphml>",
                         "le fichier n'est pas du GraphML : il n'a pas d'élément <graph> dans <graphml>"),
                    text("Export it as GraphML; element names must have no namespace prefix.",
                         "Exportez-le en GraphML ; les noms d'éléments doivent être sans préfixe d'espace de noms."));
    for (Table* table : {&outline_.nodes, &outline_.edges})
      for (auto& row : table->rows) row.resize(table->columns.size(), {{}, row.front().line, row.front().column});
    return std::move(outline_);
  }

 private:
  Place place(const Tag& tag) const { return {file_, tag.line, tag.column}; }

  bool nested_well(const std::vector<Tag>& tags) {
    std::vector<const Tag*> open;
    for (const Tag& tag : tags) {
      if (!tag.end) {
        open.push_back(&tag);
      } else if (!open.empty() && open.back()->name == tag.name) {
        open.pop_back();
      } else {
        findings_.add("E0420", place(tag),
                      open.empty() ? text("</{}> closes nothing", "</{}> ne ferme rien", tag.name)
                                   : text("</{}> closes <{}>, of line {}", "</{}> ferme <{}>, de la ligne {}", tag.name,
                                          open.back()->name, open.back()->line));
        return false;
      }
    }
    if (!open.empty())
      findings_.add("E0420", place(*open.back()),
                    text("<{0}> is never closed", "<{0}> n'est jamais fermé", open.back()->name));
    return open.empty();
  }

  void visit(const Tag& tag, const Tag* parent) {
    const std::string_view inside = parent ? std::string_view(parent->name) : std::string_view();
    if (tag.name == "key" && inside == "graphml")
      visit_key(tag);
    else if (tag.name == "graph" && (inside == "graphml" || inside == "node" || inside == "edge"))
      visit_graph(tag);
    else if (tag.name == "node" && inside == "graph")
      outline_.nodes.rows.push_back({require(tag, "id")});
    else if (tag.name == "edge" && inside == "graph")
      visit_edge(tag);
    else if (tag.name == "hyperedge")
      findings_.add("E0424", place(tag),
                    text("a relation joins two actors, a hyperedge any number",
                         "une relation joint deux acteurs, une hyper-arête un nombre quelconque"),
                    text("Replace it by edges, or by an actor of its own.",
                         "Remplacez-la par des arêtes ou par un acteur à part entière."));
    else if (tag.name == "data" && (inside == "node" || inside == "edge"))
      visit_data(tag, inside == "node" ? nodes_keys_ : edges_keys_);
  }

  /// The value of an attribute; an attribute that is missing gives a cell of which nothing more is said.
  Cell require(const Tag& tag, std::string_view attribute) {
    if (const std::string* value = tag.find(attribute)) return {*value, tag.line, tag.column};
    findings_.add("E0425", place(tag), text("<{}> has no {}", "<{}> n'a pas d'attribut {}", tag.name, attribute),
                  text("Add {}=\"...\".", "Ajoutez {}=\"...\".", attribute));
    return {};
  }

  /// Checks that an attribute, if it is there, has one of the possible values.
  void restrict(const Tag& tag, std::string_view attribute, const std::vector<std::string>& possible) {
    const std::string* value = tag.find(attribute);
    if (!value || std::ranges::find(possible, *value) != possible.end()) return;
    findings_.add("E0426", place(tag),
                  text("<{0}> has {1}=\"{2}\"", "<{0}> a {1}=\"{2}\"", tag.name, attribute, *value),
                  did_you_mean(*value, possible,
                               text("Possible are: {}.", "Valeurs possibles : {}.", fmt::join(possible, ", "))));
  }

  void visit_key(const Tag& tag) {
    require(tag, "id");
    require(tag, "for");
    restrict(tag, "for", {"all", "graphml", "graph", "node", "edge", "hyperedge", "port", "endpoint"});
    const std::string *id = tag.find("id"), *domain = tag.find("for"), *name = tag.find("attr.name");
    if (!id || !domain) return;
    const bool of_nodes = *domain == "node" || *domain == "all", of_edges = *domain == "edge" || *domain == "all";
    if (of_nodes) nodes_keys_.insert(*id);
    if (of_edges) edges_keys_.insert(*id);
    // Drawing programs declare keys for shapes, which have no name and no text of their own: they are left out.
    if (!name) return;
    const bool twice_for_nodes = of_nodes && !names_of_nodes_.insert(*name).second;
    const bool twice_for_edges =
        of_edges && (!names_of_edges_.insert(*name).second || *name == "source" || *name == "target");
    if (twice_for_nodes || twice_for_edges)
      findings_.add("E0411", place(tag),
                    text("the attribute \"{}\" is there twice", "l'attribut « {} » figure deux fois", *name),
                    text("Rename or remove one of the two.", "Renommez ou retirez l'un des deux."));
    if (of_nodes) outline_.nodes.columns.push_back({*name, tag.line, tag.column});
    if (of_edges) outline_.edges.columns.push_back({*name, tag.line, tag.column});
  }

  void visit_graph(const Tag& tag) {
    if (graphs_++ > 0)
      findings_.add("E0422", place(tag), text("this is a second graph", "c'est un second graphe"),
                    text("Keep one graph to a file, with no graph inside another.",
                         "Gardez un graphe par fichier, sans graphe dans un autre."));
    require(tag, "edgedefault");
    restrict(tag, "edgedefault", {"undirected", "directed"});
    const std::string* direction = tag.find("edgedefault");
    directed_by_default_ = direction && *direction == "directed";
  }

  void visit_edge(const Tag& tag) {
    restrict(tag, "directed", {"true", "false"});
    const std::string* own = tag.find("directed");
    const bool directed = own ? *own == "true" : directed_by_default_;
    outline_.edges.rows.push_back({require(tag, "source"), require(tag, "target")});
    outline_.directed.push_back(directed);
    outline_.any_directed |= directed;
  }

  void visit_data(const Tag& tag, const std::set<std::string>& keys) {
    const Cell key = require(tag, "key");
    if (key.line != 0 && !keys.contains(key.text))
      findings_.add("E0427", place(tag),
                    text("no <key> declares \"{}\" here", "aucune <key> ne déclare « {} » ici", key.text),
                    did_you_mean(key.text, {keys.begin(), keys.end()},
                                 text("Declare it at the top of the file.", "Déclarez-la en tête du fichier.")));
  }

  const std::string& file_;
  Findings& findings_;
  Outline outline_;
  std::set<std::string> nodes_keys_, edges_keys_, names_of_nodes_, names_of_edges_;
  int graphs_ = 0;
  bool directed_by_default_ = false;
};

/// Takes what Boost's reader reads and puts the attributes into the outline's tables.
class Collector : public boost::mutate_graph {
 public:
  explicit Collector(Outline& outline) : outline_(outline) {}

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

  Outline& outline_;
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

GraphTables read_graphml(const std::filesystem::path& path) {
  const std::string content = read_text(path), file = path.string();
  Findings findings;
  Outline outline = OutlineReader(file, findings).read(tags_of(content));
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

void write_graphml(const GraphTables& tables, const std::filesystem::path& path) {
  Findings findings;
  check_fits_xml(tables.actors, path.string(), findings);
  check_fits_xml(tables.relations, path.string(), findings);
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
  write_whole(path, out.str());
}

}  // namespace entremise
