// Somebody else's model, in forty lines on what Entremise installs: a rumour on a small world, twenty times over.
#include <algorithm>
#include <cstdio>

#include <boost/graph/connected_components.hpp>
#include <entremise/sim/engine/ensemble.hpp>
#include <entremise/sim/engine/schedule.hpp>
#include <entremise/sim/graph/boost_graph.hpp>
#include <entremise/sim/graph/generators.hpp>

using namespace entremise;

inline constexpr struct Knows {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "knows", unit = "1", meaning = "1 for those who have heard";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} knows;

std::vector<long> told(int threads) {
  const Schedule month(each_actor<"hearing">(renews(knows), [](auto me, Draws& draws) {
    for (const Link link : me.links())
      if (me.all(knows)[link.to] != 0 && draws.chance(0.1)) me.next(knows) = 1;
  }));
  std::vector<long> counts(20);
  const auto one = [&](Job job, const std::stop_token& stop) {
    const Luck luck{2026, job.replicate};
    World<Knows> world(watts_strogatz(500, 6, 0.1, stream_key(luck, process_id("graph"))));
    world.fill(knows)[0] = 1;
    while (world.month() < 12)
      if (!month.advance(world, luck, stop)) return false;
    counts[job.replicate] = std::ranges::count(world[knows], 1);
    std::vector<int> part(500);
    return boost::connected_components(world.graph(), part.data()) == 1;
  };
  std::vector<Job> jobs;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) jobs.push_back({0, replicate});
  return run_ensemble(jobs, one, {threads, {}, {}}).finished == 20 ? counts : std::vector<long>{};
}

int main() {
  const std::vector<long> counts = told(1);
  for (const long count : counts) std::printf("%ld ", count);
  return !counts.empty() && *std::ranges::min_element(counts) > 1 && counts == told(4) ? 0 : 1;
}
