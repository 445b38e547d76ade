#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "scenarios/study.hpp"
#include "sim/record/catalogue.hpp"

namespace entremise {

/// The one number that an outcome makes of the months of a run; `months` holds the months 0 to the last, NaN where
/// there is no value. Months without a value are left out: means and slopes are of the others, areas go straight over
/// them, and a level is not reached in them. None where what is left does not suffice: no value at the month asked for
/// (or at either end of a change), none in the span of a mean, fewer than two in that of an area or slope.
/// A time is always a number: the whole span where the level is not reached.
[[nodiscard]] std::optional<double> summarise(const scenarios::Outcome& outcome, std::span<const float> months);

/// Whether the level of a time is reached within its span.
[[nodiscard]] bool reaches(const scenarios::Outcome& outcome, std::span<const float> months);

/// The months of every run of the measures that a study asks about. Runs that were not set have NaN.
class StudySeries {
 public:
  StudySeries(const scenarios::Study& study, const Catalogue& catalogue, std::size_t replicates);

  /// Takes what is needed of a run from its month-by-month series, [month][value]. Different runs may be set by
  /// different threads at once.
  void set(std::size_t scenario, std::size_t replicate, std::span<const float> series);
  /// Takes one variable of one run, [month][cell].
  void set(std::size_t variable, std::size_t scenario, std::size_t replicate, std::span<const float> values);

  /// The variables that are needed, each once.
  [[nodiscard]] std::vector<std::size_t> variables() const;
  [[nodiscard]] std::size_t replicates() const noexcept { return replicates_; }
  /// The months of a hypothesis' measure in one run.
  [[nodiscard]] std::span<const float> months(std::size_t hypothesis, std::size_t scenario,
                                              std::size_t replicate) const;

 private:
  [[nodiscard]] std::size_t at(std::size_t cell, std::size_t scenario, std::size_t replicate) const noexcept {
    return ((cell * scenarios_ + scenario) * replicates_ + replicate) * points_;
  }

  struct Cell {
    std::size_t variable = 0, cell = 0, offset = 0, of_variable = 0;  // of_variable: values of the variable a month
  };
  std::size_t scenarios_, replicates_, points_, width_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> cell_of_;  // of each hypothesis
  std::vector<float> values_;         // [cell][scenario][replicate][month]
};

}  // namespace entremise
