#pragma once
#include <cstddef>
#include <string>

#include "analysis/compare/contrast.hpp"
#include "sim/diagnostics/text.hpp"

namespace entremise {

/// Decimals at which the means and the interval of a contrast are shown: three significant digits of the means, and
/// enough for two of the interval's half-width.
[[nodiscard]] int decimals_of(const Contrast& contrast);

/// The mean difference and its interval: "+0.034 [+0.031; +0.037]".
[[nodiscard]] std::string difference_with_interval(const Contrast& contrast, Language language);

/// In how many replicates the most frequent sense holds: "higher in 83 of 100", "equal in all 40".
[[nodiscard]] Text frequency(const Contrast& contrast);

/// What the contrast says in one or two sentences of natural frequencies, without a judgement of good or bad.
/// `quantity` is the variable's long name in both languages.
[[nodiscard]] Text verdict(const Contrast& contrast, const Text& quantity, const std::string& reference,
                           const std::string& scenario, std::size_t month);

/// What the variance ratio means, or why there is none.
[[nodiscard]] Text luck(const Contrast& contrast);

}  // namespace entremise
