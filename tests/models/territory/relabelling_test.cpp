// What actors are called must not matter. Luck is keyed by actor, so that a territory whose actors have other numbers
// has other luck: its measures agree in distribution. Of one and the same state the measures agree to the bit.
#include <catch2/catch.hpp>

#include "tests/models/territory/random_world.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

std::vector<Actor> permutation(Actor n, std::uint32_t which) {
  Draws draws(stream_key({0, which}, process_id("permutation")), 0, 0, 0);
  return draws.permutation(n);
}

}  // namespace

TEST_CASE("the measures of a state do not depend on the numbering of its actors") {
  for (std::uint32_t which = 0; which < 30; ++which) {
    // Up to some 9 000 relations: past the size from which on sums are made by several threads.
    const Actor n = which < 28 ? 2 + which : 250;
    const World world = random_world(n, 0.3, which);
    const MeasureChoice choice{true};
    std::vector<float> expected, series;
    Observer{Parameters(), choice}(world, expected);
    Observer{Parameters(), choice}(relabelled(world, permutation(n, which)), series);
    CHECK(same_bits(series, expected));
  }
}

TEST_CASE("a territory whose actors have other numbers behaves alike") {
  Specification s;
  s.months = 36;
  GivenTerritory& g = s.given.emplace();
  g.organisations = {"town", "village", "prefecture", "association", "cooperative"};
  g.offices = {office(ActorType::elected_official, 0, Role::executive),
               office(ActorType::elected_official, 0, Role::councillor),
               office(ActorType::local_officer, 0, Role::director),
               office(ActorType::local_officer, 0, Role::officer),
               office(ActorType::elected_official, 1, Role::executive),
               office(ActorType::local_officer, 1, Role::director),
               office(ActorType::state_officer, 2, Role::state),
               office(ActorType::social_economy_actor, 3, Role::president),
               office(ActorType::social_economy_actor, 3, Role::manager),
               office(ActorType::social_economy_actor, 4, Role::manager)};
  for (std::uint32_t a = 0; a < 10; ++a)
    for (std::uint32_t b = a + 1; b < 10; ++b)
      if ((a * 7 + b * 3) % 5 < 2) g.ties.push_back({a, b, {}, {}, {}});
  s.levers = {facilitator(3)};
  set(s.levers[0], "facilitator.capacity", 3);

  Specification other = s;
  const auto name = permutation(10, 1);
  for (std::uint32_t i = 0; i < 10; ++i) other.given->offices[name[i]] = g.offices[i];
  for (auto& tie : other.given->ties)
    tie = {std::min(name[tie.a], name[tie.b]), std::max(name[tie.a], name[tie.b]), {}, {}, {}};

  const std::array<std::string_view, 8> measures{
      "relation_count",        "trust",        "interconnaissance", "tension", "cooperation", "trust_high_share",
      "relation_type_entropy", "introductions"};
  std::array<Sample, 8> one, another;
  for (std::uint32_t replicate = 0; replicate < 400; ++replicate) {
    const auto x = series_of(s, {121, replicate}), y = series_of(other, {122, replicate});
    for (std::size_t k = 0; k < measures.size(); ++k) {
      one[k].add(value_of(x, 36, measures[k]));
      another[k].add(value_of(y, 36, measures[k]));
    }
  }
  for (std::size_t k = 0; k < measures.size(); ++k) {
    CAPTURE(std::string(measures[k]));
    CHECK(std::abs(z_of_difference(one[k], another[k])) <= bound);
  }
}

}  // namespace entremise::territory::testing
