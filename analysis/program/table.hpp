#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "analysis/program/terminal.hpp"

namespace entremise::program {

/// One row per line, the first row a heading; all columns but the first are set to the right. Where that is wider than
/// the terminal, the columns named by `foldable` stand in a line of their own below the others.
[[nodiscard]] std::string table_of(const std::vector<std::vector<std::string>>& rows,
                                   const std::set<std::size_t>& foldable, const Terminal& terminal);

/// A cell of a CSV table (RFC 4180), quoted where it must be, and guarded where a spreadsheet would take it for a
/// formula.
[[nodiscard]] std::string csv_cell(const std::string& text);

}  // namespace entremise::program
