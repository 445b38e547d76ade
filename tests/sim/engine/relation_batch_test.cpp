// Batches of relations: the same as relations one by one, only many at a time.
#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/relation_batch.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace everything;

namespace {

constexpr Luck luck{2027, 1};

// Those who are lucky by the first block of their stream move by the next two.
auto one_by_one() {
  return Schedule(each_relation<"meeting">(reads(mood), writes(trust, age), [](auto relation, Draws& draws) {
    const auto first = draws.take<4>();
    relation[age] = static_cast<std::uint16_t>(relation[age] + 1 + relation.month());
    if (!Draws::happens(first[0], relation.all(mood)[relation.b()])) return;
    const auto w = draws.template take<8>();
    relation.ab()[trust] = static_cast<float>(w[0] >> 8) * 0x1p-24f;
    relation.ba()[trust] = static_cast<float>(w[7] >> 8) * 0x1p-24f;
  }));
}

auto in_batches() {
  return Schedule(each_relation_batch<"meeting">(reads(mood), writes(trust, age), [](auto batch) {
    const auto draws = batch.template draw<1>();
    for (std::uint16_t& months : batch[age]) months = static_cast<std::uint16_t>(months + 1 + batch.month());
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t k = 0; k < batch.size(); ++k) {
      if (batch.graph().pairs()[batch.first() + k] != batch.pairs()[k]) throw std::logic_error("another's pair");
      if (Draws::happens(draws[0][k], batch.all(mood)[batch.pairs()[k].b])) chosen.push_back(k);
    }
    const auto more = batch.template draw<2>(1, chosen);
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      batch[trust][2 * chosen[k]] = static_cast<float>(more[0][k] >> 8) * 0x1p-24f;
      batch[trust][2 * chosen[k] + 1] = static_cast<float>(more[7][k] >> 8) * 0x1p-24f;
    }
  }));
}

template <class Month>
std::uint64_t bits_after(const Month& month, everything::World world) {
  for (int m = 0; m < 3; ++m) month.advance(world, luck);
  return bits_of(world);
}

}  // namespace

TEST_CASE("batches of relations come to what relations come to one by one") {
  // Within a batch; a whole number of tiles or not; and so many actors that the far ends are fetched ahead.
  for (const std::uint32_t actors : {12u, 700u, 5000u, 20000u}) {
    CAPTURE(actors);
    const everything::World start = territory(actors, luck);
    const std::uint64_t expected = bits_after(one_by_one(), start);
    CHECK(expected != bits_of(start));
    for (const int threads : {1, 3})
      CHECK(on_threads(threads, [&] { return bits_after(in_batches(), start); }) == expected);
  }
}

TEST_CASE("every relation is in one batch, and batches are as long as they can be") {
  everything::World world = territory(3000, luck);
  std::atomic<std::uint32_t> seen = 0, batches = 0;
  const Schedule month(each_relation_batch<"counting">(writes(age), [&](auto batch) {
    seen += batch.size();
    ++batches;
    for (std::uint16_t& times : batch[age]) ++times;
  }));
  month.advance(world, luck);
  const std::size_t relations = world.graph().relations();
  CHECK(seen == relations);
  CHECK(batches == (relations + relations_in_batch - 1) / relations_in_batch);
  for (const std::uint16_t times : world[age]) CHECK(times == 1);
}

TEST_CASE("a batch that fails says in which phase and where it began") {
  everything::World world = territory(3000, luck);
  const Schedule month(each_relation_batch<"failing">(writes(age), [](auto batch) {
    if (batch.first() == 2 * relations_in_batch) throw std::runtime_error("a word");
  }));
  const Pair first = world.graph().pairs()[2 * relations_in_batch];
  try {
    month.advance(world, luck);
    FAIL("it did not fail");
  } catch (const PhaseError& error) {
    CHECK(error.phase() == "failing");
    CHECK(error.reason() == "a word");
    CHECK(std::string(error.what()).find(fmt::format("{}-{}", first.a, first.b)) != std::string::npos);
  }
}
