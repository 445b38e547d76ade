// How long holders stay. State officers leave with a chance of h each month: stays are geometric with mean 1/h, and the
// months behind a holder at any time are geometric from 0, with mean (1 − h)/h. Elected officials are renewed by
// elections, directors after them.
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/calendar.hpp"
#include "tests/models/territory/territories.hpp"
#include "tests/sim/random/chi_square.hpp"

namespace entremise::territory::testing {
namespace {

Specification offices(std::vector<GivenTerritory::Office> some) {
  Specification s;
  s.given.emplace();
  s.given->organisations = {"one"};
  s.given->offices = std::move(some);
  return s;
}

}  // namespace

TEST_CASE("state officers stay for a geometric time of mean 1/h") {
  constexpr std::uint32_t n = 500, months = 900;
  const Specification s =
      offices(std::vector<GivenTerritory::Office>(n, office(ActorType::state_officer, 0, Role::state)));
  const double h = s.parameters["turnover.state"];
  Simulation simulation(s, {41, 0});
  std::vector<std::uint32_t> since(n, 0);
  Sample stays;
  double arrivals = 0;
  for (std::uint32_t month = 1; month <= months; ++month) {
    simulation.advance();
    for (Actor i = 0; i < n; ++i)
      if (simulation.world()[arrived][i] != 0) {
        ++arrivals;
        CHECK(simulation.world()[tenure][i] == 0);
        // Those who came early enough that practically all have left by the end (the chance not to is below 1e-9).
        if (since[i] > 0 && since[i] <= 350) stays.add(month - since[i]);
        since[i] = month;
      }
  }
  CHECK(std::abs(stays.z(1 / h)) <= bound);
  CHECK(std::abs(binomial_z(arrivals, double{n} * months, h)) <= bound);
  std::vector<std::uint64_t> counts(8);
  std::vector<double> expected(8);
  for (const auto months_in : simulation.world()[tenure]) ++counts[std::min<std::size_t>(7, months_in / 10)];
  for (std::size_t k = 0; k < 8; ++k)
    expected[k] = n * (std::pow(1 - h, 10.0 * static_cast<double>(k)) -
                       (k == 7 ? 0 : std::pow(1 - h, 10.0 * static_cast<double>(k + 1))));
  CHECK(std::abs(entremise::testing::chi_square_z(counts, expected)) <= bound);
}

TEST_CASE("elections renew elected officials; between them few leave") {
  constexpr std::uint32_t n = 3000;
  std::vector<GivenTerritory::Office> some(n, office(ActorType::elected_official, 0, Role::councillor));
  some.front().role = Role::executive;
  const Specification s = offices(some);
  const Parameters& p = s.parameters;
  Simulation simulation(s, {42, 0});
  double between = 0;
  for (std::uint32_t month = 1; month <= 120; ++month) {
    simulation.advance();
    double arrivals = 0;
    for (const auto one : simulation.world()[arrived]) arrivals += one;
    if (month == 36 || month == 108)
      CHECK(std::abs(binomial_z(arrivals, n, p["turnover.elected_renewal"])) <= bound);
    else
      between += arrivals;
  }
  CHECK(std::abs(binomial_z(between, 118.0 * n, p["turnover.elected_background"])) <= bound);
}

TEST_CASE("directors follow their executive: more of them leave where it is new") {
  constexpr std::uint32_t authorities = 4000;
  const std::uint32_t delay = GENERATE(1u, 3u);
  CAPTURE(delay);
  std::vector<GivenTerritory::Office> some;
  for (std::uint32_t k = 0; k < authorities; ++k) {
    some.push_back(office(ActorType::elected_official, k, Role::executive));
    some.push_back(office(ActorType::local_officer, k, Role::director));
  }
  Specification s = offices(some);
  s.parameters.set("turnover.director_delay", delay);
  Simulation simulation(s, {43, 0});
  std::vector<bool> is_new(authorities, false);
  double between = 0, elsewhere = 0;
  for (std::uint32_t month = 1; month <= 36 + delay; ++month) {
    simulation.advance();
    const auto comes = simulation.world()[arrived];
    std::array<double, 2> all{}, leaving{};
    for (std::uint32_t k = 0; k < authorities; ++k) {
      if (month == 36 + delay) {
        ++all[is_new[k]];
        leaving[is_new[k]] += comes[2 * k + 1];
      } else {
        between += comes[2 * k + 1];
        ++elsewhere;
      }
      if (month >= 36 && comes[2 * k] != 0) is_new[k] = true;
    }
    if (month == 36 + delay) {
      CHECK(std::abs(binomial_z(leaving[0], all[0], s.parameters["turnover.director_reelected"])) <= bound);
      CHECK(std::abs(binomial_z(leaving[1], all[1], s.parameters["turnover.director_changed"])) <= bound);
    }
  }
  CHECK(std::abs(binomial_z(between, elsewhere, s.parameters["turnover.officer"])) <= bound);
}

TEST_CASE("elections with a random phase fall in every month of a term alike") {
  Parameters p;
  p.set("elections.random_phase", 1);
  p.set("elections.period", 12);
  std::vector<std::uint64_t> counts(12);
  for (std::uint32_t replicate = 0; replicate < 1200; ++replicate) {
    const ElectionCalendar calendar(p, {44, replicate});
    REQUIRE(calendar.first >= 1);
    REQUIRE(calendar.first <= 12);
    CHECK(calendar.is_election(calendar.first + 24));
    CHECK(!calendar.is_election(calendar.first + 25));
    CHECK(calendar.follows_election(calendar.first + 15, 3));
    ++counts[calendar.first - 1];
  }
  CHECK(std::abs(entremise::testing::uniform_z(counts)) <= bound);
}

}  // namespace entremise::territory::testing
