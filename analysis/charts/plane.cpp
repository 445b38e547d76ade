#include "analysis/charts/plane.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

void draw_disc(Drawing& drawing, double x, double y, double radius, std::string_view fill, std::string_view stroke) {
  drawing.raw(fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\"/>\n", coordinate(x),
                          coordinate(y), coordinate(radius), fill, stroke));
}

}  // namespace

void draw_plane(Drawing& drawing, const Box& plot, const Scale& x, const Scale& y, const Ticks& x_ticks,
                const Ticks& y_ticks, const std::string& x_name, const std::string& y_name, Language language) {
  for (const double value : y_ticks.values) {
    drawing.line(plot.left, y(value), plot.right, y(value), faint, 1);
    drawing.text(plot.left - 8, y(value) + 4, number(value, y_ticks.decimals, language),
                 {12, false, quiet, Anchor::end});
  }
  for (const double value : x_ticks.values) {
    drawing.line(x(value), plot.top, x(value), plot.bottom, faint, 1);
    drawing.text(x(value), plot.bottom + 20, number(value, x_ticks.decimals, language),
                 {12, false, quiet, Anchor::middle});
  }
  drawing.line(plot.left, plot.bottom, plot.right, plot.bottom, quiet, 1);
  drawing.line(plot.left, plot.top, plot.left, plot.bottom, quiet, 1);
  drawing.text((plot.left + plot.right) / 2, plot.bottom + 40, x_name, {12, false, quiet, Anchor::middle});
  drawing.text(margin, plot.top - 10, y_name, {12, false, quiet});
}

std::string numbered_plane(const Caption& caption, const std::string& statistic, const std::string& x_name,
                           const std::string& y_name, const std::vector<NumberedPoint>& points, bool from_zero,
                           const std::vector<double>& slopes, Language language) {
  Interval across, along;
  bool first = true;
  const auto widen = [&](Interval& range, double low, double high) {
    range = first ? Interval{low, high} : Interval{std::min(range.low, low), std::max(range.high, high)};
  };
  for (const NumberedPoint& p : points) {
    widen(across, p.across ? p.across->low : p.x, p.across ? p.across->high : p.x);
    widen(along, p.along ? p.along->low : p.y, p.along ? p.along->high : p.y);
    first = false;
  }
  if (from_zero) {
    across.low = std::min(across.low, 0.0);
    along.low = std::min(along.low, 0.0);
  }
  const Ticks x_ticks = nice_ticks(across, 6), y_ticks = nice_ticks(along, 6);

  std::vector<std::string> lines;
  double widest = 0, widest_tick = 0;
  std::string description = statistic;
  for (const NumberedPoint& p : points) {
    if (p.label.empty()) continue;
    lines.push_back(fmt::format("{}  {}", lines.size() + 1, p.label));
    widest = std::max(widest, text_width(lines.back(), 12, false));
    description += " " + lines.back() + ".";
  }
  widest = std::min(widest, 420.0);
  for (const double value : y_ticks.values)
    widest_tick = std::max(widest_tick, text_width(number(value, y_ticks.decimals, language), 12, false));

  Drawing drawing;
  Box plot;
  plot.left = margin + widest_tick + 12;
  plot.right = figure_width - margin - widest - 24;
  plot.top = draw_head(drawing, caption, statistic, language) + 34;
  plot.bottom = plot.top + std::max(380.0, 18.0 * static_cast<double>(lines.size()));
  const Scale x{x_ticks.values.front(), x_ticks.values.back(), plot.left, plot.right};
  const Scale y{y_ticks.values.front(), y_ticks.values.back(), plot.bottom, plot.top};
  draw_plane(drawing, plot, x, y, x_ticks, y_ticks, x_name, y_name, language);
  for (const double slope : slopes) {
    const double end = std::min(x.to, y.to / slope);
    if (end <= 0) continue;
    drawing.line(x(0), y(0), x(end), y(slope * end), quiet, 0.8, "4 3");
  }
  for (const NumberedPoint& p : points) {
    if (p.across)
      drawing.line(x(p.across->low), y(p.y), x(p.across->high), y(p.y), p.label.empty() ? faint : untold_fill, 1.2);
    if (p.along)
      drawing.line(x(p.x), y(p.along->low), x(p.x), y(p.along->high), p.label.empty() ? faint : untold_fill, 1.2);
  }
  for (const NumberedPoint& p : points)
    if (p.label.empty()) draw_disc(drawing, x(p.x), y(p.y), 2.5, untold_fill, "none");
  // The first on top.
  std::size_t index = lines.size();
  for (auto p = points.rbegin(); p != points.rend(); ++p) {
    if (p->label.empty()) continue;
    --index;
    draw_disc(drawing, x(p->x), y(p->y), 8.5, "#FFFFFF", told_fill);
    drawing.text(x(p->x), y(p->y) + 3.5, std::to_string(index + 1), {10, true, told_text, Anchor::middle});
    drawing.text(plot.right + 20, plot.top + 12 + 18 * static_cast<double>(index), lines[index], {12, false, ink});
  }
  const double height = draw_foot(drawing, caption, plot.bottom + 56, language);
  return drawing.document(figure_width, height, caption.id, language == Language::french ? "fr" : "en",
                          caption.title.in(language), description);
}

std::string bar_figure(const Caption& caption, const std::string& statistic, const std::string& bar_name,
                       const std::string& mark_name, const std::vector<Bar>& bars, Language language) {
  Interval range{0, 0};
  double widest = 0;
  std::string description = statistic;
  for (const Bar& bar : bars) {
    range.low = std::min({range.low, bar.value, bar.interval.low, bar.second ? *bar.second : 0,
                          bar.second_interval ? bar.second_interval->low : 0});
    range.high = std::max({range.high, bar.value, bar.interval.high, bar.second ? *bar.second : 0,
                           bar.second_interval ? bar.second_interval->high : 0});
    widest = std::max(widest, text_width(bar.label, 12, false));
    const int decimals = decimals_for(bar.value);
    description +=
        fmt::format(" {}: {} [{}; {}].", bar.label, number(bar.value, decimals, language),
                    number(bar.interval.low, decimals, language), number(bar.interval.high, decimals, language));
  }
  const Ticks ticks = nice_ticks(range, 6);
  Drawing drawing;
  Box plot;
  plot.left = margin + std::min(widest, 380.0) + 14;
  plot.right = figure_width - margin - 20;
  plot.top = draw_head(drawing, caption, statistic, language) + 34;
  constexpr double row_height = 30;
  plot.bottom = plot.top + row_height * static_cast<double>(bars.size()) + 8;
  const Scale x{ticks.values.front(), ticks.values.back(), plot.left, plot.right};
  // What bar and mark are.
  drawing.rectangle(plot.left, plot.top - 24, 18, 10, told_fill);
  drawing.text(plot.left + 24, plot.top - 15, bar_name, {12, false, ink});
  if (!mark_name.empty()) {
    const double at = plot.left + 44 + text_width(bar_name, 12, false);
    draw_disc(drawing, at + 6, plot.top - 19, 4.5, "#FFFFFF", second_fill);
    drawing.text(at + 18, plot.top - 15, mark_name, {12, false, ink});
  }
  for (const double value : ticks.values) {
    drawing.line(x(value), plot.top, x(value), plot.bottom, faint, 1);
    drawing.text(x(value), plot.bottom + 20, number(value, ticks.decimals, language),
                 {12, false, quiet, Anchor::middle});
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const double middle = plot.top + row_height * (static_cast<double>(i) + 0.5) + 4;
    drawing.text(plot.left - 10, middle + 4, bar.label, {12, false, ink, Anchor::end});
    drawing.rectangle(std::min(x(0), x(bar.value)), middle - 8, std::fabs(x(bar.value) - x(0)), 12, told_fill);
    drawing.line(x(bar.interval.low), middle - 2, x(bar.interval.high), middle - 2, ink, 1.6);
    drawing.line(x(bar.interval.low), middle - 6, x(bar.interval.low), middle + 2, ink, 1.6);
    drawing.line(x(bar.interval.high), middle - 6, x(bar.interval.high), middle + 2, ink, 1.6);
    if (bar.second) {
      if (bar.second_interval)
        drawing.line(x(bar.second_interval->low), middle + 9, x(bar.second_interval->high), middle + 9, second_text,
                     1.4);
      draw_disc(drawing, x(*bar.second), middle + 9, 4, "#FFFFFF", second_fill);
    }
  }
  drawing.line(x(0), plot.top, x(0), plot.bottom, ink, 1.4);
  const double height = draw_foot(drawing, caption, plot.bottom + 38, language);
  return drawing.document(figure_width, height, caption.id, language == Language::french ? "fr" : "en",
                          caption.title.in(language), description);
}

}  // namespace entremise::charts
