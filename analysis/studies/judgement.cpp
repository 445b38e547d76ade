#include "analysis/studies/judgement.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "analysis/inference/bootstrap.hpp"
#include "analysis/inference/effect_size.hpp"
#include "analysis/inference/multiplicity.hpp"
#include "analysis/inference/permutation.hpp"
#include "analysis/inference/sample.hpp"
#include "analysis/studies/telling.hpp"

namespace entremise {
namespace {

using scenarios::ContrastForm;
using scenarios::Expectation;
using scenarios::Hypothesis;
using scenarios::Study;
using scenarios::Summary;
using scenarios::Weight;

Expected expected_of(Expectation expectation) {
  switch (expectation) {
    case Expectation::higher:
      return Expected::higher;
    case Expectation::lower:
      return Expected::lower;
    case Expectation::different:
      return Expected::different;
    case Expectation::equivalent:
    case Expectation::identical:
      return Expected::same;
  }
  return Expected::different;
}

std::optional<double> weighted(const Study& study, std::size_t h, const std::vector<Weight>& weights,
                               const StudySeries& series, std::size_t replicate) {
  double sum = 0;
  for (const Weight& w : weights) {
    const auto value = summarise(study.hypotheses[h].outcome, series.months(h, w.scenario, replicate));
    if (!value) return std::nullopt;
    sum += w.weight * *value;
  }
  return sum;
}

// Differences of weighted sums that are 0 but for rounding: equal trajectories must count as equal.
double tidy(double difference, const std::vector<Weight>& weights, double scale) {
  return weights.size() > 2 && std::fabs(difference) <= 1e-12 * scale ? 0 : difference;
}

void count_signs(HypothesisResult& r) {
  for (const double d : r.differences) ++(d > 0 ? r.higher : d < 0 ? r.lower : r.equal);
}

std::optional<double> mean_of(const std::vector<double>& values) {
  return values.empty() ? std::nullopt : std::optional<double>(moments(values).mean);
}

BootstrapOptions bootstrap_of(const JudgementOptions& options) {
  return {options.resamples, options.confidence, options.seed};
}

void judge_difference(const ContrastSample& sample, const Hypothesis& h, const JudgementOptions& options,
                      HypothesisResult& r) {
  if (r.n == 0) return;
  r.estimate = moments(r.differences).mean;
  r.interval = bca_interval_of_mean(r.differences, bootstrap_of(options));
  r.g = hedges_g_paired(r.differences);
  const std::vector<double> zeros(r.n, 0.0);
  r.superiority = probability_of_superiority(zeros, r.differences);
  r.smallest = smallest_of(h.smallest, r.reference);
  if (r.n >= 2 && r.smallest) r.equivalence = equivalence_test(r.differences, *r.smallest, options.alpha);
  if (r.n >= 2) r.p = paired_permutation_p(r.differences, options.permutations, options.seed);
  if (h.contrast.form == ContrastForm::pair) {
    std::vector<double> scenario(r.n);
    for (std::size_t i = 0; i < r.n; ++i) scenario[i] = sample.reference[i] + sample.differences[i];
    r.g_average = hedges_g_average(sample.reference, scenario);
  }
}

void judge_ratio(const ContrastSample& sample, const Hypothesis& h, const JudgementOptions& options,
                 HypothesisResult& r) {
  if (r.n < 2) return;
  r.ratio = ratio_of_means(sample.differences, sample.denominator, options.confidence);
  // The test is of the numerator: a share is above 0 where it is, the denominator's own sign being known.
  r.p = paired_permutation_p(sample.differences, options.permutations, options.seed);
  if (!r.ratio || !r.ratio->ratio || r.ratio->kind != RatioSet::bounded) return;
  r.estimate = r.ratio->ratio;
  r.interval = r.ratio->interval;
  if (!h.smallest.share) r.smallest = h.smallest.size;
}

void judge_break(const Study& study, std::size_t h, const StudySeries& series, const JudgementOptions& options,
                 HypothesisResult& r) {
  const scenarios::StudyContrast& c = study.hypotheses[h].contrast;
  const std::vector<double> curves = curves_of(study, h, series, 0, series.replicates());
  const std::size_t levels = c.levels.size();
  r.n = curves.size() / levels;
  r.missing = series.replicates() - r.n;
  if (r.n == 0) return;
  r.curve.assign(levels, 0);
  for (std::size_t i = 0; i < curves.size(); ++i) r.curve[i % levels] += curves[i] / static_cast<double>(r.n);
  BreakPointOptions how;
  how.bootstrap.seed = options.seed;
  how.bootstrap.confidence = options.confidence;
  r.bend = break_point_of_curves(c.levels, curves, how);
  if (!r.bend) return;
  r.estimate = r.bend->line.at;
  r.interval = r.bend->interval;
  r.p = r.bend->p;
}

void judge_times(const Study& study, std::size_t h, const StudySeries& series, const ContrastSample& sample,
                 const JudgementOptions& options, HypothesisResult& r) {
  const Hypothesis& hypothesis = study.hypotheses[h];
  if (hypothesis.outcome.summary != Summary::time || hypothesis.contrast.form != ContrastForm::pair || r.n == 0) return;
  std::vector<Duration> scenario, reference;
  const auto duration = [&](std::size_t s, std::size_t replicate) {
    const auto months = series.months(h, s, replicate);
    return Duration{*summarise(hypothesis.outcome, months), reaches(hypothesis.outcome, months)};
  };
  r.reached_scenario = r.reached_reference = 0;
  for (const std::size_t replicate : sample.replicates) {
    scenario.push_back(duration(hypothesis.contrast.weights[0].scenario, replicate));
    reference.push_back(duration(hypothesis.contrast.weights[1].scenario, replicate));
    *r.reached_scenario += scenario.back().happened;
    *r.reached_reference += reference.back().happened;
  }
  r.hazard = cox_regression(reference, scenario, options.confidence);
}

// NaN of the same run is equal to itself here: the bits are compared.
bool same_bits(std::span<const float> a, std::span<const float> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
    return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y) || (std::isnan(x) && std::isnan(y));
  });
}

void judge_control(const Study& study, std::size_t h, const StudySeries& series, HypothesisResult& r) {
  const auto& weights = study.hypotheses[h].contrast.weights;
  const auto exists = [](std::span<const float> months) {
    return std::any_of(months.begin(), months.end(), [](float x) { return !std::isnan(x); });
  };
  r.n = r.missing = 0;
  for (std::size_t i = 0; i < series.replicates(); ++i) {
    const auto a = series.months(h, weights[0].scenario, i), b = series.months(h, weights[1].scenario, i);
    if (!exists(a) || !exists(b)) {
      ++r.missing;
      continue;
    }
    ++r.n;
    if (!same_bits(a, b)) ++r.differing;
  }
  if (r.n == 0) return;
  r.verdict = r.differing == 0 ? Verdict::supported : Verdict::contradicted;
}

// Every hypothesis of a family that has a p-value is adjusted together with the others.
void adjust(const Study& study, std::vector<HypothesisResult>& results) {
  std::map<std::string, std::vector<std::size_t>> families;
  for (std::size_t h = 0; h < results.size(); ++h)
    if (results[h].p) families[study.hypotheses[h].family].push_back(h);
  for (const auto& [family, members] : families) {
    std::vector<double> p;
    for (const std::size_t h : members) p.push_back(*results[h].p);
    const std::vector<double> adjusted = holm(p);
    for (std::size_t i = 0; i < members.size(); ++i) {
      results[members[i]].adjusted_p = adjusted[i];
      results[members[i]].family_size = members.size();
    }
  }
}

void decide(const Hypothesis& h, const JudgementOptions& options, HypothesisResult& r) {
  if (h.expected == Expectation::identical || r.n == 0) return;
  if (h.contrast.form == ContrastForm::break_point) {
    r.verdict = Verdict::undecided;
    if (!r.bend || !r.adjusted_p || *r.adjusted_p >= options.alpha) return;
    if (!h.contrast.near) {
      r.verdict = Verdict::supported;
      return;
    }
    const double low = *h.contrast.near - h.contrast.within, high = *h.contrast.near + h.contrast.within;
    const Interval interval = r.interval.value_or(Interval{*r.estimate, *r.estimate});
    if (interval.low >= low && interval.high <= high) r.verdict = Verdict::supported;
    if (interval.high < low || interval.low > high) r.verdict = Verdict::contradicted;
    return;
  }
  if (h.contrast.form == ContrastForm::ratio && !r.estimate) {
    r.verdict = Verdict::undecided;
    return;
  }
  Evidence evidence;
  evidence.n = r.n;
  evidence.estimate = r.estimate.value_or(0);
  evidence.interval = r.interval;
  evidence.p = r.adjusted_p.value_or(1);
  evidence.equivalence = r.equivalence;
  r.verdict = verdict_of(evidence, expected_of(h.expected), options.alpha);
}

}  // namespace

ContrastSample contrast_sample(const Study& study, std::size_t hypothesis, const StudySeries& series, std::size_t first,
                               std::size_t count) {
  const scenarios::StudyContrast& c = study.hypotheses[hypothesis].contrast;
  ContrastSample out;
  for (std::size_t i = first; i < first + count; ++i) {
    const auto difference = weighted(study, hypothesis, c.weights, series, i);
    const auto reference = weighted(study, hypothesis, c.reference, series, i);
    const auto denominator = weighted(study, hypothesis, c.denominator, series, i);
    if (!difference || !reference || !denominator) {
      ++out.missing;
      continue;
    }
    out.differences.push_back(tidy(*difference, c.weights, std::fabs(*reference)));
    out.reference.push_back(*reference);
    if (!c.denominator.empty()) out.denominator.push_back(*denominator);
    out.replicates.push_back(i);
  }
  return out;
}

std::vector<double> curves_of(const Study& study, std::size_t hypothesis, const StudySeries& series, std::size_t first,
                              std::size_t count) {
  const scenarios::StudyContrast& c = study.hypotheses[hypothesis].contrast;
  std::vector<double> curves;
  for (std::size_t i = first; i < first + count; ++i) {
    std::vector<double> curve;
    for (const auto& members : c.scenarios_at) {
      std::vector<Weight> weights;
      for (const std::size_t s : members) weights.push_back({s, 1 / static_cast<double>(members.size())});
      if (const auto value = weighted(study, hypothesis, weights, series, i)) curve.push_back(*value);
    }
    if (curve.size() == c.levels.size()) curves.insert(curves.end(), curve.begin(), curve.end());
  }
  return curves;
}

std::optional<double> smallest_of(const scenarios::SmallestEffect& smallest, std::optional<double> reference) {
  if (!smallest.share) return smallest.size;
  if (!reference || *reference == 0) return std::nullopt;
  return smallest.size * std::fabs(*reference);
}

StudyResult judge(const Study& study, const StudySeries& series, const JudgementOptions& options) {
  StudyResult result;
  result.options = options;
  result.replicates = static_cast<std::uint32_t>(series.replicates());
  for (std::size_t h = 0; h < study.hypotheses.size(); ++h) {
    const Hypothesis& hypothesis = study.hypotheses[h];
    HypothesisResult r;
    if (hypothesis.contrast.form == ContrastForm::break_point) {
      judge_break(study, h, series, options, r);
    } else {
      const ContrastSample sample = contrast_sample(study, h, series, 0, series.replicates());
      r.n = sample.differences.size();
      r.missing = sample.missing;
      r.differences = sample.differences;
      r.reference = mean_of(sample.reference);
      count_signs(r);
      if (hypothesis.expected == Expectation::identical) {
        r.estimate = mean_of(sample.differences);
        judge_control(study, h, series, r);
      } else if (hypothesis.contrast.form == ContrastForm::ratio) {
        judge_ratio(sample, hypothesis, options, r);
      } else {
        judge_difference(sample, hypothesis, options, r);
        judge_times(study, h, series, sample, options, r);
      }
    }
    result.hypotheses.push_back(std::move(r));
  }
  adjust(study, result.hypotheses);
  for (std::size_t h = 0; h < study.hypotheses.size(); ++h) {
    decide(study.hypotheses[h], options, result.hypotheses[h]);
    result.hypotheses[h].sentence = sentence_of(study, h, result.hypotheses[h]);
  }
  return result;
}

}  // namespace entremise
