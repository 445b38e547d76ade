#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/territory/model.hpp"

/// \file
/// Where two runs with the same luck part.

namespace entremise::why {

using territory::World;

/// What differs between two territories in one column of the state, or in which relations there are
/// (under the name relations_themselves).
struct Difference {
  std::string_view column;
  std::size_t count = 0;        ///< of differing values
  std::vector<Actor> offices;   ///< the first few that differ, for columns of offices and of who is present
  std::vector<Pair> relations;  ///< the first few, for columns of relations and sides
  static constexpr std::size_t most_named = 6;
};

/// What differs, column by column. Values are compared to the bit, relations by the two that they tie. Left out is what
/// belongs to a scenario rather than to its territory: what facilitators know and are thought of, the book of hours and
/// sums, and offices that are yet to join.
[[nodiscard]] std::vector<Difference> differences(const World& one, const World& other);
/// Whether there is any; stops at the first.
[[nodiscard]] bool differ(const World& one, const World& other);

/// How far two territories have come apart.
struct Distance {
  std::size_t offices = 0, relations = 0;          ///< that differ in anything
  std::size_t of_other_type = 0;                   ///< relations that have another type, or are in one only
  std::size_t all_offices = 0, all_relations = 0;  ///< that either has
};
[[nodiscard]] Distance distance(const World& one, const World& other);

/// The month in which two runs part, and how.
struct Parting {
  std::uint32_t month = 0;  ///< 0: their territories differ from the start
  /// A phase after which more columns differ than before it.
  struct Step {
    std::size_t phase = 0;                ///< of phase_names(); meaningless at the start
    std::vector<Difference> differences;  ///< of the columns that did not differ before
  };
  std::vector<Step> steps;  ///< in the order of the month; the first is what parted them
};

/// How two runs part that were the same before this month and are not after it.
/// \param one, other  simulations of the two; left in the middle of nowhere
/// \param before  their states at the end of the month before
[[nodiscard]] Parting parting(territory::Simulation& one, const World& one_before, territory::Simulation& other,
                              const World& other_before);

}  // namespace entremise::why
