#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/territory/metrics/tally.hpp"

/// \file
/// What moved the means, and by how much.

namespace entremise::why {

/// Whose trust, interconnaissance, tension and engagement: all relations, or those between two types of actors, or one
/// actor's.
struct Focus {
  /// Both ways, or only what the first type (the actor) holds of the other, or only what is held of it.
  enum class Way : std::uint8_t { both, held_by, held_of };

  std::optional<std::array<territory::ActorType, 2>> types;
  std::optional<Actor> actor;
  Way way = Way::both;

  [[nodiscard]] territory::Amount amount(const territory::Standing& standing, territory::Tallied quantity) const;
};

/// How the mean of one quantity went over a span of months.
struct Course {
  std::optional<double> start, end;  ///< nothing where there was nobody to take the mean of
  /// By phase: what it added to the mean in all those months. Their sum is end − start but for the rounding of doubles.
  /// Relations (or offices) that come or go move a mean as well, in the phase that makes or ends them.
  std::vector<double> by_phase;

  [[nodiscard]] double moved() const noexcept { return start && end ? *end - *start : 0; }
};

/// By quantity, in the order of Tallied.
using Account = std::array<Course, territory::tallied_quantities>;

/// What moved the means of `focus` from the end of month `since` to the end of the last of `months`, which begin with
/// month 1. Months in which a mean comes into being or ends are no part of by_phase.
[[nodiscard]] Account account(std::span<const territory::MonthTally> months, std::uint32_t since, const Focus& focus);

}  // namespace entremise::why
