#include "analysis/why/trace.hpp"

#include <algorithm>
#include <utility>

namespace entremise::why {

using namespace entremise::territory;

namespace {

// One replicate, month by month.
class Follower {
 public:
  Follower(const Specification& specification, Luck luck, std::optional<Actor> actor)
      : simulation_(specification, luck),
        tally_(specification.parameters, actor),
        chronicle_(specification, luck),
        observe_(specification.parameters) {
    observe_(simulation_.world(), trace_.series);
  }

  [[nodiscard]] const World& world() const { return simulation_.world(); }
  [[nodiscard]] Simulation& simulation() { return simulation_; }

  bool month(const std::stop_token& stop) {
    tally_.begin(world());
    chronicle_.begin(world());
    const bool done = simulation_.advance(stop, [&](std::size_t phase) {
      tally_.before(phase, world());
      chronicle_.before(phase, world());
    });
    if (!done) return false;
    trace_.months.push_back(tally_.end(world()));
    chronicle_.end(world(), trace_.happenings);
    observe_(world(), trace_.series);
    return true;
  }
  [[nodiscard]] Trace trace() {
    trace_.end = world();
    return std::move(trace_);
  }

 private:
  Simulation simulation_;
  Tally tally_;
  Chronicle chronicle_;
  Observer observe_;
  Trace trace_;
};

}  // namespace

std::optional<Trace> follow(const Specification& specification, Luck luck, std::uint32_t months,
                            std::optional<Actor> actor, const std::stop_token& stop) {
  Follower one(specification, luck, actor);
  for (std::uint32_t month = 1; month <= months; ++month)
    if (!one.month(stop)) return {};
  return one.trace();
}

std::optional<PairedTrace> follow_both(const Specification& here, const Specification& there, Luck luck,
                                       std::uint32_t months, std::optional<Actor> actor, const std::stop_token& stop) {
  Follower one(here, luck, actor), other(there, luck, actor);
  PairedTrace both;
  if (differ(one.world(), other.world())) both.parting = Parting{0, {{0, differences(one.world(), other.world())}}};
  const std::uint32_t last = std::min(here.months, there.months);
  World one_before, other_before;
  for (std::uint32_t month = 1; month <= last && (month <= months || !both.parting); ++month) {
    if (!both.parting) {
      one_before = one.world();
      other_before = other.world();
    }
    const auto step = [&](Follower& follower) {
      return month <= months ? follower.month(stop) : follower.simulation().advance(stop);
    };
    if (!step(one) || !step(other)) return {};
    if (month == months) {
      both.distance = distance(one.world(), other.world());
      both.here = one.trace();
      both.there = other.trace();
    }
    if (!both.parting && differ(one.world(), other.world())) {
      // The simulations go on after this month: another two look into it.
      Simulation again(here, luck), once_more(there, luck);
      both.parting = parting(again, one_before, once_more, other_before);
    }
  }
  if (months == 0) {
    both.distance = distance(one.world(), other.world());
    both.here = one.trace();
    both.there = other.trace();
  }
  return both;
}

}  // namespace entremise::why
