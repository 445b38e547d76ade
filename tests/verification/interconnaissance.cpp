// Interconnaissance against its closed form. In a month, one side of a lone pair
//   loses the share 1 − φ with probability h (a new holder of the other's office), then the share δ,
//   then gains g (1 − I) with probability λ.
// So with k = 1 − h (1 − φ), k₂ = 1 − h + h φ² and Y = (1 − δ) K I, where K is φ or 1 with E[K] = k and E[K²] = k₂,
//   I' = Y, or with probability λ (1 − g) Y + g; hence in the long run
//   M = E[I]  = λ g / (1 − (1 − δ) k (1 − λ g)),
//   S = E[I²] = λ (g² + 2 g (1 − g)(1 − δ) k M) / (1 − (1 − δ)² k₂ (1 − λ + λ (1 − g)²)).
// Seen after the turnover instead of before it, that is k M and k₂ S: the published figures.
#include <catch2/catch.hpp>

#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

struct Case {
  double meets, learns, decays, leaves, role;  // λ, g, δ, h, φ
  double mean, variance;                       // published, seen after the turnover
};

struct Moments {
  double mean, square;
};

Moments in_the_long_run(const Case& c) {
  const double k = 1 - c.leaves * (1 - c.role), k2 = 1 - c.leaves + c.leaves * c.role * c.role, stays = 1 - c.decays,
               g = c.learns;
  const double mean = c.meets * g / (1 - stays * k * (1 - c.meets * g));
  const double square = c.meets * (g * g + 2 * g * (1 - g) * stays * k * mean) /
                        (1 - stays * stays * k2 * (1 - c.meets + c.meets * (1 - g) * (1 - g)));
  return {mean, square};
}

}  // namespace

TEST_CASE("interconnaissance settles at its closed form, in mean and variance") {
  const Case c =
      GENERATE(Case{0.5, 0.12, 0.012, 0.02, 0.4, 0.71920, 0.027172},
               Case{0.1, 0.12, 0.05, 0.041, 0.4, 0.13854, 0.008292}, Case{0.42, 0.10, 0.02, 0, 0.4, 0.68672, 0.002241});
  CAPTURE(c.meets, c.learns, c.decays, c.leaves);
  const Moments expected = in_the_long_run(c);
  {
    const double k = 1 - c.leaves * (1 - c.role), k2 = 1 - c.leaves + c.leaves * c.role * c.role;
    CHECK(k * expected.mean == Approx(c.mean).margin(6e-6));
    CHECK(k2 * expected.square - k * k * expected.mean * expected.mean == Approx(c.variance).margin(6e-7));
  }

  constexpr std::uint32_t pairs = 4000;
  Specification s;
  Parameters& p = s.parameters;
  p.set("mechanisms.candour", 0);
  p.set("interconnaissance.reticent", 1);  // all exchanges are worth g
  p.set("interconnaissance.learning", c.learns);
  p.set("interconnaissance.decay", c.decays);
  p.set("interconnaissance.neglect_factor", 1);
  p.set("interconnaissance.role_share", c.role);
  p.set("interconnaissance.memory", 1);  // newcomers know what their predecessors knew
  p.set("turnover.state", c.leaves);
  p.set("network.rate", c.meets);
  s.given = pairs_of(office(ActorType::state_officer, 0, Role::state), office(ActorType::state_officer, 1, Role::state),
                     pairs);
  const World world = after(s, {21, 0}, 400);
  Sample means, squares;
  for (std::size_t slot = 0; slot < pairs; ++slot) {
    const double ab = world[interconnaissance][2 * slot], ba = world[interconnaissance][2 * slot + 1];
    means.add(0.5 * (ab + ba));
    const double gap_ab = ab - expected.mean, gap_ba = ba - expected.mean;
    squares.add(0.5 * (gap_ab * gap_ab + gap_ba * gap_ba));
  }
  CHECK(std::abs(means.z(expected.mean)) <= bound);
  CHECK(std::abs(squares.z(expected.square - expected.mean * expected.mean)) <= bound);
  // It can fail: a third less learning is told apart.
  Case other = c;
  other.learns *= 0.67;
  CHECK(std::abs(means.z(in_the_long_run(other).mean)) > bound);
}

TEST_CASE("what the two know of each other fades twice as fast after three months of silence") {
  Specification s;
  Parameters& p = s.parameters;
  p.set("mechanisms.encounters", 0);
  p.set("mechanisms.turnover", 0);
  s.given = pairs_of(office(ActorType::elected_official, 0, Role::councillor),
                     office(ActorType::state_officer, 1, Role::state), 2);
  Simulation simulation(s, {22, 0});
  const double decay = static_cast<float>(p["interconnaissance.decay"]);
  double known = simulation.world()[interconnaissance][0];
  for (int month = 1; month <= 12; ++month) {
    simulation.advance();
    known *= month <= 4 ? 1 - decay : 1 - 2 * decay;  // in month 5 it is known that more than three have passed
    CHECK(simulation.world()[interconnaissance][0] == Approx(known).epsilon(1e-5));
  }
}

}  // namespace entremise::territory::testing
