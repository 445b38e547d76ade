#include <utility>

#include "sim/graph/generator_checks.hpp"
#include "sim/graph/generators.hpp"

namespace entremise {

Graph complete(Actor actors) {
  const std::uint64_t count = pairs_among(actors);
  require(count < 1u << 31, "a complete graph of {} actors has too many relations", actors);
  std::vector<Pair> pairs;
  pairs.reserve(count);
  for (Actor a = 0; a < actors; ++a)
    for (Actor b = a + 1; b < actors; ++b) pairs.push_back({a, b});
  return Graph(actors, std::move(pairs));
}

Graph star(Actor actors) {
  std::vector<Pair> pairs;
  for (Actor b = 1; b < actors; ++b) pairs.push_back({0, b});
  return Graph(actors, std::move(pairs));
}

Graph ring(Actor actors, std::uint32_t neighbours) {
  check_ring(actors, neighbours);
  std::vector<Pair> pairs;
  for (std::uint32_t step = 1; step <= neighbours / 2; ++step)
    for (Actor a = 0; a < actors; ++a) pairs.push_back({a, static_cast<Actor>((std::uint64_t{a} + step) % actors)});
  return Graph(actors, std::move(pairs));
}

Graph lattice(std::uint32_t width, std::uint32_t height, bool periodic) {
  require(std::uint64_t{width} * height < 1u << 30, "a lattice of {} x {} is too large", width, height);
  require(!periodic || (width != 2 && height != 2),
          "on a periodic lattice of {} x {}, actors would meet the same neighbour on both sides", width, height);
  std::vector<Pair> pairs;
  const auto actor = [&](std::uint32_t x, std::uint32_t y) { return y % height * width + x % width; };
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x) {
      if (x + 1 < width || (periodic && width > 1)) pairs.push_back({actor(x, y), actor(x + 1, y)});
      if (y + 1 < height || (periodic && height > 1)) pairs.push_back({actor(x, y), actor(x, y + 1)});
    }
  return Graph(width * height, std::move(pairs));
}

}  // namespace entremise
