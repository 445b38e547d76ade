// The relationship graph at the size of a huge territory: 10^6 actors, 10^7 relations.

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "sim/graph/generators.hpp"
#include "sim/graph/graph.hpp"

namespace {

using namespace entremise;

constexpr Actor actors = 1'000'000;
constexpr std::uint32_t relations = 10'000'000;

StreamKey key() {
  return stream_key({1, 0}, process_id("benchmark"));
}

const Graph& large() {
  static const Graph graph = erdos_renyi_exact(actors, relations, key());
  return graph;
}

/// Pairs of actors drawn at random; `existing`: of those who have a relation.
std::vector<Pair> some_pairs(std::size_t count, bool existing, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Pair> pairs;
  while (pairs.size() < count) {
    const Pair pair = existing ? large().pairs()[random() % relations]
                               : Pair{static_cast<Actor>(random() % actors), static_cast<Actor>(random() % actors)};
    if (pair.a != pair.b) pairs.push_back(pair);
  }
  return pairs;
}

void build(benchmark::State& state) {
  const std::vector<Pair> pairs(large().pairs().begin(), large().pairs().end());
  for (auto _ : state) {
    state.PauseTiming();
    auto given = pairs;
    state.ResumeTiming();
    const Graph graph(actors, std::move(given));
    benchmark::DoNotOptimize(graph.links(0).data());
  }
  state.counters["bytes/relation"] = static_cast<double>(large().bytes()) / relations;
}
BENCHMARK(build)->Unit(benchmark::kMillisecond)->UseRealTime();

void build_from_unsorted(benchmark::State& state) {
  std::vector<Pair> pairs(large().pairs().begin(), large().pairs().end());
  std::shuffle(pairs.begin(), pairs.end(), std::mt19937(2));
  for (auto _ : state) {
    state.PauseTiming();
    auto given = pairs;
    state.ResumeTiming();
    const Graph graph(actors, std::move(given));
    benchmark::DoNotOptimize(graph.links(0).data());
  }
}
BENCHMARK(build_from_unsorted)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Every actor looks at a number of every neighbour: the walk and its gathers.
void incident_walk(benchmark::State& state) {
  const Graph& graph = large();
  const std::vector<std::uint32_t> value(actors, 1);
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (Actor actor = 0; actor < actors; ++actor)
      for (const Link link : graph.links(actor)) sum += value[link.to];
    benchmark::DoNotOptimize(sum);
  }
  state.counters["arcs"] = benchmark::Counter(2.0 * relations, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(incident_walk)->Unit(benchmark::kMillisecond);

void find(benchmark::State& state) {
  const Graph& graph = large();
  const auto pairs = some_pairs(1 << 16, state.range(0) == 1, 3);
  std::size_t next = 0;
  for (auto _ : state) {
    const auto [a, b] = pairs[next++ % pairs.size()];
    benchmark::DoNotOptimize(graph.find(a, b));
  }
}
BENCHMARK(find)->ArgName("there")->Arg(0)->Arg(1);

void common_neighbours(benchmark::State& state) {
  const Graph& graph = large();
  const auto pairs = some_pairs(1 << 16, true, 4);
  std::size_t next = 0;
  for (auto _ : state) {
    const auto [a, b] = pairs[next++ % pairs.size()];
    benchmark::DoNotOptimize(common_count(graph, a, b));
  }
}
BENCHMARK(common_neighbours);

/// A batch of edits, half of them removals; the next batch undoes it, so that the size stays.
void apply(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  Graph graph = large();
  const auto half = static_cast<std::size_t>(state.range(0)) / 2;
  Graph::Edit forth{some_pairs(half, true, 5), some_pairs(half, false, 6)};
  Graph::Edit back{forth.added, forth.removed};
  for (auto _ : state) {
    benchmark::DoNotOptimize(graph.apply(forth));
    std::swap(forth, back);
  }
}
BENCHMARK(apply)
    ->ArgNames({"edits", "threads"})
    ->ArgsProduct({{1'000, 100'000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void apply_nothing(benchmark::State& state) {
  Graph graph = large();
  for (auto _ : state) benchmark::DoNotOptimize(graph.apply({}));
}
BENCHMARK(apply_nothing);

/// A column of 8 bytes a relation follows a batch of 10^3 edits.
void move_columns(benchmark::State& state) {
  Graph graph = large();
  const Moves moves = graph.apply({some_pairs(500, true, 5), some_pairs(500, false, 6)});
  std::vector<double> column(relations);
  for (auto _ : state) {
    move_column(column, moves, 0.0);
    state.PauseTiming();
    column.resize(relations);
    state.ResumeTiming();
  }
}
BENCHMARK(move_columns)->Unit(benchmark::kMillisecond);

/// The same at the size of a small territory, where ensembles spend their time.
void apply_small(benchmark::State& state) {
  Graph graph = erdos_renyi_exact(300, 1'500, key());
  Graph::Edit forth{{graph.pairs()[3], graph.pairs()[700]}, {{4, 9}, {77, 200}}};
  Graph::Edit back{forth.added, forth.removed};
  for (auto _ : state) {
    benchmark::DoNotOptimize(graph.apply(forth));
    std::swap(forth, back);
  }
}
BENCHMARK(apply_small)->Unit(benchmark::kMicrosecond);

void generate(benchmark::State& state) {
  for (auto _ : state) {
    const Graph graph = erdos_renyi(actors, 2.0 * relations / actors / actors, key());
    benchmark::DoNotOptimize(graph.relations());
  }
}
BENCHMARK(generate)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
