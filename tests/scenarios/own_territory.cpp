// Actors and relations that the user brings along.
#include <catch2/catch.hpp>

#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

using territory::ActorType;
using territory::Family;
using territory::Role;

const std::string two_tables = "[territory]\nactors = \"actors.csv\"\nrelations = \"relations.csv\"\n";

Reading read(const Folder& folder, const std::string& actors, const std::string& relations) {
  folder.write("actors.csv", actors);
  folder.write("relations.csv", relations);
  return read_scenario(folder.write("own.toml", two_tables));
}

const std::string four =
    "id,type,organisation\nmayor,elected_official,town\nclerk,local_officer,town\nclub,social_economy_actor,club\n"
    "prefect,state_officer,state\n";

}  // namespace

TEST_CASE("the example reads as it is written") {
  const Reading reading =
      read_scenario(std::filesystem::path(ENTREMISE_LIBRARY_DIR) / "own-territory/own-territory.toml");
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->archetype.empty());
  CHECK(reading.scenario->files.size() == 3);
  const territory::GivenTerritory& given = *reading.scenario->specification.given;
  REQUIRE(given.offices.size() == 12);
  CHECK(given.ties.size() == 19);
  CHECK(given.offices[0].name == "presidence-agglomeration");
  CHECK(given.offices[0].role == Role::executive);
  CHECK(given.offices[8].family == Family::cooperative);
  CHECK(given.organisations[given.offices[8].organisation] == "cooperative-energie");
  for (const auto& tie : given.ties) CHECK(tie.a < tie.b);
}

TEST_CASE("roles and families have defaults by type and rank") {
  const Folder folder;
  const Reading reading = read(folder,
                               "id;type;organisation;famille\n"
                               "a;élu;town;\nb;elu;town;\nc;agent;town;\nd;agent;town;\n"
                               "e;ess;club;\nf;ESS;club;\ng;ess;club;\nh;ess;coop;coopérative\ni;état;;\n",
                               "source;target;rate\na;c;0,5\nh;i;1\n");
  CHECK(told(reading).empty());
  REQUIRE(reading.scenario.has_value());
  const auto& offices = reading.scenario->specification.given->offices;
  const std::vector<Role> expected{Role::executive, Role::councillor, Role::director, Role::officer, Role::president,
                                   Role::manager,   Role::member,     Role::manager,  Role::state};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(offices[i].role == expected[i]);
  CHECK(offices[0].organisation == offices[3].organisation);
  CHECK(offices[4].family == Family::association);
  CHECK(offices[7].family == Family::cooperative);
  CHECK(offices[8].family == Family::none);
  CHECK(offices[8].organisation != offices[7].organisation);
  const auto& ties = reading.scenario->specification.given->ties;
  CHECK(ties[0].rate == 0.5f);  // with a decimal comma, as spreadsheets in French write it
  CHECK_FALSE(ties[0].control.has_value());
}

TEST_CASE("an explicit role keeps the default from giving it twice") {
  const Folder folder;
  const Reading reading =
      read(folder,
           "id,type,organisation,role\na,elected_official,town,\nb,elected_official,town,executive\n"
           "c,local_officer,town,\nd,social_economy_actor,x,\ne,state_officer,y,\n",
           "source,target\na,b\n");
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->specification.given->offices[0].role == Role::councillor);
}

TEST_CASE("bad cells are told with file, line and column") {
  const Folder folder;
  const Reading reading = read(folder,
                               "id,type,role,family,issue_1,issue_2,issue_3,issue_4\n"
                               "a,mayor,,,,,,\n"
                               "b,local_officer,president,,,,,\n"
                               "c,state_officer,,mutual,,,,\n"
                               "d,social_economy_actor,,assoc,2,0,0,0\n"
                               "e,elected_official,,,0.1,0.2,,\n"
                               "f,,,,,,,\n",
                               "source,target,rate,control,tender\na,b,often,0,0\na,c,32,1.5,-1\n");
  const std::vector<std::string> expected{"2:3 E0332",  "3:17 E0335", "4:18 E0335", "5:25 E0332",
                                          "5:31 E0334", "6:0 E0335",  "7:3 E0331",  "2:5 E0333",
                                          "3:5 E0334",  "3:8 E0334",  "3:12 E0334"};
  CHECK(told(reading) == expected);
  CHECK(reading.diagnostics.front().place.file == (folder.path() / "actors.csv").generic_string());
  CHECK(reading.diagnostics.back().place.file == (folder.path() / "relations.csv").generic_string());
  for (const Diagnostic& d : reading.diagnostics) CHECK(d.trouble == Trouble::invalid_data);
  CHECK_FALSE(reading.scenario.has_value());
}

TEST_CASE("tables that are no territory") {
  const Folder folder;
  CHECK(told(read(folder, "id,kind\na,x\nb,y\n", "source,target\na,b\n")) == std::vector<std::string>{"1:0 E0330"});
  CHECK(told(read(folder, "id,type\na,elected_official\n", "source,target\n")) ==
        std::vector<std::string>{"2:10 E0326"});
  CHECK(told(read(folder, "id,type\na,elected_official\nb,local_officer\n", "source,target\na,b\n")) ==
        std::vector<std::string>{"2:10 W0345", "2:10 W0345"});
  // What the reader of tables finds is passed on.
  const Reading unknown = read(folder, four, "source,target\nmayor,clrk\n");
  REQUIRE(unknown.diagnostics.size() == 1);
  CHECK(unknown.diagnostics[0].place.line == 2);
  CHECK_FALSE(unknown.scenario.has_value());
  CHECK(told(read(folder, four, "source,target,contrl\nmayor,clerk,1\n")) == std::vector<std::string>{"1:15 W0347"});
}

TEST_CASE("a territory may come from GraphML") {
  const Folder folder;
  folder.write("town.graphml",
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
               "<key id=\"t\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n"
               "<key id=\"r\" for=\"edge\" attr.name=\"rate\" attr.type=\"double\"/>\n"
               "<graph id=\"G\" edgedefault=\"undirected\">\n"
               "<node id=\"mayor\"><data key=\"t\">elected_official</data></node>\n"
               "<node id=\"clerk\"><data key=\"t\">agent</data></node>\n"
               "<node id=\"club\"><data key=\"t\">ess</data></node>\n"
               "<node id=\"prefect\"><data key=\"t\">\xC3\xA9tat</data></node>\n"
               "<edge source=\"club\" target=\"mayor\"><data key=\"r\">0.25</data></edge>\n"
               "</graph></graphml>\n");
  const Reading reading = read_scenario(folder.write("own.toml", "[territory]\ngraphml = \"town.graphml\"\n"));
  CHECK(told(reading).empty());
  REQUIRE(reading.scenario.has_value());
  const territory::GivenTerritory& given = *reading.scenario->specification.given;
  REQUIRE(given.offices.size() == 4);
  CHECK(given.offices[0].name == "mayor");
  CHECK(given.offices[3].type == ActorType::state_officer);
  REQUIRE(given.ties.size() == 1);
  CHECK(given.ties[0].a == 0);
  CHECK(given.ties[0].b == 2);
  CHECK(given.ties[0].rate == 0.25f);
}

TEST_CASE("what only drawn territories need is told to be of no use") {
  const Folder folder;
  folder.write("actors.csv", four);
  folder.write("relations.csv", "source,target\nmayor,club\n");
  const Reading reading = read_scenario(folder.write("own.toml", two_tables + "authorities = 3\n"));
  CHECK(told(reading) == std::vector<std::string>{"4:15 W0346"});
  CHECK(reading.scenario->specification.parameters == territory::Parameters());
}

TEST_CASE("a base's archetype gives way to one's own actors") {
  const Folder folder;
  folder.write("base.toml", "[territory]\narchetype = \"rural\"\nauthorities = 3\n[run]\nmonths = 24\n");
  folder.write("data/actors.csv", four);
  folder.write("data/relations.csv", "source,target\nmayor,club\n");
  folder.write("data/own.toml", "extends = \"../base.toml\"\n" + two_tables);
  const Reading reading = read_scenario(folder.write("variant.toml", "extends = \"data/own.toml\"\n[run]\nseed = 3\n"));
  CHECK(told(reading).empty());
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->specification.given->offices.size() == 4);
  CHECK(reading.scenario->specification.months == 24);
}

TEST_CASE("a territory may be written in the scenario itself") {
  const std::string text =
      "[[territory.offices]]\nid = \"a\"\ntype = \"elected_official\"\nissue_1 = 0.5\nissue_2 = 0\nissue_3 = "
      "0\nissue_4 = -1\n"
      "[[territory.offices]]\nid = \"b\"\ntype = \"local_officer\"\n"
      "[[territory.offices]]\nid = \"c\"\ntype = \"social_economy_actor\"\n"
      "[[territory.offices]]\nid = \"d\"\ntype = \"state_officer\"\n";
  const Reading reading =
      read_scenario_text(text + "[[territory.ties]]\nsource = \"b\"\ntarget = \"a\"\nrate = 1\n", "x");
  CHECK(told(reading).empty());
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->specification.given->offices[0].issues == std::array{0.5f, 0.0f, 0.0f, -1.0f});
  CHECK(reading.scenario->specification.given->ties[0].a == 0);

  CHECK(told(text + "[[territory.ties]]\nsource = \"b\"\ntarget = \"z\"\n") == std::vector<std::string>{"19:10 E0336"});
  CHECK(told(text + "[[territory.ties]]\nsource = \"b\"\ntarget = \"b\"\n") == std::vector<std::string>{"19:10 E0336"});
  CHECK(told(text + "[[territory.ties]]\nsource = \"b\"\n") == std::vector<std::string>{"17:1 E0331"});
  CHECK(told(text + "[[territory.ties]]\nsource = \"b\"\ntarget = \"a\"\nrtae = 1\n") ==
        std::vector<std::string>{"20:1 E0311"});
  CHECK(told(text + "[[territory.offices]]\nid = \"a\"\ntype = \"elu\"\n") == std::vector<std::string>{"18:6 E0336"});
  CHECK(told("[[territory.ties]]\nsource = \"b\"\n") == std::vector<std::string>{"1:13 E0321"});
  CHECK(told("[territory]\noffices = 3\n") == std::vector<std::string>{"2:11 E0312"});
}

}  // namespace entremise::scenarios
