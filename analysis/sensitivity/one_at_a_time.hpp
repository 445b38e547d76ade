#pragma once
#include <optional>
#include <vector>

#include "analysis/sensitivity/replicated.hpp"

namespace entremise {

/// Points along each coordinate in turn, all others left where they are (ten Broeke, van Voorn & Ligtenberg 2016, JASSS
/// 19(1) 5: the extended one-factor-at-a-time design). Point 0 is where everything starts from; then, coordinate after
/// coordinate, `levels` values from 0 to 1.
struct OneAtATimeDesign {
  std::size_t dimensions = 0, levels = 0;

  [[nodiscard]] std::size_t size() const noexcept { return 1 + dimensions * levels; }
  [[nodiscard]] std::size_t index(std::size_t dimension, std::size_t level) const noexcept {
    return 1 + dimension * levels + level;
  }
  [[nodiscard]] double value(std::size_t level) const noexcept {
    return levels < 2 ? 0.5 : static_cast<double>(level) / static_cast<double>(levels - 1);
  }
};

enum class Shape { none, rising, falling, bent };

/// The outcome along one input.
struct Path {
  std::vector<double> means;                       ///< over replicates, at each value
  std::vector<double> differences;                 ///< mean paired difference from the start
  std::vector<std::optional<Interval>> intervals;  ///< 95 % Student intervals of these; none for one replicate
  double swing = 0;                                ///< largest mean less the smallest
  Shape shape = Shape::none;                       ///< of the means, whatever the luck
  bool idle = false;                               ///< no run differs from the start, not even by a bit
  bool within_noise = false;                       ///< no difference can be told from luck
};

struct Paths {
  std::vector<Path> inputs;  ///< in the order of the coordinates
  double start = 0;          ///< mean at the start
  bool constant = false;     ///< every run gave the same
  double luck = 0;           ///< standard deviation over replicates at the start; 0 for one replicate
};

/// All points must share their luck, replicate by replicate. Differences are told from luck by Student's paired test at
/// 5 % for each input, shared out among its values (Bonferroni).
[[nodiscard]] Paths one_at_a_time(const OneAtATimeDesign& design, const Replicated& outcome);

}  // namespace entremise
