#pragma once
#include <cstddef>

#include "analysis/studies/judgement.hpp"

namespace entremise {

/// The verdict in a word or three, as tables show it: "supported", "against", "too small to matter", …
[[nodiscard]] Text verdict_word(const scenarios::Hypothesis& hypothesis, const HypothesisResult& result);

/// What is measured, with its months: "mean trust (initial cohort), month 120".
[[nodiscard]] Text outcome_words(const scenarios::Outcome& outcome);

/// What is expected: "higher", "no difference of interest", …
[[nodiscard]] Text expectation_words(const scenarios::Hypothesis& hypothesis);

/// The estimate with its interval, or why there is none: "+3.2 [+2.9; +3.5]".
[[nodiscard]] Text estimate_words(const HypothesisResult& result, bool signed_values);

/// "0.012", "< 0.001"; a dash where there is none.
[[nodiscard]] Text p_words(const std::optional<double>& p);

/// "57 of 60 (95%)", and what else is worth saying of a share: nothing where it was not asked for.
[[nodiscard]] Text share_words(const HypothesisResult& result);

/// What the replicates say of a hypothesis, in one to three sentences of natural frequencies.
[[nodiscard]] Text sentence_of(const scenarios::Study& study, std::size_t hypothesis, const HypothesisResult& result);

/// What the plausible draws say of it; empty where they were not asked.
[[nodiscard]] Text plausible_sentence(const scenarios::Hypothesis& hypothesis, const HypothesisResult& result);

}  // namespace entremise
