// Every mistake that a scenario's text can make: what is told, and at which line and column.
#include <catch2/catch.hpp>

#include <set>

#include "scenarios/codes.hpp"
#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

struct Case {
  const char* text;
  std::vector<std::string> expected;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      // Syntax: that one mistake alone.
      {"", {"1:1 E0307"}},
      {"# nothing\n\n", {"1:1 E0307"}},
      {"\xEF\xBB\xBF", {"1:1 E0307"}},
      {"title = \"x\n", {"1:11 E0308"}},
      {"[run\nmonths = 1", {"1:5 E0308"}},
      {"[run]\nmonths 12", {"2:8 E0308"}},
      {"[run]\nmonths = ", {"2:10 E0308"}},
      {"[trust]\nmemory = 0,9", {"2:11 E0308"}},
      {"[trust]\nmemory = .9", {"2:10 E0308"}},
      {"[trust]\nmemory = oui", {"2:10 E0308"}},
      {"[run]\nmonths = 012", {"2:10 E0308"}},
      {"[run]\nseed = 99999999999999999999", {"2:8 E0308"}},
      {"title = \"a\\d\"", {"1:12 E0308"}},
      {"titre é = 3", {"1:7 E0308"}},
      {"[#]\n", {"1:2 E0308"}},
      {"[ ]\n", {"1:3 E0308"}},
      {"[=]\n", {"1:2 E0308"}},
      {"[[é]]\n", {"1:3 E0308"}},
      {"title = \"\"\"a\\\n  é\"\"\"", {}},
      {"titre\u00A0= 3", {"1:6 E0308"}},
      {"title = “x”", {"1:9 E0308"}},
      {"title = \u4E00", {"1:9 E0308"}},
      {"[run]\nmonths = 12\nmonths = 24", {"3:1 E0309"}},
      {"[run]\nmonths = 12\n[run]\nseed = 1", {"3:1 E0309"}},
      {"[run]\nmonths = 12\n[run.months]\n", {"3:1 E0309"}},
      {"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1", {"1:1 E0308"}},
      {"a = [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", {"1:21 E0308"}},
      {"title = \"caf\xE9\"", {"1:13 E0306"}},
      {"ok = 1\n\xFF\xFE", {"2:1 E0306"}},
      {"\xFF\xFEt\0i\0", {"1:1 E0306"}},
      // What contradicts, or would do nothing.
      {"[levers.a]\nkind = \"election_upset\"\nfrom = 36", {"3:8 E0361"}},
      {"[elections]\nrandom_phase = true\n[levers.a]\nkind = \"election_upset\"\nfrom = 36", {}},
      {"[levers.a]\nkind = \"election_upset\"\nfrom = 20\n[levers.b]\nkind = \"election_upset\"\nfrom = 20",
       {"6:8 E0361"}},
      {"[levers.a]\nkind = \"scandal\"\none = \"state_officer\"\nother = \"state_officer\"", {"4:9 E0362"}},
      {"[levers.a]\nkind = \"pilot_projects\"\nrounds = 4\nduration = 3", {"3:10 E0363"}},
      {"[projects]\nrounds = 6\nduration = 5", {"2:10 E0363", "3:12 W0341"}},
      {"[levers.a]\nkind = \"training\"\nfrom = 3\nuntil = 9", {"4:9 W0364"}},
      {"[levers.a]\nkind = \"enlargement\"\nfrom = 100\nsteps = 8\nevery = 6", {"1:9 W0366"}},
      {"[levers.a]\nkind = \"codevelopment\"\nfrom = 115", {"1:9 W0366"}},
      {"[mechanisms]\nspaces = false\n[levers.a]\nkind = \"agora\"", {"3:9 W0367"}},
      {"[mechanisms]\nturnover = false\n[levers.a]\nkind = \"memory\"", {"3:9 W0367"}},
      {"[territory]\npopulation.state_officer = 1\n[levers.a]\nkind = \"peer_circles\"\nwho = \"state_officer\"",
       {"2:28 W0341", "5:7 W0365"}},
      // Names.
      {"[trsut]\nmemory = 0.9", {"1:2 E0310"}},
      {"months = 12", {"1:1 E0311"}},
      {"[trust]\nmemry = 0.9", {"2:1 E0311"}},
      {"[trust]\nlearning = 0.1", {"2:1 E0311"}},
      {"[trust.base_rate.elected]\nlocal_officer = 0.5", {"1:18 E0311"}},
      {"[trust.base_rate.elected_official]\nlocal = 0.5", {"2:1 E0311"}},
      // Types.
      {"title = 3", {"1:9 E0312"}},
      {"title = { en = \"a\", de = \"b\" }", {"1:21 E0311"}},
      {"title = { en = 3 }", {"1:16 E0312"}},
      {"run = 3", {"1:7 E0312"}},
      {"levers = 3", {"1:10 E0312"}},
      {"[[levers]]\nkind = \"facilitator\"", {"1:1 E0312"}},
      {"[run]\nmonths = \"12\"", {"2:10 E0312"}},
      {"[run]\nmonths = true", {"2:10 E0312"}},
      {"[run]\nmonths = 2026-01-01", {"2:10 E0312"}},
      {"[trust]\nbase_rate = 0.5", {"2:13 E0312"}},
      {"[trust]\nmemory = \"0,9\"", {"2:10 E0312"}},
      {"[trust]\nmemory = [0.9]", {"2:10 E0312"}},
      {"[mechanisms]\ngossip = 1", {"2:10 E0312"}},
      {"[record]\nactors = 12", {"2:10 E0312"}},
      {"[record]\nactors = [0, \"12\"]", {"2:14 E0312"}},
      {"[record]\nevents = \"yes\"", {"2:10 E0312"}},
      {"[territory]\narchetype = 3", {"2:13 E0312"}},
      // Values.
      {"[run]\nmonths = 12.0", {"2:10 E0313"}},
      {"[run]\nmonths = 12.5", {"2:10 E0313"}},
      {"[trust]\nmemory = nan", {"2:10 E0314"}},
      {"[trust]\nnegativity = -inf", {"2:14 E0314"}},
      {"[run]\nmonths = 0", {"2:10 E0315"}},
      {"[run]\nmonths = -3", {"2:10 E0315"}},
      {"[run]\nreplicates = 0", {"2:14 E0315"}},
      {"[run]\nseed = -1", {"2:8 E0315"}},
      {"[run]\nseed = 9007199254740992", {"2:8 E0315"}},
      {"[trust]\nmemory = 1.01", {"2:10 E0315"}},
      {"[record]\nrelations = [-1]", {"2:14 E0315"}},
      {"[territory]\narchetype = \"rurale\"", {"2:13 E0316"}},
      // Territories.
      {"[territory.population]\nelected_official = 0", {"2:20 E0327"}},
      {"[territory.population]\nelected_official = 0\nlocal_officer = 0\nsocial_economy_actor = 0\nstate_officer = 0",
       {"5:17 E0326"}},
      {"[territory.population]\nelected_official = 0\nlocal_officer = 0\nsocial_economy_actor = 1\nstate_officer = 0",
       {"4:24 W0341", "5:17 E0326"}},
      {"[territory.families]\nassociation = 0.0\ncooperative = 0\nmutual = 0\nfoundation = 0\ncompany = 0",
       {"2:15 W0341", "3:15 W0341", "6:11 E0328"}},
      {"[territory]\narchetype = \"rural\"\nactors = \"a.csv\"\nrelations = \"r.csv\"", {"3:1 E0320"}},
      {"[territory]\ngraphml = \"a.graphml\"\narchetype = \"rural\"", {"3:1 E0320"}},
      {"[territory]\nactors = \"a.csv\"", {"2:1 E0321"}},
      {"[territory]\nrelations = \"r.csv\"", {"2:1 E0321"}},
      {"[territory]\nactors = 3\nrelations = 4", {"2:10 E0312", "3:13 E0312"}},
      {"[territory]\ngraphml = \"a.graphml\"", {"2:11 E0319"}},
      {"extends = \"a.toml\"", {"1:11 E0319"}},
      {"extends = 3", {"1:11 E0312"}},
      // Levers.
      {"[levers.a]\nskill = 0.5", {"1:9 E0322"}},
      {"[levers.a]\nkind = 3", {"2:8 E0312"}},
      {"[levers]\na = 3", {"2:5 E0312"}},
      {"[levers.a]\nkind = \"facilitateur\"", {"2:8 E0323"}},
      {"[levers.a]\nkind = \"facilitator\"\nskil = 0.5", {"3:1 E0324"}},
      {"[levers.a]\nkind = \"facilitator\"\nhost = \"mairie\"", {"3:8 E0316"}},
      {"[levers.a]\nkind = \"facilitator\"\nskill = 2", {"3:9 E0315"}},
      {"[levers.a]\nkind = \"facilitator\"\nnumber = 0.5", {"3:10 E0313"}},
      {"[levers.a]\nkind = \"facilitator\"\nfrom = 12\nuntil = 11", {"4:9 E0325"}},
      {"[levers.a]\nkind = \"facilitator\"\nfrom = -1", {"3:8 E0315"}},
      {"[levers.a]\nkind = \"facilitator\"\nuntil = 0", {"3:9 E0315"}},
      // Warnings.
      {"[trust]\nnegativity = 12", {"2:14 W0341"}},
      {"[levers.a]\nkind = \"facilitator\"\nskill = 0.1", {"3:9 W0341"}},
      {"[run]\nmonths = 12\n[levers.a]\nkind = \"facilitator\"\nfrom = 13", {"5:8 W0342"}},
      {"[record]\nactors = [0, 121]", {"2:14 W0343"}},
      {"[record]\nactors = [0, 12, 12]", {"2:18 W0344"}},
      // All at once, in the order of the lines.
      {"tite = \"x\"\n[run]\nmonths = 0\nseed = 1.5\n[trust]\nnegativity = 400\nmemry = 1\n[levers.a]\nkind = \"f\"",
       {"1:1 E0311", "3:10 E0315", "4:8 E0313", "6:14 E0315", "7:1 E0311", "9:8 E0323"}},
  };
  return all;
}

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

}  // namespace

TEST_CASE("every mistake is told at its place") {
  for (const Case& c : cases()) {
    CAPTURE(c.text);
    CHECK(told(std::string(c.text)) == c.expected);
  }
}

TEST_CASE("a zero byte tells of a binary file") {
  CHECK(told(std::string("\x89HDF\r\n\x1a\n\0\0\0", 11)) == std::vector<std::string>{"1:1 E0305"});
  CHECK(told(std::string("title = \"a\0\"", 12)) == std::vector<std::string>{"1:11 E0305"});
}

TEST_CASE("files that end in CR LF read the same") {
  for (const Case& c : cases()) {
    CAPTURE(c.text);
    if (std::string(c.text).find("\"x\n") != std::string::npos) continue;  // ends within a text: the CR is part of it
    CHECK(told(with_crlf(c.text)) == c.expected);
  }
}

TEST_CASE("a scenario comes with no error, and never with one") {
  for (const Case& c : cases()) {
    CAPTURE(c.text);
    const Reading reading = read_scenario_text(c.text, "test");
    const bool only_warnings = std::all_of(reading.diagnostics.begin(), reading.diagnostics.end(),
                                           [](const Diagnostic& d) { return d.severity == Severity::warning; });
    CHECK(reading.scenario.has_value() == only_warnings);
  }
}

TEST_CASE("diagnostics speak both languages and have the severity of their code") {
  for (const Case& c : cases())
    for (const Diagnostic& d : read_scenario_text(c.text, "test").diagnostics) {
      CAPTURE(d.code, d.message.en);
      CHECK_FALSE(d.message.en.empty());
      CHECK_FALSE(d.message.fr.empty());
      CHECK(d.message.en != d.message.fr);
      CHECK(d.remedy.en.empty() == d.remedy.fr.empty());
      const std::size_t i = find_code(d.code);
      REQUIRE(i < diagnostic_codes.size());
      CHECK(d.severity == diagnostic_codes[i].severity);
      CHECK(d.trouble == diagnostic_codes[i].trouble);
      CHECK((d.code[0] == 'W') == (d.severity == Severity::warning));
    }
}

TEST_CASE("of very many mistakes the first hundred are told, and how many more") {
  std::string text;
  for (int i = 0; i < 250; ++i) text += fmt::format("a{} = 1\n", i);
  const Reading reading = read_scenario_text(text, "test");
  REQUIRE(reading.diagnostics.size() == 101);
  CHECK(reading.diagnostics[99].place.line == 100);
  CHECK(reading.diagnostics[100].code == "E0349");
  CHECK(reading.diagnostics[100].message.en == "and 150 more, of which 150 errors");

  std::string months = "[record]\nactors = [0";
  for (int i = 0; i < 150; ++i) months += ",0";
  const Reading warned = read_scenario_text(months + "]\n", "test");
  CHECK(warned.diagnostics.back().code == "W0348");
  CHECK(warned.scenario.has_value());
}

TEST_CASE("codes are unique") {
  std::set<std::string_view> seen;
  for (const DiagnosticCode& c : diagnostic_codes) CHECK(seen.insert(c.code).second);
}

TEST_CASE("slips are met with what was probably meant") {
  const auto remedy = [](const char* text) { return read_scenario_text(text, "test").diagnostics.at(0).remedy.en; };
  CHECK(remedy("[trsut]\na = 1") == "Did you mean \"trust\"?");
  CHECK(remedy("[trust]\nmemry = 1") == "Did you mean \"memory\"?");
  CHECK(remedy("[gossip]\nnegativity = 1") == "Perhaps trust.negativity?");
  CHECK(remedy("[levers.a]\nkind = \"facilitatr\"") == "Did you mean \"facilitator\"?");
  CHECK(remedy("[levers.a]\nkind = \"facilitator\"\nskil = 1") == "Did you mean \"skill\"?");
  CHECK(remedy("[levers.a]\nkin = \"facilitator\"") == "Is \"kin\" meant to be \"kind\"?");
  CHECK(remedy("[territory]\narchetype = \"rurale\"") == "Did you mean \"rural\"?");
  CHECK(remedy("[trust]\nmemory = \"0,9\"") == "Without quotation marks: memory = 0.9");
  CHECK(remedy("[trust]\nmemory = 0,9") == "Numbers take a point: 0.5, not 0,5.");
  CHECK(remedy("title = « x »") == "Use straight ones: \"…\".");
  CHECK(remedy("title =\u00A0\"x\"") == "Put an ordinary space there; this one may be non-breaking.");
  CHECK(remedy("[run]\nmonths = 12.0") == "Write months = 12.");
}

}  // namespace entremise::scenarios
