#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/charts/frame.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

struct Layer {
  std::size_t type;  // position in SharePanel
  std::string_view en, fr, fill, text, pattern;
};

// From the bottom. The hues keep a colour difference (CIEDE2000) of 28 or more under the three colour blindnesses.
constexpr std::array<Layer, 4> layers{{{0, "distant", "distante", "#8A8F98", "#555B66", ""},
                                       {2, "unequal", "inégalitaire", "#852D26", "#852D26", "hatch"},
                                       {3, "delegated", "déléguée", "#B98A18", "#7A5A0C", "dots"},
                                       {1, "partnership", "coopération", "#214791", "#214791", ""}}};

}  // namespace

std::string relation_types_chart(const Caption& caption, std::span<const SharePanel> panels, Language language) {
  const bool french = language == Language::french;
  std::size_t last_month = 0;
  for (const SharePanel& panel : panels)
    last_month = std::max(last_month, panel.months.empty() ? 0 : panel.months.size() - 1);
  const std::string statistic =
      french
          ? fmt::format("Parts moyennes des quatre types de relations sur les répliques. À droite : part au mois {}.",
                        last_month)
          : fmt::format("Mean shares of the four relation types over the replicates. At right: share at month {}.",
                        last_month);

  Drawing drawing;
  const std::string id = "types-" + caption.id;
  const std::string name = escape(id);
  drawing.raw(
      fmt::format("<defs>\n<pattern id=\"{0}-hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
                  "patternTransform=\"rotate(45)\">"
                  "<rect width=\"1.6\" height=\"8\" fill=\"#ffffff\" fill-opacity=\"0.55\"/></pattern>\n"
                  "<pattern id=\"{0}-dots\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">"
                  "<circle cx=\"2.5\" cy=\"2.5\" r=\"1.3\" fill=\"#ffffff\" fill-opacity=\"0.75\"/>"
                  "<circle cx=\"7\" cy=\"7\" r=\"1.3\" fill=\"#ffffff\" fill-opacity=\"0.75\"/></pattern>\n</defs>\n",
                  name));

  const double top = draw_head(drawing, caption, statistic, language) + 10;
  const std::size_t columns = panels.size() > 1 ? 2 : 1;
  const double column_width =
      (figure_width - 2 * margin - 20 * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  const double plot_height = columns == 1 ? 340 : 270, gutter = text_width("100 %", 12, false) + 12;
  double label_width = 0;
  for (const Layer& layer : layers)
    label_width = std::max(label_width, text_width(french ? layer.fr : layer.en, 13, true));
  const double plot_width = column_width - gutter - label_width - 26;

  std::string description = statistic;
  double y_row = top, bottom = top;
  for (std::size_t p = 0; p < panels.size(); ++p) {
    const SharePanel& panel = panels[p];
    const std::size_t column = p % columns;
    if (column == 0 && p != 0) y_row = bottom + 58;
    double head_lines = 1;  // of the tallest name in this row, so that its plots stand level
    for (std::size_t k = p - column; k < std::min(p - column + columns, panels.size()); ++k)
      head_lines =
          std::max(head_lines, static_cast<double>(wrap(panels[k].name, column_width - gutter, 14, true).size()));
    Box plot;
    plot.left = margin + static_cast<double>(column) * (column_width + 20) + gutter;
    plot.right = plot.left + plot_width;
    double heading_y = y_row + 14;
    for (const std::string& line : wrap(panel.name, column_width - gutter, 14, true)) {
      drawing.text(plot.left, heading_y, line, {14, true, ink});
      heading_y += 18;
    }
    plot.top = y_row + 18 * head_lines + 8;
    plot.bottom = plot.top + plot_height;
    bottom = std::max(bottom, plot.bottom);
    const Scale x{0, static_cast<double>(std::max<std::size_t>(last_month, 1)), plot.left, plot.right};
    const Scale y{0, 1, plot.bottom, plot.top};

    std::vector<std::optional<double>> below(panel.months.size());
    for (std::size_t m = 0; m < below.size(); ++m)
      if (std::isfinite(panel.months[m][0])) below[m] = 0.0;
    std::vector<EndLabel> labels;
    description += " " + panel.name + ":";
    for (const Layer& layer : layers) {
      auto above = below;
      for (std::size_t m = 0; m < above.size(); ++m)
        if (above[m]) *above[m] += panel.months[m][layer.type];
      const std::string area = area_path(x, y, below, above);
      drawing.path(area, fmt::format(R"(fill="{}")", layer.fill));
      if (!layer.pattern.empty()) drawing.path(area, fmt::format("fill=\"url(#{}-{})\"", name, layer.pattern));
      drawing.path(line_path(x, y, above), R"(fill="none" stroke="#ffffff" stroke-width="1")");
      if (!above.empty() && above.back()) {
        const double share = panel.months.back()[layer.type];
        const std::string percent = number(share * 100, share < 0.01 ? 1 : 0, language) + (french ? "\u00a0%" : "%");
        labels.push_back({y((*below.back() + *above.back()) / 2),
                          layer.text,
                          {std::string(french ? layer.fr : layer.en)},
                          {percent}});
        description += fmt::format(" {} {}", french ? layer.fr : layer.en, percent);
      }
      below = std::move(above);
    }
    description += ".";
    draw_axes(drawing, plot, x, y, {{0, 0.25, 0.5, 0.75, 1}, 2}, last_month, true, language);
    draw_end_labels(drawing, labels, plot.right, plot.top - 6, plot.bottom + 6);
  }
  const double height = draw_foot(drawing, caption, bottom + 52, language);
  return drawing.document(figure_width, height, id, french ? "fr" : "en", caption.title.in(language), description);
}

}  // namespace entremise::charts
