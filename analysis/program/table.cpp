#include "analysis/program/table.hpp"

#include <algorithm>

namespace entremise::program {

std::string table_of(const std::vector<std::vector<std::string>>& rows, const std::set<std::size_t>& foldable,
                     const Terminal& terminal) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c == widths.size()) widths.push_back(0);
      widths[c] = std::max(widths[c], columns(row[c]));
    }
  std::size_t whole = 0;
  for (const std::size_t width : widths) whole += 2 + width;
  const bool folded = whole > terminal.width();
  std::string out;
  for (const auto& row : rows) {
    std::string line = "  ", below;
    for (std::size_t c = 0; c < row.size(); ++c)
      if (folded && foldable.contains(c))
        below += (below.empty() ? "    " : "  ·  ") + row[c];
      else
        line += c == 0 ? pad_right(row[c], widths[c]) : "  " + pad_left(row[c], widths[c]);
    for (const std::string& part : {line, below})
      if (!part.empty()) out += (&row == &rows.front() ? terminal.bold(part) : part) + "\n";
  }
  return out;
}

std::string csv_cell(const std::string& text) {
  std::string out;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out = "'";
  out += text;
  if (out.find_first_of("\",\n\r") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace entremise::program
