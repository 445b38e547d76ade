#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "sim/diagnostics/diagnostic.hpp"
#include "sim/record/check.hpp"
#include "sim/record/reader.hpp"
#include "sim/record/trajectory.hpp"
#include "tests/sim/record/example.hpp"

using namespace entremise;
using example::Folder;

namespace {

template <class F>
Diagnostic refusal(F&& f) {
  try {
    f();
  } catch (const Failure& failure) {
    REQUIRE_FALSE(failure.diagnostics().empty());
    const Diagnostic d = failure.diagnostics().front();
    REQUIRE_FALSE(d.message.en.empty());
    REQUIRE_FALSE(d.message.fr.empty());
    REQUIRE_FALSE(d.remedy.en.empty());
    REQUIRE_FALSE(d.remedy.fr.empty());
    return d;
  }
  FAIL("nothing was refused");
  return {};
}

Diagnostic refused_writer(const std::filesystem::path& path, const EnsembleLayout& l,
                          TrajectoryWriter::Options options = {}, Provenance p = example::provenance()) {
  return refusal([&] { const TrajectoryWriter w(path, l, p, options); });
}

}  // namespace

TEST_CASE("what is there already is neither overwritten nor lost") {
  const Folder folder;
  const auto l = example::layout(3);
  example::write(folder / "a.h5", l);
  const std::string before = example::bytes(folder / "a.h5");
  Diagnostic d = refused_writer(folder / "a.h5", l);
  REQUIRE(d.code == "E0501");
  REQUIRE(d.trouble == Trouble::output_exists);
  REQUIRE(d.remedy.en.find("--force") != std::string::npos);
  REQUIRE(example::bytes(folder / "a.h5") == before);
  {
    // Replaced only by a whole file.
    TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.force = true});
    w.add(example::run(l, 0, 0));
    REQUIRE(example::bytes(folder / "a.h5") == before);
  }
  REQUIRE(example::bytes(folder / "a.h5") == before);
  std::filesystem::remove(folder / "a.h5");
  d = refused_writer(folder / "a.h5", l);
  REQUIRE(d.code == "E0502");
  REQUIRE(d.trouble == Trouble::output_exists);
  REQUIRE(d.remedy.fr.find("--resume") != std::string::npos);
  {
    TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.force = true});
    REQUIRE(w.resumed() == 0);
  }
  REQUIRE(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("places where nothing can be written are named") {
  const Folder folder;
  const auto l = example::layout(3);
  Diagnostic d = refused_writer(folder / "no/such/folder.h5", l);
  REQUIRE(d.code == "E0503");
  REQUIRE(d.trouble == Trouble::unwritable);
  REQUIRE(refused_writer(folder.path(), l).code == "E0504");
  if (geteuid() != 0) {  // the superuser may write anywhere
    chmod(folder.path().c_str(), 0500);
    REQUIRE(refused_writer(folder / "a.h5", l).code == "E0505");
    chmod(folder.path().c_str(), 0700);
  }
  REQUIRE_THROWS_AS(TrajectoryWriter("/proc/a.h5", l, {}), Failure);
}

TEST_CASE("a seed that other programs would round is refused") {
  const Folder folder;
  auto l = example::layout(3);
  l.seed = std::uint64_t{1} << 53;
  const Diagnostic d = refused_writer(folder / "a.h5", l);
  REQUIRE(d.code == "E0508");
  REQUIRE(d.trouble == Trouble::usage);
  --l.seed;
  example::write(folder / "a.h5", l);
  REQUIRE(TrajectoryReader(folder / "a.h5").layout().seed == l.seed);
}

TEST_CASE("only the same ensemble is continued") {
  const Folder folder;
  const auto l = example::layout(3, true);
  {
    TrajectoryWriter w(folder / "a.h5", l, example::provenance());
    w.add(example::run(l, 0, 0));
  }
  const std::string before = example::bytes(folder / "a.h5.part");
  const auto different = [&](auto&& change, const char* code, const char* says) {
    auto other = l;
    auto p = example::provenance();
    change(other, p);
    const Diagnostic d = refused_writer(folder / "a.h5", other, {.resume = true}, p);
    CHECK(d.code == code);
    CHECK(d.message.en.find(says) != std::string::npos);
    REQUIRE(example::bytes(folder / "a.h5.part") == before);
  };
  different([](EnsembleLayout& o, Provenance&) { o.seed = 43; }, "E0509", "seed is 42, not 43");
  different([](EnsembleLayout& o, Provenance&) { o.months = 24; }, "E0509", "12 months");
  different([](EnsembleLayout& o, Provenance&) { o.results_version = 2; }, "E0509", "version");
  different([](EnsembleLayout& o, Provenance&) { o.scenarios[1] = "rural"; }, "E0509", "facilitator");
  different([](EnsembleLayout& o, Provenance&) { o.tables.pop_back(); }, "E0509", "tables");
  different(
      [](EnsembleLayout& o, Provenance&) {
        o.catalogue = Catalogue({}, {{"trust_mean", "1", "m", "m", {}}});
      },
      "E0509", "series");
  different([](EnsembleLayout&, Provenance& p) { p.configurations[1] += "#"; }, "E0509", "configured");
  different([](EnsembleLayout& o, Provenance&) { o.replicates = 2; }, "E0514", "3 replicates");
  example::write_bytes(folder / "a.h5.part", "not HDF5");
  const Diagnostic d = refused_writer(folder / "a.h5", l, {.resume = true});
  REQUIRE(d.code == "E0511");
  REQUIRE(d.trouble == Trouble::invalid_results);
}

TEST_CASE("two writers of one file are kept apart") {
  const Folder folder;
  const auto l = example::layout(3);
  TrajectoryWriter w(folder / "a.h5", l, example::provenance());
  w.add(example::run(l, 0, 0));
  REQUIRE(refused_writer(folder / "a.h5", l, {.force = true}).code == "E0510");
  REQUIRE(refused_writer(folder / "a.h5", l, {.resume = true}).code == "E0510");
}

TEST_CASE("what is not a trajectory file is told apart") {
  const Folder folder;
  const auto opened = [&](const std::filesystem::path& path) {
    const Diagnostic d = refusal([&] { const TrajectoryReader reader(path); });
    const auto faults = check_trajectories(path);
    REQUIRE(faults.size() == 1);
    REQUIRE(faults.front().code == d.code);
    return d;
  };
  REQUIRE(opened(folder / "nothing.h5").code == "E0520");
  REQUIRE(opened(folder / "nothing.h5").trouble == Trouble::unreadable);
  REQUIRE(opened(folder.path()).code == "E0520");
  example::write_bytes(folder / "empty.h5", "");
  REQUIRE(opened(folder / "empty.h5").code == "E0521");
  example::write_bytes(folder / "text.h5", "replicate;month;trust\n1;2;3\n");
  REQUIRE(opened(folder / "text.h5").code == "E0521");
  REQUIRE(opened(folder / "text.h5").trouble == Trouble::invalid_results);
  const auto l = example::layout(3);
  example::write(folder / "a.h5", l);
  const std::string whole = example::bytes(folder / "a.h5");
  example::write_bytes(folder / "cut.h5", whole.substr(0, whole.size() / 2));
  REQUIRE(opened(folder / "cut.h5").code == "E0522");
}
