#pragma once
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace entremise {

/// The languages that every text for people exists in.
enum class Language { english, french };

/// One text in both languages. A text without its twin does not compile, so neither language can lag behind.
struct Text {
  std::string en;  ///< English
  std::string fr;  ///< French

  /// The text in one of the two.
  [[nodiscard]] const std::string& in(Language language) const noexcept {
    return language == Language::french ? fr : en;
  }
};

/// Both languages of a message with the same arguments filled in, e.g.
/// `text("{} rows", "{} lignes", n)`. The placeholders are checked at compile time in both.
template <class... Args>
[[nodiscard]] Text text(fmt::format_string<const Args&...> en, fmt::format_string<const Args&...> fr,
                        const Args&... args) {
  return {fmt::format(en, args...), fmt::format(fr, args...)};
}

}  // namespace entremise
