#include "analysis/charts/frame.hpp"

#include <algorithm>

#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

constexpr double heading_size = 13, line_size = 12, line_height = 16, label_gap = 6;
constexpr double mark_size = 11, mark_row_height = 15;
constexpr std::string_view mark_colour = "#8A9099";

}  // namespace

double EndLabel::height() const noexcept {
  return line_height * static_cast<double>(heading.size() + lines.size()) + label_gap;
}

double EndLabel::width() const {
  double widest = 0;
  for (const std::string& line : heading) widest = std::max(widest, text_width(line, heading_size, true));
  for (const std::string& line : lines) widest = std::max(widest, text_width(line, line_size, false));
  return widest;
}

double total_height(const std::vector<EndLabel>& labels) {
  double sum = 0;
  for (const EndLabel& label : labels) sum += label.height();
  return sum;
}

double draw_head(Drawing& drawing, const Caption& caption, const std::string& statistic, Language language) {
  double y = margin + 14;
  const double width = figure_width - 2 * margin;
  const auto set = [language](const std::string& text) { return language == Language::french ? unbroken(text) : text; };
  for (const std::string& line : wrap(set(caption.title.in(language)), width, 20, true)) {
    drawing.text(margin, y, line, {20, true, ink});
    y += 25;
  }
  for (const std::string& line : wrap(set(statistic), width, 13, false)) {
    drawing.text(margin, y, line, {13, false, quiet});
    y += 18;
  }
  if (const std::string& unit = caption.unit.in(language); !unit.empty()) {
    y += 6;
    drawing.text(margin, y, (language == Language::french ? "Unité : " : "Unit: ") + unit, {12, false, ink});
    y += 4;
  }
  return y + 4;
}

double draw_foot(Drawing& drawing, const Caption& caption, double top, Language language) {
  const bool french = language == Language::french;
  const std::string separator = "  ·  ";
  std::string facts = french ? "n = " + whole_number(caption.replicates, language) +
                                   (caption.replicates == 1 ? " réplique" : " répliques appariées")
                             : "n = " + whole_number(caption.replicates, language) +
                                   (caption.replicates == 1 ? " replicate" : " paired replicates");
  facts += separator + (french ? "graine " : "seed ") + std::to_string(caption.seed);
  facts += separator + "Entremise " + caption.engine_version;
  facts += separator + (french ? "Outil d’exploration, pas une prévision." : "A tool for exploring, not a forecast.");
  std::string names;
  for (std::size_t i = 0; i < caption.scenarios.size(); ++i) {
    const bool compared = caption.scenarios.size() > 1;
    if (i == 0)
      names += !compared ? (french ? "Scénario : " : "Scenario: ") : french ? "Référence : " : "Reference: ";
    else
      names += i > 1 ? ", " : separator + (french ? "comparé à elle : " : "compared with it: ");
    names += caption.scenarios[i];
  }
  double y = top + 10;
  drawing.line(margin, top, figure_width - margin, top, faint, 1);
  y += 8;
  for (const std::string& paragraph : {names, facts})
    for (const std::string& line : wrap(paragraph, figure_width - 2 * margin, 11, false)) {
      drawing.text(margin, y, line, {11, false, quiet});
      y += 15;
    }
  return y + 4;
}

void draw_axes(Drawing& drawing, const Box& plot, const Scale& x, const Scale& y, const Ticks& ticks,
               std::size_t last_month, bool percent, Language language) {
  for (const double value : ticks.values) {
    drawing.line(plot.left, y(value), plot.right, y(value), faint, 1);
    std::string label = number(percent ? value * 100 : value, percent ? 0 : ticks.decimals, language);
    if (percent) label += language == Language::french ? "\u00a0%" : "%";
    drawing.text(plot.left - 8, y(value) + 4, label, {12, false, quiet, Anchor::end});
  }
  const auto months = month_ticks(last_month, std::max(2, static_cast<int>((plot.right - plot.left) / 44)));
  for (const std::size_t month : months) {
    const double at = x(static_cast<double>(month));
    drawing.line(at, plot.bottom, at, plot.bottom + 5, quiet, 1);
    drawing.text(at, plot.bottom + 20, std::to_string(month), {12, false, quiet, Anchor::middle});
  }
  drawing.line(plot.left, plot.bottom, plot.right, plot.bottom, quiet, 1);
  drawing.text((plot.left + plot.right) / 2, plot.bottom + 39, language == Language::french ? "mois" : "month",
               {12, false, quiet, Anchor::middle});
}

Marks::Marks(const Caption& caption, const Scale& x, Language language) {
  // From the right to the left, each label in the lowest row that has room: so the line of none crosses another.
  std::vector<double> free_until;  // per row, where its leftmost label begins
  for (auto at = caption.marks.rbegin(); at != caption.marks.rend(); ++at) {
    const Mark& mark = *at;
    const auto month = static_cast<double>(mark.month);
    if (month < x.from || month > x.to) continue;
    Placed placed{x(month), 0, 0, language == Language::french ? unbroken(mark.label.fr) : mark.label.en};
    const double width = text_width(placed.label, mark_size, false);
    placed.label_x = std::max(x.start, std::min(placed.x - 2, x.end - width));
    while (placed.row < free_until.size() && free_until[placed.row] < placed.label_x + width + 10) ++placed.row;
    if (placed.row == free_until.size()) free_until.push_back(0);
    free_until[placed.row] = placed.label_x;
    description_.insert(0, fmt::format(" {} {}{} {}.", language == Language::french ? "Mois" : "Month", mark.month,
                                       language == Language::french ? "\u00a0:" : ":", placed.label));
    placed_.push_back(std::move(placed));
  }
  rows_ = free_until.size();
}

double Marks::height() const noexcept {
  return rows_ == 0 ? 0 : mark_row_height * static_cast<double>(rows_) + 2;
}

void Marks::draw(Drawing& drawing, const Box& plot) const {
  for (const Placed& mark : placed_) {
    const double base = plot.top - 5 - mark_row_height * static_cast<double>(mark.row);
    drawing.line(mark.x, base + 2, mark.x, plot.bottom, mark_colour, 0.8);
  }
  for (const Placed& mark : placed_) {
    const double base = plot.top - 5 - mark_row_height * static_cast<double>(mark.row);
    drawing.text(mark.label_x, base, mark.label, {mark_size, false, quiet, Anchor::start, true});
  }
}

void draw_end_labels(Drawing& drawing, const std::vector<EndLabel>& labels, double x, double top, double bottom) {
  std::vector<Wanted> wanted;
  for (const EndLabel& label : labels) wanted.push_back({label.value_y, label.height()});
  const std::vector<double> centres = push_apart(wanted, top, bottom);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const EndLabel& label = labels[i];
    drawing.path(fmt::format("M{} {}L{} {}L{} {}", coordinate(x + 3), coordinate(label.value_y), coordinate(x + 13),
                             coordinate(centres[i]), coordinate(x + 17), coordinate(centres[i])),
                 fmt::format(R"(fill="none" stroke="{}" stroke-width="1")", label.colour));
    double y = centres[i] - (label.height() - label_gap) / 2 + 12;
    for (const std::string& line : label.heading) {
      drawing.text(x + 22, y, line, {heading_size, true, label.colour});
      y += line_height;
    }
    for (const std::string& line : label.lines) {
      drawing.text(x + 22, y, line, {line_size, false, label.colour});
      y += line_height;
    }
  }
}

std::string line_path(const Scale& x, const Scale& y, const std::vector<std::optional<double>>& values) {
  std::string out;
  bool drawing = false;
  for (std::size_t m = 0; m < values.size(); ++m) {
    if (!values[m]) {
      drawing = false;
      continue;
    }
    const std::string height = coordinate(y(*values[m]));
    out += fmt::format("{}{} {}", drawing ? "L" : "M", coordinate(x(static_cast<double>(m))), height);
    const bool alone = !drawing && (m + 1 == values.size() || !values[m + 1]);
    if (alone) out += fmt::format("h2");
    drawing = true;
  }
  return out;
}

std::string area_path(const Scale& x, const Scale& y, const std::vector<std::optional<double>>& low,
                      const std::vector<std::optional<double>>& high) {
  std::string out;
  std::size_t m = 0;
  while (m < low.size()) {
    if (!low[m] || !high[m]) {
      ++m;
      continue;
    }
    std::size_t last = m;
    while (last + 1 < low.size() && low[last + 1] && high[last + 1]) ++last;
    for (std::size_t k = m; k <= last; ++k)
      out += fmt::format("{}{} {}", k == m ? "M" : "L", coordinate(x(static_cast<double>(k))), coordinate(y(*high[k])));
    for (std::size_t k = last + 1; k-- > m;)
      out += fmt::format("L{} {}", coordinate(x(static_cast<double>(k))), coordinate(y(*low[k])));
    out += "Z";
    m = last + 1;
  }
  return out;
}

}  // namespace entremise::charts
