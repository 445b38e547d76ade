#pragma once
#include <cstdint>
#include <vector>

#include "models/reference/check.hpp"
#include "sim/engine/schedule.hpp"

/// Final size of a Markovian epidemic where everybody may meet everybody (Kermack & McKendrick 1927): a carrier meets
/// somebody, uniformly, at rate R0, and infects them if they are susceptible; it recovers for good at rate 1. Who is
/// infected in the end does not depend on when: events are drawn in turn, a meeting with probability R0 / (1 + R0).
///
/// Known answers as N grows, from one carrier: a major outbreak has probability 1 - 1/R0, and reaches the share z that
/// solves z = 1 - exp(-R0 z).
///
/// Protocol: N = 10 000, R0 = 1.5, 2 and 3, 2000 runs (200 in brief); major is more than 10 %; |z| ≤ 4.
namespace entremise::reference::final_size {

inline constexpr struct Health {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "health", unit = "1", meaning = "0 susceptible, 1 carrier, 2 recovered";
  static constexpr Value initial = 0, lower = 0, upper = 2;
} health;
inline constexpr struct Carriers {
  using Value = std::uint32_t;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "carriers", unit = "1", meaning = "number of carriers, then their actors";
  static constexpr Value initial = 0, lower = 0, upper = 0xFFFFFFFFu;
} carriers;

/// States of health; the number of carriers and who they are, so that one can be drawn.
using World = entremise::World<Health, Carriers>;

/// So many events.
[[nodiscard]] inline auto step(double r0, std::uint32_t count) {
  return Schedule(
      events<"final_size.events">(count, writes(health, carriers), [meets = r0 / (1 + r0)](auto all, Draws& draws) {
        const auto list = all[carriers];
        const auto state = all[health];
        std::uint32_t& alive = list[0];
        if (alive == 0) return;
        const std::uint32_t at = 1 + draws.below(alive);
        if (draws.chance(meets)) {
          const Actor other = draws.below(static_cast<std::uint32_t>(state.size()) - 1);
          const Actor met = other + (other >= list[at] ? 1 : 0);
          if (state[met] != 0) return;
          state[met] = 1;
          list[++alive] = met;
        } else {
          state[list[at]] = 2;
          list[at] = list[alive--];
        }
      }));
}

/// The positive solution of z = 1 - exp(-R0 z), R0 > 1, by Newton's method.
[[nodiscard]] double size_in_the_limit(double r0);

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify(const Trial& trial);

}  // namespace entremise::reference::final_size
