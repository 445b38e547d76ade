#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entremise {

/// A Latin hypercube (McKay, Beckman & Conover 1979): `points` points of `dimensions` coordinates in [0, 1). Of each
/// coordinate every one of the `points` equal strata holds exactly one value, uniform within it; coordinates are
/// independent. The same seed gives the same points.
/// @returns points × dimensions values, point after point
[[nodiscard]] std::vector<double> latin_hypercube(std::size_t points, std::size_t dimensions, std::uint64_t seed);

}  // namespace entremise
