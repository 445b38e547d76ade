// What recording costs: handing runs over, laying them out as chunks, checksums, HDF5, the file system's cache.
// The shape is that of a territory: two scenarios, 120 months, about 150 values a month.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "sim/record/reader.hpp"
#include "sim/record/trajectory.hpp"

namespace {

using namespace entremise;

EnsembleLayout layout(std::uint32_t replicates) {
  const std::vector<std::string> four{"a", "b", "c", "d"};
  std::vector<Variable> variables;
  for (int i = 0; i < 54; ++i) variables.push_back({"metric_" + std::to_string(i), "1", "metric", "mesure", {}});
  for (int i = 0; i < 12; ++i)
    variables.push_back({"by_type_" + std::to_string(i), "1", "by type", "par type", {"type"}});
  for (int i = 0; i < 3; ++i)
    variables.push_back({"mixing_" + std::to_string(i), "1", "mixing", "mélange", {"type", "type_to"}});
  EnsembleLayout l;
  l.scenarios = {"reference", "facilitator"};
  l.replicates = replicates;
  l.months = 120;
  l.seed = 1;
  l.catalogue = Catalogue({{"type", "type", four}, {"type_to", "type", four}}, variables);
  return l;
}

std::filesystem::path scratch() {
  return std::filesystem::temp_directory_path() / ("entremise-benchmark-" + std::to_string(getpid()) + ".h5");
}

RunRecord record(const EnsembleLayout& l) {
  RunRecord r;
  for (std::size_t i = 0; i < l.catalogue.width() * (l.months + 1); ++i) r.series.push_back(static_cast<float>(i) / 7);
  return r;
}

// A whole file, from creation to its final name and safe on the disk: items are runs, bytes those of the series.
void whole_file(benchmark::State& state) {
  const EnsembleLayout l = layout(static_cast<std::uint32_t>(state.range(0)));
  const RunRecord one = record(l);
  for (auto _ : state) {
    TrajectoryWriter writer(scratch(), l, {}, {.force = true});
    for (std::uint32_t r = 0; r < l.replicates; ++r)
      for (std::uint32_t s = 0; s < 2; ++s) {
        RunRecord run = one;
        run.scenario = s;
        run.replicate = r;
        writer.add(std::move(run));
      }
    writer.finish();
  }
  state.SetItemsProcessed(state.iterations() * 2 * l.replicates);
  state.SetBytesProcessed(state.iterations() * 2 * l.replicates *
                          static_cast<std::int64_t>(one.series.size() * sizeof(float)));
  std::filesystem::remove(scratch());
}
BENCHMARK(whole_file)
    ->Arg(1)
    ->Arg(64)
    ->Arg(512)
    ->Arg(2048)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// The caller's share of adding one run.
void add(benchmark::State& state) {
  const EnsembleLayout l = layout(1u << 16);
  const RunRecord one = record(l);
  TrajectoryWriter writer(scratch(), l, {}, {.force = true, .queue = 4096});
  std::uint32_t run = 0;
  for (auto _ : state) {
    RunRecord copy = one;
    copy.scenario = run % 2;
    copy.replicate = run++ / 2;
    const auto begin = std::chrono::steady_clock::now();
    writer.add(std::move(copy));
    state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  writer.keep_partial();
  std::filesystem::remove(TrajectoryWriter::part_path(scratch()));
}
BENCHMARK(add)->UseManualTime()->Iterations(2000)->Unit(benchmark::kMicrosecond);

// Reading one variable of one scenario, all replicates.
void read_series(benchmark::State& state) {
  const EnsembleLayout l = layout(512);
  {
    TrajectoryWriter writer(scratch(), l, {}, {.force = true});
    const RunRecord one = record(l);
    for (std::uint32_t run = 0; run < 1024; ++run) {
      RunRecord copy = one;
      copy.scenario = run % 2;
      copy.replicate = run / 2;
      writer.add(std::move(copy));
    }
    writer.finish();
  }
  const TrajectoryReader reader(scratch());
  for (auto _ : state) benchmark::DoNotOptimize(reader.series(0, 1));
  std::filesystem::remove(scratch());
}
BENCHMARK(read_series)->Unit(benchmark::kMillisecond);

}  // namespace
