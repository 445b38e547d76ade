#pragma once
#include <string>

#include "analysis/program/commands.hpp"
#include "analysis/studies/judgement.hpp"

namespace entremise::program {

/// All that a study asked and found, as data.
[[nodiscard]] Json study_json(const scenarios::Study& study, const StudyResult& result);

/// The same as a table of comma-separated values: one row for each hypothesis.
[[nodiscard]] std::string study_csv(const scenarios::Study& study, const StudyResult& result);

/// The same for the terminal: a table of verdicts, then each hypothesis with what is known of it.
[[nodiscard]] std::string study_text(const scenarios::Study& study, const StudyResult& result,
                                     const Terminal& terminal);

}  // namespace entremise::program
