#pragma once
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise::program {

enum class When { automatic, always, never };
enum class ProgressStyle { automatic, always, never, json };

/// How the program talks: results to the standard output, all else to the standard error.
struct Manner {
  Language language = Language::english;
  When colour = When::automatic;
  ProgressStyle progress = ProgressStyle::automatic;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
};

/// The language that the environment asks for: LC_ALL, LC_MESSAGES, LANG, the first that is set.
[[nodiscard]] Language language_of_environment();

/// Number of columns that a UTF-8 text takes, every character counting as one.
[[nodiscard]] std::size_t columns(std::string_view text);
/// `text` with spaces added at its end, or at its beginning, to be `width` columns wide.
[[nodiscard]] std::string pad_right(std::string text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string text, std::size_t width);
/// Lines of at most `width` columns, broken at spaces; every line after the first begins with `indent` spaces.
[[nodiscard]] std::string fold(std::string_view text, std::size_t width, std::size_t indent);

/// The one place that writes to the terminal. Any thread may call it.
class Terminal {
 public:
  explicit Terminal(Manner manner);

  [[nodiscard]] const Manner& manner() const noexcept { return manner_; }
  [[nodiscard]] Language language() const noexcept { return manner_.language; }
  [[nodiscard]] const std::string& say(const Text& text) const { return text.in(manner_.language); }

  /// Result on the standard output, as it is.
  void result(std::string_view text);
  /// A note on the standard error; not when quiet.
  void note(std::string_view text);
  /// A note for those who want to know more (-v).
  void detail(std::string_view text);
  /// Errors and warnings; warnings not when quiet.
  void diagnostics(const std::vector<Diagnostic>& diagnostics);

  /// Marks a word in results, where colours are wanted.
  [[nodiscard]] std::string bold(std::string_view text) const;

  /// Width of the terminal behind the standard output, 80 if there is none.
  [[nodiscard]] std::size_t width() const;

  /// Shows how far an ensemble is; at most ten times a second.
  void progress(std::size_t finished, std::size_t failed, std::size_t total, double seconds);
  /// Takes the bar away, so that what is written next begins on a line of its own.
  void end_progress();

  /// Writes out what is buffered. @returns false when the standard output took no more (closed, disk full).
  [[nodiscard]] bool flush();

 private:
  void clear_bar();

  Manner manner_;
  std::mutex writing_;
  bool colour_out_ = false, colour_err_ = false, bar_ = false, bar_drawn_ = false;
  std::chrono::steady_clock::time_point last_drawn_{};
};

}  // namespace entremise::program
