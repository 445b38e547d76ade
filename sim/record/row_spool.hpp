#pragma once
// Internal to sim/record.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/record/catalogue.hpp"

namespace entremise {

/// Writing or reading the spool failed; `error_number` is the system's errno.
class SpoolError : public std::runtime_error {
 public:
  SpoolError(const std::string& what, int number) : std::runtime_error(what), error_number(number) {}
  int error_number;
};

/// The rows of the runs so far, in the order in which runs came, while an ensemble is running: tables are put into the
/// trajectory file at the end, in the order of the replicates. One checksummed block per run, so that a file cut
/// short anywhere keeps what was whole.
class RowSpool {
 public:
  /// Starts an empty spool. `runs` = scenarios × replicates.
  RowSpool(const std::filesystem::path& path, const std::vector<TableLayout>& tables, std::size_t runs);
  ~RowSpool();
  RowSpool(const RowSpool&) = delete;
  RowSpool& operator=(const RowSpool&) = delete;

  void add(std::size_t run, std::uint32_t scenario, std::uint32_t replicate, const std::vector<TableRows>& tables);
  /// The rows of a run that was added.
  [[nodiscard]] std::vector<TableRows> read(std::size_t run) const;
  /// Rows of one table over all runs.
  [[nodiscard]] std::uint64_t rows(std::size_t table) const { return rows_.at(table); }

  /// Where the blocks of an older spool lie.
  struct Block {
    std::uint32_t scenario, replicate;
    std::uint64_t offset, bytes;
  };

 private:
  const std::vector<TableLayout>& tables_;
  std::uint64_t end_ = 0;
  struct Extent {
    std::uint64_t offset = 0, bytes = 0;
  };
  std::vector<Extent> runs_;
  std::vector<std::uint64_t> rows_;
  int file_;  // opened last: nothing can fail between the opening and the destructor's duty to close
};

/// A spool left behind by an interrupted ensemble.
class OldSpool {
 public:
  /// nullopt when there is no such file. Blocks after a damaged one are not seen.
  static std::optional<OldSpool> open(const std::filesystem::path& path, const std::vector<TableLayout>& tables);
  OldSpool(OldSpool&& other) noexcept;
  OldSpool& operator=(OldSpool&& other) noexcept;
  ~OldSpool();
  /// The rows of a run; nullopt when it is not there or damaged.
  [[nodiscard]] std::optional<std::vector<TableRows>> read(std::uint32_t scenario, std::uint32_t replicate) const;

 private:
  OldSpool(int file, const std::vector<TableLayout>& tables);
  const std::vector<TableLayout>* tables_;
  int file_ = -1;
  std::vector<RowSpool::Block> blocks_;  // sorted by (replicate, scenario)
};

}  // namespace entremise
