#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "analysis/charts/frame.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

struct Colour {
  double red, green, blue;
};

constexpr Colour white{255, 255, 255}, level{33, 71, 145}, more{33, 71, 145}, less{176, 82, 20};
// Shades stop where dark writing on them still has a contrast of 4.5 : 1 (WCAG 2.1).
constexpr double deepest = 0.42;

std::string shade(const Colour& full, double share) {
  const double s = deepest * std::clamp(share, 0.0, 1.0);
  const auto mixed = [s](double from, double to) { return static_cast<int>(std::lround(from + (to - from) * s)); };
  return fmt::format("#{:02X}{:02X}{:02X}", mixed(white.red, full.red), mixed(white.green, full.green),
                     mixed(white.blue, full.blue));
}

double largest(std::span<const MatrixPanel> panels, bool difference) {
  double most = 0;
  for (const MatrixPanel& panel : panels)
    if (panel.difference == difference)
      for (const auto& cell : panel.cells)
        if (cell) most = std::max(most, std::fabs(*cell));
  return most;
}

}  // namespace

std::string matrix_chart(const Caption& caption, const std::string& statistic, const Text& row_axis,
                         const Text& column_axis, std::span<const Text> rows, std::span<const Text> columns,
                         std::span<const MatrixPanel> panels, Language language) {
  const bool french = language == Language::french;
  Drawing drawing;
  const double top = draw_head(drawing, caption, statistic, language) + 14;
  const std::size_t abreast = panels.size() > 1 ? 2 : 1;
  constexpr double gap = 28, cell_height = 40;
  const double panel_width =
      (figure_width - 2 * margin - gap * static_cast<double>(abreast - 1)) / static_cast<double>(abreast);
  double gutter = 0;
  for (const Text& row : rows) gutter = std::max(gutter, text_width(row.in(language), 12, false));
  gutter = std::min(gutter + 10, panel_width / 3);
  const double cell_width = std::min(96.0, (panel_width - gutter) / static_cast<double>(columns.size()));
  const double levels = largest(panels, false), differences = largest(panels, true);
  const int decimals_of_levels = decimals_for(levels);
  const int decimals_of_differences = std::max(decimals_for(differences) - 1, decimals_of_levels);
  const std::array axes{row_axis, column_axis};
  const std::string axis_words = french ? fmt::format("En ligne : {} ; en colonne : {}.", axes[0].fr, axes[1].fr)
                                        : fmt::format("Rows: {}; columns: {}.", axes[0].en, axes[1].en);
  drawing.text(margin, top, axis_words, {12, false, quiet});

  std::string description = statistic + " " + axis_words;
  double y_row = top + 22, bottom = y_row;
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const MatrixPanel& panel = panels[p];
    const std::size_t place = p % abreast;
    if (place == 0 && p != 0) y_row = bottom + 26;
    const double left = margin + static_cast<double>(place) * (panel_width + gap);
    std::size_t head_lines = 1;
    for (std::size_t k = p - place; k < std::min(p - place + abreast, panels.size()); ++k)
      head_lines = std::max(head_lines, wrap(panels[k].name, panel_width, 14, true).size());
    double y = y_row + 14;
    for (const std::string& line : wrap(panel.name, panel_width, 14, true)) {
      drawing.text(left, y, line, {14, true, ink});
      y += 18;
    }
    std::size_t column_lines = 1;
    for (const Text& column : columns)
      column_lines = std::max(column_lines, wrap(column.in(language), cell_width - 6, 12, false).size());
    const double cells_top = y_row + 18 * static_cast<double>(head_lines) + 8 + 15 * static_cast<double>(column_lines);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto lines = wrap(columns[c].in(language), cell_width - 6, 12, false);
      double label_y = cells_top - 6 - 15 * static_cast<double>(lines.size() - 1);
      for (const std::string& line : lines) {
        drawing.text(left + gutter + (static_cast<double>(c) + 0.5) * cell_width, label_y, line,
                     {12, false, quiet, Anchor::middle});
        label_y += 15;
      }
    }
    description += " " + panel.name + ":";
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const double cell_top = cells_top + static_cast<double>(r) * cell_height;
      double label_y = cell_top + cell_height / 2 + 4;
      const auto lines = wrap(rows[r].in(language), gutter - 6, 12, false);
      label_y -= 7.5 * static_cast<double>(lines.size() - 1);
      for (const std::string& line : lines) {
        drawing.text(left + gutter - 8, label_y, line, {12, false, quiet, Anchor::end});
        label_y += 15;
      }
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto& cell = panel.cells[r * columns.size() + c];
        const double x = left + gutter + static_cast<double>(c) * cell_width;
        std::string words = "–", fill(faint);
        if (cell) {
          const double scale = panel.difference ? differences : levels;
          const double share = scale > 0 ? std::fabs(*cell) / scale : 0;
          fill = shade(!panel.difference ? level : *cell < 0 ? less : more, share);
          words = panel.difference ? signed_number(*cell, decimals_of_differences, language)
                                   : number(*cell, decimals_of_levels, language);
        }
        drawing.rectangle(x + 1, cell_top + 1, cell_width - 2, cell_height - 2, fill);
        drawing.text(x + cell_width / 2, cell_top + cell_height / 2 + 5, words, {13, false, ink, Anchor::middle});
        description += fmt::format(" {}, {}: {}.", rows[r].in(language), columns[c].in(language), words);
      }
    }
    bottom = std::max(bottom, cells_top + cell_height * static_cast<double>(rows.size()));
  }
  const double height = draw_foot(drawing, caption, bottom + 26, language);
  return drawing.document(figure_width, height, "matrix-" + caption.id, french ? "fr" : "en",
                          caption.title.in(language), description);
}

}  // namespace entremise::charts
