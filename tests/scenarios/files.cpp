// Files that are no scenario at all.
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/scenarios/reading.hpp"

namespace entremise::scenarios {
namespace {

std::vector<std::string> codes(const Reading& reading) {
  std::vector<std::string> result;
  for (const Diagnostic& d : reading.diagnostics) result.push_back(d.code);
  return result;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("each way of not being a file is told apart") {
  const Folder folder;
  folder.write("rural.toml", "title = \"x\"");
  const Reading missing = read_scenario(folder.path() / "rual.toml");
  CHECK(codes(missing) == Codes{"E0301"});
  CHECK(missing.diagnostics[0].trouble == Trouble::unreadable);
  CHECK(missing.diagnostics[0].remedy.en == "Did you mean \"rural.toml\"?");
  CHECK(codes(read_scenario(folder.path())) == Codes{"E0302"});
  CHECK(codes(read_scenario("/dev/null")) == Codes{"E0302"});
  const auto pipe = folder.path() / "pipe.toml";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(codes(read_scenario(pipe)) == Codes{"E0302"});
  CHECK(codes(read_scenario(folder.path() / "rural.toml" / "below")) == Codes{"E0301"});
  if (geteuid() != 0) {
    const auto closed = folder.write("closed.toml", "title = \"x\"");
    std::filesystem::permissions(closed, std::filesystem::perms::none);
    CHECK(codes(read_scenario(closed)) == Codes{"E0303"});
  }
  const auto large = folder.write("large.toml", "");
  std::filesystem::resize_file(large, (16u << 20u) + 1u);
  const Reading too_large = read_scenario(large);
  CHECK(codes(too_large) == Codes{"E0304"});
  CHECK(too_large.diagnostics[0].trouble == Trouble::invalid_scenario);
  CHECK(codes(read_scenario(folder.write("empty.toml", ""))) == Codes{"E0307"});
  CHECK(codes(read_scenario(folder.write("binary.toml", std::string("\x89HDF\r\n\x1a\n\0\0", 10)))) == Codes{"E0305"});
  CHECK(codes(read_scenario(folder.write("latin.toml", "title = \"caf\xE9\""))) == Codes{"E0306"});
}

TEST_CASE("names of files may hold any letters") {
  const Folder folder;
  const Reading reading = read_scenario(folder.write("agglomération é 1.toml", "title = \"x\""));
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->name == "agglomération é 1");
}

}  // namespace entremise::scenarios
