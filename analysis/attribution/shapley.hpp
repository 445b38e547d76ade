#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/sensitivity/replicated.hpp"

namespace entremise {

/// Which of several players take part: bit i for player i.
using Coalition = std::uint32_t;

inline constexpr std::size_t most_players = 31, most_exact_players = 12;

/// The coalitions that must be tried to share out what all players bring about together.
struct CoalitionDesign {
  std::size_t players = 0;
  std::vector<Coalition> coalitions;  ///< ascending; each at most once; the empty and the full one are among them
  /// Orders in which players join, each followed by its reverse; empty when all coalitions are tried.
  std::vector<std::vector<std::uint32_t>> orders;

  [[nodiscard]] bool exact() const noexcept { return orders.empty(); }
  [[nodiscard]] std::size_t position(Coalition coalition) const;
};

/// All 2^players coalitions. @throws std::invalid_argument for no player or more than `most_exact_players`
[[nodiscard]] CoalitionDesign all_coalitions(std::size_t players);

/// The coalitions of `pairs` random orders and their reverses (Castro, Gómez & Tejada 2009, Computers & Operations
/// Research 36, with antithetic orders: Mitchell, Cooper, Frank & Holmes 2022, JMLR 23), and those of one player, of
/// two, and of all but one. @throws std::invalid_argument for no player, more than `most_players`, or fewer than 2
/// pairs
[[nodiscard]] CoalitionDesign sampled_coalitions(std::size_t players, std::size_t pairs, std::uint64_t seed);

/// A mean with its 95 % interval; none for one replicate.
struct Effect {
  double value = 0;
  std::optional<Interval> interval;
  bool told = false;  ///< differs from 0 at 5 %, shared out among all effects of its kind (Bonferroni)
};

/// What players bring about, alone and together, as differences from what there is without any of them.
struct Attribution {
  Effect without, total;             ///< level without players; all players together less that
  std::vector<Effect> shares;        ///< Shapley values (Shapley 1953): they add up to the total, in each replicate
  std::vector<Effect> alone;         ///< each player without the others
  std::vector<Effect> last;          ///< what would be lost if it alone were left out
  std::vector<Effect> pairs;         ///< two together less the sum of each alone; (0,1), (0,2), …, (1,2), …
  std::vector<Effect> interactions;  ///< Shapley interaction index of the same pairs (Grabisch & Roubens 1999): the
                                     ///< same averaged over what the others do; only from all coalitions
  Effect surplus;                    ///< the total less the sum of each alone: above 0 super-additive
  bool constant = false;             ///< every run gave the same
};

/// Position of the pair of players i < j among `pairs`.
[[nodiscard]] std::size_t pair_index(std::size_t i, std::size_t j, std::size_t players) noexcept;

/// From one outcome of every coalition of the design; all coalitions share their luck, replicate by replicate.
/// Everything is computed in each replicate, and intervals are Student's over replicates. With sampled orders the
/// shares' intervals also hold the luck of the orders: the variances of the mean over replicates and over pairs of
/// orders are added, which is cautious since part of the luck is in both (two-way layout; Owen 2007, Annals of Applied
/// Statistics 1), with the fewer degrees of freedom of the two.
[[nodiscard]] Attribution attribute(const CoalitionDesign& design, const Replicated& outcome);

}  // namespace entremise
