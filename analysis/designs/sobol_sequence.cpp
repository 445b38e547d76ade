#include "analysis/designs/sobol_sequence.hpp"

#include <stdexcept>

#include <boost/random/sobol.hpp>

#include "sim/random/streams.hpp"

namespace entremise {

std::vector<double> sobol_sequence(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  if (dimensions == 0 || dimensions > most_sobol_dimensions)
    throw std::invalid_argument("a Sobol sequence of 1 to 3667 dimensions");
  const StreamKey key = stream_key({seed, 0}, process_id("digital shift"));
  std::vector<std::uint64_t> shift(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws(key, static_cast<std::uint32_t>(d), no_entity, 0);
    const std::uint64_t high = draws.word();
    shift[d] = high << 32 | draws.word();
  }
  boost::random::sobol sequence(dimensions);
  std::vector<double> out(points * dimensions);
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t d = 0; d < dimensions; ++d) {
      const std::uint64_t digits = (i == 0 ? 0 : sequence()) ^ shift[d];
      out[i * dimensions + d] = static_cast<double>(digits >> 11) * 0x1p-53;
    }
  return out;
}

SaltelliDesign saltelli_design(std::size_t dimensions, std::size_t base, std::uint64_t seed) {
  if (base < 2) throw std::invalid_argument("variance-based indices need two rows or more");
  const std::vector<double> both = sobol_sequence(base, 2 * dimensions, seed);
  SaltelliDesign design{dimensions, base, {}};
  design.points.reserve(design.size() * dimensions);
  for (std::size_t row = 0; row < base; ++row) {
    const double* const a = both.data() + row * 2 * dimensions;
    const double* const b = a + dimensions;
    design.points.insert(design.points.end(), a, a + dimensions);
    design.points.insert(design.points.end(), b, b + dimensions);
    for (std::size_t i = 0; i < dimensions; ++i) {
      design.points.insert(design.points.end(), a, a + dimensions);
      design.points[design.points.size() - dimensions + i] = b[i];
    }
  }
  return design;
}

}  // namespace entremise
