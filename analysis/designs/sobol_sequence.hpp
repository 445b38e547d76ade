#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entremise {

/// The first `points` points of a Sobol sequence (direction numbers of Joe & Kuo 2008, as Boost.Random has them),
/// randomised by a digital shift: each coordinate's binary digits are changed by one random pattern, the same for all
/// points (L'Ecuyer & Lemieux 2002), which keeps the sequence's balance: of 2^k points every one of 2^k equal intervals
/// of each coordinate holds exactly one. The first point, all zeros before the shift, is not left out. The same seed
/// gives the same points.
/// @returns points × dimensions values in [0, 1), point after point
/// @throws std::invalid_argument without dimensions or for more than `most_sobol_dimensions`
[[nodiscard]] std::vector<double> sobol_sequence(std::size_t points, std::size_t dimensions, std::uint64_t seed);

inline constexpr std::size_t most_sobol_dimensions = 3667;

/// Points for variance-based indices (Saltelli et al. 2010): two independent samples A and B, and for each coordinate i
/// A with its i-th column taken from B.
struct SaltelliDesign {
  std::size_t dimensions = 0, base = 0;
  std::vector<double> points;  ///< [row][A, B, A_B(0), …, A_B(dimensions − 1)][coordinate]

  [[nodiscard]] std::size_t blocks() const noexcept { return dimensions + 2; }
  [[nodiscard]] std::size_t size() const noexcept { return base * blocks(); }
  /// Position among the points: block 0 is A, 1 is B, 2 + i is A_B(i).
  [[nodiscard]] std::size_t index(std::size_t row, std::size_t block) const noexcept { return row * blocks() + block; }
  [[nodiscard]] const double* at(std::size_t row, std::size_t block) const noexcept {
    return points.data() + index(row, block) * dimensions;
  }
};

/// A and B are the two halves of the coordinates of one Sobol sequence of 2 × dimensions.
/// @throws std::invalid_argument as `sobol_sequence`, and for fewer than two rows
[[nodiscard]] SaltelliDesign saltelli_design(std::size_t dimensions, std::size_t base, std::uint64_t seed);

}  // namespace entremise
