#include "analysis/charts/svg.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace entremise::charts {
namespace {

// Advance widths of the printable ASCII characters in thousandths of an em, as the font files of DejaVu Sans have them.
constexpr std::array<short, 95> regular_widths{
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
constexpr std::array<short, 95> bold_widths{
    348, 456,  521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415,  380, 365, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830,  683,
    683, 821,  837, 372, 372, 775,  637, 995, 837, 850, 733, 850, 770, 720,  682, 812, 774, 1103, 771,
    724, 725,  457, 365, 457, 838,  500, 500, 675, 716, 593, 716, 678, 435,  716, 712, 343, 343,  665,
    343, 1042, 712, 687, 716, 716,  493, 595, 478, 712, 652, 924, 645, 652,  582, 712, 365, 712,  838};

struct Glyph {
  char32_t code = 0;
  std::size_t bytes = 1;
};

// A malformed byte counts as one character.
Glyph first_glyph(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length == 1 || length > text.size()) return {lead, 1};
  char32_t code = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {lead, 1};
    code = (code << 6) | (byte(i) & 0x3Fu);
  }
  return {code, length};
}

double glyph_width(char32_t code, bool bold) {
  if (code >= 32 && code < 127) return (bold ? bold_widths : regular_widths)[code - 32];
  if (code == 0xA0) return bold ? 348 : 318;
  if (code == 0x202F) return 200;
  if (code == 0xB7 || code == 0x2019) return 380;
  if (code == 0x2013) return 500;
  if (code == 0x2212 || code == 0xD7 || (code >= 0x2190 && code <= 0x2193)) return 838;
  if (code >= 0xC0 && code <= 0xDE) return bold ? 860 : 790;  // Latin capitals with accents, the widest
  if (code >= 0xDF && code < 0x250) return bold ? 720 : 640;  // small ones
  if (code < 0x2000) return bold ? 900 : 850;
  return 1050;
}

bool breaks_after(char32_t code) {
  return code == ' ' || code == '-' || code == '_' || code == '/';
}

}  // namespace

std::string escape(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  for (const char c : plain) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 32) out += c;
    }
  }
  return out;
}

double text_width(std::string_view text, double size, bool bold) {
  double thousandths = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    thousandths += glyph_width(glyph.code, bold);
    text.remove_prefix(glyph.bytes);
  }
  return thousandths * size / 1000;
}

std::vector<std::string> wrap(std::string_view text, double width, double size, bool bold) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t last_break = 0;  // byte position in `line` after which it may be broken
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    line += text.substr(0, glyph.bytes);
    text.remove_prefix(glyph.bytes);
    const auto too_wide = [&] {
      std::string_view visible = line;
      while (!visible.empty() && visible.back() == ' ') visible.remove_suffix(1);
      return visible.size() > glyph.bytes && text_width(visible, size, bold) > width;
    };
    while (too_wide()) {
      const std::size_t cut = last_break != 0 ? last_break : line.size() - glyph.bytes;
      std::string head = line.substr(0, cut);
      while (!head.empty() && head.back() == ' ') head.pop_back();
      if (!head.empty()) lines.push_back(std::move(head));
      line.erase(0, cut);
      last_break = 0;
      for (std::size_t i = 0; i + 1 < line.size(); ++i)
        if (breaks_after(static_cast<unsigned char>(line[i]))) last_break = i + 1;
    }
    if (breaks_after(glyph.code)) last_break = line.size();
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string coordinate(double value) {
  const double rounded = std::round(value * 100);
  std::string out = fmt::format("{:.2f}", (rounded == 0 ? 0.0 : rounded) / 100);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

void Drawing::text(double x, double y, std::string_view plain, const TextStyle& style) {
  body_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" fill="{}")", coordinate(x), coordinate(y),
                       coordinate(style.size), style.colour);
  if (style.bold) body_ += R"( font-weight="700")";
  if (style.anchor != Anchor::start)
    body_ += fmt::format(R"( text-anchor="{}")", style.anchor == Anchor::middle ? "middle" : "end");
  if (style.halo) body_ += R"( stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke")";
  body_ += fmt::format(">{}</text>\n", escape(plain));
}

void Drawing::line(double x1, double y1, double x2, double y2, std::string_view colour, double width,
                   std::string_view dashes) {
  body_ += fmt::format(R"(<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}")", coordinate(x1),
                       coordinate(y1), coordinate(x2), coordinate(y2), colour, coordinate(width));
  if (!dashes.empty()) body_ += fmt::format(R"( stroke-dasharray="{}")", dashes);
  body_ += "/>\n";
}

void Drawing::rectangle(double x, double y, double width, double height, std::string_view fill) {
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", coordinate(x),
                       coordinate(y), coordinate(width), coordinate(height), fill);
}

void Drawing::path(std::string_view path, std::string_view attributes) {
  body_ += fmt::format("<path d=\"{}\" {}/>\n", path, attributes);
}

std::string Drawing::document(double width, double height, std::string_view id, std::string_view language,
                              std::string_view title, std::string_view description) const {
  const std::string w = coordinate(width), h = coordinate(height), name = escape(id);
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
             "role=\"img\" "
             "xml:lang=\"{2}\" aria-labelledby=\"{3}-title {3}-desc\" font-family=\"Inter, 'Segoe UI', 'Helvetica "
             "Neue', "
             "Arial, 'DejaVu Sans', sans-serif\">\n<title id=\"{3}-title\">{4}</title>\n<desc "
             "id=\"{3}-desc\">{5}</desc>\n",
             w, h, language, name, escape(title), escape(description)) +
         fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", w, h) + body_ + "</svg>\n";
}

}  // namespace entremise::charts
