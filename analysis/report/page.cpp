#include "analysis/report/page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/charts/svg.hpp"

namespace entremise::report {
namespace {

using charts::escape;

constexpr std::string_view style = R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f5f7; color: #1f2328; font: 16px/1.55 system-ui, "DejaVu Sans", Arial, sans-serif; }
header, main, nav, footer { max-width: 1040px; margin: 0 auto; padding: 0 28px; background: #fff; }
header { padding-top: 36px; }
main { display: flow-root; }
footer { padding-top: 8px; padding-bottom: 40px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.35rem; margin: 2.2em 0 .5em; padding-top: .7em; border-top: 2px solid #214791; }
h3 { font-size: 1.08rem; margin: 1.6em 0 .4em; }
p, li { max-width: 46em; }
.subtitle { color: #4b515b; font-size: 1.08rem; margin: 0 0 1em; }
.verdict { border-left: 4px solid #214791; padding: .4em 0 .4em .9em; background: #f2f5fb; }
.caution { border-left: 4px solid #8a5a00; padding: .4em 0 .4em .9em; background: #fdf6e7; }
nav ol { padding-left: 1.4em; columns: 2; margin: .4em 0 0; }
a { color: #1c4ba3; }
a:focus-visible, summary:focus-visible { outline: 3px solid #1c4ba3; outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; }
dt { color: #4b515b; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .6em 0 1.2em; font-size: .92rem; }
caption { text-align: left; color: #4b515b; padding-bottom: .4em; caption-side: top; }
th, td { border-bottom: 1px solid #d9dce1; padding: .38em .7em .38em 0; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #4b515b; }
th[scope=row] { font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1.1em 0; }
figure svg { width: 100%; height: auto; display: block; }
figcaption { color: #4b515b; font-size: .92rem; }
pre { background: #f4f5f7; padding: .8em 1em; overflow-x: auto; font: .82rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
@media (max-width: 640px) { nav ol { columns: 1; } dl { grid-template-columns: 1fr; } dt { margin-top: .4em; } }
@media print {
  body { background: #fff; font-size: 10.5pt; }
  header, main, nav, footer { max-width: none; padding: 0; }
  nav, details { display: none; }
  h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  pre { white-space: pre-wrap; }
}
)";

}  // namespace

void Page::section(std::string_view heading) {
  if (open_) body_ += "</section>\n";
  open_ = true;
  sections_.emplace_back(heading);
  body_ += fmt::format(
      "<section id=\"part-{0}\" aria-labelledby=\"part-{0}-heading\">\n<h2 id=\"part-{0}-heading\">{1}</h2>\n",
      sections_.size(), escape(heading));
}

void Page::subsection(std::string_view heading) {
  body_ += fmt::format("<h3>{}</h3>\n", escape(heading));
}

void Page::paragraph(std::string_view plain, std::string_view style_class) {
  body_ += style_class.empty() ? "<p>" : fmt::format("<p class=\"{}\">", style_class);
  body_ += escape(plain) + "</p>\n";
}

void Page::list(const std::vector<std::string>& items) {
  body_ += "<ul>\n";
  for (const std::string& item : items) body_ += fmt::format("<li>{}</li>\n", escape(item));
  body_ += "</ul>\n";
}

void Page::facts(const std::vector<std::pair<std::string, std::string>>& rows) {
  body_ += "<dl>\n";
  for (const auto& [name, value] : rows) body_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escape(name), escape(value));
  body_ += "</dl>\n";
}

void Page::table(std::string_view caption, const std::vector<std::string>& head,
                 const std::vector<std::vector<Cell>>& rows) {
  body_ += "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" + escape(caption) + "\">\n<table>\n";
  if (!caption.empty()) body_ += fmt::format("<caption>{}</caption>\n", escape(caption));
  body_ += "<thead><tr>";
  for (const std::string& name : head) body_ += fmt::format("<th scope=\"col\">{}</th>", escape(name));
  body_ += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    body_ += "<tr>";
    for (std::size_t c = 0; c < std::max(head.size(), row.size()); ++c) {
      const Cell cell = c < row.size() ? row[c] : Cell{};
      if (c == 0)
        body_ += fmt::format("<th scope=\"row\">{}</th>", escape(cell.plain));
      else
        body_ += fmt::format("<td{}>{}</td>", cell.number ? " class=\"number\"" : "", escape(cell.plain));
    }
    body_ += "</tr>\n";
  }
  body_ += "</tbody>\n</table>\n</div>\n";
}

void Page::figure(std::string_view svg, std::string_view caption) {
  // Within a page a drawing is an element, not a document with a declaration of its own.
  const std::size_t begin = svg.find("<svg");
  if (begin == std::string_view::npos) return;
  body_ += "<figure>\n";
  body_ += svg.substr(begin);
  if (!caption.empty()) body_ += fmt::format("<figcaption>{}</figcaption>\n", escape(caption));
  body_ += "</figure>\n";
}

void Page::folded(std::string_view summary, std::string_view preformatted) {
  body_ += fmt::format("<details><summary>{}</summary>\n<pre tabindex=\"0\">{}</pre>\n</details>\n", escape(summary),
                       escape(preformatted));
}

void Page::preformatted(std::string_view plain) {
  body_ += fmt::format("<pre tabindex=\"0\">{}</pre>\n", escape(plain));
}

std::string Page::document(std::string_view title, std::string_view subtitle) const {
  const bool french = language_ == Language::french;
  std::string contents;
  for (std::size_t i = 0; i < sections_.size(); ++i)
    contents += fmt::format("<li><a href=\"#part-{}\">{}</a></li>\n", i + 1, escape(sections_[i]));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src "
      "data:\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<header>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n</header>\n<nav aria-label=\"{}\">\n<ol>\n{}</ol>\n</nav>\n"
      "<main>\n{}{}</main>\n</body>\n</html>\n",
      french ? "fr" : "en", escape(title), style, escape(title), escape(subtitle), french ? "Sommaire" : "Contents",
      contents, body_, open_ ? "</section>\n" : "");
}

}  // namespace entremise::report
