#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <tbb/parallel_for.h>

#include "sim/engine/access.hpp"
#include "sim/engine/world.hpp"
#include "sim/random/streams.hpp"

namespace entremise {

/// A kernel that threw, with all that is needed to look for the reason.
class PhaseError : public std::runtime_error {
 public:
  PhaseError(std::string_view phase, std::uint32_t month, std::string entity, const std::string& what);
  [[nodiscard]] const std::string& phase() const noexcept { return phase_; }
  [[nodiscard]] std::uint32_t month() const noexcept { return month_; }
  /// "actor 7", "relation 3–12", or empty where the phase has no single entity.
  [[nodiscard]] const std::string& entity() const noexcept { return entity_; }
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  std::string phase_, entity_, reason_;
  std::uint32_t month_;
};

namespace detail {

/// Entities given to one task at a time. Fixed, so that nothing depends on the number of threads; large enough that a
/// small territory runs without a single task being made.
inline constexpr std::size_t tile = 4096;
/// Entities whose first draws are made together; a multiple of philox_lanes.
inline constexpr std::size_t batch = 64;

template <class F>
void for_tiles(std::size_t n, const F& f) {
  if (n <= tile) {
    if (n > 0) f(std::size_t{0}, n);
    return;
  }
  tbb::parallel_for(std::size_t{0}, (n + tile - 1) / tile, [&](std::size_t k) { f(k * tile, std::min(n, (k + 1) * tile)); });
}

[[noreturn]] void rethrow_in_phase(std::string_view phase, std::uint32_t month, std::string entity);
[[nodiscard]] std::string actor_name(Actor id);
[[nodiscard]] std::string relation_name(Pair pair);

template <Per per, class Declared>
inline constexpr bool only_per = true;
template <Per per, class... Cs>
inline constexpr bool only_per<per, Columns<Cs...>> = ((Cs::per == per) && ...);
template <class Declared>
inline constexpr bool only_of_relations = true;
template <class... Cs>
inline constexpr bool only_of_relations<Columns<Cs...>> = ((Cs::per == Per::relation || Cs::per == Per::side) && ...);

// A stage of words drawn ahead for up to `batch` entities.
template <unsigned Blocks>
struct Stage {
  alignas(64) std::array<std::uint32_t, batch> a, b;
  alignas(64) std::array<std::uint32_t, std::size_t{4} * Blocks * batch> words;
};

}  // namespace detail

/// What all phases have in common: a name, which is the phase's identity in the key of its draws, and a switch.
template <Name N>
struct PhaseBase {
  static constexpr std::string_view name = N.view();
  static constexpr std::uint32_t process = N.hash();
  bool enabled = true;
};

/// kernel(ActorView [, Draws&]) for each actor; writes or renews columns of actors.
template <Name N, class A, class Kernel>
struct ActorPhase : PhaseBase<N> {
  using AccessType = A;
  static_assert(detail::only_per<Per::actor, typename A::Written> && detail::only_per<Per::actor, typename A::Renewed>,
                "an each_actor phase may only change columns of actors: to change relations, use each_relation");
  using View = ActorView<A>;
  static constexpr bool draws = std::invocable<const Kernel&, View, Draws&>;
  static_assert(draws || std::invocable<const Kernel&, View>, "the kernel of an each_actor phase takes (me) or (me, draws)");

  explicit ActorPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;

  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    detail::for_tiles(graph.actors(), [&](std::size_t first, std::size_t last) {
      const A local = access;
      auto i = static_cast<Actor>(first);
      try {
        for (; i < last; ++i) {
          local.carry_over(Per::actor, i);
          if constexpr (draws) {
            Draws stream(key, i, no_entity, month);
            kernel(View(local, graph, month, i), stream);
          } else {
            kernel(View(local, graph, month, i));
          }
        }
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::actor_name(i));
      }
    });
    A::commit(world);
  }
};

/// No gate: the kernel sees every relation.
struct Always {};

/// kernel(RelationView [, Draws&]) for each relation, or for those that a gate lets through; writes or renews columns
/// of relations and sides.
template <Name N, class A, class Kernel, class Gate = Always, unsigned Blocks = 1>
struct RelationPhase : PhaseBase<N> {
  using AccessType = A;
  static_assert(detail::only_of_relations<typename A::Written> && detail::only_of_relations<typename A::Renewed>,
                "an each_relation phase may only change columns of relations or sides: actors gather in an each_actor "
                "phase");
  using View = RelationView<A>;
  static constexpr bool gated = !std::is_same_v<Gate, Always>;
  static constexpr bool draws = std::invocable<const Kernel&, View, Draws&>;
  static_assert(draws || std::invocable<const Kernel&, View>,
                "the kernel of an each_relation phase takes (relation) or (relation, draws)");
  static constexpr bool gate_draws = gated && std::invocable<const Gate&, View, Draws&>;

  RelationPhase(Kernel k, Gate g) : kernel(std::move(k)), gate(std::move(g)) {}
  Kernel kernel;
  [[no_unique_address]] Gate gate;
  bool rewired_only = false;

  /// Lets only those relations through to the kernel for which `g(relation [, draws])` is true. The gate draws from
  /// block 0 of the relation's stream, the kernel from block 1 on, so neither moves the other's luck.
  template <class G>
  [[nodiscard]] RelationPhase<N, A, Kernel, G, Blocks> when(G g) const {
    RelationPhase<N, A, Kernel, G, Blocks> phase(kernel, std::move(g));
    phase.enabled = this->enabled;
    phase.rewired_only = rewired_only;
    return phase;
  }
  /// How many blocks of four words the kernel usually needs: they are drawn ahead, several relations at a time. A kernel
  /// that needs more gets them all the same, only more slowly.
  template <unsigned B>
  [[nodiscard]] RelationPhase<N, A, Kernel, Gate, B> blocks() const {
    RelationPhase<N, A, Kernel, Gate, B> phase(kernel, gate);
    phase.enabled = this->enabled;
    phase.rewired_only = rewired_only;
    return phase;
  }
  /// Runs only in months in which relations have come or gone.
  [[nodiscard]] RelationPhase when_rewired() const {
    RelationPhase phase = *this;
    phase.rewired_only = true;
    return phase;
  }

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
  void run_tile(const A& access, const Graph& graph, std::uint32_t month, StreamKey key, std::uint32_t first, std::uint32_t last) const {
    const A local = access;
    const Pair* const pairs = graph.pairs().data();
    std::uint32_t at = first;  // for the message, should the kernel throw
    try {
      if constexpr (!draws && !gated) {
        for (; at < last; ++at) {
          carry(local, at);
          kernel(View(local, graph, month, at, pairs[at]));
        }
      } else {
        detail::Stage<gated ? 1 : Blocks> gate_stage;
        [[maybe_unused]] detail::Stage<gated && draws ? Blocks : 1> stage;
        for (std::uint32_t base = first; base < last; base += detail::batch) {
          const std::uint32_t n = std::min<std::uint32_t>(detail::batch, last - base);
          if constexpr (!gated) {
            draw_ahead<Blocks>(gate_stage, key, month, 0, n, [&](std::uint32_t k) { return pairs[base + k]; });
            for (std::uint32_t k = 0; k < n; ++k) {
              at = base + k;
              carry(local, at);
              Draws stream(key, pairs[at].a, pairs[at].b, month, ready<Blocks>(gate_stage, 0, k));
              kernel(View(local, graph, month, at, pairs[at]), stream);
            }
          } else {
            std::array<std::uint32_t, detail::batch> chosen;
            std::uint32_t count = 0;
            if constexpr (gate_draws) {
              draw_ahead<1>(gate_stage, key, month, 0, n, [&](std::uint32_t k) { return pairs[base + k]; });
              for (std::uint32_t k = 0; k < n; ++k) {
                at = base + k;
                carry(local, at);
                Draws stream(key, pairs[at].a, pairs[at].b, month, ready<1>(gate_stage, 0, k));
                chosen[count] = at;
                count += gate(View(local, graph, month, at, pairs[at]), stream) ? 1 : 0;
              }
            } else {
              for (std::uint32_t k = 0; k < n; ++k) {
                at = base + k;
                carry(local, at);
                chosen[count] = at;
                count += gate(View(local, graph, month, at, pairs[at])) ? 1 : 0;
              }
            }
            if (count == 0) continue;
            if constexpr (draws) {
              draw_ahead<Blocks>(stage, key, month, 1, count, [&](std::uint32_t k) { return pairs[chosen[k]]; });
              for (std::uint32_t k = 0; k < count; ++k) {
                at = chosen[k];
                Draws stream(key, pairs[at].a, pairs[at].b, month, ready<Blocks>(stage, 1, k));
                stream.skip_to(1);
                kernel(View(local, graph, month, at, pairs[at]), stream);
              }
            } else {
              for (std::uint32_t k = 0; k < count; ++k) {
                at = chosen[k];
                kernel(View(local, graph, month, at, pairs[at]));
              }
            }
          }
        }
      }
    } catch (...) {
      detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::relation_name(pairs[at]));
    }
  }

  static void carry(const A& access, std::uint32_t slot) {
    access.carry_over(Per::relation, slot);
    access.carry_over(Per::side, slot);
  }

  template <unsigned B, class Stage, class PairOf>
  static void draw_ahead(Stage& stage, StreamKey key, std::uint32_t month, std::uint32_t block, std::uint32_t n, PairOf pair_of) {
    for (std::uint32_t k = 0; k < n; ++k) {
      const Pair pair = pair_of(k);
      stage.a[k] = pair.a;
      stage.b[k] = pair.b;
    }
    philox_batch(std::span(stage.a).first(n), std::span(stage.b).first(n), month, block, B, key.words, stage.words.data(), detail::batch);
  }
  template <unsigned B, class Stage>
  static ReadyBlocks ready(const Stage& stage, std::uint32_t block, std::uint32_t k) {
    return {stage.words.data() + k, detail::batch, B, block};
  }
};

/// kernel(WorldView) once a month, on one thread; may write any column it declares. If it returns a Graph::Edit, the
/// graph is rewired so when it has finished.
template <Name N, class A, class Kernel>
struct SerialPhase : PhaseBase<N> {
  using AccessType = A;
  explicit SerialPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;

  template <class World>
  void run(World& world, Luck luck) const {
    static_assert(A::Renewed::count == 0, "a serial phase writes in place: declare writes(...), not renews(...)");
    using View = WorldView<A, World>;
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
/// applied together when all have been heard.
template <Name N, class A, class Kernel>
struct ProposalPhase : PhaseBase<N> {
  using AccessType = A;
  static_assert(A::Written::count == 0 && A::Renewed::count == 0, "a propose phase changes the graph only; columns are written by other phases");
  explicit ProposalPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;

  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    std::vector<Graph::Edit> wishes((graph.actors() + detail::tile - 1) / detail::tile);
    detail::for_tiles(graph.actors(), [&](std::size_t first, std::size_t last) {
      auto i = static_cast<Actor>(first);
      Graph::Edit& wish = wishes[first / detail::tile];
      try {
        for (; i < last; ++i) {
          Draws stream(key, i, no_entity, month);
          const std::size_t added = wish.added.size(), removed = wish.removed.size();
          kernel(ActorView<A>(access, graph, month, i), stream, wish);
          check(graph, wish.added, added);
          check(graph, wish.removed, removed);
        }
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::actor_name(i));
      }
    });
    Graph::Edit all;
    for (Graph::Edit& wish : wishes) {
      all.added.insert(all.added.end(), wish.added.begin(), wish.added.end());
      all.removed.insert(all.removed.end(), wish.removed.begin(), wish.removed.end());
    }
    if (!all.added.empty() || !all.removed.empty()) world.rewire(std::move(all));
  }

 private:
  // Checked where it is proposed, so that the message can name the actor who did.
  static void check(const Graph& graph, const std::vector<Pair>& pairs, std::size_t from) {
    for (std::size_t k = from; k < pairs.size(); ++k) {
      if (pairs[k].a == pairs[k].b) throw std::invalid_argument("proposes a relation of " + detail::actor_name(pairs[k].a) + " with itself");
      for (const Actor end : {pairs[k].a, pairs[k].b})
        if (end >= graph.actors()) throw std::invalid_argument("proposes a relation with " + detail::actor_name(end) + ", who does not exist");
    }
  }
};

/// kernel(RelationView, Draws&) for each relation, in parallel: those for which it returns true end when all have been
/// asked.
template <Name N, class A, class Kernel>
struct RemovalPhase : PhaseBase<N> {
  using AccessType = A;
  static_assert(A::Written::count == 0 && A::Renewed::count == 0, "an end_relations phase changes the graph only; columns are written by other phases");
  explicit RemovalPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;

  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    std::vector<std::vector<Pair>> ending((graph.relations() + detail::tile - 1) / detail::tile);
    detail::for_tiles(graph.relations(), [&](std::size_t first, std::size_t last) {
      auto slot = static_cast<std::uint32_t>(first);
      try {
        for (; slot < last; ++slot) {
          const Pair pair = graph.pairs()[slot];
          Draws stream(key, pair.a, pair.b, month);
          if (kernel(RelationView<A>(access, graph, month, slot, pair), stream)) ending[first / detail::tile].push_back(pair);
        }
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::relation_name(graph.pairs()[slot]));
      }
    });
    Graph::Edit edit;
    for (const auto& some : ending) edit.removed.insert(edit.removed.end(), some.begin(), some.end());
    if (!edit.removed.empty()) world.rewire(std::move(edit));
  }
};

/// kernel(WorldView, Actor, Draws&) for every actor in turn, in an order drawn anew each month, on one thread; each
/// sees what those before it did. The order is keyed by actor: one more actor leaves the others' order as it was.
template <Name N, class A, class Kernel>
struct InTurnPhase : PhaseBase<N> {
  using AccessType = A;
  explicit InTurnPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;

  template <class World>
  void run(World& world, Luck luck) const {
    static_assert(A::Renewed::count == 0, "a sequential phase writes in place: declare writes(...), not renews(...)");
    const A access(world);
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    const WorldView<A, World> view(access, world, key);
    std::vector<std::uint32_t> order(world.graph().actors());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    order = keyed_order(order, key, world.month());
    for (const Actor i : order) {
      try {
        Draws stream(key, i, no_entity, world.month());
        stream.skip_to(1);  // block 0 gave the order
        kernel(view, i, stream);
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, world.month(), detail::actor_name(i));
      }
    }
  }
};

/// kernel(WorldView, Draws&) a given number of times a month, one event after the other on one thread: for models that
/// are asynchronous by definition. Event e draws from the stream of (e, nobody).
template <Name N, class A, class Kernel>
struct EventsPhase : PhaseBase<N> {
  using AccessType = A;
  EventsPhase(std::uint32_t n, Kernel k) : count(n), kernel(std::move(k)) {}
  std::uint32_t count;
  Kernel kernel;

  template <class World>
  void run(World& world, Luck luck) const {
    static_assert(A::Renewed::count == 0, "a sequential phase writes in place: declare writes(...), not renews(...)");
    const A access(world);
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    const WorldView<A, World> view(access, world, key);
    for (std::uint32_t e = 0; e < count; ++e) {
      try {
        Draws stream(key, e, no_entity, world.month());
        kernel(view, stream);
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, world.month(), "event " + std::to_string(e));
      }
    }
  }
};

namespace detail {
// Separates the kernel, which comes last, from the declarations before it.
template <template <Name, class, class> class Phase, Name N, class Tuple, std::size_t... I>
auto make_phase(Tuple&& all, std::index_sequence<I...>) {
  using T = std::remove_reference_t<Tuple>;
  using Kernel = std::tuple_element_t<sizeof...(I), T>;
  return Phase<N, AccessOf<std::tuple_element_t<I, T>...>, Kernel>(std::get<sizeof...(I)>(std::forward<Tuple>(all)));
}
template <Name N, class A, class Kernel>
struct PlainRelationPhase : RelationPhase<N, A, Kernel> {
  explicit PlainRelationPhase(Kernel k) : RelationPhase<N, A, Kernel>(std::move(k), Always{}) {}
};
}  // namespace detail

/// A phase over actors: `each_actor<"name">(reads(…), writes(…), renews(…), kernel)`; declarations in any order, those
/// that are not needed left out, the kernel last.
template <Name N, class... Parts>
[[nodiscard]] auto each_actor(Parts... parts) {
  return detail::make_phase<ActorPhase, N>(std::tuple<Parts...>(std::move(parts)...), std::make_index_sequence<sizeof...(Parts) - 1>{});
}
/// A phase over relations, likewise.
template <Name N, class... Parts>
[[nodiscard]] auto each_relation(Parts... parts) {
  auto plain = detail::make_phase<detail::PlainRelationPhase, N>(std::tuple<Parts...>(std::move(parts)...), std::make_index_sequence<sizeof...(Parts) - 1>{});
  return static_cast<const RelationPhase<N, typename decltype(plain)::AccessType, decltype(plain.kernel)>&>(plain);
}
/// A phase that runs once a month on one thread, likewise; see SerialPhase.
template <Name N, class... Parts>
[[nodiscard]] auto serial(Parts... parts) {
  return detail::make_phase<SerialPhase, N>(std::tuple<Parts...>(std::move(parts)...), std::make_index_sequence<sizeof...(Parts) - 1>{});
}
/// A phase in which actors propose relations to add or remove, likewise; see ProposalPhase.
template <Name N, class... Parts>
[[nodiscard]] auto propose(Parts... parts) {
  return detail::make_phase<ProposalPhase, N>(std::tuple<Parts...>(std::move(parts)...), std::make_index_sequence<sizeof...(Parts) - 1>{});
}
/// A phase that ends relations, likewise; see RemovalPhase.
template <Name N, class... Parts>
[[nodiscard]] auto end_relations(Parts... parts) {
  return detail::make_phase<RemovalPhase, N>(std::tuple<Parts...>(std::move(parts)...), std::make_index_sequence<sizeof...(Parts) - 1>{});
}
/// A sequential phase over actors in random order, likewise; see InTurnPhase.
template <Name N, class... Parts>
[[nodiscard]] auto each_actor_in_turn(Parts... parts) {
  return detail::make_phase<InTurnPhase, N>(std::tuple<Parts...>(std::move(parts)...), std::make_index_sequence<sizeof...(Parts) - 1>{});
}
/// A sequential phase of `count` events, likewise; see EventsPhase.
template <Name N, class... Parts>
[[nodiscard]] auto events(std::uint32_t count, Parts... parts) {
  auto tuple = std::tuple<Parts...>(std::move(parts)...);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    using T = decltype(tuple);
    using Kernel = std::tuple_element_t<sizeof...(I), T>;
    return EventsPhase<N, AccessOf<std::tuple_element_t<I, T>...>, Kernel>(count, std::get<sizeof...(I)>(std::move(tuple)));
  }(std::make_index_sequence<sizeof...(Parts) - 1>{});
}

/// The phase, or nothing in its place: how a mechanism is switched off.
template <class Phase>
[[nodiscard]] Phase only_if(bool enabled, Phase phase) {
  phase.enabled = phase.enabled && enabled;
  return phase;
}

}  // namespace entremise
