#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "models/territory/specification.hpp"
#include "sim/diagnostics/diagnostic.hpp"

namespace entremise::scenarios {

/// What is kept of a run besides the monthly series, which always are.
struct RecordChoice {
  std::vector<std::uint32_t> actor_months;     ///< months at which every actor is recorded; 0 is the start; ascending
  std::vector<std::uint32_t> relation_months;  ///< months at which every relation is recorded; ascending
  bool whole = false;                          ///< record measures that look at everybody at once, too
  bool events = false;                         ///< record what happened to whom
  friend bool operator==(const RecordChoice&, const RecordChoice&) = default;
};

/// One scenario, complete and valid: what is asked of the model.
struct Scenario {
  std::string name;       ///< the file's name without its ending, or as given with a text
  Text title;             ///< as written; the name when there is none
  Text description;       ///< may be empty
  std::string archetype;  ///< empty when the territory's actors are given
  territory::Specification specification;
  std::uint32_t replicates = 200;
  std::uint64_t seed = 1;  ///< below 2^53, so that every tool that reads JSON keeps it exactly
  RecordChoice record;
  std::vector<std::string> files;  ///< every file that was read, in the order of reading
  /// Parameters that are written, here or in what is extended: positions in the registry, ascending.
  std::vector<std::size_t> set;
};

/// The outcome of reading: all mistakes at once, and the scenario only if none is an error.
struct Reading {
  std::optional<Scenario> scenario;
  std::vector<Diagnostic> diagnostics;
};

/// Reads and checks a scenario file, with everything it extends and refers to. Never throws for what a file says.
[[nodiscard]] Reading read_scenario(const std::filesystem::path& path);

/// Reads and checks a scenario that is a text. `name` stands for the file in diagnostics. Files that the text refers
/// to are looked for in `folder`; without a folder such references are refused.
[[nodiscard]] Reading read_scenario_text(const std::string& text, std::string name,
                                         const std::filesystem::path& folder = {});

/// The scenario as a text of its own, every default filled in and nothing referred to: reading it back gives the same
/// scenario. With a language, each line is preceded by what it means.
[[nodiscard]] std::string to_toml(const Scenario& scenario, std::optional<Language> comments = std::nullopt);

/// JSON Schema (draft-07) of scenario files, for editors.
[[nodiscard]] nlohmann::json schema();

}  // namespace entremise::scenarios
