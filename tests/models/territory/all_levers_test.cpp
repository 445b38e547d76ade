// Every kind of lever and shock: its zero, the months before it, and what it does.
#include <catch2/catch.hpp>

#include <functional>

#include "models/territory/mechanisms/projects.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr std::uint32_t months = 40;
constexpr Luck luck{91, 2};

Lever lever(LeverKind kind, std::uint32_t from) {
  Lever one;
  one.name = lever_kinds[static_cast<std::size_t>(kind)].name;
  one.kind = kind;
  one.from = from;
  return one;
}

// The field whose zero is the lever's zero.
std::vector<LeverKey> intensities(LeverKind kind) {
  switch (kind) {
    case LeverKind::facilitator:
      return {"facilitator.number"};
    case LeverKind::peer_circles:
      return {"peer_circles.number"};
    case LeverKind::agora:
      return {"agora.number"};
    case LeverKind::codevelopment:
      return {"codevelopment.groups"};
    case LeverKind::fifty_fifty:
      return {"fifty_fifty.share"};
    case LeverKind::candour_charter:
      return {"candour_charter.strength", "candour_charter.protection"};
    case LeverKind::training:
      return {"training.share"};
    case LeverKind::diagnosis:
      return {"diagnosis.participation"};
    case LeverKind::pilot_projects:
      return {"pilot_projects.number"};
    case LeverKind::evaluation:
      return {"evaluation.revelation", "evaluation.common_criteria"};
    case LeverKind::narrative:
      return {"narrative.strength"};
    case LeverKind::enlargement:
      return {"enlargement.share"};
    case LeverKind::memory:
      return {"memory.level"};
    case LeverKind::commissioning:
      return {"commissioning.tenders", "commissioning.control"};
    case LeverKind::bridge:
      return {"bridge.budget"};
    case LeverKind::election_upset:
      return {"election_upset.renewal"};
    case LeverKind::departures:
      return {"departures.share"};
    case LeverKind::budget_cut:
      return {"budget_cut.constraint", "budget_cut.projects"};
    case LeverKind::scandal:
      return {"scandal.evidence", "scandal.tension"};
    case LeverKind::crisis:
      return {"crisis.stakes", "crisis.urgency", "crisis.constraint"};
  }
  return {};
}

std::vector<float> with(const Lever& one) {
  Specification s = rural(months);
  s.levers = {one};
  return series_of(s, luck);
}

float last(const std::vector<float>& series, std::string_view name, std::size_t at = 0) {
  return value_of(series, months, name, at);
}

}  // namespace

TEST_CASE("every lever at zero leaves every bit as it is") {
  const auto reference = series_of(rural(months), luck);
  for (const LeverDescription& kind : lever_kinds) {
    CAPTURE(std::string(kind.name));
    Lever one = lever(kind.kind, 3);
    for (const LeverKey field : intensities(kind.kind)) set(one, field, 0);
    CHECK(same_bits(with(one), reference));
  }
}

TEST_CASE("before a lever begins every bit is the reference's, and by the end some are not") {
  const auto reference = series_of(rural(months), luck);
  for (const LeverDescription& kind : lever_kinds) {
    CAPTURE(std::string(kind.name));
    const auto series = with(lever(kind.kind, 13));
    CHECK(same_bits(months_up_to(series, 12), months_up_to(reference, 12)));
    CHECK(!same_bits(series, reference));
  }
}

TEST_CASE("levers past the end of the run do nothing") {
  const auto reference = series_of(rural(months), luck);
  for (const LeverDescription& kind : lever_kinds) {
    CAPTURE(std::string(kind.name));
    if (kind.kind == LeverKind::enlargement) continue;  // those who will join are there, unseen: the next test
    CHECK(same_bits(with(lever(kind.kind, months + 1)), reference));
  }
}

TEST_CASE("offices that have yet to join move nobody's luck") {
  Specification s = rural(months);
  const World without = after(s, luck, months);
  s.levers = {lever(LeverKind::enlargement, months + 1)};
  const World world = after(s, luck, months);
  CHECK(world.graph().actors() > without.graph().actors());
  REQUIRE(world.graph().relations() == without.graph().relations());
  CHECK(std::equal(world[trust].begin(), world[trust].end(), without[trust].begin()));
  CHECK(std::equal(without[engagement].begin(), without[engagement].end(), world[engagement].begin()));
}

TEST_CASE("negative controls: what must do nothing does nothing") {
  Specification s = rural(months);
  SECTION("a bridge that knows everybody, without a budget") {
    const auto reference = series_of(s, luck);
    s.levers = {lever(LeverKind::bridge, 1)};
    set(s.levers[0], "bridge.knowledge", 1);
    set(s.levers[0], "bridge.budget", 0);
    CHECK(same_bits(series_of(s, luck), reference));
  }
  SECTION("memory where nobody ever leaves") {
    s.parameters.set("mechanisms.turnover", 0);
    const auto reference = series_of(s, luck);
    s.levers = {lever(LeverKind::memory, 1)};
    CHECK(same_bits(series_of(s, luck), reference));
  }
  SECTION("stories where engagement does not move") {
    s.parameters.set("mechanisms.engagement", 0);
    const auto reference = series_of(s, luck);
    s.levers = {lever(LeverKind::narrative, 1)};
    set(s.levers[0], "narrative.hours", 0);
    CHECK(same_bits(series_of(s, luck), reference));
  }
}

TEST_CASE("levers do what they are for") {
  const Specification base = rural(months);
  const auto reference = series_of(base, luck);
  const auto at = [&](LeverKind kind) { return with(lever(kind, 6)); };
  SECTION("spaces are held on their calendar, with the participants asked for") {
    for (const auto& [kind, every, participants] :
         {std::tuple{LeverKind::peer_circles, 6u, 8.0f + 8 + 8 + 6}, std::tuple{LeverKind::agora, 6u, 24.0f},
          std::tuple{LeverKind::codevelopment, 1u, 6.0f}}) {
      const auto series = at(kind);
      for (std::uint32_t month = 1; month <= months; ++month) {
        const bool meets = month >= 6 && (month - 6) % every == 0 && (kind != LeverKind::codevelopment || month < 15);
        CHECK(value_of(series, month, "space_participants") == (meets ? participants : 0.0f));
        CHECK((value_of(series, month, "conversations") > 0) == meets);
      }
    }
  }
  SECTION("an agora makes ties, and mostly young ones: the cohort is told apart") {
    const auto series = at(LeverKind::agora);
    CHECK(last(series, "relation_count", 0) > last(reference, "relation_count", 0));
    CHECK(last(series, "relation_count", 1) == last(reference, "relation_count", 1));
  }
  SECTION("a charter frees speech") {
    CHECK(last(at(LeverKind::candour_charter), "candour") > last(reference, "candour"));
  }
  SECTION("training frees speech") {
    CHECK(last(at(LeverKind::training), "candour") > last(reference, "candour"));
  }
  SECTION("a diagnosis teaches, and brings disagreement into the open") {
    const auto series = at(LeverKind::diagnosis);
    CHECK(value_of(series, 6, "interconnaissance") > value_of(reference, 6, "interconnaissance") + 0.02f);
    CHECK(value_of(series, 6, "disagreement_open") > value_of(reference, 6, "disagreement_open"));
  }
  SECTION("pilots are started in their month") {
    Specification s = base;
    s.parameters.set("projects.rate", 0);
    s.levers = {lever(LeverKind::pilot_projects, 6)};
    const auto series = series_of(s, luck);
    for (std::uint32_t month = 1; month <= months; ++month)
      CHECK(value_of(series, month, "projects_started") == (month == 6 ? 3.0f : 0.0f));
    CHECK(value_of(series, 11, "projects_active") == 3);
    CHECK(value_of(series, 12, "projects_active") == 0);
  }
  SECTION("evaluation shows value") {
    float seen = 0, seen_before = 0;
    const auto series = at(LeverKind::evaluation);
    for (std::uint32_t month = 6; month <= months; ++month)
      if (value_of(series, month, "projects_succeeded") > 0 && value_of(series, month, "value_destroyed") == 0) {
        seen = value_of(series, month, "value_seen_share");
        seen_before = value_of(reference, month, "value_seen_share");
        CHECK(seen > 0.8f);
      }
    CHECK(seen > seen_before);
  }
  SECTION("those who join are as many as asked for, at the time asked for") {
    for (const double mode : {0.0, 1.0, 2.0}) {
      Lever one = lever(LeverKind::enlargement, 6);
      set(one, "enlargement.mode", mode);
      const auto series = with(one);
      float joined = 0;
      for (std::uint32_t month = 1; month <= months; ++month) {
        const float now = value_of(series, month, "newcomers");
        joined += now;
        CHECK((now > 0) == (month == 6 || (mode > 0 && month > 6 && month <= 21 && (month - 6) % 3 == 0)));
      }
      CHECK(joined == 18);  // 0.3 of 60
    }
  }
  SECTION("an enlargement may wait for successes") {
    Lever one = lever(LeverKind::enlargement, 1);
    set(one, "enlargement.after_successes", 5);
    const auto series = with(one);
    for (std::uint32_t month = 1; month <= months; ++month)
      if (value_of(series, month - 1, "projects_succeeded_total") < 5) CHECK(value_of(series, month, "newcomers") == 0);
    CHECK(last(series, "projects_succeeded_total") >= 5);
  }
  SECTION("a reform of commissioning ends calls for tenders") {
    Lever one = lever(LeverKind::commissioning, 6);
    set(one, "commissioning.tenders", 1);
    CHECK(value_of(with(one), 12, "calls_for_tenders") == 0);
    CHECK(value_of(reference, 12, "calls_for_tenders") > 0);
  }
  SECTION("a bridge brings people together") {
    CHECK(value_of(at(LeverKind::bridge), 6, "interventions") == 6);
  }
  SECTION("an upset replaces elected officials alone") {
    const auto series = at(LeverKind::election_upset);
    CHECK(value_of(series, 6, "arrivals", 0) > 5);
    for (std::size_t type = 1; type < 4; ++type)
      CHECK(value_of(series, 6, "arrivals", type) == value_of(reference, 6, "arrivals", type));
  }
  SECTION("departures fall on those meant") {
    Lever one = lever(LeverKind::departures, 6);
    set(one, "departures.who", 4);  // the social economy
    set(one, "departures.share", 0.8);
    const auto series = with(one);
    CHECK(value_of(series, 6, "arrivals", 2) > 10);
    CHECK(value_of(series, 6, "arrivals", 0) == value_of(reference, 6, "arrivals", 0));
  }
  SECTION("a scandal weighs on trust between its two types, at once, and on no other") {
    const auto series = at(LeverKind::scandal);
    const auto drop = [&](std::size_t from, std::size_t to) {
      return value_of(reference, 6, "trust_mixing", 4 * from + to) - value_of(series, 6, "trust_mixing", 4 * from + to);
    };
    CHECK(drop(0, 2) > 0.2f);
    CHECK(drop(2, 0) > 0.2f);
    CHECK(std::abs(drop(1, 3)) < 0.01f);
  }
  SECTION("hard times: commitments fail more often, fewer projects start") {
    const auto series = at(LeverKind::budget_cut);
    CHECK(last(series, "cooperation") < last(reference, "cooperation"));
  }
  SECTION("levers cost person-hours, shocks none") {
    for (const LeverDescription& kind : lever_kinds) {
      CAPTURE(std::string(kind.name));
      CHECK((last(at(kind.kind), "lever_hours_total") > 0) == !kind.shock);
    }
  }
}

TEST_CASE("the value ledger adds up: what was created and destroyed, less the costs, is what there is") {
  Specification s = rural(120);
  const auto series = series_of(s, luck);
  double net = 0;
  for (std::uint32_t month = 1; month <= 120; ++month) {
    for (std::size_t k = 0; k < criteria; ++k)
      net +=
          double{value_of(series, month, "value_created", k)} + double{value_of(series, month, "value_destroyed", k)};
    net -= double{value_of(series, month, "value_costs")};
    CHECK(value_of(series, month, "value_net") == Approx(net).margin(1e-3));
  }
  CHECK(net > 1);
}

}  // namespace entremise::territory::testing
