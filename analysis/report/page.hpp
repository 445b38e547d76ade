#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/diagnostics/text.hpp"

namespace entremise::report {

/// One cell of a table. What is not shown as a heading of its row is set to the right where it is a number.
struct Cell {
  std::string plain;
  bool number = false;
};

/// A page of HTML that needs nothing else: style and pictures are in it, nothing is fetched, and it prints. All texts
/// given to it are plain; it escapes them.
class Page {
 public:
  explicit Page(Language language) : language_(language) {}

  /// A part with its heading; the first paragraph goes below it. Parts are listed at the top of the page.
  void section(std::string_view heading);
  void subsection(std::string_view heading);
  void paragraph(std::string_view plain, std::string_view style_class = {});
  void list(const std::vector<std::string>& items);
  /// Names and what they stand for.
  void facts(const std::vector<std::pair<std::string, std::string>>& rows);
  /// The first cell of each row names it. Rows shorter than the head are filled with empty cells.
  void table(std::string_view caption, const std::vector<std::string>& head,
             const std::vector<std::vector<Cell>>& rows);
  /// A drawing as a document of SVG, whose identifiers must differ from those of the others.
  void figure(std::string_view svg, std::string_view caption = {});
  /// Text as it is written, folded away until it is asked for, and left out of print.
  void folded(std::string_view summary, std::string_view preformatted);
  void preformatted(std::string_view plain);

  /// The whole document.
  [[nodiscard]] std::string document(std::string_view title, std::string_view subtitle) const;

 private:
  Language language_;
  std::string body_;
  std::vector<std::string> sections_;
  bool open_ = false;
};

}  // namespace entremise::report
