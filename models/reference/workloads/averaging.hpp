#pragma once
#include <array>
#include <cmath>
#include <utility>

#include "models/reference/workloads/start.hpp"
#include "sim/engine/around.hpp"
#include "sim/engine/schedule.hpp"

/// W2, averaging with bounded confidence: opinions uniform in [0, 1]; at every step one's opinion becomes the mean of
/// one's own and of the neighbours' that differ from it by at most 1/5 (Hegselmann & Krause 2002, on a graph); 20
/// steps. (At n = 10^5 the mean is near .498 and the variance near .0171.)
namespace entremise::reference::workloads::averaging {

/// How often.
inline constexpr std::uint32_t steps = 20;
/// The largest difference that still counts.
inline constexpr float confidence = 0.2f;

inline constexpr struct Opinion {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "opinion", unit = "1", meaning = "what an actor holds";
  static constexpr Value initial = 0.5f, lower = 0, upper = 1;
} opinion;

/// Opinions.
using World = entremise::World<Opinion>;

/// Everybody averages once, by the step before.
[[nodiscard]] inline auto step() {
  return Schedule(each_actor_around<"averaging.step">(opinion, renews(opinion), [](auto me, auto around) {
    const float mine = me[opinion];
    const auto [sum, count] = around.sum([mine](float other) {
      const float near = std::fabs(other - mine) <= confidence ? 1.0f : 0.0f;
      return std::array{near * other, near};
    });
    me.next(opinion) = (mine + sum) / (1 + count);
  }));
}

/// Opinions drawn uniformly.
[[nodiscard]] inline World start(Graph graph, Luck luck) {
  World world(std::move(graph));
  const StreamKey key = stream_key(luck, process_id("averaging.start"));
  for (Actor i = 0; i < world.graph().actors(); ++i)
    world.fill(opinion)[i] = Draws(key, i, no_entity, 0).uniform_float();
  return world;
}

}  // namespace entremise::reference::workloads::averaging
