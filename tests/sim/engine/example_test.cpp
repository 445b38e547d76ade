// The example of sim/README.md, between the two lines, and that it does what it says.
#include <catch2/catch.hpp>

// ---- example
#include "sim/engine/ensemble.hpp"
#include "sim/engine/exact_sum.hpp"
#include "sim/engine/schedule.hpp"

namespace rumour {

using namespace entremise;

inline constexpr struct Knows {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "knows", unit = "1", meaning = "1 for those who have heard";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} knows;

inline constexpr struct Trust {
  using Value = float;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "trust", unit = "1", meaning = "chance to believe the other";
  static constexpr Value initial = 0.1f, lower = 0, upper = 1;
} trust;

using World = entremise::World<Knows, Trust>;

/// A month: who knows tells everybody they know; trust grows where both know.
inline auto month(float growth) {
  return Schedule(
      each_actor<"hearing">(reads(trust), renews(knows),
                            [](auto me, Draws& draws) {
                              for (const Link link : me.links())
                                if (me.all(knows)[link.to] && draws.chance(me.of(link, trust))) me.next(knows) = 1;
                            }),
      each_relation<"growing">(reads(knows), writes(trust), [growth](auto relation) {
        relation.ab()[trust] += growth * (1.0f - relation.ab()[trust]);
        relation.ba()[trust] += growth * (1.0f - relation.ba()[trust]);
      }).when([](auto relation) { return relation.all(knows)[relation.a()] && relation.all(knows)[relation.b()]; }));
}

/// The share of those who know after so many months, in one replicate.
inline double share(Graph graph, std::uint32_t months, Luck luck, const std::stop_token& stop = {}) {
  World world(std::move(graph));
  world.fill(knows)[0] = 1;
  const auto what_happens = month(0.05f);
  for (std::uint32_t m = 0; m < months; ++m)
    if (!what_happens.advance(world, luck, stop)) return -1;
  ExactSum sum;
  for (const std::uint8_t x : world[knows]) sum.add(x);
  return sum.value() / world.graph().actors();
}

}  // namespace rumour
// ---- example

TEST_CASE("the example of the manual runs") {
  using namespace entremise;
  std::vector<Pair> ring;
  for (Actor i = 0; i < 50; ++i) ring.push_back({std::min(i, (i + 1) % 50), std::max(i, (i + 1) % 50)});
  const Graph graph(50, ring);
  std::vector<Job> jobs;
  for (std::uint32_t r = 0; r < 20; ++r) jobs.push_back({0, r});
  std::vector<double> shares(jobs.size());
  const auto outcome = run_ensemble(jobs, [&](Job job, const std::stop_token& stop) {
    shares[job.replicate] = rumour::share(graph, 60, {1, job.replicate}, stop);
    return shares[job.replicate] >= 0;
  });
  CHECK(outcome.finished == 20);
  CHECK(rumour::share(graph, 0, {1, 0}) == 1.0 / 50);
  CHECK(*std::min_element(shares.begin(), shares.end()) >= 1.0 / 50);
  CHECK(*std::max_element(shares.begin(), shares.end()) > *std::min_element(shares.begin(), shares.end()));
  CHECK(rumour::share(graph, 2000, {1, 0}) == 1);
}
