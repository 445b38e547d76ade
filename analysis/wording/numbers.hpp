#pragma once
#include <string>

#include "sim/diagnostics/text.hpp"

namespace entremise {

/// Decimals that show `value` with three significant digits, 0 to 6: 0.5312 → 3, 45.31 → 1, 1234 → 0.
[[nodiscard]] int decimals_for(double value);

/// A number for people: French writes a comma and narrow no-break spaces between thousands, English a point and
/// commas. The minus is U+2212. Never "-0". `value` must be finite.
[[nodiscard]] std::string number(double value, int decimals, Language language);

/// The same with + before positive values.
[[nodiscard]] std::string signed_number(double value, int decimals, Language language);

/// A whole number with its thousands apart.
[[nodiscard]] std::string whole_number(unsigned long long value, Language language);

/// French text with the spaces that may not be broken made so: before : ; ? ! % and », after «.
[[nodiscard]] std::string unbroken(std::string french);

/// A duration in its natural unit: "0.8 s", "2 min 05 s", "3 h 20 min".
[[nodiscard]] std::string duration(double seconds, Language language);

/// A size in bytes: "12.4 MB" (powers of ten), in French "12,4 Mo".
[[nodiscard]] std::string size_of_file(unsigned long long bytes, Language language);

}  // namespace entremise
