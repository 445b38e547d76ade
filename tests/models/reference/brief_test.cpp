// Every reference model gives its known answers. Statistics: fixed seed, |z| ≤ 4.
#include <catch2/catch.hpp>

#include <limits>
#include <set>

#include "models/reference/check.hpp"

using namespace entremise;
using namespace entremise::reference;

TEST_CASE("reference models give their known answers, in brief") {
  for (const ReferenceModel& model : reference_models()) {
    const auto checks = model.verify({Effort::brief, 1});
    CHECK_FALSE(checks.empty());
    for (const Check& check : checks) {
      CAPTURE(model.name, check.quantity.en, check.expected, check.obtained, check.margin, check.deviation());
      CHECK(check.passed());
    }
  }
}

TEST_CASE("reference models have names of their own, a source, and texts in both languages") {
  std::set<std::string_view> names;
  for (const ReferenceModel& model : reference_models()) {
    CAPTURE(model.name);
    CHECK(names.insert(model.name).second);
    CHECK_FALSE(model.source.empty());
    CHECK_FALSE(model.title.en.empty());
    CHECK_FALSE(model.title.fr.empty());
  }
}

TEST_CASE("a verification that is asked to stop does, and has no answer") {
  std::stop_source stop;
  stop.request_stop();
  for (const ReferenceModel& model : reference_models())
    if (model.name == "voter" || model.name == "deffuant" || model.name == "final-size" ||
        model.name == "donation-cycle" || model.name == "donation-regular" || model.name == "generators") {
      CAPTURE(model.name);
      CHECK_THROWS_AS(model.verify({Effort::full, 1, stop.get_token()}), Stopped);
    }
}

TEST_CASE("a wrong expectation is refused, by every rule") {
  const auto check = [](Rule rule, double expected, double obtained, double margin) {
    Check c;
    c.rule = rule;
    c.expected = expected;
    c.obtained = obtained;
    c.margin = margin;
    return c.passed();
  };
  CHECK(check(Rule::near, 1, 1.05, 0.1));
  CHECK_FALSE(check(Rule::near, 1, 1.15, 0.1));
  CHECK(check(Rule::near, 1, 1, 0));
  CHECK(check(Rule::statistic, 1, 1.3, 0.1));
  CHECK_FALSE(check(Rule::statistic, 1, 1.5, 0.1));
  CHECK_FALSE(check(Rule::statistic, 1, 0.5, 0.1));
  CHECK(check(Rule::above, 1, 1.5, 0.1));
  CHECK_FALSE(check(Rule::above, 1, 1.3, 0.1));
  CHECK(check(Rule::below, 1, 0.5, 0.1));
  CHECK_FALSE(check(Rule::below, 1, 1.5, 0.1));
  CHECK(check(Rule::at_least, 0.9, 0.9, 0));
  CHECK_FALSE(check(Rule::at_least, 0.9, 0.89, 0));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Rule rule : {Rule::near, Rule::statistic, Rule::above, Rule::below, Rule::at_least}) {
    CHECK_FALSE(check(rule, 1, nan, 0.1));
    CHECK_FALSE(check(rule, nan, 1, 0.1));
  }
  CHECK_FALSE(check(Rule::statistic, 1, 1, 0));  // no spread, no statistic
}

TEST_CASE("what is computed tells a nearby expectation apart") {
  for (const ReferenceModel& model : reference_models()) {
    for (Check check : model.verify({Effort::brief, 1})) {
      CAPTURE(model.name, check.quantity.en, check.expected, check.margin);
      const double expected = check.expected;
      if (check.rule == Rule::near) {
        check.expected += expected == 0 ? 3 * check.margin + 1e-9 : 0.3 * expected;
        CHECK_FALSE(check.passed());
      } else if (check.rule == Rule::statistic) {
        check.expected += 8.5 * check.margin;
        CHECK_FALSE(check.passed());
        CHECK(check.margin < 0.25 * expected);  // and that is not far
      } else if (check.rule != Rule::at_least) {
        check.rule = check.rule == Rule::above ? Rule::below : Rule::above;
        CHECK_FALSE(check.passed());
      }
    }
  }
}
