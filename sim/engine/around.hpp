#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/engine/phase.hpp"

/// \file
/// A kind of phase for kernels that look at one value of every neighbour: averaging, counting, games. The values are
/// gathered for many actors in one go, in a loop that nothing interrupts, so that the memory is asked for the next
/// while the last have not come yet; a kernel that follows its links itself waits at the end of every row.

namespace entremise {

/// One value of every neighbour of an actor, in the order of its links.
template <class Value>
class Around {
 public:
  static constexpr std::size_t lanes = 16;  ///< of sum()

  /// \param first followed by `size` values, and by `lanes` - 1 more that may be read and mean nothing
  Around(const Value* first, std::size_t size) noexcept : first_(first), size_(size) {}

  /// The value of the first link.
  [[nodiscard]] const Value* begin() const noexcept { return first_; }
  /// Behind that of the last link.
  [[nodiscard]] const Value* end() const noexcept { return first_ + size_; }
  /// How many relations the actor has.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// The sum of f(value), a number or an std::array of numbers (a sum for each element), taken in sixteen lanes: the
  /// n-th value goes to lane n modulo 16, and the lanes are added in a fixed order. So it has the same bits in every
  /// build, and takes a fraction of the time of adding one after the other. `f` must be a pure function, as it is also
  /// called for values that are not among these.
  template <class F>
  [[nodiscard]] auto sum(const F& f) const noexcept {
    using Result = std::remove_cvref_t<decltype(f(std::declval<Value>()))>;
    if constexpr (std::is_arithmetic_v<Result>) {
      return sum([&f](Value value) { return std::array{f(value)}; })[0];
    } else {
      using Number = typename Result::value_type;
      constexpr std::size_t sums = std::tuple_size_v<Result>;
      alignas(64) Number of[sums][lanes] = {};
      for (std::size_t base = 0; base < size_; base += lanes) {
        const auto here = static_cast<std::int32_t>(std::min(lanes, size_ - base));
        for (std::int32_t lane = 0; lane < static_cast<std::int32_t>(lanes); ++lane) {
          const Result one = f(first_[base + static_cast<std::size_t>(lane)]);
          for (std::size_t k = 0; k < sums; ++k) of[k][lane] += lane < here ? one[k] : Number{};
        }
      }
      Result result{};
      for (std::size_t k = 0; k < sums; ++k) {
        std::array<Number, 8> eight;
        std::array<Number, 4> four;
        for (std::size_t lane = 0; lane < 8; ++lane) eight[lane] = of[k][lane] + of[k][lane + 8];
        for (std::size_t lane = 0; lane < 4; ++lane) four[lane] = eight[lane] + eight[lane + 4];
        result[k] = (four[0] + four[2]) + (four[1] + four[3]);
      }
      return result;
    }
  }

 private:
  const Value* first_;
  std::size_t size_;
};

/// kernel(ActorView, Around<Value> [, Draws&]) for each actor, which sees the values that the column Gathered has for
/// the far ends of its links; writes or renews columns of actors.
template <Name N, class Gathered, class A, class Kernel>
struct AroundPhase : PhaseBase<N> {
  using AccessType = A;                    ///< what the phase has declared
  using Value = typename Gathered::Value;  ///< of the column that is gathered
  using View = ActorView<A>;               ///< what the kernel is given first
  static_assert(Gathered::per == Per::actor, "an each_actor_around phase gathers a column of actors");
  static_assert(A::template readable_anywhere<Gathered>,
                "an each_actor_around phase reads the column that it gathers: declare reads(column) or renews(column)");
  static_assert(detail::only_per<Per::actor, typename A::Written> && detail::only_per<Per::actor, typename A::Renewed>,
                "an each_actor_around phase may only change columns of actors: to change relations, use each_relation");
  static constexpr bool draws =
      std::invocable<const Kernel&, View, Around<Value>, Draws&>;  ///< whether the kernel takes draws
  static_assert(draws || std::invocable<const Kernel&, View, Around<Value>>,
                "the kernel of an each_actor_around phase takes (me, around) or (me, around, draws)");

  /// Of this kernel, switched on.
  explicit AroundPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done, for one actor at a time, on several threads at once

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
    const detail::Held<Kernel> act = kernel;
    const Value* const of = local.template array<Gathered>().now;
    std::vector<Value> gathered;
    Actor at = first;  // for the message, should the kernel throw
    try {
      detail::Stage<draws ? 1 : 0> stage;
      for (Actor base = first; base < last; base += detail::batch) {
        const Actor n = std::min<Actor>(detail::batch, last - base);
        const Link* const links = graph.links(base).data();  // rows lie one behind the other
        const auto count =
            static_cast<std::size_t>(graph.links(base + n - 1).data() + graph.links(base + n - 1).size() - links);
        if (gathered.size() < count + Around<Value>::lanes) gathered.resize(count + count / 2 + Around<Value>::lanes);
        Value* const to = gathered.data();
        for (std::size_t k = 0; k < count; ++k) to[k] = of[links[k].to];
        const auto around = [&](Actor i) {
          const auto row = graph.links(i);
          return Around<Value>(to + (row.data() - links), row.size());
        };
        if constexpr (draws) {
          detail::with_draws(
              stage, key, month, 0, n,
              [base](std::uint32_t k) {
                return Pair{base + k, no_entity};
              },
              [&](std::uint32_t k, Draws& stream) {
                at = base + k;
                local.carry_over(Per::actor, base + k);
                act(View(local, graph, month, base + k), around(base + k), stream);
              });
        } else {
          for (at = base; at < base + n; ++at) {
            local.carry_over(Per::actor, at);
            act(View(local, graph, month, at), around(at));
          }
        }
      }
    } catch (...) {
      detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(at));
    }
  }
};

namespace detail {
template <class Gathered>
struct Gathering {
  template <Name N, class A, class Kernel>
  using Phase = AroundPhase<N, Gathered, A, Kernel>;
};
}  // namespace detail

/// A phase over actors that look at one value of every neighbour: `each_actor_around<"name">(column, reads(...),
/// writes(...), renews(...), kernel)`, the column being among those that are declared. See AroundPhase.
template <Name N, Column Gathered, class... Parts>
[[nodiscard]] auto each_actor_around(Gathered, Parts... parts) {
  return detail::make_phase<detail::Gathering<Gathered>::template Phase, N>(std::move(parts)...);
}

}  // namespace entremise
