#pragma once
#include <string>
#include <vector>

#include "scenarios/inheritance.hpp"
#include "scenarios/scenario.hpp"

namespace entremise::scenarios {

/// Turns a merged document into a scenario, collecting every mistake. The result is to be used only if there is no
/// error among the findings. `files` gets the tables that the territory is read from.
[[nodiscard]] Scenario check_scenario(const Document& document, const Origin& origin, std::vector<std::string>& files,
                                      Findings& findings);

/// The levers of a scenario, in the order in which they are written (those of a base first). The rest of the
/// specification is known by then.
[[nodiscard]] std::vector<territory::Lever> check_levers(const Node& levers,
                                                         const territory::Specification& specification, bool complete,
                                                         Findings& findings);

}  // namespace entremise::scenarios
