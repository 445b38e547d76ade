#pragma once
#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "models/reference/workloads/start.hpp"
#include "sim/engine/schedule.hpp"

/// W1, a rumour or epidemic: susceptible, infected, recovered. In a step each infected neighbour infects a susceptible
/// with probability 1/20, independently; an infected recovers with probability 1/20. One in a hundred is infected at
/// first; 50 steps. (At n = 10^5 the end is near S .007, I .160, R .833.)
///
/// That k neighbours all fail has probability (1 - 1/20)^k: one draw decides for an actor.
namespace entremise::reference::workloads::rumour {

/// How often.
inline constexpr std::uint32_t steps = 50;
inline constexpr double infects = 0.05;         ///< probability that an infected neighbour infects, in a step
inline constexpr double recovers = 0.05;        ///< probability that an infected recovers, in a step
inline constexpr std::uint8_t susceptible = 0;  ///< may still be infected
inline constexpr std::uint8_t infected = 1;     ///< infects others
inline constexpr std::uint8_t recovered = 2;    ///< does neither any more

inline constexpr struct State {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "state", unit = "1", meaning = "0 susceptible, 1 infected, 2 recovered";
  static constexpr Value initial = susceptible, lower = susceptible, upper = recovered;
} state;

/// States.
using World = entremise::World<State>;

/// Of being infected by 0, 1, ... infected neighbours; beyond 127 it is as good as 1.
class Chances {
 public:
  /// Computed by the compiler.
  constexpr Chances() noexcept {
    double escapes = 1;
    for (double& p : of_) {
      p = 1 - escapes;
      escapes *= 1 - infects;
    }
  }
  /// With so many infected neighbours.
  [[nodiscard]] constexpr double operator[](std::uint32_t neighbours) const noexcept {
    return of_[std::min<std::size_t>(neighbours, of_.size() - 1)];
  }

 private:
  std::array<double, 128> of_{};
};
/// The table itself.
inline constexpr Chances chances;

/// One step, by the states of the step before.
[[nodiscard]] inline auto step() {
  return Schedule(each_actor<"rumour.step">(renews(state), [](auto me, Draws& draws) {
    if (me[state] == susceptible) {
      std::uint32_t k = 0;
      for (const Link link : me.links()) k += me.all(state)[link.to] == infected;
      if (draws.chance(chances[k])) me.next(state) = infected;
    } else if (me[state] == infected) {
      if (draws.chance(recovers)) me.next(state) = recovered;
    }
  }));
}

/// One actor in a hundred is infected, drawn uniformly.
[[nodiscard]] inline World start(Graph graph, Luck luck) {
  World world(std::move(graph));
  std::vector<Actor> ids(world.graph().actors());
  std::iota(ids.begin(), ids.end(), 0u);
  const auto order = keyed_order(ids, stream_key(luck, process_id("rumour.start")), 0);
  for (std::size_t i = 0; i < order.size() / 100; ++i) world.fill(state)[order[i]] = infected;
  return world;
}

/// Share of actors in a state.
[[nodiscard]] inline double share(const World& world, std::uint8_t of) {
  return static_cast<double>(std::ranges::count(world[state], of)) / world.graph().actors();
}

}  // namespace entremise::reference::workloads::rumour
