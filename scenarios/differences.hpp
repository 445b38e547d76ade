#pragma once
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace entremise::scenarios {

/// Something that two scenarios do not say alike.
struct Difference {
  std::string key;   ///< as scenarios write it: "trust.negativity", "levers.agora.every"
  std::string kind;  ///< of the lever whose field it is, e.g. "agora"; else empty
  std::string from;  ///< value in the first scenario, as TOML; empty where it has none
  std::string to;    ///< value in the second one
};

/// In what the model is asked differently by two scenarios, every default filled in, in the order in which scenarios
/// are written; what only the second one has comes last. What says how a scenario is called, how often it is run and
/// what is kept of it is left out. Lists count as one value.
[[nodiscard]] std::vector<Difference> differences(const Scenario& first, const Scenario& second);

}  // namespace entremise::scenarios
