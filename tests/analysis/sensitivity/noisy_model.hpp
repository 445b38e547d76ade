#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/sensitivity/replicated.hpp"
#include "sim/random/streams.hpp"

namespace entremise {

/// Luck as replicates have it: a part that all points share, one that grows with the first coordinate, one of the
/// point.
struct NoiseSizes {
  double shared = 0, growing = 0, own = 0;
};

/// Runs a model at the points of a design. Points of one group share their luck, replicate by replicate.
inline Replicated run_model(const std::function<double(const double*)>& model, const std::vector<double>& points,
                            std::size_t dimensions, std::size_t group_size, std::size_t replicates, NoiseSizes noise,
                            std::uint64_t seed) {
  Replicated out{points.size() / dimensions, replicates, {}};
  const StreamKey key = stream_key({seed, 0}, process_id("noise of a test"));
  for (std::size_t p = 0; p < out.points; ++p) {
    const double* const x = points.data() + p * dimensions;
    const double mean = model(x);
    for (std::size_t r = 0; r < replicates; ++r) {
      Draws common(key, static_cast<std::uint32_t>(p / group_size), static_cast<std::uint32_t>(r), 1);
      Draws own(key, static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(r), 2);
      const double one = common.normal(), two = common.normal();
      out.values.push_back(mean + noise.shared * one + noise.growing * two * (x[0] - 0.5) + noise.own * own.normal());
    }
  }
  return out;
}

}  // namespace entremise
