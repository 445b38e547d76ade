#include "scenarios/encoding.hpp"

namespace entremise::scenarios {
namespace {

// Length of the well-formed UTF-8 sequence at the start of `s` (RFC 3629), or 0.
std::size_t sequence_length(std::string_view s) {
  const auto byte = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  const auto continues = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i <= to; ++i)
      if ((byte(i) & 0xC0u) != 0x80u) return false;
    return true;
  };
  const unsigned first = byte(0);
  if (first < 0x80u) return 1;
  if (first < 0xC2u) return 0;
  if (first < 0xE0u) return continues(1, 1) ? 2 : 0;
  if (first < 0xF0u) {
    const bool overlong = first == 0xE0u && byte(1) < 0xA0u;
    const bool surrogate = first == 0xEDu && byte(1) >= 0xA0u;
    return continues(1, 2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first < 0xF5u) {
    const bool overlong = first == 0xF0u && byte(1) < 0x90u;
    const bool beyond = first == 0xF4u && byte(1) >= 0x90u;
    return continues(1, 3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool check_encoding(std::string_view content, const std::string& file, Findings& findings) {
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) {
    findings.add("E0306", {file, 1, 1}, text("this text is encoded in UTF-16", "ce texte est encodé en UTF-16"),
                 text("Save it as UTF-8.", "Enregistrez-le en UTF-8."));
    return false;
  }
  std::uint32_t line = 1, column = 1;
  for (std::size_t i = 0; i < content.size();) {
    const std::size_t length = sequence_length(content.substr(i, 4));
    if (length == 0) {
      // A file of another format mostly shows itself by a zero byte near its start.
      if (content.substr(0, 4096).find('\0') != std::string_view::npos) break;
      findings.add("E0306", {file, line, column},
                   text("this character is not encoded in UTF-8", "ce caractère n'est pas encodé en UTF-8"),
                   text("Save the file as UTF-8; it may be in Windows-1252 or Latin-1.",
                        "Enregistrez le fichier en UTF-8 ; il est peut-être en Windows-1252 ou Latin-1."));
      return false;
    }
    if (content[i] == '\0') break;
    if (content[i] == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
    i += length;
  }
  if (const std::size_t zero = content.find('\0'); zero != std::string_view::npos) {
    findings.add("E0305", {file, line, column},
                 text("this is a binary file, not a text", "ce fichier est binaire, ce n'est pas du texte"),
                 text("Give a text file; results (.h5) are opened by other commands.",
                      "Donnez un fichier texte ; les résultats (.h5) s'ouvrent par d'autres commandes."));
    return false;
  }
  return true;
}

}  // namespace entremise::scenarios
