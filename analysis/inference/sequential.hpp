#pragma once
#include <cstddef>
#include <optional>
#include <span>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// What the confidence of a sequential rule holds for.
enum class Guarantee {
  /// The intervals of all looks at once cover the true mean: one may look after each replicate, stop for any reason,
  /// and
  /// report the last interval (`confidence_sequence`). Takes about 2.4 times as many replicates as a size fixed
  /// beforehand (at 95 % and near `tightest`; more elsewhere).
  every_look,
  /// The one interval at the stop, where the stop is made for its width alone: Student's. As wide as wanted, it covers
  /// as stated in the limit of narrow intervals (Chow & Robbins 1965, Annals of Mathematical Statistics 36(2),
  /// 457–462);
  /// the README of this folder has what was measured.
  at_the_stop,
};

/// Replicates are added until the interval of the mean difference is narrower than wanted.
struct SequentialRule {
  double width = 0;          ///< stop when high − low is at most this; > 0
  double confidence = 0.95;  ///< over all looks together; with k intervals that must all be narrow, 1 − (1 − c)/k
  std::size_t first = 30;    ///< no look before so many replicates; at least 10
  std::size_t batch = 10;    ///< replicates between looks; at least 1
  std::size_t most = 2000;   ///< give up there; at least `first`
  Guarantee guarantee = Guarantee::every_look;
  std::size_t tightest = 100;  ///< replicates at which the sequence is narrowest against a fixed interval; at least 2
};

/// What the rule says of the replicates so far.
struct SequentialLook {
  std::size_t n = 0;
  double mean = 0;
  std::optional<Interval> interval;  ///< as the guarantee says; none before the first look
  bool narrow = false;               ///< narrow enough: stop
  bool exhausted = false;            ///< not narrow, and `most` is reached: stop without it
  std::size_t next = 0;              ///< replicates in all until the next look; n when stopping
  /// Replicates in all that would be narrow enough if the deviation stays as it is, for a dry run; 0 for n < 2. May
  /// exceed `most`; ends at ten million.
  std::size_t forecast = 0;
};

/// Asymptotic confidence sequence with a Gaussian mixture (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Annals
/// of Statistics 52(6), 2613–2640, theorem 2.2), in which the normal quantile that its boundary amounts to is replaced
/// by Student's of the same tail (assumption; it mends the first looks). None for n < 2. 0 < confidence < 1 and
/// tightest ≥ 2, or std::invalid_argument.
[[nodiscard]] std::optional<Interval> confidence_sequence(const Moments& sample, double confidence,
                                                          std::size_t tightest);

/// Looks at the replicates so far. Constant differences are narrow from the first look on: the interval is the point.
/// A rule out of range, or values that are not finite, throw std::invalid_argument.
[[nodiscard]] SequentialLook look(const SequentialRule& rule, std::span<const double> differences);

}  // namespace entremise
