#pragma once
#include <cstddef>
#include <optional>
#include <span>

#include "analysis/compare/statistics.hpp"

namespace entremise {

/// Wilson's interval of a probability from `successes` of `n` (Wilson 1927, Journal of the American Statistical
/// Association 22(158), 209–212), within 0..1. None for n = 0. successes > n or confidence outside (0, 1) throw
/// std::invalid_argument.
[[nodiscard]] std::optional<Interval> interval_of_share(std::size_t successes, std::size_t n, double confidence);

/// In how much of the plausible parameter space an effect has the expected sign.
struct SignShare {
  std::size_t draws = 0;
  std::size_t holds = 0;          ///< mean difference over the draw's replicates has the expected sign
  std::size_t clearly_holds = 0;  ///< ... and its interval excludes 0
  std::size_t clearly_not = 0;    ///< the interval lies wholly on the other side
  double share = 0;               ///< (holds + half of those exactly 0) / draws
  Interval interval;              ///< Wilson's, of `share`, from the number of draws
};

/// Nested design: `differences` holds `replicates` paired differences for each parameter draw, draw after draw; `sign`
/// is +1 or −1. Within a draw Student's interval of the given confidence decides what is clear. None without draws.
/// A draw of one replicate is never clear. Uneven length, `replicates` = 0 or another sign throw std::invalid_argument.
[[nodiscard]] std::optional<SignShare> share_of_sign(std::span<const double> differences, std::size_t replicates,
                                                     int sign, double confidence);

}  // namespace entremise
