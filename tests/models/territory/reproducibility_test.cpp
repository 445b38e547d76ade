// The same bits whatever the number of threads, stopped and resumed or not; other bits for another replicate.
#include <catch2/catch.hpp>

#include <sstream>

#include "sim/engine/checkpoint.hpp"
#include "sim/engine/ensemble.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

std::vector<RunRecord> runs(const Specification& s, std::uint32_t replicates, int threads, const RecordChoice& choice) {
  std::vector<Job> jobs;
  for (std::uint32_t r = 0; r < replicates; ++r) jobs.push_back({0, r});
  std::vector<RunRecord> records(replicates);
  EnsembleOptions options;
  options.threads = threads;
  const EnsembleOutcome outcome = run_ensemble(
      jobs,
      [&](Job job, const std::stop_token& stop) {
        return run(s, {91, job.replicate}, choice, records[job.replicate], stop);
      },
      options);
  REQUIRE(outcome.finished == replicates);
  return records;
}

// As archetypes go, with few ties a head: twenty thousand actors, some hundred thousand relations.
Specification large(std::uint32_t months) {
  Specification s;
  s.months = months;
  Parameters& p = s.parameters;
  p.set("territory.population.elected_official", 5000);
  p.set("territory.population.local_officer", 5000);
  p.set("territory.population.social_economy_actor", 8000);
  p.set("territory.population.state_officer", 2000);
  p.set("territory.authorities", 5000);
  p.set("network.same_type", 0.0008);
  p.set("network.different_type", 0.0003);
  return s;
}

}  // namespace

TEST_CASE("an ensemble has the same bits on any number of threads") {
  Specification s = rural(30);
  s.levers = {facilitator(6)};
  const RecordChoice choice{{}, {15, 30}, {15, 30}, true};
  const auto expected = runs(s, 12, 1, choice);
  for (const int threads : {2, 3, 8}) {
    CAPTURE(threads);
    const auto records = runs(s, 12, threads, choice);
    for (std::size_t r = 0; r < records.size(); ++r) CHECK(same_bits(records[r], expected[r]));
  }
}

TEST_CASE("a large territory has the same bits on any number of threads") {
  Specification s = large(8);
  s.levers = {facilitator(3)};
  set(s.levers[0], "facilitator.number", 3);
  const RecordChoice choice{{true}, {8}, {8}, true};
  const auto expected = runs(s, 1, 1, choice);
  REQUIRE(value_of(expected[0].series, 0, "relation_count", 0, {true}) > 80000);
  for (const int threads : {2, 3, 8}) {
    CAPTURE(threads);
    CHECK(same_bits(runs(s, 1, threads, choice)[0], expected[0]));
  }
}

TEST_CASE("a run stopped and resumed from a checkpoint goes on to the same bits") {
  constexpr std::uint32_t months = 36;
  const auto stop = GENERATE(0u, 1u, 17u, 35u);
  CAPTURE(stop);
  Specification s = rural(months);
  s.levers = {facilitator(4, 30)};
  set(s.levers[0], "facilitator.number", 2);
  const Luck luck{92, 5};
  const auto observe = [&](const World& world) {
    std::vector<float> values;
    Observer{s.parameters}(world, values);
    return values;
  };
  std::stringstream saved;
  Simulation whole(s, luck);
  for (std::uint32_t month = 1; month <= stop; ++month) whole.advance();
  save_checkpoint(saved, whole.world());

  Simulation resumed(s, luck);
  resumed.restore(load_checkpoint<World>(saved));
  CHECK(resumed.world().month() == stop);
  CHECK(same_bits(observe(resumed.world()), observe(whole.world())));
  for (std::uint32_t month = stop + 1; month <= months; ++month) {
    whole.advance();
    resumed.advance();
    CHECK(same_bits(observe(resumed.world()), observe(whole.world())));
  }
  CHECK(resumed.world().graph() == whole.world().graph());
  const auto same = [&](auto column) { return same_bits(resumed.world()[column], whole.world()[column]); };
  CHECK(same(interconnaissance));
  CHECK(same(evidence_for));
  CHECK(same(evidence_against));
  CHECK(same(tension));
  CHECK(same(facilitator_knowledge));
  CHECK(same(facilitator_neutrality));
  CHECK(same(facilitator_attention));
}

TEST_CASE("replicates differ, and so do seeds") {
  const auto records = runs(rural(6), 20, 2, {});
  for (std::size_t x = 0; x < records.size(); ++x)
    for (std::size_t y = x + 1; y < records.size(); ++y) CHECK(!same_bits(records[x].series, records[y].series));
  CHECK(!same_bits(series_of(rural(6), {1, 0}), series_of(rural(6), {2, 0})));
}

TEST_CASE("a stop request is obeyed") {
  std::stop_source source;
  source.request_stop();
  RunRecord record;
  CHECK(!run(rural(12), {93, 0}, {}, record, source.get_token()));
}

TEST_CASE("fewer than two actors are refused") {
  Specification s;
  s.given.emplace();
  s.given->organisations = {"one"};
  s.given->offices = {office(ActorType::elected_official, 0, Role::councillor)};
  CHECK_THROWS_AS(Simulation(s, {94, 0}), std::invalid_argument);
}

}  // namespace entremise::territory::testing
