#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entremise {

/// Trajectories of Morris (1991): each starts at a point of a grid of `levels` values 0, 1/(levels − 1), …, 1 of every
/// coordinate and moves each coordinate once, in random order, by levels / (2 (levels − 1)) up or down.
struct MorrisDesign {
  std::size_t dimensions = 0, trajectories = 0, levels = 0;
  std::vector<double> points;        ///< [trajectory][step 0 … dimensions][coordinate], in [0, 1]
  std::vector<std::uint32_t> moved;  ///< [trajectory][step 1 … dimensions]: which coordinate moved

  [[nodiscard]] std::size_t size() const noexcept { return trajectories * (dimensions + 1); }
  /// How far a coordinate moves at once.
  [[nodiscard]] double step() const noexcept {
    return static_cast<double>(levels) / (2.0 * static_cast<double>(levels - 1));
  }
  /// The point of this trajectory after so many steps: `dimensions` coordinates.
  [[nodiscard]] const double* at(std::size_t trajectory, std::size_t step_number) const noexcept {
    return points.data() + (trajectory * (dimensions + 1) + step_number) * dimensions;
  }
};

/// Draws `candidates` trajectories (at least `trajectories`) and keeps those that lie far from each other: one after
/// the other the candidate whose squared distance to all those kept is largest, after Campolongo, Cariboni & Saltelli
/// (2007, Environmental Modelling & Software 22), in the step-wise form of Ruano, Ribes, Seco & Ferrer (2012, ibid.
/// 37). The distance of two trajectories is the sum of the distances of their points. With as many candidates as
/// trajectories all are kept as drawn. The same seed gives the same design.
/// @throws std::invalid_argument without dimensions or trajectories, or for an odd number of levels or fewer than 2
[[nodiscard]] MorrisDesign morris_design(std::size_t dimensions, std::size_t trajectories, std::size_t levels,
                                         std::uint64_t seed, std::size_t candidates = 0);

}  // namespace entremise
