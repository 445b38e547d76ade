// A scenario written out in full reads back as the same scenario.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "scenarios/fields.hpp"
#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

Scenario read_back(const Scenario& scenario, std::optional<Language> comments = std::nullopt) {
  const Reading reading = read_scenario_text(to_toml(scenario, comments), "again");
  for (const Diagnostic& d : reading.diagnostics) {
    UNSCOPED_INFO(format(d, Language::english));
  }
  REQUIRE(reading.scenario.has_value());
  return *reading.scenario;
}

double any_value(const territory::Parameter& p) {
  const auto steps = *rc::gen::inRange(0, 1'000'001);
  const double value = p.plausible.low + (p.plausible.high - p.plausible.low) * (steps / 1e6);
  return p.kind == territory::Kind::real ? std::min(value, p.plausible.high) : std::floor(value);
}

}  // namespace

TEST_CASE("defaults round trip, with comments in either language") {
  const Scenario scenario = *read_scenario_text("title = \"x\"", "x").scenario;
  CHECK(asks_the_same(scenario, read_back(scenario)));
  CHECK(asks_the_same(scenario, read_back(scenario, Language::english)));
  CHECK(asks_the_same(scenario, read_back(scenario, Language::french)));
}

TEST_CASE("any plausible scenario round trips") {
  REQUIRE(rc::check([] {
    Scenario scenario = *read_scenario_text("title = \"x\"", "x").scenario;
    scenario.title = {*rc::gen::string<std::string>(), "français « x »\n\t\"\\"};
    for (char& c : scenario.title.en) c = static_cast<char>(c & 0x7F);
    std::erase(scenario.title.en, '\0');
    scenario.title.en += '.';
    scenario.specification.months = *rc::gen::inRange<std::uint32_t>(1, 1000);
    scenario.replicates = *rc::gen::inRange<std::uint32_t>(1, 1000);
    scenario.seed = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 53u);
    for (std::size_t i = 0; i < territory::registry.size(); ++i)
      scenario.specification.parameters.set_index(i, any_value(territory::registry[i]));
    const int levers = *rc::gen::inRange(0, 4);
    for (int n = 0; n < levers; ++n) {
      territory::Lever lever;
      lever.name = fmt::format("levier n° {}", n);
      const auto& kind = territory::lever_kinds[*rc::gen::inRange<std::size_t>(0, territory::lever_kinds.size())];
      lever.kind = kind.kind;
      lever.from = *rc::gen::inRange<std::uint32_t>(0, scenario.specification.months);
      if (kind.span == territory::LeverSpan::lasting && *rc::gen::arbitrary<bool>())
        lever.until = lever.from + *rc::gen::inRange<std::uint32_t>(1, 100);
      for (std::size_t i = 0; i < territory::lever_registry.size(); ++i)
        if (territory::lever_registry[i].key.starts_with(std::string(kind.name) + "."))
          lever.values[i] = any_value(territory::lever_registry[i]);
      scenario.specification.levers.push_back(std::move(lever));
    }
    scenario.record.actor_months = {0, scenario.specification.months};
    scenario.record.events = *rc::gen::arbitrary<bool>();
    scenario.record.whole = *rc::gen::arbitrary<bool>();
    const Reading reading = read_scenario_text(to_toml(scenario), "again");
    // What contradicts or would do nothing is told; that is for other tests.
    for (const Diagnostic& d : reading.diagnostics) RC_ASSERT(d.code >= "E0361");
    if (reading.scenario) RC_ASSERT(asks_the_same(scenario, *reading.scenario));
  }));
}

TEST_CASE("one's own territory round trips without its files") {
  const Reading reading =
      read_scenario(std::filesystem::path(ENTREMISE_LIBRARY_DIR) / "own-territory/own-territory.toml");
  REQUIRE(reading.scenario.has_value());
  CHECK(asks_the_same(*reading.scenario, read_back(*reading.scenario)));
}

TEST_CASE("levers keep the order in which they are written") {
  const Scenario scenario =
      *read_scenario_text("[levers.zebra]\nkind = \"facilitator\"\n[levers.ant]\nkind = \"facilitator\"\n", "x")
           .scenario;
  REQUIRE(scenario.specification.levers.size() == 2);
  CHECK(scenario.specification.levers[0].name == "zebra");
  CHECK(read_back(scenario).specification.levers == scenario.specification.levers);
}

}  // namespace entremise::scenarios
