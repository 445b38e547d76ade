#pragma once
#include <string>

#include "analysis/program/commands.hpp"
#include "analysis/report/page.hpp"

namespace entremise::program {

/// An answer that study, sensitivity, attribute or plan gave with --json and that was kept in a file; the charts that
/// it names are looked for as it names them, or beside it. Throws Failure: not readable, no such answer, one that says
/// that the command failed.
[[nodiscard]] Json read_answer(const std::string& file);

/// The answer as a part of a report.
void add_answer(report::Page& page, const Json& answer, Language language);

}  // namespace entremise::program
