// The same bits however unsteady what runs them is: tasks that dawdle, parts of any size, arenas of any size inside
// others, and stops at any point.
#include <rapidcheck.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>
#include <tbb/partitioner.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <random>
#include <sstream>
#include <thread>

#include "sim/engine/around.hpp"
#include "sim/engine/checkpoint.hpp"
#include "sim/engine/choosing.hpp"
#include "sim/engine/ensemble.hpp"
#include "sim/engine/relation_batch.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace everything;

namespace {

constexpr Luck luck{31, 4};

std::atomic<std::uint32_t> unsteadiness{0}, calls{0};

// Now and then, where and for how long nobody can know, whoever calls this waits: other threads overtake it.
void dawdle() {
  const std::uint32_t seed = unsteadiness.load(std::memory_order_relaxed);
  if (seed == 0) return;
  const std::uint32_t word = philox({calls.fetch_add(1, std::memory_order_relaxed), 0, 0, 0}, {seed, 0})[0];
  if (word % 4096 == 0)
    std::this_thread::sleep_for(std::chrono::microseconds(word >> 24));
  else if (word % 1024 == 1)
    std::this_thread::yield();
}

// How a sum is cut into parts; of no consequence.
struct Cut {
  std::size_t grain = 64;
  int partitioner = 0;
};

template <class Values>
double sum_of(const Values& values, Cut cut) {
  using Range = tbb::blocked_range<std::size_t>;
  const Range range(0, values.size(), cut.grain);
  const auto add = [&](const Range& part, ExactSum sum) {
    dawdle();
    for (std::size_t i = part.begin(); i != part.end(); ++i)
      sum.add(values[i] / 3.0);  // a plain sum of these depends on the cut
    return sum;
  };
  const auto join = [](ExactSum a, ExactSum b) { return a += b; };
  switch (cut.partitioner) {
    case 0:
      return tbb::parallel_reduce(range, ExactSum{}, add, join, tbb::simple_partitioner()).value();
    case 1:
      return tbb::parallel_reduce(range, ExactSum{}, add, join, tbb::static_partitioner()).value();
    default:
      return tbb::parallel_reduce(range, ExactSum{}, add, join, tbb::auto_partitioner()).value();
  }
}

// Every kind of phase that runs in parallel, and sums that are cut into parts.
auto unsteady_month(Cut cut) {
  return Schedule(
      each_actor_around<"moods">(mood, reads(trust), renews(mood),
                                 [](auto me, auto around, Draws& draws) {
                                   dawdle();
                                   const float sum = around.sum([](float x) { return x; });
                                   const float mean = (me[mood] + sum) / static_cast<float>(1 + around.size());
                                   me.next(mood) = std::clamp(mean + 0.1f * (draws.uniform_float() - 0.5f), 0.0f, 1.0f);
                                 }),
      each_actor_choosing<"votes">(
          [](auto me, Draws& draws) -> std::optional<Actor> {
            dawdle();
            const auto links = me.links();
            if (links.empty()) return std::nullopt;
            return links[draws.below(static_cast<std::uint32_t>(links.size()))].to;
          },
          reads(mood), renews(vote),
          [](auto me, Actor other, Draws& draws) {
            if (draws.chance(me.all(mood)[other])) me.next(vote) = me.all(vote)[other];
          }),
      each_actor<"wealth">(reads(trust), writes(wealth),
                           [](auto me, Draws& draws) {
                             dawdle();
                             ExactSum trusted;  // what many relations give to one actor
                             for (const Link link : me.links()) trusted.add(me.by(link, trust));
                             me[wealth] += trusted.value() > 2 * draws.uniform() ? 1 : -1;
                           }),
      each_relation<"meetings">(reads(mood), writes(trust),
                                [](auto relation, Draws& draws) {
                                  dawdle();
                                  relation.ab()[trust] = draws.uniform_float() * relation.all(mood)[relation.b()];
                                })
          .when([](auto, Draws& draws) { return draws.chance(0.3); }),
      each_relation_batch<"weights">(reads(mood), writes(weight, debt),
                                     [](auto batch) {
                                       dawdle();
                                       const auto draws = batch.template draw<1>();
                                       for (std::uint32_t k = 0; k < batch.size(); ++k) {
                                         batch[weight][k] = 100 * (draws[0][k] * 0x1p-32);
                                         batch[debt][2 * k + 1] = batch.all(mood)[batch.pairs()[k].a];
                                       }
                                     }),
      propose<"introductions">([](auto me, Draws& draws, Graph::Edit& wish) {
        dawdle();
        const Actor other = draws.below(me.graph().actors());
        if (other != me.id() && draws.chance(0.02)) wish.added.push_back({me.id(), other});
      }),
      end_relations<"partings">(reads(weight),
                                [](auto relation, Draws& draws) {
                                  dawdle();
                                  return relation[weight] < 5 && draws.chance(0.2);
                                }),
      each_relation<"ageing">(renews(age),
                              [](auto relation) {
                                dawdle();
                                relation.next(age) = static_cast<std::uint16_t>(relation[age] + 1);
                              })
          .when_rewired(),
      serial<"tallies">(reads(mood, trust, weight), writes(tally), [cut](auto world) {
        world[tally][0] = sum_of(world[mood], cut);
        world[tally][1] = sum_of(world[trust], cut);
        world[tally][2] = sum_of(world[weight], cut);
      }));
}

std::uint64_t bits_after(std::uint32_t actors, Cut cut) {
  everything::World world = territory(actors, luck);
  const auto what_happens = unsteady_month(cut);
  for (int m = 0; m < 3; ++m) what_happens.advance(world, luck);
  return bits_of(world);
}

// In an arena of so many threads, of which some may be kept for others, on a machine that has no more than `most`.
template <class F>
auto in_arena(int threads, unsigned reserved, std::size_t most, F f) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, most);
  return tbb::task_arena(threads, reserved).execute(f);
}

}  // namespace

TEST_CASE("dawdling tasks, parts and arenas of any size give the same bits") {
  std::mt19937 random(20260101);
  const auto up_to = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (const std::uint32_t actors : {900u, 4999u}) {
    unsteadiness = 0;
    const std::uint64_t steady = in_arena(1, 1, 1, [&] { return bits_after(actors, {}); });
    for (int round = 0; round < 4; ++round) {
      const Cut cut{1 + up_to(3000), static_cast<int>(up_to(3))};
      const int threads = 1 + static_cast<int>(up_to(5)), of_ensemble = threads + static_cast<int>(up_to(3));
      const unsigned reserved = up_to(2);
      const std::size_t most = static_cast<std::size_t>(of_ensemble) + up_to(3);
      CAPTURE(actors, round, cut.grain, cut.partitioner, threads, of_ensemble, reserved, most);
      unsteadiness = 1 + up_to(1'000'000);
      CHECK(in_arena(threads, reserved, most, [&] { return bits_after(actors, cut); }) == steady);

      // As one of several runs that share the threads, from within another arena.
      std::vector<Job> jobs;
      for (std::uint32_t replicate = 0; replicate < 3; ++replicate) jobs.push_back({0, replicate});
      std::vector<std::uint64_t> bits(jobs.size());
      const auto one = [&](Job job, const std::stop_token&) {
        bits[job.replicate] = bits_after(actors, cut);
        return true;
      };
      const EnsembleOptions options{.threads = of_ensemble, .stop = {}, .progress = {}};
      in_arena(threads, reserved, most, [&] { return run_ensemble(jobs, one, options).finished; });
      CHECK(bits == std::vector<std::uint64_t>(jobs.size(), steady));
    }
    unsteadiness = 0;
  }
}

TEST_CASE("other luck gives other bits, so that the test above can fail") {
  everything::World world = territory(900, luck);
  const auto what_happens = unsteady_month({});
  for (int m = 0; m < 3; ++m) what_happens.advance(world, {luck.seed, luck.replicate + 1});
  CHECK(bits_of(world) != bits_after(900, {}));
}

TEST_CASE("a run that is stopped anywhere and resumed from its last checkpoint comes to the same bits") {
  constexpr std::uint32_t months = 5;
  const std::uint64_t small = bits_of(after(months, 150, luck)), large = bits_of(after(months, 1500, luck));
  REQUIRE(rc::check([=] {
    const bool is_large = *rc::gen::weightedElement<bool>({{9, false}, {1, true}});
    const std::uint32_t actors = is_large ? 1500 : 150;
    const auto save = [](const everything::World& world) {
      std::ostringstream out;
      save_checkpoint(out, world);
      return out.str();
    };
    std::string checkpoint = save(territory(actors, luck));
    for (int stops = *rc::gen::inRange(0, 6);; --stops) {
      const int threads = *rc::gen::inRange(1, 5);
      const std::uint32_t in_month = *rc::gen::inRange(1u, months + 2);
      const std::size_t in_phase = *rc::gen::inRange<std::size_t>(0, phase_count);
      const bool kept = *rc::gen::arbitrary<bool>();  // whether a checkpoint is taken every month
      std::istringstream in(checkpoint);
      auto world = load_checkpoint<everything::World>(in);
      std::stop_source stop;
      const bool whole = on_threads(threads, [&] {
        while (world.month() < months) {
          const bool done = everything::month().advance(world, luck, stop.get_token(), [&](std::size_t phase) {
            if (stops > 0 && world.month() == in_month && phase == in_phase) stop.request_stop();
          });
          if (!done) return false;
          if (kept) checkpoint = save(world);
        }
        return true;
      });
      if (!whole) continue;
      RC_ASSERT(bits_of(world) == (is_large ? large : small));
      return;
    }
  }));
}
