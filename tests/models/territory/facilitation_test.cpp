// Facilitators, one effect at a time.
#include <catch2/catch.hpp>

#include <set>

#include "models/territory/mechanisms/facilitation.hpp"
#include "models/territory/mechanisms/forgetting.hpp"
#include "models/territory/mechanisms/new_ties.hpp"
#include "models/territory/population/populate.hpp"
#include "sim/engine/schedule.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

const auto elected = office(ActorType::elected_official, 0, Role::councillor);
const auto social = office(ActorType::social_economy_actor, 1, Role::member);

// A territory in which nothing happens but what facilitators do.
Specification still(std::vector<GivenTerritory::Office> offices, std::vector<GivenTerritory::Tie> ties) {
  Specification s;
  Parameters& p = s.parameters;
  for (const Key key : {Key("mechanisms.encounters"), Key("mechanisms.activity"), Key("mechanisms.gossip"),
                        Key("mechanisms.candour"), Key("mechanisms.turnover"), Key("mechanisms.forgetting")})
    p.set(key, 0);
  everyday_alone(p);
  p.set("tension.relaxation", 0);
  p.set("facilitation.turnover", 0);
  s.given.emplace();
  s.given->organisations = {"one", "other"};
  s.given->offices = std::move(offices);
  s.given->ties = std::move(ties);
  return s;
}

Lever one_pair_a_month(ChoiceStrategy strategy) {
  Lever lever = facilitator(1);
  set(lever, "facilitator.capacity", 1);
  set(lever, "facilitator.strategy", static_cast<double>(strategy));
  return lever;
}

}  // namespace

TEST_CASE("facilitators make as many interventions as they can, and no pair has two in a month") {
  const auto strategy = GENERATE(ChoiceStrategy::by_need, ChoiceStrategy::by_tension, ChoiceStrategy::at_random);
  Specification s = rural(24);
  Lever lever = facilitator(6, 18);
  set(lever, "facilitator.number", 2);
  set(lever, "facilitator.capacity", 5);
  set(lever, "facilitator.strategy", static_cast<double>(strategy));
  s.levers = {lever, lever};
  Simulation simulation(s, {71, 0});
  for (std::uint32_t month = 1; month <= 24; ++month) {
    simulation.advance();
    std::set<std::pair<Actor, Actor>> pairs;
    std::array<int, 4> made{};
    for (const Intervention& one : simulation.world()[interventions]) {
      if (one.facilitator == no_entity) continue;
      ++made.at(one.facilitator);
      CHECK(pairs.emplace(std::min(one.a, one.b), std::max(one.a, one.b)).second);
      CHECK(simulation.world().graph().find(one.a, one.b).has_value());
    }
    for (const int n : made) CHECK(n == (month >= 6 && month <= 18 ? 5 : 0));
  }
}

TEST_CASE("an introduction makes a tie with its first values") {
  const Specification s = still({elected, social, elected}, {{0, 2, {}, {}, {}}, {1, 2, {}, {}, {}}});
  const Parameters& p = s.parameters;
  const Luck luck{72, 0};
  World world = populate(s, luck);
  const std::vector<Lever> levers{one_pair_a_month(ChoiceStrategy::by_need)};
  const auto team = std::make_shared<const std::vector<Facilitator>>(facilitators_of(p, levers));
  prepare_facilitation(world, p, *team);
  for (float& known : world.fill(interconnaissance)) known = 1;  // no need where there is a relation
  Schedule(facilitator_choices(p, team), new_relations(p, luck), new_ties(p, luck, {}), embedding())
      .advance(world, luck);
  const Intervention one = world[interventions][0];
  REQUIRE(one.introduces);
  const auto slot = world.graph().find(0, 1);
  REQUIRE(slot);
  CHECK(world[contact_rate][*slot] == 0.3f);
  CHECK(world[tension][*slot] == 0.05f);
  CHECK(world[institutional][*slot] == 0);
  CHECK(world[control][*slot] == 0);
  CHECK(world[tender][*slot] == 0);
  CHECK(world[shared_contacts][*slot] == 1);
  CHECK(world[relation_type_of][*slot] == static_cast<std::uint8_t>(RelationType::distant));
  CHECK(world[trust][side_index(*slot, 0, 1)] == Approx(0.50));
  CHECK(world[trust][side_index(*slot, 1, 0)] == Approx(0.55));
  CHECK(world[interconnaissance][side_index(*slot, 0, 1)] == 0);
  // The others are as they were; the shared contacts of all are counted anew.
  CHECK(world[contact_rate][*world.graph().find(1, 2)] == 0.4f);
  CHECK(world[shared_contacts][*world.graph().find(1, 2)] == 1);
}

TEST_CASE("an employer's facilitator is less neutral to those outside its camp") {
  const FacilitationRule rule((Parameters()));
  const auto neutrality = [&](Host host) {
    Facilitator f;
    f.neutrality = 0.7f;
    f.host = host;
    std::array<double, actor_types> all{};
    for (std::uint8_t t = 0; t < actor_types; ++t) all[t] = rule.first_neutrality(f, t);
    return all;
  };
  const auto same = [](std::array<double, 4> x, std::array<double, 4> y) {
    return std::equal(x.begin(), x.end(), y.begin(), [](double a, double b) { return a == Approx(b); });
  };
  CHECK(same(neutrality(Host::independent), {0.7, 0.7, 0.7, 0.7}));
  CHECK(same(neutrality(Host::authority), {0.7, 0.7, 0.4, 0.4}));
  CHECK(same(neutrality(Host::social_economy), {0.4, 0.4, 0.7, 0.4}));
  CHECK(same(neutrality(Host::state), {0.4, 0.4, 0.4, 0.7}));
  Facilitator partisan;
  partisan.neutrality = 0.1f;
  partisan.host = Host::state;
  CHECK(rule.first_neutrality(partisan, 0) == 0);
}

TEST_CASE("mediation takes its share of the tension, above the threshold only") {
  const double skill = GENERATE(0.0, 0.7, 1.0);
  Specification s = still({elected, social}, {{0, 1, {}, {}, {}}});
  s.parameters.set("tension.initial", 0.8);
  s.levers = {one_pair_a_month(ChoiceStrategy::by_tension)};
  set(s.levers[0], "facilitator.skill", skill);
  Simulation simulation(s, {73, 0});
  double expected = 0.8;
  for (int month = 1; month <= 12; ++month) {
    simulation.advance();
    if (expected > 0.3) expected *= 1 - 0.5 * skill * 0.7;
    CHECK(simulation.world()[tension][0] == Approx(expected));
  }
  s.parameters.set("mechanisms.tension", 0);
  CHECK(after(s, {73, 0}, 12)[tension][0] == 0.8f);
}

TEST_CASE("the facilitator lends the trust that both have in it, and makes contact safe") {
  Specification s = still({elected, social}, {{0, 1, {}, {}, {}}});
  s.levers = {one_pair_a_month(ChoiceStrategy::by_need)};
  const World world = after(s, {74, 0}, 1);
  const double safety = 0.3 + 0.6 * 0.7 * 0.7;
  for (const float r : world[evidence_for]) CHECK(r == Approx(0.05 * safety + 0.5 * 0.7 * 0.5 * 0.5));
  for (const float r : world[evidence_against]) CHECK(r == 0);
}

TEST_CASE("facilitators learn the constraints of those they work with, and successors start anew") {
  Specification s = still({elected, social}, {{0, 1, {}, {}, {}}});
  s.levers = {one_pair_a_month(ChoiceStrategy::by_need)};
  {
    const World world = after(s, {75, 0}, 10);
    for (const float k : world[facilitator_knowledge]) CHECK(k == Approx(1 - 0.9 * std::pow(0.9, 10)));
    for (const auto& standing : world[facilitator_standing]) CHECK(standing[0] + standing[1] == 10);
  }
  s.parameters.set("facilitation.turnover", 1);
  const World world = after(s, {75, 0}, 10);
  for (const float k : world[facilitator_knowledge]) CHECK(k == Approx(1 - 0.9 * 0.9));
  for (const auto& standing : world[facilitator_standing]) CHECK(standing[0] + standing[1] == 1);
}

TEST_CASE("who sees the facilitator attend to the other camp more than its share finds it partial") {
  // Two elected officials, one actor of the social economy; the facilitator always works with the same two, who differ.
  const bool social_first = GENERATE(true, false);
  CAPTURE(social_first);
  Specification s = social_first ? still({social, elected, elected}, {{0, 1, {}, {}, {}}})
                                 : still({elected, social, elected}, {{0, 1, {}, {}, {}}});
  s.parameters.set("facilitation.neutrality_recovery", 0);
  s.levers = {one_pair_a_month(ChoiceStrategy::by_tension)};
  const World world = after(s, {76, 0}, 2);
  const std::size_t of_elected = social_first ? 1 : 0, of_social = 1 - of_elected;
  // Half of the attention goes to each camp. The social economy is a third of the actors, the public two thirds.
  CHECK(world[facilitator_neutrality][of_elected] == Approx(0.7 - 2 * 0.1 * (0.5 - 1.0 / 3)));
  CHECK(world[facilitator_neutrality][of_social] == Approx(0.7));
  CHECK(world[facilitator_neutrality][2] == Approx(0.7));
}

TEST_CASE("perceived neutrality recovers") {
  Specification s = still({elected, social, elected}, {{0, 1, {}, {}, {}}});
  s.levers = {one_pair_a_month(ChoiceStrategy::by_tension)};
  s.levers[0].from = 2;  // month 1 is before its time
  Simulation simulation(s, {77, 0});
  simulation.advance();
  CHECK(simulation.world()[facilitator_neutrality][0] == Approx(0.7));
  simulation.advance();
  const double fall = 0.1 * (0.5 - 1.0 / 3);
  CHECK(simulation.world()[facilitator_neutrality][0] == Approx(0.7 - fall));
  simulation.advance();
  CHECK(simulation.world()[facilitator_neutrality][0] == Approx(0.7 - fall * 0.98 - fall));
}

TEST_CASE("introduced ties end at a steady rate while the two are strangers to all others of each other") {
  constexpr std::uint32_t pairs = 400;
  Specification s = still({}, {});
  for (std::uint32_t k = 0; k < pairs; ++k) {
    s.given->offices.push_back(elected);
    s.given->offices.push_back(social);
  }
  const Luck luck{78, 0};
  World world = populate(s, luck);
  Graph::Edit edit;
  for (Actor k = 0; k < pairs; ++k) edit.added.push_back({2 * k, 2 * k + 1});
  world.rewire(edit);
  for (std::size_t side = 0; side < pairs; ++side)
    world.fill(interconnaissance)[side] = 0.9f;  // half of the pairs know each other
  const Schedule month(dissolution(s.parameters));
  double ended = 0, exposed = 0;
  for (int k = 0; k < 10; ++k) {
    const double before = world.graph().relations();
    month.advance(world, luck);
    ended += before - world.graph().relations();
    exposed += before - pairs / 2;
  }
  CHECK(std::abs(binomial_z(ended, exposed, 0.1)) <= bound);
  for (Actor k = 0; k < pairs / 2; ++k) CHECK(world.graph().find(2 * k, 2 * k + 1).has_value());
}

TEST_CASE("a better facilitator lends no less evidence") {
  // Where its skill decides nothing but how it stands with the actors: with pairs taken at random, and nobody candid.
  Specification s = rural(36);
  s.parameters.set("mechanisms.candour", 0);
  s.parameters.set("mechanisms.gossip", 0);
  everyday_alone(s.parameters);
  s.levers = {facilitator(1)};
  set(s.levers[0], "facilitator.strategy", static_cast<double>(ChoiceStrategy::at_random));
  const auto evidence = [&](double skill) {
    set(s.levers[0], "facilitator.skill", skill);
    const World world = after(s, {79, 0}, 36);
    const auto r = world[evidence_for];
    return std::vector<float>(r.begin(), r.end());
  };
  const auto worse = evidence(0.3), better = evidence(0.9);
  REQUIRE(worse.size() == better.size());
  std::size_t more = 0;
  for (std::size_t side = 0; side < worse.size(); ++side) {
    CHECK(better[side] >= worse[side]);
    more += better[side] > worse[side] ? 1 : 0;
  }
  CHECK(more > 100);
}

}  // namespace entremise::territory::testing
