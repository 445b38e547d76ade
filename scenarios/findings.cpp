#include "scenarios/findings.hpp"

#include <algorithm>
#include <tuple>

namespace entremise::scenarios {

void Findings::add(Code code, Place place, Text message, Text remedy) {
  add({(*code).severity, (*code).trouble, std::string((*code).code), std::move(place), std::move(message),
       std::move(remedy)});
}

void Findings::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  diagnostics_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Findings::in_order(const std::vector<std::string>& files) && {
  const auto position = [&files](const Diagnostic& d) {
    return std::tuple(std::find(files.begin(), files.end(), d.place.file) - files.begin(), d.place.line,
                      d.place.column);
  };
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [&position](const Diagnostic& a, const Diagnostic& b) { return position(a) < position(b); });
  return std::move(diagnostics_);
}

Text did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string best = nearest(word, candidates);
  if (best.empty()) return {};
  return text("Did you mean \"{}\"?", "Vouliez-vous dire « {} » ?", best);
}

Text first_of(Text preferred, Text otherwise) {
  return preferred.en.empty() ? std::move(otherwise) : std::move(preferred);
}

std::string list_of(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace entremise::scenarios
