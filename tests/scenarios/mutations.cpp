// Whatever is done to a file, reading it ends with a scenario or with errors, never with both or neither.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

const std::string& valid() {
  static const std::string text =
      to_toml(*read_scenario_text("title = { en = \"a\", fr = \"é\" }\n[levers.a]\nkind = \"facilitator\"\nuntil = 60\n"
                                  "[record]\nactors = [0, 60]\n",
                                  "x")
                   .scenario);
  return text;
}

bool is_consistent(const Reading& reading) {
  const bool has_error = std::any_of(reading.diagnostics.begin(), reading.diagnostics.end(),
                                     [](const Diagnostic& d) { return d.severity == Severity::error; });
  return reading.scenario.has_value() != has_error;
}

bool all_have_places(const Reading& reading) {
  return std::all_of(reading.diagnostics.begin(), reading.diagnostics.end(),
                     [](const Diagnostic& d) { return d.place.line > 0 && d.place.column > 0; });
}

}  // namespace

TEST_CASE("truncated files") {
  REQUIRE(rc::check([] {
    const auto length = *rc::gen::inRange<std::size_t>(0, valid().size());
    const Reading reading = read_scenario_text(valid().substr(0, length), "x");
    RC_ASSERT(is_consistent(reading));
    RC_ASSERT(all_have_places(reading));
  }));
}

TEST_CASE("files with bytes changed, doubled, moved and taken away") {
  REQUIRE(rc::check([] {
    std::string text = valid();
    const int mutations = *rc::gen::inRange(1, 8);
    for (int n = 0; n < mutations; ++n) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const auto length = std::min(*rc::gen::inRange<std::size_t>(1, 40), text.size() - at);
      switch (*rc::gen::inRange(0, 4)) {
        case 0:
          text[at] = *rc::gen::arbitrary<char>();
          break;
        case 1:
          text.erase(at, length);
          break;
        case 2:
          text.insert(at, text.substr(at, length));
          break;
        default:
          text.insert(
              at, *rc::gen::element<std::string>("\"", "[", "]", "{", "=", ".", ",", "\n", "\r", "nan", "-", "1e999",
                                                 "[[", "\"\"\"", "'", "\\", "#", "é", "\xC3", "1979-05-27"));
      }
      if (text.empty()) text = "x";
    }
    const Reading reading = read_scenario_text(text, "x");
    RC_ASSERT(is_consistent(reading));
    RC_ASSERT(all_have_places(reading));
  }));
}

TEST_CASE("lines in any order") {
  REQUIRE(rc::check([] {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < valid().size();) {
      const std::size_t to = valid().find('\n', from);
      lines.push_back(valid().substr(from, to - from + 1));
      from = to + 1;
    }
    const auto count = *rc::gen::inRange<std::size_t>(1, 30);
    std::string text;
    for (std::size_t n = 0; n < count; ++n) text += lines[*rc::gen::inRange<std::size_t>(0, lines.size())];
    RC_ASSERT(is_consistent(read_scenario_text(text, "x")));
  }));
}

}  // namespace entremise::scenarios
