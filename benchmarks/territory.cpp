// The measures of the territory model: see benchmarks/README.md for what they say and how to run them.
#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include <tbb/global_control.h>

#include "models/territory/model.hpp"
#include "sim/engine/ensemble.hpp"
#include "sim/graph/generators.hpp"
#include "sim/record/trajectory.hpp"

namespace {

using namespace entremise;
using namespace entremise::territory;

constexpr Luck luck{1, 0};

/// The agglomeration archetype, which is the default of the registry.
Specification agglomeration(bool facilitated) {
  Specification s;
  s.months = 120;
  if (facilitated) {
    Lever facilitator;
    facilitator.from = 12;
    s.levers.push_back(facilitator);
  }
  return s;
}

/// A territory of any size: organisations of four, types in the proportions of the agglomeration, and ten ties an actor
/// on average, at random.
Specification large(Actor actors, std::uint32_t ties) {
  Specification s;
  s.months = 1;
  s.given.emplace();
  for (Actor i = 0; i < actors; ++i) {
    const Actor k = i % 120;
    const ActorType type = k < 28    ? ActorType::elected_official
                           : k < 58  ? ActorType::local_officer
                           : k < 108 ? ActorType::social_economy_actor
                                     : ActorType::state_officer;
    const Role role = type == ActorType::elected_official       ? (k % 4 == 0 ? Role::executive : Role::councillor)
                      : type == ActorType::local_officer        ? (k % 4 == 0 ? Role::director : Role::officer)
                      : type == ActorType::social_economy_actor ? (k % 2 == 0 ? Role::president : Role::manager)
                                                                : Role::state;
    s.given->offices.push_back({{}, type, i / 4, role, Family::none, {}});
  }
  const Graph graph = erdos_renyi_exact(actors, ties, stream_key(luck, process_id("benchmark ties")));
  for (const Pair pair : graph.pairs()) s.given->ties.push_back({pair.a, pair.b, {}, {}, {}});
  return s;
}

/// One month of a large territory, everything on. Arguments: actors, threads.
void month(benchmark::State& state) {
  const auto actors = static_cast<Actor>(state.range(0));
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  Simulation simulation(large(actors, actors * 10), luck);
  simulation.advance();
  for (auto _ : state) simulation.advance();
  const double relations = simulation.world().graph().relations();
  state.counters["relation_months/s"] =
      benchmark::Counter(relations * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["bytes/relation"] = static_cast<double>(simulation.world().bytes()) / relations;
}
BENCHMARK(month)
    ->ArgsProduct({{10'000, 100'000, 1'000'000}, {1, 2}})
    ->ArgNames({"actors", "threads"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// One replicate of the agglomeration, 120 months, on one thread. Argument: with a facilitator or not.
void replicate(benchmark::State& state) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, 1);
  const Specification specification = agglomeration(state.range(0) != 0);
  std::uint32_t r = 0;
  double relation_months = 0;
  for (auto _ : state) {
    RunRecord record;
    run(specification, {1, r++}, {}, record);
    relation_months += 120.0 * record.series[120 * catalogue().width()];
    benchmark::DoNotOptimize(record.series.data());
  }
  state.counters["relation_months/s"] = benchmark::Counter(relation_months, benchmark::Counter::kIsRate);
}
BENCHMARK(replicate)->ArgName("facilitated")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

/// Time in each phase of the agglomeration with a facilitator, in nanoseconds a relation and month.
void phases(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const std::vector<std::string_view> names = phase_names();
  std::vector<double> seconds(names.size());
  double relation_months = 0;
  for (auto _ : state) {
    Simulation simulation(agglomeration(true), luck);
    std::size_t running = names.size();
    Clock::time_point since;
    const auto stop = [&] {
      if (running < names.size()) seconds[running] += std::chrono::duration<double>(Clock::now() - since).count();
      running = names.size();
    };
    for (int m = 0; m < 120; ++m) {
      simulation.advance({}, [&](std::size_t k) {
        stop();
        running = k;
        since = Clock::now();
      });
      stop();
      relation_months += simulation.world().graph().relations();
    }
  }
  for (std::size_t k = 0; k < names.size(); ++k)
    state.counters["ns " + std::string(names[k])] = 1e9 * seconds[k] / relation_months;
}
BENCHMARK(phases)->Unit(benchmark::kMillisecond);

/// An ensemble of the agglomeration, 64 replicates. Arguments: threads, recorded to a file or not. The share of
/// recording is the difference of the two.
void ensemble(benchmark::State& state) {
  const bool recorded = state.range(1) != 0;
  const Specification specification = agglomeration(false);
  constexpr std::uint32_t replicates = 64;
  std::vector<Job> jobs;
  for (std::uint32_t r = 0; r < replicates; ++r) jobs.push_back({0, r});
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "entremise-benchmark.h5";
  for (auto _ : state) {
    std::unique_ptr<TrajectoryWriter> writer;
    if (recorded) {
      EnsembleLayout layout;
      layout.title = "benchmark";
      layout.scenarios = {"agglomeration"};
      layout.replicates = replicates;
      layout.months = specification.months;
      layout.seed = 1;
      layout.results_version = results_version;
      layout.catalogue = catalogue();
      layout.default_variable = "trust";
      Provenance provenance;
      provenance.configurations = {""};
      TrajectoryWriter::Options options;
      options.force = true;
      writer = std::make_unique<TrajectoryWriter>(file, layout, provenance, options);
    }
    const auto outcome = run_ensemble(jobs,
                                      [&](Job job, const std::stop_token& stop) {
                                        RunRecord record;
                                        record.scenario = job.scenario;
                                        record.replicate = job.replicate;
                                        if (!run(specification, {1, job.replicate}, {}, record, stop)) return false;
                                        if (writer) writer->add(std::move(record));
                                        return true;
                                      },
                                      {.threads = static_cast<int>(state.range(0)), .stop = {}, .progress = {}});
    if (outcome.finished != replicates) state.SkipWithError("a run failed");
    if (writer) writer->finish({}, {});
  }
  std::filesystem::remove(file);
  state.counters["ms/replicate"] = benchmark::Counter(replicates * static_cast<double>(state.iterations()) * 1e-3,
                                                      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(ensemble)
    ->ArgsProduct({{1, 2}, {0, 1}})
    ->ArgNames({"threads", "recorded"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
