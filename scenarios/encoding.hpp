#pragma once
#include <string>
#include <string_view>

#include "scenarios/findings.hpp"

namespace entremise::scenarios {

/// Whether `text` is text in UTF-8; raises E0305 or E0306 with the place of the first offending byte otherwise.
bool check_encoding(std::string_view text, const std::string& file, Findings& findings);

}  // namespace entremise::scenarios
