#include "analysis/designs/morris.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/random/streams.hpp"

namespace entremise {
namespace {

// One trajectory: its points, then which coordinate each step moved.
struct Trajectory {
  std::vector<double> points;
  std::vector<std::uint32_t> moved;
};

Trajectory trajectory(std::size_t dimensions, std::size_t levels, StreamKey key, std::uint32_t number) {
  Draws draws(key, number, no_entity, 0);
  Trajectory out;
  out.moved = draws.permutation(static_cast<std::uint32_t>(dimensions));
  const auto grid = [&](std::size_t level) { return static_cast<double>(level) / static_cast<double>(levels - 1); };
  const std::size_t jump = levels / 2;
  std::vector<std::size_t> now(dimensions), then(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    now[d] = draws.below(static_cast<std::uint32_t>(jump));
    then[d] = now[d] + jump;
    if (draws.chance(0.5)) std::swap(now[d], then[d]);
  }
  out.points.reserve((dimensions + 1) * dimensions);
  for (std::size_t step = 0; step <= dimensions; ++step) {
    if (step > 0) now[out.moved[step - 1]] = then[out.moved[step - 1]];
    for (const std::size_t level : now) out.points.push_back(grid(level));
  }
  return out;
}

// Sum of the distances of every point of one to every point of the other.
double distance(const Trajectory& x, const Trajectory& y, std::size_t dimensions) {
  double sum = 0;
  for (std::size_t i = 0; i < x.points.size(); i += dimensions)
    for (std::size_t j = 0; j < y.points.size(); j += dimensions) {
      double squares = 0;
      for (std::size_t d = 0; d < dimensions; ++d) {
        const double gap = x.points[i + d] - y.points[j + d];
        squares += gap * gap;
      }
      sum += std::sqrt(squares);
    }
  return sum;
}

}  // namespace

MorrisDesign morris_design(std::size_t dimensions, std::size_t trajectories, std::size_t levels, std::uint64_t seed,
                           std::size_t candidates) {
  if (dimensions == 0 || trajectories == 0) throw std::invalid_argument("a Morris design of nothing");
  if (levels < 2 || levels % 2 != 0) throw std::invalid_argument("a Morris design needs an even number of levels");
  const StreamKey key = stream_key({seed, 0}, process_id("Morris trajectories"));
  std::vector<Trajectory> drawn;
  for (std::size_t t = 0; t < std::max(candidates, trajectories); ++t)
    drawn.push_back(trajectory(dimensions, levels, key, static_cast<std::uint32_t>(t)));
  std::vector<std::size_t> kept{0};
  std::vector<double> spread(drawn.size(), 0);  // of each candidate to those kept
  while (kept.size() < trajectories) {
    std::size_t best = drawn.size();
    for (std::size_t t = 1; t < drawn.size(); ++t) {
      if (std::find(kept.begin(), kept.end(), t) != kept.end()) continue;
      if (drawn.size() > trajectories) {
        const double far = distance(drawn[kept.back()], drawn[t], dimensions);
        spread[t] += far * far;
      }
      if (best == drawn.size() || spread[t] > spread[best]) best = t;
    }
    kept.push_back(best);
  }
  MorrisDesign design{dimensions, trajectories, levels, {}, {}};
  for (const std::size_t t : kept) {
    design.points.insert(design.points.end(), drawn[t].points.begin(), drawn[t].points.end());
    design.moved.insert(design.moved.end(), drawn[t].moved.begin(), drawn[t].moved.end());
  }
  return design;
}

}  // namespace entremise
