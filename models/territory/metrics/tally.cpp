#include "models/territory/metrics/tally.hpp"

#include <algorithm>
#include <utility>

#include "models/territory/model.hpp"

namespace entremise::territory {

Tally::Tally(const Parameters& parameters, std::optional<Actor> actor) : trust_(parameters), actor_(actor) {}

Standing Tally::standing(const World& world) const {
  Standing s;
  const Graph& graph = world.graph();
  const auto types = world[type_of];
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot) {
    const Pair pair = graph.pairs()[slot];
    for (const auto& [from, to] : {std::pair{pair.a, pair.b}, std::pair{pair.b, pair.a}}) {
      const std::size_t side = side_index(slot, from, to);
      const std::size_t cell = types[from] * actor_types + types[to];
      const std::array<double, 3> values{
          trust_(types[from], types[to], world[evidence_for][side], world[evidence_against][side]),
          world[interconnaissance][side], world[tension][slot]};
      for (std::size_t q = 0; q < values.size(); ++q) {
        s.pairs[q][cell].add(values[q]);
        if (from == actor_) s.of_actor[q][0].add(values[q]);
        if (to == actor_) s.of_actor[q][1].add(values[q]);
      }
    }
  }
  for (Actor i = 0; i < graph.actors(); ++i) {
    if (world[present][i] == 0) continue;
    s.engagement[types[i]].add(world[engagement][i]);
    if (i == actor_) s.engagement_of_actor.add(world[engagement][i]);
  }
  return s;
}

void Tally::begin(const World& world) {
  month_.month = world.month() + 1;
  month_.standings.assign(phase_names().size() + 1, {});
  month_.standings.front() = standing(world);
  known_ = 0;
  running_ = false;
}

void Tally::reach(std::size_t phase, const World& world) {
  const Standing now = running_ ? standing(world) : month_.standings[known_];
  std::fill(month_.standings.begin() + static_cast<std::ptrdiff_t>(known_) + 1,
            month_.standings.begin() + static_cast<std::ptrdiff_t>(phase) + 1, now);
  known_ = phase;
}

void Tally::before(std::size_t phase, const World& world) {
  reach(phase, world);
  running_ = true;
}

MonthTally Tally::end(const World& world) {
  reach(month_.standings.size() - 1, world);
  return std::move(month_);
}

}  // namespace entremise::territory
