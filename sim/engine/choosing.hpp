#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "sim/engine/phase.hpp"

/// \file
/// A kind of phase for actors who each look at one other: imitation, advice, meetings of two. A batch of actors chooses
/// first, and what they will read of those whom they chose is asked for from the memory; then the batch acts. A kernel
/// that chose and acted in one go would wait for every other in turn.

namespace entremise {

/// choice(ActorView, Draws&) -> std::optional<Actor>, then kernel(ActorView, Actor [, Draws&]) for each actor who chose
/// one; writes or renews columns of actors. The kernel's draws follow
/// those of the choice in the actor's stream.
template <Name N, class A, class Choice, class Kernel>
struct ChoosingPhase : PhaseBase<N> {
  using AccessType = A;       ///< what the phase has declared
  using View = ActorView<A>;  ///< what choice and kernel are given first
  static_assert(detail::only_per<Per::actor, typename A::Written> && detail::only_per<Per::actor, typename A::Renewed>,
                "an each_actor_choosing phase may only change columns of actors: to change relations, use "
                "each_relation");
  static_assert(std::is_invocable_r_v<std::optional<Actor>, const Choice&, View, Draws&>,
                "the choice of an each_actor_choosing phase takes (me, draws) and gives an actor, or nothing");
  static constexpr bool draws =
      std::invocable<const Kernel&, View, Actor, Draws&>;  ///< whether the kernel takes draws; the choice always does
  static_assert(draws || std::invocable<const Kernel&, View, Actor>,
                "the kernel of an each_actor_choosing phase takes (me, other) or (me, other, draws)");

  /// Of this choice and this kernel, switched on.
  ChoosingPhase(Choice c, Kernel k) : choice(std::move(c)), kernel(std::move(k)) {}
  Choice choice;  ///< whom an actor looks at, if anybody
  Kernel kernel;  ///< what the actor then does

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    detail::for_tiles(graph.actors(), [&](std::size_t first, std::size_t last) {
      run_tile(access, graph, month, key, static_cast<Actor>(first), static_cast<Actor>(last));
    });
    A::commit(world);
  }

 private:
  void run_tile(const A& access, const Graph& graph, std::uint32_t month, StreamKey key, Actor first,
                Actor last) const {
    const A local = access;
    const detail::Held<Choice> choose = choice;
    const detail::Held<Kernel> act = kernel;
    Actor at = first;  // for the message, should either throw
    try {
      detail::Stage<1> stage;
      std::array<Actor, detail::batch> who, whom;
      std::array<std::uint64_t, detail::batch> drawn;
      for (Actor base = first; base < last; base += detail::batch) {
        const Actor n = std::min<Actor>(detail::batch, last - base);
        std::uint32_t count = 0;
        detail::with_draws(
            stage, key, month, 0, n,
            [base](std::uint32_t k) {
              return Pair{base + k, no_entity};
            },
            [&](std::uint32_t k, Draws& stream) {
              at = base + k;
              local.carry_over(Per::actor, base + k);
              const std::optional<Actor> other = choose(View(local, graph, month, base + k), stream);
              who[count] = base + k;
              whom[count] = other.value_or(0);
              drawn[count] = stream.position();
              count += other ? 1 : 0;
              local.prefetch_actor(other.value_or(base + k));
            });
        for (std::uint32_t k = 0; k < count; ++k) {
          at = who[k];
          if constexpr (draws) {
            Draws stream(key, who[k], no_entity, month, {stage.words.data() + (who[k] - base), detail::batch, 1});
            while (stream.position() < drawn[k]) (void)stream.word();
            act(View(local, graph, month, who[k]), whom[k], stream);
          } else {
            act(View(local, graph, month, who[k]), whom[k]);
          }
        }
      }
    } catch (...) {
      detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(at));
    }
  }
};

/// A phase over actors who each choose another: `each_actor_choosing<"name">(choice, reads(...), writes(...),
/// renews(...), kernel)`. See ChoosingPhase.
template <Name N, class Choice, class... Parts>
[[nodiscard]] auto each_actor_choosing(Choice choice, Parts... parts) {
  static_assert(sizeof...(Parts) > 0, "a phase needs a kernel");
  std::tuple<Parts...> all(std::move(parts)...);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    using Kernel = std::tuple_element_t<sizeof...(I), decltype(all)>;
    return ChoosingPhase<N, AccessOf<std::tuple_element_t<I, decltype(all)>...>, Choice, Kernel>(
        std::move(choice), std::get<sizeof...(I)>(std::move(all)));
  }
  (std::make_index_sequence<sizeof...(Parts) - 1>{});
}

}  // namespace entremise
