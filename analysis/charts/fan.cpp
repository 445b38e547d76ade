#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/charts/frame.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

// Okabe & Ito's palette (2008) in the order of contrast with the grey reference; texts in darker shades of the same
// hues.
constexpr Ink reference_ink{"#6B7280", "#4B5563"};
constexpr std::array<Ink, 6> inks{{{"#0072B2", "#00568A"},
                                   {"#D55E00", "#A34700"},
                                   {"#009E73", "#006B4E"},
                                   {"#CC79A7", "#8F3F6B"},
                                   {"#E69F00", "#8A5F00"},
                                   {"#56B4E9", "#1F6F9F"}}};
constexpr std::array<std::string_view, 4> dashes{"", "9 3 2 3", "2 3", "12 4"};
constexpr std::size_t most_full_fans = 3;

std::vector<std::optional<double>> level(const Fan& fan, std::size_t q) {
  std::vector<std::optional<double>> out;
  for (const auto& month : fan.months) out.push_back(month ? std::optional(month->quantiles[q]) : std::nullopt);
  return out;
}

}  // namespace

std::string fan_chart(const Caption& caption, std::span<const Fan> fans, Language language) {
  const bool french = language == Language::french;
  std::size_t last_month = 0;
  double low = INFINITY, high = -INFINITY;
  for (const Fan& fan : fans) {
    last_month = std::max(last_month, fan.months.empty() ? 0 : fan.months.size() - 1);
    for (const auto& month : fan.months)
      if (month) {
        low = std::min(low, month->quantiles[0]);
        high = std::max(high, month->quantiles[4]);
      }
  }
  const bool full = fans.size() <= most_full_fans;
  const bool any = low <= high;
  if (!any) low = 0, high = 1;
  if (low >= 0 && low <= 0.5 * high) low = 0;
  const Ticks ticks = nice_ticks({low, high}, 6);

  std::string statistic = french ? "Ligne : médiane. Bandes : 25–75 %" : "Line: median. Bands: 25–75%";
  if (full) statistic += french ? " et 5–95 %" : " and 5–95%";
  statistic += french ? " des répliques." : " of replicates.";
  if (std::any_of(fans.begin(), fans.end(), [](const Fan& fan) { return fan.reference; }) && fans.size() > 1)
    statistic +=
        french ? (full ? " Gris : référence (tirets : médiane, points : 5–95 %)." : " Gris et tirets : référence.")
               : (full ? " Grey: reference (dashes: median, dots: 5–95%)." : " Grey and dashed: reference.");
  statistic += french ? fmt::format(" À droite : médiane (de 5 % à 95 %) au mois {}.", last_month)
                      : fmt::format(" At right: median (5% to 95%) at month {}.", last_month);
  if (!any) statistic = french ? "Aucune réplique n’a de valeur." : "No replicate has a value.";

  struct Style {
    Ink colour;
    std::string_view dash;
    double width = 2.4;
  };
  std::vector<Style> styles;
  std::size_t next = 0;
  for (const Fan& fan : fans) {
    if (fan.reference) {
      styles.push_back({reference_ink, "7 4", 2.2});
    } else {
      styles.push_back({inks[next % inks.size()], dashes[(next / inks.size()) % dashes.size()], 2.4});
      ++next;
    }
  }

  std::vector<EndLabel> labels;
  std::string description = statistic;
  std::vector<std::size_t> labelled;
  for (std::size_t i = 0; i < fans.size(); ++i) {
    const auto last =
        std::find_if(fans[i].months.rbegin(), fans[i].months.rend(), [](const auto& m) { return m.has_value(); });
    if (last == fans[i].months.rend()) continue;
    const Spread& spread = **last;
    const int decimals = decimals_for(std::max({std::fabs(spread.quantiles[0]), std::fabs(spread.quantiles[4])}));
    const std::string median = number(spread.quantiles[2], decimals, language);
    std::string values = median;
    if (spread.n > 1)
      values += fmt::format(" ({}\u00a0{} {})", number(spread.quantiles[0], decimals, language), french ? "à" : "to",
                            number(spread.quantiles[4], decimals, language));
    EndLabel label;
    label.colour = styles[i].colour.text;
    label.heading = wrap(fans[i].name, 190, 13, true);
    label.lines = wrap(values, 190, 12, false);
    labels.push_back(std::move(label));
    labelled.push_back(i);
    description += fmt::format(" {}: {}.", fans[i].name, values);
  }

  Drawing drawing;
  Box plot;
  double widest_tick = 0, widest_label = 0;
  for (const double value : ticks.values)
    widest_tick = std::max(widest_tick, text_width(number(value, ticks.decimals, language), 12, false));
  for (const EndLabel& label : labels) widest_label = std::max(widest_label, label.width());
  plot.left = margin + widest_tick + 12;
  plot.right = figure_width - margin - widest_label - 24;
  const Scale x{0, static_cast<double>(std::max<std::size_t>(last_month, 1)), plot.left, plot.right};
  const Marks marks(caption, x, language);
  plot.top = draw_head(drawing, caption, statistic, language) + 14 + marks.height();
  plot.bottom = plot.top + std::max(360.0, total_height(labels));
  const Scale y{ticks.values.front(), ticks.values.back(), plot.bottom, plot.top};
  draw_axes(drawing, plot, x, y, ticks, last_month, false, language);
  marks.draw(drawing, plot);

  for (std::size_t i = 0; i < fans.size(); ++i) {
    const auto band = [&](std::size_t from, std::size_t to, const char* opacity) {
      drawing.path(area_path(x, y, level(fans[i], from), level(fans[i], to)),
                   fmt::format(R"(fill="{}" fill-opacity="{}")", styles[i].colour.fill, opacity));
    };
    if (full && fans[i].reference && fans.size() > 1) {
      // Outlined rather than filled, so that two fans lying on each other can be told apart.
      for (const std::size_t q : {0u, 4u})
        drawing.path(
            line_path(x, y, level(fans[i], q)),
            fmt::format(R"(fill="none" stroke="{}" stroke-width="1" stroke-dasharray="1.5 3")", reference_ink.fill));
    } else if (full) {
      band(0, 4, "0.16");
    }
    band(1, 3, full ? "0.22" : "0.16");
  }
  // The reference last: its dashes are seen on a line that it coincides with.
  for (const bool reference : {false, true})
    for (std::size_t i = 0; i < fans.size(); ++i) {
      if (fans[i].reference != reference) continue;
      std::string attributes = fmt::format(R"(fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round")",
                                           styles[i].colour.fill, styles[i].width);
      if (!styles[i].dash.empty()) attributes += fmt::format(R"( stroke-dasharray="{}")", styles[i].dash);
      drawing.path(line_path(x, y, level(fans[i], 2)), attributes);
    }
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const Fan& fan = fans[labelled[k]];
    const auto last = std::find_if(fan.months.rbegin(), fan.months.rend(), [](const auto& m) { return m.has_value(); });
    labels[k].value_y = y((*last)->quantiles[2]);
  }
  draw_end_labels(drawing, labels, plot.right, plot.top, plot.bottom);
  const double height = draw_foot(drawing, caption, plot.bottom + 52, language);
  return drawing.document(figure_width, height, "fan-" + caption.id, french ? "fr" : "en", caption.title.in(language),
                          description + marks.description());
}

}  // namespace entremise::charts
