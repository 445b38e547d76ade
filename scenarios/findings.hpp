#pragma once
#include <string>
#include <vector>

#include "scenarios/codes.hpp"

namespace entremise::scenarios {

/// Collects every mistake of one reading; of very many, the first hundred, and how many more.
class Findings {
 public:
  void add(Code code, Place place, Text message, Text remedy = {});
  /// A diagnostic that another room raised.
  void add(Diagnostic diagnostic);

  [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }
  [[nodiscard]] std::size_t errors() const noexcept { return errors_; }

  /// Everything found, in the order of the files as they were read, then of the lines.
  [[nodiscard]] std::vector<Diagnostic> in_order(const std::vector<std::string>& files) &&;

 private:
  static constexpr std::size_t most_ = 100;
  std::vector<Diagnostic> diagnostics_;
  std::size_t errors_ = 0;
  std::size_t untold_ = 0, untold_errors_ = 0;
};

/// "Did you mean “x”?" for the candidate nearest to `word`, or an empty text.
[[nodiscard]] Text did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// The first text that is not empty.
[[nodiscard]] Text first_of(Text preferred, Text otherwise);

/// "a, b, c".
[[nodiscard]] std::string list_of(const std::vector<std::string>& words);

}  // namespace entremise::scenarios
