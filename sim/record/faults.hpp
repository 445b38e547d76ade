#pragma once
// Internal to sim/record: what is said of files that cannot be written or read.
#include <filesystem>
#include <string>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise {

[[nodiscard]] inline Diagnostic file_fault(Trouble trouble, std::string code, const std::filesystem::path& path,
                                           Text message, Text remedy = {}) {
  return {Severity::error, trouble, std::move(code), {path.string(), 0, 0}, std::move(message), std::move(remedy)};
}

/// E0525: the file's structure is damaged.
[[nodiscard]] inline Diagnostic damaged(const std::filesystem::path& path, const std::string& what) {
  return file_fault(Trouble::invalid_results, "E0525", path,
                    text("the file is damaged ({})", "le fichier est endommagé ({})", what),
                    text("Use a copy, or run the ensemble again.", "Prenez une copie, ou relancez l'ensemble."));
}

}  // namespace entremise
