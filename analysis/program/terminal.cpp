#include "analysis/program/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "analysis/wording/numbers.hpp"

namespace entremise::program {
namespace {

std::string environment(const char* name) {
  // Nothing in the program changes the environment.
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value ? value : "";
}

bool coloured(When when, int stream) {
  if (when != When::automatic) return when == When::always;
  // https://no-color.org: set to anything but nothing.
  return ::isatty(stream) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

std::size_t window_width(int stream) {
  winsize size{};
  return ::ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const std::string value = environment(name); !value.empty())
      return value.starts_with("fr") ? Language::french : Language::english;
  return Language::english;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t have = columns(text);
  if (have < width) text.append(width - have, ' ');
  return text;
}

std::string pad_left(std::string text, std::size_t width) {
  const std::size_t have = columns(text);
  if (have < width) text.insert(0, width - have, ' ');
  return text;
}

std::string fold(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out, line;
  bool first = true;
  const auto finish_line = [&] {
    if (!first) out += "\n" + std::string(indent, ' ');
    out += line;
    line.clear();
    first = false;
  };
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    const std::size_t room = width > indent ? width - (first ? 0 : indent) : width;
    if (!line.empty() && columns(line) + 1 + columns(word) > room) finish_line();
    if (!line.empty()) line += ' ';
    line += word;
  }
  finish_line();
  return out;
}

Terminal::Terminal(Manner manner)
    : manner_(manner),
      colour_out_(!manner.json && coloured(manner.colour, STDOUT_FILENO)),
      colour_err_(coloured(manner.colour, STDERR_FILENO)) {
  const bool capable = ::isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb";
  bar_ = manner.progress == ProgressStyle::always ||
         (manner.progress == ProgressStyle::automatic && capable && !manner.quiet);
}

void Terminal::result(std::string_view text) {
  const std::scoped_lock lock(writing_);
  clear_bar();
  put(stdout, text);
}

void Terminal::note(std::string_view text) {
  if (manner_.quiet) return;
  const std::scoped_lock lock(writing_);
  clear_bar();
  put(stderr, text);
  put(stderr, "\n");
}

void Terminal::detail(std::string_view text) {
  if (manner_.verbose) note(text);
}

void Terminal::diagnostics(const std::vector<Diagnostic>& diagnostics) {
  const std::scoped_lock lock(writing_);
  clear_bar();
  for (const Diagnostic& d : diagnostics) {
    const bool error = d.severity == Severity::error;
    if (!error && manner_.quiet) continue;
    std::string shown = format(d, manner_.language);
    if (colour_err_) {
      const std::string word =
          manner_.language == Language::french ? (error ? "erreur" : "avertissement") : (error ? "error" : "warning");
      // The place comes first and may hold the same word; the code that follows tells the two apart.
      const std::string marked = d.code.empty() ? word : word + " " + d.code;
      if (const auto at = shown.find(marked); at != std::string::npos)
        shown.replace(at, marked.size(), (error ? "\x1b[1;31m" : "\x1b[1;33m") + marked + "\x1b[0m");
    }
    put(stderr, shown);
    put(stderr, "\n");
  }
}

std::string Terminal::bold(std::string_view text) const {
  return colour_out_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::size_t Terminal::width() const {
  return ::isatty(STDOUT_FILENO) == 1 ? window_width(STDOUT_FILENO) : 80;
}

void Terminal::progress(std::size_t finished, std::size_t failed, std::size_t total, double seconds) {
  const bool json = manner_.progress == ProgressStyle::json;
  if ((!bar_ && !json) || total == 0) return;
  const std::scoped_lock lock(writing_);
  const auto now = std::chrono::steady_clock::now();
  const bool last = finished + failed == total;
  if (!last && last_drawn_.time_since_epoch().count() != 0 && now - last_drawn_ < std::chrono::milliseconds(100))
    return;
  last_drawn_ = now;
  const std::size_t done = finished + failed;
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  const double left = rate > 0 ? static_cast<double>(total - done) / rate : 0;
  if (json) {
    put(stderr, fmt::format("{{\"event\":\"progress\",\"finished\":{},\"failed\":{},\"total\":{},\"seconds\":{:.3f},"
                            "\"seconds_left\":{:.3f}}}\n",
                            finished, failed, total, seconds, left));
    std::fflush(stderr);
    return;
  }
  const Language language = manner_.language;
  const bool french = language == Language::french;
  std::string numbers = fmt::format(" {}/{}  {} {}", whole_number(done, language), whole_number(total, language),
                                    number(rate, rate < 10 ? 1 : 0, language), french ? "par s" : "per s");
  if (failed != 0) numbers += fmt::format("  {} {}", failed, french ? "en échec" : "failed");
  numbers += last ? fmt::format("  {}", duration(seconds, language))
                  : fmt::format("  {} {}", french ? "reste" : "left", duration(left, language));
  const std::size_t width = window_width(STDERR_FILENO);
  const std::size_t taken = columns(numbers) + 3;
  std::string line = "\r";
  if (width > taken + 8) {
    const std::size_t room = std::min<std::size_t>(width - taken, 40), full = room * done / total;
    line += '[';
    for (std::size_t i = 0; i < room; ++i) line += i < full ? "█" : "·";
    line += ']';
  }
  line += columns(numbers) < width ? numbers : fmt::format(" {}/{}", done, total);
  put(stderr, line + "\x1b[K");
  std::fflush(stderr);
  bar_drawn_ = true;
}

void Terminal::end_progress() {
  const std::scoped_lock lock(writing_);
  clear_bar();
}

void Terminal::clear_bar() {
  if (!bar_drawn_) return;
  bar_drawn_ = false;
  put(stderr, "\n");
  std::fflush(stderr);
}

bool Terminal::flush() {
  end_progress();
  const bool good = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  std::fflush(stderr);
  return good;
}

}  // namespace entremise::program
