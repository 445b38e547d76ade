#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/record/trajectory.hpp"

namespace entremise {

/// Reads a trajectory file, whole or partial. Every reading function throws Failure (E0520–E0529) where the file is
/// damaged. One reader may be used by one thread at a time.
class TrajectoryReader {
 public:
  /// Opens and reads the layout. Throws Failure: not there or not readable (unreadable); not HDF5, cut short, another
  /// format, a newer version, damaged (invalid_results).
  explicit TrajectoryReader(const std::filesystem::path& path);
  ~TrajectoryReader();
  /// Takes the file over; the other can then only be assigned to or destroyed.
  TrajectoryReader(TrajectoryReader&&) noexcept;
  /// Likewise.
  TrajectoryReader& operator=(TrajectoryReader&&) noexcept;

  /// As it was opened.
  [[nodiscard]] const std::filesystem::path& path() const noexcept;
  /// What the file says of its ensemble.
  [[nodiscard]] const EnsembleLayout& layout() const noexcept;
  /// Of the file's format, e.g. "1.0.0"; see FORMAT.md.
  [[nodiscard]] const std::string& format_version() const noexcept;
  /// Whether the ensemble was finished (status "complete"); else it was interrupted.
  [[nodiscard]] bool complete() const noexcept;
  /// What became of a run; scenario and replicate within the layout.
  [[nodiscard]] RunState state(std::uint32_t scenario, std::uint32_t replicate) const;
  /// Whether a run is there whole.
  [[nodiscard]] bool completed(std::uint32_t scenario, std::uint32_t replicate) const {
    return state(scenario, replicate) == RunState::completed;
  }
  /// Number of runs in that state.
  [[nodiscard]] std::size_t count(RunState state) const;

  /// Where the file comes from.
  [[nodiscard]] Provenance provenance() const;
  /// Why runs failed, one text each.
  [[nodiscard]] std::vector<std::string> failures() const;

  /// One variable of one scenario, [replicate][month][…]; runs that are not completed are NaN.
  [[nodiscard]] std::vector<float> series(std::size_t variable, std::uint32_t scenario) const;
  /// The same of replicates first … first + count − 1 only.
  [[nodiscard]] std::vector<float> series(std::size_t variable, std::uint32_t scenario, std::uint32_t first,
                                          std::uint32_t count) const;
  /// Everything that one run left behind.
  [[nodiscard]] RunRecord run(std::uint32_t scenario, std::uint32_t replicate) const;

  /// A whole table: for each row its scenario and replicate, and the rows in the file's order (replicate, scenario).
  struct Table {
    std::vector<std::int32_t> scenario;   ///< of each row
    std::vector<std::int32_t> replicate;  ///< of each row
    TableRows rows;                       ///< the rows themselves, with their months
  };
  /// How many rows a table has; `table` is its position in the layout.
  [[nodiscard]] std::uint64_t rows(std::size_t table) const;
  /// A whole table; `table` is its position in the layout.
  [[nodiscard]] Table table(std::size_t table) const;
  /// The rows of one table that belong to one run.
  [[nodiscard]] TableRows rows_of(std::size_t table, std::uint32_t scenario, std::uint32_t replicate) const;

  /// Names of the groups of results computed from the runs.
  [[nodiscard]] std::vector<std::string> derived_names() const;
  /// Empty when the file has no such group.
  [[nodiscard]] std::optional<DerivedGroup> derived(const std::string& name) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entremise
