#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/designs/sobol_sequence.hpp"
#include "analysis/sensitivity/replicated.hpp"

namespace entremise {

/// Shares of the variance of the mean outcome that one input brings about: alone, and with all its interactions. Where
/// the outcome hardly varies the estimates may lie outside 0 to 1; they are not cut.
struct SobolIndex {
  Estimate first, total;
  bool idle = false;          ///< not one run was moved by it, not even by a bit
  bool within_noise = false;  ///< the interval of the total index reaches 0
};

struct SobolIndices {
  std::vector<SobolIndex> inputs;    ///< in the order of the coordinates; empty where there is no variance to share out
  bool constant = false;             ///< every run gave the same
  double variance = 0;               ///< of the mean outcome over the input space, the luck taken out
  std::optional<double> luck_share;  ///< share of the variance of single runs that is luck; none for one replicate
};

/// First-order indices after Saltelli et al. (2010, Computer Physics Communications 181, table 2 b), total ones after
/// Jansen (1999, ibid. 117), from one outcome at the points of a design, in their order; the intervals are of the
/// bootstrap over rows (cautious: rows of a Sobol sequence lie more evenly than the independent ones it takes them
/// for). The replicates of one row must share their luck, those of different rows must not.
///
/// Indices are those of the mean over infinitely many replicates. Each estimator is a mean of products of two means
/// over the same n replicates, f(B) (f(A_B) − f(A)), (f(A) − f(A_B))² and f(A)²; luck adds to each the covariance of
/// its factors over n, which is estimated from the replicates and subtracted (`product_without_noise`; own derivation,
/// verified by simulation in the tests). With one replicate nothing can be subtracted: the total indices then hold
/// what inputs and luck do together.
/// @param resamples of the bootstrap intervals @param seed of these
[[nodiscard]] SobolIndices sobol_indices(const SaltelliDesign& design, const Replicated& outcome, std::size_t resamples,
                                         std::uint64_t seed);

}  // namespace entremise
