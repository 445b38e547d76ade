// A page that needs nothing else.
#include "analysis/report/page.hpp"

#include <catch2/catch.hpp>

using namespace entremise;
using namespace entremise::report;

namespace {

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t n = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + piece.size())) ++n;
  return n;
}

}  // namespace

TEST_CASE("what is written on a page never becomes part of its making") {
  Page page(Language::english);
  const std::string evil = "</pre><script>alert(1)</script>&\"'";
  page.section(evil);
  page.subsection(evil);
  page.paragraph(evil);
  page.list({evil});
  page.facts({{evil, evil}});
  page.table(evil, {evil}, {{{evil}}});
  page.folded(evil, evil);
  page.preformatted(evil);
  const std::string html = page.document(evil, evil);
  CHECK(count(html, "<script>") == 0);
  CHECK(count(html, "&lt;script&gt;") == 17);
}

TEST_CASE("sections are closed, listed and can be gone to") {
  Page page(Language::french);
  page.section("un");
  page.section("deux");
  const std::string html = page.document("titre", "sous-titre");
  CHECK(count(html, "<section") == 2);
  CHECK(count(html, "</section>") == 2);
  CHECK(count(html, "<a href=\"#part-2\">deux</a>") == 1);
  CHECK(count(html, "id=\"part-2\"") == 1);
  CHECK(count(html, "<html lang=\"fr\">") == 1);
  CHECK(count(Page(Language::english).document("t", "s"), "</section>") == 0);
}

TEST_CASE("rows name themselves and are filled to the head; numbers are set to the right") {
  Page page(Language::english);
  page.table("", {"a", "b", "c"}, {{{"x"}, {"1", true}}});
  const std::string html = page.document("t", "s");
  CHECK(count(html, "<th scope=\"row\">x</th><td class=\"number\">1</td><td></td>") == 1);
  CHECK(count(html, "<caption>") == 0);
}

TEST_CASE("a drawing loses its declaration, and what is none is left out") {
  Page page(Language::english);
  page.figure("<?xml version=\"1.0\"?>\n<svg></svg>\n");
  page.figure("not a drawing");
  const std::string html = page.document("t", "s");
  CHECK(count(html, "<figure>\n<svg></svg>") == 1);
  CHECK(count(html, "<?xml") == 0);
  CHECK(count(html, "</figure>") == 1);
}
