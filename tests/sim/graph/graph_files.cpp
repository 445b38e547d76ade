#include "sim/graph/graph_files.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/sim/graph/arbitrary.hpp"
#include "tests/sim/graph/folder.hpp"

using namespace entremise;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> texts(const std::vector<Cell>& cells) {
  std::vector<std::string> all;
  for (const Cell& cell : cells) all.push_back(cell.text);
  return all;
}

/// A table without its places.
std::vector<std::vector<std::string>> texts(const Table& table) {
  std::vector<std::vector<std::string>> all{texts(table.columns)};
  for (const auto& row : table.rows) all.push_back(texts(row));
  return all;
}

bool same(const GraphTables& x, const GraphTables& y) {
  return x.graph == y.graph && x.from_b == y.from_b && texts(x.actors) == texts(y.actors) &&
         texts(x.relations) == texts(y.relations);
}

/// Pieces that are hard to write or to read; without white space at the ends, runs of it, and control characters where
/// the file is XML, which does not keep them.
const std::vector<std::string> hard_for_all{"é",     "\"", ",",   ";",   "'",    "=",  "+",   "-",   "@",
                                            "<",     "&",  "]]>", "a b", "1",    ".5", "e3",  "œuf", "−",
                                            "&amp;", "社", "--",  "''",  "=1+1", "-2", "+3,4"};
const std::vector<std::string> hard_for_csv{"\n", "\r", "\r\n", "\t", " ", "\x01", "\xEF\xBB\xBF"};

rc::Gen<std::string> hard_text(bool with_space) {
  auto pieces = hard_for_all;
  if (with_space) pieces.insert(pieces.end(), hard_for_csv.begin(), hard_for_csv.end());
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& some) {
                        std::string all;
                        for (const auto& piece : some) all += piece;
                        return all;
                      });
}

/// Distinct texts, not empty, that begin with something of their own.
std::vector<std::string> distinct(std::size_t count, std::string_view prefix, bool with_space) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(fmt::format("{}{}", prefix, i) + *hard_text(with_space));
  return all;
}

std::vector<Cell> cells(const std::vector<std::string>& all) {
  std::vector<Cell> row;
  for (const auto& one : all) row.push_back({one});
  return row;
}

GraphTables arbitrary_tables(bool with_space) {
  GraphTables tables;
  tables.graph = *arbitrary::graph(8);
  const auto actor_columns = distinct(*rc::gen::inRange<std::size_t>(0, 4), "x", with_space);
  const auto relation_columns = distinct(*rc::gen::inRange<std::size_t>(0, 4), "y", with_space);
  const auto row = [&](std::vector<std::string> start, std::size_t more) {
    for (std::size_t i = 0; i < more; ++i) start.push_back(*hard_text(with_space));
    return cells(start);
  };
  const auto header = [](std::vector<std::string> start, const std::vector<std::string>& more) {
    start.insert(start.end(), more.begin(), more.end());
    return cells(start);
  };
  tables.actors.columns = header({"id"}, actor_columns);
  tables.relations.columns = header({"source", "target"}, relation_columns);
  const auto names = distinct(tables.graph.actors(), *rc::gen::element<std::string>("=", "a", "-", "'@"), with_space);
  for (const auto& name : names) tables.actors.rows.push_back(row({name}, actor_columns.size()));
  for (const auto [a, b] : tables.graph.pairs()) {
    tables.from_b.push_back(*rc::gen::arbitrary<bool>());
    tables.relations.rows.push_back(tables.from_b.back() ? row({names[b], names[a]}, relation_columns.size())
                                                         : row({names[a], names[b]}, relation_columns.size()));
  }
  return tables;
}

}  // namespace

TEST_CASE("What write_csv writes, read_csv reads back cell by cell", "[graph][files]") {
  const Folder folder;
  REQUIRE(rc::check([&] {
    const GraphTables tables = arbitrary_tables(true);
    const CsvStyle style{*rc::gen::element(',', ';'), *rc::gen::arbitrary<bool>()};
    write_csv(tables, folder / "a.csv", folder / "r.csv", style);
    RC_ASSERT(same(read_csv(folder / "a.csv", folder / "r.csv"), tables));
  }));
}

TEST_CASE("What write_graphml writes, read_graphml reads back", "[graph][files]") {
  const Folder folder;
  REQUIRE(rc::check([&] {
    const GraphTables tables = arbitrary_tables(false);
    write_graphml(tables, folder / "g.graphml");
    RC_ASSERT(same(read_graphml(folder / "g.graphml"), tables));
  }));
}

TEST_CASE("A table may be written as French spreadsheets do", "[graph][files]") {
  const Folder folder;
  const Table table = read_table(folder.write("t.csv",
                                              "\xEF\xBB\xBFid;taux;\"note; longue\"\r\n"
                                              "\r\n"
                                              "maire;0,5;\"dit \"\"oui\"\"\r\net non\"\r\n"
                                              "préfète;'=1;"));
  CHECK(texts(table) == std::vector<std::vector<std::string>>{{"id", "taux", "note; longue"},
                                                              {"maire", "0,5", "dit \"oui\"\r\net non"},
                                                              {"préfète", "=1", ""}});
  CHECK(table.columns[2].column == 9);
  CHECK(table.rows[0][0].line == 3);
  CHECK(table.rows[1][0].line == 5);
  CHECK(table.rows[1][1].column == 9);  // in characters, not bytes
  CHECK(table.find("taux") == 1u);
  CHECK_FALSE(table.find("Taux"));
}

TEST_CASE("Rows come in the order of actors and slots, and directions are kept", "[graph][files]") {
  const Folder folder;
  const GraphTables tables =
      read_csv(folder.write("a.csv", "kind,id\nx,zoé\ny,alice\nz,bob\n"),
               folder.write("r.csv", "weight,target,source\n3,bob,alice\n2,zoé,bob\n1,alice,zoé\n"));
  CHECK(tables.graph == Graph(3, {{0, 1}, {0, 2}, {1, 2}}));
  std::string weights;
  for (const auto& row : tables.relations.rows) weights += row[0].text;
  CHECK(weights == "123");
  CHECK(tables.from_b == std::vector<bool>{false, true, false});
}

TEST_CASE("Text that a spreadsheet would run is written with an apostrophe, numbers are not", "[graph][files]") {
  const Folder folder;
  GraphTables tables;
  tables.actors = {"", cells({"id"}), {}};
  tables.relations = {"", cells({"source", "target"}), {}};
  for (const char* text : {"=1+1", "-5", "+3.5e-2", "-2,5", "-2-5", "@sum", "'=x", "'quoted'", "+", "-e5"})
    tables.actors.rows.push_back(cells({text}));
  tables.graph = Graph(10, {});
  write_csv(tables, folder / "a.csv", folder / "r.csv");
  CHECK(folder.read("a.csv") == "id\n'=1+1\n-5\n+3.5e-2\n\"-2,5\"\n'-2-5\n'@sum\n''=x\n'quoted'\n'+\n'-e5\n");
  CHECK(folder.read("r.csv") == "source,target\n");
}

TEST_CASE("GraphML from other programs is read", "[graph][files]") {
  const Folder folder;
  const GraphTables tables = read_graphml(folder.write("g.graphml", R"(<?xml version='1.0' encoding='utf-8'?>
<!-- <node id="not this"/> -->
<graphml xmlns="http://example.org/some/other/namespace">
  <key id="d0" for="node" attr.name="role" attr.type="string"><default>agent</default></key>
  <key id="d1" for="edge" attr.name="weight" attr.type="double"/>
  <key id="d2" for="node" yfiles.type="nodegraphics"/>
  <graph edgedefault="directed">
    <data key="d9">about the graph</data>
    <node id="Ann &amp; &#233;lu"><data key="d0"><![CDATA[<élue>]]></data><data key="d2">shape</data></node>
    <edge source="c" target="Ann &amp; élu"><data key="d1">0.10</data></edge>
    <node id="c" />
    <node id='d'></node>
    <edge source="d" target="c"/>
  </graph>
</graphml>)"));
  CHECK(texts(tables.actors) ==
        std::vector<std::vector<std::string>>{{"id", "role"}, {"Ann & élu", "<élue>"}, {"c", "agent"}, {"d", "agent"}});
  CHECK(texts(tables.relations) == std::vector<std::vector<std::string>>{
                                       {"source", "target", "weight"}, {"c", "Ann & élu", "0.10"}, {"d", "c", ""}});
  CHECK(tables.graph == Graph(3, {{0, 1}, {1, 2}}));
  CHECK(tables.from_b == std::vector<bool>{true, true});
  CHECK(tables.actors.rows[1][0].line == 11);
}

TEST_CASE("GraphML declares columns of numbers as numbers and leaves their digits alone", "[graph][files]") {
  const Folder folder;
  GraphTables tables;
  tables.actors = {"", cells({"id", "age", "note"}), {cells({"a", "0.10", "1"}), cells({"b", "42", ""})}};
  tables.relations = {"", cells({"source", "target"}), {cells({"b", "a"})}};
  tables.graph = Graph(2, {{0, 1}});
  tables.from_b = {true};
  write_graphml(tables, folder / "g.graphml");
  const std::string written = folder.read("g.graphml");
  CHECK_THAT(written, Contains("attr.name=\"age\" attr.type=\"double\"") && Contains(">0.10<") &&
                          Contains("attr.name=\"note\" attr.type=\"string\""));
  CHECK_THAT(written, Contains("source=\"n1\" target=\"n0\"") && Contains("edgedefault=\"undirected\""));
}

TEST_CASE("Every code is listed once, in both languages", "[graph][files]") {
  std::set<std::string_view> codes;
  for (const DataCode& code : data_codes) {
    CHECK(codes.insert(code.code).second);
    CHECK(code.en != code.fr);
    CHECK(code.code.starts_with("E04"));
  }
}
