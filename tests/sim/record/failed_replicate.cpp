// An ensemble of which some runs fail, from kernels to the file.
#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

#include "sim/engine/ensemble.hpp"
#include "sim/engine/schedule.hpp"
#include "sim/graph/generators.hpp"
#include "sim/record/check.hpp"
#include "sim/record/reader.hpp"
#include "tests/sim/record/example.hpp"

using namespace entremise;

namespace {

inline constexpr struct Trust {
  using Value = float;
  static constexpr Per per = Per::relation;
  static constexpr std::string_view name = "trust", unit = "1", meaning = "grows by chance";
  static constexpr Value initial = 0, lower = 0, upper = 1000;
} trust;

constexpr std::uint32_t months = 6, replicates = 24;

EnsembleLayout layout() {
  EnsembleLayout l;
  l.title = "Runs of which some fail";
  l.scenarios = {"reference", "facilitator"};
  l.replicates = replicates;
  l.months = months;
  l.seed = 9;
  l.catalogue = Catalogue({}, {{"trust_total", "1", "sum of trust", "somme des confiances", {}}});
  return l;
}

// One run; with `faults`, a kernel throws in one replicate, an observer in another, and the run itself in a third.
RunRecord run(Job job, bool faults) {
  World<Trust> world(ring(200, 4));
  const Schedule month(each_relation<"growing">(writes(trust), [&](auto relation, Draws& draws) {
    if (faults && job.scenario == 1 && job.replicate == 13 && relation.month() == 3 && relation.a() == 7 &&
        relation.b() == 8)
      throw std::domain_error("no growth");
    relation[trust] += draws.uniform_float() + static_cast<float>(job.scenario);
  }));
  RunRecord record{job.scenario, job.replicate, {}, {}};
  const auto keep = [&] {
    float sum = 0;
    for (const float x : world[trust]) sum += x;
    record.series.push_back(sum);
  };
  for (keep(); world.month() < months; keep())
    month.advance(world, {9, job.replicate}, {}, [&](std::size_t) {
      if (faults && job.scenario == 0 && job.replicate == 5 && world.month() == 2)
        throw std::runtime_error("nothing to see");
    });
  if (faults && job.scenario == 0 && job.replicate == 20) throw std::runtime_error("too late");
  return record;
}

}  // namespace

TEST_CASE("where a kernel throws in one replicate of many, the others are written and the failed one is told") {
  for (const int threads : {1, 4}) {
    const example::Folder folder;
    TrajectoryWriter writer(folder / "a.h5", layout(), {});
    std::vector<Job> jobs;
    for (std::uint32_t r = 0; r < replicates; ++r)
      for (const std::uint32_t s : {0u, 1u}) jobs.push_back({s, r});
    const EnsembleOutcome outcome = run_ensemble(jobs,
                                                 [&](Job job, const std::stop_token&) {
                                                   writer.add(run(job, true));
                                                   return true;
                                                 },
                                                 {.threads = threads, .stop = {}, .progress = {}});
    CHECK(outcome.finished == jobs.size() - 3);
    for (const RunFailure& failure : outcome.failures)
      writer.add_failed(failure.job.scenario, failure.job.replicate, failure.what);
    writer.finish();

    const TrajectoryReader reader(folder / "a.h5");
    CHECK(reader.complete());
    CHECK(check_trajectories(reader.path()).empty());
    CHECK(reader.count(RunState::failed) == 3);
    CHECK(
        reader.failures() ==
        std::vector<std::string>{"reference, replicate 5: phase 'growing', month 2, observer before it: nothing to see",
                                 "facilitator, replicate 13: phase 'growing', month 3, relation 7-8: no growth",
                                 "reference, replicate 20: too late"});
    for (const Job job : jobs) {
      CAPTURE(job.scenario, job.replicate);
      const bool failed = std::ranges::any_of(outcome.failures, [&](const RunFailure& failure) {
        return failure.job.scenario == job.scenario && failure.job.replicate == job.replicate;
      });
      REQUIRE(reader.completed(job.scenario, job.replicate) != failed);
      if (!failed) CHECK(reader.run(job.scenario, job.replicate).series == run(job, false).series);
    }
  }
}
