// What the phase interface costs over the same loop written by hand on bare arrays. Each benchmark runs both by turns,
// so that a machine shared with others slows both alike, and gives the ratio of their medians and of their best times
// (1.00: the interface costs nothing). Results of the two are checked to be the same bits.
//   learning:  arithmetic on both sides of every relation
//   meetings:  the same, by chance: one block of draws for each relation
//   gated:     a chance of one in ten lets a relation through to a kernel with draws of its own
//   rumour:    susceptible, infected, recovered; an actor gathers over its links (W1 of the published comparisons)
//   averaging: bounded confidence; an actor gathers over its links (W2)
// Arguments: actors, threads (0: all). Items are arcs (two for each relation) for rumour and averaging, else relations.
#include <benchmark/benchmark.h>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <thread>
#include <vector>

#include "sim/engine/schedule.hpp"

namespace {

using namespace entremise;

constexpr Luck luck{1, 0};

inline constexpr struct Trust {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "trust", unit = "1", meaning = "what one holds of the other";
  static constexpr Value initial = 0.5f, lower = 0, upper = 1;
} trust;
inline constexpr struct Met {
  using Value = std::uint8_t;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "met", unit = "1", meaning = "1 for those who met";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} met;
inline constexpr struct State {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "state", unit = "1", meaning = "susceptible, infected, recovered";
  static constexpr Value initial = 0, lower = 0, upper = 2;
} state_of;
inline constexpr struct Opinion {
  using Value = float;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "opinion", unit = "1", meaning = "opinion";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} opinion;

using World = entremise::World<Trust, Met, State, Opinion>;

/// A uniform random graph of mean degree 10, with 1 % infected and opinions drawn; the same one for each size.
const World& start(Actor actors) {
  static std::map<Actor, World> worlds;
  const auto [at, fresh] = worlds.try_emplace(actors);
  if (!fresh) return at->second;
  Draws draws(stream_key(luck, process_id("start")), no_entity, no_entity, 0);
  std::vector<Pair> pairs;
  while (pairs.size() < std::size_t{5} * actors) {
    while (pairs.size() < std::size_t{5} * actors + 100) {
      const Actor a = draws.below(actors), b = draws.below(actors);
      if (a != b) pairs.push_back({std::min(a, b), std::max(a, b)});
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  }
  pairs.resize(std::size_t{5} * actors);
  World world(Graph(actors, std::move(pairs)));
  for (Actor i = 0; i < actors; ++i) {
    world.fill(state_of)[i] = draws.chance(0.01) ? 1 : 0;
    world.fill(opinion)[i] = draws.uniform_float();
  }
  for (float& x : world.fill(trust)) x = draws.uniform_float();
  return at->second = std::move(world);
}

/// What a careful author would write without the engine: arrays, the engine's graph and draws, tiles and batches of the
/// same sizes.
struct Bare {
  explicit Bare(const World& world)
      : graph(world.graph()),
        trust_of(world[trust].begin(), world[trust].end()),
        met_of(world[met].begin(), world[met].end()),
        states(world[state_of].begin(), world[state_of].end()),
        next_states(states.size()),
        opinions(world[opinion].begin(), world[opinion].end()),
        next_opinions(opinions.size()) {}
  const Graph& graph;
  std::vector<float> trust_of;
  std::vector<std::uint8_t> met_of, states, next_states;
  std::vector<float> opinions, next_opinions;
  std::uint32_t month = 0;
};

template <class F>
void over_tiles(std::size_t n, const F& f) {
  constexpr std::size_t tile = 4096;
  tbb::parallel_for(std::size_t{0}, (n + tile - 1) / tile,
                    [&](std::size_t k) { f(k * tile, std::min(n, (k + 1) * tile)); });
}

constexpr float rate = 0.05f;
constexpr std::size_t batch = 64;

struct Words {
  alignas(64) std::uint32_t a[batch], b[batch], words[4 * batch];
  template <class IdsOf>
  void draw(StreamKey key, std::uint32_t month, std::uint32_t block, std::uint32_t n, IdsOf ids_of) {
    for (std::uint32_t k = 0; k < n; ++k) {
      a[k] = ids_of(k).a;
      b[k] = ids_of(k).b;
    }
    philox_batch(std::span(a).first(n), std::span(b).first(n), month, block, 1, key.words, words, batch);
  }
};
float uniform_float(std::uint32_t word) {
  return static_cast<float>(word >> 8) * 0x1p-24f;
}
bool chance(std::uint32_t word, double p) {
  return word < p * 0x1p32;
}

// ---- learning

auto learning() {
  return Schedule(each_relation<"learning">(writes(trust), [gain = rate](auto relation) {
    relation.ab()[trust] += gain * (1.0f - relation.ab()[trust]);
    relation.ba()[trust] += gain * (1.0f - relation.ba()[trust]);
  }));
}
void learning(Bare& bare) {
  over_tiles(bare.graph.relations(), [t = bare.trust_of.data(), gain = rate](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      t[2 * i] += gain * (1.0f - t[2 * i]);
      t[2 * i + 1] += gain * (1.0f - t[2 * i + 1]);
    }
  });
}

// ---- meetings

auto meetings() {
  return Schedule(each_relation<"meetings">(writes(trust, met), [gain = rate](auto relation, Draws& draws) {
    const auto w = draws.take<4>();
    relation.ab()[met] = Draws::happens(w[0], 0.3) ? 1 : 0;
    relation.ba()[met] = Draws::happens(w[1], 0.3) ? 1 : 0;
    relation.ab()[trust] += gain * (uniform_float(w[2]) - relation.ab()[trust]);
    relation.ba()[trust] += gain * (uniform_float(w[3]) - relation.ba()[trust]);
  }));
}
void meetings(Bare& bare) {
  const StreamKey key = stream_key(luck, process_id("meetings"));
  over_tiles(bare.graph.relations(),
             [&, t = bare.trust_of.data(), m = bare.met_of.data(), pairs = bare.graph.pairs().data(),
              month = bare.month, gain = rate](std::size_t first, std::size_t last) {
               Words words;
               for (std::size_t base = first; base < last; base += batch) {
                 const auto n = static_cast<std::uint32_t>(std::min(batch, last - base));
                 words.draw(key, month, 0, n, [&](std::uint32_t k) { return pairs[base + k]; });
                 for (std::uint32_t k = 0; k < n; ++k) {
                   const std::size_t i = 2 * (base + k);
                   m[i] = chance(words.words[k], 0.3) ? 1 : 0;
                   m[i + 1] = chance(words.words[batch + k], 0.3) ? 1 : 0;
                   t[i] += gain * (uniform_float(words.words[2 * batch + k]) - t[i]);
                   t[i + 1] += gain * (uniform_float(words.words[3 * batch + k]) - t[i + 1]);
                 }
               }
             });
}

// ---- gated

auto gated() {
  return Schedule(each_relation<"gated">(writes(trust, met), [gain = rate](auto relation, Draws& draws) {
                    relation.ab()[met] = draws.chance(0.5) ? 1 : 0;
                    relation.ab()[trust] += gain * (draws.uniform_float() - relation.ab()[trust]);
                  }).when([](auto, Draws& draws) { return draws.chance(0.1); }));
}
void gated(Bare& bare) {
  const StreamKey key = stream_key(luck, process_id("gated"));
  over_tiles(bare.graph.relations(),
             [&, t = bare.trust_of.data(), m = bare.met_of.data(), pairs = bare.graph.pairs().data(),
              month = bare.month, gain = rate](std::size_t first, std::size_t last) {
               Words words;
               std::uint32_t chosen[batch];
               for (std::size_t base = first; base < last; base += batch) {
                 const auto n = static_cast<std::uint32_t>(std::min(batch, last - base));
                 words.draw(key, month, 0, n, [&](std::uint32_t k) { return pairs[base + k]; });
                 std::uint32_t count = 0;
                 for (std::uint32_t k = 0; k < n; ++k) {
                   chosen[count] = static_cast<std::uint32_t>(base) + k;
                   count += chance(words.words[k], 0.1) ? 1 : 0;
                 }
                 if (count == 0) continue;
                 words.draw(key, month, 1, count, [&](std::uint32_t k) { return pairs[chosen[k]]; });
                 for (std::uint32_t k = 0; k < count; ++k) {
                   const std::size_t i = 2 * std::size_t{chosen[k]};
                   m[i] = chance(words.words[k], 0.5) ? 1 : 0;
                   t[i] += gain * (uniform_float(words.words[batch + k]) - t[i]);
                 }
               }
             });
}

// ---- rumour: one draw decides for an actor, against 1 - 0.95^(infected neighbours)

struct Chances {
  double of[64];
  Chances() {
    double escape = 1;
    for (double& p : of) {
      p = 1 - escape;
      escape *= 0.95;
    }
  }
};
const Chances chances;

auto rumour() {
  return Schedule(each_actor<"rumour">(renews(state_of), [c = chances](auto me, Draws& draws) {
    const std::uint8_t now = me[state_of];
    if (now == 0) {
      std::uint32_t infected = 0;
      for (const Link link : me.links()) infected += me.all(state_of)[link.to] == 1;
      me.next(state_of) = draws.chance(c.of[std::min(infected, 63u)]) ? 1 : 0;
    } else if (now == 1) {
      me.next(state_of) = draws.chance(0.05) ? 2 : 1;
    }
  }));
}
void rumour(Bare& bare) {
  const StreamKey key = stream_key(luck, process_id("rumour"));
  over_tiles(bare.graph.actors(), [&, s = bare.states.data(), next = bare.next_states.data(), &graph = bare.graph,
                                   month = bare.month](std::size_t first, std::size_t last) {
    Words words;
    for (std::size_t base = first; base < last; base += batch) {
      const auto n = static_cast<std::uint32_t>(std::min(batch, last - base));
      words.draw(key, month, 0, n, [&](std::uint32_t k) { return Pair{static_cast<Actor>(base) + k, no_entity}; });
      for (std::uint32_t k = 0; k < n; ++k) {
        const Actor i = static_cast<Actor>(base) + k;
        std::uint8_t then = s[i];
        if (then == 0) {
          std::uint32_t infected = 0;
          for (const Link link : graph.links(i)) infected += s[link.to] == 1;
          then = chance(words.words[k], chances.of[std::min(infected, 63u)]) ? 1 : 0;
        } else if (then == 1) {
          then = chance(words.words[k], 0.05) ? 2 : 1;
        }
        next[i] = then;
      }
    }
  });
  bare.states.swap(bare.next_states);
}

// ---- averaging

auto averaging() {
  return Schedule(each_actor<"averaging">(renews(opinion), [](auto me) {
    const float mine = me[opinion];
    float sum = mine, count = 1;
    for (const Link link : me.links()) {
      const float other = me.all(opinion)[link.to];
      const float close = std::fabs(other - mine) <= 0.2f ? 1.0f : 0.0f;
      sum += close * other;
      count += close;
    }
    me.next(opinion) = sum / count;
  }));
}
void averaging(Bare& bare) {
  over_tiles(bare.graph.actors(), [x = bare.opinions.data(), next = bare.next_opinions.data(), &graph = bare.graph](
                                      std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const float mine = x[i];
      float sum = mine, count = 1;
      for (const Link link : graph.links(static_cast<Actor>(i))) {
        const float other = x[link.to];
        const float close = std::fabs(other - mine) <= 0.2f ? 1.0f : 0.0f;
        sum += close * other;
        count += close;
      }
      next[i] = sum / count;
    }
  });
  bare.opinions.swap(bare.next_opinions);
}

// ---- by turns

double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

template <class Month>
void compare(benchmark::State& state, const Month& month, void (*by_hand)(Bare&), bool arcs) {
  const auto actors = static_cast<Actor>(state.range(0));
  const int threads =
      state.range(1) > 0 ? static_cast<int>(state.range(1)) : static_cast<int>(std::thread::hardware_concurrency());
  World world = start(actors);
  Bare bare(world);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  std::vector<double> with, without;
  // On one thread the processor's time, which others who use the machine do not add to; else the time that passes.
  const auto now = [threads] {
    timespec t{};
    clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  };
  const auto timed = [now](std::vector<double>& times, const auto& f) {
    const double begin = now();
    f();
    times.push_back(now() - begin);
    return times.back();
  };
  const auto hand = [&] {
    ++bare.month;
    by_hand(bare);
  };
  const auto engine = [&] { month.advance(world, luck); };
  arena.execute([&] {
    hand();  // so that both have their memory
    engine();
    bool turn = false;
    for (auto _ : state) {
      double time = 0;
      if ((turn = !turn)) {
        timed(without, hand);
        time = timed(with, engine);
      } else {
        time = timed(with, engine);
        timed(without, hand);
      }
      state.SetIterationTime(time);
    }
  });
  const auto same = [](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
  if (!same(world[trust], bare.trust_of) || !same(world[met], bare.met_of) || !same(world[state_of], bare.states) ||
      !same(world[opinion], bare.opinions))
    state.SkipWithError("the engine and the loop by hand differ");
  state.counters["ratio"] = median(with) / median(without);
  state.counters["ratio_of_best"] =
      *std::min_element(with.begin(), with.end()) / *std::min_element(without.begin(), without.end());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(arcs ? 10 : 5) * actors);
}

void sizes(benchmark::internal::Benchmark* b) {
  b->ArgNames({"actors", "threads"})->UseManualTime()->Unit(benchmark::kMicrosecond);
  for (const int actors : {10'000, 1'000'000})
    for (const int threads : {1, 0}) b->Args({actors, threads});
  b->MinTime(1);
}

void phase_learning(benchmark::State& state) {
  compare(state, learning(), learning, false);
}
void phase_meetings(benchmark::State& state) {
  compare(state, meetings(), meetings, false);
}
void phase_gated(benchmark::State& state) {
  compare(state, gated(), gated, false);
}
void phase_rumour(benchmark::State& state) {
  compare(state, rumour(), rumour, true);
}
void phase_averaging(benchmark::State& state) {
  compare(state, averaging(), averaging, true);
}
BENCHMARK(phase_learning)->Apply(sizes);
BENCHMARK(phase_meetings)->Apply(sizes);
BENCHMARK(phase_gated)->Apply(sizes);
BENCHMARK(phase_rumour)->Apply(sizes);
BENCHMARK(phase_averaging)->Apply(sizes);

}  // namespace
