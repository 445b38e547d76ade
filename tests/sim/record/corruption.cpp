// Damaged files: a diagnosis or a success, never a crash and never a hang.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "sim/diagnostics/diagnostic.hpp"
#include "sim/record/check.hpp"
#include "sim/record/reader.hpp"
#include "sim/record/trajectory.hpp"
#include "tests/sim/record/example.hpp"

using namespace entremise;
using example::Folder;

namespace {

// Everything that a reader offers.
void read_everything(const std::filesystem::path& path) {
  try {
    const TrajectoryReader reader(path);
    static_cast<void>(reader.provenance());
    static_cast<void>(reader.failures());
    for (std::size_t v = 0; v < reader.layout().catalogue.variables().size(); ++v)
      for (std::uint32_t s = 0; s < reader.layout().scenarios.size(); ++s) static_cast<void>(reader.series(v, s));
    for (std::size_t t = 0; t < reader.layout().tables.size(); ++t) static_cast<void>(reader.table(t));
    for (const std::string& name : reader.derived_names()) static_cast<void>(reader.derived(name));
    static_cast<void>(reader.run(0, 0));
  } catch (const Failure&) {
  }
}

// In a process of its own: a crash or a hang (SIGALRM) is told with the number of the damage that caused it.
template <class Damage>
void try_all(const Folder& folder, std::size_t cases, Damage&& damage) {
  std::fflush(nullptr);  // or the child says it again
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::size_t told = 0;
    for (std::size_t i = 0; i < cases; ++i) {
      example::write_bytes(folder / "case", std::to_string(i));
      example::write_bytes(folder / "damaged.h5", damage(i));
      alarm(60);
      read_everything(folder / "damaged.h5");
      if (!check_trajectories(folder / "damaged.h5").empty()) ++told;
    }
    _exit(told > cases / 20 ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  INFO("damage number " << example::bytes(folder / "case"));
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
}

// More on request: ENTREMISE_DAMAGES=10000.
std::size_t cases(std::size_t usual) {
  const char* asked = std::getenv("ENTREMISE_DAMAGES");
  return asked != nullptr ? static_cast<std::size_t>(std::atol(asked)) : usual;
}

}  // namespace

TEST_CASE("a file cut short anywhere is told so") {
  const Folder folder;
  const auto l = example::layout(4, true);
  example::write(folder / "a.h5", l);
  const std::string whole = example::bytes(folder / "a.h5");
  const std::size_t n = cases(200);
  try_all(folder, n, [&](std::size_t i) { return whole.substr(0, whole.size() * i / n); });
}

TEST_CASE("a file with any bytes changed is read or refused") {
  const Folder folder;
  const auto l = example::layout(4, true);
  example::write(folder / "a.h5", l);
  const std::string whole = example::bytes(folder / "a.h5");
  try_all(folder, cases(250), [&](std::size_t i) {
    std::mt19937 engine(static_cast<std::uint32_t>(i));
    std::string damaged = whole;
    const std::size_t changes = i % 3 == 0 ? 40 : 1;
    for (std::size_t k = 0; k < changes; ++k)
      damaged[engine() % damaged.size()] = static_cast<char>(i % 2 == 0 ? engine() : 0xffu * (engine() % 2));
    return damaged;
  });
}

TEST_CASE("a block of zeros, as left by a power cut, is told") {
  const Folder folder;
  const auto l = example::layout(4, true);
  example::write(folder / "a.h5", l);
  const std::string whole = example::bytes(folder / "a.h5");
  constexpr std::size_t page = 2048;
  try_all(folder, whole.size() / page, [&](std::size_t i) {
    std::string damaged = whole;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(i * page), page, '\0');
    return damaged;
  });
}
