#pragma once
#include <vector>

#include "models/territory/population/issues.hpp"
#include "models/territory/specification.hpp"
#include "models/territory/state.hpp"

namespace entremise::territory {

/// The offices of a territory, before anybody has met.
struct Offices {
  std::vector<GivenTerritory::Office> offices;  ///< by actor id
  std::uint32_t organisations = 0;
};

/// Draws the offices of an archetype. Local authorities share the elected officials and officers (the first, the
/// inter-municipal body, has the most; each has an executive and, where it has officers, a director). Organisations of
/// the social economy are of families drawn by their shares; most associations take part with two heads, a volunteer
/// president and a salaried manager. State officers serve in departments of up to four (assumption).
[[nodiscard]] Offices draw_offices(const Parameters& parameters, Luck luck);

/// The executive of each organisation, or no_entity where it has none.
[[nodiscard]] std::vector<Actor> executives(const World& world);

/// How many offices take part from the start.
[[nodiscard]] std::size_t office_count(const Specification& specification);

/// The territory at month 0: offices, their holders, institutional ties, and what the two ends of each know and trust
/// of each other. From the user's own tables where the specification has them. Offices that are to join later are
/// there, without relations, not yet present.
/// @throws std::invalid_argument for fewer than two actors
[[nodiscard]] World populate(const Specification& specification, Luck luck);

}  // namespace entremise::territory
