#include "sim/graph/graphml_outline.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "sim/graph/tables.hpp"

namespace entremise {
namespace {

class OutlineReader {
 public:
  OutlineReader(const std::string& file, Findings& findings) : file_(file), findings_(findings) {
    outline_.nodes = {file, {{"id", 1, 1}}, {}};
    outline_.edges = {file, {{"source", 1, 1}, {"target", 1, 1}}, {}};
  }

  GraphmlOutline read(const std::vector<Tag>& tags) {
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
    findings_.add(
        "E0426", place(tag), text("<{0}> has {1}=\"{2}\"", "<{0}> a {1}=\"{2}\"", tag.name, attribute, *value),
        did_you_mean(
            *value, possible,
            text("Possible are: {}.", "Valeurs possibles : {}.", fmt::format("{}", fmt::join(possible, ", ")))));
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
  GraphmlOutline outline_;
  std::set<std::string> nodes_keys_, edges_keys_, names_of_nodes_, names_of_edges_;
  int graphs_ = 0;
  bool directed_by_default_ = false;
};

}  // namespace

GraphmlOutline read_outline(const std::string& file, const std::vector<Tag>& tags, Findings& findings) {
  return OutlineReader(file, findings).read(tags);
}

}  // namespace entremise
