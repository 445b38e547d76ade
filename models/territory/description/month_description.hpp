#pragma once
#include <string_view>
#include <vector>

#include "models/territory/registry.hpp"
#include "sim/engine/column.hpp"

/// \file
/// What the model can say of itself: the phases of a month with the columns that each has declared, and the columns of
/// the state. The lists come from the types of the schedule and of the world, so that they cannot disagree with what
/// runs; only the words for people stand here, beside them.

namespace entremise::territory {

/// Whom a phase goes through.
enum class Scope { offices, relations, territory };

/// One phase of a month.
struct PhaseDescription {
  std::string_view name;
  Scope scope;
  std::vector<std::string_view> reads;   ///< columns it looks at, of anybody
  std::vector<std::string_view> writes;  ///< columns it changes in place
  std::vector<std::string_view> renews;  ///< columns it replaces, everybody from the values before
  bool rewires;                          ///< makes or ends relations
};

/// The phases in their order.
[[nodiscard]] std::vector<PhaseDescription> describe_month();

/// One column of the state, as its declaration has it.
struct ColumnDescription {
  std::string_view name;
  Per per;
  std::string_view unit, meaning;
};

/// The columns in their order.
[[nodiscard]] std::vector<ColumnDescription> describe_state();

/// The name under which relations themselves stand beside the columns.
inline constexpr std::string_view relations_themselves = "relations";

/// The parts of a month; each begins with the phase named.
struct PartOfMonth {
  std::string_view first_phase, en, fr;
};
[[nodiscard]] const std::vector<PartOfMonth>& parts_of_month();

/// Names of phases and of columns in both languages; null for a name that there are no words for.
[[nodiscard]] const Named* words_of_phase(std::string_view name) noexcept;
[[nodiscard]] const Named* words_of_column(std::string_view name) noexcept;

}  // namespace entremise::territory
