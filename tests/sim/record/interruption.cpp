// Processes that are killed, and disks that fill up.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>

#include "sim/diagnostics/diagnostic.hpp"
#include "sim/record/check.hpp"
#include "sim/record/reader.hpp"
#include "sim/record/trajectory.hpp"
#include "tests/sim/record/example.hpp"

using namespace entremise;
using example::Folder;

namespace {

/// HDF5 1.10 forgets a buffer of its own when it cannot write a file out.
bool leaks_are_forgiven = false;

}  // namespace

/// Asked by LeakSanitizer, where there is one, when the process ends.
extern "C" int __lsan_is_turned_off();
extern "C" int __lsan_is_turned_off() {
  return leaks_are_forgiven;
}

namespace {

/// Runs `work` in a process of its own whose stderr goes to a file; returns the process.
pid_t start(const std::filesystem::path& errors, const std::function<int()>& work) {
  std::fflush(nullptr);  // or the child says it again
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child != 0) return child;
  const int file = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(file, STDERR_FILENO);
  int result = 99;
  try {
    result = work();
  } catch (...) {
  }
  std::exit(result);  // with everything that libraries want to do at the end
}

int wait_for(pid_t child) {
  int status = 0;
  for (int i = 0; i < 30000; ++i) {
    if (waitpid(child, &status, WNOHANG) == child) return status;
    usleep(10000);
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  FAIL("the process hung");
  return status;
}

void wait_for_file(const std::filesystem::path& path) {
  for (int i = 0; i < 60000 && !std::filesystem::exists(path); ++i) usleep(1000);
}

void complete(const std::filesystem::path& path, const EnsembleLayout& l) {
  TrajectoryWriter w(path, l, example::provenance(), {.resume = true});
  for (std::uint32_t r = 0; r < l.replicates; ++r)
    for (std::uint32_t s = 0; s < l.scenarios.size(); ++s)
      if (!w.has(s, r)) w.add(example::run(l, s, r));
  w.finish(example::derived(l));
}

}  // namespace

TEST_CASE("kill -9 leaves a readable file that can be continued to the same bytes") {
  const Folder folder;
  const bool with_tables = GENERATE(false, true);
  const auto l = example::layout(200, with_tables);
  example::write(folder / "expected.h5", l);
  // The file of a killed process is read, then continued by a process that is killed in its turn.
  std::size_t at_least = 0;
  int pause = 3000;
  for (int round = 0; round < 4 || (at_least == 0 && round < 12); ++round, pause *= 2) {
    const pid_t child = start(folder / "errors", [&] {
      TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.resume = true, .persist_seconds = 0.002});
      for (std::uint32_t r = 0; r < l.replicates; ++r)
        for (std::uint32_t s = 0; s < l.scenarios.size(); ++s)
          if (!w.has(s, r)) {
            w.add(example::run(l, s, r));
            usleep(500);
          }
      for (;;) ::pause();
      return 0;
    });
    // Until something is there, and a little longer.
    wait_for_file(folder / "a.h5.part");
    usleep(static_cast<useconds_t>(pause));
    kill(child, SIGKILL);
    const int status = wait_for(child);
    REQUIRE(WIFSIGNALED(status));
    if (!std::filesystem::exists(folder / "a.h5.part")) continue;
    const TrajectoryReader part(folder / "a.h5.part");
    REQUIRE_FALSE(part.complete());
    REQUIRE(part.count(RunState::completed) >= at_least);
    at_least = part.count(RunState::completed);
    for (std::uint32_t r = 0; r < l.replicates; ++r)
      if (part.completed(0, r)) REQUIRE(part.series(0, 0, r, 1)[3] == example::value(0, r, 3, 0));
    for (const Diagnostic& fault : check_trajectories(part.path())) FAIL(format(fault, Language::english));
  }
  REQUIRE(at_least > 0);
  complete(folder / "a.h5", l);
  REQUIRE(example::bytes(folder / "a.h5") == example::bytes(folder / "expected.h5"));
}

TEST_CASE("a run is safe from kill -9 after the time promised") {
  const Folder folder;
  const auto l = example::layout(200, true);
  const pid_t child = start(folder / "errors", [&] {
    TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.persist_seconds = 0.05});
    w.add(example::run(l, 1, 2));
    w.add(example::run(l, 0, 130));
    example::write_bytes(folder / "added", "yes");
    for (;;) ::pause();
    return 0;
  });
  wait_for_file(folder / "added");
  usleep(2000000);
  kill(child, SIGKILL);
  wait_for(child);
  REQUIRE(TrajectoryReader(folder / "a.h5.part").completed(1, 2));
  const TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.resume = true});
  REQUIRE(w.resumed() == 2);
}

TEST_CASE("a full disk is said so, and what was whole is kept") {
  const Folder folder;
  const bool with_tables = GENERATE(false, true);
  const auto l = example::layout(150, with_tables, 60);
  example::write(folder / "expected.h5", l);
  const auto size = std::filesystem::file_size(folder / "expected.h5");
  bool kept = false;
  for (const double share : {0.0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.8, 0.97, 0.999}) {
    INFO("file size limit at " << share);
    std::filesystem::remove(folder / "a.h5.part");
    std::filesystem::remove(folder / "a.h5.part.rows");
    const pid_t child = start(folder / "errors", [&] {
      leaks_are_forgiven = true;
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{static_cast<rlim_t>(static_cast<double>(size) * share), RLIM_INFINITY};
      setrlimit(RLIMIT_FSIZE, &limit);
      int code = 0;
      try {
        TrajectoryWriter w(folder / "a.h5", l, example::provenance(), {.persist_seconds = share < 0.5 ? 0.01 : 2.0});
        for (std::uint32_t r = 0; r < l.replicates; ++r)
          for (std::uint32_t s = 0; s < l.scenarios.size(); ++s) w.add(example::run(l, s, r));
        w.finish(example::derived(l));
      } catch (const Failure& failure) {
        const Diagnostic& d = failure.diagnostics().front();
        code = d.code == "E0506" && d.trouble == Trouble::unwritable && !d.remedy.fr.empty() ? 10 : 11;
        const std::string said = d.remedy.en;
        example::write_bytes(folder / "said", said.substr(0, 64));
      }
      return code;
    });
    const int status = wait_for(child);
    const std::string errors = example::bytes(folder / "errors");
    CAPTURE(errors);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 10);
    REQUIRE(errors.empty());
    REQUIRE_FALSE(std::filesystem::exists(folder / "a.h5"));
    if (!std::filesystem::exists(folder / "a.h5.part")) continue;
    kept = true;
    REQUIRE(TrajectoryReader(folder / "a.h5.part").count(RunState::completed) > 0);
    for (const Diagnostic& fault : check_trajectories(folder / "a.h5.part")) FAIL(format(fault, Language::english));
  }
  REQUIRE(kept);
  complete(folder / "a.h5", l);
  REQUIRE(example::bytes(folder / "a.h5") == example::bytes(folder / "expected.h5"));
}
