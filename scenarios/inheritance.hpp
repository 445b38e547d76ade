#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/document.hpp"

namespace entremise::scenarios {

/// Where a document stands: what it is called in messages, and the folder that its references are relative to.
struct Origin {
  std::string file;
  std::optional<std::filesystem::path> folder;  ///< none: it may refer to no file
};

/// Largest scenario file, in bytes: one that is larger is surely something else.
inline constexpr std::uintmax_t most_bytes = 16u << 20u;

/// The whole content of a text file. Raises E0301–E0304 at `from` (where the file is referred to) and returns nothing
/// when it cannot be had.
[[nodiscard]] std::optional<std::string> read_text(const std::filesystem::path& path, const Place& from,
                                                   Findings& findings);

/// A scenario's text merged with what it extends.
struct Document {
  Node content;
  bool complete = true;  ///< false if something that it extends could not be read
};

/// Parses a text and everything it extends, and merges them: what is written nearer to the reader wins. `files` gets
/// every file in the order of reading. Nothing is returned when the text itself cannot be parsed.
[[nodiscard]] std::optional<Document> read_with_bases(const std::string& content, const Origin& origin,
                                                      std::vector<std::string>& files, Findings& findings);

/// The path of a file that the value at `node` refers to, relative to the file in which that value is written.
/// Raises E0319 and returns nothing in a text without a folder.
[[nodiscard]] std::optional<std::filesystem::path> resolve(const Node& node, const Origin& origin, Findings& findings);

/// Lays `changes` over `base`, table by table. A territory that says who takes part replaces the base's as a whole, and
/// so does a lever of another kind.
void merge(Node& base, Node changes);

}  // namespace entremise::scenarios
