#pragma once
// Internal to sim/record.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/record/hdf5_handles.hpp"
#include "sim/record/trajectory.hpp"

namespace entremise::hdf5 {

inline constexpr const char* format_name = "entremise-ensemble";
inline constexpr const char* format_version = "1.0.0";
inline constexpr const char* conventions = "CF-1.10";

/// Names of the root that are the format's own.
[[nodiscard]] bool is_reserved(const std::string& name);
/// Throws std::invalid_argument when a layout is not well-formed.
void require_well_formed(const EnsembleLayout& layout);
/// Name of a table's axis: `actors` → `actor_row`, `events` → `event`.
[[nodiscard]] std::string row_axis(const std::string& table);
/// Replicates in one chunk of the series: up to 64, fewer when the runs of all scenarios in it would pass 256 MiB.
[[nodiscard]] std::uint32_t replicates_per_chunk(const EnsembleLayout& layout);

/// The file being written: puts every object in its place, in an order that depends on the layout alone. Throws
/// Error. Knows nothing of threads, of runs in waiting, nor of names and renaming.
class OutputFile {
 public:
  /// Makes the file with everything but values.
  OutputFile(const std::filesystem::path& path, const EnsembleLayout& layout,
             const std::vector<std::string>& configurations);

  /// One chunk: [replicate of the block][month][…] of one variable and scenario. One more place must follow the
  /// values: the checksum goes there, so that nothing is copied.
  void write_chunk(std::size_t variable, std::uint32_t scenario, std::uint32_t block, float* values);
  void read_chunk(std::size_t variable, std::uint32_t scenario, std::uint32_t block, float* values);
  void write_states(std::uint32_t scenario, std::uint32_t first, const std::int8_t* states, std::uint32_t count);
  void flush();

  using EachRun = std::function<void(
      const std::function<void(std::uint32_t scenario, std::uint32_t replicate, const TableRows& rows)>& take)>;
  /// `each_run` calls its argument once for every run in the order (replicate, scenario).
  void write_table(std::size_t table, std::uint64_t rows, const EachRun& each_run);
  void write_derived(const DerivedGroup& group);
  void write_default_chart();
  void write_failures(const std::vector<std::string>& failures);
  void write_status_complete();
  void write_provenance(const std::vector<std::pair<std::string, std::string>>& attributes);
  /// Closes; throws when what is left to write cannot be written.
  void close();
  /// After a failure: closes with nothing further written to the file on the disk.
  void abandon() noexcept;

 private:
  void make_scale(hid_t where, const std::string& name, const std::vector<std::string>& labels,
                  const std::string& long_name);
  void make_count_scale(const std::string& name, std::uint32_t size, const std::string& long_name, const char* unit);
  void attach(hid_t where, hid_t dataset, const std::vector<std::string>& axes);
  void make_series(const Variable& variable);
  void make_table(const TableLayout& table);

  const EnsembleLayout& layout_;
  File file_;
  std::vector<Dataset> series_;
  Dataset completed_;
};

}  // namespace entremise::hdf5
