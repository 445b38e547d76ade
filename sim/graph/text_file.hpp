#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace entremise {

/// The whole of a text file in UTF-8, without its byte order mark.
/// @throws Failure E0401 to E0406
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

/// Writes a file beside its name and renames it when it is whole.
/// @throws Failure E0440
void write_whole(const std::filesystem::path& file, std::string_view content);

/// Follows a place in a text: lines and columns count from 1, columns in characters.
class Cursor {
 public:
  explicit Cursor(std::string_view text) noexcept : text_(text) {}

  [[nodiscard]] bool at_end() const noexcept { return at_ == text_.size(); }
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }
  [[nodiscard]] std::uint32_t line() const noexcept { return line_; }
  [[nodiscard]] std::uint32_t column() const noexcept { return column_; }

  /// The byte here, or the one `ahead` of it; 0 past the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool sees(std::string_view what) const noexcept { return text_.substr(at_).starts_with(what); }

  /// Goes one byte on and returns the one gone over.
  char next() noexcept {
    const char c = text_[at_++];
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      ++line_;
      column_ = 1;
    } else if (const char now = peek(); (static_cast<unsigned char>(now) & 0xC0) != 0x80) {
      ++column_;  // counts when the next byte begins a character, so that one of several bytes counts once
    }
    return c;
  }

  /// Goes to the end of the next `what`, or of the text.
  void skip_past(std::string_view what) noexcept {
    while (!at_end() && !sees(what)) next();
    for (std::size_t i = 0; i < what.size() && !at_end(); ++i) next();
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
};

}  // namespace entremise
