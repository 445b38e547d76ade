#include "sim/graph/text_file.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string code, Trouble trouble, Place place, Text message, Text remedy) {
  throw Failure(
      Diagnostic{Severity::error, trouble, std::move(code), std::move(place), std::move(message), std::move(remedy)});
}

/// Length of the well-formed UTF-8 sequence at `at`, or 0 (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  const auto follows = [&](std::size_t i, unsigned from = 0x80, unsigned to = 0xBF) {
    return byte(i) >= from && byte(i) <= to;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF)
    return follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  if (first >= 0xF0 && first <= 0xF4)
    return follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

Place place_of(const std::string& name, std::string_view text, std::size_t offset) {
  Cursor cursor(text);
  while (cursor.offset() < offset) cursor.next();
  return {name, cursor.line(), cursor.column()};
}

}  // namespace

std::string read_text(const fs::path& file) {
  const std::string name = file.string();
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found)
    fail("E0401", Trouble::unreadable, {name}, text("the file does not exist", "le fichier n'existe pas"),
         text("Check the name and the folder.", "Vérifiez le nom et le dossier."));
  if (fs::is_directory(status))
    fail("E0402", Trouble::unreadable, {name}, text("this is a folder, not a file", "c'est un dossier, pas un fichier"),
         text("Name a file inside it.", "Désignez un fichier qu'il contient."));
  std::ifstream in(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in)
    fail("E0403", Trouble::unreadable, {name}, text("the file may not be read", "le fichier ne peut pas être lu"),
         text("Check its permissions.", "Vérifiez ses droits d'accès."));
  if (content.starts_with("\xEF\xBB\xBF")) content.erase(0, 3);
  if (content.find_first_not_of(" \t\r\n") == std::string::npos)
    fail("E0404", Trouble::unreadable, {name}, text("the file is empty", "le fichier est vide"),
         text("Save it again from the program that made it.",
              "Enregistrez-le de nouveau depuis le logiciel d'origine."));
  if (content.find('\0') != std::string::npos)
    fail("E0405", Trouble::unreadable, {name},
         text("the file is not text: it has null bytes", "le fichier n'est pas du texte : il contient des octets nuls"),
         text("Save it as text in UTF-8; a workbook must be exported as CSV.",
              "Enregistrez-le comme texte en UTF-8 ; un classeur doit être exporté en CSV."));
  if (const auto bad = first_bad_byte(content))
    fail("E0406", Trouble::unreadable, place_of(name, content, *bad),
         text("the text is not encoded in UTF-8 (byte 0x{:02X})", "le texte n'est pas encodé en UTF-8 (octet 0x{:02X})",
              static_cast<unsigned>(static_cast<unsigned char>(content[*bad]))),
         text("Save it in UTF-8 (in Excel: \"CSV UTF-8\").", "Enregistrez-le en UTF-8 (dans Excel : « CSV UTF-8 »)."));
  return content;
}

void write_whole(const fs::path& file, std::string_view content) {
  fs::path part = file;
  part += ".part";
  std::error_code error;
  bool written = false;
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    written = static_cast<bool>(out.flush());
  }
  if (written) fs::rename(part, file, error);
  if (written && !error) return;
  std::error_code ignored;
  fs::remove(part, ignored);
  fail("E0440", Trouble::unwritable, {file.string()},
       text("the file cannot be written", "le fichier ne peut pas être écrit"),
       text("Check that its folder exists and may be written to, and that the disk is not full.",
            "Vérifiez que son dossier existe et accepte l'écriture, et que le disque n'est pas plein."));
}

}  // namespace entremise
