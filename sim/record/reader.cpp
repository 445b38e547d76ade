#include "sim/record/reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/record/faults.hpp"
#include "sim/record/hdf5_handles.hpp"
#include "sim/record/input_file.hpp"
#include "sim/record/output_file.hpp"

namespace entremise {

using hdf5::Dataset;
using hdf5::Error;
using hdf5::Group;
using hdf5::must;
using hdf5::Space;
using hdf5::Type;

namespace {

Dataset open_dataset(hid_t where, const std::string& name) {
  return {H5Dopen2(where, name.c_str(), H5P_DEFAULT), name.c_str()};
}

std::string text_of(hid_t object, const char* name) {
  return hdf5::get_string(object, name).value_or("");
}

std::vector<std::string> axes_of(hid_t dataset) {
  std::vector<std::string> out;
  const std::size_t rank = hdf5::extent(dataset).size();
  for (unsigned axis = 0; axis < rank; ++axis) out.push_back(hdf5::scale_name(dataset, axis));
  return out;
}

std::vector<std::string> words(const std::string& s) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t end = std::min(s.find(' ', at), s.size());
    if (end > at) out.push_back(s.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

template <class T>
hid_t memory_type() {
  if constexpr (std::is_same_v<T, std::int8_t>) return H5T_NATIVE_INT8;
  if constexpr (std::is_same_v<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<T, float>) return H5T_NATIVE_FLOAT;
  if constexpr (std::is_same_v<T, double>) return H5T_NATIVE_DOUBLE;
}

template <class T>
std::vector<T> read_rows(hid_t group, const std::string& name, hsize_t first, hsize_t count) {
  const Dataset d = open_dataset(group, name);
  const auto dims = hdf5::extent(d);
  if (dims.size() != 1 || first > dims[0] || count > dims[0] - first)
    throw Error("column " + name + " is too short", 0);
  std::vector<T> out(count);
  if (count == 0) return out;
  const Space file(H5Dget_space(d), "space");
  must(H5Sselect_hyperslab(file, H5S_SELECT_SET, &first, nullptr, &count, nullptr), "select");
  const Space memory(H5Screate_simple(1, &count, nullptr), "space");
  must(H5Dread(d, memory_type<T>(), memory, file, H5P_DEFAULT, out.data()), name.c_str());
  return out;
}

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

}  // namespace

class TrajectoryReader::Impl {
 public:
  template <class F>
  auto guarded(F&& f) const {
    hdf5::begin();
    try {
      return f();
    } catch (const Error& e) {
      throw Failure(damaged(path_, e.what()));
    } catch (const std::bad_alloc&) {
      throw Failure(damaged(path_, "impossible sizes"));
    } catch (const std::length_error&) {
      throw Failure(damaged(path_, "impossible sizes"));
    }
  }

  explicit Impl(const std::filesystem::path& path) : path_(path), file_(hdf5::open_trajectories(path)) {
    guarded([&] { read_layout(); });
  }

  void read_layout();
  TableLayout read_table_layout(const std::string& name) const;
  std::vector<float> series(std::size_t variable, std::uint32_t scenario, std::uint32_t first,
                            std::uint32_t count) const;
  const std::vector<std::uint64_t>& begins(std::size_t table) const;
  TableRows rows(std::size_t table, std::uint64_t first, std::uint64_t count) const;
  DerivedGroup derived(const std::string& name) const;

  RunState state(std::uint32_t scenario, std::uint32_t replicate) const {
    if (scenario >= layout_.scenarios.size() || replicate >= layout_.replicates)
      throw std::out_of_range("no such run in the trajectory file");
    return static_cast<RunState>(states_[std::size_t{scenario} * layout_.replicates + replicate]);
  }

 private:
  friend TrajectoryReader;

  std::filesystem::path path_;
  hdf5::File file_;
  EnsembleLayout layout_;
  std::string version_;
  bool complete_ = false;
  std::vector<std::int8_t> states_;  // [scenario][replicate]
  std::vector<std::string> derived_;
  std::vector<std::uint64_t> table_rows_;
  mutable std::vector<std::vector<std::uint64_t>> begins_;  // per table, made when first needed
};

void TrajectoryReader::Impl::read_layout() {
  version_ = text_of(file_, "format_version");
  const std::string status = text_of(file_, "status");
  if (status != "complete" && status != "partial") throw Error("status", 0);
  complete_ = status == "complete";
  layout_.title = text_of(file_, "title");
  const auto results_version = hdf5::get_number(file_, "results_version");
  if (!results_version || !(*results_version >= 0 && *results_version < 4294967296.0))
    throw Error("results_version", 0);
  layout_.results_version = static_cast<std::uint32_t>(*results_version);
  layout_.default_variable = text_of(file_, "default_variable");
  layout_.scenarios = hdf5::read_strings(open_dataset(file_, "scenario"));
  const auto length = [&](const char* name) {
    const auto dims = hdf5::extent(open_dataset(file_, name));
    if (dims.size() != 1 || dims[0] == 0 || dims[0] > 0x7fffffff) throw Error(name, 0);
    return static_cast<std::uint32_t>(dims[0]);
  };
  layout_.replicates = length("replicate");
  layout_.months = length("month") - 1;
  must(H5Dread(open_dataset(file_, "seed"), H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &layout_.seed), "seed");

  const Dataset completed = open_dataset(file_, "completed");
  if (hdf5::extent(completed) != std::vector<hsize_t>{layout_.scenarios.size(), layout_.replicates})
    throw Error("shape of completed", 0);
  states_.resize(layout_.scenarios.size() * layout_.replicates);
  must(H5Dread(completed, H5T_NATIVE_INT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, states_.data()), "completed");
  if (std::any_of(states_.begin(), states_.end(), [](std::int8_t s) { return s < 0 || s > 2; }))
    throw Error("values of completed", 0);

  std::vector<Dimension> dimensions;
  std::vector<Variable> variables;
  for (const hdf5::Link& link : hdf5::links(file_)) {
    if (link.soft) continue;
    if (link.type == H5O_TYPE_GROUP) {
      const Group group(H5Gopen2(file_, link.name.c_str(), H5P_DEFAULT), link.name.c_str());
      const std::string role = text_of(group, "role");
      if (role == "table") layout_.tables.push_back(read_table_layout(link.name));
      if (role == "derived") derived_.push_back(link.name);
      continue;
    }
    if (link.type != H5O_TYPE_DATASET || hdf5::is_reserved(link.name)) continue;
    const Dataset d = open_dataset(file_, link.name);
    if (H5DSis_scale(d) > 0) {
      dimensions.push_back({link.name, text_of(d, "long_name"), hdf5::read_strings(d)});
      continue;
    }
    std::vector<std::string> axes = axes_of(d);
    if (axes.size() < 3 || axes[0] != "scenario" || axes[1] != "replicate" || axes[2] != "month")
      throw Error("axes of " + link.name, 0);
    Variable v;
    v.name = link.name;
    v.unit = hdf5::get_string(d, "units").value_or("1");
    v.long_name = hdf5::get_string(d, "long_name").value_or(v.name);
    v.long_name_fr = text_of(d, "long_name_fr");
    v.dimensions.assign(axes.begin() + 3, axes.end());
    v.valid_min = hdf5::get_number(d, "valid_min").value_or(v.valid_min);
    v.valid_max = hdf5::get_number(d, "valid_max").value_or(v.valid_max);
    variables.push_back(std::move(v));
  }
  try {
    layout_.catalogue = Catalogue(std::move(dimensions), std::move(variables));
    hdf5::require_well_formed(layout_);
  } catch (const std::invalid_argument& e) {
    throw Error(e.what(), 0);
  }
  for (const Variable& v : layout_.catalogue.variables()) {
    std::vector<hsize_t> dims{layout_.scenarios.size(), layout_.replicates, hsize_t{layout_.months} + 1};
    for (const std::string& axis : v.dimensions) dims.push_back(layout_.catalogue.dimension(axis).labels.size());
    if (hdf5::extent(open_dataset(file_, v.name)) != dims) throw Error("shape of " + v.name, 0);
  }
  begins_.resize(layout_.tables.size());
  for (const TableLayout& t : layout_.tables) {
    const Group group(H5Gopen2(file_, t.name.c_str(), H5P_DEFAULT), t.name.c_str());
    const auto dims = hdf5::extent(open_dataset(group, "month"));
    if (dims.size() != 1) throw Error("shape of " + t.name + "/month", 0);
    table_rows_.push_back(dims[0]);
  }
}

TableLayout TrajectoryReader::Impl::read_table_layout(const std::string& name) const {
  const Group group(H5Gopen2(file_, name.c_str(), H5P_DEFAULT), name.c_str());
  TableLayout table{name, text_of(group, "long_name"), {}};
  for (const hdf5::Link& link : hdf5::links(group)) {
    if (link.soft || link.type != H5O_TYPE_DATASET || link.name == hdf5::row_axis(name) || link.name == "scenario" ||
        link.name == "replicate" || link.name == "month")
      continue;
    const Dataset d = open_dataset(group, link.name);
    const Type type(H5Dget_type(d), "type");
    TableColumn column{link.name, text_of(d, "units"), text_of(d, "long_name"), TableColumn::Type::f4,
                       words(text_of(d, "flag_meanings"))};
    if (H5Tget_class(type) == H5T_INTEGER)
      column.type = H5Tget_size(type) == 1 ? TableColumn::Type::i1 : TableColumn::Type::i4;
    table.columns.push_back(std::move(column));
  }
  return table;
}

std::vector<float> TrajectoryReader::Impl::series(std::size_t variable, std::uint32_t scenario, std::uint32_t first,
                                                  std::uint32_t count) const {
  const Variable& v = layout_.catalogue.variables().at(variable);
  if (scenario >= layout_.scenarios.size() || first > layout_.replicates || count > layout_.replicates - first)
    throw std::out_of_range("no such runs in the trajectory file");
  const std::size_t per_run = (std::size_t{layout_.months} + 1) * layout_.catalogue.size(variable);
  std::vector<float> out(per_run * count);
  if (count == 0) return out;
  const Dataset d = open_dataset(file_, v.name);
  std::vector<hsize_t> size = hdf5::extent(d);
  std::vector<hsize_t> at(size.size(), 0);
  at[0] = scenario;
  at[1] = first;
  size[0] = 1;
  size[1] = count;
  const Space file(H5Dget_space(d), "space");
  must(H5Sselect_hyperslab(file, H5S_SELECT_SET, at.data(), nullptr, size.data(), nullptr), "select");
  const Space memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), "space");
  must(H5Dread(d, H5T_NATIVE_FLOAT, memory, file, H5P_DEFAULT, out.data()), v.name.c_str());
  for (std::uint32_t r = 0; r < count; ++r)
    if (state(scenario, first + r) != RunState::completed)
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(r * per_run), per_run, missing);
  return out;
}

const std::vector<std::uint64_t>& TrajectoryReader::Impl::begins(std::size_t table) const {
  std::vector<std::uint64_t>& begins = begins_.at(table);
  if (!begins.empty()) return begins;
  const std::string& name = layout_.tables[table].name;
  const Group group(H5Gopen2(file_, name.c_str(), H5P_DEFAULT), name.c_str());
  const std::uint64_t scenarios = layout_.scenarios.size();
  const std::uint64_t rows = table_rows_[table];
  std::vector<std::uint64_t> made;
  made.reserve(scenarios * layout_.replicates + 1);
  constexpr std::uint64_t window = 1 << 20;
  for (std::uint64_t first = 0; first < rows; first += window) {
    const std::uint64_t n = std::min(window, rows - first);
    const auto s = read_rows<std::int32_t>(group, "scenario", first, n);
    const auto r = read_rows<std::int32_t>(group, "replicate", first, n);
    for (std::size_t i = 0; i < n; ++i) {
      if (s[i] < 0 || s[i] >= static_cast<std::int64_t>(scenarios) || r[i] < 0 ||
          r[i] >= static_cast<std::int64_t>(layout_.replicates))
        throw Error("runs named in table " + name, 0);
      const std::uint64_t run = static_cast<std::uint64_t>(r[i]) * scenarios + static_cast<std::uint64_t>(s[i]);
      if (!made.empty() && run + 1 < made.size()) throw Error("order of rows in table " + name, 0);
      made.resize(std::max<std::size_t>(made.size(), run + 1), first + i);
    }
  }
  made.resize(scenarios * layout_.replicates + 1, rows);
  begins = std::move(made);
  return begins;
}

TableRows TrajectoryReader::Impl::rows(std::size_t table, std::uint64_t first, std::uint64_t count) const {
  const TableLayout& layout = layout_.tables.at(table);
  const Group group(H5Gopen2(file_, layout.name.c_str(), H5P_DEFAULT), layout.name.c_str());
  TableRows out;
  out.month = read_rows<std::int32_t>(group, "month", first, count);
  for (const TableColumn& c : layout.columns) switch (c.type) {
      case TableColumn::Type::i1:
        out.columns.emplace_back(read_rows<std::int8_t>(group, c.name, first, count));
        break;
      case TableColumn::Type::i4:
        out.columns.emplace_back(read_rows<std::int32_t>(group, c.name, first, count));
        break;
      case TableColumn::Type::f4:
        out.columns.emplace_back(read_rows<float>(group, c.name, first, count));
        break;
    }
  return out;
}

DerivedGroup TrajectoryReader::Impl::derived(const std::string& name) const {
  const Group group(H5Gopen2(file_, name.c_str(), H5P_DEFAULT), name.c_str());
  DerivedGroup out;
  out.name = name;
  out.signal = text_of(group, "signal");
  for (auto& [key, value] : hdf5::all_string_attributes(group))
    if (key != "role" && key != "NX_class" && key != "signal" && key != "axes") out.attributes.emplace_back(key, value);
  for (const hdf5::Link& link : hdf5::links(group)) {
    if (link.soft || link.type != H5O_TYPE_DATASET) continue;
    const Dataset d = open_dataset(group, link.name);
    if (H5DSis_scale(d) > 0) {
      out.dimensions.push_back({link.name, text_of(d, "long_name"), hdf5::read_strings(d)});
      continue;
    }
    LabelledArray a{link.name, text_of(d, "units"), text_of(d, "long_name"), axes_of(d), {}};
    const Space space(H5Dget_space(d), "space");
    a.values.resize(static_cast<std::size_t>(must(H5Sget_simple_extent_npoints(space), "space")));
    must(H5Dread(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, a.values.data()), link.name.c_str());
    out.arrays.push_back(std::move(a));
  }
  return out;
}

TrajectoryReader::TrajectoryReader(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
TrajectoryReader::~TrajectoryReader() = default;
TrajectoryReader::TrajectoryReader(TrajectoryReader&&) noexcept = default;
TrajectoryReader& TrajectoryReader::operator=(TrajectoryReader&&) noexcept = default;

const std::filesystem::path& TrajectoryReader::path() const noexcept {
  return impl_->path_;
}
const EnsembleLayout& TrajectoryReader::layout() const noexcept {
  return impl_->layout_;
}
const std::string& TrajectoryReader::format_version() const noexcept {
  return impl_->version_;
}
bool TrajectoryReader::complete() const noexcept {
  return impl_->complete_;
}

RunState TrajectoryReader::state(std::uint32_t scenario, std::uint32_t replicate) const {
  return impl_->state(scenario, replicate);
}

std::size_t TrajectoryReader::count(RunState state) const {
  return static_cast<std::size_t>(
      std::count(impl_->states_.begin(), impl_->states_.end(), static_cast<std::int8_t>(state)));
}

Provenance TrajectoryReader::provenance() const {
  return impl_->guarded([&] {
    Provenance out;
    if (!hdf5::has_link(impl_->file_, "provenance")) return out;
    const Group group(H5Gopen2(impl_->file_, "provenance", H5P_DEFAULT), "provenance");
    out.attributes = hdf5::all_string_attributes(group);
    for (const hdf5::Link& link : hdf5::links(group)) {
      if (link.soft || link.type != H5O_TYPE_DATASET || link.name == "failure" || link.name == "failures") continue;
      auto values = hdf5::read_strings(open_dataset(group, link.name));
      if (link.name == "configuration")
        out.configurations = std::move(values);
      else if (values.size() == 1)
        out.attributes.emplace_back(link.name, std::move(values.front()));
    }
    return out;
  });
}

std::vector<std::string> TrajectoryReader::failures() const {
  return impl_->guarded([&]() -> std::vector<std::string> {
    const Group group(H5Gopen2(impl_->file_, "provenance", H5P_DEFAULT), "provenance");
    if (!hdf5::has_link(group, "failures")) return {};
    return hdf5::read_strings(open_dataset(group, "failures"));
  });
}

std::vector<float> TrajectoryReader::series(std::size_t variable, std::uint32_t scenario) const {
  return series(variable, scenario, 0, impl_->layout_.replicates);
}

std::vector<float> TrajectoryReader::series(std::size_t variable, std::uint32_t scenario, std::uint32_t first,
                                            std::uint32_t count) const {
  return impl_->guarded([&] { return impl_->series(variable, scenario, first, count); });
}

RunRecord TrajectoryReader::run(std::uint32_t scenario, std::uint32_t replicate) const {
  RunRecord record;
  record.scenario = scenario;
  record.replicate = replicate;
  const Catalogue& catalogue = impl_->layout_.catalogue;
  const std::size_t points = std::size_t{impl_->layout_.months} + 1;
  record.series.resize(points * catalogue.width());
  for (std::size_t v = 0; v < catalogue.variables().size(); ++v) {
    const std::vector<float> values = series(v, scenario, replicate, 1);
    const std::size_t size = catalogue.size(v);
    for (std::size_t m = 0; m < points; ++m)
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(m * size), size,
                  record.series.begin() + static_cast<std::ptrdiff_t>(m * catalogue.width() + catalogue.offset(v)));
  }
  for (std::size_t t = 0; t < impl_->layout_.tables.size(); ++t)
    record.tables.push_back(rows_of(t, scenario, replicate));
  return record;
}

std::uint64_t TrajectoryReader::rows(std::size_t table) const {
  return impl_->table_rows_.at(table);
}

TrajectoryReader::Table TrajectoryReader::table(std::size_t table) const {
  return impl_->guarded([&] {
    const std::uint64_t n = impl_->table_rows_.at(table);
    const std::string& name = impl_->layout_.tables[table].name;
    const Group group(H5Gopen2(impl_->file_, name.c_str(), H5P_DEFAULT), name.c_str());
    return Table{read_rows<std::int32_t>(group, "scenario", 0, n), read_rows<std::int32_t>(group, "replicate", 0, n),
                 impl_->rows(table, 0, n)};
  });
}

TableRows TrajectoryReader::rows_of(std::size_t table, std::uint32_t scenario, std::uint32_t replicate) const {
  return impl_->guarded([&] {
    static_cast<void>(impl_->state(scenario, replicate));
    const std::vector<std::uint64_t>& begins = impl_->begins(table);
    const std::size_t run = std::size_t{replicate} * impl_->layout_.scenarios.size() + scenario;
    return impl_->rows(table, begins[run], begins[run + 1] - begins[run]);
  });
}

std::vector<std::string> TrajectoryReader::derived_names() const {
  return impl_->derived_;
}

std::optional<DerivedGroup> TrajectoryReader::derived(const std::string& name) const {
  if (std::find(impl_->derived_.begin(), impl_->derived_.end(), name) == impl_->derived_.end()) return std::nullopt;
  return impl_->guarded([&] { return impl_->derived(name); });
}

}  // namespace entremise
