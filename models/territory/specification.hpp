#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/territory/levers.hpp"
#include "models/territory/parameters.hpp"

namespace entremise::territory {

/// The four types of actors, in the order of every 4×4 table.
enum class ActorType : std::uint8_t { elected_official, local_officer, social_economy_actor, state_officer };
inline constexpr std::size_t actor_types = 4;
inline constexpr std::array<std::string_view, actor_types> actor_type_names{"elected_official", "local_officer",
                                                                            "social_economy_actor", "state_officer"};

/// What an office is within its organisation: it decides the calendar by which its holder changes.
enum class Role : std::uint8_t { executive, councillor, director, officer, president, manager, member, state };
inline constexpr std::array<std::string_view, 8> role_names{"executive", "councillor", "director", "officer",
                                                            "president", "manager",    "member",   "state"};

/// The families of the social and solidarity economy; `none` for the other three types.
enum class Family : std::uint8_t { none, association, cooperative, mutual, foundation, company };
inline constexpr std::array<std::string_view, 6> family_names{"none",   "association", "cooperative",
                                                              "mutual", "foundation",  "company"};

/// A territory that the user brought along: her own actors and relations instead of an archetype's.
struct GivenTerritory {
  struct Office {
    std::string name;
    ActorType type = ActorType::elected_official;
    std::uint32_t organisation = 0;  ///< index into `organisations`
    Role role = Role::officer;
    Family family = Family::none;
    std::optional<std::array<float, 4>> issues;  ///< positions in [-1, 1], drawn when absent
  };
  struct Tie {
    std::uint32_t a = 0, b = 0;    ///< indices into `offices`, a < b
    std::optional<float> rate;     ///< encounters a month; the scenario's rate when absent
    std::optional<float> control;  ///< 0–1
    std::optional<float> tender;   ///< 0–1
  };
  std::vector<std::string> organisations;
  std::vector<Office> offices;
  std::vector<Tie> ties;
};

/// Everything that decides a trajectory besides the luck: what the model is built from.
struct Specification {
  std::uint32_t months = 120;
  Parameters parameters;
  std::vector<Lever> levers;
  std::optional<GivenTerritory> given;
};

}  // namespace entremise::territory
