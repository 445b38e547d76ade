#pragma once
#include <string_view>
#include <utility>
#include <vector>

namespace entremise::program {

/// Name and text of the scenarios that `init` starts from; taken from scenarios/library by the build.
[[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& templates();

}  // namespace entremise::program
