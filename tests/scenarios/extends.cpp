// Scenarios that change other scenarios.
#include <catch2/catch.hpp>

#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {

TEST_CASE("a scenario changes only what it says") {
  const Folder folder;
  folder.write("base.toml",
               "title = \"base\"\n[run]\nmonths = 60\nseed = 7\n[trust]\nnegativity = 2\n"
               "[levers.a]\nkind = \"facilitator\"\nfrom = 12\nskill = 0.5\n");
  folder.write("sub/middle.toml", "extends = \"../base.toml\"\n[trust]\nmemory = 0.97\n[levers.a]\nskill = 0.6\n");
  const Reading reading = read_scenario(folder.write(
      "sub/variant.toml", "extends = \"middle.toml\"\n[run]\nseed = 8\n[levers.b]\nkind = \"facilitator\"\n"));
  CHECK(told(reading).empty());
  REQUIRE(reading.scenario.has_value());
  const Scenario& s = *reading.scenario;
  CHECK(s.name == "variant");
  CHECK(s.title.en == "variant");  // a title speaks of its own file
  CHECK(s.specification.months == 60);
  CHECK(s.seed == 8);
  CHECK(s.specification.parameters["trust.negativity"] == 2);
  CHECK(s.specification.parameters["trust.memory"] == 0.97);
  REQUIRE(s.specification.levers.size() == 2);
  CHECK(s.specification.levers[0].name == "a");
  CHECK(s.specification.levers[0].from == 12);
  CHECK(s.specification.levers[0]["facilitator.skill"] == 0.6);
  CHECK(s.specification.levers[1].name == "b");
  CHECK(s.files.size() == 3);
}

TEST_CASE("a territory that says who takes part replaces the base's") {
  const Folder folder;
  folder.write("base.toml",
               "[territory]\narchetype = \"rural\"\nauthorities = 3\n[territory.population]\nlocal_officer = 20\n");
  const Reading reading =
      read_scenario(folder.write("variant.toml", "extends = \"base.toml\"\n[territory]\narchetype = \"metropolis\"\n"));
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->archetype == "metropolis");
  CHECK(reading.scenario->specification.parameters["territory.authorities"] == 16);
  CHECK(reading.scenario->specification.parameters["territory.population.local_officer"] == 90);
}

TEST_CASE("mistakes in a base are told at their own place") {
  const Folder folder;
  const std::string base = folder.write("base.toml", "[trust]\n\nnegativity = 400\n").generic_string();
  const std::string variant =
      folder.write("variant.toml", "extends = \"base.toml\"\n[run]\nmonths = 0\n").generic_string();
  const Reading reading = read_scenario(variant);
  CHECK(told(reading) == std::vector<std::string>{"3:10 E0315", "3:14 E0315"});
  CHECK(reading.diagnostics[0].place.file == variant);
  CHECK(reading.diagnostics[1].place.file == base);
}

TEST_CASE("a base that cannot be read is told where it is named, and the rest is still checked") {
  const Folder folder;
  folder.write("agglomeration.toml", "title = \"x\"\n");
  const Reading reading = read_scenario(
      folder.write("variant.toml", "extends = \"aglomeration.toml\"\n[run]\nmonths = 0\n[levers.a]\nskill = 0.5\n"));
  CHECK(told(reading) == std::vector<std::string>{"1:11 E0301", "3:10 E0315"});
  CHECK(reading.diagnostics[0].remedy.en == "Did you mean \"agglomeration.toml\"?");
  CHECK_FALSE(reading.scenario.has_value());
}

TEST_CASE("circles are refused with the whole chain") {
  const Folder folder;
  folder.write("b.toml", "extends = \"c.toml\"\n");
  folder.write("c.toml", "extends = \"./x/../a.toml\"\n");
  const Reading reading = read_scenario(folder.write("a.toml", "extends = \"b.toml\"\n"));
  REQUIRE(told(reading) == std::vector<std::string>{"1:11 E0317"});
  const std::string chain = reading.diagnostics[0].message.en;
  CHECK(chain.find("a.toml → ") < chain.find("b.toml → "));
  CHECK(chain.find("b.toml → ") < chain.find("c.toml → "));
  CHECK(chain.find("c.toml → ") != std::string::npos);
  CHECK_FALSE(reading.scenario.has_value());

  CHECK(told(read_scenario(folder.write("self.toml", "extends = \"self.toml\"\n"))) ==
        std::vector<std::string>{"1:11 E0317"});
}

TEST_CASE("very long chains are refused") {
  const Folder folder;
  for (int i = 1; i < 30; ++i) folder.write(fmt::format("{}.toml", i), fmt::format("extends = \"{}.toml\"\n", i + 1));
  CHECK(told(read_scenario(folder.path() / "1.toml")) == std::vector<std::string>{"1:11 E0318"});
  CHECK(told(read_scenario(folder.path() / "29.toml")) == std::vector<std::string>{"1:11 E0301"});
  folder.write("30.toml", "[run]\nmonths = 3\n");
  CHECK(told(read_scenario(folder.path() / "20.toml")).empty());
}

TEST_CASE("a text reads its base from the folder that it is given") {
  const Folder folder;
  folder.write("base.toml", "[run]\nmonths = 60\n");
  const Reading reading = read_scenario_text("extends = \"base.toml\"\n", "draft", folder.path());
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->specification.months == 60);
  CHECK(reading.scenario->name == "draft");
}

}  // namespace entremise::scenarios
