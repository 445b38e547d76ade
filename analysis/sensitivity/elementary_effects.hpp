#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/designs/morris.hpp"
#include "analysis/sensitivity/replicated.hpp"

namespace entremise {

/// What Morris's method says of one input: by how much the mean outcome changes when the input goes through its whole
/// range, here and there in the space of all inputs.
struct ElementaryEffect {
  Estimate mean;         ///< μ: with its sign, opposite effects cancelling (Morris 1991)
  Estimate absolute;     ///< μ*: mean of the absolute values (Campolongo, Cariboni & Saltelli 2007)
  double deviation = 0;  ///< σ over the space, the luck of the replicates taken out; 0 where luck explains it all
  std::optional<double> noise;  ///< what μ* would be without any effect, by luck alone; none for one replicate
  bool idle = false;            ///< not one run was moved by it, not even by a bit
  bool within_noise = false;    ///< the interval of μ* reaches down to `noise`
};

struct ElementaryEffects {
  std::vector<ElementaryEffect> inputs;  ///< in the order of the coordinates
  bool constant = false;                 ///< every run gave the same
  /// Share of the variance of single runs that is luck, at points drawn as the design draws them; none for one
  /// replicate or one trajectory.
  std::optional<double> luck_share;
};

/// Elementary effects of one outcome at the points of a design, in their order. The replicates of one trajectory must
/// share their luck, those of different trajectories must not: then an effect is a paired difference, and trajectories
/// are independent of each other, so that the bootstrap over trajectories sees all the uncertainty there is.
///
/// The luck that is left in a mean over n replicates (own derivation, verified by simulation in the tests): an effect
/// is e + ε with Var ε = s² / n, where s² is the variance of the paired effect over the replicates. So the variance of
/// measured effects over trajectories exceeds σ² by the mean of s² / n, which is subtracted; and μ* of an input without
/// effect would be about sqrt(2/π) times the root of that mean, the mean of |ε| of a normal ε.
/// @param resamples of the bootstrap intervals @param seed of these
[[nodiscard]] ElementaryEffects elementary_effects(const MorrisDesign& design, const Replicated& outcome,
                                                   std::size_t resamples, std::uint64_t seed);

}  // namespace entremise
