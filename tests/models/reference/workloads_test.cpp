// The three workloads end where the published comparisons end, and do what their sentences say.
#include <catch2/catch.hpp>

#include <cmath>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include "models/reference/replicates.hpp"
#include "models/reference/workloads/averaging.hpp"
#include "models/reference/workloads/dilemma.hpp"
#include "models/reference/workloads/rumour.hpp"

using namespace entremise;
using namespace entremise::reference;
using namespace entremise::reference::workloads;

namespace {

template <class World, class Step>
World after(World world, const Step& step, std::uint32_t steps, Luck luck) {
  for (std::uint32_t t = 0; t < steps; ++t) step.advance(world, luck);
  return world;
}

struct Ends {
  double susceptible, infected, recovered;
  double mean, variance;
  double cooperate;
};

Ends ends(Actor actors, Luck luck) {
  const Graph graph = uniform_graph(actors, luck);
  Ends e{};
  const auto w1 = after(rumour::start(graph, luck), rumour::step(), rumour::steps, luck);
  e.susceptible = rumour::share(w1, rumour::susceptible);
  e.infected = rumour::share(w1, rumour::infected);
  e.recovered = rumour::share(w1, rumour::recovered);
  const auto w2 = after(averaging::start(graph, luck), averaging::step(), averaging::steps, luck);
  Sample opinions;
  for (const float x : w2[averaging::opinion]) opinions.add(x);
  e.mean = opinions.mean();
  e.variance = opinions.variance();
  e.cooperate = dilemma::share(after(dilemma::start(graph, luck), dilemma::step(), dilemma::steps, luck));
  return e;
}

}  // namespace

TEST_CASE("the workloads end where they are known to end") {
  // Published for one run each. Over ten seeds the spreads (standard deviations) were: S .0003, I .0015, R .0016, mean
  // .0014, variance .0026, cooperators .006.
  const auto all = replicates(2, 1, [](Luck luck) { return ends(100'000, luck); });
  for (const Ends& e : all) {
    CHECK(e.susceptible == Approx(0.007).margin(0.002));
    CHECK(e.infected == Approx(0.160).margin(0.008));
    CHECK(e.recovered == Approx(0.833).margin(0.010));
    CHECK(e.mean == Approx(0.498).margin(0.008));
    CHECK(e.variance == Approx(0.0171).margin(0.012));
    CHECK(e.cooperate == Approx(0.20).margin(0.03));
  }
}

TEST_CASE("a step of each workload is what its sentence says") {
  constexpr Actor n = 2000;
  const Luck luck{5, 1};
  const Graph graph = uniform_graph(n, luck);

  const auto before = after(averaging::start(graph, luck), averaging::step(), 3, luck);
  const auto then = after(before, averaging::step(), 1, luck);
  double moved = 0;
  for (Actor i = 0; i < n; ++i) {
    const double mine = before[averaging::opinion][i];
    double sum = mine, count = 1;
    for (const Link link : graph.links(i))
      if (std::fabs(before[averaging::opinion][link.to] - static_cast<float>(mine)) <= averaging::confidence) {
        sum += before[averaging::opinion][link.to];
        ++count;
      }
    CHECK(then[averaging::opinion][i] == Approx(sum / count).epsilon(1e-6));
    moved += std::fabs(then[averaging::opinion][i] - mine);
  }
  CHECK(moved / n > 0.01);

  // From the same state, over many steps' luck: how often each kind of actor changes.
  const auto ill = after(rumour::start(graph, luck), rumour::step(), 8, luck);
  double expected = 0, variance = 0, infections = 0, recoveries = 0, carriers = 0;
  std::vector<double> chance(n);
  for (Actor i = 0; i < n; ++i) {
    double escapes = 1;
    for (const Link link : graph.links(i)) escapes *= ill[rumour::state][link.to] == rumour::infected ? 0.95 : 1;
    chance[i] = 1 - escapes;
  }
  for (std::uint32_t r = 0; r < 40; ++r) {
    const auto next = after(ill, rumour::step(), 1, {luck.seed, 100 + r});
    for (Actor i = 0; i < n; ++i) {
      const auto was = ill[rumour::state][i], is = next[rumour::state][i];
      if (was == rumour::susceptible) {
        CHECK(is != rumour::recovered);
        expected += chance[i];
        variance += chance[i] * (1 - chance[i]);
        infections += is == rumour::infected;
      } else if (was == rumour::infected) {
        CHECK(is != rumour::susceptible);
        ++carriers;
        recoveries += is == rumour::recovered;
      } else {
        CHECK(is == rumour::recovered);
      }
    }
  }
  CHECK(carriers > 5000);
  CHECK(std::fabs(infections - expected) <= 4 * std::sqrt(variance));
  CHECK(std::fabs(recoveries - 0.05 * carriers) <= 4 * std::sqrt(carriers * 0.05 * 0.95));

  const auto games = after(dilemma::start(graph, luck), dilemma::step(), 2, luck);
  std::vector<double> payoff(n), takes(n);
  const auto helped = [&](Actor i) {
    double sum = 0;
    for (const Link link : graph.links(i)) sum += games[dilemma::cooperates][link.to];
    return sum;
  };
  for (Actor i = 0; i < n; ++i) payoff[i] = helped(i) * (games[dilemma::cooperates][i] != 0 ? 1 : 1.2);
  for (Actor i = 0; i < n; ++i)
    for (const Link link : graph.links(i))
      if (games[dilemma::cooperates][link.to] != games[dilemma::cooperates][i])
        takes[i] += 1 / (1 + std::exp(-10 * (payoff[link.to] - payoff[i]))) / graph.degree(i);
  double changes = 0, sum = 0, spread = 0;
  for (std::uint32_t r = 0; r < 40; ++r) {
    const auto next = after(games, dilemma::step(), 1, {luck.seed, 100 + r});
    for (Actor i = 0; i < n; ++i) {
      changes += next[dilemma::cooperates][i] != games[dilemma::cooperates][i];
      sum += takes[i];
      spread += takes[i] * (1 - takes[i]);
    }
  }
  CHECK(sum > 1000);
  CHECK(std::fabs(changes - sum) <= 4 * std::sqrt(spread));
}

TEST_CASE("the workloads have the same bits on any number of threads") {
  const Luck luck{3, 0};
  const Graph graph = uniform_graph(20'000, luck);
  const auto run = [&](int threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    std::tuple<rumour::World, averaging::World, dilemma::World> all;
    arena.execute([&] {
      all = {after(rumour::start(graph, luck), rumour::step(), 20, luck),
             after(averaging::start(graph, luck), averaging::step(), 5, luck),
             after(dilemma::start(graph, luck), dilemma::step(), 5, luck)};
    });
    return all;
  };
  const auto [r1, a1, d1] = run(1);
  const auto [r4, a4, d4] = run(4);
  CHECK(std::ranges::equal(r1[rumour::state], r4[rumour::state]));
  CHECK(std::ranges::equal(a1[averaging::opinion], a4[averaging::opinion]));
  CHECK(std::ranges::equal(d1[dilemma::cooperates], d4[dilemma::cooperates]));
}
