// What the model says of itself: complete, and in both languages.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "models/territory/description/month_description.hpp"
#include "models/territory/model.hpp"

namespace entremise::territory {
namespace {

std::vector<std::string_view> names_of_columns() {
  std::vector<std::string_view> names;
  for (const ColumnDescription& column : describe_state()) names.push_back(column.name);
  return names;
}

PhaseDescription phase_of(std::string_view name) {
  for (const PhaseDescription& phase : describe_month())
    if (phase.name == name) return phase;
  FAIL("no phase " << name);
  return {};
}

bool has(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("the phases described are those of the month, in its order") {
  std::vector<std::string_view> described;
  for (const PhaseDescription& phase : describe_month()) described.push_back(phase.name);
  CHECK(described == phase_names());
}

TEST_CASE("every phase and every column has words in both languages, and no words are left over") {
  std::set<std::string_view> english, french;
  for (const PhaseDescription& phase : describe_month()) {
    CAPTURE(phase.name);
    const Named* words = words_of_phase(phase.name);
    REQUIRE(words != nullptr);
    CHECK(english.insert(words->en).second);
    CHECK(french.insert(words->fr).second);
  }
  english.clear();
  french.clear();
  for (const std::string_view name : names_of_columns()) {
    CAPTURE(name);
    const Named* words = words_of_column(name);
    REQUIRE(words != nullptr);
    CHECK(english.insert(words->en).second);
    CHECK(french.insert(words->fr).second);
  }
  CHECK(words_of_phase("no such phase") == nullptr);
  CHECK(words_of_column("no such column") == nullptr);
}

TEST_CASE("the parts of a month begin with phases, in their order") {
  const std::vector<std::string_view> phases = phase_names();
  auto from = phases.begin();
  for (const PartOfMonth& part : parts_of_month()) {
    CAPTURE(part.first_phase);
    from = std::find(from, phases.end(), part.first_phase);
    REQUIRE(from != phases.end());
  }
  CHECK(parts_of_month().front().first_phase == phases.front());
}

TEST_CASE("phases say what they look at and change") {
  const std::vector<std::string_view> columns = names_of_columns();
  for (const PhaseDescription& phase : describe_month()) {
    CAPTURE(phase.name);
    for (const auto* list : {&phase.reads, &phase.writes, &phase.renews})
      for (const std::string_view name : *list) CHECK(has(columns, name));
    CHECK((phase.rewires || !phase.writes.empty() || !phase.renews.empty()));
  }
  const PhaseDescription encounters = phase_of("encounters");
  CHECK(encounters.scope == Scope::relations);
  CHECK(has(encounters.reads, "trust"));
  CHECK(has(encounters.writes, "interconnaissance"));
  CHECK_FALSE(has(encounters.writes, "trust"));
  CHECK(phase_of("influence").scope == Scope::offices);
  CHECK(has(phase_of("influence").renews, "issues"));
  CHECK(phase_of("relation types").scope == Scope::relations);
  CHECK(phase_of("project rounds").scope == Scope::territory);
  CHECK(phase_of("dissolution").rewires);
  CHECK(phase_of("new relations").rewires);
  CHECK_FALSE(phase_of("new ties").rewires);
}

}  // namespace entremise::territory
