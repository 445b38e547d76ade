// Random numbers: one block at a time against batches, streams in a loop that branches, and the elementary functions.
// Figures are items per second; compare within one run, as ratios.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "sim/random/streams.hpp"

namespace {

using namespace entremise;

constexpr std::size_t entities = 1 << 14;
constexpr StreamKey key = stream_key({1, 0}, process_id("benchmark"));

struct Pairs {
  std::vector<std::uint32_t> a = std::vector<std::uint32_t>(entities), b = a;
  Pairs() {
    std::iota(a.begin(), a.end(), 0u);
    std::iota(b.begin(), b.end(), 7u);
  }
};

void count(benchmark::State& state, std::size_t items) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
}

void philox_one_by_one(benchmark::State& state) {
  const Pairs pairs;
  std::vector<Block> blocks(entities);
  for (auto _ : state) {
    for (std::size_t i = 0; i < entities; ++i) blocks[i] = philox({pairs.a[i], pairs.b[i], 3, 0}, key.words);
    benchmark::DoNotOptimize(blocks.data());
    benchmark::ClobberMemory();
  }
  count(state, entities);
}
BENCHMARK(philox_one_by_one);

/// Blocks per second, in batches of so many entities.
void philox_batched(benchmark::State& state) {
  const Pairs pairs;
  const auto n = static_cast<std::size_t>(state.range(0));
  std::vector<std::uint32_t> words(4 * n);
  for (auto _ : state) {
    for (std::size_t i = 0; i < entities; i += n) {
      philox_batch({&pairs.a[i], n}, {&pairs.b[i], n}, 3, 0, 1, key.words, words.data(), n);
      benchmark::ClobberMemory();
    }
  }
  count(state, entities);
}
BENCHMARK(philox_batched)->Arg(16)->Arg(64)->Arg(256)->Arg(1024);

/// A kernel like a model's: one chance for all, more draws for the three in ten where it comes true.
double visit(Draws& draws) {
  if (!draws.chance(0.3)) return 0;
  return draws.uniform() + draws.below(10) + (draws.chance(0.5) ? draws.uniform() : 0.0);
}

void streams_in_a_branchy_loop(benchmark::State& state) {
  const Pairs pairs;
  for (auto _ : state) {
    double sum = 0;
    for (std::size_t i = 0; i < entities; ++i) {
      Draws draws(key, pairs.a[i], pairs.b[i], 3);
      sum += visit(draws);
    }
    benchmark::DoNotOptimize(sum);
  }
  count(state, entities);
}
BENCHMARK(streams_in_a_branchy_loop);

template <std::size_t Batch>
void batched_streams_in_a_branchy_loop(benchmark::State& state) {
  const Pairs pairs;
  for (auto _ : state) {
    double sum = 0;
    for (std::size_t first = 0; first < entities; first += Batch) {
      const DrawBatch<Batch> batch(key, {&pairs.a[first], Batch}, {&pairs.b[first], Batch}, 3);
      for (std::size_t i = 0; i < Batch; ++i) {
        Draws draws = batch[i];
        sum += visit(draws);
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  count(state, entities);
}
BENCHMARK(batched_streams_in_a_branchy_loop<16>);
BENCHMARK(batched_streams_in_a_branchy_loop<64>);
BENCHMARK(batched_streams_in_a_branchy_loop<256>);

/// One chance an entity: the least that a stream can be asked for.
void one_chance_each(benchmark::State& state) {
  const Pairs pairs;
  for (auto _ : state) {
    std::uint64_t successes = 0;
    for (std::size_t i = 0; i < entities; ++i) successes += Draws(key, pairs.a[i], pairs.b[i], 3).chance(0.3);
    benchmark::DoNotOptimize(successes);
  }
  count(state, entities);
}
BENCHMARK(one_chance_each);

void one_chance_each_batched(benchmark::State& state) {
  constexpr std::size_t width = 256;
  const Pairs pairs;
  for (auto _ : state) {
    std::uint64_t successes = 0;
    for (std::size_t first = 0; first < entities; first += width) {
      const DrawBatch<width> batch(key, {&pairs.a[first], width}, {&pairs.b[first], width}, 3);
      for (std::size_t i = 0; i < width; ++i) successes += batch[i].chance(0.3);
    }
    benchmark::DoNotOptimize(successes);
  }
  count(state, entities);
}
BENCHMARK(one_chance_each_batched);

void normals(benchmark::State& state) {
  Draws draws(key, 1, 2, 3);
  for (auto _ : state) benchmark::DoNotOptimize(draws.normal());
  count(state, 1);
}
BENCHMARK(normals);

void exponentials(benchmark::State& state) {
  Draws draws(key, 1, 2, 3);
  for (auto _ : state) benchmark::DoNotOptimize(draws.exponential());
  count(state, 1);
}
BENCHMARK(exponentials);

template <class T, class Function>
void over_array(benchmark::State& state, Function function) {
  std::vector<T> x(entities), y(entities);
  for (std::size_t i = 0; i < entities; ++i) x[i] = T(1) + static_cast<T>(i) * T(1e-3);
  for (auto _ : state) {
    for (std::size_t i = 0; i < entities; ++i) y[i] = function(x[i]);
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
  count(state, entities);
}

template <class Function>
void floats(benchmark::State& state, Function function) {
  over_array<float>(state, function);
}
template <class Function>
void doubles(benchmark::State& state, Function function) {
  over_array<double>(state, function);
}
BENCHMARK_CAPTURE(floats, exp, [](float x) { return elementary::exp(x); });
BENCHMARK_CAPTURE(floats, exp_of_the_library, [](float x) { return std::exp(x); });
BENCHMARK_CAPTURE(floats, log, [](float x) { return elementary::log(x); });
BENCHMARK_CAPTURE(floats, logistic, [](float x) { return elementary::logistic(x); });
BENCHMARK_CAPTURE(floats, logistic_of_the_library, [](float x) { return 1 / (1 + std::exp(-x)); });
BENCHMARK_CAPTURE(floats, tanh, [](float x) { return elementary::tanh(x); });
BENCHMARK_CAPTURE(doubles, exp, [](double x) { return elementary::exp(x); });
BENCHMARK_CAPTURE(doubles, exp_of_the_library, [](double x) { return std::exp(x); });
BENCHMARK_CAPTURE(doubles, log, [](double x) { return elementary::log(x); });

}  // namespace
