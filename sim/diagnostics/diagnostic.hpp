#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/diagnostics/text.hpp"

namespace entremise {

enum class Severity { warning, error };

/// What kind of trouble a diagnostic tells of; the program turns it into its exit code.
enum class Trouble {
  usage,             ///< the command was not understood
  invalid_scenario,  ///< a scenario file says something that cannot be simulated
  invalid_data,      ///< a table or graph given by the user has bad rows
  unreadable,        ///< an input is missing, a directory, or may not be read
  output_exists,     ///< the output is there already and was not to be replaced
  unwritable,        ///< the output cannot be created, or the disk is full
  invalid_results,   ///< a result file is not one, is cut short, or breaks its format
  interrupted,       ///< stopped on request; what was finished is kept
  failed             ///< a run failed
};

/// A place in a text file. Lines and columns count from 1; 0 means "not known".
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// One thing wrong (or suspicious): what, where, why, and what to do about it.
struct Diagnostic {
  Severity severity = Severity::error;
  Trouble trouble = Trouble::failed;
  std::string code;  ///< stable, e.g. "E0304"; `entremise explain` knows it
  Place place;
  Text message;
  Text remedy;  ///< what to do; both languages may be empty
};

/// Thrown where work cannot go on. Carries every diagnostic found, never only the first.
class Failure : public std::runtime_error {
 public:
  explicit Failure(std::vector<Diagnostic> diagnostics);
  explicit Failure(Diagnostic diagnostic) : Failure(std::vector<Diagnostic>{std::move(diagnostic)}) {}

  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// "file:12:3: error E0304: message" in one language, with the remedy on a second, indented line.
[[nodiscard]] std::string format(const Diagnostic& diagnostic, Language language);

/// The candidate nearest to `word` by edit distance (transpositions count as one edit), or empty
/// when none is near enough to be a likely slip.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace entremise
