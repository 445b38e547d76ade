#pragma once
#include <cstdint>
#include <vector>

#include "models/territory/metrics/observation.hpp"
#include "models/territory/state.hpp"
#include "sim/record/catalogue.hpp"

namespace entremise::territory {

/// What a run leaves behind besides its series.
struct RecordChoice {
  MeasureChoice measures;
  std::vector<std::uint32_t> actor_months;     ///< months at whose end every actor is written down
  std::vector<std::uint32_t> relation_months;  ///< months at whose end every relation is written down
  bool events = false;  ///< arrivals, facilitators' interventions, changes of type, ties that end
};

/// The tables that a choice asks for, in the order in which a run gives their rows.
[[nodiscard]] std::vector<TableLayout> tables(const RecordChoice& choice);

/// Collects the rows of a run's tables, month by month.
class TableWriter {
 public:
  explicit TableWriter(const RecordChoice& choice);
  /// Writes down what the choice asks for of the month that has just ended.
  void month(const World& world);
  [[nodiscard]] std::vector<TableRows> rows() &&;

 private:
  void actors(const World& world, TableRows& rows) const;
  void relations(const World& world, TableRows& rows) const;
  void events(const World& world, TableRows& rows) const;

  RecordChoice choice_;
  std::vector<TableRows> rows_;
};

}  // namespace entremise::territory
