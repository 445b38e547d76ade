// Studies: what is told of a mistake and where, what a study holds, and the studies that come with the program.
#include <catch2/catch.hpp>

#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "scenarios/codes.hpp"
#include "scenarios/study.hpp"
#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> told_of(const StudyReading& reading) {
  std::vector<std::string> result;
  for (const Diagnostic& d : reading.diagnostics)
    result.push_back(fmt::format("{}:{} {}", d.place.line, d.place.column, d.code));
  return result;
}

// Two scenarios on lines 1 and 2, then what the case is about, from line 3 on.
const std::string two = "[scenarios.a]\n[scenarios.b.levers.f]\nkind = \"facilitator\"\n";
const std::string good =
    "[hypotheses.H]\nclaim = \"x\"\noutcome = { measure = \"trust[institutional]\", at = 12 }\n"
    "contrast = { scenario = \"b\", against = \"a\" }\nexpected = \"higher\"\n";

std::string hypothesis(const std::string& outcome, const std::string& contrast = "scenario = \"b\", against = \"a\"",
                       const std::string& rest = "expected = \"higher\"") {
  return two + "[hypotheses.H]\nclaim = \"x\"\noutcome = { " + outcome + " }\ncontrast = { " + contrast + " }\n" +
         rest + "\n";
}
const std::string trust = "measure = \"trust[institutional]\"";

struct Case {
  std::string text;
  std::vector<std::string> expected;
};

std::vector<Case> cases() {
  const std::string factor =
      "[design]\nkind = \"grid\"\nbase = \"a\"\n[design.factors.k]\nparameter = \"trust.negativity\"\n";
  return {
      {two + good, {}},
      {"", {"1:1 E0307"}},
      {"title = ", {"1:9 E0308"}},
      {two, {"1:1 E0371"}},
      {good, {"1:1 E0370", "4:25 E0372", "4:40 E0372"}},
      {two + good + "[runs]\nmonths = 3\n", {"9:2 E0311"}},
      {"[run]\nreplicates = 0\n" + two + good, {"2:14 E0315"}},
      {"[run]\nmonth = 3\n" + two + good, {"2:1 E0311"}},
      // What is measured.
      {hypothesis("measure = \"trsut[institutional]\""), {"6:23 E0373"}},
      {hypothesis("measure = \"trust\""), {"6:23 E0374"}},
      {hypothesis("measure = \"trust[instutional]\""), {"6:23 E0374"}},
      {hypothesis("measure = \"value_net[all]\""), {"6:23 E0374"}},
      {hypothesis("at = 12"), {"6:1 E0377"}},
      {hypothesis(trust + ", at = 121"), {"6:52 E0375"}},
      {hypothesis(trust + ", mean = [61, 12]"), {"6:54 E0376"}},
      {hypothesis(trust + ", mean = 61"), {"6:54 E0312"}},
      {hypothesis(trust + ", mean = [1, 2], at = 3"), {"6:47 E0378"}},
      {hypothesis(trust + ", slope = [3, 3]"), {"6:55 E0376"}},
      {hypothesis(trust + ", time_to = { at_least = 0.5 }"), {}},
      {hypothesis(trust + ", time_to = { from = 3 }"), {"6:47 E0377"}},
      {hypothesis(trust + ", time_to = { at_least = 1, at_most = 2 }"), {"6:73 E0378"}},
      {hypothesis(trust + ", time_to = { at_least = 1, from = 9, until = 9 }"), {"6:47 E0376"}},
      // What is held against what.
      {hypothesis(trust, "scenario = \"b\", against = \"c\""), {"7:40 E0372"}},
      {hypothesis(trust, "scenario = \"b\", against = \"b\""), {"7:40 E0383"}},
      {hypothesis(trust, "scenario = \"b\""), {"7:1 E0377"}},
      {hypothesis(trust, "weights = { a = 1, b = 1 }"), {"7:14 E0383"}},
      {hypothesis(trust, "weights = { a = 1, b = -1 }"), {}},
      {hypothesis(trust, "effect = \"f\""), {"7:14 E0379"}},
      {hypothesis(trust, "weights = { a = 1, b = -1 }, against = \"b\""), {"7:43 E0378"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\", trend = \"k\""), {"7:45 E0378"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\", minus = { scenario = \"b\", against = \"a\" }"),
       {"7:45 E0383"}},
      // What is expected.
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", ""), {"4:13 E0377"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"heigher\""), {"8:12 E0316"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"identical\""), {"8:12 E0316"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "negative_control = true"), {}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "negative_control = true\nexpected = \"lower\""),
       {"9:1 E0378"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"higher\"\nsmallest_effect = 2"),
       {"9:19 E0312"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"higher\"\nsmallest_effect = { share = 0 }"),
       {"9:29 E0315"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"higher\"\nfamily = \"mine\""),
       {"9:10 W0391"}},
      {hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"higher\"\nfamly = \"mine\""),
       {"9:1 E0311"}},
      // Scenarios.
      {"[scenarios.c]\nextends = \"d\"\n" + two + good, {"2:11 E0372"}},
      {"[scenarios.c]\nextends = \"c\"\n" + two + good, {"2:11 E0317"}},
      {"[scenarios.c]\nfile = \"absent.toml\"\n" + two + good, {"2:8 E0319"}},
      {"[scenarios.c]\nextends = \"a\"\nrun = { months = 3 }\n" + two + good, {"3:1 E0384"}},
      {"[scenarios.c]\nextends = \"a\"\n[scenarios.c.trust]\nmemry = 0.9\n" + two + good, {"4:1 E0311"}},
      {"[scenarios.c]\nextends = \"a\"\n" + two + good, {"1:12 W0392"}},
      // Replicates by rule.
      {"[run]\nreplicates = { until_narrower_than = 0.01, of = \"H\" }\n" + two + good, {}},
      {"[run]\nreplicates = { until_narrower_than = 0.01, of = \"J\" }\n" + two + good, {"2:49 E0386"}},
      {"[run]\nreplicates = { of = \"H\" }\n" + two + good, {"2:1 E0377"}},
      {"[run]\nreplicates = { until_narrower_than = 1, of = \"H\", first = 50, most = 40 }\n" + two + good,
       {"2:1 E0376"}},
      // Designs.
      {two + factor + "levels = [1, 3]\n" + good, {}},
      {two + factor + "levels = [1]\n" + good, {"7:17 E0379"}},
      {two + factor + "levels = [1, 1]\n" + good, {"9:1 E0379"}},
      {two + factor + "levels = [1, 3]\nrange = [1, 2]\n" + good, {"9:1 E0379"}},
      {two + factor + "range = [3, 1]\n" + good, {"9:1 E0379"}},
      {two + factor +
           "range = [1, 3]\nsteps = 900\n[design.factors.m]\nparameter = \"trust.memory\"\nrange = [0.96, "
           "0.99]\nsteps = 900\n" +
           good,
       {"4:1 E0381"}},
      {two + "[design]\nkind = \"gird\"\n" + good, {"5:8 E0316"}},
      {two + "[design]\nkind = \"pairs\"\nbase = \"a\"\n" + good, {"6:1 E0378"}},
      {two + "[design]\nkind = \"sobol\"\nbase = \"a\"\n[design.factors.k]\nparameter = \"trust.negativity\"\n" + good,
       {"4:1 E0377"}},
      {two + "[design]\nkind = \"grid\"\nbase = \"a\"\n[design.factors.k]\nparameter = \"trust.negtivity\"\n" + good,
       {"8:13 E0311"}},
      {two + "[design]\nkind = \"grid\"\nbase = \"a\"\n[design.factors.k]\n" + good, {"7:17 E0379"}},
      {two +
           "[design]\nkind = \"fractional_factorial\"\nbase = \"a\"\ngenerators = { k = [\"k\", \"l\"] }\n"
           "[design.factors.k]\nparameter = \"trust.negativity\"\nlevels = [1, 3]\n[design.factors.l]\n"
           "parameter = \"trust.memory\"\nlevels = [0.97, 0.98]\n" +
           good,
       {"7:21 E0380"}},
  };
}

}  // namespace

TEST_CASE("every mistake of a study is told at its place, in both languages") {
  std::set<std::string> seen;
  for (const Case& c : cases()) {
    CAPTURE(c.text);
    const StudyReading reading = read_study_text(c.text, "test");
    CHECK(told_of(reading) == c.expected);
    bool errors = false;
    for (const Diagnostic& d : reading.diagnostics) {
      CAPTURE(d.code, d.message.en);
      seen.insert(d.code);
      errors = errors || d.severity == Severity::error;
      CHECK_FALSE(d.message.en.empty());
      CHECK(d.message.en != d.message.fr);
      CHECK(d.remedy.en.empty() == d.remedy.fr.empty());
      CHECK(d.severity == diagnostic_codes[find_code(d.code)].severity);
    }
    CHECK(reading.study.has_value() == !errors);
  }
  // Those of studies that this list does not show: E0382 needs files (below), E0385 two factors that are written alike.
  for (const DiagnosticCode& c : diagnostic_codes)
    if (c.code >= "E0370" && c.code <= "E0399" && c.code != "E0382" && c.code != "E0385") {
      CAPTURE(c.code);
      CHECK(seen.contains(std::string(c.code)));
    }
}

TEST_CASE("slips in a study are met with what was probably meant") {
  const auto remedy = [](const std::string& text) { return read_study_text(text, "test").diagnostics.at(0).remedy.en; };
  CHECK(remedy(hypothesis("measure = \"trsut[institutional]\"")) == "Did you mean \"trust\"?");
  CHECK(remedy(hypothesis("measure = \"trust[instutional]\"")) == "Did you mean \"institutional\"?");
  CHECK(remedy(hypothesis("measure = \"trust\"")) == "For example: \"trust[institutional]\"");
  CHECK(remedy(hypothesis(trust, "scenario = \"b\", against = \"a\"", "expected = \"heigher\"")) ==
        "Did you mean \"higher\"?");
}

TEST_CASE("scenarios of one study share months, seed and replicates") {
  const Folder folder;
  folder.write("one.toml", "[run]\nmonths = 24\n");
  folder.write("other.toml", "[run]\nmonths = 36\n");
  const std::string both = "[scenarios.a]\nfile = \"one.toml\"\n[scenarios.b]\nfile = \"other.toml\"\n" + good;
  CHECK(told_of(read_study_text(both, "test", folder.path())) == std::vector<std::string>{"3:12 E0382"});
  const StudyReading reading =
      read_study_text("[run]\nmonths = 30\nreplicates = 7\nseed = 5\n" + both, "test", folder.path());
  REQUIRE(reading.study.has_value());
  for (const Scenario& s : reading.study->scenarios) {
    CHECK(s.specification.months == 30);
    CHECK(s.replicates == 7);
    CHECK(s.seed == 5);
  }
  CHECK(reading.study->files.size() == 3);
}

TEST_CASE("a variant is laid over what it extends, and what the study sets is known") {
  const StudyReading reading = read_study_text(
      "[scenarios.a]\n[scenarios.a.trust]\nnegativity = 2\n[scenarios.b]\nextends = "
      "\"a\"\n[scenarios.b.levers.f]\nkind = "
      "\"facilitator\"\n" +
          good,
      "test");
  REQUIRE(reading.study.has_value());
  const Study& study = *reading.study;
  CHECK(study.names == std::vector<std::string>{"a", "b"});
  CHECK(study.scenarios[1].specification.parameters["trust.negativity"] == 2);
  CHECK(study.scenarios[1].specification.levers.size() == 1);
  CHECK(study.scenarios[0].specification.levers.empty());
  CHECK(study.set == std::vector<std::size_t>{territory::find_parameter("trust.negativity")});
  const StudyContrast& c = study.hypotheses[0].contrast;
  REQUIRE(c.weights.size() == 2);
  CHECK(c.weights[0].scenario == 1);
  CHECK(c.weights[0].weight == 1);
  CHECK(c.weights[1].weight == -1);
}

TEST_CASE("a fraction of a factorial has balanced, orthogonal columns, and its words are known") {
  std::string text =
      "[scenarios.base]\n[design]\nkind = \"fractional_factorial\"\nbase = \"base\"\n"
      "generators = { f = [\"a\", \"b\", \"c\", \"d\"], g = [\"a\", \"b\", \"d\", \"e\"] }\n";
  const char* names[]{"a", "b", "c", "d", "e", "f", "g"};
  for (const char* name : names) text += fmt::format("[design.factors.{}.levers.{}]\nkind = \"memory\"\n", name, name);
  text +=
      "[hypotheses.H]\nclaim = \"x\"\noutcome = { measure = \"value_net\" }\ncontrast = { effect = [\"a\", \"c\"] }\n"
      "expected = \"higher\"\n";
  const StudyReading reading = read_study_text(text, "test");
  REQUIRE(reading.study.has_value());
  const Study& study = *reading.study;
  const Design& design = *study.design;
  REQUIRE(design.points.size() == 32);
  CHECK(design.resolution() == 4);
  CHECK(design.defining_words.size() == 3);
  for (std::size_t f = 0; f < 7; ++f)
    for (std::size_t g = f; g < 7; ++g) {
      double sum = 0;
      for (const auto& point : design.points) sum += (2 * point[f] - 1) * (2 * point[g] - 1);
      CHECK(sum == (f == g ? 32 : 0));
    }
  for (std::size_t i = 0; i < 32; ++i) {
    double levers = 0;
    for (const double on : design.points[i]) levers += on;
    CHECK(static_cast<double>(study.scenarios[design.first + i].specification.levers.size()) == levers);
  }
  CHECK(study.names[1] == "a=off, b=off, c=off, d=off, e=off, f=on, g=on");
  // c e f g is a word: with a it makes nothing of two factors, so a × c is told from all others but e g f a …
  double sum = 0;
  for (const Weight& w : study.hypotheses[0].contrast.weights) sum += std::fabs(w.weight);
  CHECK(sum == Approx(4));
}

TEST_CASE("sampled designs fill their ranges") {
  for (const char* kind : {"latin_hypercube", "sobol"}) {
    CAPTURE(kind);
    const StudyReading reading = read_study_text(
        fmt::format(
            "[scenarios.a]\n[design]\nkind = \"{}\"\nbase = \"a\"\npoints = 16\n[design.factors.k]\nparameter = "
            "\"trust.negativity\"\nrange = [1, 5]\n[design.factors.m]\nparameter = \"trust.memory\"\n"
            "[hypotheses.H]\nclaim = \"x\"\noutcome = {{ measure = \"value_net\" }}\ncontrast = {{ trend = \"k\" }}\n"
            "expected = \"lower\"\n",
            kind),
        "test");
    REQUIRE(reading.study.has_value());
    const Design& design = *reading.study->design;
    REQUIRE(design.points.size() == 16);
    std::set<double> quarters;
    for (const auto& point : design.points) {
      CHECK(point[0] >= 1);
      CHECK(point[0] <= 5);
      quarters.insert(std::floor(point[0] - 1));
    }
    CHECK(quarters.size() == 4);
    double sum = 0, fitted = 0;  // of a line through the levels the trend is its rise from end to end
    for (const Weight& w : reading.study->hypotheses[0].contrast.weights) {
      sum += w.weight;
      fitted += w.weight * design.points[w.scenario - design.first][0];
    }
    CHECK(sum == Approx(0).margin(1e-9));
    CHECK(fitted > 3);
    CHECK(fitted <= 4);
  }
}

TEST_CASE("the studies that come with the program read without an error, with words in both languages") {
  std::size_t count = 0;
  std::set<std::string> hypotheses;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTREMISE_LIBRARY_DIR) / "../studies")) {
    if (entry.path().extension() != ".toml") continue;
    ++count;
    CAPTURE(entry.path());
    CHECK(is_study(entry.path()));
    const StudyReading reading = read_study(entry.path());
    for (const Diagnostic& d : reading.diagnostics) CHECK((d.code == "W0341" || d.code == "W0367"));
    REQUIRE(reading.study.has_value());
    CHECK(reading.study->title.en != reading.study->title.fr);
    CHECK(reading.study->question.en != reading.study->question.fr);
    for (const Hypothesis& h : reading.study->hypotheses) {
      CHECK(h.claim.en != h.claim.fr);
      CHECK(hypotheses.insert(h.id).second);
    }
  }
  CHECK(count >= 20);
  // H1 to H21 of the model's hypotheses, and three negative controls.
  for (int i = 1; i <= 21; ++i) {
    CAPTURE(i);
    const std::string id = fmt::format("H{}", i);
    CHECK(std::any_of(hypotheses.begin(), hypotheses.end(),
                      [&id](const std::string& h) { return h == id || h.starts_with(id + "-"); }));
  }
  for (const char* id : {"N1-narrative", "N2-bridge", "N3-memory"}) CHECK(hypotheses.contains(id));
  CHECK_FALSE(is_study(fs::path(ENTREMISE_LIBRARY_DIR) / "agglomeration.toml"));
}

TEST_CASE("the schema of studies knows what the reader knows") {
  const nlohmann::json schema = study_schema();
  for (const char* key : {"title", "question", "run", "scenarios", "design", "hypotheses", "plausible"})
    CHECK(schema.at("properties").contains(key));
  CHECK(schema.at("properties").at("scenarios").at("additionalProperties").at("properties").contains("levers"));
}

}  // namespace entremise::scenarios
