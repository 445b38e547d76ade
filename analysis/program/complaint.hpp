#pragma once
#include <string>
#include <vector>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise::program {

/// An error of the program's own. `file` is as the user gave it, or empty.
[[nodiscard]] Diagnostic complaint(Trouble trouble, const char* code, std::string file, Text message, Text remedy = {});

/// "Did you mean x?", or `otherwise` when nothing known is near.
[[nodiscard]] Text did_you_mean(const std::string& word, const std::vector<std::string>& known, Text otherwise = {});

}  // namespace entremise::program
