#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Enlargement: new offices join, all at once, step by step, or step by step with a sponsor (that time to build trust
/// and thoughtful addition limit the risk: Johnston, Hicks, Nan & Auer 2010; that groups grow best slowly: Weber 2006).
/// Newcomers come from a wider distribution of positions, so that latent disagreement jumps; with nobody have they
/// evidence or work on disagreement. A sponsor, the newcomer's most trusted partner, introduces it: trust is
/// transferred through the sponsor as through a facilitator, r_ij += τ T_is T_sj.

namespace entremise::territory {

enum class EnlargementMode : std::uint8_t { big_bang, sequential, sponsored };

/// One enlargement of a scenario: the offices `first` to `first + count − 1` join.
struct Enlargement {
  std::uint32_t earliest = 0;  ///< month before which it does not begin
  EnlargementMode mode = EnlargementMode::sequential;
  std::uint32_t steps = 1, every = 1;
  std::uint32_t after_successes = 0;
  Actor first = 0;
  std::uint32_t count = 0;
  float spread = 1;  ///< of positions, against that of others

  /// How many have joined by the end of a month, `begun` being the month of the first step.
  [[nodiscard]] std::uint32_t joined_by(std::uint32_t month, std::uint32_t begun) const noexcept {
    if (mode == EnlargementMode::big_bang) return count;
    const std::uint32_t step = std::min(steps, (month - begun) / every + 1);
    return static_cast<std::uint32_t>((std::uint64_t{count} * step + steps - 1) / steps);
  }
  [[nodiscard]] bool brings(Actor i) const noexcept { return i >= first && i < first + count; }
};

/// The enlargements of a scenario whose territory has `actors` offices without them.
[[nodiscard]] std::vector<Enlargement> enlargements_of(const std::vector<Lever>& levers, std::size_t actors);

/// Value of `present` in the month in which an office joins.
inline constexpr std::uint8_t joining_now = 2;

inline auto newcomers(std::vector<Enlargement> enlargements) {
  return serial<"newcomers">(
      writes(present, enlargement_progress, ledger), [enlargements = std::move(enlargements)](auto world) {
        for (std::size_t k = 0; k < enlargements.size(); ++k) {
          const Enlargement& one = enlargements[k];
          EnlargementProgress& progress = world[enlargement_progress][k];
          for (std::uint32_t n = 0; n < progress.joined; ++n) world[present][one.first + n] = 1;
          if (progress.begun == 0) {
            if (world.month() < one.earliest || world[ledger][0].all_succeeded < std::int64_t{one.after_successes})
              continue;
            progress.begun = world.month();
          }
          const std::uint32_t by_now = one.joined_by(world.month(), progress.begun);
          for (; progress.joined < by_now; ++progress.joined) {
            world[present][one.first + progress.joined] = joining_now;
            ++world[ledger][0].newcomers;
          }
        }
      });
}

}  // namespace entremise::territory
