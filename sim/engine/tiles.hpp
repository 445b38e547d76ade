#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <span>
#include <type_traits>

#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include "sim/graph/graph.hpp"
#include "sim/random/streams.hpp"

/// \file
/// How the phases go over actors and relations: in tiles, each of which is a task, and within a tile in batches, whose
/// first draws are made together.

namespace entremise::detail {

/// Entities given to one task at a time. Fixed, so that nothing depends on the number of threads; large enough that a
/// small territory runs without a single task being made.
inline constexpr std::size_t tile = 4096;
/// Entities whose first draws are made together; a multiple of philox_lanes.
inline constexpr std::size_t batch = 64;
static_assert(batch % philox_lanes == 0 && tile % batch == 0);

/// Of the tiles that failed, the exception of the first: which threads met one first must not show.
class FirstFailure {
 public:
  /// Whether an earlier tile has failed, so that the one at k need not run.
  [[nodiscard]] bool before(std::size_t k) const noexcept { return first_.load(std::memory_order_relaxed) < k; }
  /// In a catch clause: keeps the present exception, that of tile k.
  void keep(std::size_t k) noexcept {
    const std::scoped_lock lock(guard_);
    if (k >= first_.load(std::memory_order_relaxed)) return;
    first_.store(k, std::memory_order_relaxed);
    exception_ = std::current_exception();
  }
  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::atomic<std::size_t> first_{std::numeric_limits<std::size_t>::max()};
  std::mutex guard_;
  std::exception_ptr exception_;
};

/// Calls f(first, last) for the tiles of 0..n, on all threads.
/// @throws whatever f threw in the first tile in which it did
template <class F>
void for_tiles(std::size_t n, const F& f) {
  if (n <= tile) {
    if (n > 0) f(std::size_t{0}, n);
    return;
  }
  FirstFailure failure;
  // Isolated: were the work around it cancelled, a phase would otherwise end halfway and nobody be told.
  tbb::task_group_context alone(tbb::task_group_context::isolated);
  tbb::parallel_for(
      std::size_t{0}, (n + tile - 1) / tile,
      [&](std::size_t k) {
        if (failure.before(k)) return;
        try {
          f(k * tile, std::min(n, (k + 1) * tile));
        } catch (...) {
          failure.keep(k);
        }
      },
      alone);
  failure.rethrow();
}

/// A kernel as a tile holds it: a copy where that is cheap. What a kernel has captured could otherwise be changed, for
/// all that the compiler knows, by every value the kernel writes, and would be loaded again for each entity.
template <class Kernel>
using Held =
    std::conditional_t<std::is_trivially_copyable_v<Kernel> && sizeof(Kernel) <= 1024, const Kernel, const Kernel&>;

/// Room for `Blocks` blocks of draws of each entity of a batch; with no blocks, draws are made when asked for.
template <unsigned Blocks>
struct Stage {
  alignas(64) std::array<std::uint32_t, batch> a, b;
  alignas(64) std::array<std::uint32_t, std::size_t{4} * Blocks * batch> words;
};
template <>
struct Stage<0> {};

/// Calls body(k, draws) for k = 0..n-1, n <= batch, with the stream of ids_of(k), a Pair, from block `first` on. Always
/// inlined: what `body` refers to would else be loaded again after every value that a kernel writes.
template <unsigned Blocks, class IdsOf, class Body>
[[gnu::always_inline]] inline void with_draws(Stage<Blocks>& stage, StreamKey key, std::uint32_t month,
                                              std::uint32_t first, std::uint32_t n, const IdsOf& ids_of,
                                              const Body& body) {
  if constexpr (Blocks > 0) {
    for (std::uint32_t k = 0; k < n; ++k) {
      const Pair ids = ids_of(k);
      stage.a[k] = ids.a;
      stage.b[k] = ids.b;
    }
    philox_batch(std::span(stage.a).first(n), std::span(stage.b).first(n), month, first, Blocks, key.words,
                 stage.words.data(), batch);
  }
  for (std::uint32_t k = 0; k < n; ++k) {
    ReadyBlocks ready;
    if constexpr (Blocks > 0) ready = {stage.words.data() + k, batch, Blocks, first};
    const Pair ids = ids_of(k);
    Draws draws(key, ids.a, ids.b, month, ready);
    if (first > 0) draws.skip_to(first);
    body(k, draws);
  }
}

}  // namespace entremise::detail
