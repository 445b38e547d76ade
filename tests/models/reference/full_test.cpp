// The protocols with all their replicates.
#include <catch2/catch.hpp>

#include <cmath>

#include "models/reference/check.hpp"

using namespace entremise;
using namespace entremise::reference;

TEST_CASE("reference models give their known answers, with all replicates") {
  for (const ReferenceModel& model : reference_models())
    for (const Check& check : model.verify({Effort::full, 1})) {
      CAPTURE(model.name, check.quantity.en, check.expected, check.obtained, check.margin, check.deviation());
      CHECK(check.passed());
      // The published asymptotic forms lie 2.8 and 3.4 standard errors away from the exact ones.
      if (model.name == "voter" && check.quantity.en.starts_with("time")) {
        Check asymptotic = check;
        asymptotic.expected *= check.expected < 40 ? 32.51 / 31.6965 : 69.31 / 68.129;
        CHECK(std::abs(asymptotic.deviation() - check.deviation()) > 2.5);
      }
    }
}
