// One small run, to the last bit.
#include <catch2/catch.hpp>

#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {

namespace {

// FNV-1a over the bits of the values, lowest byte first (offset basis and prime: draft-eastlake-fnv).
std::uint64_t checksum(std::span<const float> series) {
  std::uint64_t hash = 14695981039346656037u;
  for (const float value : series)
    for (int byte = 0; byte < 4; ++byte)
      hash = (hash ^ (std::bit_cast<std::uint32_t>(value) >> (8 * byte) & 0xFF)) * 1099511628211u;
  return hash;
}

}  // namespace

// If this fails, results have changed. That is either an accident: find it (a compiler, an instruction set and a build
// type must not matter). Or it is meant: raise `results_version` in models/territory/model.hpp by one, say in
// CHANGELOG.md which results change and why, and put the new version and checksum here.
TEST_CASE("the results of this version are what they were") {
  Specification s = rural(24);
  s.levers = {facilitator(6)};
  const auto series = series_of(s, {1, 0});
  CHECK(results_version == 2);
  CHECK(checksum(series) == 0xecea5f392e297040u);
}

TEST_CASE("what is undefined is one and the same NaN") {
  Specification s = rural(24);
  s.parameters.set("mechanisms.encounters", 0);
  s.parameters.set("territory.population.state_officer", 0);
  std::size_t undefined = 0;
  for (const float value : series_of(s, {1, 0}, {{true}, {}, {}, false}))
    if (std::isnan(value)) {
      ++undefined;
      CHECK(std::bit_cast<std::uint32_t>(value) == 0x7FC00000u);
    }
  CHECK(undefined > 0);
}

}  // namespace entremise::territory::testing
