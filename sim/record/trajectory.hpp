#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/record/catalogue.hpp"

namespace entremise {

/// All that is known of a trajectory file before its first run. Two ensembles with the same layout and the same
/// configurations are the same ensemble: one may continue the other.
struct EnsembleLayout {
  std::string title;                   ///< one line; what the file is about
  std::vector<std::string> scenarios;  ///< unique names, UTF-8, the reference first; at least one
  std::uint32_t replicates = 0;        ///< of every scenario; at least one
  std::uint32_t months = 0;            ///< series have months + 1 points; month 0 is the initial state
  std::uint64_t seed = 0;              ///< below 2^53, so that every reader (JavaScript among them) has it exactly
  std::uint32_t results_version = 1;   ///< raised only when the same scenario and seed give other results
  Catalogue catalogue;                 ///< the series that every run has
  std::vector<TableLayout> tables;     ///< the tables to which runs add rows; may be none
  std::string default_variable;        ///< what a browser of HDF5 files draws first; may be empty
};

/// Where a file comes from: what a stranger needs to repeat it. Written last, into the group /provenance.
struct Provenance {
  /// Name and value: git_commit, git_dirty, command_line, compiler, flags, libraries, host, threads, started, finished,
  /// rng, citation … Long values become datasets, short ones attributes.
  std::vector<std::pair<std::string, std::string>> attributes;
  /// The full text of every scenario with defaults filled in, parallel to EnsembleLayout::scenarios (or empty).
  std::vector<std::string> configurations;
};

/// A named array of numbers in a derived group, the last axis fastest.
struct LabelledArray {
  std::string name;                     ///< ASCII: the dataset's name
  std::string unit;                     ///< UDUNITS text; "1" for dimensionless
  std::string long_name;                ///< one line, English
  std::vector<std::string> dimensions;  ///< of the root (scenario, replicate, month, the catalogue's) or of the group
  std::vector<double> values;           ///< as many as the product of its dimensions
};

/// Results computed from the runs and written at the end, e.g. "summary" and "contrast".
struct DerivedGroup {
  std::string name;                   ///< ASCII: the group's name
  std::vector<Dimension> dimensions;  ///< the group's own axes; their names differ from the root's
  std::vector<LabelledArray> arrays;  ///< its datasets
  std::vector<std::pair<std::string, std::string>> attributes;  ///< name and value, of the group
  /// The array that a browser draws first (makes the group an NXdata group), or empty. A group named "summary" with
  /// a signal is what the file opens on. Arrays named `<signal>_errors` are understood as its error bars.
  std::string signal;
};

/// What a file says of one run.
enum class RunState : std::int8_t { missing = 0, completed = 1, failed = 2 };

/// Writes one trajectory file (see sim/record/FORMAT.md). Runs may be added in any order by any thread; the finished
/// file's bytes do not depend on that order, nor on how often the ensemble was interrupted and resumed.
///
/// While it grows the file is called `<path>.part` (beside it `<path>.part.rows` when tables are recorded): at any
/// moment, kill -9 included, that is a readable file marked partial. Only a whole file gets its final name.
///
/// Runs are handed over to one writer thread, the only one that touches HDF5. Adding them roughly in the order
/// (replicate, scenario) keeps memory small and writes everything once.
class TrajectoryWriter {
 public:
  /// How a file is written; nothing of it shows in a finished file's bytes.
  struct Options {
    bool force = false;            ///< replace an existing file, drop an existing .part
    bool resume = false;           ///< go on from what the .part (or the finished file) holds; replicates may be raised
    std::size_t queue = 64;        ///< runs that may wait for the writer thread before add() blocks
    double persist_seconds = 2.0;  ///< an added run is safe from kill -9 at the latest after this time
  };

  /// Creates the .part. Throws Failure (E0501–E0519): the output exists, or a .part does; the folder is missing or not
  /// writable; the seed is too large; the .part to resume belongs to another ensemble.
  /// Throws std::invalid_argument when the layout is not well-formed (names used twice or reserved, no scenario …).
  TrajectoryWriter(std::filesystem::path path, EnsembleLayout layout, Provenance provenance, Options options);
  /// The same with the default options.
  TrajectoryWriter(std::filesystem::path path, EnsembleLayout layout, Provenance provenance)
      : TrajectoryWriter(std::move(path), std::move(layout), std::move(provenance), Options{}) {}

  /// Without finish(): as keep_partial() if any run was recorded, else removes the .part. Never throws.
  ~TrajectoryWriter();
  TrajectoryWriter(const TrajectoryWriter&) = delete;
  TrajectoryWriter& operator=(const TrajectoryWriter&) = delete;

  /// As given; when resuming, with the replicates asked for.
  [[nodiscard]] const EnsembleLayout& layout() const noexcept;
  /// Whether that run is in the file already: taken over by resuming, or added since. Failed runs are not taken over.
  [[nodiscard]] bool has(std::uint32_t scenario, std::uint32_t replicate) const;
  /// Number of completed runs taken over by resuming.
  [[nodiscard]] std::size_t resumed() const noexcept;

  /// Hands over a completed run; thread-safe; blocks while the queue is full. Throws the writer thread's Failure (disk
  /// full, E0506) so that the ensemble can stop early; std::invalid_argument when the record does not fit the layout
  /// or the run was given before.
  void add(RunRecord record);
  /// Marks a run as failed: its series stay NaN, it has no rows, `why` goes to /provenance/failures.
  void add_failed(std::uint32_t scenario, std::uint32_t replicate, std::string why);

  /// Every run is completed or failed: writes tables, derived groups and provenance, closes, syncs to the disk and
  /// gives the file its name. `additions` replace or extend the provenance's attributes. Throws Failure; the .part
  /// then stays, resumable, unless it is unreadable. Throws std::logic_error when runs are missing.
  void finish(std::vector<DerivedGroup> derived = {}, const Provenance& additions = {});

  /// The ensemble was interrupted: writes what is there and leaves a valid file marked partial under the .part name.
  void keep_partial(const Provenance& additions = {});

  /// The name of the growing file: `path` + ".part".
  [[nodiscard]] static std::filesystem::path part_path(const std::filesystem::path& path);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entremise
