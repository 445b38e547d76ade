#include "analysis/wording/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace entremise {
namespace {

// Digits only, with the separators of the language put in.
std::string localise(const std::string& plain, Language language) {
  const std::size_t point = plain.find('.');
  const std::string whole = plain.substr(0, point);
  std::string out;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i != 0 && (whole.size() - i) % 3 == 0) out += language == Language::french ? "\u202f" : ",";
    out += whole[i];
  }
  if (point != std::string::npos) {
    out += language == Language::french ? ',' : '.';
    out += plain.substr(point + 1);
  }
  return out;
}

}  // namespace

int decimals_for(double value) {
  const double size = std::fabs(value);
  if (!(size > 0) || !std::isfinite(size)) return 0;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 6);
}

std::string number(double value, int decimals, Language language) {
  const std::string plain = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool zero = plain.find_first_not_of("0.") == std::string::npos;
  return (value < 0 && !zero ? "\u2212" : "") + localise(plain, language);
}

std::string signed_number(double value, int decimals, Language language) {
  const std::string plain = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool zero = plain.find_first_not_of("0.") == std::string::npos;
  return (zero ? "" : value < 0 ? "\u2212" : "+") + localise(plain, language);
}

std::string whole_number(unsigned long long value, Language language) {
  return localise(fmt::format("{}", value), language);
}

std::string unbroken(std::string french) {
  for (const auto& [plain, fixed] : {std::pair{" :", "\u00a0:"},
                                     {" ;", "\u00a0;"},
                                     {" ?", "\u00a0?"},
                                     {" !", "\u00a0!"},
                                     {" %", "\u00a0%"},
                                     {" »", "\u00a0»"},
                                     {"« ", "«\u00a0"}})
    for (std::size_t at = french.find(plain); at != std::string::npos; at = french.find(plain, at + 1))
      french.replace(at, std::string_view(plain).size(), fixed);
  return french;
}

std::string duration(double seconds, Language language) {
  if (seconds < 9.95) return number(std::max(seconds, 0.0), 1, language) + "\u00a0s";
  const auto whole = static_cast<unsigned long long>(std::llround(std::min(seconds, 1e12)));
  if (whole < 60) return fmt::format("{}\u00a0s", whole);
  if (whole < 3600) return fmt::format("{}\u00a0min\u00a0{:02}\u00a0s", whole / 60, whole % 60);
  return fmt::format("{}\u00a0h\u00a0{:02}\u00a0min", whole / 3600, whole % 3600 / 60);
}

std::string size_of_file(unsigned long long bytes, Language language) {
  const bool french = language == Language::french;
  if (bytes < 1000) return fmt::format("{}\u00a0{}", bytes, french ? "o" : "B");
  double size = static_cast<double>(bytes);
  int step = 0;
  while (size >= 999.5 && step < 4) {
    size /= 1000;
    ++step;
  }
  return fmt::format("{}\u00a0{}{}", number(size, size < 10 ? 1 : 0, language), " kMGT"[step], french ? "o" : "B");
}

}  // namespace entremise
