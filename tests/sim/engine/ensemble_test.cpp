// Many runs at a time: what fails, what is stopped, what is told.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

#include <tbb/parallel_for.h>

#include "sim/engine/ensemble.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using namespace plain;

namespace {

using Small = entremise::World<Word<Per::actor>>;

std::vector<Job> jobs_of(std::uint32_t scenarios, std::uint32_t replicates) {
  std::vector<Job> jobs;
  for (std::uint32_t r = 0; r < replicates; ++r)
    for (std::uint32_t s = 0; s < scenarios; ++s) jobs.push_back({s, r});
  return jobs;
}
EnsembleOptions on(int threads) {
  return {.threads = threads, .stop = {}, .progress = {}};
}

}  // namespace

TEST_CASE("a run that fails leaves the others alone and tells where it failed") {
  for (const int threads : {1, 2, 8}) {
    std::vector<int> finished(40);
    const auto outcome = run_ensemble(
        jobs_of(2, 20),
        [&](Job job, const std::stop_token& stop) {
          Small world(Graph(6000, {}));
          const Schedule month(each_actor<"count">(writes(actor_word), [job](auto me) {
            ++me[actor_word];
            if (job.replicate == 13 && job.scenario == 1 && me.month() == 3 && me.id() >= 5000)
              throw std::runtime_error("cannot count so far");
          }));
          for (int m = 0; m < 5; ++m)
            if (!month.advance(world, {1, job.replicate}, stop)) return false;
          if (job.replicate == 7 && job.scenario == 0) throw std::invalid_argument("outside of phases");
          if (job.replicate == 9 && job.scenario == 0) throw 3;
          finished[2 * job.replicate + job.scenario] = static_cast<int>(world[actor_word][0]);
          return true;
        },
        on(threads));
    CHECK(outcome.finished == 37);
    CHECK_FALSE(outcome.stopped);
    CHECK(std::count(finished.begin(), finished.end(), 5) == 37);
    REQUIRE(outcome.failures.size() == 3);
    const RunFailure &outside = outcome.failures[0], &odd = outcome.failures[1], &in_phase = outcome.failures[2];
    CHECK(outside.job.replicate == 7);
    CHECK(outside.phase.empty());
    CHECK(outside.month == 0);
    CHECK(outside.what == "outside of phases");
    CHECK(odd.what == "an exception that is not a std::exception");
    CHECK(in_phase.job.replicate == 13);
    CHECK(in_phase.job.scenario == 1);
    CHECK(in_phase.month == 3);
    CHECK(in_phase.phase == "count");
    CHECK(in_phase.entity.en == "actor 5000");
    CHECK(in_phase.entity.fr == "acteur 5000");
    CHECK(in_phase.reason == "cannot count so far");
    CHECK(in_phase.what == "phase 'count', month 3, actor 5000: cannot count so far");
  }
}

TEST_CASE("an observer that throws fails its own run and is named; one that aborts ends the ensemble") {
  for (const int threads : {1, 4}) {
    const auto ensemble = [&](auto observer) {
      return run_ensemble(
          jobs_of(1, 12),
          [&](Job job, const std::stop_token& stop) {
            Small world(Graph(5000, {}));
            const Schedule month(each_actor<"first">([](auto) {}),
                                 each_actor<"second">(writes(actor_word), [](auto me) { ++me[actor_word]; }));
            for (int m = 0; m < 6; ++m)
              if (!month.advance(world, {1, job.replicate}, stop,
                                 [&](std::size_t phase) { observer(job.replicate, world.month(), phase); }))
                return false;
            return true;
          },
          on(threads));
    };
    const auto outcome = ensemble([](std::uint32_t replicate, std::uint32_t month, std::size_t phase) {
      if (replicate == 8 && month == 4 && phase == 1) throw std::runtime_error("cannot look");
    });
    CHECK(outcome.finished == 11);
    REQUIRE(outcome.failures.size() == 1);
    const RunFailure& failure = outcome.failures.front();
    CHECK(failure.job.replicate == 8);
    CHECK(failure.phase == "second");
    CHECK(failure.month == 4);
    CHECK(failure.entity.en == "observer before it");
    CHECK(failure.what == "phase 'second', month 4, observer before it: cannot look");
    CHECK_THROWS_WITH(ensemble([](std::uint32_t replicate, std::uint32_t, std::size_t) {
                        if (replicate == 8)
                          throw EnsembleAbort{std::make_exception_ptr(std::runtime_error("the disk is full"))};
                      }),
                      "the disk is full");
  }
}

TEST_CASE("a stop is obeyed within a month") {
  for (const int threads : {1, 4}) {
    std::stop_source stop;
    std::atomic<int> months_after{0}, phases_after{0};
    const auto outcome = run_ensemble(
        jobs_of(1, 50),
        [&](Job job, const std::stop_token& token) {
          Small world(Graph(10, {}));
          const auto second = serial<"second">([&](auto) { phases_after += token.stop_requested() ? 1 : 0; });
          const Schedule month(serial<"first">([&](auto w) {
                                 if (job.replicate == 3 && w.month() == 10) stop.request_stop();
                               }),
                               second);
          for (int m = 0; m < 1'000'000; ++m) {
            if (token.stop_requested()) ++months_after;
            if (!month.advance(world, {}, token)) return false;
            if (job.replicate < 3 && m == 20) return true;
          }
          return true;
        },
        {.threads = threads, .stop = stop.get_token(), .progress = {}});
    CHECK(outcome.stopped);
    CHECK(outcome.finished <= 3);
    CHECK(outcome.failures.empty());
    // At most the month after the request in each thread, and the phase that was under way.
    CHECK(months_after <= threads);
    CHECK(phases_after <= threads);
  }
}

TEST_CASE("nothing is started once a stop was requested") {
  std::stop_source stop;
  stop.request_stop();
  int started = 0;
  const auto outcome = run_ensemble(jobs_of(1, 5),
                                    [&](Job, const std::stop_token&) {
                                      ++started;
                                      return true;
                                    },
                                    {.threads = 1, .stop = stop.get_token(), .progress = {}});
  CHECK(started == 0);
  CHECK(outcome.stopped);
  CHECK(outcome.finished == 0);
}

TEST_CASE("a stop that comes after the last run stops nothing") {
  std::stop_source stop;
  std::atomic<int> left{10};
  const auto outcome = run_ensemble(jobs_of(1, 10),
                                    [&](Job, const std::stop_token&) {
                                      if (--left == 0) stop.request_stop();
                                      return true;
                                    },
                                    {.threads = 1, .stop = stop.get_token(), .progress = {}});
  CHECK_FALSE(outcome.stopped);
  CHECK(outcome.finished == 10);
}

TEST_CASE("progress counts every run, one call at a time") {
  for (const int threads : {1, 8}) {
    std::vector<Progress> told;
    std::atomic<int> inside{0};
    bool alone = true;
    const auto outcome = run_ensemble(jobs_of(3, 10),
                                      [](Job job, const std::stop_token&) {
                                        if (job.scenario == 2 && job.replicate % 2 == 0) throw std::runtime_error("no");
                                        return true;
                                      },
                                      {.threads = threads, .stop = {}, .progress = [&](const Progress& p) {
                                         alone = alone && ++inside == 1;
                                         told.push_back(p);
                                         --inside;
                                       }});
    CHECK(alone);
    REQUIRE(told.size() == 30);
    for (std::size_t k = 0; k < told.size(); ++k) {
      CHECK(told[k].total == 30);
      CHECK(told[k].finished + told[k].failed >= k + 1);  // others may have finished before they could tell
      if (k > 0) {
        CHECK(told[k].finished >= told[k - 1].finished);
        CHECK(told[k].seconds >= told[k - 1].seconds);
      }
    }
    CHECK(told.back().finished == 25);
    CHECK(told.back().failed == 5);
    CHECK(outcome.finished == 25);
    CHECK(outcome.failures.size() == 5);
    CHECK(std::is_sorted(outcome.failures.begin(), outcome.failures.end(),
                         [](const RunFailure& a, const RunFailure& b) { return a.job.replicate < b.job.replicate; }));
  }
}

TEST_CASE("an abort ends the ensemble, and its cause comes out") {
  for (const int threads : {1, 4}) {
    std::atomic<int> started{0}, stopped{0};
    const auto ensemble = [&] {
      return run_ensemble(
          jobs_of(1, 200),
          [&](Job job, const std::stop_token& stop) {
            ++started;
            if (job.replicate == 5)
              throw EnsembleAbort{std::make_exception_ptr(std::runtime_error("the disk is full"))};
            if (job.replicate < 5) return true;
            while (!stop.stop_requested()) std::this_thread::yield();
            ++stopped;
            return false;
          },
          on(threads));
    };
    CHECK_THROWS_WITH(ensemble(), "the disk is full");
    CHECK(started <= 5 + threads);
    CHECK(stopped == started - 6);
  }
}

TEST_CASE("progress that throws ends the ensemble, and no run ends halfway as if it were whole") {
  std::atomic<bool> halfway{false};
  const auto ensemble = [&] {
    return run_ensemble(
        jobs_of(1, 20),
        [&](Job job, const std::stop_token& stop) {
          if (job.replicate == 0) return true;
          Small world(Graph(100'000, {}));
          const Schedule month(each_actor<"count">(writes(actor_word), [](auto me) { ++me[actor_word]; }));
          std::uint32_t months = 0;
          while (month.advance(world, {}, stop)) {
            ++months;
            if (std::ranges::any_of(world[actor_word], [&](std::uint32_t x) { return x != months; })) halfway = true;
          }
          return false;
        },
        {.threads = 4, .stop = {}, .progress = [](const Progress&) { throw std::runtime_error("nobody listens"); }});
  };
  CHECK_THROWS_WITH(ensemble(), "nobody listens");
  CHECK_FALSE(halfway);
}

TEST_CASE("more threads than processors are had, and an ensemble of nothing is done at once") {
  std::atomic<int> inside{0}, most{0};
  const auto outcome = run_ensemble(
      jobs_of(1, 8),
      [&](Job, const std::stop_token&) {
        const int now = ++inside;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        // Waits for the others, but not for ever.
        for (int k = 0; most < 8 && k < 60000; ++k) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        --inside;
        return true;
      },
      on(8));
  CHECK(outcome.finished == 8);
  CHECK(most == 8);
  const auto nothing = run_ensemble(
      {}, [](Job, const std::stop_token&) { return true; }, on(2));
  CHECK(nothing.finished == 0);
  CHECK_FALSE(nothing.stopped);
}

TEST_CASE("a run that waits for its own phases does not begin another run") {
  // Two runs on one thread would be one inside the other: a lock that a run holds would then be taken twice.
  thread_local int depth = 0;
  std::atomic<bool> nested{false};
  const auto outcome = run_ensemble(
      jobs_of(1, 64),
      [&](Job, const std::stop_token&) {
        if (++depth > 1) nested = true;
        Small world(Graph(30'000, {}));
        const Schedule month(each_actor<"count">(writes(actor_word), [](auto me) { ++me[actor_word]; }));
        for (int m = 0; m < 3; ++m) month.advance(world, {});
        --depth;
        return true;
      },
      on(4));
  CHECK(outcome.finished == 64);
  CHECK_FALSE(nested);
}

TEST_CASE("one run alone has all the ensemble's threads for its phases") {
  std::atomic<int> inside{0}, most{0};
  const auto outcome = run_ensemble(
      jobs_of(1, 1),
      [&](Job, const std::stop_token&) {
        Small world(Graph(4096 * 4, {}));
        Schedule(each_actor<"wait">([&](auto me) {
          if (me.id() % 4096 != 0) return;
          const int now = ++inside;
          for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
          }
          for (int k = 0; most < 2 && k < 60000; ++k) std::this_thread::sleep_for(std::chrono::milliseconds(1));
          --inside;
        })).advance(world, {});
        return true;
      },
      on(2));
  CHECK(outcome.finished == 1);
  CHECK(most == 2);
}
