#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/planning/noisy_search.hpp"
#include "models/territory/specification.hpp"

namespace entremise {

/// What may be decided of each lever of a scenario: nothing, or from which month and how strongly. Shocks stay.
class LeverPlans {
 public:
  /// @param starts months at which a lever may begin, besides its own; those past the horizon are left out
  /// @param intensities factors above 0; 1 is the lever as the scenario has it
  LeverPlans(const territory::Specification& base, const std::vector<std::uint32_t>& starts,
             const std::vector<double>& intensities);

  struct Option {
    std::uint32_t from = 0;
    double intensity = 1;
  };
  /// Positions in the scenario of the levers that are decided on.
  [[nodiscard]] const std::vector<std::size_t>& levers() const noexcept { return levers_; }
  /// Of each of these: how many choices, "not at all" among them (choice 0).
  [[nodiscard]] std::vector<std::uint16_t> choices() const;
  /// What a choice means; none for choice 0.
  [[nodiscard]] std::optional<Option> option(std::size_t lever, std::uint16_t choice) const;
  /// The scenario with the levers of a plan. A lever that begins at another month than its own ends as much earlier or
  /// later, too.
  [[nodiscard]] territory::Specification apply(const Genome& plan) const;
  /// The levers as the scenario has them.
  [[nodiscard]] Genome as_given() const;

 private:
  territory::Specification base_;
  std::vector<std::size_t> levers_;
  std::vector<std::vector<Option>> options_;
};

/// A lever made weaker or stronger. What is scaled (assumption): the fields that say how much of it there is: a
/// facilitator's or a bridge's interventions a month, the share or number of those reached, the strength or level; of
/// meetings that recur, the months between two, inversely. Whole numbers are rounded, and stay at 1 or more; nothing
/// leaves its valid range. Whether that also changes the hours is for the model to say: those of a charter do not
/// change.
[[nodiscard]] territory::Lever scaled(const territory::Lever& lever, double intensity);

}  // namespace entremise
