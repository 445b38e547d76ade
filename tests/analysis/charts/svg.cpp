#include "analysis/charts/svg.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace entremise::charts;

TEST_CASE("texts are escaped") {
  CHECK(escape("a<b> & \"c\" 'd'\x01\n") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
  CHECK(escape("forêt « été »") == "forêt « été »");
}

TEST_CASE("wrapped lines hold their width and lose nothing but spaces at their ends") {
  REQUIRE(rc::check("wrap", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'W', 'i', ' ', '-', '_'));
    const double width = *rc::gen::inRange(20, 200);
    std::string joined, bare;
    for (const std::string& line : wrap(text, width, 12, true)) {
      RC_ASSERT(text_width(line, 12, true) <= width || line.size() == 1u);
      joined += line;
    }
    for (const char c : text)
      if (c != ' ') bare += c;
    std::erase(joined, ' ');
    RC_ASSERT(joined == bare);
  }));
}

TEST_CASE("accented letters are never cut in half") {
  std::string joined;
  for (const std::string& line : wrap("éééééééééééééééééééé", 30, 12, false)) {
    CHECK(line.size() % 2 == 0);
    joined += line;
  }
  CHECK(joined.size() == 40);
}

TEST_CASE("coordinates have two decimals at most and no negative zero") {
  CHECK(coordinate(1.0) == "1");
  CHECK(coordinate(1.256) == "1.26");
  CHECK(coordinate(-0.001) == "0");
  CHECK(coordinate(100) == "100");
}

TEST_CASE("malformed bytes do not run over the end") {
  CHECK(text_width("abc\xE2", 10, false) > 0);
  CHECK(wrap("\xF0\x9F", 1, 12, false).size() >= 1);
}
