#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/territory/registry.hpp"
#include "scenarios/document.hpp"
#include "scenarios/fields.hpp"

namespace entremise::scenarios {

// Each of these reads one value, or tells what is wrong with it and returns nothing. `shown` is the key as people see
// it in messages.

/// A parameter or lever field as the number that stands for it (switches 0 or 1, choices their position).
[[nodiscard]] std::optional<double> read_parameter(const territory::Parameter& parameter, std::string_view shown,
                                                   const Node& node, Findings& findings);

/// Warns of a value outside of its plausible range.
void warn_if_unusual(const territory::Parameter& parameter, std::string_view shown, double value, const Place& place,
                     Findings& findings);

/// A number within a range; `meaning` is told where it is outside.
[[nodiscard]] std::optional<double> read_real(const territory::Range& valid, const Text& meaning,
                                              std::string_view shown, const Node& node, Findings& findings);

/// A whole number within a range.
[[nodiscard]] std::optional<double> read_integer(const Field& field, std::string_view shown, const Node& node,
                                                 Findings& findings);

[[nodiscard]] std::optional<bool> read_switch(std::string_view shown, const Node& node, Findings& findings);

[[nodiscard]] std::optional<std::string> read_word(std::string_view shown, const Node& node, Findings& findings);

/// One of several words, as its position among them.
[[nodiscard]] std::optional<std::size_t> read_choice(std::string_view shown, const std::vector<std::string>& words,
                                                     const Node& node, Findings& findings);

/// A text in one or both languages; one language stands for both.
[[nodiscard]] std::optional<Text> read_translated(std::string_view shown, const Node& node, Findings& findings);

/// A list of months, in ascending order, each once.
[[nodiscard]] std::vector<std::uint32_t> read_months(const Field& field, const Node& node, Findings& findings);

/// Tells that a value is of the wrong type.
void report_type(std::string_view shown, const Text& expected, const Node& node, Text remedy, Findings& findings);

}  // namespace entremise::scenarios
