#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

#include "sim/engine/phase.hpp"

/// \file
/// A phase whose kernel is given many relations at once, so that it can be written as short loops over plain arrays,
/// which compilers turn into vector instructions. For the few phases that decide how fast a model is: each_relation
/// reads better.

namespace entremise {

/// The most relations that a kernel of an each_relation_batch phase is given at once.
inline constexpr std::size_t relations_in_batch = 128;
static_assert(detail::tile % relations_in_batch == 0 && relations_in_batch % philox_lanes == 0);

/// The first blocks of the streams of some relations of a batch, by word: word w (0 to 4 * Blocks - 1) of the k-th of
/// them is draws[w][k].
template <std::uint32_t Blocks>
class BatchWords {
 public:
  /// Word w of all of them, one behind the other.
  [[nodiscard]] const std::uint32_t* operator[](std::size_t w) const noexcept {
    return words_.data() + w * relations_in_batch;
  }
  /// For the batch to fill: word w of the k-th at w * relations_in_batch + k.
  [[nodiscard]] std::uint32_t* data() noexcept { return words_.data(); }

 private:
  alignas(64) std::array<std::uint32_t, std::size_t{4} * Blocks * relations_in_batch> words_;
};

/// Neighbouring relations as the kernel of an each_relation_batch phase sees them.
template <class A>
class RelationBatch {
 public:
  /// Made by the phase: `size` relations from slot `first` on.
  RelationBatch(const A& access, const Graph& graph, StreamKey key, std::uint32_t month, std::uint32_t first,
                std::uint32_t size) noexcept
      : access_(access), graph_(graph), key_(key), month_(month), first_(first), size_(size) {}

  /// 1 to relations_in_batch.
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  /// Slot of the first one.
  [[nodiscard]] std::uint32_t first() const noexcept { return first_; }
  /// The month that is being simulated, from 1.
  [[nodiscard]] std::uint32_t month() const noexcept { return month_; }
  /// The relations as they were when the phase began.
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// Whose relations they are: size() pairs.
  [[nodiscard]] std::span<const Pair> pairs() const noexcept { return graph_.pairs().subspan(first_, size_); }

  /// The batch's own values: size() of a column of relations; of a column of sides 2 * size(), what a holds of b at 2k
  /// and what b holds of a at 2k + 1. To change where the phase writes the column, else to read.
  template <Column C>
  [[nodiscard]] auto operator[](C column) const noexcept {
    static_assert(C::per == Per::relation || C::per == Per::side,
                  "a batch of relations has only columns of relations and sides; see all(column)");
    constexpr std::size_t width = C::per == Per::side ? 2 : 1;
    auto* const begin = &access_.own(column, width * first_);
    return std::span<std::remove_pointer_t<decltype(begin)>>(begin, width * size_);
  }
  /// A whole column that the phase reads, as it was when the phase began.
  template <Column C>
  [[nodiscard]] std::span<const typename C::Value> all(C column) const noexcept {
    return access_.all(column);
  }

  /// Blocks `first` to first + Blocks - 1 of the stream of each relation.
  template <std::uint32_t Blocks>
  [[nodiscard]] BatchWords<Blocks> draw(std::uint32_t first = 0) const noexcept {
    return words<Blocks>(first, size_, [](std::size_t k) { return k; });
  }
  /// The same of some relations only, given by their positions in the batch: at most relations_in_batch of them.
  template <std::uint32_t Blocks>
  [[nodiscard]] BatchWords<Blocks> draw(std::uint32_t first, std::span<const std::uint32_t> chosen) const noexcept {
    return words<Blocks>(first, chosen.size(), [chosen](std::size_t k) { return chosen[k]; });
  }

 private:
  template <std::uint32_t Blocks, class Position>
  [[nodiscard]] BatchWords<Blocks> words(std::uint32_t first, std::size_t n, Position position) const noexcept {
    const Pair* const pairs = graph_.pairs().data() + first_;
    alignas(64) std::array<std::uint32_t, relations_in_batch> a, b;
    for (std::size_t k = 0; k < n; ++k) {
      const Pair ids = pairs[position(k)];
      a[k] = ids.a;
      b[k] = ids.b;
    }
    BatchWords<Blocks> words;
    philox_batch(std::span(a).first(n), std::span(b).first(n), month_, first, Blocks, key_.words, words.data(),
                 relations_in_batch);
    return words;
  }

  const A& access_;
  const Graph& graph_;
  StreamKey key_;
  std::uint32_t month_;
  std::uint32_t first_;
  std::uint32_t size_;
};

/// kernel(RelationBatch) for up to relations_in_batch neighbouring relations at a time; writes columns of relations and
/// sides in place. What a relation comes to must not depend on which others are in its batch.
template <Name N, class A, class Kernel>
struct RelationBatchPhase : PhaseBase<N> {
  using AccessType = A;  ///< what the phase has declared
  static_assert(detail::only_of_relations<typename A::Written>,
                "an each_relation_batch phase may only change columns of relations or sides: actors gather in an "
                "each_actor phase");
  static_assert(A::Renewed::count == 0,
                "an each_relation_batch phase writes in place: declare writes(...), not renews(...)");
  using View = RelationBatch<A>;  ///< what the kernel is given
  static_assert(std::invocable<const Kernel&, View>, "the kernel of an each_relation_batch phase takes (batch)");

  /// Of this kernel, switched on.
  explicit RelationBatchPhase(Kernel k) : kernel(std::move(k)) {}
  Kernel kernel;  ///< what is done, for one batch at a time, on several threads at once

  /// Does the phase's work of one month; when it returns all changes are in place.
  /// @throws PhaseError when a kernel throws, naming phase, month and entity
  template <class World>
  void run(World& world, Luck luck) const {
    const A access(world);
    const Graph& graph = world.graph();
    const std::uint32_t month = world.month();
    const StreamKey key = stream_key(luck, PhaseBase<N>::process);
    // What there is of few actors lies in the cache anyway.
    const bool far_apart = graph.actors() > 16'384;
    detail::for_tiles(graph.relations(), [&](std::size_t begin, std::size_t end) {
      const A local = access;
      const auto last = static_cast<std::uint32_t>(end);
      auto first = static_cast<std::uint32_t>(begin);
      try {
        for (; first < last; first += relations_in_batch) {
          const auto n = std::min<std::uint32_t>(relations_in_batch, last - first);
          if (far_apart) {
            const std::uint32_t ahead = std::min<std::uint32_t>(first + 2 * relations_in_batch, last);
            for (std::uint32_t slot = first + relations_in_batch; slot < ahead; ++slot)
              local.prefetch_actor(graph.pairs()[slot].b);
          }
          kernel(View(local, graph, key, month, first, n));
        }
      } catch (...) {
        detail::rethrow_in_phase(PhaseBase<N>::name, month, detail::name_of(graph.pairs()[first]));
      }
    });
  }
};

/// A phase over batches of relations: `each_relation_batch<"name">(reads(...), writes(...), kernel)`; see
/// RelationBatchPhase.
template <Name N, class... Parts>
[[nodiscard]] auto each_relation_batch(Parts... parts) {
  return detail::make_phase<RelationBatchPhase, N>(std::move(parts)...);
}

}  // namespace entremise
