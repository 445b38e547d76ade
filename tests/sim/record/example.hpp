#pragma once
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "sim/record/trajectory.hpp"

// A small ensemble whose values are a plain function of the run: what tests write and what they expect to read.
namespace example {

using namespace entremise;

inline Catalogue catalogue() {
  Dimension type{"actor_type", "type of actor", {"elected_official", "local_officer", "social_economy_actor"}};
  Dimension other{"actor_type_to", "type of the other actor", type.labels};
  Variable trust{"trust_mean", "1", "mean trust", "confiance moyenne", {}, 0.0, 1000.0};
  Variable share{"share", "1", "share of relations", "part des relations", {"actor_type"}};
  Variable mixing{"trust_mixing", "1", "trust between types", "confiance entre types", {"actor_type", "actor_type_to"}};
  return {{type, other}, {trust, share, mixing}};
}

inline std::vector<TableLayout> tables() {
  return {{"events",
           "what happened",
           {{"kind", "1", "kind of event", TableColumn::Type::i1, {"made", "broken"}},
            {"a", "1", "first actor", TableColumn::Type::i4, {}},
            {"b", "1", "second actor", TableColumn::Type::i4, {}}}},
          {"relations",
           "snapshots of relations",
           {{"trust", "1", "trust", TableColumn::Type::f4, {}}, {"a", "1", "first actor", TableColumn::Type::i4, {}}}}};
}

inline EnsembleLayout layout(std::uint32_t replicates, bool with_tables = false, std::uint32_t months = 12) {
  EnsembleLayout l;
  l.title = "Two scenarios, for tests";
  l.scenarios = {"reference", "facilitator"};
  l.replicates = replicates;
  l.months = months;
  l.seed = 42;
  l.catalogue = catalogue();
  if (with_tables) l.tables = tables();
  l.default_variable = "trust_mean";
  return l;
}

inline Provenance provenance() {
  return {{{"git_commit", "0123abc"}, {"command_line", "entremise run"}, {"git_diff", std::string(10000, 'x')}},
          {"title = \"référence\"", "title = \"facilitateur\""}};
}

/// trust_mean of a run is 1000-based on purpose: any mix-up of runs, months or places shows.
inline float value(std::uint32_t s, std::uint32_t r, std::size_t month, std::size_t at) {
  return static_cast<float>(s) * 500.0F + static_cast<float>(r) + static_cast<float>(month) / 16.0F +
         static_cast<float>(at) / 1024.0F;
}

inline RunRecord run(const EnsembleLayout& l, std::uint32_t s, std::uint32_t r) {
  RunRecord record;
  record.scenario = s;
  record.replicate = r;
  const std::size_t width = l.catalogue.width();
  for (std::size_t m = 0; m <= l.months; ++m)
    for (std::size_t i = 0; i < width; ++i) record.series.push_back(value(s, r, m, i));
  if (l.tables.empty()) return record;
  const std::size_t n = (r * 7 + s * 3) % 5;  // some runs have no rows
  TableRows events, relations;
  std::vector<std::int8_t> kind;
  std::vector<std::int32_t> a, b, first;
  std::vector<float> trust;
  for (std::size_t i = 0; i < n; ++i) {
    events.month.push_back(static_cast<std::int32_t>(i));
    kind.push_back(static_cast<std::int8_t>(i % 2));
    a.push_back(static_cast<std::int32_t>(r));
    b.push_back(static_cast<std::int32_t>(s * 1000 + i));
  }
  for (std::size_t i = 0; i < 40; ++i) {
    relations.month.push_back(static_cast<std::int32_t>(i % (l.months + 1)));
    trust.push_back(value(s, r, i, 0));
    first.push_back(static_cast<std::int32_t>(r * 100 + i));
  }
  events.columns = {kind, a, b};
  relations.columns = {trust, first};
  record.tables = {events, relations};
  return record;
}

inline std::vector<DerivedGroup> derived(const EnsembleLayout& l) {
  LabelledArray mean{"trust_mean_mean", "1", "mean over replicates", {"scenario", "month"}, {}};
  mean.values.assign(l.scenarios.size() * (l.months + 1), 0.25);
  LabelledArray errors = mean;
  errors.name = "trust_mean_mean_errors";
  LabelledArray difference{"difference", "1", "difference to the reference", {"scenario_pair", "month"}, {}};
  difference.values.assign(l.months + 1, 0.5);
  return {{"summary", {}, {mean, errors}, {{"confidence", "0.95"}}, "trust_mean_mean"},
          {"contrast",
           {{"scenario_pair", "pair of scenarios", {"facilitator-reference"}}},
           {difference},
           {},
           "difference"}};
}

/// An empty folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::temp_directory_path() /
            ("entremise-record-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// Writes a whole file in order.
inline void write(const std::filesystem::path& path, const EnsembleLayout& l) {
  TrajectoryWriter w(path, l, provenance());
  for (std::uint32_t r = 0; r < l.replicates; ++r)
    for (std::uint32_t s = 0; s < l.scenarios.size(); ++s) w.add(run(l, s, r));
  w.finish(derived(l));
}

}  // namespace example
