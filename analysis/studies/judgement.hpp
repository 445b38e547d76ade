#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/inference/breakpoint.hpp"
#include "analysis/inference/equivalence.hpp"
#include "analysis/inference/ratio.hpp"
#include "analysis/inference/survival.hpp"
#include "analysis/inference/verdict.hpp"
#include "analysis/studies/outcome.hpp"
#include "scenarios/study.hpp"

namespace entremise {

/// How a study is judged.
struct JudgementOptions {
  double confidence = 0.95;
  double alpha = 0.05;           ///< chance of a false alarm in a family
  std::size_t resamples = 4000;  ///< of the bootstrap
  std::size_t permutations = 9999;
  std::uint64_t seed = 1;  ///< of both; the study's own
};

/// In how much of the plausible parameter space a hypothesis holds.
struct PlausibleShare {
  std::size_t draws = 0;             ///< that were asked and gave an answer
  std::size_t without_answer = 0;    ///< draws in which a value was missing
  std::uint32_t replicates = 0;      ///< of each draw
  double holds = 0;                  ///< draws in which what is expected holds; exactly no difference counts half
  std::size_t clearly_holds = 0;     ///< ... and the draw's own interval excludes 0
  std::size_t clearly_not = 0;       ///< the interval lies wholly on the other side
  double share = 0;                  ///< holds / draws
  std::optional<Interval> interval;  ///< Wilson's, of the share
  std::vector<double> estimates;  ///< of each draw that gave an answer: mean contrast (or ratio, or place of the break)
};

/// What the replicates say of one hypothesis. What does not exist for its form, or cannot be computed, is none.
struct HypothesisResult {
  std::size_t n = 0;                ///< replicates with a value in every scenario of the contrast
  std::size_t missing = 0;          ///< replicates left out
  std::vector<double> differences;  ///< the contrast in each of the n replicates, in their order
  std::optional<double> reference;  ///< mean of the reference, over the same replicates
  std::optional<double> estimate;   ///< mean contrast; the ratio; the place of the break
  std::optional<Interval>
      interval;  ///< of the estimate: BCa; Fieller's where bounded; bootstrap percentiles of a break
  std::size_t higher = 0, lower = 0, equal = 0;  ///< replicates in which the contrast is above, below, exactly 0
  std::optional<double> p;                 ///< two-sided paired permutation test; of a break: against a straight line
  std::optional<double> adjusted_p;        ///< Holm's, over the family
  std::size_t family_size = 0;             ///< hypotheses that were adjusted together
  std::optional<double> g;                 ///< Hedges' g of the paired contrast
  std::optional<double> g_average;         ///< mean difference over the scenarios' own spread; pairs only
  std::optional<double> superiority;       ///< share of the replicates above 0, equal ones half
  std::optional<double> smallest;          ///< smallest effect of interest, in the outcome's unit
  std::optional<Equivalence> equivalence;  ///< against it
  std::optional<RatioOfMeans> ratio;       ///< of a ratio
  std::optional<BreakPoint> bend;          ///< of a break-point
  std::vector<double> curve;               ///< of a break-point: mean outcome at each level
  std::optional<std::size_t> reached_scenario, reached_reference;  ///< of a time in a pair: replicates that get there
  std::optional<HazardRatio> hazard;                               ///< of a time in a pair
  std::size_t differing = 0;       ///< of a negative control: replicates that differ in any month
  std::optional<Verdict> verdict;  ///< none: no replicate has all the values
  Text sentence;                   ///< what the replicates say, in natural frequencies
  std::optional<PlausibleShare> plausible;
};

/// Where replicates were added by rule: the interval of the confidence sequence when they stopped, and why.
struct Stopping {
  std::size_t looks = 0;
  std::optional<Interval> interval;
  bool narrow = false;  ///< false: the most replicates were reached first
};

/// What a study found: all that a report needs besides the study itself.
struct StudyResult {
  JudgementOptions options;
  std::uint32_t replicates = 0;              ///< of every scenario, failed ones included
  std::optional<Stopping> stopping;          ///< where replicates were added by rule
  std::vector<HypothesisResult> hypotheses;  ///< parallel to the study's
};

/// The contrast of one hypothesis in every replicate that has all its values.
struct ContrastSample {
  std::vector<double> differences;  ///< of a ratio: the numerator
  std::vector<double> denominator;  ///< of a ratio
  std::vector<double> reference;    ///< parallel
  std::vector<std::size_t> replicates;
  std::size_t missing = 0;
};
[[nodiscard]] ContrastSample contrast_sample(const scenarios::Study& study, std::size_t hypothesis,
                                             const StudySeries& series, std::size_t first, std::size_t count);

/// Curves of a break-point, [replicate][level], of the replicates that have all their values.
[[nodiscard]] std::vector<double> curves_of(const scenarios::Study& study, std::size_t hypothesis,
                                            const StudySeries& series, std::size_t first, std::size_t count);

/// From how much on a contrast matters, given the mean of its reference; none where that mean is 0 or not known and the
/// effect is a share of it.
[[nodiscard]] std::optional<double> smallest_of(const scenarios::SmallestEffect& smallest,
                                                std::optional<double> reference);

/// Judges every hypothesis on the replicates of `series`. Pure: the same numbers give the same answer. Never NaN.
[[nodiscard]] StudyResult judge(const scenarios::Study& study, const StudySeries& series,
                                const JudgementOptions& options);

}  // namespace entremise
