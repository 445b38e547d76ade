// What the compiler cannot check of the registry while it compiles it (see models/territory/parameters.cpp).
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "models/territory/specification.hpp"

namespace entremise::territory {

TEST_CASE("the registry knows its keys, and no others") {
  for (std::size_t i = 0; i < registry.size(); ++i) CHECK(find_parameter(registry[i].key) == i);
  CHECK(find_parameter("trust") == registry.size());
  CHECK(find_parameter("") == registry.size());
  CHECK(find_lever_field("facilitator.skill") < lever_registry.size());
  CHECK(find_lever_field("facilitator.skil") == lever_registry.size());
}

TEST_CASE("parameters begin at their defaults") {
  const Parameters parameters;
  for (std::size_t i = 0; i < registry.size(); ++i) CHECK(parameters.value(i) == registry[i].initial);
  CHECK(parameters["trust.negativity"] == 3);
  CHECK(parameters.is_on("mechanisms.attribution"));
  CHECK(Lever{}["facilitator.capacity"] == 6);
}

TEST_CASE("matrices are read by rows: who trusts, then whom") {
  const Parameters parameters;
  const auto at = [&parameters](Key key, ActorType row, ActorType column) {
    return parameters.at(key, static_cast<std::size_t>(row) * actor_types + static_cast<std::size_t>(column));
  };
  constexpr Key trust = "trust.base_rate.elected_official.elected_official";
  CHECK(at(trust, ActorType::elected_official, ActorType::social_economy_actor) == 0.50);
  CHECK(at(trust, ActorType::social_economy_actor, ActorType::elected_official) == 0.55);
  CHECK(at(trust, ActorType::social_economy_actor, ActorType::state_officer) == 0.40);
  constexpr Key knows = "interconnaissance.initial.elected_official.elected_official";
  CHECK(at(knows, ActorType::elected_official, ActorType::social_economy_actor) == 0.51);
  CHECK(at(knows, ActorType::local_officer, ActorType::social_economy_actor) == 0.23);
}

TEST_CASE("texts are whole sentences in both languages, and differ") {
  const auto check = [](const Parameter& p) {
    CAPTURE(p.key);
    CHECK(p.en != p.fr);
    for (const std::string_view sentence : {p.en, p.fr}) {
      CHECK((sentence.back() == '.' || sentence.back() == '?'));
      CHECK(std::string_view("abcdefghijklmnopqrstuvwxyz").find(sentence.front()) == std::string_view::npos);
    }
    // An assumption says that it is one, and a sourced value does not.
    CHECK((p.evidence == Evidence::assumption) == p.source.starts_with("assumption"));
  };
  for (const Parameter& p : registry) check(p);
  for (const Parameter& p : lever_registry) check(p);
}

TEST_CASE("fields of levers begin with a kind of lever") {
  for (const Parameter& p : lever_registry) {
    CAPTURE(p.key);
    bool known = false;
    for (const LeverDescription& kind : lever_kinds) known = known || p.key.starts_with(std::string(kind.name) + ".");
    CHECK(known);
  }
  for (std::size_t i = 0; i < lever_kinds.size(); ++i) CHECK(static_cast<std::size_t>(lever_kinds[i].kind) == i);
}

TEST_CASE("the default archetype is the registry's defaults") {
  for (const Archetype& a : archetypes)
    for (const Setting& s : a.settings)
      if (a.name == default_archetype) CHECK(registry[find_parameter(s.key)].initial == s.value);
}

TEST_CASE("families of the social economy share the whole") {
  const Parameters parameters;
  double all = 0;
  for (std::size_t i = 0; i + 1 < family_names.size(); ++i) all += parameters.at("territory.families.association", i);
  CHECK(all == Approx(0.99).margin(0.02));  // published shares, rounded, overlapping for a few companies
}

}  // namespace entremise::territory
