#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>

#include "sim/graph/graph.hpp"

namespace entremise {

template <class... Args>
void require(bool holds, fmt::format_string<const Args&...> otherwise, const Args&... args) {
  if (!holds) throw std::invalid_argument(fmt::format(otherwise, args...));
}

inline void check_probability(double p) {
  require(p >= 0 && p <= 1, "{} is not a probability", p);
}

inline void check_ring(Actor actors, std::uint32_t neighbours) {
  require(neighbours % 2 == 0 && (neighbours < actors || neighbours == 0),
          "in a ring of {0} actors, the number of neighbours must be even and below {0}; it is {1}", actors,
          neighbours);
}

constexpr std::uint64_t pairs_among(std::uint64_t actors) {
  return actors < 2 ? 0 : actors * (actors - 1) / 2;
}

}  // namespace entremise
