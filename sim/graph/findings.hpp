#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise {

/// Gathers what is wrong in data files, so that people see all of it at once (the first hundred, and how many more).
class Findings {
 public:
  void add(std::string code, Place place, Text message, Text remedy = {}, Trouble trouble = Trouble::invalid_data);

  [[nodiscard]] bool any() const noexcept { return !found_.empty(); }

  /// Whether one more would be shown; if not, there is no need to look for a good remedy.
  [[nodiscard]] bool full() const noexcept { return found_.size() == limit; }

  /// @throws Failure if there is anything
  void throw_if_any() const;

 private:
  static constexpr std::size_t limit = 100;
  std::vector<Diagnostic> found_;
  std::size_t beyond_ = 0;
};

/// "Did you mean ...?" if one of the known names is near; else the other remedy.
[[nodiscard]] Text did_you_mean(std::string_view word, const std::vector<std::string>& known, Text otherwise);

}  // namespace entremise
