#pragma once
#include <filesystem>
#include <vector>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise {

/// Every fault of a file against the published format (sim/record/FORMAT.md), one diagnostic each (E0520–E0549);
/// empty when the file is valid. Reads all of the file, so that damaged blocks are found too. Never throws Failure.
[[nodiscard]] std::vector<Diagnostic> check_trajectories(const std::filesystem::path& path);

}  // namespace entremise
