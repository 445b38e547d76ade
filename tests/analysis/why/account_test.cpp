// What moved the means: closes, and looks at whom it is asked about.
#include <catch2/catch.hpp>

#include "analysis/why/account.hpp"
#include "analysis/why/trace.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::why {
namespace {

using namespace territory::testing;
using territory::ActorType;
using territory::Specification;
using territory::Tallied;

constexpr Luck luck{23, 1};

Specification facilitated() {
  Specification s = rural(30);
  s.levers = {facilitator(6)};
  return s;
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double x : values) total += x;
  return total;
}

}  // namespace

TEST_CASE("what the mechanisms moved is the way from the first mean to the last") {
  const Specification s = facilitated();
  const auto trace = follow(s, luck, s.months, Actor{11});
  REQUIRE(trace);
  std::vector<Focus> all(1);
  all.push_back({{{ActorType::elected_official, ActorType::social_economy_actor}}, {}, {}});
  all.push_back({{{ActorType::local_officer, ActorType::local_officer}}, {}, {}});
  all.push_back({{}, Actor{11}, {}});
  all.push_back({{}, Actor{11}, Focus::Way::held_of});
  for (const Focus& focus : all)
    for (const std::uint32_t since : {0u, 12u}) {
      const Account found = account(trace->months, since, focus);
      for (const Course& course : found) {
        REQUIRE(course.start);
        REQUIRE(course.end);
        CHECK(std::abs(sum(course.by_phase) - course.moved()) < 1e-9);
      }
      CHECK(found[0].moved() != 0);
    }
}

TEST_CASE("the means are those that a run records") {
  const Specification s = facilitated();
  const auto trace = follow(s, luck, s.months);
  REQUIRE(trace);
  CHECK(same_bits(trace->series, series_of(s, luck)));
  const Account found = account(trace->months, 12, {});
  const auto close = [&](const Course& course, const char* name) {
    CHECK(std::abs(*course.start - value_of(trace->series, 12, name)) < 1e-6);
    CHECK(std::abs(*course.end - value_of(trace->series, s.months, name)) < 1e-6);
  };
  close(found[0], "trust");
  close(found[1], "interconnaissance");
  close(found[2], "tension");
  // One way between two types is the cell of the mixing matrix: what elected officials hold of the social economy.
  Focus focus{{{ActorType::elected_official, ActorType::social_economy_actor}}, {}, Focus::Way::held_by};
  CHECK(std::abs(*account(trace->months, 0, focus)[0].end - value_of(trace->series, s.months, "trust_mixing", 2)) <
        1e-6);
  focus.way = Focus::Way::held_of;
  CHECK(std::abs(*account(trace->months, 0, focus)[0].end - value_of(trace->series, s.months, "trust_mixing", 8)) <
        1e-6);
}

TEST_CASE("a mechanism that is switched off moves nothing, one that is on does") {
  const auto names = territory::phase_names();
  const auto moved = [&](const Account& found, std::string_view name, Tallied q) {
    const auto at = std::find(names.begin(), names.end(), name) - names.begin();
    return found[static_cast<std::size_t>(q)].by_phase[static_cast<std::size_t>(at)];
  };
  Specification s = facilitated();
  const Account with = account(follow(s, luck, 30)->months, 0, {});
  CHECK(moved(with, "gossip", Tallied::trusting) != 0);
  CHECK(moved(with, "facilitated encounters", Tallied::knowing) > 0);
  CHECK(moved(with, "forgetting", Tallied::knowing) < 0);
  CHECK(moved(with, "gossip", Tallied::knowing) == 0);
  s.parameters.set("mechanisms.gossip", 0);
  s.levers.clear();
  const Account without = account(follow(s, luck, 30)->months, 0, {});
  CHECK(moved(without, "gossip", Tallied::trusting) == 0);
  CHECK(moved(without, "facilitated encounters", Tallied::knowing) == 0);
}

}  // namespace entremise::why
