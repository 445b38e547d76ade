#include <unistd.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sim/graph/graph_files.hpp"
#include "tests/sim/graph/folder.hpp"

using namespace entremise;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

std::vector<Diagnostic> diagnostics(const std::function<void()>& read) {
  try {
    read();
  } catch (const Failure& failure) {
    return failure.diagnostics();
  }
  return {};
}

/// "file:line:column code" of each.
Strings found(const std::function<void()>& read) {
  Strings all;
  for (const Diagnostic& d : diagnostics(read)) {
    all.push_back(fmt::format("{}:{}:{} {}", std::filesystem::path(d.place.file).filename().string(), d.place.line,
                              d.place.column, d.code));
    // Each says something, in both languages, under a code that is listed, and as the trouble it is.
    CHECK_FALSE(d.message.en.empty());
    CHECK(d.message.en != d.message.fr);
    CHECK(d.remedy.en.empty() == d.remedy.fr.empty());
    CHECK(std::ranges::find(data_codes, d.code, &DataCode::code) != data_codes.end());
    CHECK(d.trouble == (d.code <= "E0406"   ? Trouble::unreadable
                        : d.code == "E0440" ? Trouble::unwritable
                                            : Trouble::invalid_data));
  }
  return all;
}

Strings in_table(std::string_view content) {
  const Folder folder;
  const auto file = folder.write("t.csv", content);
  return found([&] { static_cast<void>(read_table(file)); });
}

Strings in_csv(std::string_view actors, std::string_view relations) {
  const Folder folder;
  const auto a = folder.write("a.csv", actors), r = folder.write("r.csv", relations);
  return found([&] { static_cast<void>(read_csv(a, r)); });
}

Strings in_graphml(std::string_view content) {
  const Folder folder;
  const auto file = folder.write("g", content);
  return found([&] { static_cast<void>(read_graphml(file)); });
}

/// The only diagnostic, as English then French people read it.
std::string told(std::string_view actors, std::string_view relations) {
  const Folder folder;
  const auto a = folder.write("a.csv", actors), r = folder.write("r.csv", relations);
  const auto all = diagnostics([&] { static_cast<void>(read_csv(a, r)); });
  REQUIRE(all.size() == 1);
  return format(all[0], Language::english) + "\n" + format(all[0], Language::french);
}

}  // namespace

TEST_CASE("Files that cannot be read as text are told apart", "[graph][files][diagnostics]") {
  const Folder folder;
  const auto of = [&](const std::string& name) { return found([&] { static_cast<void>(read_table(folder / name)); }); };
  CHECK(of("nothing.csv") == Strings{"nothing.csv:0:0 E0401"});
  std::filesystem::create_directory(folder / "folder.csv");
  CHECK(of("folder.csv") == Strings{"folder.csv:0:0 E0402"});
  folder.write("secret.csv", "id\n");
  std::filesystem::permissions(folder / "secret.csv", std::filesystem::perms::none);
  if (geteuid() != 0) CHECK(of("secret.csv") == Strings{"secret.csv:0:0 E0403"});
  CHECK(in_table("") == Strings{"t.csv:0:0 E0404"});
  CHECK(in_table("\xEF\xBB\xBF\r\n \n") == Strings{"t.csv:0:0 E0404"});
  CHECK(in_table(std::string_view("id\0x\n", 5)) == Strings{"t.csv:0:0 E0405"});
  CHECK(in_table("id,nom\né,pr\xE9"
                 "fet\n") == Strings{"t.csv:2:5 E0406"});
  CHECK(in_table("id\n\xC0\x80\n") == Strings{"t.csv:2:1 E0406"});      // overlong
  CHECK(in_table("id\n\xED\xA0\x80\n") == Strings{"t.csv:2:1 E0406"});  // a surrogate
  CHECK(in_table("id\nx\xE2\x82") == Strings{"t.csv:2:2 E0406"});       // cut short
  CHECK(in_graphml("") == Strings{"g:0:0 E0404"});
}

TEST_CASE("A file that is not there is no reason not to check the other", "[graph][files][diagnostics]") {
  const Folder folder;
  const auto relations = folder.write("r.csv", "source,target\nx\n");
  CHECK(found([&] { static_cast<void>(read_csv(folder / "a.csv", relations)); }) ==
        Strings{"a.csv:0:0 E0401", "r.csv:2:1 E0409"});
}

TEST_CASE("Every mistake in the form of a table is told, with its place", "[graph][files][diagnostics]") {
  CHECK(in_table("a,b\n1,2,3\n4\n5,6\n7,8,9,10\n") == Strings{"t.csv:2:5 E0409", "t.csv:3:1 E0409", "t.csv:5:5 E0409"});
  CHECK(in_table("a,,b,a\n1,2,3,4\n") == Strings{"t.csv:1:3 E0410", "t.csv:1:6 E0411"});
  CHECK(in_table("a,b\n1,\"two\nlines\nand more") == Strings{"t.csv:2:3 E0407"});
  CHECK(in_table("a,b\nx\"y\",1\n\"x\"y,\"1\"\n") == Strings{"t.csv:2:2 E0408", "t.csv:3:4 E0408"});
}

TEST_CASE("Every mistake in actors and relations is told, with its place", "[graph][files][diagnostics]") {
  CHECK(in_csv("id,x\nann,1\nbob,2\nann,3\n,4\n", "source,target\nann,bob\nbob,ann\nann,ann\nann,zoe\nbob,ann\n") ==
        Strings{"a.csv:4:1 E0413", "a.csv:5:1 E0417", "r.csv:3:1 E0415", "r.csv:4:5 E0416", "r.csv:5:5 E0414",
                "r.csv:6:1 E0415"});
  CHECK(in_csv("name\nann\n", "from,target\nann,bob\n") == Strings{"a.csv:1:0 E0412", "r.csv:1:0 E0412"});
  // What follows from a mistake already told is not told again.
  CHECK(in_csv("kind,id\nx,ann\ny\n", "source,target\nann\n") == Strings{"a.csv:3:1 E0409", "r.csv:2:1 E0409"});
}

TEST_CASE("Messages name what they are about and what might have been meant", "[graph][files][diagnostics]") {
  CHECK_THAT(told("id\nmaire\npréfète\n", "source,target\nmaire,préfete\n"),
             Contains("r.csv:2:7: error E0414: there is no actor \"préfete\"") &&
                 Contains("Did you mean \"préfète\"?") && Contains("Vouliez-vous dire « préfète » ?"));
  CHECK_THAT(told("id\nx\ny\n", "source,target\nx,y\ny,x\n"),
             Contains("the relation between \"y\" and \"x\" is there already, in line 2") &&
                 Contains("figure déjà à la ligne 2"));
  CHECK_THAT(told("id\nx\ny\nx\n", "source,target\n"), Contains("\"x\" is there already, in line 2"));
  CHECK_THAT(told("id\nx\n", "source,traget\n"), Contains("Rename \"traget\" to \"target\""));
  CHECK_THAT(told("id;x\na;1;2\n", "source,target\n"),
             Contains("has 3 cells, the first line has 2") && Contains("separated by \";\""));
}

TEST_CASE("A hundred mistakes are enough to read at once", "[graph][files][diagnostics]") {
  std::string relations = "source,target\n";
  for (int i = 0; i < 1'234; ++i) relations += fmt::format("ann,nobody{}\n", i);
  const Folder folder;
  const auto a = folder.write("a.csv", "id\nann\n"), r = folder.write("r.csv", relations);
  const auto all = diagnostics([&] { static_cast<void>(read_csv(a, r)); });
  REQUIRE(all.size() == 101);
  CHECK(all.back().code == "E0449");
  CHECK(all.back().message.en == "and 1134 more");
}

TEST_CASE("Every mistake in GraphML is told, with its place", "[graph][files][diagnostics]") {
  const auto graph = [](std::string_view direction, std::string_view inside) {
    return fmt::format(
        "<graphml>\n<key id='k' for='node' attr.name='x'/>\n<graph edgedefault='{}'>\n{}\n</graph>\n</graphml>\n",
        direction, inside);
  };
  const std::string_view nodes = "<node id='ann'/><node id='bob'/>\n";
  const auto undirected = [&](std::string_view more) {
    return in_graphml(graph("undirected", std::string(nodes) + std::string(more)));
  };
  const auto directed = [&](std::string_view more) {
    return in_graphml(graph("directed", std::string(nodes) + std::string(more)));
  };

  CHECK(undirected("").empty());
  CHECK(undirected("<edge source='ann' target='zoe'/>") == Strings{"g:5:1 E0414"});
  CHECK(undirected("<edge source='ann' target='bob'/>\n<edge source='bob' target='ann'/>") == Strings{"g:6:1 E0415"});
  CHECK(undirected("<edge source='ann' target='ann'/>") == Strings{"g:5:1 E0416"});
  CHECK(undirected("<node id='bob'/>") == Strings{"g:5:1 E0413"});
  CHECK(undirected("<node/>") == Strings{"g:5:1 E0425"});
  CHECK(undirected("<edge source='ann'/>") == Strings{"g:5:1 E0425"});
  CHECK(undirected("<node id='c'><data key='j'>1</data></node>") == Strings{"g:5:14 E0427"});
  CHECK(undirected("<edge source='ann' target='bob'><data key='k'>1</data></edge>") == Strings{"g:5:33 E0427"});
  CHECK(undirected("<hyperedge><endpoint node='ann'/></hyperedge>") == Strings{"g:5:1 E0424"});
  CHECK(undirected("<node id='c'><graph edgedefault='undirected'/></node>") == Strings{"g:5:14 E0422"});
  CHECK(undirected("<edge source='ann' target='bob' directed='yes'/>") == Strings{"g:5:1 E0426"});
  CHECK(directed("<edge source='ann' target='bob'/>").empty());
  CHECK(directed("<edge source='ann' target='bob'/>\n<edge source='bob' target='ann'/>") == Strings{"g:6:1 E0423"});
  CHECK(directed("<edge source='ann' target='bob'/>\n<edge source='ann' target='bob'/>") == Strings{"g:6:1 E0415"});
  CHECK(in_graphml(graph("sideways", nodes)) == Strings{"g:3:1 E0426"});
  CHECK(in_graphml("<graphml><key id='a' for='edge' attr.name='x'/>\n<key id='b' for='all' attr.name='x'/>\n"
                   "<graph edgedefault='undirected'/></graphml>") == Strings{"g:2:1 E0411"});
  CHECK(in_graphml("<graphml>\n<graph/></graphml>") == Strings{"g:2:1 E0425"});
  CHECK(in_graphml("<html><body/></html>") == Strings{"g:0:0 E0421"});
  CHECK(in_graphml("id,name\n1,x\n") == Strings{"g:1:0 E0420"});
  CHECK(in_graphml(graph("undirected", "<node id='a'>\n<data key='k'>1</dat>\n</node>")) == Strings{"g:5:16 E0420"});
  CHECK(in_graphml(graph("undirected", "<node id=a/>")) == Strings{"g:4:0 E0420"});
  CHECK(in_graphml("<graphml><graph edgedefault='undirected'>\n<node id='a'>\n") == Strings{"g:3:0 E0420"});
  // Two actors called the same by an attribute.
  CHECK(in_graphml("<graphml><key id='k' for='node' attr.name='id'/><graph edgedefault='undirected'>\n"
                   "<node id='1'><data key='k'>ann</data></node>\n<node id='2'><data key='k'>ann</data></node>\n"
                   "<node id='3'/></graph></graphml>") == Strings{"g:3:1 E0413", "g:4:1 E0417"});
}

TEST_CASE("Output that cannot be written is told, and leaves nothing behind", "[graph][files][diagnostics]") {
  const Folder folder;
  GraphTables tables;
  tables.actors = {"", {{"id"}}, {{{"a\x01"}}}};
  tables.relations = {"", {{"source"}, {"target"}}, {}};
  tables.graph = Graph(1, {});
  CHECK(found([&] { write_csv(tables, folder / "no/such/a.csv", folder / "r.csv"); }) == Strings{"a.csv:0:0 E0440"});
  CHECK(found([&] { write_graphml(tables, folder / "g.graphml"); }) == Strings{"g.graphml:0:0 E0441"});
  std::filesystem::create_directory(folder / "taken");
  CHECK(found([&] { write_csv(tables, folder / "taken", folder / "r.csv"); }) == Strings{"taken:0:0 E0440"});
  CHECK_FALSE(std::filesystem::exists(folder / "taken.part"));
}
