// Tension against its closed form. In a month it fades by the share δ, then rises by ½ ℓ d with probability ν (a joint
// activity) and falls by ℓ_S where both deliver, with probability q² each time. Where it meets neither 0 nor 1,
//   E[R] = ν (½ ℓ d − ℓ_S q²) / δ   and, for ℓ_S = 0,   Var[R] = ν (1 − ν)(½ ℓ d)² / (1 − (1 − δ)²).
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/tension.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr std::uint32_t pairs = 3000;
constexpr double meets = 0.8, together = 0.75, activities = meets * together;

Specification quarrelsome(float distance) {
  Specification s;
  Parameters& p = s.parameters;
  everyday_alone(p);
  p.set("mechanisms.candour", 0);
  p.set("mechanisms.turnover", 0);
  p.set("mechanisms.accommodation", 0);
  p.set("network.rate", meets);
  p.set("activity.rate", together);
  const Issues one{distance, distance, distance, distance}, other{-distance, -distance, -distance, -distance};
  s.given = pairs_of(office(ActorType::elected_official, 0, Role::councillor, one),
                     office(ActorType::state_officer, 1, Role::state, other), pairs);
  return s;
}

Sample tensions(const World& world) {
  Sample sample;
  for (const float r : world[tension]) sample.add(r);
  return sample;
}

}  // namespace

TEST_CASE("distance on the issues is a share of the greatest") {
  CHECK(disagreement({1, 1, 1, 1}, {-1, -1, -1, -1}) == 1);
  CHECK(disagreement({0.5f, 0.5f, 0.5f, 0.5f}, {-0.5f, -0.5f, -0.5f, -0.5f}) == 0.5f);
  CHECK(disagreement({0.3f, -0.2f, 1, 0}, {0.3f, -0.2f, 1, 0}) == 0);
  CHECK(disagreement({1, 0, 0, 0}, {-1, 0, 0, 0}) == 0.5f);
}

TEST_CASE("tension settles at its closed form, in mean and variance") {
  Specification s = quarrelsome(0.5f);
  s.parameters.set("tension.relief", 0);
  const double fades = static_cast<float>(s.parameters["tension.relaxation"]);
  const double rise = 0.5 * s.parameters["tension.latent"] * 0.5;
  const double mean = activities * rise / fades,
               variance = activities * (1 - activities) * rise * rise / (1 - (1 - fades) * (1 - fades));
  const World world = after(s, {31, 0}, 400);
  CHECK(std::abs(tensions(world).z(mean)) <= bound);
  Sample squares;
  for (const float r : world[tension]) squares.add((r - mean) * (r - mean));
  CHECK(std::abs(squares.z(variance)) <= bound);
}

TEST_CASE("shared success relieves tension") {
  Specification s = quarrelsome(1);
  Parameters& p = s.parameters;
  p.set("tension.latent", 0.2);
  p.set("tension.relaxation", 0.1);  // the rise is then at most a tenth, and tension stays below 1
  const double delivers = p["activity.good_will"] * (1 - p["activity.constraint.elected_official"]);
  const double mean =
      activities * (0.1 - p["tension.relief"] * delivers * delivers) / static_cast<float>(p["tension.relaxation"]);
  const World world = after(s, {32, 0}, 300);
  CHECK(std::abs(tensions(world).z(mean)) <= bound);
  CHECK(std::abs(tensions(world).z(activities * 0.1 / p["tension.relaxation"])) > bound);
}

}  // namespace entremise::territory::testing
