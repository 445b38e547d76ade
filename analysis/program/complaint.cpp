#include "analysis/program/complaint.hpp"

#include <utility>

namespace entremise::program {

Diagnostic complaint(Trouble trouble, const char* code, std::string file, Text message, Text remedy) {
  Diagnostic out;
  out.trouble = trouble;
  out.code = code;
  out.place.file = std::move(file);
  out.message = std::move(message);
  out.remedy = std::move(remedy);
  return out;
}

Text did_you_mean(const std::string& word, const std::vector<std::string>& known, Text otherwise) {
  const std::string best = nearest(word, known);
  return best.empty() ? std::move(otherwise) : text("Did you mean {}?", "Vouliez-vous dire {} ?", best);
}

}  // namespace entremise::program
