// What the reference models are held against, against numbers published or worked out elsewhere.
#include <catch2/catch.hpp>

#include "models/reference/contagion/final_size.hpp"
#include "models/reference/contagion/granovetter.hpp"
#include "models/reference/games/donation.hpp"
#include "models/reference/opinions/deffuant.hpp"
#include "models/reference/opinions/voter.hpp"

using namespace entremise;
using namespace entremise::reference;

TEST_CASE("time to consensus on the complete graph") {
  CHECK(voter::consensus_time_on_complete(100, 10) == Approx(31.6965).margin(5e-5));
  CHECK(voter::consensus_time_on_complete(100, 50) == Approx(68.1290).margin(5e-5));
  CHECK(voter::consensus_time_on_complete(2, 1) == Approx(0.5));  // the one event that there is, in units of two
}

TEST_CASE("final size in the limit") {
  CHECK(final_size::size_in_the_limit(1.5) == Approx(0.582812).margin(5e-7));
  CHECK(final_size::size_in_the_limit(2) == Approx(0.796812).margin(5e-7));
  CHECK(final_size::size_in_the_limit(3) == Approx(0.940480).margin(5e-7));
}

TEST_CASE("fixation in the donation game") {
  CHECK(donation::critical_ratio(100, 4) == Approx(4.26).margin(0.005));
  CHECK(donation::critical_ratio(100, 6) == Approx(6.68).margin(0.005));
  CHECK(donation::critical_ratio(100, 8) == Approx(9.33).margin(0.005));
  CHECK(donation::critical_ratio(100, 10) == Approx(12.25).margin(0.005));
  for (const auto& [b, known] : {std::pair{2.0, -0.05}, {3.0, 0.15}, {4.0, 0.35}})
    CHECK(donation::slope(20, 2, {b, 1, 0}) == Approx(known));
  // Without selection all have the same chance.
  for (const std::uint32_t n : {3u, 4u, 5u, 20u})
    CHECK(donation::fixation_on_cycle(n, {5, 1, 0}) == Approx(1.0 / n).epsilon(1e-12));
  // Three on a cycle: the one cooperator must replace two. Up: a defector dies, and a cooperator of payoff -c meets a
  // defector of payoff b/2; down: the cooperator dies.  With two cooperators: up when the defector dies; down when a
  // cooperator dies, followed by the defector (payoff b) before the other cooperator (payoff b/2 - c).
  const double b = 3, c = 1, s = 0.2;
  const double c1 = 1 - s * c, d1 = 1 + s * b / 2, d2 = 1 + s * b, c2 = 1 + s * (b / 2 - c);
  const double up1 = 2 * c1 / (c1 + d1), down1 = 1, up2 = 1, down2 = 2 * d2 / (d2 + c2);
  CHECK(donation::fixation_on_cycle(3, {b, c, s}) == Approx(1 / (1 + down1 / up1 * (1 + down2 / up2))).epsilon(1e-12));
}

TEST_CASE("crowds of few") {
  CHECK(granovetter::final_number({0, 0, 0}) == 3);
  CHECK(granovetter::final_number({1, 1, 1}) == 0);
  CHECK(granovetter::final_number({0, 1, 3, 3}) == 2);
}

TEST_CASE("clusters are parted by gaps, and small ones are left out") {
  const std::vector<double> x{0.5, 0.1, 0.11, 0.12, 0.9, 0.51, 0.52};
  CHECK(deffuant::clusters(x, 0.02, 1) == 3);
  CHECK(deffuant::clusters(x, 0.02, 2) == 2);
  CHECK(deffuant::clusters(x, 0.005, 1) == 7);
  CHECK(deffuant::clusters(x, 1, 7) == 1);
}
