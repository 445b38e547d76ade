// Levers at zero, levers before their time, and mechanisms switched off.
#include <catch2/catch.hpp>

#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr std::uint32_t months = 48;
constexpr Luck luck{81, 3};

std::vector<float> series_without(Key switched_off) {
  Specification s = rural(months);
  everyday_alone(s.parameters);
  s.parameters.set(switched_off, 0);
  return series_of(s, luck);
}

}  // namespace

TEST_CASE("a facilitator that does nothing leaves every bit as it is") {
  const Specification reference = rural(months);
  const auto expected = series_of(reference, luck);
  Specification s = reference;
  SECTION("none of them") {
    s.levers = {facilitator(6)};
    set(s.levers[0], "facilitator.number", 0);
  }
  SECTION("without capacity") {
    s.levers = {facilitator(6)};
    set(s.levers[0], "facilitator.capacity", 0);
  }
  SECTION("arriving after the end") {
    s.levers = {facilitator(months + 1)};
  }
  SECTION("gone before it came") {
    s.levers = {facilitator(12, 11)};
  }
  SECTION("switched off") {
    s.levers = {facilitator(6)};
    s.parameters.set("mechanisms.facilitation", 0);
  }
  CHECK(same_bits(series_of(s, luck), expected));
}

TEST_CASE("before a lever begins the trajectory is the reference's, then it is not") {
  const auto from = GENERATE(1u, 2u, 25u, 48u);
  CAPTURE(from);
  Specification s = rural(months);
  const auto reference = series_of(s, luck);
  s.levers = {facilitator(from)};
  const auto with = series_of(s, luck);
  CHECK(same_bits(months_up_to(with, from - 1), months_up_to(reference, from - 1)));
  CHECK(!same_bits(months_up_to(with, from), months_up_to(reference, from)));
  CHECK(value_of(with, from, "interventions") == 6);
}

TEST_CASE("a second lever adds to the first: the first one's facilitators do as before until the other comes") {
  Specification s = rural(months);
  s.levers = {facilitator(6)};
  const auto alone = series_of(s, luck);
  s.levers.push_back(facilitator(30));
  const auto both = series_of(s, luck);
  CHECK(same_bits(months_up_to(both, 29), months_up_to(alone, 29)));
  CHECK(value_of(both, 30, "interventions") == 12);
}

TEST_CASE("a facilitator that leaves makes no more interventions") {
  Specification s = rural(months);
  s.levers = {facilitator(6)};
  const auto stays = series_of(s, luck);
  s.levers[0].until = 20;
  const auto leaves = series_of(s, luck);
  CHECK(same_bits(months_up_to(leaves, 20), months_up_to(stays, 20)));
  for (std::uint32_t month = 21; month <= months; ++month) CHECK(value_of(leaves, month, "interventions") == 0);
}

TEST_CASE("watching more closely changes nothing") {
  Specification s = rural(months);
  s.levers = {facilitator(6)};
  const auto expected = series_of(s, luck);
  CHECK(same_bits(series_of(s, luck, {{}, {12, 48}, {0, 48}, true}), expected));
  const MeasureChoice network{true};
  const auto wider = series_of(s, luck, {network, {}, {}, false});
  const std::size_t width = catalogue().width(), wide = catalogue(network).width();
  REQUIRE(wide > width);
  for (std::size_t month = 0; month <= months; ++month)
    CHECK(same_bits(std::span(wider).subspan(month * wide, width), std::span(expected).subspan(month * width, width)));
}

TEST_CASE("mechanisms do nothing when switched off, and something when on") {
  Specification everyday = rural(months);
  everyday_alone(everyday.parameters);
  const auto reference = series_of(everyday, luck);
  const auto last = [](const std::vector<float>& series, std::string_view name) {
    return value_of(series, months, name);
  };
  CHECK(last(reference, "excused_share") > 0);
  CHECK(last(reference, "candour") > 0);
  SECTION("encounters") {
    const auto series = series_without("mechanisms.encounters");
    for (std::uint32_t month = 0; month <= months; ++month) {
      CHECK(value_of(series, month, "encounter_share") == 0);
      CHECK(std::isnan(value_of(series, month, "candour")));
      CHECK(value_of(series, month, "activities") == 0);
    }
    CHECK(last(series, "interconnaissance") < value_of(series, 0, "interconnaissance"));
  }
  SECTION("activity") {
    const auto series = series_without("mechanisms.activity");
    CHECK(last(series, "encounter_share") == last(reference, "encounter_share"));
    for (std::uint32_t month = 0; month <= months; ++month) {
      CHECK(value_of(series, month, "activities") == 0);
      CHECK(std::isnan(value_of(series, month, "cooperation")));
    }
  }
  SECTION("attribution") {
    const auto series = series_without("mechanisms.attribution");
    for (std::uint32_t month = 1; month <= months; ++month) CHECK(value_of(series, month, "excused_share") == 0);
    CHECK(last(series, "trust") < last(reference, "trust"));
  }
  SECTION("accommodation") {
    const auto series = series_without("mechanisms.accommodation");
    double kept = 0, parts = 0;
    for (std::uint32_t month = 1; month <= months; ++month) {
      const double n = value_of(series, month, "activities");
      parts += n;
      kept += n * value_of(series, month, "cooperation");
    }
    CHECK(std::abs(binomial_z(kept, parts, 0.95 * 0.75)) <= bound);
    CHECK(last(series, "cooperation") < last(reference, "cooperation"));
  }
  SECTION("learning") {
    const auto series = series_without("mechanisms.learning");
    for (std::uint32_t month = 1; month <= months; ++month)
      CHECK(value_of(series, month, "interconnaissance") < value_of(series, month - 1, "interconnaissance"));
  }
  SECTION("forgetting") {
    Specification s = everyday;
    s.parameters.set("mechanisms.forgetting", 0);
    s.parameters.set("mechanisms.turnover", 0);
    const auto series = series_of(s, luck);
    for (std::uint32_t month = 1; month <= months; ++month)
      CHECK(value_of(series, month, "interconnaissance") > value_of(series, month - 1, "interconnaissance"));
    CHECK(last(series, "interconnaissance") > last(reference, "interconnaissance"));
  }
  SECTION("candour") {
    const auto series = series_without("mechanisms.candour");
    for (std::uint32_t month = 1; month <= months; ++month) CHECK(value_of(series, month, "candour") == 0);
    CHECK(last(series, "interconnaissance") < last(reference, "interconnaissance"));
  }
  SECTION("gossip") {
    Specification s = everyday;
    s.parameters.set("gossip.rate", 0);
    CHECK(same_bits(series_without("mechanisms.gossip"), series_of(s, luck)));
    s.parameters.set("gossip.rate", 0.1);
    s.parameters.set("gossip.weight", 0);
    CHECK(same_bits(series_without("mechanisms.gossip"), series_of(s, luck)));
    CHECK(!same_bits(series_without("mechanisms.gossip"), reference));
  }
  SECTION("tension") {
    const auto series = series_without("mechanisms.tension");
    for (std::uint32_t month = 0; month <= months; ++month) CHECK(value_of(series, month, "tension") == 0.05f);
    CHECK(last(reference, "tension") != 0.05f);
  }
  SECTION("turnover") {
    Specification s = everyday;
    s.parameters.set("mechanisms.turnover", 0);
    const World start = after(s, luck, 0), world = after(s, luck, months);
    for (const auto one : world[arrived]) CHECK(one == 0);
    CHECK(std::equal(world[issues_of].begin(), world[issues_of].end(), start[issues_of].begin()));
    CHECK(value_of(reference, 36, "arrivals", 0) > 0);
  }
}

}  // namespace entremise::territory::testing
