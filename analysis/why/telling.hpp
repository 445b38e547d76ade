#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/why/chronicle.hpp"
#include "sim/diagnostics/text.hpp"

/// \file
/// Events, mechanisms and actors in words.

namespace entremise::why {

/// The type of actor that a word stands for, in English or French, singular or plural, with or without accents: "élus",
/// "agents", "ESS", "État", "local_officer".
[[nodiscard]] std::optional<territory::ActorType> actor_type_of(std::string_view word);
/// The words by which help names the four types.
[[nodiscard]] const std::vector<std::string>& actor_type_words();

/// A type of actor: one of them, or many.
[[nodiscard]] Text singular(territory::ActorType type);
[[nodiscard]] Text plural(territory::ActorType type);

/// What a territory's actors are called: by the names that the user gave them, or by type and number.
class Actors {
 public:
  Actors(const territory::Specification& specification, const World& world);

  [[nodiscard]] std::size_t size() const noexcept { return types_.size(); }
  [[nodiscard]] territory::ActorType type(Actor actor) const { return types_[actor]; }
  /// "elected official 3", "élu 3".
  [[nodiscard]] Text name(Actor actor) const;
  /// The same with what the office is: "elected official 3 (executive)".
  [[nodiscard]] Text office(Actor actor) const;
  /// "A and B", "A, B and C".
  [[nodiscard]] Text list(const std::vector<Actor>& actors) const;
  /// The actor of a number, or of a name that the user gave.
  [[nodiscard]] std::optional<Actor> find(const std::string& word) const;

 private:
  std::vector<std::string> names_;  // empty, or by actor
  std::vector<territory::ActorType> types_;
  std::vector<territory::Role> roles_;
};

/// One event in a sentence without its full stop; `levers` are those of the scenario.
[[nodiscard]] Text told(const Happening& happening, const Actors& actors, const std::vector<territory::Lever>& levers);
/// A kind of event as the heading of many: "new holders of offices".
[[nodiscard]] Text heading(Event event);
/// What a lever of that kind is, in a sentence.
[[nodiscard]] Text meaning(const territory::Lever& lever);

/// A phase of the month as a mechanism.
struct Mechanism {
  Text name;
  Text meaning;  ///< how it moves relations and engagement, in a sentence; empty for those that only prepare others
};
[[nodiscard]] Mechanism mechanism(std::string_view phase);

/// A column of the state, or the relations themselves.
[[nodiscard]] Text column_name(std::string_view column);

}  // namespace entremise::why
