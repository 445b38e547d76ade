#include "scenarios/explain.hpp"

#include <catch2/catch.hpp>

#include "scenarios/fields.hpp"
#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {

TEST_CASE("everything that can be written can be explained, in both languages") {
  for (const std::string& key : explainable()) {
    CAPTURE(key);
    const std::optional<Explanation> found = explain(key);
    REQUIRE(found.has_value());
    CHECK(found->key == key);
    CHECK_FALSE(found->meaning.en.empty());
    CHECK_FALSE(found->meaning.fr.empty());
    CHECK(to_text(*found, Language::french).find(found->meaning.fr) != std::string::npos);
  }
}

TEST_CASE("a French explanation calls an assumption by its French name") {
  std::size_t assumptions = 0;
  for (const std::string& key : explainable()) {
    CAPTURE(key);
    const Explanation found = *explain(key);
    if (found.source.find("assumption") == std::string::npos) continue;
    ++assumptions;
    const std::string french = to_text(found, Language::french);
    CHECK(french.find("assumption") == std::string::npos);
    CHECK(french.find("hypothèse") != std::string::npos);
  }
  CHECK(assumptions > 100);
}

TEST_CASE("examples are valid scenarios") {
  for (const std::string& key : explainable()) {
    const std::optional<Explanation> found = explain(key);
    if (found->example.empty()) continue;
    CAPTURE(found->example);
    CHECK(told(found->example).empty());
  }
}

TEST_CASE("a parameter is explained with all the registry says") {
  const Explanation e = *explain("trust.negativity");
  CHECK(e.subject == Explanation::Subject::parameter);
  CHECK(e.symbol == "κ");
  CHECK(e.initial == "3");
  CHECK(e.plausible->high == 6);
  CHECK(e.evidence == territory::Evidence::assumption);
  CHECK(e.example == "[trust]\nnegativity = 3");
}

TEST_CASE("a last name is enough where it is unique, and slips are met") {
  CHECK(explain("negativity")->key == "trust.negativity");
  CHECK_FALSE(explain("rate").has_value());  // of several sections
  CHECK(explain("levers.mediator.skill")->key == "facilitator.skill");
  CHECK_FALSE(explain("").has_value());
  CHECK(suggestion("trust.negativty") == "trust.negativity");
  CHECK(suggestion("negativty") == "negativity");
  CHECK(suggestion("qqqqqqqqqqqq").empty());
}

TEST_CASE("sections list what they hold") {
  const Explanation e = *explain("trust.base_rate");
  CHECK(e.subject == Explanation::Subject::section);
  CHECK(e.members.size() == 4);
  CHECK(explain("E0315")->subject == Explanation::Subject::diagnostic);
  CHECK(explain("rural")->subject == Explanation::Subject::archetype);
}

}  // namespace entremise::scenarios
