#include "scenarios/inheritance.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace entremise::scenarios {
namespace {

namespace fs = std::filesystem;

// Chains longer than this are a mistake rather than a design.
constexpr std::size_t most_bases = 16;

Text looks_like(const fs::path& missing) {
  std::error_code error;
  const fs::path folder = missing.parent_path().empty() ? fs::path(".") : missing.parent_path();
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, error), end; !error && it != end && names.size() < 1000; it.increment(error))
    names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  return did_you_mean(missing.filename().string(), names);
}

bool says_who_takes_part(const Node& territory) {
  constexpr std::array ways{"archetype", "actors", "graphml", "offices"};
  return std::any_of(ways.begin(), ways.end(),
                     [&territory](const char* way) { return territory.find(way) != nullptr; });
}

bool is_of_another_kind(const Node& base, const Node& changes) {
  const Entry* before = base.find("kind");
  const Entry* after = changes.find("kind");
  return before != nullptr && after != nullptr && before->value.text != after->value.text;
}

void lay_over(Entry& base, Entry changes, std::string_view parent) {
  const bool both_tables = base.value.type == Node::Type::table && changes.value.type == Node::Type::table;
  const bool replaced = (parent.empty() && base.key == "territory" && says_who_takes_part(changes.value)) ||
                        (parent == "levers" && is_of_another_kind(base.value, changes.value));
  if (!both_tables || replaced) {
    base = std::move(changes);
    return;
  }
  const std::string name = base.key;
  base.place = changes.place;
  base.value.place = changes.value.place;
  for (Entry& entry : changes.value.entries) {
    if (Entry* there = base.value.find(entry.key))
      lay_over(*there, std::move(entry), parent.empty() ? std::string_view(name) : std::string_view("…"));
    else
      base.value.entries.push_back(std::move(entry));
  }
}

class Reader {
 public:
  Reader(std::vector<std::string>& files, Findings& findings) : files_(files), findings_(findings) {}

  std::optional<Node> read(const std::string& content, const Origin& origin, const fs::path& identity) {
    files_.push_back(origin.file);
    chain_.push_back({identity, origin.file});
    std::optional<Node> document = parse_document(content, origin.file, findings_);
    if (document) {
      if (const Entry* extends = document->find("extends")) {
        std::optional<Node> base = read_base(extends->value, origin);
        complete_ = complete_ && base.has_value();
        // Titles speak of one file alone.
        std::erase_if(document->entries, [](const Entry& e) { return e.key == "extends"; });
        if (base) {
          std::erase_if(base->entries, [](const Entry& e) { return e.key == "title" || e.key == "description"; });
          merge(*base, std::move(*document));
          document = std::move(base);
        }
        // Without its base a document is still checked for what it says itself.
      }
    }
    chain_.pop_back();
    return document;
  }

  [[nodiscard]] bool complete() const noexcept { return complete_; }

 private:
  struct Link {
    fs::path identity;
    std::string file;
  };

  std::optional<Node> read_base(const Node& extends, const Origin& origin) {
    if (extends.type != Node::Type::text) {
      const Text found = describe(extends);
      findings_.add(
          "E0312", extends.place,
          {fmt::format("extends should be the name of a file, not {}", found.en),
           fmt::format("extends devrait être le nom d'un fichier, et non {}", found.fr)},
          text("For example: extends = \"agglomeration.toml\".", "Par exemple : extends = \"agglomeration.toml\"."));
      return std::nullopt;
    }
    const std::optional<fs::path> path = resolve(extends, origin, findings_);
    if (!path) return std::nullopt;
    std::error_code error;
    fs::path identity = fs::weakly_canonical(*path, error);
    if (error) identity = path->lexically_normal();
    const auto seen =
        std::find_if(chain_.begin(), chain_.end(), [&identity](const Link& link) { return link.identity == identity; });
    if (seen != chain_.end()) {
      std::string circle;
      for (auto link = seen; link != chain_.end(); ++link) circle += link->file + " → ";
      circle += seen->file;
      findings_.add("E0317", extends.place,
                    text("scenarios extend one another in a circle: {}",
                         "des scénarios s'étendent l'un l'autre en cercle : {}", circle),
                    text("Take one of these \"extends\" away.", "Retirez l'un de ces « extends »."));
      return std::nullopt;
    }
    if (chain_.size() > most_bases) {
      findings_.add("E0318", extends.place,
                    text("more than {} scenarios extend one another here",
                         "plus de {} scénarios s'étendent l'un l'autre ici", most_bases));
      return std::nullopt;
    }
    const std::optional<std::string> content = read_text(*path, extends.place, findings_);
    if (!content) return std::nullopt;
    return read(*content, {path->generic_string(), path->parent_path()}, identity);
  }

  std::vector<std::string>& files_;
  Findings& findings_;
  std::vector<Link> chain_;
  bool complete_ = true;
};

}  // namespace

std::optional<std::string> read_text(const fs::path& path, const Place& from, Findings& findings) {
  const std::string name = path.generic_string();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    findings.add("E0301", from, text("the file \"{}\" cannot be found", "le fichier « {} » est introuvable", name),
                 looks_like(path));
    return std::nullopt;
  }
  if (status.type() == fs::file_type::directory) {
    findings.add("E0302", from, text("\"{}\" is a folder, not a file", "« {} » est un dossier, non un fichier", name),
                 text("Name a file in it.", "Nommez un fichier qu'il contient."));
    return std::nullopt;
  }
  if (error) {
    findings.add(
        "E0303", from, text("the file \"{}\" may not be read", "la lecture du fichier « {} » est refusée", name),
        text("Check the rights on the file and its folder.", "Vérifiez les droits sur le fichier et son dossier."));
    return std::nullopt;
  }
  if (status.type() != fs::file_type::regular) {
    findings.add("E0302", from, text("\"{}\" is not an ordinary file", "« {} » n'est pas un fichier ordinaire", name));
    return std::nullopt;
  }
  if (const std::uintmax_t size = fs::file_size(path, error); !error && size > most_bytes) {
    findings.add("E0304", from,
                 text("the file \"{}\" is far too large to be read here: {} MiB",
                      "le fichier « {} » est beaucoup trop grand pour être lu ici : {} Mio", name, size >> 20u),
                 text("At most {} MiB are read.", "On lit au plus {} Mio.", most_bytes >> 20u));
    return std::nullopt;
  }
  std::ifstream stream(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) {
    findings.add(
        "E0303", from, text("the file \"{}\" may not be read", "la lecture du fichier « {} » est refusée", name),
        text("Check the rights on the file and its folder.", "Vérifiez les droits sur le fichier et son dossier."));
    return std::nullopt;
  }
  return content;
}

std::optional<Document> read_with_bases(const std::string& content, const Origin& origin,
                                        std::vector<std::string>& files, Findings& findings) {
  std::error_code error;
  fs::path identity;
  if (origin.folder) {
    identity = fs::weakly_canonical(*origin.folder / fs::path(origin.file).filename(), error);
    if (error) identity.clear();
  }
  Reader reader(files, findings);
  std::optional<Node> content_of_all = reader.read(content, origin, identity);
  if (!content_of_all) return std::nullopt;
  return Document{std::move(*content_of_all), reader.complete()};
}

std::optional<fs::path> resolve(const Node& node, const Origin& origin, Findings& findings) {
  const fs::path path(node.text);
  if (node.place.file != origin.file) return (fs::path(node.place.file).parent_path() / path).lexically_normal();
  if (!origin.folder) {
    findings.add("E0319", node.place,
                 text("a scenario that is not a file cannot refer to the file \"{}\"",
                      "un scénario qui n'est pas un fichier ne peut renvoyer au fichier « {} »", node.text),
                 text("Save it as a file first.", "Enregistrez-le d'abord dans un fichier."));
    return std::nullopt;
  }
  return (*origin.folder / path).lexically_normal();
}

void merge(Node& base, Node changes) {
  for (Entry& entry : changes.entries) {
    if (Entry* there = base.find(entry.key))
      lay_over(*there, std::move(entry), "");
    else
      base.entries.push_back(std::move(entry));
  }
  base.place = changes.place;
}

}  // namespace entremise::scenarios
