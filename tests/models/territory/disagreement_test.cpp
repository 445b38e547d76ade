// Disagreement, influence on the issues, tension and ruptures: single mechanisms against what they should come to.
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/influence.hpp"
#include "models/territory/mechanisms/ruptures.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

// Pairs at a distance of one half, who meet every month and say nothing in confidence unless told to.
Specification pairs_apart(std::uint32_t pairs, float distance = 0.5f) {
  Specification s;
  everyday_alone(s.parameters);
  for (const Key key : {Key("mechanisms.turnover"), Key("mechanisms.activity"), Key("mechanisms.candour")})
    s.parameters.set(key, 0);
  s.parameters.set("network.rate", 1);
  s.parameters.set("tension.relaxation", 0);
  const Issues one{distance, distance, distance, distance}, other{-distance, -distance, -distance, -distance};
  s.given = pairs_of(office(ActorType::elected_official, 0, Role::councillor, one),
                     office(ActorType::state_officer, 1, Role::state, other), pairs);
  return s;
}

}  // namespace

TEST_CASE("candid words bring disagreement into the open, and dialogue works on it") {
  Specification s = pairs_apart(1);
  s.parameters.set("mechanisms.disagreement", 1);
  s.parameters.set("mechanisms.candour", 1);
  s.parameters.set("candour.constant", 20);  // everybody speaks openly
  s.parameters.set("disagreement.renewal", 0);
  double open = 0, done = 0;
  for (std::uint32_t month = 1; month <= 24; ++month) {
    open += s.parameters["disagreement.surfacing"] * (1 - open);
    done += s.parameters["disagreement.work"] * s.parameters["encounters.quality"] * open * (1 - done);
    const World world = after(s, {101, 0}, month);
    CHECK(float{world[surfaced][0]} == Approx(open).margin(1e-4));
    CHECK(float{world[worked][0]} == Approx(done).margin(1e-3));
  }
}

TEST_CASE("where nobody is candid disagreement stays hidden") {
  Specification s = pairs_apart(1);
  s.parameters.set("mechanisms.disagreement", 1);
  const World world = after(s, {102, 0}, 24);
  CHECK(float{world[surfaced][0]} == 0);
  CHECK(float{world[worked][0]} == 0);
}

TEST_CASE("disagreement is latent, open or worked, and these are all of it") {
  for (const float o : {0.0f, 0.3f, 1.0f})
    for (const float w : {0.0f, 0.6f, 1.0f})
      CHECK(DisagreementRule::latent(0.4f, o, w) + DisagreementRule::open(0.4f, o, w) + 0.4f * w == Approx(0.4f));
}

TEST_CASE("open disagreement strains where trust or safety lack, and not where both are full") {
  const TensionRule rule((Parameters()));
  CHECK(rule.strain(0, 0.5f, 1, 0) == 0);
  CHECK(rule.strain(0, 0.5f, 0, 1) == 0);
  CHECK(rule.strain(0, 0.5f, 0.2f, 0.3f) > rule.strain(0, 0.5f, 0.8f, 0.3f));  // Simons & Peterson 2000
  CHECK(rule.strain(0.5f, 0, 1, 1) == Approx(0.5 * Parameters()["tension.latent"] * 0.5));
}

TEST_CASE("two who talk within the bound of confidence close a share of the gap each time; beyond it none") {
  Specification s = pairs_apart(1, 0.2f);
  s.parameters.set("mechanisms.influence", 1);
  s.parameters.set("influence.anchor", 0);
  const double step = 2 * s.parameters["influence.strength"] * s.parameters["encounters.quality"];  // both move
  const auto gap = [](const World& world) { return double{world[issues_of][0][0]} - double{world[issues_of][1][0]}; };
  for (const std::uint32_t month : {1u, 12u, 60u})
    CHECK(gap(after(s, {103, 0}, month)) == Approx(0.4 * std::pow(1 - step, month)));
  s = pairs_apart(1, 0.5f);  // a distance of one half, beyond 0.45
  s.parameters.set("mechanisms.influence", 1);
  CHECK(gap(after(s, {103, 0}, 60)) == 1);
}

TEST_CASE("anchored to their offices two who talk settle where Friedkin and Johnsen say") {
  Specification s = pairs_apart(1, 0.2f);
  s.parameters.set("mechanisms.influence", 1);
  // At rest μ Q (y − x) + α (x⁰ − x) = 0 on both sides: the gap is α g⁰ / (α + 2 μ Q).
  const double pull = s.parameters["influence.strength"] * s.parameters["encounters.quality"],
               anchor = s.parameters["influence.anchor"];
  const World world = after(s, {104, 0}, 1000);
  CHECK(double{world[issues_of][0][0]} - double{world[issues_of][1][0]} ==
        Approx(0.4 * anchor / (anchor + 2 * pull)).epsilon(1e-3));
}

TEST_CASE("repulsion is off by default, and drives the distant apart where it is on") {
  Parameters p;
  CHECK(InfluenceRule(p).pull(0.9f, 0.1f) == 0);
  p.set("influence.repulsion", 0.3);
  CHECK(InfluenceRule(p).pull(0.9f, 0.1f) == Approx(-p["influence.strength"] * 0.1 * 0.3));
  CHECK(InfluenceRule(p).pull(0.9f, 0.4f) == 0);  // good dialogue never repels
}

TEST_CASE("relations break at the hazard of their tension, and keep apart for a year") {
  constexpr std::uint32_t pairs = 20000;
  for (const double tension_now : {0.3, 0.5, 0.9}) {
    Specification s = pairs_apart(pairs);
    s.parameters.set("mechanisms.ruptures", 1);
    s.parameters.set("tension.initial", tension_now);
    Simulation simulation(s, {105, 0});
    simulation.advance();
    const auto broken = simulation.world()[ruptured];
    const auto n = static_cast<double>(std::count(broken.begin(), broken.end(), 1));
    if (tension_now < 0.4) {
      CHECK(n == 0);
      continue;
    }
    const double threshold = double{static_cast<float>(s.parameters["ruptures.threshold"])};
    const double beyond = (double{static_cast<float>(tension_now)} - threshold) / (1 - threshold);
    CHECK(std::abs(binomial_z(
              n, pairs, s.parameters["ruptures.hazard"] * beyond * beyond + s.parameters["ruptures.base"])) <= bound);
    const auto at = static_cast<std::uint32_t>(std::find(broken.begin(), broken.end(), 1) - broken.begin());
    CHECK(simulation.world()[tension][at] == 0.35f);
    CHECK(simulation.world()[evidence_against][2 * at] >= 3);
    for (int month = 2; month <= 14; ++month) {
      simulation.advance();
      // Twelve months of silence, then they meet again: every month, here.
      CHECK((simulation.world()[silence][at] == 0) == (month > 13));
    }
  }
}

TEST_CASE("a scandal-torn relation is mended sooner by mediation") {
  Specification s = pairs_apart(1);
  s.parameters.set("mechanisms.ruptures", 1);
  s.parameters.set("ruptures.base", 1);  // breaks at once
  s.parameters.set("tension.initial", 0.5);
  Lever mediator = facilitator(2);
  set(mediator, "facilitator.strategy", 1);
  const auto months_apart = [&] {
    Simulation simulation(s, {106, 0});
    for (int month = 1; month <= 20; ++month) {
      simulation.advance();
      if (month > 1 && simulation.world()[cooldown][0] == 0) return month;
    }
    return 99;
  };
  const int alone = months_apart();
  s.levers = {mediator};
  CHECK(alone == 13);
  CHECK(months_apart() < 6);
}

}  // namespace entremise::territory::testing
