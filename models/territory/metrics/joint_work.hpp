#pragma once
#include <vector>

#include "models/territory/state.hpp"
#include "sim/record/catalogue.hpp"

namespace entremise::territory {

/// Measures of what actors do together: engagement, projects, value, dialogue spaces, and what the levers cost.
/// \param whole with those that look at everybody at once, which are dearer
[[nodiscard]] std::vector<Variable> joint_work_variables(bool whole);

/// Appends one month's values, in the order of joint_work_variables().
void observe_joint_work(const World& world, bool whole, std::vector<float>& series);

/// Gini coefficient of what is not negative: 0 where all have the same, towards 1 where one has all. NaN where nobody
/// has anything; negative values count as 0.
[[nodiscard]] double gini(std::vector<float> values);

}  // namespace entremise::territory
