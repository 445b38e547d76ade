#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/engine/column.hpp"
#include "sim/engine/phase.hpp"

namespace entremise {

namespace detail {

/// Which entity the value at `index` of a column belongs to.
template <Per per>
[[nodiscard]] Text owner_of([[maybe_unused]] const Graph& graph, [[maybe_unused]] std::size_t index) {
  if constexpr (per == Per::actor)
    return name_of(static_cast<Actor>(index));
  else if constexpr (per == Per::relation)
    return name_of(graph.pairs()[index]);
  else if constexpr (per == Per::side)
    return name_of(graph.pairs()[index / 2]);
  else
    return {};
}

/// @throws PhaseError if a value of the columns lies outside its bounds
template <class World, class... Cs>
void check_bounds([[maybe_unused]] const World& world, [[maybe_unused]] std::string_view phase, Columns<Cs...>) {
  [[maybe_unused]] const auto check = [&]<class C>(C column) {
    const auto values = world[column];
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!within_bounds<C>(values[i]))
        throw PhaseError(phase, world.month(), owner_of<C::per>(world.graph(), i),
                         fmt::format("column '{}' leaves its bounds at index {}", C::name, i));
  };
  (check(Cs{}), ...);
}

}  // namespace detail

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
  /// \param phases in the order in which they happen
  explicit Schedule(Phases... phases) : phases_(std::move(phases)...) {}

  static constexpr std::size_t size = sizeof...(Phases);  ///< number of phases, those switched off included
  static constexpr std::array<std::string_view, size> names{Phases::name...};  ///< of the phases, in order

  /// Simulates one month. `between(k)`, an observer, is called before each phase k that is not switched off (to time
  /// phases, or to see what each of them did). Debug builds check after each phase that the columns it changed lie
  /// within their bounds.
  /// @returns false when stopped on request: the month is then unfinished and the world not to be used any more
  /// @throws PhaseError naming phase, month and entity when a kernel throws, and phase and month when `between` does;
  ///         EnsembleAbort as it is
  template <class World, class Between>
  bool advance(World& world, Luck luck, const std::stop_token& stop, Between between) const {
    world.begin_month();
    std::size_t k = 0;
    bool go_on = true;
    const auto step = [&](const auto& phase) {
      go_on = go_on && !stop.stop_requested();
      if (go_on && phase.enabled) {
        try {
          between(k);
        } catch (...) {
          detail::rethrow_in_phase(phase.name, world.month(), {"observer before it", "observateur qui la précède"});
        }
        phase.run(world, luck);
#ifndef NDEBUG
        using Changed = typename std::remove_cvref_t<decltype(phase)>::AccessType;
        detail::check_bounds(world, phase.name, typename Changed::Written{});
        detail::check_bounds(world, phase.name, typename Changed::Renewed{});
#endif
      }
      ++k;
    };
    std::apply([&](const auto&... phase) { (step(phase), ...); }, phases_);
    return go_on;
  }
  /// The same with nobody called between phases.
  template <class World>
  bool advance(World& world, Luck luck, const std::stop_token& stop = {}) const {
    return advance(world, luck, stop, [](std::size_t) {});
  }

 private:
  std::tuple<Phases...> phases_;
};

}  // namespace entremise
