#include "scenarios/findings.hpp"

#include <algorithm>
#include <tuple>

namespace entremise::scenarios {

void Findings::add(Code code, Place place, Text message, Text remedy) {
  add({(*code).severity, (*code).trouble, std::string((*code).code), std::move(place), std::move(message),
       std::move(remedy)});
}

void Findings::add(Diagnostic diagnostic) {
  // Variants of one file in a study tell its mistakes once each; once is enough. So it is for a factor of a study whose
  // levels are unusual: all are written at one place.
  const auto same = [&diagnostic](const Diagnostic& d) {
    return d.code == diagnostic.code && d.place.line == diagnostic.place.line &&
           d.place.column == diagnostic.place.column && d.place.file == diagnostic.place.file &&
           (d.message.en == diagnostic.message.en || d.code == "W0341");
  };
  if (std::any_of(diagnostics_.begin(), diagnostics_.end(), same)) return;
  const bool is_error = diagnostic.severity == Severity::error;
  if (is_error) ++errors_;
  if (diagnostics_.size() < most_) {
    diagnostics_.push_back(std::move(diagnostic));
  } else {
    ++untold_;
    if (is_error) ++untold_errors_;
  }
}

std::vector<Diagnostic> Findings::in_order(const std::vector<std::string>& files) && {
  const auto position = [&files](const Diagnostic& d) {
    return std::tuple(std::find(files.begin(), files.end(), d.place.file) - files.begin(), d.place.line,
                      d.place.column);
  };
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [&position](const Diagnostic& a, const Diagnostic& b) { return position(a) < position(b); });
  if (untold_ > 0) {
    const Place last = diagnostics_.back().place;
    const Text message =
        text("and {} more, of which {} errors", "et {} de plus, dont {} erreurs", untold_, untold_errors_);
    const auto tell = [&](Code code) {
      diagnostics_.push_back({(*code).severity, (*code).trouble, std::string((*code).code), last, message,
                              text("Mend these first, and read again.", "Corrigez d'abord ceux-ci, puis relisez.")});
    };
    if (untold_errors_ > 0)
      tell("E0349");
    else
      tell("W0348");
  }
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
