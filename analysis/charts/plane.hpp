#pragma once
#include <string>
#include <vector>

#include "analysis/charts/frame.hpp"

namespace entremise::charts {

inline constexpr std::string_view told_fill = "#0072B2", told_text = "#005A8C", second_fill = "#D55E00",
                                  second_text = "#8F3A00", untold_fill = "#B4B9C1";

/// Grid, ticks and numbers of two number axes, with their names.
void draw_plane(Drawing& drawing, const Box& plot, const Scale& x, const Scale& y, const Ticks& x_ticks,
                const Ticks& y_ticks, const std::string& x_name, const std::string& y_name, Language language);

/// A point that bears a number, with its explanation in a list beside the plot.
struct NumberedPoint {
  double x = 0, y = 0;
  std::optional<Interval> across, along;  ///< intervals of x and of y
  std::string label;                      ///< in the list; empty: not listed, drawn small and grey
};

/// Points in a plane, those with labels numbered in the order given, and the list of these to the right.
/// `lines` are drawn from the origin with these slopes.
[[nodiscard]] std::string numbered_plane(const Caption& caption, const std::string& statistic,
                                         const std::string& x_name, const std::string& y_name,
                                         const std::vector<NumberedPoint>& points, bool from_zero,
                                         const std::vector<double>& slopes, Language language);

/// One bar of a chart of bars: one or two numbers with their intervals.
struct Bar {
  std::string label;
  double value = 0;
  Interval interval;
  std::optional<double> second;  ///< a mark beside the bar
  std::optional<Interval> second_interval;
};

/// Horizontal bars from zero, with intervals, in the order given. The names say what bar and mark are.
[[nodiscard]] std::string bar_figure(const Caption& caption, const std::string& statistic, const std::string& bar_name,
                                     const std::string& mark_name, const std::vector<Bar>& bars, Language language);

}  // namespace entremise::charts
