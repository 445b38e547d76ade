#pragma once
#include <cstddef>
#include <optional>

#include "analysis/compare/statistics.hpp"
#include "analysis/inference/equivalence.hpp"

namespace entremise {

/// What a hypothesis says of a difference.
enum class Expected {
  higher,
  lower,
  different,  ///< either way
  same,       ///< within the margin of the equivalence test
};

/// What the replicates say of a hypothesis.
enum class Verdict {
  supported,     ///< a difference of the expected sign
  contradicted,  ///< a difference of the other sign; or a difference where none was expected
  equivalent,    ///< whatever difference there is, it is too small to matter
  undecided,     ///< the replicates do not tell
  no_variation,  ///< the difference is the same in every replicate: there is nothing to infer from
};

/// What the verdict is drawn from.
struct Evidence {
  std::size_t n = 0;
  double estimate = 0;
  std::optional<Interval> interval;        ///< of the estimate; none where it does not vary
  double p = 1;                            ///< two-sided, adjusted for the family
  std::optional<Equivalence> equivalence;  ///< none where no smallest effect of interest was named
};

/// A difference is *shown* when p < alpha and the interval excludes 0 (one without the other is not enough). The first
/// row that fits decides:
///
/// | replicates                                | higher/lower           | different  | same         |
/// |-------------------------------------------|------------------------|------------|--------------|
/// | n < 2                                     | undecided              | undecided  | undecided    |
/// | equivalent, and they vary                 | equivalent             | equivalent | equivalent   |
/// | no interval, and equivalent               | no_variation           | no_variation | equivalent |
/// | no interval                               | no_variation           | no_variation | no_variation |
/// | difference shown, of the expected sign    | supported              | supported  | contradicted |
/// | difference shown, of the other sign       | contradicted           | supported  | contradicted |
/// | otherwise                                 | undecided              | undecided  | undecided    |
///
/// So a difference that is shown, and shown to be below the smallest effect of interest, is `equivalent`: it exists and
/// does not matter. 0 < alpha < 1 and 0 ≤ p ≤ 1, or std::invalid_argument.
[[nodiscard]] Verdict verdict_of(const Evidence& evidence, Expected expected, double alpha);

}  // namespace entremise
