#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/diagnostics/text.hpp"

namespace entremise {

/// Whether something is only odd, or work cannot go on with it.
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
  std::string file;          ///< as it was given; empty where there is none
  std::uint32_t line = 0;    ///< from 1; 0: not known
  std::uint32_t column = 0;  ///< from 1, in characters; 0: not known
};

/// One thing wrong (or suspicious): what, where, why, and what to do about it.
struct Diagnostic {
  Severity severity = Severity::error;  ///< an error stops, a warning is only told
  Trouble trouble = Trouble::failed;    ///< of what kind; decides the program's exit code
  std::string code;                     ///< stable, e.g. "E0304"; `entremise explain` knows it
  Place place;                          ///< where it is, if it is in a file
  Text message;                         ///< what is wrong, and why
  Text remedy;                          ///< what to do; both languages may be empty
};

/// Thrown where work cannot go on. Carries every diagnostic found, never only the first.
class Failure : public std::runtime_error {
 public:
  /// \param diagnostics all that was found, at least one; what() is the first one's message in English
  explicit Failure(std::vector<Diagnostic> diagnostics);
  /// Of a single diagnostic.
  explicit Failure(Diagnostic diagnostic) : Failure(std::vector<Diagnostic>{std::move(diagnostic)}) {}

  /// All of them, in the order in which they were found.
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
