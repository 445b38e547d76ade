#pragma once
#include <string>
#include <vector>

#include "analysis/charts/figure.hpp"
#include "analysis/sensitivity/replicated.hpp"

namespace entremise::charts {

/// One parameter in Morris's plane.
struct EffectPoint {
  std::string name;
  Estimate absolute;     ///< μ*
  double deviation = 0;  ///< σ
  bool within_noise = false;
};

/// μ* against σ, the most influential parameters numbered and named, those that cannot be told from luck grey. Points
/// must come most influential first.
[[nodiscard]] std::string morris_chart(const Caption& caption, const std::vector<EffectPoint>& points,
                                       Language language);

/// Sobol indices of one parameter.
struct IndexBar {
  std::string name;
  Estimate first, total;
};

/// Bars of total indices with marks of first-order ones, the most influential first; at most 20 are drawn.
[[nodiscard]] std::string sobol_chart(const Caption& caption, const std::vector<IndexBar>& bars, Language language);

/// The outcome along one parameter.
struct PathPanel {
  std::string name;
  std::vector<double> values, means;
  std::vector<Interval> intervals;
  double given = 0;          ///< the scenario's own value
  bool logarithmic = false;  ///< axis of the values
};

/// Small multiples with one scale of the outcome, the most influential first; at most 12 are drawn. `start` is the
/// outcome with all parameters as given.
[[nodiscard]] std::string paths_chart(const Caption& caption, const std::vector<PathPanel>& panels, double start,
                                      Language language);

}  // namespace entremise::charts
