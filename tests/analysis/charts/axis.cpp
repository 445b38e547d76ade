#include "analysis/charts/axis.hpp"

#include <cmath>
#include <numeric>
#include <vector>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace entremise;
using namespace entremise::charts;

TEST_CASE("ticks are round and enclose the range") {
  const Ticks ticks = nice_ticks({0, 437}, 6);
  CHECK(ticks.values == std::vector<double>{0, 100, 200, 300, 400, 500});
  CHECK(ticks.decimals == 0);
  const Ticks fine = nice_ticks({0.41, 0.523}, 5);
  CHECK(fine.values.front() == Approx(0.40));
  CHECK(fine.values.back() == Approx(0.525));
  CHECK(fine.decimals == 3);
}

TEST_CASE("any finite range gets a sensible number of rising ticks around it") {
  REQUIRE(rc::check("ticks", [] {
    const double scale = std::pow(10.0, *rc::gen::inRange(-6, 7));
    const double low = *rc::gen::inRange(-1000, 1000) * scale, width = *rc::gen::inRange(0, 1000) * scale;
    const Ticks ticks = nice_ticks({low, low + width}, 6);
    RC_ASSERT(ticks.values.size() >= 2u && ticks.values.size() <= 13u);
    for (std::size_t i = 1; i < ticks.values.size(); ++i) RC_ASSERT(ticks.values[i] > ticks.values[i - 1]);
    RC_ASSERT(ticks.values.front() <= low + 1e-9 * scale);
    RC_ASSERT(ticks.values.back() >= low + width - 1e-9 * scale);
  }));
}

TEST_CASE("months are ticked in years where they can be") {
  CHECK(month_ticks(120, 12) == std::vector<std::size_t>{0, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120});
  CHECK(month_ticks(10, 12).size() == 11);
  CHECK(month_ticks(24, 12).back() == 24);
  CHECK(month_ticks(0, 12) == std::vector<std::size_t>{0});
  CHECK(month_ticks(100000, 12).size() <= 13);
}

TEST_CASE("labels never overlap, keep their order and stay inside when they fit") {
  REQUIRE(rc::check("pushed apart", [] {
    const auto n = *rc::gen::inRange<std::size_t>(1, 12);
    std::vector<Wanted> wanted(n);
    double total = 0;
    for (Wanted& w : wanted) {
      w.centre = *rc::gen::inRange(-50, 450);
      w.height = *rc::gen::inRange(10, 50);
      total += w.height;
    }
    const double top = 0, bottom = 400;
    const auto centres = push_apart(wanted, top, bottom);
    for (std::size_t i = 0; i < n; ++i) {
      RC_ASSERT(centres[i] - wanted[i].height / 2 >= top - 1e-9);
      if (total <= bottom) RC_ASSERT(centres[i] + wanted[i].height / 2 <= bottom + 1e-9);
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        RC_ASSERT(std::fabs(centres[i] - centres[j]) >= (wanted[i].height + wanted[j].height) / 2 - 1e-9);
      }
    }
  }));
}

TEST_CASE("labels with room stay where they want to be") {
  const std::vector<Wanted> wanted{{300, 20}, {100, 20}, {110, 20}};
  const auto centres = push_apart(wanted, 0, 400);
  CHECK(centres[0] == 300.0);
  CHECK(centres[1] == 95.0);
  CHECK(centres[2] == 115.0);
}
