#include "analysis/charts/figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using namespace entremise;
using namespace entremise::charts;

namespace {

const Caption caption{"trust_mean",        {"Mean trust", "Confiance moyenne"}, {"", ""}, 3, 42, "0.1.0",
                      {"a #1", "b <2> #2"}};

Quantity sample() {
  Quantity q{2, 3, 25, {}};
  for (int s = 0; s < 2; ++s)
    for (int r = 0; r < 3; ++r)
      for (int m = 0; m < 25; ++m)
        q.values.push_back(static_cast<float>(0.4 + 0.01 * r + 0.002 * m * s + 0.001 * r * r * m));
  return q;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

void check_document(const std::string& svg) {
  CHECK(svg.starts_with("<svg xmlns="));
  CHECK(svg.ends_with("</svg>\n"));
  CHECK(svg.find("role=\"img\"") != std::string::npos);
  CHECK(count(svg, "<title id=") == 1);
  CHECK(count(svg, "<desc id=") == 1);
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("inf\"") == std::string::npos);
  CHECK(svg.find("<2>") == std::string::npos);
  CHECK(svg.find("42") != std::string::npos);
  CHECK(svg.find("0.1.0") != std::string::npos);
}

}  // namespace

TEST_CASE("a fan chart says what it shows") {
  const Quantity q = sample();
  const std::vector<Fan> fans{{"a", true, spreads(q, 0)}, {"b <2>", false, spreads(q, 1)}};
  const std::string english = fan_chart(caption, fans, Language::english);
  check_document(english);
  CHECK(english.find("Mean trust") != std::string::npos);
  CHECK(english.find("paired replicates") != std::string::npos);
  CHECK(english.find("stroke-dasharray=\"7 4\"") != std::string::npos);
  // The median of scenario b at month 24: 0.4 + 0.01 + 0.048 + 0.024.
  CHECK(english.find("0.482") != std::string::npos);
  const std::string french = fan_chart(caption, fans, Language::french);
  check_document(french);
  CHECK(french.find("0,482") != std::string::npos);
  CHECK(french.find("graine 42") != std::string::npos);
  CHECK(fan_chart(caption, fans, Language::english) == english);
}

TEST_CASE("a difference chart keeps spread and precision apart") {
  const Quantity q = sample();
  const std::string svg = difference_chart(caption, "a", "b <2>", contrasts(q, 0, 1), Language::english);
  check_document(svg);
  CHECK(svg.find("spread of futures") != std::string::npos);
  CHECK(svg.find("precision of the simulation") != std::string::npos);
  CHECK(svg.find("mean +0.0480") != std::string::npos);
}

TEST_CASE("months at which levers begin and end are marked, with labels that do not overlap") {
  Caption marked = caption;
  marked.marks = {{6, {"agora: start", "agora : début"}},
                  {7, {"facilitator <x>: start", "facilitator <x> : début"}},
                  {24, {"training", "training"}},
                  {25, {"too late", "trop tard"}}};
  const Quantity q = sample();
  const std::vector<Fan> fans{{"a", true, spreads(q, 0)}, {"b <2>", false, spreads(q, 1)}};
  for (const std::string& svg : {fan_chart(marked, fans, Language::english),
                                 difference_chart(marked, "a", "b <2>", contrasts(q, 0, 1), Language::english)}) {
    check_document(svg);
    CHECK(svg.find(">agora: start<") != std::string::npos);
    CHECK(svg.find(">facilitator &lt;x&gt;: start<") != std::string::npos);
    CHECK(svg.find("Month 6: agora: start. Month 7: ") != std::string::npos);
    CHECK(svg.find("too late") == std::string::npos);
    // The two of which there is room for one stand in two rows.
    const auto row_of = [&](const std::string& label) {
      const std::size_t end = svg.find(">" + label), y = svg.rfind(" y=\"", end);
      return svg.substr(y, svg.find(' ', y + 1) - y);
    };
    CHECK(row_of("agora: start<") != row_of("facilitator &lt;x&gt;: start<"));
    CHECK(row_of("training<") == row_of("facilitator &lt;x&gt;: start<"));
  }
  CHECK(fan_chart(marked, fans, Language::french).find(">agora\u00a0: début<") != std::string::npos);
  CHECK(fan_chart(caption, fans, Language::english).find("Month ") == std::string::npos);
}

TEST_CASE("a relation type chart stacks from distant to partnership") {
  std::vector<SharePanel> panels{{"a", {}}, {"b <2>", {}}};
  for (auto& panel : panels)
    for (int m = 0; m <= 24; ++m) panel.months.push_back({0.5, 0.3, 0.15, 0.05});
  const std::string svg = relation_types_chart(caption, panels, Language::french);
  check_document(svg);
  const auto at = [&](const char* word) { return svg.find(std::string(">") + word + "<"); };
  CHECK(at("distante") < at("inégalitaire"));
  CHECK(at("inégalitaire") < at("déléguée"));
  CHECK(at("déléguée") < at("coopération"));
  CHECK(count(svg, "<pattern id=") == 2);
}

TEST_CASE("charts bear missing values, one month, one replicate and no value at all") {
  Quantity q = sample();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (std::size_t i = 0; i < q.values.size(); ++i)
    if (i % 25 > 10 && i % 25 < 14) q.values[i] = nan;
  const std::vector<Fan> gaps{{"a", true, spreads(q, 0)}, {"b <2>", false, spreads(q, 1)}};
  check_document(fan_chart(caption, gaps, Language::english));
  check_document(difference_chart(caption, "a", "b <2>", contrasts(q, 0, 1), Language::french));
  std::fill(q.values.begin(), q.values.end(), nan);
  const std::vector<Fan> empty{{"a", true, spreads(q, 0)}};
  check_document(fan_chart(caption, empty, Language::english));
  check_document(difference_chart(caption, "a", "b", contrasts(q, 0, 1), Language::english));
  const Quantity one{2, 1, 1, {1.0f, 1.0f}};
  const std::vector<Fan> single{{"a", true, spreads(one, 0)}};
  check_document(fan_chart(caption, single, Language::english));
  check_document(difference_chart(caption, "a", "b", contrasts(one, 0, 1), Language::english));
  const double undefined = std::nan("");
  const std::vector<SharePanel> nothing{{"a", {{undefined, undefined, undefined, undefined}}}};
  check_document(relation_types_chart(caption, nothing, Language::english));
}

TEST_CASE("a matrix writes every cell, levels plain and differences with their sign") {
  const std::vector<Text> types{{"one", "un"}, {"two", "deux"}};
  const std::vector<MatrixPanel> panels{{"a", false, {0.25, 0.5, 0.75, std::nullopt}},
                                        {"b <2>", true, {0.0, -0.125, 0.0625, std::nullopt}}};
  const std::string svg =
      matrix_chart(caption, "means", {"who", "qui"}, {"whom", "en qui"}, types, types, panels, Language::english);
  check_document(svg);
  for (const char* cell : {">0.250<", ">0.500<", ">0.750<", ">0.000<", ">−0.125<", ">+0.062<"})
    CHECK(count(svg, cell) == 1);
  CHECK(count(svg, ">–<") == 2);
  CHECK(svg.find("Rows: who; columns: whom.") != std::string::npos);
  // No change is white, the largest one in either sense the deepest shade of its colour.
  CHECK(count(svg, "#FFFFFF") == 1);
  const std::vector<MatrixPanel> empty{{"a", false, {std::nullopt}}};
  const std::vector<Text> one{{"one", "un"}};
  check_document(matrix_chart(caption, "means", {"who", "qui"}, {"whom", "en qui"}, one, one, empty, Language::french));
}
