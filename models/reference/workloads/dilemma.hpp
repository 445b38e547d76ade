#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "models/reference/workloads/start.hpp"
#include "sim/engine/choosing.hpp"
#include "sim/engine/schedule.hpp"
#include "sim/random/elementary.hpp"

/// W3, a prisoner's dilemma with imitation (Nowak & May 1992; Szabó & Tőke 1998): from each cooperating neighbour a
/// cooperator earns 1 and a defector 1.2; then everybody looks at one neighbour, drawn uniformly, and takes its
/// strategy with probability 1 / (1 + exp(-10 (its payoff - mine))). Half cooperate at first; 20 steps. (At n = 10^5
/// about .20 cooperate at the end.)
namespace entremise::reference::workloads::dilemma {

/// How often.
inline constexpr std::uint32_t steps = 20;
/// What a defector earns from a cooperator.
inline constexpr float temptation = 1.2f;
/// How sharply payoffs are compared.
inline constexpr float intensity = 10;

inline constexpr struct Cooperates {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "cooperates", unit = "1", meaning = "1 for cooperators";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} cooperates;
inline constexpr struct Round {
  using Value = std::uint16_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "round", unit = "1",
                                    meaning =
                                        "the step's games: twice the cooperating neighbours, plus 1 for a "
                                        "cooperator";
  static constexpr Value initial = 0, lower = 0, upper = 0xFFFF;
} round;

/// Strategies, and what the step's games brought.
using World = entremise::World<Cooperates, Round>;

/// What the games of a Round earned.
[[nodiscard]] constexpr float payoff(std::uint16_t games) noexcept {
  return static_cast<float>(games / 2) * (games % 2 != 0 ? 1.0f : temptation);
}

/// Everybody plays, then imitates.
[[nodiscard]] inline auto step() {
  return Schedule(each_actor<"dilemma.games">(reads(cooperates), writes(round),
                                              [](auto me) {
                                                std::uint32_t helped = 0;
                                                for (const Link link : me.links())
                                                  helped += me.all(cooperates)[link.to];
                                                me[round] = static_cast<std::uint16_t>(2 * helped + me[cooperates]);
                                              }),
                  each_actor_choosing<"dilemma.imitation">(
                      [](auto me, Draws& draws) -> std::optional<Actor> {
                        const auto links = me.links();
                        if (links.empty()) return std::nullopt;
                        return links[draws.below(static_cast<std::uint32_t>(links.size()))].to;
                      },
                      reads(round), renews(cooperates),
                      [](auto me, Actor model, Draws& draws) {
                        const std::uint16_t mine = me[round], theirs = me.all(round)[model];
                        if (mine % 2 == theirs % 2) return;
                        const float p = elementary::logistic(intensity * (payoff(theirs) - payoff(mine)));
                        if (draws.chance(p)) me.next(cooperates) = theirs % 2;
                      }));
}

/// Half of the actors cooperate, drawn independently.
[[nodiscard]] inline World start(Graph graph, Luck luck) {
  World world(std::move(graph));
  const StreamKey key = stream_key(luck, process_id("dilemma.start"));
  for (Actor i = 0; i < world.graph().actors(); ++i)
    world.fill(cooperates)[i] = Draws(key, i, no_entity, 0).chance(0.5) ? 1 : 0;
  return world;
}

/// Share of actors who cooperate.
[[nodiscard]] inline double share(const World& world) {
  return static_cast<double>(std::ranges::count(world[cooperates], 1)) / world.graph().actors();
}

}  // namespace entremise::reference::workloads::dilemma
