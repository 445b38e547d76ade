// The three workloads by which engines are compared (models/reference/workloads): whole runs, set-up left out, by turns
// with the same loops written by hand on bare arrays, which must end in the same bits. Counters are medians over the
// iterations, rates in M arcs (two for each relation) times steps a second:
//   engine   the workload's own phases
//   by_hand  the same loops without the engine: rows of 4-byte neighbours, the same batches of draws
//   plain    what one would write first: one loop over actors, one over neighbours
//   gathers  the memory's own limit: the same arcs, each value of 4 bytes read once and added, nothing else
//   overhead time with the engine / time by hand
// Arguments: actors, threads (0: all).
#include <benchmark/benchmark.h>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "models/reference/workloads/averaging.hpp"
#include "models/reference/workloads/dilemma.hpp"
#include "models/reference/workloads/rumour.hpp"

namespace {

using namespace entremise;
using namespace entremise::reference::workloads;

constexpr Luck luck{1, 0};
constexpr std::size_t batch = 64;

/// Bare rows of neighbours.
struct Rows {
  std::vector<std::uint32_t> first{0}, to;
  explicit Rows(const Graph& graph) {
    for (Actor i = 0; i < graph.actors(); ++i) {
      for (const Link link : graph.links(i)) to.push_back(link.to);
      first.push_back(static_cast<std::uint32_t>(to.size()));
    }
  }
  [[nodiscard]] std::uint32_t actors() const { return static_cast<std::uint32_t>(first.size() - 1); }
};

struct Setting {
  Graph graph;
  Rows rows;
  explicit Setting(Actor actors) : graph(uniform_graph(actors, luck)), rows(graph) {}
};
const Setting& setting(Actor actors) {
  static std::map<Actor, Setting> all;
  return all.try_emplace(actors, actors).first->second;
}

template <class F>
void over_batches(std::uint32_t n, const F& f) {
  constexpr std::uint32_t tile = 4096;
  tbb::parallel_for(0u, (n + tile - 1) / tile, [&](std::uint32_t k) {
    const std::uint32_t end = std::min(n, (k + 1) * tile);
    for (std::uint32_t base = k * tile; base < end; base += batch) f(base, std::min<std::uint32_t>(batch, end - base));
  });
}

struct Words {
  alignas(64) std::uint32_t ids[batch], words[4 * batch];
  void draw(StreamKey key, std::uint32_t month, std::uint32_t base, std::uint32_t n) {
    for (std::uint32_t k = 0; k < n; ++k) ids[k] = base + k;
    philox_batch(std::span(ids).first(n), no_entity, month, 0, 1, key.words, words, batch);
  }
};
bool chance(std::uint32_t word, double p) {
  return word < p * 0x1p32;
}

// ---- W1

struct Rumour {
  using World = rumour::World;
  static constexpr std::uint32_t steps = rumour::steps;
  static World start(const Graph& graph) { return rumour::start(graph, luck); }
  static auto step() { return rumour::step(); }

  const Rows& rows;
  std::vector<std::uint8_t> state, next;
  Rumour(const Rows& r, const World& world)
      : rows(r), state(world[rumour::state].begin(), world[rumour::state].end()), next(state) {}
  void by_hand(std::uint32_t month) {
    const StreamKey key = stream_key(luck, process_id("rumour.step"));
    over_batches(rows.actors(), [&, s = state.data(), then = next.data(), first = rows.first.data(),
                                 to = rows.to.data()](std::uint32_t base, std::uint32_t n) {
      Words draws;
      draws.draw(key, month, base, n);
      for (std::uint32_t k = 0; k < n; ++k) {
        const std::uint32_t i = base + k;
        std::uint8_t now = s[i];
        if (now == 0) {
          std::uint32_t infected = 0;
          for (std::uint32_t e = first[i]; e < first[i + 1]; ++e) infected += s[to[e]] == 1;
          if (chance(draws.words[k], rumour::chances[infected])) now = 1;
        } else if (now == 1) {
          if (chance(draws.words[k], rumour::recovers)) now = 2;
        }
        then[i] = now;
      }
    });
    state.swap(next);
  }
  void plain(std::uint32_t month) { by_hand(month); }
  bool same(const World& world) const { return std::ranges::equal(world[rumour::state], state); }
};

// ---- W2

struct Averaging {
  using World = averaging::World;
  static constexpr std::uint32_t steps = averaging::steps;
  static World start(const Graph& graph) { return averaging::start(graph, luck); }
  static auto step() { return averaging::step(); }

  const Rows& rows;
  std::vector<float> x, next;
  Averaging(const Rows& r, const World& world)
      : rows(r), x(world[averaging::opinion].begin(), world[averaging::opinion].end()), next(x) {}
  static float near(float other, float mine) { return std::fabs(other - mine) <= averaging::confidence ? 1.0f : 0.0f; }
  void by_hand(std::uint32_t) {
    over_batches(rows.actors(), [x = x.data(), then = next.data(), first = rows.first.data(), to = rows.to.data()](
                                    std::uint32_t base, std::uint32_t n) {
      thread_local std::vector<float> around;
      const std::uint32_t begin = first[base], count = first[base + n] - begin;
      if (around.size() < count + 16) around.resize(2 * count + 16);
      float* const values = around.data();
      for (std::uint32_t e = 0; e < count; ++e) values[e] = x[to[begin + e]];
      for (std::uint32_t i = base; i < base + n; ++i) {
        const float mine = x[i];
        const float* const row = values + (first[i] - begin);
        const auto size = static_cast<std::int32_t>(first[i + 1] - first[i]);
        alignas(64) float of[2][16] = {};
        for (std::int32_t b = 0; b < size; b += 16) {
          const std::int32_t here = std::min(16, size - b);
          for (std::int32_t lane = 0; lane < 16; ++lane) {
            const float other = row[b + lane], one = near(other, mine);
            of[0][lane] += lane < here ? one * other : 0.0f;
            of[1][lane] += lane < here ? one : 0.0f;
          }
        }
        float total[2];
        for (int k = 0; k < 2; ++k) {
          float eight[8], four[4];
          for (int lane = 0; lane < 8; ++lane) eight[lane] = of[k][lane] + of[k][lane + 8];
          for (int lane = 0; lane < 4; ++lane) four[lane] = eight[lane] + eight[lane + 4];
          total[k] = (four[0] + four[2]) + (four[1] + four[3]);
        }
        then[i] = (mine + total[0]) / (1 + total[1]);
      }
    });
    x.swap(next);
  }
  void plain(std::uint32_t) {
    over_batches(rows.actors(), [x = x.data(), then = next.data(), first = rows.first.data(), to = rows.to.data()](
                                    std::uint32_t base, std::uint32_t n) {
      for (std::uint32_t i = base; i < base + n; ++i) {
        const float mine = x[i];
        float sum = mine, count = 1;
        for (std::uint32_t e = first[i]; e < first[i + 1]; ++e) {
          const float other = x[to[e]], one = near(other, mine);
          sum += one * other;
          count += one;
        }
        then[i] = sum / count;
      }
    });
    x.swap(next);
  }
  bool same(const World& world) const { return std::ranges::equal(world[averaging::opinion], x); }
};

// ---- W3

struct Dilemma {
  using World = dilemma::World;
  static constexpr std::uint32_t steps = dilemma::steps;
  static World start(const Graph& graph) { return dilemma::start(graph, luck); }
  static auto step() { return dilemma::step(); }

  const Rows& rows;
  std::vector<std::uint8_t> cooperates, next;
  std::vector<std::uint16_t> games;
  Dilemma(const Rows& r, const World& world)
      : rows(r),
        cooperates(world[dilemma::cooperates].begin(), world[dilemma::cooperates].end()),
        next(cooperates),
        games(cooperates.size()) {}
  void play() {
    over_batches(rows.actors(), [c = cooperates.data(), games = games.data(), first = rows.first.data(),
                                 to = rows.to.data()](std::uint32_t base, std::uint32_t n) {
      for (std::uint32_t i = base; i < base + n; ++i) {
        std::uint32_t helped = 0;
        for (std::uint32_t e = first[i]; e < first[i + 1]; ++e) helped += c[to[e]];
        games[i] = static_cast<std::uint16_t>(2 * helped + c[i]);
      }
    });
  }
  static bool takes(std::uint16_t theirs, std::uint16_t mine, std::uint32_t word) {
    return chance(word, elementary::logistic(dilemma::intensity * (dilemma::payoff(theirs) - dilemma::payoff(mine))));
  }
  // As Draws::below(n), but that the rare word it would reject (less than one in 10^8) is taken.
  static std::uint32_t below(std::uint32_t word, std::uint32_t n) {
    return static_cast<std::uint32_t>(std::uint64_t{word} * n >> 32);
  }
  void by_hand(std::uint32_t month) {
    play();
    const StreamKey key = stream_key(luck, process_id("dilemma.imitation"));
    over_batches(rows.actors(), [&, c = cooperates.data(), games = games.data(), then = next.data(),
                                 first = rows.first.data(), to = rows.to.data()](std::uint32_t base, std::uint32_t n) {
      Words draws;
      draws.draw(key, month, base, n);
      std::uint32_t models[batch];
      for (std::uint32_t k = 0; k < n; ++k) {
        const std::uint32_t i = base + k, size = first[i + 1] - first[i];
        models[k] = size == 0 ? i : to[first[i] + below(draws.words[k], size)];
        __builtin_prefetch(games + models[k]);
      }
      for (std::uint32_t k = 0; k < n; ++k) {
        const std::uint32_t i = base + k;
        const std::uint16_t mine = games[i], theirs = games[models[k]];
        then[i] = c[i];
        if (mine % 2 != theirs % 2 && takes(theirs, mine, draws.words[batch + k])) then[i] = theirs % 2;
      }
    });
    cooperates.swap(next);
  }
  void plain(std::uint32_t month) {
    play();
    const StreamKey key = stream_key(luck, process_id("dilemma.imitation"));
    over_batches(rows.actors(), [&, c = cooperates.data(), games = games.data(), then = next.data(),
                                 first = rows.first.data(), to = rows.to.data()](std::uint32_t base, std::uint32_t n) {
      for (std::uint32_t i = base; i < base + n; ++i) {
        const std::uint32_t size = first[i + 1] - first[i];
        then[i] = c[i];
        if (size == 0) continue;
        const Block words = philox({i, no_entity, month, 0}, key.words);
        const std::uint32_t model = to[first[i] + below(words[0], size)];
        if (games[i] % 2 != games[model] % 2 && takes(games[model], games[i], words[1])) then[i] = games[model] % 2;
      }
    });
    cooperates.swap(next);
  }
  bool same(const World& world) const { return std::ranges::equal(world[dilemma::cooperates], cooperates); }
};

// ---- the memory's limit

float gather(const Rows& rows, const std::vector<float>& x) {
  std::vector<float> sums((rows.to.size() + 65535) / 65536);
  tbb::parallel_for(std::size_t{0}, sums.size(), [&, to = rows.to.data(), of = x.data()](std::size_t k) {
    float lanes[16] = {};
    const std::size_t end = std::min(rows.to.size(), (k + 1) * 65536) / 16 * 16;
    for (std::size_t e = k * 65536; e < end; e += 16)
      for (std::size_t lane = 0; lane < 16; ++lane) lanes[lane] += of[to[e + lane]];
    for (const float lane : lanes) sums[k] += lane;
  });
  return sums.front();
}

// ---- by turns

double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

template <class Workload>
void compare(benchmark::State& state) {
  const auto actors = static_cast<Actor>(state.range(0));
  const int threads =
      state.range(1) > 0 ? static_cast<int>(state.range(1)) : static_cast<int>(std::thread::hardware_concurrency());
  const Rows& rows = setting(actors).rows;
  const auto start = Workload::start(setting(actors).graph);
  const auto step = Workload::step();
  const std::vector<float> x(actors, 1);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  // On one thread the processor's time, which others who use the machine do not add to; else the time that passes.
  const auto now = [threads] {
    timespec t{};
    clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  };
  const auto timed = [&](std::vector<double>& times, const auto& f) {
    const double begin = now();
    for (std::uint32_t t = 1; t <= Workload::steps; ++t) f(t);
    times.push_back(now() - begin);
  };
  std::vector<double> engine, by_hand, plain, gathers;
  bool good = true;
  arena.execute([&] {
    step.advance(*std::make_unique<typename Workload::World>(start), luck);  // wakes the threads
    for (auto _ : state) {
      auto world = start;
      Workload hand(rows, start), simple(rows, start);
      timed(engine, [&](std::uint32_t) { step.advance(world, luck); });
      timed(by_hand, [&](std::uint32_t t) { hand.by_hand(t); });
      timed(plain, [&](std::uint32_t t) { simple.plain(t); });
      timed(gathers, [&](std::uint32_t) { benchmark::DoNotOptimize(gather(rows, x)); });
      state.SetIterationTime(engine.back());
      good = good && hand.same(world);
    }
  });
  if (!good) state.SkipWithError("the engine and the loop by hand differ");
  const double arcs = 1e-6 * static_cast<double>(rows.to.size()) * Workload::steps;
  state.counters["engine"] = arcs / median(engine);
  state.counters["by_hand"] = arcs / median(by_hand);
  state.counters["plain"] = arcs / median(plain);
  state.counters["gathers"] = arcs / median(gathers);
  state.counters["overhead"] = median(engine) / median(by_hand);
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgNames({"actors", "threads"})->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);
  for (const int threads : {1, 0})
    for (const int actors : {10'000, 100'000, 1'000'000}) b->Args({actors, threads});
}

void W1_rumour(benchmark::State& state) {
  compare<Rumour>(state);
}
void W2_averaging(benchmark::State& state) {
  compare<Averaging>(state);
}
void W3_dilemma(benchmark::State& state) {
  compare<Dilemma>(state);
}
BENCHMARK(W1_rumour)->Apply(sizes);
BENCHMARK(W2_averaging)->Apply(sizes);
BENCHMARK(W3_dilemma)->Apply(sizes);

}  // namespace
