// Where two runs part: the month, the phase and what differs first, for levers that are known to act there.
#include <catch2/catch.hpp>

#include "analysis/why/trace.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::why {
namespace {

using namespace territory::testing;
using territory::Lever;
using territory::LeverKind;
using territory::Specification;

constexpr Luck luck{31, 2};

Lever lever(LeverKind kind, std::uint32_t from) {
  Lever one;
  one.name = territory::lever_kinds[static_cast<std::size_t>(kind)].name;
  one.kind = kind;
  one.from = from;
  return one;
}

std::optional<PairedTrace> with_and_without(const Lever& one, std::uint32_t months = 24, std::uint32_t followed = 24) {
  const Specification without = rural(months);
  Specification with = without;
  with.levers = {one};
  return follow_both(with, without, luck, followed);
}

std::string_view phase_of(const Parting& parting) {
  return territory::phase_names()[parting.steps.front().phase];
}

}  // namespace

TEST_CASE("two runs of one scenario never part") {
  const Specification s = rural(18);
  const auto both = follow_both(s, s, luck, 12);
  REQUIRE(both);
  CHECK(!both->parting);
  CHECK(both->distance.relations == 0);
  CHECK(both->distance.offices == 0);
  CHECK(both->distance.all_offices == 60);
  CHECK(both->here.happenings == both->there.happenings);
  CHECK(both->here.months.size() == 12);
}

TEST_CASE("a facilitator parts them in the month it comes, with its choice of pairs") {
  const auto from = GENERATE(1u, 7u, 24u);
  CAPTURE(from);
  const auto both = with_and_without(facilitator(from));
  REQUIRE(both);
  REQUIRE(both->parting);
  CHECK(both->parting->month == from);
  CHECK(phase_of(*both->parting) == "facilitator choices");
  REQUIRE(both->parting->steps.size() > 1);
  const Difference& first = both->parting->steps.front().differences.front();
  CHECK(first.column == "interventions");
  CHECK(first.count == 6);
  CHECK(!first.relations.empty());
  CHECK(both->distance.relations > 0);
  CHECK(both->distance.relations <= both->distance.all_relations);
}

TEST_CASE("levers part them with their own phase") {
  const std::vector<std::pair<LeverKind, std::string_view>> phases{{LeverKind::diagnosis, "diagnosis"},
                                                                   {LeverKind::scandal, "scandal"},
                                                                   {LeverKind::training, "training"},
                                                                   {LeverKind::commissioning, "commissioning reform"},
                                                                   {LeverKind::enlargement, "newcomers"},
                                                                   {LeverKind::departures, "turnover"},
                                                                   {LeverKind::pilot_projects, "pilot projects"},
                                                                   {LeverKind::agora, "invitations"}};
  for (const auto& [kind, phase] : phases) {
    CAPTURE(phase);
    const auto both = with_and_without(lever(kind, 9));
    REQUIRE(both->parting);
    CHECK(both->parting->month == 9);
    CHECK(phase_of(*both->parting) == phase);
  }
}

TEST_CASE("a later parting is found though nobody follows that far") {
  const auto both = with_and_without(facilitator(20), 24, 10);
  REQUIRE(both->parting);
  CHECK(both->parting->month == 20);
  CHECK(both->here.months.size() == 10);
  CHECK(both->distance.relations == 0);
}

TEST_CASE("territories that differ from the start part in month 0, and looking changes nothing") {
  const Specification one = rural(12);
  Specification other = one;
  other.parameters.set("interconnaissance.initial.elected_official.elected_official", 0.9);
  const auto both = follow_both(one, other, luck, 12);
  REQUIRE(both->parting);
  CHECK(both->parting->month == 0);
  const auto& found = both->parting->steps.front().differences;
  CHECK(std::any_of(found.begin(), found.end(), [](const Difference& d) { return d.column == "interconnaissance"; }));
  CHECK(std::none_of(found.begin(), found.end(), [](const Difference& d) { return d.column == "tension"; }));
  CHECK(same_bits(both->here.series, series_of(one, luck)));
  CHECK(same_bits(both->there.series, series_of(other, luck)));
  const auto later = with_and_without(facilitator(5));
  Specification with = rural(24);
  with.levers = {facilitator(5)};
  CHECK(same_bits(later->here.series, series_of(with, luck)));
  CHECK(same_bits(later->there.series, series_of(rural(24), luck)));
}

TEST_CASE("a world that differs in one value differs there and nowhere else") {
  const World world = after(rural(6), luck, 6);
  World other = world;
  CHECK(!differ(world, other));
  other.fill(territory::tension)[5] += 0.25f;
  other.fill(territory::engagement)[3] += 0.25f;
  CHECK(differ(world, other));
  const auto found = differences(world, other);
  REQUIRE(found.size() == 2);
  CHECK(found[0].column == "engagement");
  CHECK(found[0].offices == std::vector<Actor>{3});
  CHECK(found[1].column == "tension");
  CHECK(found[1].relations == std::vector<Pair>{world.graph().pairs()[5]});
  const Distance d = distance(world, other);
  CHECK(d.offices == 1);
  CHECK(d.relations == 1);
}

}  // namespace entremise::why
