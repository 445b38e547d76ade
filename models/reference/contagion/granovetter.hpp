#pragma once
#include <cstdint>
#include <vector>

#include "models/reference/check.hpp"
#include "sim/engine/schedule.hpp"

/// Thresholds of collective behaviour (Granovetter 1978): in a crowd where everybody sees everybody, one joins as soon
/// as so many others have; at every step all look at the step before.
///
/// Known answer (the same): with thresholds 0, 1, ..., 99 all hundred join, one after the other; let the one with
/// threshold 1 have 2 instead, and only one does. Exact.
namespace entremise::reference::granovetter {

inline constexpr struct Threshold {
  using Value = std::uint32_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "threshold", unit = "1", meaning = "how many must have joined before";
  static constexpr Value initial = 0, lower = 0, upper = 0xFFFFFFFFu;
} threshold;
inline constexpr struct Joined {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "joined", unit = "1", meaning = "1 for those who have joined";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} joined;

/// Thresholds, and who has joined.
using World = entremise::World<Threshold, Joined>;

/// Everybody looks at the step before, and joins if enough had.
[[nodiscard]] inline auto step() {
  return Schedule(each_actor<"granovetter.joining">(reads(threshold), renews(joined), [](auto me) {
    std::uint32_t others = 0;
    for (const Link link : me.links()) others += me.all(joined)[link.to];
    if (others >= me[threshold]) me.next(joined) = 1;
  }));
}

/// How many have joined in the end.
[[nodiscard]] std::uint32_t final_number(const std::vector<std::uint32_t>& thresholds);

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify(const Trial& trial);

}  // namespace entremise::reference::granovetter
