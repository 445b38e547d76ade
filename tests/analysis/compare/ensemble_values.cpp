#include "analysis/compare/ensemble_values.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

using namespace entremise;

namespace {

Catalogue small_catalogue() {
  std::vector<std::string> nine{"a", "b", "c", "d", "e", "f", "g", "h", "i"};
  return Catalogue({{"tie_set", "", {"all", "institutional"}}, {"kind", "", nine}},
                   {{"trust", "1", "mean trust", "confiance moyenne", {"tie_set"}, 0, 1},
                    {"wide", "1", "wide", "large", {"kind"}, 0, 1},
                    {"arrivals", "1", "arrivals", "arrivées", {}, 0, 9}});
}

const LabelledArray& array(const DerivedGroup& group, const std::string& name) {
  const auto at = std::find_if(group.arrays.begin(), group.arrays.end(), [&](const auto& a) { return a.name == name; });
  REQUIRE(at != group.arrays.end());
  return *at;
}

// Two scenarios, three replicates (the last missing), months 0 and 1.
EnsembleValues filled() {
  EnsembleValues values(small_catalogue(), 2, 3, 1);
  for (std::uint32_t s = 0; s < 2; ++s)
    for (std::uint32_t r = 0; r < 2; ++r) {
      std::vector<float> series;
      for (int m = 0; m < 2; ++m) {
        series.push_back(-1);                                                    // trust of all ties
        series.push_back(static_cast<float>(0.25 * r + 0.5 * s * m * (r + 1)));  // of the institutional ones
        series.insert(series.end(), 9, 7.0f);
        series.push_back(static_cast<float>(m));
      }
      values.set(s, r, series);
    }
  return values;
}

}  // namespace

TEST_CASE("series are held cell by cell, large ones are not") {
  const EnsembleValues values = filled();
  CHECK(values.holds(0));
  CHECK_FALSE(values.holds(1));
  CHECK(values.holds(2));
  const Quantity trust = values.quantity(0, 1);
  CHECK(trust.at(1, 1, 1) == 1.25);
  CHECK(std::isnan(trust.at(0, 2, 0)));
  CHECK(values.quantity(2, 0).at(1, 0, 1) == 1.0);
}

TEST_CASE("values taken variable by variable are the same") {
  EnsembleValues one(small_catalogue(), 1, 1, 1), other(small_catalogue(), 1, 1, 1);
  one.set(0, 0, {1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6});
  const float trust[] = {1, 2, 3, 4}, arrivals[] = {5, 6};
  other.set(0, 0, 0, trust);
  other.set(2, 0, 0, arrivals);
  for (const auto& [v, c] : {std::pair<std::size_t, std::size_t>{0, 0}, {0, 1}, {2, 0}})
    CHECK(one.quantity(v, c).values == other.quantity(v, c).values);
}

TEST_CASE("the summary has the right numbers in the right places") {
  const DerivedGroup group = summary_group(filled(), "trust");
  CHECK(group.signal == "trust_mean");
  const LabelledArray& mean = array(group, "trust_mean");
  CHECK(mean.dimensions == std::vector<std::string>{"scenario", "month", "tie_set"});
  REQUIRE(mean.values.size() == 8);
  // Scenario 1, month 1, institutional: (0.5 + 1.25) / 2.
  CHECK(mean.values[7] == 0.875);
  CHECK(array(group, "trust_quantiles").values.size() == 40);
  CHECK(array(group, "trust_quantiles").values[7 * 5 + 2] == 0.875);
  CHECK(array(group, "trust_sd").values[7] == Approx(0.75 / std::sqrt(2.0)));
  CHECK(array(group, "trust_mean_errors").values[7] == Approx(12.706204736 * 0.375));
  CHECK(
      std::none_of(group.arrays.begin(), group.arrays.end(), [](const auto& a) { return a.name.starts_with("wide"); }));
}

TEST_CASE("the contrast has the right numbers in the right places") {
  const DerivedGroup group = contrast_group(filled());
  // Differences at month 1: 0.5 and 1.0.
  CHECK(array(group, "trust_difference").values[7] == 0.75);
  CHECK(array(group, "trust_difference").values[3] == 0.0);
  CHECK(array(group, "trust_higher").values[7] == 2.0);
  CHECK(array(group, "trust_lower_count").values[7] == 0.0);
  CHECK(array(group, "trust_pairs").values[7] == 2.0);
  // Var(reference) = 1/32, Var(scenario) = 9/32, Var(difference) = 4/32.
  CHECK(array(group, "trust_variance_ratio").values[7] == Approx(2.5));
  CHECK(std::isnan(array(group, "arrivals_variance_ratio").values[1]));
}

TEST_CASE("headlines are found by name and left out where a catalogue lacks them") {
  const auto found = headlines(small_catalogue());
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "trust");
  CHECK(found[0].cell == 1);
}
