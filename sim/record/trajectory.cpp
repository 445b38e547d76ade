#include "sim/record/trajectory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <exception>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

#include "sim/record/faults.hpp"
#include "sim/record/output_file.hpp"
#include "sim/record/reader.hpp"
#include "sim/record/row_spool.hpp"

namespace entremise {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t open_blocks_budget = std::size_t{512} << 20;
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

fs::path with_ending(const fs::path& path, const char* ending) {
  fs::path out = path;
  out += ending;
  return out;
}

fs::path rows_path(const fs::path& part) {
  return with_ending(part, ".rows");
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

void remove_quietly(const fs::path& path) noexcept {
  std::error_code error;
  fs::remove(path, error);
}

std::string system_message(int number) {
  return std::generic_category().message(number);
}

bool is_full(int number) {
  return number == ENOSPC || number == EFBIG || number == EDQUOT;
}

// Makes sure that what was written, or a new name, survives a power cut. Not every file system can.
void sync(const fs::path& path, int flags) noexcept {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

void sync_file(const fs::path& path) noexcept {
  sync(path, O_RDONLY);
}

void sync_folder_of(const fs::path& path) noexcept {
  const fs::path folder = path.parent_path();
  sync(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY);
}

bool is_locked_elsewhere(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool locked = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return locked;
}

// What makes two layouts two ensembles; the number of replicates does not.
std::optional<Text> difference(const EnsembleLayout& file, const EnsembleLayout& asked) {
  if (file.seed != asked.seed)
    return text("its seed is {}, not {}", "sa graine est {}, et non {}", file.seed, asked.seed);
  if (file.results_version != asked.results_version)
    return text("its results have version {}, this program makes version {}",
                "ses résultats sont de version {}, ce programme produit la version {}", file.results_version,
                asked.results_version);
  if (file.months != asked.months)
    return text("it has {} months, not {}", "il compte {} mois, et non {}", file.months, asked.months);
  if (file.scenarios != asked.scenarios)
    return text("it holds other scenarios ({})", "il contient d'autres scénarios ({})",
                fmt::format("{}", fmt::join(file.scenarios, ", ")));
  const auto same_dimension = [](const Dimension& a, const Dimension& b) {
    return a.name == b.name && a.labels == b.labels;
  };
  const auto same_variable = [](const Variable& a, const Variable& b) {
    return a.name == b.name && a.unit == b.unit && a.dimensions == b.dimensions;
  };
  const auto same_column = [](const TableColumn& a, const TableColumn& b) {
    return a.name == b.name && a.type == b.type && a.flags == b.flags;
  };
  const auto same_table = [&](const TableLayout& a, const TableLayout& b) {
    return a.name == b.name && std::ranges::equal(a.columns, b.columns, same_column);
  };
  if (!std::ranges::equal(file.catalogue.dimensions(), asked.catalogue.dimensions(), same_dimension) ||
      !std::ranges::equal(file.catalogue.variables(), asked.catalogue.variables(), same_variable))
    return text("it records other series", "il enregistre d'autres séries");
  if (!std::ranges::equal(file.tables, asked.tables, same_table))
    return text("it records other tables", "il enregistre d'autres tables");
  return std::nullopt;
}

void require_derived(const EnsembleLayout& layout, const std::vector<DerivedGroup>& groups) {
  std::set<std::string> names;
  for (const DerivedGroup& g : groups) {
    const bool taken = g.name.empty() || g.name.find('/') != std::string::npos || g.name == "provenance" ||
                       layout.catalogue.find(g.name) != Catalogue::npos || !names.insert(g.name).second ||
                       std::ranges::any_of(layout.tables, [&](const TableLayout& t) { return t.name == g.name; });
    if (taken) throw std::invalid_argument(fmt::format("derived group '{}': the name is taken", g.name));
    std::map<std::string, std::size_t> sizes{{"scenario", layout.scenarios.size()},
                                             {"replicate", layout.replicates},
                                             {"month", std::size_t{layout.months} + 1}};
    for (const Dimension& d : layout.catalogue.dimensions()) sizes[d.name] = d.labels.size();
    for (const Dimension& d : g.dimensions)
      if (d.labels.empty() || !sizes.emplace(d.name, d.labels.size()).second)
        throw std::invalid_argument(fmt::format("axis '{}' of group '{}' is empty or shared", d.name, g.name));
    std::set<std::string> arrays;
    for (const LabelledArray& a : g.arrays) {
      std::size_t size = 1;
      for (const std::string& axis : a.dimensions) {
        if (!sizes.contains(axis)) throw std::invalid_argument(fmt::format("axis '{}' is not declared", axis));
        size *= sizes.at(axis);
      }
      if (size != a.values.size() || sizes.contains(a.name) || !arrays.insert(a.name).second)
        throw std::invalid_argument(
            fmt::format("array '{}' of group '{}' does not fit its axes, or its name is taken", a.name, g.name));
    }
    if (!g.signal.empty() && !arrays.contains(g.signal))
      throw std::invalid_argument(fmt::format("group '{}' has no array '{}'", g.name, g.signal));
  }
}

void merge(std::vector<std::pair<std::string, std::string>>& attributes, const Provenance& additions) {
  for (const auto& [name, value] : additions.attributes) {
    const auto at = std::ranges::find_if(attributes, [&key = name](const auto& a) { return a.first == key; });
    if (at != attributes.end())
      at->second = value;
    else
      attributes.emplace_back(name, value);
  }
}

void require_attributes(const std::vector<std::pair<std::string, std::string>>& attributes) {
  std::set<std::string> names{"configuration", "failure", "failures"};
  for (const auto& [name, value] : attributes)
    if (name.empty() || name.find('/') != std::string::npos || !names.insert(name).second)
      throw std::invalid_argument(fmt::format("provenance '{}': the name is taken", name));
}

}  // namespace

class TrajectoryWriter::Impl {
 public:
  Impl(fs::path path, EnsembleLayout layout, Provenance provenance, Options options);
  ~Impl();

  bool has(std::uint32_t scenario, std::uint32_t replicate) const {
    const std::scoped_lock lock(mutex_);
    return given_.at(run_index(scenario, replicate)) == RunState::completed;
  }
  void add(RunRecord record);
  void add_failed(std::uint32_t scenario, std::uint32_t replicate, std::string why);
  void finish(std::vector<DerivedGroup> derived, const Provenance& additions);
  void keep_partial(const Provenance& additions);
  void leave() noexcept;

  [[nodiscard]] const EnsembleLayout& layout() const noexcept { return layout_; }
  [[nodiscard]] std::size_t resumed() const noexcept { return resumed_; }

 private:
  /// The runs of up to `per_chunk_` consecutive replicates, laid out as the file's chunks.
  struct Block {
    std::vector<float> values;            // [scenario][variable][replicate][month][…] and a place for a checksum
    std::vector<std::uint8_t> unwritten;  // per scenario: runs came since it was last written
    std::uint64_t last_use = 0;
  };
  struct Item {
    std::optional<RunRecord> record;  // or a failed run
    std::uint32_t scenario = 0, replicate = 0;
    std::string why;
  };
  using Clock = std::chrono::steady_clock;

  std::size_t run_index(std::uint32_t scenario, std::uint32_t replicate) const {
    if (scenario >= layout_.scenarios.size() || replicate >= layout_.replicates)
      throw std::invalid_argument("no such run in this ensemble");
    return std::size_t{scenario} * layout_.replicates + replicate;
  }
  std::uint32_t replicates_in(std::uint32_t block) const {
    return std::min(per_chunk_, layout_.replicates - block * per_chunk_);
  }
  std::size_t block_offset(std::uint32_t scenario, std::size_t variable) const {
    const std::size_t variables = layout_.catalogue.variables().size();
    return (scenario * layout_.catalogue.width() + layout_.catalogue.offset(variable)) * per_chunk_ * points_ +
           scenario * variables + variable;
  }

  void require_place(const Options& options) const;
  void create(const Options& options);
  void take_over(const TrajectoryReader& old, const std::optional<OldSpool>& old_rows);
  void check_record(const RunRecord& record) const;
  void enqueue(Item item, RunState state);

  // In the writer thread (or before it starts).
  void write_items();
  void store(Item& item);
  Block& block(std::uint32_t b);
  void place_blocks(std::uint32_t last);
  void write_values(std::uint32_t b, std::uint32_t scenario, Block& values);
  void write_block(std::uint32_t b);
  void persist();
  void finish_now(const std::vector<DerivedGroup>& derived);
  void keep_now();
  void write_tables();
  void write_end();
  [[nodiscard]] Failure write_failure(const std::string& what, int number);
  template <class F>
  void attempt(F&& f);

  void stop(std::function<void()> last);

  const EnsembleLayout layout_;
  std::size_t resumed_ = 0;
  const fs::path path_;
  const fs::path part_;
  const std::uint32_t per_chunk_;
  const std::uint32_t blocks_;
  const std::size_t points_;
  std::vector<std::string> configurations_;
  std::vector<std::pair<std::string, std::string>> attributes_;
  std::size_t queue_limit_;
  Clock::duration persist_after_;

  // The writer thread's own.
  std::optional<hdf5::OutputFile> file_;
  std::optional<RowSpool> spool_;
  std::map<std::uint32_t, Block> open_;
  std::size_t most_open_ = 2;
  std::uint32_t allocated_ = 0;  // blocks that have their place in the file
  std::uint64_t uses_ = 0;
  std::vector<RunState> states_;                 // stored in a block or in the file
  std::vector<std::uint32_t> arrived_;           // per block: runs completed or failed
  std::map<std::size_t, std::string> failures_;  // run, in the order (replicate, scenario) → why
  Clock::time_point last_persist_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> queue_;
  std::vector<RunState> given_;
  std::size_t given_count_ = 0;
  std::exception_ptr trouble_;
  std::function<void()> last_;
  bool stopping_ = false;
  bool closed_ = false;
  std::thread thread_;
};

TrajectoryWriter::Impl::Impl(fs::path path, EnsembleLayout layout, Provenance provenance, Options options)
    : layout_((hdf5::require_well_formed(layout), std::move(layout))),
      path_(std::move(path)),
      part_(part_path(path_)),
      per_chunk_(hdf5::replicates_per_chunk(layout_)),
      blocks_((layout_.replicates + per_chunk_ - 1) / per_chunk_),
      points_(std::size_t{layout_.months} + 1),
      configurations_(std::move(provenance.configurations)),
      attributes_(std::move(provenance.attributes)),
      queue_limit_(std::max<std::size_t>(1, options.queue)),
      persist_after_(
          std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options.persist_seconds))),
      states_(layout_.scenarios.size() * layout_.replicates, RunState::missing),
      arrived_(blocks_, 0),
      given_(states_) {
  if (!configurations_.empty() && configurations_.size() != layout_.scenarios.size())
    throw std::invalid_argument("one configuration per scenario");
  require_attributes(attributes_);
  if (layout_.seed >= std::uint64_t{1} << 53)
    throw Failure(file_fault(Trouble::usage, "E0508", {},
                             text("the seed {} is too large for a result file",
                                  "la graine {} est trop grande pour un fichier de résultats", layout_.seed),
                             text("Choose a seed below 9007199254740992 (2^53): every program reads those exactly.",
                                  "Choisissez une graine inférieure à 9007199254740992 (2^53) : tous les programmes "
                                  "les lisent exactement.")));
  const std::size_t block_bytes = layout_.scenarios.size() * layout_.catalogue.width() * per_chunk_ * points_ * 4;
  most_open_ = std::clamp<std::size_t>(open_blocks_budget / std::max<std::size_t>(1, block_bytes), 2, 64);
  hdf5::begin();
  require_place(options);
  create(options);
  last_persist_ = Clock::now();
  thread_ = std::thread([this] { write_items(); });
}

TrajectoryWriter::Impl::~Impl() {
  leave();
}

void TrajectoryWriter::Impl::require_place(const Options& options) const {
  std::error_code error;
  const fs::path folder = path_.parent_path().empty() ? fs::path(".") : path_.parent_path();
  if (!fs::is_directory(folder, error))
    throw Failure(file_fault(Trouble::unwritable, "E0503", path_,
                             text("the folder {} does not exist", "le dossier {} n'existe pas", folder.string()),
                             text("Create it, or choose another place.", "Créez-le, ou choisissez un autre endroit.")));
  if (fs::is_directory(path_, error) || fs::is_directory(part_, error) || path_.filename().empty())
    throw Failure(file_fault(
        Trouble::unwritable, "E0504", path_,
        text("this is a folder, not a file name", "c'est un dossier, pas un nom de fichier"),
        text("Add the name of a file, e.g. results.h5.", "Ajoutez un nom de fichier, par exemple resultats.h5.")));
  if (is_there(path_) && !options.force && !options.resume)
    throw Failure(file_fault(Trouble::output_exists, "E0501", path_,
                             text("the file exists already", "le fichier existe déjà"),
                             text("Choose another name, or replace it with --force.",
                                  "Choisissez un autre nom, ou remplacez-le avec --force.")));
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    throw Failure(file_fault(Trouble::unwritable, "E0505", path_,
                             text("nothing may be written in the folder {}",
                                  "le dossier {} n'est pas accessible en écriture", folder.string()),
                             text("Check its permissions, or choose another place.",
                                  "Vérifiez les droits d'accès, ou choisissez un autre endroit.")));
  if (!is_there(part_)) return;
  if (is_locked_elsewhere(part_))
    throw Failure(file_fault(Trouble::output_exists, "E0510", part_,
                             text("another program is writing this file", "un autre programme écrit ce fichier"),
                             text("Wait until it has ended, or choose another name.",
                                  "Attendez qu'il ait terminé, ou choisissez un autre nom.")));
  if (!options.force && !options.resume)
    throw Failure(file_fault(Trouble::output_exists, "E0502", part_,
                             text("an interrupted ensemble is there", "un ensemble interrompu s'y trouve"),
                             text("Continue it with --resume, or start again with --force.",
                                  "Continuez-le avec --resume, ou recommencez avec --force.")));
}

void TrajectoryWriter::Impl::create(const Options& options) {
  // Nothing is called .part before it can be read and continued.
  const fs::path fresh = with_ending(part_, ".new");
  remove_quietly(fresh);
  remove_quietly(rows_path(fresh));
  std::optional<TrajectoryReader> old;
  const bool from_part = options.resume && is_there(part_);
  if (options.resume && (from_part || is_there(path_))) {
    const fs::path& from = from_part ? part_ : path_;
    try {
      old.emplace(from);
    } catch (const Failure& failure) {
      auto diagnostics = failure.diagnostics();
      diagnostics.insert(diagnostics.begin(),
                         file_fault(Trouble::invalid_results, "E0511", from,
                                    text("the ensemble cannot be continued", "l'ensemble ne peut pas être continué"),
                                    text("Start again with --force.", "Recommencez avec --force.")));
      throw Failure(std::move(diagnostics));
    }
    auto why = difference(old->layout(), layout_);
    if (!why && old->provenance().configurations != configurations_)
      why = text("its scenarios were configured otherwise", "ses scénarios étaient configurés autrement");
    if (why)
      throw Failure(file_fault(
          Trouble::output_exists, "E0509", from,
          Text{"this file belongs to another ensemble: " + why->en,
               "ce fichier appartient à un autre ensemble : " + why->fr},
          text("Give the same scenarios and seed as before, choose another name, or start again with --force.",
               "Donnez les mêmes scénarios et la même graine, choisissez un autre nom, ou recommencez avec --force.")));
    if (old->layout().replicates > layout_.replicates)
      throw Failure(file_fault(Trouble::output_exists, "E0514", from,
                               text("the file has {} replicates of each scenario, more than the {} asked for",
                                    "le fichier compte {} répliques par scénario, plus que les {} demandées",
                                    old->layout().replicates, layout_.replicates),
                               text("Ask for at least as many, or choose another name.",
                                    "Demandez-en au moins autant, ou choisissez un autre nom.")));
  }
  try {
    file_.emplace(fresh, layout_, configurations_);
    if (!layout_.tables.empty()) spool_.emplace(rows_path(fresh), layout_.tables, states_.size());
    if (old) {
      std::optional<OldSpool> old_rows;
      if (from_part && spool_) old_rows = OldSpool::open(rows_path(part_), layout_.tables);
      take_over(*old, old_rows);
      old.reset();
    }
    // With its first block every series has the index of its chunks. A process that is killed while one is made would
    // leave a file that nobody can read.
    place_blocks(0);
    if (!from_part) remove_quietly(part_);
    // The rows first: a file of rows that knows more runs than the .part does no harm.
    if (spool_)
      fs::rename(rows_path(fresh), rows_path(part_));
    else
      remove_quietly(rows_path(part_));
    fs::rename(fresh, part_);
  } catch (...) {
    const auto discard = [&] {
      if (file_) file_->abandon();
      remove_quietly(fresh);
      remove_quietly(rows_path(fresh));
    };
    try {
      throw;
    } catch (const hdf5::Error& e) {
      discard();
      throw write_failure(e.what(), e.error_number);
    } catch (const SpoolError& e) {
      discard();
      throw write_failure(e.what(), e.error_number);
    } catch (const fs::filesystem_error& e) {
      discard();
      throw write_failure(e.what(), e.code().value());
    } catch (...) {
      discard();
      throw;
    }
  }
}

void TrajectoryWriter::Impl::take_over(const TrajectoryReader& old, const std::optional<OldSpool>& old_rows) {
  const auto scenarios = static_cast<std::uint32_t>(layout_.scenarios.size());
  const std::uint32_t replicates = old.layout().replicates;
  for (std::uint32_t first = 0; first < replicates; first += per_chunk_) {
    const std::uint32_t b = first / per_chunk_;
    const std::uint32_t count = std::min(per_chunk_, replicates - first);
    for (std::uint32_t s = 0; s < scenarios; ++s) {
      std::vector<std::uint32_t> wanted;
      for (std::uint32_t r = first; r < first + count; ++r)
        if (old.completed(s, r)) wanted.push_back(r);
      if (wanted.empty()) continue;
      std::vector<std::vector<float>> series;
      try {
        for (std::size_t v = 0; v < layout_.catalogue.variables().size(); ++v)
          series.push_back(old.series(v, s, first, count));
      } catch (const Failure&) {
        continue;  // a damaged chunk: its runs are run again
      }
      Block& into = block(b);
      for (const std::uint32_t r : wanted) {
        if (spool_) {
          std::optional<std::vector<TableRows>> rows;
          if (old_rows) {
            rows = old_rows->read(s, r);
          } else {
            try {
              rows.emplace();
              for (std::size_t t = 0; t < layout_.tables.size(); ++t) rows->push_back(old.rows_of(t, s, r));
            } catch (const Failure&) {
              rows.reset();
            }
          }
          if (!rows) continue;
          spool_->add(run_index(s, r), s, r, *rows);
        }
        for (std::size_t v = 0; v < series.size(); ++v) {
          const std::size_t n = points_ * layout_.catalogue.size(v);
          std::copy_n(series[v].begin() + static_cast<std::ptrdiff_t>((r - first) * n), n,
                      into.values.begin() + static_cast<std::ptrdiff_t>(block_offset(s, v) + (r - b * per_chunk_) * n));
        }
        into.unwritten[s] = 1;
        states_[run_index(s, r)] = given_[run_index(s, r)] = RunState::completed;
        ++arrived_[b];
        ++given_count_;
        ++resumed_;
      }
    }
    if (open_.contains(b)) {
      write_block(b);
      open_.erase(b);
    }
  }
}

Failure TrajectoryWriter::Impl::write_failure(const std::string& what, int number) {
  const auto kept = static_cast<std::size_t>(std::ranges::count(states_, RunState::completed));
  if (number == EAGAIN)
    return Failure(file_fault(Trouble::output_exists, "E0510", part_,
                              text("another program is writing this file", "un autre programme écrit ce fichier"),
                              text("Wait until it has ended, or choose another name.",
                                   "Attendez qu'il ait terminé, ou choisissez un autre nom.")));
  // What can be continued is what can be read again, not what we think we wrote.
  std::size_t readable = 0;
  if (is_there(part_) && kept > 0) {
    try {
      readable = TrajectoryReader(part_).count(RunState::completed);
    } catch (const Failure&) {
    }
  }
  Text remedy = readable > 0 ? text("{} of {} runs are kept in {}: make room, then continue with --resume.",
                                    "{} des {} simulations sont conservées dans {} : faites de la place, puis "
                                    "continuez avec --resume.",
                                    readable, states_.size(), part_.string())
                             : text("No run could be kept. Make room, or choose another place.",
                                    "Aucune simulation n'a pu être conservée. Faites de la place, ou choisissez un "
                                    "autre endroit.");
  if (is_full(number))
    return Failure(
        file_fault(Trouble::unwritable, "E0506", path_,
                   text("the disk is full, or the file may grow no further ({})",
                        "le disque est plein, ou le fichier ne peut plus grandir ({})", system_message(number)),
                   std::move(remedy)));
  if (number == EACCES || number == EPERM || number == EROFS)
    return Failure(file_fault(
        Trouble::unwritable, "E0505", path_,
        text("the file may not be written ({})", "le fichier ne peut pas être écrit ({})", system_message(number)),
        text("Check the permissions, or choose another place.",
             "Vérifiez les droits d'accès, ou choisissez un autre endroit.")));
  return Failure(file_fault(Trouble::unwritable, "E0507", path_,
                            text("writing failed: {}", "l'écriture a échoué : {}",
                                 number != 0 ? what + " (" + system_message(number) + ")" : what),
                            std::move(remedy)));
}

void TrajectoryWriter::Impl::check_record(const RunRecord& record) const {
  const auto require = [](bool good, const char* what) {
    if (!good) throw std::invalid_argument(what);
  };
  require(record.series.size() == points_ * layout_.catalogue.width(), "the series do not fit the catalogue");
  require(record.tables.size() == layout_.tables.size(), "the tables do not fit the layout");
  for (std::size_t t = 0; t < record.tables.size(); ++t) {
    const auto& columns = layout_.tables[t].columns;
    const TableRows& rows = record.tables[t];
    require(rows.columns.size() == columns.size(), "the columns of a table do not fit the layout");
    for (std::size_t c = 0; c < columns.size(); ++c) {
      require(rows.columns[c].index() == static_cast<std::size_t>(columns[c].type), "a column has another type");
      require(std::visit([](const auto& v) { return v.size(); }, rows.columns[c]) == rows.month.size(),
              "a column has another length");
    }
  }
}

void TrajectoryWriter::Impl::add(RunRecord record) {
  check_record(record);
  Item item;
  item.scenario = record.scenario;
  item.replicate = record.replicate;
  item.record = std::move(record);
  enqueue(std::move(item), RunState::completed);
}

void TrajectoryWriter::Impl::add_failed(std::uint32_t scenario, std::uint32_t replicate, std::string why) {
  enqueue({std::nullopt, scenario, replicate, std::move(why)}, RunState::failed);
}

void TrajectoryWriter::Impl::enqueue(Item item, RunState state) {
  const std::size_t run = run_index(item.scenario, item.replicate);
  std::unique_lock lock(mutex_);
  if (closed_) throw std::logic_error("the trajectory file is closed");
  if (given_[run] != RunState::missing) throw std::invalid_argument("the run is in the trajectory file already");
  changed_.wait(lock, [&] { return queue_.size() < queue_limit_ || trouble_; });
  if (trouble_) std::rethrow_exception(trouble_);
  if (given_[run] != RunState::missing) throw std::invalid_argument("the run is in the trajectory file already");
  given_[run] = state;
  ++given_count_;
  queue_.push_back(std::move(item));
  lock.unlock();
  changed_.notify_all();
}

void TrajectoryWriter::Impl::write_items() {
  hdf5::begin();
  std::deque<Item> taken;
  bool unwritten = false;
  for (;;) {
    std::function<void()> last;
    {
      std::unique_lock lock(mutex_);
      const auto awake = [&] { return !queue_.empty() || stopping_; };
      if (unwritten)
        changed_.wait_until(lock, last_persist_ + persist_after_, awake);
      else
        changed_.wait(lock, awake);
      taken.swap(queue_);
      if (taken.empty() && stopping_) last = last_;
      if (trouble_) taken.clear();
    }
    changed_.notify_all();
    attempt([&] {
      if (!unwritten && !taken.empty()) last_persist_ = Clock::now();
      for (Item& item : taken) store(item);
      unwritten = unwritten || !taken.empty();
      if (unwritten && Clock::now() - last_persist_ >= persist_after_) {
        persist();
        unwritten = false;
      }
      if (last) last();
    });
    taken.clear();
    if (last) return;
    if (trouble_) unwritten = false;
  }
}

template <class F>
void TrajectoryWriter::Impl::attempt(F&& f) {
  std::exception_ptr trouble;
  const auto give_up = [&](const std::string& what, int number) {
    if (file_) file_->abandon();
    file_.reset();
    trouble = std::make_exception_ptr(write_failure(what, number));
  };
  try {
    f();
  } catch (const hdf5::Error& e) {
    give_up(e.what(), e.error_number);
  } catch (const SpoolError& e) {
    give_up(e.what(), e.error_number);
  } catch (const fs::filesystem_error& e) {
    give_up(e.what(), e.code().value());
  } catch (const std::bad_alloc&) {
    give_up("out of memory", ENOMEM);
  } catch (const Failure&) {
    if (file_) file_->abandon();
    file_.reset();
    trouble = std::current_exception();
  }
  if (!trouble) return;
  const std::scoped_lock lock(mutex_);
  if (!trouble_) trouble_ = trouble;
  changed_.notify_all();
}

TrajectoryWriter::Impl::Block& TrajectoryWriter::Impl::block(std::uint32_t b) {
  auto at = open_.find(b);
  if (at == open_.end()) {
    if (open_.size() >= most_open_) {
      const auto oldest = std::ranges::min_element(open_, {}, [](const auto& o) { return o.second.last_use; });
      write_block(oldest->first);
      open_.erase(oldest);
    }
    Block fresh;
    const std::size_t scenarios = layout_.scenarios.size();
    fresh.values.assign(block_offset(static_cast<std::uint32_t>(scenarios), 0), missing);
    fresh.unwritten.assign(scenarios, 0);
    if (b < allocated_)
      for (std::uint32_t s = 0; s < scenarios; ++s)
        for (std::size_t v = 0; v < layout_.catalogue.variables().size(); ++v)
          file_->read_chunk(v, s, b, fresh.values.data() + block_offset(s, v));
    at = open_.emplace(b, std::move(fresh)).first;
  }
  at->second.last_use = ++uses_;
  return at->second;
}

void TrajectoryWriter::Impl::store(Item& item) {
  const std::size_t run = run_index(item.scenario, item.replicate);
  const std::uint32_t b = item.replicate / per_chunk_;
  Block& into = block(b);
  if (item.record) {
    if (spool_) spool_->add(run, item.scenario, item.replicate, item.record->tables);
    const std::size_t width = layout_.catalogue.width();
    const std::size_t at = item.replicate % per_chunk_;
    for (std::size_t v = 0; v < layout_.catalogue.variables().size(); ++v) {
      const std::size_t size = layout_.catalogue.size(v);
      const float* from = item.record->series.data() + layout_.catalogue.offset(v);
      float* to = into.values.data() + block_offset(item.scenario, v) + at * points_ * size;
      if (size == 1)
        for (std::size_t m = 0; m < points_; ++m) to[m] = from[m * width];
      else
        for (std::size_t m = 0; m < points_; ++m, from += width, to += size)
          for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
    }
    states_[run] = RunState::completed;
  } else {
    states_[run] = RunState::failed;
    failures_[std::size_t{item.replicate} * layout_.scenarios.size() + item.scenario] = std::move(item.why);
  }
  into.unwritten[item.scenario] = 1;
  if (++arrived_[b] == replicates_in(b) * layout_.scenarios.size()) {
    write_block(b);
    open_.erase(b);
  }
}

// Blocks get their places in the file in their own order, whole or not, and keep them: so the file's bytes do not
// depend on the order in which runs come.
void TrajectoryWriter::Impl::place_blocks(std::uint32_t last) {
  const auto scenarios = static_cast<std::uint32_t>(layout_.scenarios.size());
  for (; allocated_ <= last; ++allocated_) {
    const auto at = open_.find(allocated_);
    for (std::uint32_t s = 0; s < scenarios; ++s) {
      if (at != open_.end()) {
        write_values(allocated_, s, at->second);
        continue;
      }
      for (std::size_t v = 0; v < layout_.catalogue.variables().size(); ++v) {
        std::vector<float> nothing(per_chunk_ * points_ * layout_.catalogue.size(v) + 1, missing);
        file_->write_chunk(v, s, allocated_, nothing.data());
      }
    }
    file_->flush();
  }
}

void TrajectoryWriter::Impl::write_values(std::uint32_t b, std::uint32_t scenario, Block& values) {
  for (std::size_t v = 0; v < layout_.catalogue.variables().size(); ++v)
    file_->write_chunk(v, scenario, b, values.values.data() + block_offset(scenario, v));
}

void TrajectoryWriter::Impl::write_block(std::uint32_t b) {
  const bool placed = b < allocated_;
  place_blocks(b);
  Block& from = open_.at(b);
  for (std::uint32_t s = 0; s < layout_.scenarios.size(); ++s) {
    if (!from.unwritten[s]) continue;
    if (placed) write_values(b, s, from);
    // Said to be there once it is.
    std::vector<std::int8_t> states;
    for (std::uint32_t r = 0; r < replicates_in(b); ++r)
      states.push_back(static_cast<std::int8_t>(states_[run_index(s, b * per_chunk_ + r)]));
    file_->write_states(s, b * per_chunk_, states.data(), replicates_in(b));
    from.unwritten[s] = 0;
  }
}

void TrajectoryWriter::Impl::persist() {
  for (const auto& [b, held] : open_)
    if (std::ranges::any_of(held.unwritten, [](std::uint8_t u) { return u != 0; })) write_block(b);
  last_persist_ = Clock::now();
}

void TrajectoryWriter::Impl::write_tables() {
  for (std::size_t t = 0; t < layout_.tables.size(); ++t) {
    const std::uint64_t rows = spool_->rows(t);
    if (rows > 0x7fffffff)
      throw Failure(
          file_fault(Trouble::unwritable, "E0513", path_,
                     text("table \"{}\" would have {} rows; 2147483647 is the most",
                          "la table « {} » aurait {} lignes ; 2147483647 est le maximum", layout_.tables[t].name, rows),
                     text("Record fewer months, or fewer runs in one file.",
                          "Enregistrez moins de mois, ou moins de simulations par fichier.")));
    file_->write_table(t, rows, [&](const auto& take) {
      for (std::uint32_t r = 0; r < layout_.replicates; ++r)
        for (std::uint32_t s = 0; s < layout_.scenarios.size(); ++s)
          if (states_[run_index(s, r)] == RunState::completed) take(s, r, spool_->read(run_index(s, r))[t]);
    });
  }
}

void TrajectoryWriter::Impl::write_end() {
  std::vector<std::string> failures;
  for (const auto& [key, why] : failures_) {
    const std::size_t scenarios = layout_.scenarios.size();
    failures.push_back(fmt::format("{}, replicate {}: {}", layout_.scenarios[key % scenarios], key / scenarios, why));
  }
  file_->write_failures(failures);
  file_->write_provenance(attributes_);
  file_->close();
  file_.reset();
  sync_file(part_);
}

void TrajectoryWriter::Impl::finish_now(const std::vector<DerivedGroup>& derived) {
  persist();
  write_tables();
  bool has_summary = false;
  for (const DerivedGroup& g : derived) {
    file_->write_derived(g);
    has_summary = has_summary || g.name == "summary";
  }
  if (!has_summary) file_->write_default_chart();
  file_->write_status_complete();
  write_end();
  fs::rename(part_, path_);
  sync_folder_of(path_);
  remove_quietly(rows_path(part_));
}

void TrajectoryWriter::Impl::keep_now() {
  persist();
  write_tables();
  file_->write_default_chart();
  write_end();
  remove_quietly(rows_path(part_));
  sync_folder_of(part_);
}

void TrajectoryWriter::Impl::stop(std::function<void()> last) {
  {
    const std::scoped_lock lock(mutex_);
    if (closed_) throw std::logic_error("the trajectory file is closed");
    closed_ = true;
    stopping_ = true;
    last_ = [this, last = std::move(last)] {
      if (file_) last();
    };
  }
  changed_.notify_all();
  thread_.join();
  if (!trouble_) return;
  // Nothing was left that anyone could read: do not leave a broken file behind.
  bool readable = false;
  try {
    readable = is_there(part_) && TrajectoryReader(part_).count(RunState::completed) > 0;
  } catch (const Failure&) {
  }
  if (!readable) {
    remove_quietly(part_);
    remove_quietly(rows_path(part_));
  }
  std::rethrow_exception(trouble_);
}

void TrajectoryWriter::Impl::finish(std::vector<DerivedGroup> derived, const Provenance& additions) {
  require_derived(layout_, derived);
  auto attributes = attributes_;
  merge(attributes, additions);
  require_attributes(attributes);
  {
    const std::scoped_lock lock(mutex_);
    if (given_count_ != given_.size() && !trouble_) throw std::logic_error("runs are missing in the trajectory file");
    attributes_ = std::move(attributes);
  }
  stop([this, derived = std::move(derived)] { finish_now(derived); });
}

void TrajectoryWriter::Impl::keep_partial(const Provenance& additions) {
  auto attributes = attributes_;
  merge(attributes, additions);
  require_attributes(attributes);
  {
    const std::scoped_lock lock(mutex_);
    attributes_ = std::move(attributes);
  }
  stop([this] { keep_now(); });
}

void TrajectoryWriter::Impl::leave() noexcept {
  if (closed_) return;
  try {
    if (given_count_ > 0)
      keep_partial({});
    else
      stop([this] {
        file_->abandon();
        file_.reset();
        remove_quietly(part_);
        remove_quietly(rows_path(part_));
      });
  } catch (...) {
    // What could not be written has been said to whoever added runs; there is nobody left to tell.
  }
}

TrajectoryWriter::TrajectoryWriter(fs::path path, EnsembleLayout layout, Provenance provenance, Options options)
    : impl_(std::make_unique<Impl>(std::move(path), std::move(layout), std::move(provenance), options)) {}
TrajectoryWriter::~TrajectoryWriter() = default;

const EnsembleLayout& TrajectoryWriter::layout() const noexcept {
  return impl_->layout();
}
bool TrajectoryWriter::has(std::uint32_t scenario, std::uint32_t replicate) const {
  return impl_->has(scenario, replicate);
}
std::size_t TrajectoryWriter::resumed() const noexcept {
  return impl_->resumed();
}
void TrajectoryWriter::add(RunRecord record) {
  impl_->add(std::move(record));
}
void TrajectoryWriter::add_failed(std::uint32_t scenario, std::uint32_t replicate, std::string why) {
  impl_->add_failed(scenario, replicate, std::move(why));
}
void TrajectoryWriter::finish(std::vector<DerivedGroup> derived, const Provenance& additions) {
  impl_->finish(std::move(derived), additions);
}
void TrajectoryWriter::keep_partial(const Provenance& additions) {
  impl_->keep_partial(additions);
}
fs::path TrajectoryWriter::part_path(const fs::path& path) {
  return with_ending(path, ".part");
}

}  // namespace entremise
