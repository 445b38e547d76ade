#pragma once
#include <string>
#include <vector>

#include "analysis/charts/axis.hpp"
#include "analysis/charts/figure.hpp"
#include "analysis/charts/svg.hpp"

namespace entremise::charts {

inline constexpr double figure_width = 960;
inline constexpr double margin = 28;  ///< around everything
inline constexpr std::string_view faint = "#E3E5E8";
inline constexpr std::string_view quiet = "#595F69";
inline constexpr std::string_view ink = "#1F2328";

/// A rectangle of the drawing.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
};

/// A label of one or more lines at the end of a curve.
struct EndLabel {
  double value_y = 0;  ///< where its curve ends
  std::string_view colour = ink;
  std::vector<std::string> heading;  ///< bold
  std::vector<std::string> lines;

  [[nodiscard]] double height() const noexcept;
  [[nodiscard]] double width() const;
};

/// Title, unit and statistic above; returns the y below them.
double draw_head(Drawing& drawing, const Caption& caption, const std::string& statistic, Language language);

/// Seed, n, scenarios, version, and that this is no forecast. Returns the height of the whole figure.
double draw_foot(Drawing& drawing, const Caption& caption, double top, Language language);

/// Grid, ticks and numbers of both axes. `month_label` false leaves out the word under the time axis.
void draw_axes(Drawing& drawing, const Box& plot, const Scale& x, const Scale& y, const Ticks& ticks,
               std::size_t last_month, bool percent, Language language);

/// Labels of the caption's marks in rows above a plot, so that none overlaps another.
class Marks {
 public:
  /// `x` maps months to pixels, its ends are the plot's. Marks outside it are left out.
  Marks(const Caption& caption, const Scale& x, Language language);
  /// Room that the rows of labels take above the plot.
  [[nodiscard]] double height() const noexcept;
  /// A thin line down the plot for each, its label above.
  void draw(Drawing& drawing, const Box& plot) const;
  /// The same in words, for the figure's description: " Month 13: facilitator: start."
  [[nodiscard]] const std::string& description() const noexcept { return description_; }

 private:
  struct Placed {
    double x = 0, label_x = 0;
    std::size_t row = 0;  // from the plot upwards
    std::string label;
  };
  std::vector<Placed> placed_;
  std::size_t rows_ = 0;
  std::string description_;
};

/// Sets labels to the right of `x`, pushed apart, each tied to its curve's end by a thin line.
void draw_end_labels(Drawing& drawing, const std::vector<EndLabel>& labels, double x, double top, double bottom);

/// Height that the labels need together.
[[nodiscard]] double total_height(const std::vector<EndLabel>& labels);

/// Path of the area between two curves, and of one curve, over the months where both have a value. A lone month
/// between gaps becomes a short dash.
[[nodiscard]] std::string area_path(const Scale& x, const Scale& y, const std::vector<std::optional<double>>& low,
                                    const std::vector<std::optional<double>>& high);
[[nodiscard]] std::string line_path(const Scale& x, const Scale& y, const std::vector<std::optional<double>>& values);

}  // namespace entremise::charts
