#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/calibration/patterns.hpp"
#include "models/territory/specification.hpp"

namespace entremise {

/// How a calibration is made.
struct CalibrationPlan {
  std::size_t draws = 1000;  ///< of each wave
  std::size_t waves = 5;
  std::uint32_t replicates = 2;
  std::uint64_t seed = 1;
  std::size_t most_steps = 16;  ///< defaults that may be moved
  std::size_t keep = 100;       ///< draws that each wave hands on to the next, and that are left in the end
};

/// One draw of all sampled parameters, and what it gives.
struct Draw {
  std::vector<double> at;        ///< point of the unit cube, a coordinate for each of `sampled_parameters()`
  std::vector<double> values;    ///< of the sampled parameters
  std::vector<double> patterns;  ///< in the order of `patterns`
  double implausibility = 0;     ///< largest over the fitted patterns
};

/// What the draws that were kept say of one parameter.
struct Shift {
  std::size_t parameter = 0;                               ///< position in the registry
  double prior_median = 0, median = 0, low = 0, high = 0;  ///< of the kept draws: median and 90 % range
  double distance = 0;  ///< largest gap between the two distributions (Kolmogorov–Smirnov)
};

/// One default moved, so that the registry's values come to show what is known.
struct Step {
  std::size_t parameter = 0;
  double from = 0, to = 0;
  double implausibility = 0;  ///< of all values together, once it is moved
};

/// How much of a set of draws meets a pattern, and where the draws lie.
struct PatternFit {
  double met = 0;                        ///< share of the draws
  double low = 0, median = 0, high = 0;  ///< 5 %, 50 % and 95 % of the draws
};

struct Calibration {
  std::vector<Draw> plausible;        ///< the draws that are left, the least implausible first
  std::size_t meeting_all = 0;        ///< how many of them meet every fitted pattern
  std::vector<double> worst_of_wave;  ///< implausibility of the last draw that each wave kept
  std::vector<Shift> shifts;          ///< against the first wave; the most distant first
  std::vector<PatternFit> prior, posterior;
  std::vector<double> defaults;  ///< patterns of the values that the territory was given with
  std::vector<Step> steps;       ///< what would have to be moved of these, so that every fitted pattern is met
  std::vector<double> moved;     ///< patterns after these steps
  bool stopped = false;
};

/// Parameters that are drawn: those of the registry that are not held fixed.
[[nodiscard]] std::vector<std::size_t> sampled_parameters();

/// The value of a parameter at a point u in [0, 1) of its plausible range.
[[nodiscard]] double sampled_value(const territory::Parameter& parameter, double u) noexcept;

/// Finds parameter values for which the model shows what is known, on `territory`. The first wave is a Latin hypercube
/// over the plausible ranges; it and each later one hand on the `plan.keep` least implausible draws met so far, and the
/// draws of a later wave lie around these, at a distance that shrinks (history matching in waves, with draws moved as
/// in sequential approximate Bayesian computation: Toni et al. 2009; draws are not weighted, so that the set shows
/// which values are plausible, not how probable each is). A draw's implausibility is that of its worst fitted pattern;
/// at most 1 where it meets them all. \param progress called after each draw with the number done of waves × draws, by
/// one thread at a time
[[nodiscard]] Calibration calibrate(const territory::Specification& territory, const CalibrationPlan& plan,
                                    const std::stop_token& stop = {},
                                    const std::function<void(std::size_t)>& progress = {});

/// The plausible set as a table: one row a draw, one column a sampled parameter, then the patterns.
[[nodiscard]] std::string to_csv(const Calibration& calibration);

}  // namespace entremise
