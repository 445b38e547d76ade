#include "analysis/charts/sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/charts/plane.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::charts {
namespace {

Caption with_prefix(const Caption& caption, const char* id, const Text& prefix) {
  Caption out = caption;
  out.id = id + ("-" + caption.id);
  out.title = {prefix.en + caption.title.en, prefix.fr + caption.title.fr};
  return out;
}

}  // namespace

std::string morris_chart(const Caption& caption, const std::vector<EffectPoint>& points, Language language) {
  const bool french = language == Language::french;
  constexpr std::size_t most = 12;
  std::vector<NumberedPoint> drawn;
  std::size_t named = 0, grey = 0;
  for (const EffectPoint& p : points) {
    NumberedPoint point{p.absolute.value, p.deviation, std::nullopt, std::nullopt, {}};
    if (!p.within_noise && named < most) {
      point.across = p.absolute.interval;
      point.label = p.name;
      ++named;
    } else {
      ++grey;
    }
    drawn.push_back(std::move(point));
  }
  const std::string statistic =
      french
          ? fmt::format(
                "Criblage de Morris. À droite : ce qui change beaucoup le résultat. En haut : ce qui agit différemment "
                "selon "
                "la valeur des autres paramètres. Traits : intervalles à 95 % de μ*. Pointillés : σ = μ* et σ = μ*/2. "
                "Points gris ({}) : les moins influents, et ceux qui ne se distinguent pas du hasard.",
                grey)
          : fmt::format(
                "Morris screening. To the right: what changes the outcome much. Higher: what acts differently "
                "depending on the "
                "other parameters. Lines: 95% intervals of μ*. Dashes: σ = μ* and σ = μ*/2. Grey points ({}): "
                "the least influential, and those that cannot be told from luck.",
                grey);
  return numbered_plane(with_prefix(caption, "morris", {"What it depends on: ", "De quoi cela dépend : "}), statistic,
                        french ? "μ* : effet moyen en valeur absolue, sur toute la plage plausible"
                               : "μ*: mean absolute effect over the whole plausible range",
                        french ? "σ : écart type de l’effet" : "σ: standard deviation of the effect", drawn, true,
                        {1, 0.5}, language);
}

std::string sobol_chart(const Caption& caption, const std::vector<IndexBar>& bars, Language language) {
  const bool french = language == Language::french;
  std::vector<Bar> drawn;
  for (const IndexBar& bar : bars)
    if (drawn.size() < 20)
      drawn.push_back({bar.name, bar.total.value, bar.total.interval, bar.first.value, bar.first.interval});
  Caption head = with_prefix(caption, "sobol", {"What it depends on: ", "De quoi cela dépend : "});
  head.unit = {"share of the variance of the mean", "part de la variance de la moyenne"};
  return bar_figure(
      head,
      french ? "Indices de Sobol : part de la variance du résultat moyen qui vient de chaque paramètre. Traits : "
               "intervalles à 95 %."
             : "Sobol indices: share of the variance of the mean outcome that comes from each parameter. Lines: 95% "
               "intervals.",
      french ? "avec toutes ses interactions" : "with all its interactions", french ? "seul" : "alone", drawn,
      language);
}

std::string paths_chart(const Caption& caption, const std::vector<PathPanel>& panels, double start, Language language) {
  const bool french = language == Language::french;
  constexpr std::size_t most = 12, columns = 3;
  const std::size_t count = std::min(panels.size(), most);
  Interval range{start, start};
  for (std::size_t i = 0; i < count; ++i)
    for (const Interval& interval : panels[i].intervals)
      range = {std::min(range.low, interval.low), std::max(range.high, interval.high)};
  const Ticks ticks = nice_ticks(range, 4);
  const std::string statistic =
      french ? "Chaque paramètre parcourt à son tour sa plage plausible, les autres restant tels quels. Traits "
               "verticaux : "
               "intervalles à 95 % de l’écart à la situation donnée (ligne grise ; losange : valeur donnée)."
             : "Each parameter in turn goes through its plausible range, the others staying as given. Vertical lines: "
               "95% intervals "
               "of the difference from the situation as given (grey line; diamond: the value given).";
  const Caption head = with_prefix(caption, "ofat", {"One parameter at a time: ", "Un paramètre à la fois : "});
  Drawing drawing;
  std::string description = statistic;
  double widest_tick = 0;
  for (const double value : ticks.values)
    widest_tick = std::max(widest_tick, text_width(number(value, ticks.decimals, language), 11, false));
  const double top = draw_head(drawing, head, statistic, language) + 14;
  const double panel_width = (figure_width - 2 * margin) / static_cast<double>(columns), panel_height = 190;
  for (std::size_t i = 0; i < count; ++i) {
    const PathPanel& panel = panels[i];
    const std::size_t row = i / columns, column = i % columns;
    const double left = margin + panel_width * static_cast<double>(column);
    const double upper = top + panel_height * static_cast<double>(row);
    const Box plot{left + widest_tick + 10, upper + 42, left + panel_width - 16, upper + panel_height - 34};
    const auto position = [&](double value) { return panel.logarithmic ? std::log10(value) : value; };
    const double from = position(panel.values.front()), to = position(panel.values.back());
    const Scale x{from, to > from ? to : from + 1, plot.left, plot.right};
    const Scale y{ticks.values.front(), ticks.values.back(), plot.bottom, plot.top};
    double line_y = upper + 16;
    for (const std::string& line : wrap(panel.name, panel_width - 12, 11, true)) {
      drawing.text(left, line_y, line, {11, true, ink});
      line_y += 13;
    }
    for (const double value : ticks.values) {
      drawing.line(plot.left, y(value), plot.right, y(value), faint, 1);
      drawing.text(plot.left - 6, y(value) + 4, number(value, ticks.decimals, language),
                   {11, false, quiet, Anchor::end});
    }
    drawing.line(plot.left, y(start), plot.right, y(start), untold_fill, 1.4);
    std::string path;
    for (std::size_t k = 0; k < panel.values.size(); ++k) {
      const double at = x(position(panel.values[k]));
      path += fmt::format("{}{} {}", k == 0 ? "M" : "L", coordinate(at), coordinate(y(panel.means[k])));
      drawing.line(at, y(panel.intervals[k].low), at, y(panel.intervals[k].high), told_fill, 1.2);
    }
    drawing.path(path, fmt::format(R"(fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round")", told_text));
    if (panel.given >= panel.values.front() && panel.given <= panel.values.back() &&
        (!panel.logarithmic || panel.given > 0)) {
      const double at = x(position(panel.given)), centre = y(start);
      drawing.path(fmt::format("M{} {}L{} {}L{} {}L{} {}Z", coordinate(at - 4), coordinate(centre), coordinate(at),
                               coordinate(centre - 4), coordinate(at + 4), coordinate(centre), coordinate(at),
                               coordinate(centre + 4)),
                   fmt::format(R"(fill="{}")", quiet));
    }
    const auto end = [&](double value, Anchor anchor, double at) {
      drawing.text(at, plot.bottom + 16, number(value, decimals_for(value), language), {11, false, quiet, anchor});
    };
    end(panel.values.front(), Anchor::start, plot.left);
    end(panel.values.back(), Anchor::end, plot.right);
    drawing.line(plot.left, plot.bottom, plot.right, plot.bottom, quiet, 1);
    const int decimals = ticks.decimals + 1;
    description += fmt::format(" {}: {} – {}.", panel.name, number(panel.means.front(), decimals, language),
                               number(panel.means.back(), decimals, language));
  }
  const double bottom = top + panel_height * std::ceil(static_cast<double>(count) / static_cast<double>(columns));
  const double height = draw_foot(drawing, head, bottom + 10, language);
  return drawing.document(figure_width, height, head.id, french ? "fr" : "en", head.title.in(language), description);
}

}  // namespace entremise::charts
