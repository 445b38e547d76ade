#include "analysis/designs/latin_hypercube.hpp"

#include "sim/random/streams.hpp"

namespace entremise {

std::vector<double> latin_hypercube(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  std::vector<double> x(points * dimensions);
  const StreamKey key = stream_key({seed, 0}, process_id("latin hypercube"));
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws(key, static_cast<std::uint32_t>(d), no_entity, 0);
    const std::vector<std::uint32_t> order = draws.permutation(static_cast<std::uint32_t>(points));
    for (std::size_t i = 0; i < points; ++i)
      x[i * dimensions + d] = (order[i] + draws.uniform()) / static_cast<double>(points);
  }
  return x;
}

}  // namespace entremise
