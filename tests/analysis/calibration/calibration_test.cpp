#include "analysis/calibration/calibration.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <set>

#include "analysis/calibration/report.hpp"

namespace entremise {
namespace {

territory::Specification small_territory() {
  territory::Specification s;
  s.months = 40;
  for (const territory::Setting& setting : territory::archetypes[0].settings)
    s.parameters.set_index(territory::find_parameter(setting.key), setting.value);
  return s;
}

CalibrationPlan small_plan() {
  CalibrationPlan plan;
  plan.draws = 16;
  plan.waves = 3;
  plan.replicates = 1;
  plan.keep = 6;
  plan.most_steps = 1;
  return plan;
}

}  // namespace

TEST_CASE("patterns have names, intervals and both languages") {
  std::set<std::string_view> keys;
  bool held_out = false;
  for (const Pattern& p : patterns) {
    CAPTURE(std::string(p.key));
    CHECK(keys.insert(p.key).second);
    CHECK(p.low < p.high);
    CHECK(p.en != p.fr);
    CHECK(!p.source.empty());
    CHECK((!held_out || !p.fitted));  // fitted ones first
    held_out = held_out || !p.fitted;
  }
  CHECK(held_out);
}

TEST_CASE("implausibility is 1 at either end of what is tolerated") {
  const Pattern p{"x", 2, 6, true, "", "", ""};
  CHECK(implausibility(p, 4) == 0);
  CHECK(implausibility(p, 2) == 1);
  CHECK(implausibility(p, 6) == 1);
  CHECK(implausibility(p, 8) == 2);
  CHECK(std::isinf(implausibility(p, std::numeric_limits<double>::quiet_NaN())));
  const Pattern by_ratio{"x", 0.2, 5, true, "", "", "", true};
  CHECK(implausibility(by_ratio, 1) == Approx(0).margin(1e-12));
  CHECK(implausibility(by_ratio, 0.2) == Approx(1));
  CHECK(implausibility(by_ratio, 25) == Approx(2));
  CHECK(implausibility(by_ratio, 0) > 4);
}

TEST_CASE("values are drawn from the plausible range, whole numbers as whole numbers") {
  for (const std::size_t i : sampled_parameters()) {
    const territory::Parameter& p = territory::registry[i];
    CAPTURE(std::string(p.key));
    CHECK(sampled_value(p, 0) == Approx(p.plausible.low));
    const double most = sampled_value(p, std::nextafter(1.0, 0.0));
    CHECK(most == Approx(p.plausible.high));
    const double middle = sampled_value(p, 0.4);
    CHECK(p.plausible.contains(middle));
    if (p.kind != territory::Kind::real) CHECK(middle == std::floor(middle));
  }
}

TEST_CASE("later waves lie nearer to what is known, and a calibration gives the same twice") {
  const auto once = calibrate(small_territory(), small_plan()), again = calibrate(small_territory(), small_plan());
  REQUIRE(once.worst_of_wave.size() == 3);
  CHECK(once.worst_of_wave[2] <= once.worst_of_wave[0]);
  REQUIRE(once.plausible.size() == 6);
  for (std::size_t i = 0; i + 1 < once.plausible.size(); ++i)
    CHECK(once.plausible[i].implausibility <= once.plausible[i + 1].implausibility);
  for (const Draw& draw : once.plausible)
    for (const double value : draw.patterns) CHECK(!std::isinf(value));
  CHECK(to_csv(once) == to_csv(again));
  CHECK(once.shifts.size() == sampled_parameters().size());
  CHECK(!calibration_summary(once, Language::french).empty());
  CHECK(calibration_report(once, small_plan(), "x", Language::english) ==
        calibration_report(again, small_plan(), "x", Language::english));
}

TEST_CASE("defaults are only moved where they are assumptions") {
  const auto c = calibrate(small_territory(), small_plan());
  for (const Step& step : c.steps)
    CHECK(territory::registry[step.parameter].evidence == territory::Evidence::assumption);
}

TEST_CASE("a calibration that is stopped says so") {
  std::stop_source stop;
  stop.request_stop();
  CHECK(calibrate(small_territory(), small_plan(), stop.get_token()).stopped);
}

}  // namespace entremise
