#include "analysis/studies/plausible.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "models/territory/metrics/observation.hpp"
#include "sim/diagnostics/diagnostic.hpp"

using namespace entremise;
using namespace entremise::scenarios;

namespace {

Study study_of(const std::string& expected) {
  const StudyReading reading = read_study_text(
      "[run]\nmonths = 2\n[scenarios.a]\n[scenarios.b.trust]\nnegativity = 2\n[hypotheses.H]\nclaim = \"x\"\noutcome = "
      "{ "
      "measure = \"trust[institutional]\" }\ncontrast = { scenario = \"b\", against = \"a\" }\n" +
          expected,
      "test");
  REQUIRE(reading.study.has_value());
  return *reading.study;
}

// A result to which the draws are added.
StudyResult asked(const Study& study, const std::vector<float>& differences, std::uint32_t replicates) {
  const Catalogue catalogue = territory::catalogue();
  StudySeries series(study, catalogue, differences.size());
  const std::size_t variable = study.hypotheses[0].outcome.variable, cells = catalogue.size(variable);
  for (std::size_t r = 0; r < differences.size(); ++r)
    for (std::size_t s = 0; s < 2; ++s)
      series.set(variable, s, r, std::vector<float>(3 * cells, s == 0 ? 0.5f : 0.5f + differences[r]));
  StudyResult result;
  result.hypotheses.resize(1);
  result.hypotheses[0].estimate = 1;
  judge_plausible(study, series, replicates, result);
  return result;
}

}  // namespace

TEST_CASE("the share of draws in which the sign holds, with how clear it is") {
  // Four draws of two replicates: clearly up, up, clearly down, exactly nothing.
  const std::vector<float> differences{0.125f, 0.125f, 0.25f, -0.125f, -0.25f, -0.25f, 0, 0};
  const PlausibleShare share = *asked(study_of("expected = \"higher\""), differences, 2).hypotheses[0].plausible;
  CHECK(share.draws == 4);
  CHECK(share.holds == 2.5);
  CHECK(share.share == 2.5 / 4);
  CHECK(share.clearly_holds == 1);
  CHECK(share.clearly_not == 1);
  REQUIRE(share.interval);
  CHECK(share.interval->low > 0);
  CHECK(share.interval->high < 1);
  CHECK(asked(study_of("expected = \"lower\""), differences, 2).hypotheses[0].plausible->holds == 1.5);
  CHECK(asked(study_of("expected = \"different\""), differences, 2).hypotheses[0].plausible->holds == 2.5);
  CHECK(asked(study_of("expected = \"equivalent\""), differences, 2).hypotheses[0].plausible->holds == 1);
  CHECK(asked(study_of("negative_control = true"), differences, 2).hypotheses[0].plausible->holds == 1);
}

TEST_CASE("draws without a value are counted apart") {
  const PlausibleShare share =
      *asked(study_of("expected = \"higher\""), {0.1f, 0.1f, std::nanf(""), 0.1f}, 2).hypotheses[0].plausible;
  CHECK(share.draws == 1);
  CHECK(share.without_answer == 1);
}

TEST_CASE("a draw moves what the study leaves open, and nothing that it sets") {
  const PlausibleDraws draws = read_draws(ENTREMISE_DRAWS);
  CHECK(draws.values.size() == 60);
  const Study study = study_of("expected = \"higher\"");
  const auto moved = with_draw(study, 0, draws, 3);
  std::size_t changed = 0;
  for (std::size_t k = 0; k < draws.parameters.size(); ++k) {
    const std::size_t p = draws.parameters[k];
    if (territory::registry[p].key == "trust.negativity") {
      CHECK(moved.parameters.value(p) == territory::registry[p].initial);
    } else {
      CHECK(moved.parameters.value(p) == draws.values[3][k]);
      ++changed;
    }
  }
  CHECK(changed + 1 == draws.parameters.size());
  CHECK(with_draw(study, 1, draws, 3).parameters["trust.negativity"] == 2);
}

TEST_CASE("a table of draws that is not one is refused with its place") {
  const auto code_of = [](const std::string& content) {
    const auto path = std::filesystem::temp_directory_path() / "entremise-draws-test.csv";
    std::ofstream(path) << content;
    std::string out = "none";
    try {
      (void)read_draws(path);
    } catch (const Failure& failure) {
      const Diagnostic& d = failure.diagnostics().front();
      out = fmt::format("{} {}:{}", d.code, d.place.line, d.place.column);
    }
    std::filesystem::remove(path);
    return out;
  };
  CHECK(code_of("a,trust.negativity\r\nx,2.5\r\n") == "none");
  CHECK(code_of("a,b\n1,2\n") == "E0652 1:1");
  CHECK(code_of("a,trust.negativity\nx,two\n") == "E0652 2:2");
  CHECK(code_of("a,trust.negativity\nx\n") == "E0652 2:2");
  CHECK(code_of("trust.memory\n0.99\n7\n") == "E0652 3:1");
  CHECK(code_of("trust.memory\n") == "E0652 2:1");
  CHECK_THROWS_AS(read_draws("absent.csv"), Failure);
}
