#include <algorithm>
#include <cmath>

#include "analysis/charts/frame.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

constexpr std::string_view spread_fill = "#56B4E9", spread_text = "#1F6F9F";
constexpr std::string_view mean_line = "#7A2E00", mean_fill = "#D55E00", mean_text = "#8F3A00";

}  // namespace

std::string difference_chart(const Caption& caption, const std::string& reference, const std::string& scenario,
                             std::span<const std::optional<Contrast>> months, Language language) {
  const bool french = language == Language::french;
  const std::size_t last_month = months.empty() ? 0 : months.size() - 1;
  std::vector<std::optional<double>> quantiles[5], mean, lower, upper;
  double low = 0, high = 0;
  const Contrast* end = nullptr;
  for (const auto& month : months) {
    for (std::size_t q = 0; q < 5; ++q)
      quantiles[q].push_back(month ? std::optional(month->quantiles[q]) : std::nullopt);
    mean.push_back(month ? std::optional(month->difference) : std::nullopt);
    const bool interval = month && month->interval;
    lower.push_back(interval ? std::optional(month->interval->low) : std::nullopt);
    upper.push_back(interval ? std::optional(month->interval->high) : std::nullopt);
    if (!month) continue;
    end = &*month;
    low = std::min({low, month->quantiles[0], interval ? month->interval->low : 0});
    high = std::max({high, month->quantiles[4], interval ? month->interval->high : 0});
  }
  const Ticks ticks = nice_ticks({low, high}, 6);

  const std::string statistic =
      french ? fmt::format(
                   "Écart « {} » − « {} », réplique par réplique (n = {}). Bleu : dispersion des futurs, "
                   "5–95 % et 25–75 % des répliques. Orange : précision de la simulation, intervalle à 95 % de "
                   "l’écart moyen (plus étroit avec plus de répliques).",
                   scenario, reference, end ? end->n : 0)
             : fmt::format(
                   "“{}” − “{}”, replicate by replicate (n = {}). Blue: spread of futures, 5–95% and 25–75% of "
                   "replicates. Orange: precision of the simulation, 95% interval of the mean difference "
                   "(narrower with more replicates).",
                   scenario, reference, end ? end->n : 0);

  std::vector<EndLabel> labels;
  std::string description = statistic;
  if (end) {
    const int decimals = decimals_for(std::max(std::fabs(end->quantiles[0]), std::fabs(end->quantiles[4])));
    const auto show = [&](double value) { return signed_number(value, decimals, language); };
    EndLabel of_mean{0, mean_text, {(french ? "moyenne " : "mean ") + show(end->difference)}, {}};
    if (end->interval)
      of_mean.lines = {fmt::format("{}{} {} {}", french ? "95\u00a0% : " : "95%: ", show(end->interval->low),
                                   french ? "à" : "to", show(end->interval->high))};
    else
      of_mean.lines = wrap(french ? "une réplique : pas d’intervalle" : "one replicate: no interval", 170, 12, false);
    labels.push_back(std::move(of_mean));
    if (end->n > 1) {
      labels.push_back(
          {0, spread_text, {}, {(french ? "quantile 95 % : " : "95% quantile: ") + show(end->quantiles[4])}});
      labels.push_back(
          {0, spread_text, {}, {(french ? "quantile 5 % : " : "5% quantile: ") + show(end->quantiles[0])}});
    }
    for (const EndLabel& label : labels) {
      for (const auto& line : label.heading) description += " " + line;
      for (const auto& line : label.lines) description += " " + line;
      description += ".";
    }
  }

  Caption head = caption;
  head.title = {"Paired difference: " + caption.title.en, "Écart apparié : " + caption.title.fr};
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
  plot.top = draw_head(drawing, head, statistic, language) + 14 + marks.height();
  plot.bottom = plot.top + 360;
  const Scale y{ticks.values.front(), ticks.values.back(), plot.bottom, plot.top};
  draw_axes(drawing, plot, x, y, ticks, last_month, false, language);
  marks.draw(drawing, plot);

  drawing.path(area_path(x, y, quantiles[0], quantiles[4]),
               fmt::format(R"(fill="{}" fill-opacity="0.25")", spread_fill));
  drawing.path(area_path(x, y, quantiles[1], quantiles[3]),
               fmt::format(R"(fill="{}" fill-opacity="0.40")", spread_fill));
  drawing.line(plot.left, y(0), plot.right, y(0), ink, 1.4);
  drawing.path(area_path(x, y, lower, upper), fmt::format(R"(fill="{}" fill-opacity="0.8")", mean_fill));
  drawing.path(line_path(x, y, lower),
               fmt::format(R"(fill="none" stroke="{}" stroke-width="0.8" stroke-dasharray="2 2")", mean_line));
  drawing.path(line_path(x, y, upper),
               fmt::format(R"(fill="none" stroke="{}" stroke-width="0.8" stroke-dasharray="2 2")", mean_line));
  drawing.path(line_path(x, y, mean),
               fmt::format(R"(fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round")", mean_line));

  const TextStyle note{12, false, quiet, Anchor::start, true};
  if (plot.bottom - y(0) < plot.bottom - plot.top - 20)
    drawing.text(plot.left + 8, plot.top + 16, french ? "↑ plus élevé que la référence" : "↑ higher than the reference",
                 note);
  if (plot.bottom - y(0) > 20)
    drawing.text(plot.left + 8, plot.bottom - 8, french ? "↓ plus bas que la référence" : "↓ lower than the reference",
                 note);
  if (end) {
    labels[0].value_y = y(end->difference);
    if (labels.size() > 1) {
      labels[1].value_y = y(end->quantiles[4]);
      labels[2].value_y = y(end->quantiles[0]);
    }
  }
  draw_end_labels(drawing, labels, plot.right, plot.top, plot.bottom);
  const double height = draw_foot(drawing, caption, plot.bottom + 52, language);
  return drawing.document(figure_width, height, "difference-" + caption.id, french ? "fr" : "en",
                          head.title.in(language), description + marks.description());
}

}  // namespace entremise::charts
