// Verdicts on made-up data whose answer is known.
#include "analysis/studies/judgement.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/studies/telling.hpp"
#include "models/territory/metrics/observation.hpp"

using namespace entremise;
using namespace entremise::scenarios;

namespace {

const float missing = std::nanf("");

std::string hypothesis(const char* id, const char* contrast, const char* rest) {
  return fmt::format(
      "[hypotheses.{}]\nclaim = \"x\"\noutcome = {{ measure = \"trust[institutional]\", at = 2 }}\ncontrast = "
      "{{ {} }}\n{}\n",
      id, contrast, rest);
}
const char* const pair = "scenario = \"b\", against = \"a\"";

Study study_of(const std::string& hypotheses, const std::string& more = "") {
  const StudyReading reading = read_study_text(
      "[run]\nmonths = 2\n[scenarios.a]\n[scenarios.b]\n[scenarios.c]\n[scenarios.d]\n" + more + hypotheses, "test");
  REQUIRE(reading.study.has_value());
  return *reading.study;
}

// value(scenario, replicate) in every month of the measure.
StudyResult judged(const Study& study, std::size_t replicates,
                   const std::function<float(std::size_t, std::size_t)>& value) {
  const Catalogue catalogue = territory::catalogue();
  StudySeries series(study, catalogue, replicates);
  const std::size_t cells = catalogue.size(study.hypotheses[0].outcome.variable);
  for (std::size_t s = 0; s < study.scenarios.size(); ++s)
    for (std::size_t r = 0; r < replicates; ++r) {
      const std::vector<float> months(3 * cells, value(s, r));
      series.set(study.hypotheses[0].outcome.variable, s, r, std::span<const float>(months));
    }
  JudgementOptions options;
  options.resamples = 500;
  options.permutations = 999;
  return judge(study, series, options);
}

// Differs from replicate to replicate, alike in both: common luck.
float luck(std::size_t r) {
  return static_cast<float>((r * 37 % 101)) / 1000;
}
float noise(std::size_t s, std::size_t r) {
  return static_cast<float>((r * 53 + s * 29) % 97) / 10000 - 0.0048f;
}

}  // namespace

TEST_CASE("a clear difference of the expected sign is supported, the other way contradicted") {
  const Study study = study_of(
      hypothesis("up", pair, "expected = \"higher\"") + hypothesis("down", pair, "expected = \"lower\"") +
      hypothesis("any", pair, "expected = \"different\"") + hypothesis("none", pair, "expected = \"equivalent\""));
  const StudyResult result = judged(
      study, 60, [](std::size_t s, std::size_t r) { return 0.5f + luck(r) + noise(s, r) + (s == 1 ? 0.1f : 0); });
  CHECK(result.hypotheses[0].verdict == Verdict::supported);
  CHECK(result.hypotheses[1].verdict == Verdict::contradicted);
  CHECK(result.hypotheses[2].verdict == Verdict::supported);
  CHECK(result.hypotheses[3].verdict == Verdict::contradicted);
  const HypothesisResult& up = result.hypotheses[0];
  CHECK(up.n == 60);
  CHECK(*up.estimate == Approx(0.1).margin(0.002));
  CHECK(up.interval->low < *up.estimate);
  CHECK(up.interval->high > *up.estimate);
  CHECK(*up.smallest == Approx(0.05 * *up.reference));
  CHECK(*up.p == Approx(0.001));
  CHECK(*up.adjusted_p == Approx(0.004));  // Holm over four
  CHECK(up.family_size == 4);
  CHECK(*up.superiority == 1);
  CHECK(up.higher == 60);
  CHECK(up.sentence.en.starts_with("As expected."));
  CHECK(up.sentence.fr.starts_with("Comme attendu."));
}

TEST_CASE("a difference that is there and too small to matter is said to be so") {
  const Study study =
      study_of(hypothesis("up", pair, "expected = \"higher\"") + hypothesis("none", pair, "expected = \"equivalent\""));
  const StudyResult result = judged(
      study, 60, [](std::size_t s, std::size_t r) { return 0.5f + luck(r) + noise(s, r) / 10 + (s == 1 ? 0.01f : 0); });
  CHECK(result.hypotheses[0].verdict == Verdict::equivalent);
  CHECK(verdict_word(study.hypotheses[0], result.hypotheses[0]).en == "too small to matter");
  CHECK(result.hypotheses[1].verdict == Verdict::equivalent);
  CHECK(verdict_word(study.hypotheses[1], result.hypotheses[1]).en == "equivalent");
}

TEST_CASE("an interaction is the difference of two differences") {
  const Study study =
      study_of(hypothesis("did", "scenario = \"b\", against = \"a\", minus = { scenario = \"d\", against = \"c\" }",
                          "expected = \"higher\""));
  const StudyResult result = judged(study, 40, [](std::size_t s, std::size_t r) {
    constexpr float level[]{0.2f, 0.5f, 0.3f, 0.4f};
    return level[s] + luck(r) + noise(s, r);
  });
  CHECK(*result.hypotheses[0].estimate == Approx(0.2).margin(0.004));
  CHECK(result.hypotheses[0].verdict == Verdict::supported);
  CHECK_FALSE(result.hypotheses[0].g_average);
}

TEST_CASE("what does not vary, or is not there, is said; nothing is ever NaN") {
  const Study study = study_of(
      hypothesis("up", pair, "expected = \"higher\"") +
      hypothesis("share", "scenario = \"b\", against = \"a\", relative_to = { scenario = \"d\", against = \"c\" }",
                 "expected = \"higher\""));
  const auto finite = [](const HypothesisResult& r) {
    for (const auto& x : {r.estimate, r.reference, r.p, r.adjusted_p, r.g, r.g_average, r.superiority, r.smallest})
      CHECK((!x || std::isfinite(*x)));
  };
  const StudyResult constant = judged(study, 30, [](std::size_t s, std::size_t) { return s == 1 ? 0.75f : 0.5f; });
  CHECK(constant.hypotheses[0].verdict == Verdict::no_variation);
  CHECK_FALSE(constant.hypotheses[0].interval);
  CHECK_FALSE(constant.hypotheses[1].estimate);  // over a denominator of 0
  CHECK(constant.hypotheses[1].verdict == Verdict::undecided);
  const StudyResult empty = judged(study, 5, [](std::size_t, std::size_t) { return missing; });
  CHECK_FALSE(empty.hypotheses[0].verdict);
  CHECK(empty.hypotheses[0].missing == 5);
  CHECK(verdict_word(study.hypotheses[0], empty.hypotheses[0]).en == "no value");
  const StudyResult some = judged(study, 20, [](std::size_t s, std::size_t r) {
    return r == 3 && s == 1 ? missing : 0.5f + noise(s, r) + (s == 1 ? 0.2f : 0);
  });
  CHECK(some.hypotheses[0].n == 19);
  CHECK(some.hypotheses[0].missing == 1);
  CHECK(some.hypotheses[0].sentence.en.find("One replicate has no value.") != std::string::npos);
  const StudyResult one = judged(study, 1, [](std::size_t s, std::size_t) { return s == 1 ? 0.75f : 0.5f; });
  CHECK(one.hypotheses[0].verdict == Verdict::undecided);
  for (const StudyResult* result : {&constant, &empty, &some, &one})
    for (const HypothesisResult& r : result->hypotheses) finite(r);
}

TEST_CASE("a negative control is the same to the bit, or it is not") {
  const Study study = study_of(hypothesis("control", pair, "negative_control = true"));
  const StudyResult same = judged(study, 10, [](std::size_t, std::size_t r) { return 0.5f + luck(r); });
  CHECK(same.hypotheses[0].verdict == Verdict::supported);
  CHECK_FALSE(same.hypotheses[0].adjusted_p);
  const StudyResult other = judged(study, 10, [](std::size_t s, std::size_t r) {
    return s == 1 && r == 4 ? std::nextafter(0.5f + luck(r), 1.0f) : 0.5f + luck(r);
  });
  CHECK(other.hypotheses[0].verdict == Verdict::contradicted);
  CHECK(other.hypotheses[0].differing == 1);
}

TEST_CASE("a break is found where the curve bends") {
  const std::string design =
      "[design]\nkind = \"grid\"\nbase = \"a\"\n[design.factors.k]\nparameter = \"activity.good_will\"\nrange = [0.5, "
      "1]\nsteps = 11\n";
  const std::string bend = "break_point = \"k\", near = 0.8, within = 0.05";
  const std::string elsewhere = "break_point = \"k\", near = 0.6, within = 0.05";
  const Study study =
      study_of(hypothesis("here", bend.c_str(), "") + hypothesis("there", elsewhere.c_str(), ""), design);
  const StudyResult result = judged(study, 20, [](std::size_t s, std::size_t r) {
    const float x = 0.5f + 0.05f * static_cast<float>(s < 4 ? 0 : s - 4);
    return 0.1f + std::max(0.0f, x - 0.8f) * 2 + noise(s, r) / 5;
  });
  REQUIRE(result.hypotheses[0].bend);
  CHECK(*result.hypotheses[0].estimate == Approx(0.8).margin(0.02));
  CHECK(result.hypotheses[0].verdict == Verdict::supported);
  CHECK(result.hypotheses[1].verdict == Verdict::contradicted);
}
