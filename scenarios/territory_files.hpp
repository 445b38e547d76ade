#pragma once
#include <optional>
#include <string>
#include <vector>

#include "models/territory/specification.hpp"
#include "scenarios/inheritance.hpp"

namespace entremise::scenarios {

/// Whether the section [territory] brings its own actors, in files or written out.
[[nodiscard]] bool brings_own_actors(const Node& territory);

/// The user's own territory: from CSV tables (`actors`, `relations`), from GraphML (`graphml`), or written out in the
/// scenario (`offices`, `ties`). Files read are added to `files`.
[[nodiscard]] std::optional<territory::GivenTerritory> read_given_territory(const Node& territory, const Origin& origin,
                                                                            std::vector<std::string>& files,
                                                                            Findings& findings);

}  // namespace entremise::scenarios
