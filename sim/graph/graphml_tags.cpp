#include "sim/graph/graphml_tags.hpp"

#include <algorithm>
#include <charconv>

#include "sim/graph/text_file.hpp"

namespace entremise {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xE0 | code >> 12);
    } else {
      put(0xF0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3F));
    }
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

/// Replaces character references and the five entities that XML knows by itself.
std::string decoded(std::string_view raw) {
  static constexpr std::pair<std::string_view, char> entities[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  std::string out;
  while (!raw.empty()) {
    const std::size_t end = raw.front() == '&' ? raw.find(';') : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += raw.front();
      raw.remove_prefix(1);
      continue;
    }
    std::string_view name = raw.substr(1, end - 1);
    if (name.starts_with('#')) {
      const bool hexadecimal = name.starts_with("#x");
      name.remove_prefix(hexadecimal ? 2 : 1);
      std::uint32_t code = 0;
      std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
      append_utf8(out, code);
    } else if (const auto entity = std::ranges::find(entities, name, &std::pair<std::string_view, char>::first);
               entity != std::end(entities)) {
      out += entity->second;
    }
    raw.remove_prefix(end + 1);
  }
  return out;
}

void read_tag(Cursor& cursor, std::string_view xml, std::vector<Tag>& tags) {
  Tag tag{{}, cursor.peek(1) == '/', cursor.line(), cursor.column(), {}};
  cursor.next();
  if (tag.end) cursor.next();
  const auto read_name = [&] {
    const std::size_t begin = cursor.offset();
    while (!cursor.at_end() && !is_space(cursor.peek()) &&
           std::string_view("=/>").find(cursor.peek()) == std::string_view::npos)
      cursor.next();
    return std::string(xml.substr(begin, cursor.offset() - begin));
  };
  tag.name = read_name();
  bool no_content = false;
  while (!cursor.at_end() && cursor.peek() != '>') {
    if (is_space(cursor.peek()) || cursor.peek() == '/') {
      no_content = cursor.next() == '/';
      continue;
    }
    std::string name = read_name();
    while (!cursor.at_end() && cursor.peek() != '"' && cursor.peek() != '\'') cursor.next();
    if (cursor.at_end()) break;
    const char quote = cursor.next();
    const std::size_t begin = cursor.offset();
    while (!cursor.at_end() && cursor.peek() != quote) cursor.next();
    tag.attributes.emplace_back(std::move(name), decoded(xml.substr(begin, cursor.offset() - begin)));
    if (!cursor.at_end()) cursor.next();
  }
  tags.push_back(tag);
  if (no_content) tags.push_back({tag.name, true, tag.line, tag.column, {}});
}

}  // namespace

const std::string* Tag::find(std::string_view attribute) const noexcept {
  const auto at = std::ranges::find(attributes, attribute, &std::pair<std::string, std::string>::first);
  return at == attributes.end() ? nullptr : &at->second;
}

std::vector<Tag> tags_of(std::string_view xml) {
  std::vector<Tag> tags;
  for (Cursor cursor(xml); !cursor.at_end();) {
    if (cursor.sees("<!--"))
      cursor.skip_past("-->");
    else if (cursor.sees("<![CDATA["))
      cursor.skip_past("]]>");
    else if (cursor.sees("<?"))
      cursor.skip_past("?>");
    else if (cursor.sees("<!"))
      cursor.skip_past(">");
    else if (cursor.peek() == '<')
      read_tag(cursor, xml, tags);
    else
      cursor.next();
  }
  return tags;
}

}  // namespace entremise
