#pragma once
#include <string>
#include <vector>

#include "analysis/attribution/shapley.hpp"
#include "analysis/charts/figure.hpp"

namespace entremise::charts {

/// Shapley values as bars with intervals, in the order given, each with a mark for what the lever does alone; the total
/// last.
[[nodiscard]] std::string attribution_chart(const Caption& caption, const std::vector<std::string>& levers,
                                            const Attribution& attribution, Language language);

}  // namespace entremise::charts
