#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace entremise::charts {

/// A colour in three strengths: for areas and lines, and darker for text (contrast of at least 4.5 : 1 on white).
struct Ink {
  std::string_view fill;
  std::string_view text;
};

enum class Anchor { start, middle, end };

/// How a text is set. Sizes are in pixels of the drawing.
struct TextStyle {
  double size = 13;
  bool bold = false;
  std::string_view colour = "#222222";
  Anchor anchor = Anchor::start;
  bool halo = false;  ///< a white rim that keeps the text readable on lines and areas
};

/// XML text with its five special characters replaced and control characters left out.
[[nodiscard]] std::string escape(std::string_view plain);

/// Width of a text in pixels as DejaVu Sans sets it, the widest of the fonts that the drawings ask for, so that what
/// fits by this measure fits everywhere. Characters outside Latin count as a full em.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold);

/// Lines of at most `width` pixels, broken at spaces, after hyphens and underscores, and inside a word as a last
/// resort.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double width, double size, bool bold);

/// A coordinate with at most two decimals, the same bytes everywhere.
[[nodiscard]] std::string coordinate(double value);

/// Collects a drawing. All texts given to it are plain; it escapes them.
class Drawing {
 public:
  void text(double x, double y, std::string_view plain, const TextStyle& style);
  void line(double x1, double y1, double x2, double y2, std::string_view colour, double width,
            std::string_view dashes = {});
  void rectangle(double x, double y, double width, double height, std::string_view fill);
  /// `path` is the content of a path's d attribute; `attributes` are written as they are.
  void path(std::string_view path, std::string_view attributes);
  void raw(std::string_view markup) { body_ += markup; }

  /// The whole document. `id` makes the identifiers of several drawings in one page differ.
  [[nodiscard]] std::string document(double width, double height, std::string_view id, std::string_view language,
                                     std::string_view title, std::string_view description) const;

 private:
  std::string body_;
};

}  // namespace entremise::charts
