#include "analysis/inference/verdict.hpp"

#include <stdexcept>

namespace entremise {

Verdict verdict_of(const Evidence& evidence, Expected expected, double alpha) {
  if (!(alpha > 0 && alpha < 1)) throw std::invalid_argument("a level of significance lies between 0 and 1");
  if (!(evidence.p >= 0 && evidence.p <= 1)) throw std::invalid_argument("a p-value lies outside 0..1");
  if (evidence.n < 2) return Verdict::undecided;
  const bool equivalent = evidence.equivalence && evidence.equivalence->equivalent;
  if (equivalent && (evidence.interval || expected == Expected::same)) return Verdict::equivalent;
  if (!evidence.interval) return Verdict::no_variation;
  const bool above = evidence.interval->low > 0, below = evidence.interval->high < 0;
  if (!(evidence.p < alpha) || !(above || below)) return Verdict::undecided;
  switch (expected) {
    case Expected::higher:
      return above ? Verdict::supported : Verdict::contradicted;
    case Expected::lower:
      return below ? Verdict::supported : Verdict::contradicted;
    case Expected::different:
      return Verdict::supported;
    case Expected::same:
      break;
  }
  return Verdict::contradicted;
}

}  // namespace entremise
