#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/findings.hpp"

namespace entremise::scenarios {

struct Entry;

/// One value of a TOML document with the place where it is written. Keeps nothing of the parser, so that values
/// of several files can be merged and each still knows its own.
struct Node {
  enum class Type : std::uint8_t { text, integer, real, boolean, date, list, table };

  Type type = Type::table;
  Place place;
  std::string text;
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a table, in the order in which they are written

  [[nodiscard]] const Entry* find(std::string_view key) const;
  [[nodiscard]] Entry* find(std::string_view key);
};

struct Entry {
  std::string key;
  Place place;  ///< of the key
  Node value;
};

/// Parses a TOML text. Line ends may be LF or CR LF. Raises E0305–E0309 into `findings` and returns nothing when the
/// text is not UTF-8, not valid TOML, or says nothing.
[[nodiscard]] std::optional<Node> parse_document(std::string_view text, const std::string& file, Findings& findings);

/// What a value is, for messages: 'the text "abc"', "the whole number 3", "a list".
[[nodiscard]] Text describe(const Node& node);

}  // namespace entremise::scenarios
