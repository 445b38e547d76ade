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
  TrajectoryReader(TrajectoryReader&&) noexcept;
  TrajectoryReader& operator=(TrajectoryReader&&) noexcept;

  [[nodiscard]] const std::filesystem::path& path() const noexcept;
  [[nodiscard]] const EnsembleLayout& layout() const noexcept;
  [[nodiscard]] const std::string& format_version() const noexcept;
  /// Whether the ensemble was finished (status "complete"); else it was interrupted.
  [[nodiscard]] bool complete() const noexcept;
  [[nodiscard]] RunState state(std::uint32_t scenario, std::uint32_t replicate) const;
  [[nodiscard]] bool completed(std::uint32_t scenario, std::uint32_t replicate) const {
    return state(scenario, replicate) == RunState::completed;
  }
  /// Number of runs in that state.
  [[nodiscard]] std::size_t count(RunState state) const;

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
    std::vector<std::int32_t> scenario, replicate;
    TableRows rows;
  };
  [[nodiscard]] std::uint64_t rows(std::size_t table) const;
  [[nodiscard]] Table table(std::size_t table) const;
  /// The rows of one table that belong to one run.
  [[nodiscard]] TableRows rows_of(std::size_t table, std::uint32_t scenario, std::uint32_t replicate) const;

  [[nodiscard]] std::vector<std::string> derived_names() const;
  /// Empty when the file has no such group.
  [[nodiscard]] std::optional<DerivedGroup> derived(const std::string& name) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entremise
