#include <boost/random/sobol.hpp>

#include "scenarios/study_reading.hpp"
#include "sim/random/streams.hpp"

namespace entremise::scenarios {

std::vector<double> sampled_points(DesignKind kind, std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  std::vector<double> x(points * dimensions);
  if (kind == DesignKind::sobol) {
    boost::random::sobol sequence(dimensions);
    sequence.discard(static_cast<std::uintmax_t>(dimensions));
    for (double& value : x) value = static_cast<double>(sequence()) * 0x1.0p-64;
    return x;
  }
  const StreamKey key = stream_key({seed, 0}, process_id("study hypercube"));
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws(key, static_cast<std::uint32_t>(d), no_entity, 0);
    const std::vector<std::uint32_t> order = draws.permutation(static_cast<std::uint32_t>(points));
    for (std::size_t i = 0; i < points; ++i)
      x[i * dimensions + d] = (order[i] + draws.uniform()) / static_cast<double>(points);
  }
  return x;
}

}  // namespace entremise::scenarios
