// Events against what a run records of the same months.
#include <catch2/catch.hpp>

#include <map>

#include "analysis/why/trace.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::why {
namespace {

using namespace territory::testing;
using territory::Lever;
using territory::LeverDescription;
using territory::LeverSpan;
using territory::Specification;

constexpr Luck luck{17, 4};

// One lever of every kind.
Specification eventful() {
  Specification s = rural(48);
  for (const LeverDescription& kind : territory::lever_kinds) {
    Lever lever;
    lever.name = kind.name;
    lever.kind = kind.kind;
    lever.from = 3 + static_cast<std::uint32_t>(kind.kind);
    if (kind.span == LeverSpan::lasting) lever.until = 40;
    s.levers.push_back(lever);
  }
  s.parameters.set("projects.rate", 4);
  return s;
}

}  // namespace

TEST_CASE("there are as many events of each kind as the series count") {
  const Specification s = eventful();
  const auto trace = follow(s, luck, s.months);
  REQUIRE(trace);
  std::map<Event, double> total;
  for (std::uint32_t month = 1; month <= s.months; ++month) {
    CAPTURE(month);
    std::map<Event, double> count;
    double participants = 0;
    for (const Happening& h : trace->happenings)
      if (h.month == month) {
        ++count[h.event];
        ++total[h.event];
        if (h.event == Event::dialogue_space) participants += static_cast<double>(h.who.size());
      }
    const auto recorded = [&](const char* name, std::size_t at = 0) {
      return double{value_of(trace->series, month, name, at)};
    };
    double arrivals = 0;
    for (std::size_t type = 0; type < 4; ++type) arrivals += recorded("arrivals", type);
    CHECK(count[Event::arrival] == arrivals);
    CHECK(count[Event::introduction] == recorded("introductions"));
    CHECK(count[Event::introduction] + count[Event::intervention] == recorded("interventions"));
    CHECK(count[Event::call_for_tenders] == recorded("calls_for_tenders"));
    CHECK(count[Event::project_started] == recorded("projects_started"));
    CHECK(count[Event::project_succeeded] == recorded("projects_succeeded"));
    CHECK(count[Event::project_failed] == recorded("projects_failed"));
    CHECK(count[Event::rupture] == recorded("ruptures"));
    CHECK(count[Event::joining] == recorded("newcomers"));
    CHECK(participants == recorded("space_participants"));
  }
  for (const Event e : {Event::arrival, Event::intervention, Event::introduction, Event::call_for_tenders,
                        Event::project_started, Event::project_succeeded, Event::project_failed, Event::joining,
                        Event::dialogue_space, Event::new_relation, Event::change_of_type, Event::election}) {
    CAPTURE(event_names[static_cast<std::size_t>(e)]);
    CHECK(total[e] > 0);
  }
  CHECK(total[Event::lever_begins] == static_cast<double>(s.levers.size()));
}

TEST_CASE("events have their actors") {
  const Specification s = eventful();
  const auto trace = follow(s, luck, s.months);
  REQUIRE(trace);
  const World& world = trace->end;
  const auto type = [&](Actor i) { return static_cast<territory::ActorType>(world[territory::type_of][i]); };
  for (const Happening& h : trace->happenings) {
    for (const Actor i : h.who) REQUIRE(i < world.graph().actors());
    if (h.event == Event::call_for_tenders) {
      REQUIRE(h.who.size() == 3);
      CHECK(type(h.who[0]) != territory::ActorType::social_economy_actor);
      CHECK(type(h.who[1]) == territory::ActorType::social_economy_actor);
      CHECK(type(h.who[2]) == territory::ActorType::social_economy_actor);
      CHECK(h.who[1] != h.who[2]);
    }
    if (h.event == Event::project_started) CHECK(h.who.size() >= 3);
    if (h.event == Event::introduction) CHECK(h.facilitator != no_entity);
  }
}

TEST_CASE("levers are told where they begin and end, and shocks that never come are not") {
  Specification s = rural(12);
  s.levers = {facilitator(4, 9), facilitator(13)};
  const auto trace = follow(s, luck, s.months);
  std::vector<std::pair<Event, std::uint32_t>> found;
  for (const Happening& h : trace->happenings)
    if (h.event == Event::lever_begins || h.event == Event::lever_ends) found.emplace_back(h.event, h.month);
  CHECK(found == std::vector<std::pair<Event, std::uint32_t>>{{Event::lever_begins, 4}, {Event::lever_ends, 9}});
}

}  // namespace entremise::why
