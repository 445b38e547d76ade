#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "analysis/inference/bootstrap.hpp"

namespace entremise {

/// A continuous line of two straight pieces: level + slope_before · (x − at) below `at`, slope_after above.
struct BrokenLine {
  double at = 0;     ///< the break-point
  double level = 0;  ///< at the break-point
  double slope_before = 0;
  double slope_after = 0;
  double residual_squares = 0;  ///< sum of squares left
  double straight_squares = 0;  ///< sum of squares that one straight line leaves
};

/// Least squares over all break-points between the second-smallest and the second-largest distinct x (Hudson 1966,
/// Journal of the American Statistical Association 61(316), 1097–1129): exact, no grid and no starting value.
/// None for fewer than four distinct x. Different lengths, or values that are not finite, throw std::invalid_argument.
[[nodiscard]] std::optional<BrokenLine> broken_line(std::span<const double> x, std::span<const double> y);

/// A break-point with what is known of it.
struct BreakPoint {
  BrokenLine line;
  std::optional<Interval>
      interval;  ///< bootstrap percentiles of `line.at`; none where it never varies or rarely exists
  double p = 1;  ///< of the hypothesis that one straight line suffices
};

/// How both functions below proceed.
struct BreakPointOptions {
  BootstrapOptions bootstrap{.resamples = 1000};
  std::size_t permutations = 999;
};

/// Independent points (x, y) of equal variance. The interval is from points resampled whole. The test permutes the
/// residuals of the straight line (Freedman & Lane 1983, Journal of Business & Economic Statistics 1(4), 292–298); its
/// statistic is the largest share of the residual squares that a break takes away, so that the search for the best
/// place is part of it. Constant y: p = 1. None where `broken_line` is none.
[[nodiscard]] std::optional<BreakPoint> break_point(std::span<const double> x, std::span<const double> y,
                                                    const BreakPointOptions& options);

/// Curves over the same x, one per replicate, [replicate][x]: for a parameter stepped through with common luck, where
/// the values of one replicate go together. The line is fitted to the mean curve; the interval is from replicates
/// resampled whole. The test: at each inner x the change of slope there is fitted to every curve and its mean held
/// against its spread over the replicates; the largest |t| is compared with what it is when whole replicates change
/// their sign at random. None where `broken_line` is none, or for fewer than two replicates. `curves` must hold a whole
/// number of replicates, or std::invalid_argument.
[[nodiscard]] std::optional<BreakPoint> break_point_of_curves(std::span<const double> x, std::span<const double> curves,
                                                              const BreakPointOptions& options);

}  // namespace entremise
