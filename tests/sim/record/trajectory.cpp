#include "sim/record/trajectory.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <thread>

#include "sim/diagnostics/diagnostic.hpp"
#include "sim/record/check.hpp"
#include "sim/record/reader.hpp"
#include "tests/sim/record/example.hpp"

using namespace entremise;
using example::Folder;

namespace {

using Run = std::pair<std::uint32_t, std::uint32_t>;  // replicate, scenario

std::vector<Run> in_order(const EnsembleLayout& l) {
  std::vector<Run> out;
  for (std::uint32_t r = 0; r < l.replicates; ++r)
    for (std::uint32_t s = 0; s < l.scenarios.size(); ++s) out.emplace_back(r, s);
  return out;
}

std::vector<Run> shuffled(const EnsembleLayout& l, std::uint32_t seed) {
  auto out = in_order(l);
  std::mt19937 engine(seed);
  for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[engine() % i]);
  return out;
}

void add_all(TrajectoryWriter& w, const EnsembleLayout& l, const std::vector<Run>& runs, unsigned threads) {
  std::vector<std::thread> pool;
  for (unsigned t = 0; t < threads; ++t)
    pool.emplace_back([&, t] {
      for (std::size_t i = t; i < runs.size(); i += threads)
        if (!w.has(runs[i].second, runs[i].first)) w.add(example::run(l, runs[i].second, runs[i].first));
    });
  for (std::thread& t : pool) t.join();
}

void require_same_values(const TrajectoryReader& reader, const EnsembleLayout& l) {
  for (std::uint32_t r = 0; r < l.replicates; ++r)
    for (std::uint32_t s = 0; s < l.scenarios.size(); ++s) {
      const RunRecord expected = example::run(l, s, r);
      const RunRecord read = reader.run(s, r);
      REQUIRE(read.series == expected.series);
      REQUIRE(read.tables.size() == expected.tables.size());
      for (std::size_t t = 0; t < read.tables.size(); ++t) {
        REQUIRE(read.tables[t].month == expected.tables[t].month);
        REQUIRE(read.tables[t].columns == expected.tables[t].columns);
      }
    }
}

}  // namespace

TEST_CASE("a trajectory file gives back what was recorded") {
  const Folder folder;
  const bool with_tables = GENERATE(false, true);
  const auto l = example::layout(GENERATE(1u, 64u, 70u), with_tables);
  example::write(folder / "a.h5", l);
  REQUIRE_FALSE(std::filesystem::exists(TrajectoryWriter::part_path(folder / "a.h5")));
  REQUIRE_FALSE(std::filesystem::exists(folder / "a.h5.part.rows"));

  const TrajectoryReader reader(folder / "a.h5");
  REQUIRE(reader.complete());
  REQUIRE(reader.format_version() == "1.0.0");
  const EnsembleLayout& got = reader.layout();
  REQUIRE(got.title == l.title);
  REQUIRE(got.scenarios == l.scenarios);
  REQUIRE(got.replicates == l.replicates);
  REQUIRE(got.months == l.months);
  REQUIRE(got.seed == l.seed);
  REQUIRE(got.results_version == l.results_version);
  REQUIRE(got.default_variable == l.default_variable);
  REQUIRE(got.catalogue.dimensions().size() == 2);
  REQUIRE(got.catalogue.dimensions()[1].name == "actor_type_to");
  REQUIRE(got.catalogue.dimensions()[1].labels == l.catalogue.dimensions()[1].labels);
  REQUIRE(got.catalogue.variables().size() == 3);
  REQUIRE(got.catalogue.variables()[2].dimensions == l.catalogue.variables()[2].dimensions);
  REQUIRE(got.catalogue.variables()[0].long_name_fr == "confiance moyenne");
  REQUIRE(got.catalogue.variables()[0].valid_max == 1000.0);
  REQUIRE(std::isinf(got.catalogue.variables()[1].valid_max));
  REQUIRE(got.tables.size() == l.tables.size());
  if (with_tables) REQUIRE(got.tables[0].columns[0].flags == std::vector<std::string>{"made", "broken"});

  REQUIRE(reader.count(RunState::completed) == l.replicates * 2);
  require_same_values(reader, l);

  const auto mixing = reader.series(2, 1);
  REQUIRE(mixing.size() == l.replicates * 13u * 9u);
  REQUIRE(mixing[(0 * 13 + 12) * 9 + 5] == example::value(1, 0, 12, 4 + 5));

  const Provenance p = reader.provenance();
  REQUIRE(p.configurations == example::provenance().configurations);
  for (const auto& attribute : example::provenance().attributes)
    REQUIRE(std::ranges::count(p.attributes, attribute) == 1);

  REQUIRE(reader.derived_names() == std::vector<std::string>{"summary", "contrast"});
  const auto contrast = reader.derived("contrast");
  REQUIRE(contrast.has_value());
  REQUIRE(contrast->dimensions[0].labels == std::vector<std::string>{"facilitator-reference"});
  REQUIRE(contrast->arrays[0].dimensions == std::vector<std::string>{"scenario_pair", "month"});
  REQUIRE(contrast->arrays[0].values == std::vector<double>(13, 0.5));
  REQUIRE(reader.derived("summary")->attributes ==
          std::vector<std::pair<std::string, std::string>>{{"confidence", "0.95"}});
  REQUIRE_FALSE(reader.derived("nothing").has_value());
  REQUIRE(check_trajectories(folder / "a.h5").empty());
}

TEST_CASE("equal ensembles give equal bytes in whatever order runs come") {
  const Folder folder;
  const bool with_tables = GENERATE(false, true);
  const auto l = example::layout(200, with_tables);
  example::write(folder / "ordered.h5", l);
  const std::string expected = example::bytes(folder / "ordered.h5");
  // Written over and over in place, or only when whole; one thread or several; few runs in waiting, or many.
  const double persist = GENERATE(0.0, 1000.0);
  for (std::uint32_t i = 0; i < 3; ++i) {
    TrajectoryWriter w(folder / "other.h5", l, example::provenance(),
                       {.force = true, .queue = std::size_t{1} << (4 * i), .persist_seconds = persist});
    add_all(w, l, i == 0 ? in_order(l) : shuffled(l, i), 1 + i);
    w.finish(example::derived(l));
    REQUIRE(example::bytes(folder / "other.h5") == expected);
  }
}

TEST_CASE("equal ensembles give equal bytes however often they were interrupted") {
  const Folder folder;
  const bool with_tables = GENERATE(false, true);
  const auto l = example::layout(150, with_tables);
  example::write(folder / "ordered.h5", l);
  const auto order = shuffled(l, 7);
  std::size_t before = 0;
  for (const std::size_t upto : {std::size_t{1}, std::size_t{40}, std::size_t{41}, std::size_t{250}}) {
    TrajectoryWriter w(folder / "other.h5", l, example::provenance(), {.resume = true});
    REQUIRE(w.resumed() == before);
    for (std::size_t i = 0; i < upto; ++i) REQUIRE(w.has(order[i].second, order[i].first) == (i < before));
    add_all(w, l, {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(upto)}, 2);
    w.keep_partial();
    before = upto;
    REQUIRE_FALSE(std::filesystem::exists(folder / "other.h5"));
    const TrajectoryReader part(TrajectoryWriter::part_path(folder / "other.h5"));
    REQUIRE_FALSE(part.complete());
    REQUIRE(part.count(RunState::completed) == upto);
    REQUIRE(check_trajectories(part.path()).empty());
  }
  TrajectoryWriter w(folder / "other.h5", l, example::provenance(), {.resume = true});
  add_all(w, l, order, 2);
  w.finish(example::derived(l));
  REQUIRE(example::bytes(folder / "other.h5") == example::bytes(folder / "ordered.h5"));
  REQUIRE(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("replicates can be added to a finished file, with the bytes of a file written at once") {
  const Folder folder;
  const bool with_tables = GENERATE(false, true);
  example::write(folder / "a.h5", example::layout(10, with_tables));
  const auto more = example::layout(130, with_tables);
  {
    TrajectoryWriter w(folder / "a.h5", more, example::provenance(), {.resume = true});
    REQUIRE(w.resumed() == 20);
    w.add(example::run(more, 0, 100));
    w.keep_partial();
  }
  // The finished file stays until the longer one is whole.
  REQUIRE(TrajectoryReader(folder / "a.h5").layout().replicates == 10);
  TrajectoryWriter w(folder / "a.h5", more, example::provenance(), {.resume = true});
  REQUIRE(w.resumed() == 21);
  add_all(w, more, in_order(more), 2);
  w.finish(example::derived(more));
  example::write(folder / "b.h5", more);
  REQUIRE(example::bytes(folder / "a.h5") == example::bytes(folder / "b.h5"));
}

TEST_CASE("other provenance changes nothing but the provenance") {
  const Folder folder;
  const auto l = example::layout(20, true);
  example::write(folder / "a.h5", l);
  TrajectoryWriter w(folder / "b.h5", l, example::provenance());
  add_all(w, l, in_order(l), 1);
  w.finish(example::derived(l), {{{"git_commit", "fedcba"}, {"host", "elsewhere"}}, {}});
  const auto attributes = TrajectoryReader(folder / "b.h5").provenance().attributes;
  REQUIRE(std::ranges::count(attributes, std::pair<std::string, std::string>{"git_commit", "fedcba"}) == 1);
  REQUIRE(std::ranges::count(attributes, std::pair<std::string, std::string>{"host", "elsewhere"}) == 1);
  require_same_values(TrajectoryReader(folder / "b.h5"), l);
}

TEST_CASE("missing and failed runs are not a number, and are said to be so") {
  const Folder folder;
  const auto l = example::layout(70);
  {
    TrajectoryWriter w(folder / "a.h5", l, example::provenance());
    w.add(example::run(l, 0, 3));
    w.add(example::run(l, 1, 69));
    w.add_failed(1, 3, "no luck");
    REQUIRE(w.has(0, 3));
    REQUIRE_FALSE(w.has(1, 3));
    REQUIRE_THROWS_AS(w.finish(), std::logic_error);
    w.keep_partial();
  }
  const TrajectoryReader reader(folder / "a.h5.part");
  REQUIRE(reader.state(0, 3) == RunState::completed);
  REQUIRE(reader.state(1, 3) == RunState::failed);
  REQUIRE(reader.state(0, 0) == RunState::missing);
  REQUIRE(reader.count(RunState::completed) == 2);
  REQUIRE(reader.failures() == std::vector<std::string>{"facilitator, replicate 3: no luck"});
  for (std::uint32_t s = 0; s < 2; ++s) {
    const auto values = reader.series(0, s);
    for (std::uint32_t r = 0; r < 70; ++r) REQUIRE(std::isnan(values[r * 13]) != reader.completed(s, r));
  }
  REQUIRE_THROWS_AS(reader.state(2, 0), std::out_of_range);
  REQUIRE_THROWS_AS(reader.series(0, 0, 60, 11), std::out_of_range);
  REQUIRE(check_trajectories(reader.path()).empty());

  // Failed runs are tried again.
  TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.resume = true});
  REQUIRE(w.resumed() == 2);
  add_all(w, l, in_order(l), 1);
  w.finish(example::derived(l));
  example::write(folder / "b.h5", l);
  REQUIRE(example::bytes(folder / "a.h5") == example::bytes(folder / "b.h5"));
}

TEST_CASE("a writer that is left behind keeps what was recorded, and nothing else") {
  const Folder folder;
  const auto l = example::layout(5, true);
  { const TrajectoryWriter w(folder / "a.h5", l, example::provenance()); }
  REQUIRE(std::filesystem::is_empty(folder.path()));
  {
    TrajectoryWriter w(folder / "a.h5", l, example::provenance());
    w.add(example::run(l, 0, 0));
  }
  REQUIRE(TrajectoryReader(folder / "a.h5.part").completed(0, 0));
  REQUIRE(TrajectoryReader(folder / "a.h5.part").run(0, 0).tables[1].month == example::run(l, 0, 0).tables[1].month);
}

TEST_CASE("records and layouts that do not fit are refused") {
  const Folder folder;
  const auto l = example::layout(5, true);
  TrajectoryWriter w(folder / "a.h5", l, example::provenance());
  auto record = example::run(l, 0, 0);
  record.series.pop_back();
  REQUIRE_THROWS_AS(w.add(record), std::invalid_argument);
  record = example::run(l, 0, 0);
  record.tables[1].month.pop_back();
  REQUIRE_THROWS_AS(w.add(record), std::invalid_argument);
  record = example::run(l, 0, 0);
  record.tables[0].columns[0] = std::vector<float>(record.tables[0].month.size());
  REQUIRE_THROWS_AS(w.add(record), std::invalid_argument);
  REQUIRE_THROWS_AS(w.add(example::run(l, 0, 5)), std::invalid_argument);
  w.add(example::run(l, 0, 0));
  REQUIRE_THROWS_AS(w.add(example::run(l, 0, 0)), std::invalid_argument);

  const auto refused = [&](auto&& change) {
    auto bad = example::layout(5, true);
    change(bad);
    REQUIRE_THROWS_AS(TrajectoryWriter(folder / "b.h5", bad, {}), std::invalid_argument);
  };
  refused([](EnsembleLayout& b) { b.scenarios.clear(); });
  refused([](EnsembleLayout& b) { b.scenarios = {"a", "a"}; });
  refused([](EnsembleLayout& b) { b.replicates = 0; });
  refused([](EnsembleLayout& b) { b.catalogue = Catalogue({}, {{"month", "1", "m", "m", {}}}); });
  refused([](EnsembleLayout& b) { b.catalogue = Catalogue({}, {{"a/b", "1", "m", "m", {}}}); });
  refused([](EnsembleLayout& b) { b.tables[0].name = "trust_mean"; });
  refused([](EnsembleLayout& b) { b.tables[0].columns[0].name = "month"; });
  refused([](EnsembleLayout& b) { b.default_variable = "nothing"; });
  REQUIRE_FALSE(std::filesystem::exists(folder / "b.h5.part"));
}
