// What two scenarios do not say alike.
#include "scenarios/differences.hpp"

#include <catch2/catch.hpp>

#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

Scenario scenario(const std::string& text) {
  const Reading reading = read_scenario_text(text, "x");
  REQUIRE(reading.scenario.has_value());
  return *reading.scenario;
}

const Difference* find(const std::vector<Difference>& all, const std::string& key) {
  for (const Difference& one : all)
    if (one.key == key) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("a scenario does not differ from itself, nor by its names and replicates") {
  const Scenario a = scenario("title = \"a\"\n[run]\nreplicates = 3\nseed = 1");
  CHECK(differences(a, a).empty());
  CHECK(differences(a, scenario("title = \"b\"\ndescription = \"c\"\n[run]\nreplicates = 9\nseed = 2")).empty());
}

TEST_CASE("changed values, what is new and what is gone are told, one line each") {
  const Scenario a = scenario("[trust]\nnegativity = 2.5\n[levers.third]\nkind = \"facilitator\"\nfrom = 3"),
                 b = scenario("[run]\nmonths = 60\n[trust]\nnegativity = 3.0\n[levers.talk]\nkind = \"agora\"");
  const auto all = differences(a, b);
  const Difference* value = find(all, "trust.negativity");
  REQUIRE(value != nullptr);
  CHECK(value->from == "2.5");
  CHECK(value->to == "3");
  CHECK(value->kind.empty());
  REQUIRE(find(all, "run.months") != nullptr);
  CHECK(find(all, "run.months")->to == "60");
  const Difference *gone = find(all, "levers.third.from"), *arrived = find(all, "levers.talk.kind");
  REQUIRE((gone != nullptr && arrived != nullptr));
  CHECK((gone->kind == "facilitator" && gone->from == "3" && gone->to.empty()));
  CHECK((arrived->kind == "agora" && arrived->from.empty() && arrived->to == "\"agora\""));
  for (const Difference& one : all)
    CHECK((one.key.starts_with("levers.") || one.key == "trust.negativity" || one.key == "run.months"));
  // The other way round the same, turned.
  const auto back = differences(b, a);
  CHECK(back.size() == all.size());
  for (const Difference& one : all) {
    REQUIRE(find(back, one.key) != nullptr);
    CHECK((find(back, one.key)->from == one.to && find(back, one.key)->to == one.from));
  }
}

}  // namespace entremise::scenarios
