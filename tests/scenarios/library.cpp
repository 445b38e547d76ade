// The scenarios that come with the program.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> library() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(ENTREMISE_LIBRARY_DIR))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  return files;
}

Scenario read(const char* name) {
  const Reading reading = read_scenario(fs::path(ENTREMISE_LIBRARY_DIR) / name);
  REQUIRE(reading.scenario.has_value());
  return *reading.scenario;
}

}  // namespace

TEST_CASE("every scenario of the library reads without a warning and has its title in both languages") {
  const std::vector<fs::path> files = library();
  CHECK(files.size() >= 70);
  std::set<std::string> titles;
  for (const fs::path& file : files) {
    CAPTURE(file);
    const Reading reading = read_scenario(file);
    CHECK(told(reading).empty());
    REQUIRE(reading.scenario.has_value());
    CHECK(reading.scenario->title.en != reading.scenario->title.fr);
    CHECK(reading.scenario->description.en != reading.scenario->description.fr);
    CHECK(titles.insert(reading.scenario->title.fr).second);
  }
}

TEST_CASE("variants differ from their reference in what their name says, and in nothing else") {
  const Scenario reference = read("agglomeration.toml");
  CHECK(reference.specification.parameters == territory::Parameters());
  CHECK(reference.specification.levers.empty());

  const Scenario early = read("agglomeration-facilitator.toml");
  CHECK(early.specification.parameters == reference.specification.parameters);
  REQUIRE(early.specification.levers.size() == 1);
  const territory::Lever& facilitator = early.specification.levers[0];
  CHECK(facilitator.from == 12);
  CHECK(facilitator.values == territory::lever_defaults());

  territory::Lever expected = facilitator;
  expected.from = 60;
  CHECK(read("agglomeration-facilitator-late.toml").specification.levers == std::vector{expected});
  expected = facilitator;
  expected.until = 60;
  CHECK(read("agglomeration-facilitator-withdrawn.toml").specification.levers == std::vector{expected});

  const Scenario partisan = read("agglomeration-partisan-facilitator.toml");
  CHECK(partisan.specification.levers.at(0)["facilitator.neutrality"] == 0.3);
  CHECK(partisan.specification.levers.at(0)["facilitator.host"] == 1);

  const Scenario unexcused = read("agglomeration-no-attribution.toml");
  CHECK_FALSE(unexcused.specification.parameters.is_on("mechanisms.attribution"));
  CHECK(unexcused.specification.levers.empty());
}

TEST_CASE("every kind of lever and shock is in the library") {
  std::set<territory::LeverKind> kinds;
  for (const fs::path& file : library()) {
    const Reading reading = read_scenario(file);
    for (const territory::Lever& lever : reading.scenario.value().specification.levers) kinds.insert(lever.kind);
  }
  CHECK(kinds.size() == territory::lever_kinds.size());
}

TEST_CASE("scenarios that are to cost as many hours do") {
  // Person-hours of the spaces of one scenario, from the first month to the last of `months`.
  const auto hours = [](const char* name, std::uint32_t months) {
    double sum = 0;
    for (const territory::Lever& lever : read(name).specification.levers) {
      const auto meetings = [&](double every) {
        const std::uint32_t last = std::min(lever.until, months);
        return std::floor((last - lever.from) / every) + 1;
      };
      if (lever.kind == territory::LeverKind::peer_circles)
        sum += meetings(lever["peer_circles.every"]) * 4 * lever["peer_circles.number"] * lever["peer_circles.size"] *
               lever["peer_circles.hours"];
      if (lever.kind == territory::LeverKind::agora)
        sum +=
            meetings(lever["agora.every"]) * 4 * lever["agora.number"] * lever["agora.per_type"] * lever["agora.hours"];
      if (lever.kind == territory::LeverKind::codevelopment)
        sum += lever["codevelopment.sessions"] * lever["codevelopment.groups"] * lever["codevelopment.size"] *
               lever["codevelopment.hours"];
    }
    return sum;
  };
  CHECK(hours("agglomeration-peers-then-agora.toml", 120) == hours("agglomeration-agora-twice-as-often.toml", 120));
  CHECK(hours("agglomeration-peers-then-agora.toml", 120) == hours("agglomeration-agora-then-peers.toml", 120));
  CHECK(hours("agglomeration-codevelopment.toml", 120) == hours("agglomeration-agora-monthly.toml", 120));
}

TEST_CASE("archetypes set the numbers of actors") {
  CHECK(read("rural.toml").specification.parameters["territory.population.local_officer"] == 12);
  CHECK(read("metropolis.toml").specification.parameters["territory.population.social_economy_actor"] == 130);
}

}  // namespace entremise::scenarios
