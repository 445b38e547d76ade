#include "sim/graph/findings.hpp"

#include <utility>

namespace entremise {

void Findings::add(std::string code, Place place, Text message, Text remedy, Trouble trouble) {
  if (full())
    ++beyond_;
  else
    found_.push_back(
        {Severity::error, trouble, std::move(code), std::move(place), std::move(message), std::move(remedy)});
}

void Findings::throw_if_any() const {
  if (!any()) return;
  auto all = found_;
  if (beyond_ > 0) {
    Diagnostic more{Severity::error, Trouble::invalid_data, "E0449", Place(), Text(), Text()};
    more.message = text("and {} more", "et {} de plus", beyond_);
    more.remedy = text("Correct these first.", "Corrigez d'abord celles-ci.");
    all.push_back(std::move(more));
  }
  throw Failure(std::move(all));
}

Text did_you_mean(std::string_view word, const std::vector<std::string>& known, Text otherwise) {
  if (const std::string near = nearest(word, known); !near.empty())
    return text("Did you mean \"{}\"?", "Vouliez-vous dire « {} » ?", near);
  return otherwise;
}

}  // namespace entremise
