// The same bits, whatever runs them.
#include <catch2/catch.hpp>

#include <mutex>
#include <sstream>

#include "sim/engine/checkpoint.hpp"
#include "sim/engine/ensemble.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using everything::after;
using everything::bits_of;
using everything::on_threads;

namespace {

constexpr Luck luck{2026, 3};

}  // namespace

TEST_CASE("a run gives the same bits on any number of threads") {
  // Below one tile; relations above; actors and relations above and no whole number of tiles.
  for (const std::uint32_t actors : {150u, 3000u, 10007u}) {
    CAPTURE(actors);
    const std::uint64_t one = on_threads(1, [&] { return bits_of(after(4, actors, luck)); });
    for (const int threads : {2, 3, 8}) {
      CAPTURE(threads);
      CHECK(on_threads(threads, [&] { return bits_of(after(4, actors, luck)); }) == one);
    }
  }
}

TEST_CASE("the model of these tests does use everything") {
  const everything::World start = everything::territory(10007, luck), end = after(4, 10007, luck);
  CHECK(start.graph().relations() > 4096 * 9);
  CHECK(end.graph() != start.graph());
  CHECK(end.graph().next_id() > start.graph().next_id());
  const auto changed = [&](auto column) { return !std::ranges::equal(start[column], end[column]); };
  CHECK(changed(everything::mood));
  CHECK(changed(everything::vote));
  CHECK(changed(everything::place));
  CHECK(changed(everything::wealth));
  CHECK(changed(everything::age));
  CHECK(changed(everything::weight));
  CHECK(changed(everything::trust));
  CHECK(changed(everything::debt));
  CHECK(changed(everything::tally));
}

TEST_CASE("a run gives the same bits alone and in an ensemble") {
  std::vector<Job> jobs;
  for (std::uint32_t replicate = 0; replicate < 6; ++replicate) jobs.push_back({0, replicate});
  const auto size_of = [](std::uint32_t replicate) { return replicate % 2 == 0 ? 200u : 5000u; };
  std::vector<std::uint64_t> alone;
  for (const Job job : jobs) alone.push_back(bits_of(after(4, size_of(job.replicate), {7, job.replicate})));
  for (const int threads : {1, 2, 8}) {
    CAPTURE(threads);
    std::vector<std::uint64_t> together(jobs.size());
    const auto outcome =
        run_ensemble(jobs,
                     [&](Job job, const std::stop_token&) {
                       together[job.replicate] = bits_of(after(4, size_of(job.replicate), {7, job.replicate}));
                       return true;
                     },
                     {.threads = threads, .stop = {}, .progress = {}});
    CHECK(outcome.finished == jobs.size());
    CHECK(together == alone);
  }
}

TEST_CASE("a run that was saved and loaded goes on to the same bits") {
  for (const std::uint32_t actors : {200u, 5000u}) {
    const std::uint64_t uninterrupted = bits_of(after(7, actors, luck));
    for (const std::uint32_t k : {0u, 1u, 4u, 7u}) {
      CAPTURE(actors, k);
      std::stringstream file;
      const everything::World before = after(k, actors, luck);
      save_checkpoint(file, before);
      auto world = load_checkpoint<everything::World>(file);
      CHECK(bits_of(world) == bits_of(before));
      CHECK(world.graph() == before.graph());
      for (std::uint32_t m = k; m < 7; ++m) everything::month().advance(world, luck);
      CHECK(bits_of(world) == uninterrupted);
    }
  }
}

TEST_CASE("a branch of a run leaves the run alone") {
  everything::World trunk = after(3, 300, luck), branch = trunk;
  const auto change = everything::month(0, 0.9f);
  change.advance(branch, luck);
  CHECK(bits_of(trunk) == bits_of(after(3, 300, luck)));
  CHECK(bits_of(branch) != bits_of(after(4, 300, luck)));
}

// Every compiler and every kind of build must come to these numbers. If one changes, results have changed: say so in
// the change log.
TEST_CASE("the bits are those that were stored") {
  CHECK(bits_of(after(0, 2000, luck)) == 0xbc0d40f15623983bu);
  CHECK(bits_of(after(12, 200, luck)) == 0xefdc9ed12bc239efu);
  CHECK(bits_of(after(12, 6000, luck)) == 0x1339365868d92644u);
}
