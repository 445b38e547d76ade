// The schema for editors says the same as the reader.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "scenarios/fields.hpp"
#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

using nlohmann::json;

// What the schema says of a dotted key, or null.
json at(const json& schema, std::string key) {
  json here = schema;
  for (;;) {
    const std::size_t dot = key.find('.');
    const std::string name = key.substr(0, dot);
    if (!here.contains("properties") || !here["properties"].contains(name)) return nullptr;
    here = here["properties"][name];
    if (dot == std::string::npos) return here;
    key = key.substr(dot + 1);
  }
}

std::size_t count_leaves(const json& schema) {
  if (!schema.contains("properties")) return 1;
  std::size_t leaves = 0;
  for (const auto& [name, below] : schema["properties"].items()) leaves += count_leaves(below);
  return leaves;
}

}  // namespace

TEST_CASE("the schema has every key, its type, default and range, and no other") {
  const json all = schema();
  CHECK(all["$schema"] == "http://json-schema.org/draft-07/schema#");
  for (const territory::Parameter& p : territory::registry) {
    CAPTURE(p.key);
    const json entry = at(all, std::string(p.key));
    REQUIRE(entry.is_object());
    CHECK(entry["description"].get<std::string>().find(p.fr) != std::string::npos);
    if (p.kind == territory::Kind::boolean) {
      CHECK(entry["type"] == "boolean");
    } else {
      CHECK(entry["type"] == (p.kind == territory::Kind::integer ? "integer" : "number"));
      CHECK(entry["minimum"].get<double>() == p.valid.low);
      CHECK(entry["maximum"].get<double>() == p.valid.high);
      CHECK(entry["default"].get<double>() == p.initial);
    }
  }
  for (const Field& f : fields) CHECK(at(all, std::string(f.key)).is_object());
  CHECK(count_leaves(all) == territory::registry.size() + fields.size() + 1);  // and levers
}

TEST_CASE("the schema knows every kind of lever with its fields") {
  const json kinds = schema()["properties"]["levers"]["additionalProperties"]["anyOf"];
  REQUIRE(kinds.size() == territory::lever_kinds.size());
  std::size_t of_kinds = 0;
  for (const json& kind : kinds) of_kinds += kind["properties"].size() - 1 - lever_fields.size();
  CHECK(of_kinds == territory::lever_registry.size());
  CHECK(kinds[0]["properties"]["host"]["enum"] == json{"independent", "authority", "social_economy", "state"});
}

TEST_CASE("unknown names are refused at every level") {
  const json all = schema();
  for (const char* key : {"run", "trust", "trust.base_rate", "trust.base_rate.elected_official", "record"})
    CHECK(at(all, key)["additionalProperties"] == false);
  CHECK(all["additionalProperties"] == false);
}

}  // namespace entremise::scenarios
