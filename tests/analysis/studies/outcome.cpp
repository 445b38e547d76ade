#include "analysis/studies/outcome.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace entremise;
using scenarios::Outcome;
using scenarios::Summary;

namespace {

const float missing = std::nanf("");

Outcome over(Summary summary, std::uint32_t from, std::uint32_t until) {
  Outcome outcome;
  outcome.summary = summary;
  outcome.from = from;
  outcome.until = until;
  return outcome;
}

}  // namespace

TEST_CASE("months become one number") {
  const std::vector<float> months{0, 1, 4, 9, 16};
  CHECK(summarise(over(Summary::value, 0, 3), months) == 9.0);
  CHECK(summarise(over(Summary::mean, 1, 3), months) == Approx(14.0 / 3).epsilon(1e-12));
  CHECK(summarise(over(Summary::mean, 2, 2), months) == 4.0);
  CHECK(summarise(over(Summary::area, 0, 4), months) == 22.0);  // trapezia of squares
  CHECK(summarise(over(Summary::change, 1, 4), months) == 15.0);
  CHECK(summarise(over(Summary::slope, 0, 4), months) == Approx(4.0));
  Outcome time = over(Summary::time, 1, 4);
  time.level = 5;
  CHECK(summarise(time, months) == 2.0);
  CHECK(reaches(time, months));
  time.level = 17;
  CHECK(summarise(time, months) == 3.0);  // never reached: the whole span
  CHECK_FALSE(reaches(time, months));
  time.at_least = false;
  CHECK(summarise(time, months) == 0.0);
}

TEST_CASE("months without a value are left out, and never become NaN") {
  const std::vector<float> months{missing, 1, missing, 3, missing};
  CHECK_FALSE(summarise(over(Summary::value, 0, 2), months));
  CHECK_FALSE(summarise(over(Summary::value, 0, 9), months));
  CHECK(summarise(over(Summary::mean, 0, 4), months) == 2.0);
  CHECK_FALSE(summarise(over(Summary::mean, 2, 2), months));
  CHECK(summarise(over(Summary::area, 0, 4), months) == 4.0);
  CHECK_FALSE(summarise(over(Summary::area, 0, 2), months));
  CHECK(summarise(over(Summary::slope, 0, 4), months) == 1.0);
  CHECK_FALSE(summarise(over(Summary::change, 0, 3), months));
  const std::vector<float> nothing(5, missing);
  CHECK_FALSE(summarise(over(Summary::time, 0, 4), nothing));
}
