#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/access.hpp"
#include "sim/engine/phase_error.hpp"
#include "sim/engine/tiles.hpp"
#include "sim/engine/world.hpp"
#include "sim/random/streams.hpp"

/// \file
/// The kinds of phase. A model makes them with the functions at the end, each_actor to events; a phase holds a kernel
/// and has run(world, luck), which does the phase's work of one month.

namespace entremise {

namespace detail {

template <Per per, class Declared>
inline constexpr bool only_per = true;
template <Per per, class... Cs>
inline constexpr bool only_per<per, Columns<Cs...>> = ((Cs::per == per) && ...);
template <class Declared>
inline constexpr bool only_of_relations = true;
template <class... Cs>
inline constexpr bool only_of_relations<Columns<Cs...>> = ((Cs::per == Per::relation || Cs::per == Per::side) && ...);

template <class A>
inline constexpr bool only_reads = A::Written::count == 0 && A::Renewed::count == 0;

}  // namespace detail

/// What all phases have in common: a name, which is the phase's identity in the key of its draws, and a switch.
template <Name N>
struct PhaseBase {
  static constexpr std::string_view name = N.view();  ///< as given where the phase was made
  static constexpr std::uint32_t process = N.hash();  ///< the name's identity in the key of its draws
  bool enabled = true;                                ///< false: the schedule passes it over; see only_if()
};

/// kernel(ActorView [, Draws&]) for each actor; writes or renews columns of actors.
template <Name N, class A, class Kernel, unsigned Blocks = 1>
struct ActorPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(detail::only_per<Per::actor, typename A::Written> && detail::only_per<Per::actor, typename A::Renewed>,
                "an each_actor phase may only change columns of actors: to change relations, use each_relation");
  using View = ActorView<A>;                                                  ///< what the kernel is given
  static constexpr bool draws = std::invocable<const Kernel&, View, Draws&>;  ///< whether the kernel takes draws
  static_assert(draws || std::invocable<const Kernel&, View>,
                "the kernel of an each_actor phase takes (me) or (me, draws)");

  /// Of this kernel, switched on.
  explicit ActorPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done; called by several threads at once unless the phase is sequential

  /// How many blocks of four words the kernel usually needs: they are drawn ahead, several actors at a time. A kernel
  /// that needs more gets them all the same, only more slowly. 0 where few actors draw at all.
  template <unsigned B>
  [[nodiscard]] ActorPhase<N, A, Kernel, B> blocks() const {
    ActorPhase<N, A, Kernel, B> phase(kernel);
    phase.enabled = this->enabled;
    return phase;
  }

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
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
    const detail::Held<Kernel> act = kernel;
    Actor at = first;  // for the message, should the kernel throw
    try {
      if constexpr (draws) {
        detail::Stage<Blocks> stage;
        for (Actor base = first; base < last; base += detail::batch) {
          detail::with_draws(
              stage, key, month, 0, std::min<Actor>(detail::batch, last - base),
              [base](std::uint32_t k) {
                return Pair{base + k, no_entity};
              },
              [&](std::uint32_t k, Draws& stream) {
                at = base + k;
                local.carry_over(Per::actor, base + k);
                act(View(local, graph, month, base + k), stream);
              });
        }
      } else {
        for (; at < last; ++at) {
          local.carry_over(Per::actor, at);
          act(View(local, graph, month, at));
        }
      }
    } catch (...) {
      detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(at));
    }
  }
};

/// No gate: the kernel sees every relation.
struct Always {};

/// kernel(RelationView [, Draws&]) for each relation, or for those that a gate lets through; writes or renews columns
/// of relations and sides.
template <Name N, class A, class Kernel, class Gate = Always, unsigned Blocks = 1>
struct RelationPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(detail::only_of_relations<typename A::Written> && detail::only_of_relations<typename A::Renewed>,
                "an each_relation phase may only change columns of relations or sides: actors gather in an each_actor "
                "phase");
  using View = RelationView<A>;                                               ///< what the kernel is given
  using GateView = RelationView<const A>;                                     ///< what the gate is given
  static constexpr bool gated = !std::is_same_v<Gate, Always>;                ///< whether there is a gate
  static constexpr bool draws = std::invocable<const Kernel&, View, Draws&>;  ///< whether the kernel takes draws
  static_assert(draws || std::invocable<const Kernel&, View>,
                "the kernel of an each_relation phase takes (relation) or (relation, draws)");
  static constexpr bool gate_draws =
      gated && std::invocable<const Gate&, GateView, Draws&>;  ///< whether the gate takes draws
  static_assert(!gated || gate_draws || std::predicate<const Gate&, GateView>,
                "the gate of an each_relation phase takes (relation) or (relation, draws) and says whether to let it "
                "through");

  /// Of this kernel and gate, switched on, in every month.
  explicit RelationPhase(Kernel k, Gate g = {}) : kernel(std::move(k)), gate(std::move(g)) {}
  Kernel kernel;                    ///< what is done; called by several threads at once unless the phase is sequential
  [[no_unique_address]] Gate gate;  ///< who is let through to the kernel
  bool rewired_only = false;        ///< see when_rewired()

  /// Lets only those relations through to the kernel for which `g(relation [, draws])` is true. The gate only looks. It
  /// draws from block 0 of the relation's stream, the kernel from block 1 on, so neither moves the other's luck.
  template <class G>
  [[nodiscard]] RelationPhase<N, A, Kernel, G, Blocks> when(G g) const {
    return with_switches_of_this(RelationPhase<N, A, Kernel, G, Blocks>(kernel, std::move(g)));
  }
  /// How many blocks of four words the kernel usually needs: they are drawn ahead, several relations at a time. A
  /// kernel that needs more gets them all the same, only more slowly. 0 where few relations draw at all.
  template <unsigned B>
  [[nodiscard]] RelationPhase<N, A, Kernel, Gate, B> blocks() const {
    return with_switches_of_this(RelationPhase<N, A, Kernel, Gate, B>(kernel, gate));
  }
  /// Runs only in months in which relations have come or gone before it.
  [[nodiscard]] RelationPhase when_rewired() const {
    RelationPhase phase = *this;
    phase.rewired_only = true;
    return phase;
  }

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    if (rewired_only && !world.rewired()) return;
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    detail::for_tiles(graph.relations(), [&](std::size_t first, std::size_t last) {
      run_tile(access, graph, month, key, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
    });
    A::commit(world);
  }

 private:
  template <class Phase>
  Phase with_switches_of_this(Phase phase) const {
    phase.enabled = this->enabled;
    phase.rewired_only = rewired_only;
    return phase;
  }

  void run_tile(const A& access, const Graph& graph, std::uint32_t month, StreamKey key, std::uint32_t first,
                std::uint32_t last) const {
    const A local = access;
    const detail::Held<Kernel> act = kernel;
    [[maybe_unused]] const detail::Held<Gate> let_through = gate;
    const Pair* const pairs = graph.pairs().data();
    std::uint32_t at = first;  // for the message, should the kernel throw
    try {
      if constexpr (!draws && !gated) {
        for (std::uint32_t base = first; base < last; base += detail::batch) {
          const std::uint32_t end = std::min<std::uint32_t>(last, base + detail::batch);
          for (std::uint32_t slot = base; slot < end; ++slot) local.prefetch_actor(pairs[slot].b);
          for (at = base; at < end; ++at) {
            carry(local, at);
            act(View(local, graph, month, at, pairs[at]));
          }
        }
      } else {
        [[maybe_unused]] detail::Stage<gate_draws ? 1 : 0> gate_stage;
        [[maybe_unused]] detail::Stage<draws ? Blocks : 0> stage;
        for (std::uint32_t base = first; base < last; base += detail::batch) {
          const std::uint32_t n = std::min<std::uint32_t>(detail::batch, last - base);
          for (std::uint32_t slot = base; slot < base + n; ++slot) local.prefetch_actor(pairs[slot].b);
          if constexpr (!gated) {
            detail::with_draws(
                stage, key, month, 0, n, [=](std::uint32_t k) { return pairs[base + k]; },
                [&](std::uint32_t k, Draws& stream) {
                  at = base + k;
                  carry(local, base + k);
                  act(View(local, graph, month, base + k, pairs[base + k]), stream);
                });
          } else {
            std::array<std::uint32_t, detail::batch> chosen;
            std::uint32_t count = 0;
            if constexpr (gate_draws) {
              detail::with_draws(
                  gate_stage, key, month, 0, n, [=](std::uint32_t k) { return pairs[base + k]; },
                  [&](std::uint32_t k, Draws& stream) {
                    at = base + k;
                    carry(local, base + k);
                    chosen[count] = base + k;
                    count += let_through(GateView(local, graph, month, base + k, pairs[base + k]), stream) ? 1 : 0;
                  });
            } else {
              for (std::uint32_t slot = base; slot < base + n; ++slot) {
                at = slot;
                carry(local, slot);
                chosen[count] = slot;
                count += let_through(GateView(local, graph, month, slot, pairs[slot])) ? 1 : 0;
              }
            }
            if (count == 0) continue;
            if constexpr (draws) {
              detail::with_draws(
                  stage, key, month, 1, count, [&](std::uint32_t k) { return pairs[chosen[k]]; },
                  [&](std::uint32_t k, Draws& stream) {
                    at = chosen[k];
                    act(View(local, graph, month, chosen[k], pairs[chosen[k]]), stream);
                  });
            } else {
              for (std::uint32_t k = 0; k < count; ++k) {
                at = chosen[k];
                act(View(local, graph, month, chosen[k], pairs[chosen[k]]));
              }
            }
          }
        }
      }
    } catch (...) {
      detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(pairs[at]));
    }
  }

  static void carry(const A& access, std::uint32_t slot) {
    access.carry_over(Per::relation, slot);
    access.carry_over(Per::side, slot);
  }
};

/// kernel(SerialView) once a month, on one thread; may write any column it declares. If it returns a Graph::Edit, the
/// graph is rewired so when it has finished.
template <Name N, class A, class Kernel>
struct SerialPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(A::Renewed::count == 0, "a serial phase writes in place: declare writes(...), not renews(...)");
  /// Of this kernel, switched on.
  explicit SerialPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done; called by several threads at once unless the phase is sequential

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    using View = SerialView<A, World>;
    static_assert(std::invocable<const Kernel&, View>, "the kernel of a serial phase takes (world)");
    const A access(world);
    const View view(access, world, stream_key(luck, PhaseBase<N>::process));
    try {
      if constexpr (std::is_same_v<std::invoke_result_t<const Kernel&, View>, Graph::Edit>)
        world.rewire(kernel(view));
      else
        kernel(view);
    } catch (...) {
      detail::rethrow_in_phase(PhaseBase<N>::name, world.month(), {});
    }
  }
};

/// kernel(ActorView, Draws&, Graph::Edit&) for each actor, in parallel: proposals of relations to add or to remove,
/// applied together when all have been heard (Graph::apply says how they combine). Each actor is handed an empty Edit.
template <Name N, class A, class Kernel>
struct ProposalPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(detail::only_reads<A>, "a propose phase changes the graph only; columns are written by other phases");
  using View = ActorView<A>;  ///< what the kernel is given
  static_assert(std::invocable<const Kernel&, View, Draws&, Graph::Edit&>,
                "the kernel of a propose phase takes (me, draws, proposals)");
  /// Of this kernel, switched on.
  explicit ProposalPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done; called by several threads at once unless the phase is sequential

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    std::vector<Graph::Edit> heard((graph.actors() + detail::tile - 1) / detail::tile);
    detail::for_tiles(graph.actors(), [&](std::size_t first, std::size_t last) {
      auto at = static_cast<Actor>(first);
      Graph::Edit& all = heard[first / detail::tile];
      try {
        Graph::Edit own;
        for (; at < last; ++at) {
          own.added.clear();
          own.removed.clear();
          Draws stream(key, at, no_entity, month);
          kernel(View(access, graph, month, at), stream, own);
          check(graph, own.added);
          check(graph, own.removed);
          append(all, own);
        }
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(at));
      }
    });
    Graph::Edit all;
    for (const Graph::Edit& edit : heard) append(all, edit);
    world.rewire(std::move(all));
  }

 private:
  static void append(Graph::Edit& to, const Graph::Edit& from) {
    to.added.insert(to.added.end(), from.added.begin(), from.added.end());
    to.removed.insert(to.removed.end(), from.removed.begin(), from.removed.end());
  }
  // Checked where it is proposed, so that the message can name the actor who did.
  static void check(const Graph& graph, const std::vector<Pair>& pairs) {
    for (const Pair pair : pairs) {
      if (pair.a == pair.b)
        throw std::invalid_argument(fmt::format("proposes a relation of actor {} with itself", pair.a));
      for (const Actor end : {pair.a, pair.b})
        if (end >= graph.actors())
          throw std::invalid_argument(fmt::format("proposes a relation with actor {}, who does not exist", end));
    }
  }
};

/// kernel(RelationView, Draws&) for each relation, in parallel: those for which it returns true end when all have been
/// asked.
template <Name N, class A, class Kernel>
struct RemovalPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(detail::only_reads<A>,
                "an end_relations phase changes the graph only; columns are written by other phases");
  using View = RelationView<A>;  ///< what the kernel is given
  static_assert(std::predicate<const Kernel&, View, Draws&>,
                "the kernel of an end_relations phase takes (relation, draws) and says whether the relation ends");
  /// Of this kernel, switched on.
  explicit RemovalPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done; called by several threads at once unless the phase is sequential

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    std::vector<std::vector<Pair>> ending((graph.relations() + detail::tile - 1) / detail::tile);
    detail::for_tiles(graph.relations(), [&](std::size_t first, std::size_t last) {
      auto at = static_cast<std::uint32_t>(first);
      const Pair* const pairs = graph.pairs().data();
      try {
        const A local = access;
        const detail::Held<Kernel> ends = kernel;
        for (; at < last; ++at) {
          Draws stream(key, pairs[at].a, pairs[at].b, month);
          if (ends(View(local, graph, month, at, pairs[at]), stream)) ending[first / detail::tile].push_back(pairs[at]);
        }
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(pairs[at]));
      }
    });
    Graph::Edit edit;
    for (const auto& some : ending) edit.removed.insert(edit.removed.end(), some.begin(), some.end());
    world.rewire(std::move(edit));
  }
};

/// kernel(WorldView, Actor, Draws&) for every actor in turn, in an order drawn anew each month, on one thread; each
/// sees what those before it did. The order is keyed by actor: one more actor leaves the others' order as it was.
template <Name N, class A, class Kernel>
struct InTurnPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(A::Renewed::count == 0, "a sequential phase writes in place: declare writes(...), not renews(...)");
  /// Of this kernel, switched on.
  explicit InTurnPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done; called by several threads at once unless the phase is sequential

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    using View = WorldView<A, World>;
    static_assert(std::invocable<const Kernel&, View, Actor, Draws&>,
                  "the kernel of an each_actor_in_turn phase takes (world, actor, draws)");
    const A access(world);
    const View view(access, world);
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    std::vector<Actor> order(world.graph().actors());
    for (Actor i = 0; i < order.size(); ++i) order[i] = i;
    order = keyed_order(order, key, world.month());
    for (const Actor i : order) {
      try {
        Draws stream(key, i, no_entity, world.month());
        kernel(view, i, stream);
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, world.month(), detail::name_of(i));
      }
    }
  }
};

/// kernel(WorldView, Draws&) a given number of times a month, one event after the other on one thread: for models that
/// are asynchronous by definition. Event e draws from the stream of (e, no_entity).
template <Name N, class A, class Kernel>
struct EventsPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(A::Renewed::count == 0, "a sequential phase writes in place: declare writes(...), not renews(...)");
  /// Of this kernel, switched on, of no events yet.
  explicit EventsPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;            ///< what is done; called by several threads at once unless the phase is sequential
  std::uint32_t count = 0;  ///< events a month

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws or proposes what cannot be, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    using View = WorldView<A, World>;
    static_assert(std::invocable<const Kernel&, View, Draws&>, "the kernel of an events phase takes (world, draws)");
    const A access(world);
    const View view(access, world);
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    for (std::uint32_t e = 0; e < count; ++e) {
      try {
        Draws stream(key, e, no_entity, world.month());
        kernel(view, stream);
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, world.month(), text("event {}", "événement {}", e));
      }
    }
  }
};

namespace detail {

// Makes a phase of its declarations and its kernel, which comes last.
template <template <Name, class, class> class Phase, Name N, class... Parts>
auto make_phase(Parts... parts) {
  static_assert(sizeof...(Parts) > 0, "a phase needs a kernel");
  std::tuple<Parts...> all(std::move(parts)...);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    using Kernel = std::tuple_element_t<sizeof...(I), decltype(all)>;
    return Phase<N, AccessOf<std::tuple_element_t<I, decltype(all)>...>, Kernel>(
        std::get<sizeof...(I)>(std::move(all)));
  }
  (std::make_index_sequence<sizeof...(Parts) - 1>{});
}
template <Name N, class A, class Kernel>
using PlainActorPhase = ActorPhase<N, A, Kernel>;
template <Name N, class A, class Kernel>
using PlainRelationPhase = RelationPhase<N, A, Kernel>;

}  // namespace detail

/// A phase over actors: `each_actor<"name">(reads(...), writes(...), renews(...), kernel)`; declarations in any order,
/// those that are not needed left out, the kernel last. See ActorPhase; so for the others.
template <Name N, class... Parts>
[[nodiscard]] auto each_actor(Parts... parts) {
  return detail::make_phase<detail::PlainActorPhase, N>(std::move(parts)...);
}
/// A phase over relations, likewise; see RelationPhase.
template <Name N, class... Parts>
[[nodiscard]] auto each_relation(Parts... parts) {
  return detail::make_phase<detail::PlainRelationPhase, N>(std::move(parts)...);
}
/// A phase that runs once a month on one thread, likewise; see SerialPhase.
template <Name N, class... Parts>
[[nodiscard]] auto serial(Parts... parts) {
  return detail::make_phase<SerialPhase, N>(std::move(parts)...);
}
/// A phase in which actors propose relations to add or remove, likewise; see ProposalPhase.
template <Name N, class... Parts>
[[nodiscard]] auto propose(Parts... parts) {
  return detail::make_phase<ProposalPhase, N>(std::move(parts)...);
}
/// A phase that ends relations, likewise; see RemovalPhase.
template <Name N, class... Parts>
[[nodiscard]] auto end_relations(Parts... parts) {
  return detail::make_phase<RemovalPhase, N>(std::move(parts)...);
}
/// A sequential phase over actors in random order, likewise; see InTurnPhase.
template <Name N, class... Parts>
[[nodiscard]] auto each_actor_in_turn(Parts... parts) {
  return detail::make_phase<InTurnPhase, N>(std::move(parts)...);
}
/// A sequential phase of `count` events a month, likewise; see EventsPhase.
template <Name N, class... Parts>
[[nodiscard]] auto events(std::uint32_t count, Parts... parts) {
  auto phase = detail::make_phase<EventsPhase, N>(std::move(parts)...);
  phase.count = count;
  return phase;
}

/// The phase, or nothing in its place: how a mechanism is switched off.
template <class Phase>
[[nodiscard]] Phase only_if(bool enabled, Phase phase) {
  phase.enabled = phase.enabled && enabled;
  return phase;
}

}  // namespace entremise
