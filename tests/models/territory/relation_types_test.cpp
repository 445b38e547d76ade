// The four types of relation: nearest prototype, and how reluctantly a relation changes its type.
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/relation_types.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr auto distant = static_cast<std::uint8_t>(RelationType::distant);
constexpr auto partnership = static_cast<std::uint8_t>(RelationType::partnership);
constexpr auto unequal = static_cast<std::uint8_t>(RelationType::unequal);
constexpr auto delegated = static_cast<std::uint8_t>(RelationType::delegated);

// Squared distances in which `near` is at distance `d` and the present type, distant, at 1.
RelationTypeRule::Distances nearer(std::uint8_t near, float d) {
  RelationTypeRule::Distances all{1, 4, 4, 4};
  all[near] = d * d;
  return all;
}

// The type after each month in turn.
std::vector<std::uint8_t> sequence(const RelationTypeRule& rule, std::uint8_t type,
                                   const std::vector<RelationTypeRule::Distances>& months) {
  std::vector<std::uint8_t> types;
  std::uint8_t rising = 0;
  for (const auto& d : months) types.push_back(type = rule.next(type, rising, d));
  return types;
}

}  // namespace

TEST_CASE("each prototype is of its own type, at distance zero") {
  const RelationTypeRule rule((Parameters()));
  const std::array<std::array<float, 4>, 4> prototypes{{{0.10f, 0.45f, 0.10f, 0.10f},
                                                        {0.60f, 0.68f, 0.10f, 0.20f},
                                                        {0.40f, 0.40f, 0.70f, 0.25f},
                                                        {0.45f, 0.50f, 0.25f, 0.80f}}};
  for (std::uint8_t t = 0; t < 4; ++t) {
    const auto& z = prototypes[t];
    const auto d = rule.distances(z[0], z[1], z[2], z[3]);
    CHECK(d[t] == 0);
    CHECK(RelationTypeRule::nearest(d) == t);
  }
}

TEST_CASE("distances are Euclidean in scaled features") {
  const RelationTypeRule rule((Parameters()));
  const auto d = rule.distances(0.25f, 0.75f, 0.6f, 0.6f);
  CHECK(d[distant] == Approx(1 + 1 + 1 + 1));
  CHECK(d[unequal] == Approx(0.15 * 0.15 / 0.04 + 0.35 * 0.35 / 0.0225 + 0.1 * 0.1 / 0.0625 + 0.35 * 0.35 / 0.0625));
}

TEST_CASE("the nearest type is the nearest, whichever it is") {
  for (unsigned code = 0; code < 256; ++code) {
    RelationTypeRule::Distances d{};
    for (std::size_t t = 0; t < 4; ++t) d[t] = static_cast<float>(code >> (2 * t) & 3);
    CHECK(d[RelationTypeRule::nearest(d)] == *std::min_element(d.begin(), d.end()));
  }
}

TEST_CASE("a relation changes type only when another has been clearly nearer for two months in a row") {
  const RelationTypeRule rule((Parameters()));
  const auto p = nearer(partnership, 0.84f), u = nearer(unequal, 0.84f), hardly = nearer(partnership, 0.86f);
  using Types = std::vector<std::uint8_t>;
  CHECK(sequence(rule, distant, {p, p}) == Types{distant, partnership});
  CHECK(sequence(rule, distant, {hardly, hardly, hardly}) == Types{distant, distant, distant});
  CHECK(sequence(rule, distant, {p, hardly, p, p}) == Types{distant, distant, distant, partnership});
  CHECK(sequence(rule, distant, {p, u, p, u, u}) == Types{distant, distant, distant, distant, unequal});
  // The way back to distant, type 0, is counted as well.
  const RelationTypeRule::Distances back{0.7f, 1, 4, 4};
  CHECK(sequence(rule, partnership, {back, back}) == Types{partnership, distant});
}

TEST_CASE("persistence is the number of months") {
  for (const std::uint32_t months : {1u, 3u, 6u}) {
    Parameters p;
    p.set("relation_types.persistence", months);
    const RelationTypeRule rule(p);
    std::uint8_t rising = 0, type = distant;
    for (std::uint32_t month = 1; month <= months; ++month) {
      CHECK(type == distant);
      type = rule.next(type, rising, nearer(delegated, 0.1f));
    }
    CHECK(type == delegated);
  }
}

TEST_CASE("the month classifies by mean knowledge, least trust, greatest asymmetry and control") {
  // With nothing going on, two months suffice to turn a relation into the type of its features.
  Specification s;
  Parameters& p = s.parameters;
  p.set("mechanisms.encounters", 0);
  p.set("mechanisms.forgetting", 0);
  p.set("mechanisms.turnover", 0);
  p.set("interconnaissance.initial_spread", 0);
  set_matrix(p, first_known, 0.45);
  set_matrix(p, first_base_rate, 0.5);
  s.given = pairs_of(office(ActorType::elected_official, 0, Role::councillor),
                     office(ActorType::social_economy_actor, 1, Role::member), 3);
  s.given->ties[0].control = 0.8f;
  s.given->ties[0].tender = 0.25f;
  s.given->ties[1].control = 0.2f;
  s.given->ties[1].tender = 0.7f;
  s.given->ties[2].control = 0.2f;
  s.given->ties[2].tender = 0.1f;
  const World world = after(s, {61, 0}, 3);
  CHECK(world[relation_type_of][0] == delegated);
  CHECK(world[relation_type_of][1] == unequal);
  CHECK(world[relation_type_of][2] ==
        RelationTypeRule::nearest(RelationTypeRule(p).distances(0.45f, 0.5f, 0.1f, 0.2f)));
}

}  // namespace entremise::territory::testing
