#pragma once
#include <string>

#include "analysis/calibration/calibration.hpp"
#include "sim/diagnostics/text.hpp"

namespace entremise {

/// What a calibration found, in a few lines for the terminal: patterns met and missed, defaults to be moved.
[[nodiscard]] std::string calibration_summary(const Calibration& calibration, Language language);

/// The whole of it as a Markdown page: how it was made, patterns before and after, defaults moved, and every
/// parameter's range before and after.
[[nodiscard]] std::string calibration_report(const Calibration& calibration, const CalibrationPlan& plan,
                                             const std::string& territory, Language language);

}  // namespace entremise
