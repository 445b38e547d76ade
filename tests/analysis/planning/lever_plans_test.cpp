#include "analysis/planning/lever_plans.hpp"

#include <catch2/catch.hpp>

namespace entremise {
namespace {

territory::Specification with_levers() {
  territory::Specification s;
  s.months = 60;
  territory::Lever facilitator, shock, agora;
  facilitator.name = "facilitator";
  facilitator.from = 13;
  facilitator.until = 36;
  shock.name = "cut";
  shock.kind = territory::LeverKind::budget_cut;
  shock.from = 24;
  agora.name = "agora";
  agora.kind = territory::LeverKind::agora;
  s.levers = {facilitator, shock, agora};
  return s;
}

}  // namespace

TEST_CASE("plans leave shocks in place and move levers as a whole") {
  const LeverPlans plans(with_levers(), {1, 25, 61}, {0.5, 1});
  CHECK(plans.levers() == std::vector<std::size_t>{0, 2});
  CHECK(plans.choices() == std::vector<std::uint16_t>{7, 5});  // month 61 lies past the end; the agora's own is month 1
  CHECK(plans.apply(plans.as_given()).levers == with_levers().levers);
  const territory::Specification nothing = plans.apply({0, 0});
  REQUIRE(nothing.levers.size() == 1);
  CHECK(nothing.levers[0].name == "cut");
  bool later = false;
  for (std::uint16_t choice = 1; choice < 7; ++choice) {
    const auto option = plans.option(0, choice);
    REQUIRE(option);
    const territory::Lever lever = plans.apply({choice, 0}).levers[0];
    CHECK(lever.from == option->from);
    CHECK(lever.until == 36 + option->from - 13);
    CHECK(lever["facilitator.capacity"] == (option->intensity == 1 ? 6 : 3));
    later = later || option->from == 25;
  }
  CHECK(later);
}

TEST_CASE("a lever made weaker or stronger stays within its ranges") {
  for (const territory::LeverDescription& kind : territory::lever_kinds) {
    territory::Lever lever;
    lever.kind = kind.kind;
    CAPTURE(std::string(kind.name));
    CHECK(scaled(lever, 1) == lever);
    CHECK((scaled(lever, 0.5) == lever) == kind.shock);
    for (const double intensity : {0.01, 0.5, 3.0, 1000.0}) {
      const territory::Lever other = scaled(lever, intensity);
      for (std::size_t f = 0; f < territory::lever_registry.size(); ++f) {
        const territory::Parameter& field = territory::lever_registry[f];
        CHECK(field.valid.contains(other.values[f]));
        if (field.kind == territory::Kind::integer)
          CHECK(other.values[f] == static_cast<double>(static_cast<long>(other.values[f])));
      }
    }
  }
  territory::Lever agora;
  agora.kind = territory::LeverKind::agora;
  CHECK(scaled(agora, 0.5)["agora.every"] == 12);
  CHECK(scaled(agora, 2)["agora.every"] == 3);
}

}  // namespace entremise
