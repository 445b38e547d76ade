#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/compare/contrast.hpp"
#include "sim/diagnostics/text.hpp"
#include "sim/record/catalogue.hpp"
#include "sim/record/trajectory.hpp"

namespace entremise {

/// A variable that the answers show first, one cell of it.
struct Headline {
  std::string id;        ///< ASCII, e.g. "partnership_relations"
  std::size_t variable;  ///< index in the catalogue
  std::size_t cell;      ///< index among the variable's values of a month
  Text title;            ///< neutral noun phrase
  Text unit;             ///< may be empty
};

/// The headline quantities that this catalogue has, in the order in which they are shown. All are of the institutional
/// ties, a fixed cohort: shares and means of all ties also move because ties come and go (composition effect).
[[nodiscard]] std::vector<Headline> headlines(const Catalogue& catalogue);

/// The series of an ensemble, held for summaries: those variables that have at most `most_cells` values a month.
/// Larger ones (matrices by types) are read from the file by those who want them. Memory is taken as runs are set, not
/// for all that are planned.
class EnsembleValues {
 public:
  static constexpr std::size_t most_cells = 8;

  EnsembleValues(const Catalogue& catalogue, std::size_t scenarios, std::size_t replicates, std::size_t months);

  /// Takes what is held of one run from its month-by-month series, [month][value]. Different runs may be set by
  /// different threads at once.
  void set(std::uint32_t scenario, std::uint32_t replicate, const std::vector<float>& series);
  /// Takes one variable of one run, [month][cell].
  void set(std::size_t variable, std::uint32_t scenario, std::uint32_t replicate, const float* values);

  [[nodiscard]] const Catalogue& catalogue() const noexcept { return catalogue_; }
  [[nodiscard]] bool holds(std::size_t variable) const { return catalogue_.size(variable) <= most_cells; }
  [[nodiscard]] std::size_t scenarios() const noexcept { return scenarios_; }
  [[nodiscard]] std::size_t replicates() const noexcept { return replicates_; }
  /// Recorded months, month 0 included.
  [[nodiscard]] std::size_t points() const noexcept { return points_; }
  /// One cell of a held variable in every run; runs that were not set are NaN.
  [[nodiscard]] Quantity quantity(std::size_t variable, std::size_t cell) const;

 private:
  /// The values of a run, all NaN when it is asked for them first.
  [[nodiscard]] float* of_run(std::uint32_t scenario, std::uint32_t replicate);

  Catalogue catalogue_;
  std::size_t scenarios_, replicates_, points_;
  std::vector<std::size_t> offsets_;  // of each held variable's values within a run's
  std::size_t run_size_ = 0;
  std::vector<std::vector<float>> runs_;  // [scenario][replicate]: [variable][cell][month], empty until it is set
};

/// Mean, spread and quantiles of every scenario: the group /summary of a result file.
/// `signal` is the variable that a browser draws first; none if it is not held.
[[nodiscard]] DerivedGroup summary_group(const EnsembleValues& values, const std::string& signal);

/// Paired differences of every scenario from the reference (scenario 0): the group /contrast. The reference's own rows
/// are exact zeros.
[[nodiscard]] DerivedGroup contrast_group(const EnsembleValues& values);

}  // namespace entremise
