#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/engine/phase.hpp"

namespace entremise {

/// What happens in a month: phases in order. Two phases whose names are equal, or hash to the same 32-bit identity,
/// would share their luck: that does not compile.
template <class... Phases>
class Schedule {
  static constexpr bool distinct() {
    constexpr std::array<std::uint32_t, sizeof...(Phases)> ids{Phases::process...};
    for (std::size_t i = 0; i < ids.size(); ++i)
      for (std::size_t j = i + 1; j < ids.size(); ++j)
        if (ids[i] == ids[j]) return false;
    return true;
  }
  static_assert(distinct(), "two phases of a schedule share a name (or its 32-bit hash): rename one");

 public:
  explicit Schedule(Phases... phases) : phases_(std::move(phases)...) {}

  static constexpr std::size_t size = sizeof...(Phases);
  static constexpr std::array<std::string_view, size> names{Phases::name...};

  /// Simulates one month. `between(k)` is called before phase k (for timing, say).
  /// @returns false when stopped on request: the month is then unfinished and the world not to be used any more
  /// @throws PhaseError naming phase, month and entity when a kernel throws
  template <class World, class Between>
  bool advance(World& world, Luck luck, const std::stop_token& stop, Between between) const {
    world.begin_month();
    std::size_t k = 0;
    bool go_on = true;
    const auto step = [&](const auto& phase) {
      if (go_on && stop.stop_requested()) go_on = false;
      if (go_on && phase.enabled) {
        between(k);
        phase.run(world, luck);
#ifndef NDEBUG
        check_bounds(world, phase);
#endif
      }
      ++k;
    };
    std::apply([&](const auto&... phase) { (step(phase), ...); }, phases_);
    return go_on;
  }
  template <class World>
  bool advance(World& world, Luck luck, const std::stop_token& stop = {}) const {
    return advance(world, luck, stop, [](std::size_t) {});
  }

 private:
  template <class World, class Phase>
  static void check_bounds(const World& world, const Phase&) {
    check_columns(world, Phase::name, typename Phase::AccessType::Written{});
    check_columns(world, Phase::name, typename Phase::AccessType::Renewed{});
  }
  template <class World, class... Cs>
  static void check_columns([[maybe_unused]] const World& world, [[maybe_unused]] std::string_view phase, Columns<Cs...>) {
    (check_column<Cs>(world, phase), ...);
  }
  template <class C, class World>
  static void check_column(const World& world, std::string_view phase) {
    const auto values = world[C{}];
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!detail::within_bounds<C>(values[i]))
        throw PhaseError(phase, world.month(), {}, fmt::format("column '{}' leaves its bounds at index {}", C::name, i));
  }

  std::tuple<Phases...> phases_;
};

}  // namespace entremise
