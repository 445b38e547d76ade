#pragma once
#include <string>
#include <vector>

#include "analysis/charts/figure.hpp"

namespace entremise::charts {

/// One plan: hours against an objective, both with intervals.
struct PlanPoint {
  std::string label;
  double hours = 0, value = 0;
  Interval hours_interval, value_interval;
};

/// The plans numbered as they are listed; `objective` names the vertical axis.
[[nodiscard]] std::string front_chart(const Caption& caption, const std::vector<PlanPoint>& plans,
                                      const std::string& objective, Language language);

}  // namespace entremise::charts
