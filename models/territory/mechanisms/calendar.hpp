#pragma once
#include <cstdint>

#include "models/territory/parameters.hpp"
#include "sim/random/streams.hpp"

namespace entremise::territory {

/// The municipal calendar: when elections fall.
struct ElectionCalendar {
  std::uint32_t period;  ///< months between elections
  std::uint32_t first;   ///< month of the first one

  /// The scenario's calendar; with a random phase the first election falls in any month of a term, one draw a
  /// replicate.
  ElectionCalendar(const Parameters& p, Luck luck)
      : period(static_cast<std::uint32_t>(p["elections.period"])),
        first(static_cast<std::uint32_t>(p["elections.first"])) {
    if (p.is_on("elections.random_phase")) {
      Draws draws(stream_key(luck, process_id("election phase")), no_entity, no_entity, 0);
      first = 1 + draws.below(period);
    }
  }
  [[nodiscard]] constexpr bool is_election(std::uint32_t month) const noexcept {
    return month >= first && (month - first) % period == 0;
  }
  /// Whether `month` comes `delay` months after an election.
  [[nodiscard]] constexpr bool follows_election(std::uint32_t month, std::uint32_t delay) const noexcept {
    return month >= delay && is_election(month - delay);
  }
};

}  // namespace entremise::territory
