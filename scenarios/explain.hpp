#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/territory/registry.hpp"
#include "sim/diagnostics/text.hpp"

namespace entremise::scenarios {

/// All there is to say about something that a scenario can write, or about a diagnostic's code.
struct Explanation {
  enum class Subject : std::uint8_t { parameter, lever_field, field, section, lever_kind, archetype, diagnostic };

  Subject subject = Subject::parameter;
  std::string key;  ///< as scenarios write it
  Text meaning;
  std::string symbol;   ///< in the equations; may be empty
  Text unit;            ///< may be empty
  std::string initial;  ///< default, as TOML; may be empty
  std::optional<territory::Range> valid, plausible;
  std::vector<std::string> choices;
  std::optional<territory::Evidence> evidence;
  std::string source;                ///< where the number comes from
  Text mechanism;                    ///< title of what it belongs to
  std::string example;               ///< lines of TOML; may be empty
  std::vector<std::string> members;  ///< of a section, or fields of a kind of lever
};

/// Explains a parameter ("trust.negativity"), a lever or its field ("facilitator", "facilitator.skill",
/// "levers.skill"), a field ("run.months"), a section ("trust", "trust.base_rate"), an archetype ("rural"), or a code
/// ("E0315"). A last name that belongs to one key alone is enough ("negativity").
[[nodiscard]] std::optional<Explanation> explain(std::string_view key);

/// What the word that `explain` does not know was probably meant to be, or empty.
[[nodiscard]] std::string suggestion(std::string_view key);

/// Everything that can be explained, in the order of the files.
[[nodiscard]] std::vector<std::string> explainable();

/// The explanation as lines of text.
[[nodiscard]] std::string to_text(const Explanation& explanation, Language language);

}  // namespace entremise::scenarios
