#include "sim/diagnostics/diagnostic.hpp"

#include <algorithm>

namespace entremise {

Failure::Failure(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(diagnostics.empty() ? std::string("failure") : format(diagnostics.front(), Language::english)),
      diagnostics_(std::move(diagnostics)) {}

std::string format(const Diagnostic& d, Language language) {
  const bool french = language == Language::french;
  std::string out;
  if (!d.place.file.empty()) {
    out += d.place.file;
    if (d.place.line != 0) out += fmt::format(":{}", d.place.line);
    if (d.place.line != 0 && d.place.column != 0) out += fmt::format(":{}", d.place.column);
    out += french ? " : " : ": ";
  }
  if (d.severity == Severity::error)
    out += french ? "erreur" : "error";
  else
    out += french ? "avertissement" : "warning";
  if (!d.code.empty()) out += " " + d.code;
  out += french ? " : " : ": ";
  out += d.message.in(language);
  if (const std::string& remedy = d.remedy.in(language); !remedy.empty()) out += "\n    " + remedy;
  return out;
}

namespace {

// Optimal string alignment distance: Levenshtein with adjacent transpositions.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> before(width), previous(width), current(width);
  for (std::size_t j = 0; j < width; ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
  std::string best;
  std::size_t best_distance = allowed + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace entremise
