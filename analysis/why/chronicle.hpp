#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "models/territory/mechanisms/calendar.hpp"
#include "models/territory/mechanisms/projects.hpp"
#include "models/territory/state.hpp"

/// \file
/// What happened in a run, when, and with whom: told from the states of the territory, which it only looks at.

namespace entremise::why {

using territory::World;

enum class Event : std::uint8_t {
  lever_begins,  ///< or takes effect, where it acts at once; shocks too
  lever_ends,
  election,
  arrival,  ///< of a new holder of an office
  joining,  ///< of a new office
  facilitator_replaced,
  dialogue_space,
  introduction,  ///< of two who had no relation, by a facilitator
  intervention,  ///< of a facilitator with two who have one
  call_for_tenders,
  project_started,
  project_succeeded,
  project_failed,
  rupture,
  new_relation,  ///< not by introduction
  end_of_relation,
  change_of_type
};
inline constexpr std::array<std::string_view, 17> event_names{
    "lever_begins",   "lever_ends",   "election",     "arrival",          "joining",         "facilitator_replaced",
    "dialogue_space", "introduction", "intervention", "call_for_tenders", "project_started", "project_succeeded",
    "project_failed", "rupture",      "new_relation", "end_of_relation",  "change_of_type"};

/// One thing that happened.
struct Happening {
  std::uint32_t month = 0;
  Event event = Event::arrival;
  /// The actors. Of a project the leader comes first; of a call for tenders the commissioner, then who won, then who
  /// lost; of a dialogue space those who talked, ascending.
  std::vector<Actor> who;
  std::uint32_t facilitator = no_entity;  ///< position among the scenario's facilitators, where one had a part in it
  std::size_t lever = 0;                  ///< position among the scenario's levers, of the events of levers
  std::uint8_t detail = 0;                ///< form of a space; 1 for pilot projects; type that a relation had
  std::uint8_t detail_after = 0;          ///< type that a relation has now

  [[nodiscard]] bool concerns(Actor actor) const;
  friend bool operator==(const Happening&, const Happening&) = default;
};

/// Writes down what happens, month by month, fed like a tally: begin, before each phase, end.
class Chronicle {
 public:
  Chronicle(const territory::Specification& specification, Luck luck);

  void begin(const World& world);
  void before(std::size_t phase, const World& world);
  /// Appends the month's events, kind after kind in the order of Event.
  void end(const World& world, std::vector<Happening>& happenings);

 private:
  void note_tenders(const World& world);
  void note_conclusions(const World& world);

  std::vector<territory::Lever> levers_;
  std::optional<territory::ElectionCalendar> elections_;
  territory::ProjectRule project_rule_;
  std::size_t tenders_, rounds_;  // the phases after which there is something to see

  // As the month began.
  std::vector<territory::Project> projects_;
  std::vector<Pair> pairs_;
  std::vector<float> facilitators_know_;
  // Evidence before the calls for tenders; empty when it has been seen what became of it.
  std::vector<float> good_, bad_;
  bool rounds_held_ = false;
  std::vector<Happening> noted_;  // during the month
};

}  // namespace entremise::why
