#include <vector>

#include <catch2/catch.hpp>

#include "analysis/wording/numbers.hpp"
#include "analysis/wording/verdict.hpp"

using namespace entremise;

namespace {
constexpr Language en = Language::english, fr = Language::french;
const Text trust{"mean trust", "confiance moyenne"};
}  // namespace

TEST_CASE("numbers are written as each language writes them") {
  CHECK(number(1234567.891, 2, en) == "1,234,567.89");
  CHECK(number(1234567.891, 2, fr) == "1\u202f234\u202f567,89");
  CHECK(number(-0.25, 2, fr) == "\u22120,25");
  CHECK(number(-0.0004, 2, en) == "0.00");
  CHECK(number(999, 0, en) == "999");
  CHECK(number(1000, 0, en) == "1,000");
  CHECK(signed_number(0.5, 1, en) == "+0.5");
  CHECK(signed_number(-0.5, 1, en) == "\u22120.5");
  CHECK(signed_number(0.04, 1, en) == "0.0");
  CHECK(whole_number(12345, fr) == "12\u202f345");
}

TEST_CASE("three significant digits") {
  CHECK(decimals_for(0.5312) == 3);
  CHECK(decimals_for(45.31) == 1);
  CHECK(decimals_for(1234) == 0);
  CHECK(decimals_for(-0.0123) == 4);
  CHECK(decimals_for(0) == 0);
  CHECK(decimals_for(1e-30) == 6);
}

TEST_CASE("French spaces are not broken where they may not be") {
  CHECK(unbroken("Vrai ? Oui : « 5 % » !") == "Vrai\u00a0? Oui\u00a0: «\u00a05\u00a0%\u00a0»\u00a0!");
  CHECK(unbroken("a b") == "a b");
}

TEST_CASE("durations and sizes") {
  CHECK(duration(0.84, en) == "0.8\u00a0s");
  CHECK(duration(0.84, fr) == "0,8\u00a0s");
  CHECK(duration(59.4, en) == "59\u00a0s");
  CHECK(duration(125, en) == "2\u00a0min\u00a005\u00a0s");
  CHECK(duration(12000, fr) == "3\u00a0h\u00a020\u00a0min");
  CHECK(size_of_file(999, en) == "999\u00a0B");
  CHECK(size_of_file(12440000, fr) == "12\u00a0Mo");
  CHECK(size_of_file(1500, en) == "1.5\u00a0kB");
}

TEST_CASE("the verdict speaks in natural frequencies") {
  Contrast c;
  c.n = 100;
  c.higher = 83;
  c.lower = 15;
  c.equal = 2;
  CHECK(verdict(c, trust, "reference", "facilitator", 120).en ==
        "In 83 of 100 replicates, “mean trust” is higher with “facilitator” than with “reference” at month 120 "
        "(lower in 15, equal in 2).");
  CHECK(verdict(c, trust, "référence", "tiers", 120).fr ==
        unbroken("Dans 83 répliques sur 100, la valeur de « confiance moyenne » est plus élevée avec « tiers » qu’avec "
                 "« référence » au mois 120 (plus basse dans 15, égale dans 2)."));
  CHECK(frequency(c).en == "higher in 83 of 100");
  std::swap(c.higher, c.lower);
  CHECK(frequency(c).fr == "plus bas dans 83 sur 100");
  CHECK(verdict(c, trust, "a", "b", 5).en ==
        "In 83 of 100 replicates, “mean trust” is lower with “b” than with “a” at month 5 (higher in 15, equal in 2).");
}

TEST_CASE("when most replicates are equal, that is what is said") {
  Contrast c;
  c.n = 50;
  c.higher = 5;
  c.lower = 3;
  c.equal = 42;
  CHECK(frequency(c).en == "equal in 42 of 50");
  CHECK(verdict(c, trust, "a", "b", 9).en ==
        "In 42 of 50 replicates, “mean trust” is the same with “b” as with “a” at month 9 (higher in 5, lower in 3).");
  CHECK(
      verdict(c, trust, "a", "b", 9).fr ==
      unbroken(
          "Dans 42 répliques sur 50, la valeur de « confiance moyenne » est la même avec « b » qu’avec « a » au mois 9 "
          "(plus élevée dans 5, plus basse dans 3)."));
}

TEST_CASE("special cases are said in words") {
  const auto one = contrast_of(std::vector<double>{1}, std::vector<double>{1.5});
  CHECK(verdict(*one, trust, "a", "b", 3).en.find("one replicate says nothing") != std::string::npos);
  CHECK(luck(*one).en == "not known from one replicate");
  CHECK(difference_with_interval(*one, en) == "+0.50");
  const auto same = contrast_of(std::vector<double>{1, 2}, std::vector<double>{1, 2});
  CHECK(verdict(*same, trust, "a", "b", 3).en ==
        "In all 2 replicates, “mean trust” is the same with “b” as with “a” at month 3.");
  CHECK(frequency(*same).en == "equal in all 2");
  const auto constant = contrast_of(std::vector<double>{1, 2}, std::vector<double>{2, 3});
  CHECK(verdict(*constant, trust, "a", "b", 3).en.find("exactly +1.00") != std::string::npos);
  CHECK(luck(*constant).fr == "l’écart est constant");
}

TEST_CASE("a difference is shown at the precision of its interval") {
  Contrast c;
  c.n = 200;
  c.reference_mean = 0.5312;
  c.scenario_mean = 0.5652;
  c.difference = 0.03401;
  c.interval = Interval{0.0325, 0.03552};
  CHECK(difference_with_interval(c, en) == "+0.0340 [+0.0325; +0.0355]");
  CHECK(difference_with_interval(c, fr) == "+0,0340 [+0,0325; +0,0355]");
}
