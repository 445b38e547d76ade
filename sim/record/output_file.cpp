#include "sim/record/output_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <set>

#include <fmt/format.h>

namespace entremise::hdf5 {

namespace {

constexpr std::uint32_t most_replicates_per_chunk = 64;
constexpr std::size_t most_bytes_per_block = std::size_t{256} << 20;
constexpr hsize_t rows_per_chunk = 65536;
constexpr std::size_t longest_attribute = 4096;
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

bool is_name(const std::string& s) {
  if (s.empty() || s.size() > 200 || (s.front() >= '0' && s.front() <= '9')) return false;
  return std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void require(bool good, const std::string& what) {
  if (!good) throw std::invalid_argument(what);
}

std::vector<hsize_t> shape(const EnsembleLayout& layout, const Variable& v, std::uint32_t scenarios,
                           std::uint32_t replicates) {
  std::vector<hsize_t> dims{scenarios, replicates, hsize_t{layout.months} + 1};
  for (const std::string& axis : v.dimensions) dims.push_back(layout.catalogue.dimension(axis).labels.size());
  return dims;
}

}  // namespace

bool is_reserved(const std::string& name) {
  static const std::set<std::string> names{"scenario", "replicate", "month",    "completed",
                                           "seed",     "summary",   "contrast", "provenance"};
  return names.contains(name);
}

std::string row_axis(const std::string& table) {
  const std::string singular = table.size() > 1 && table.back() == 's' ? table.substr(0, table.size() - 1) : table;
  return table == "events" ? singular : singular + "_row";
}

std::uint32_t replicates_per_chunk(const EnsembleLayout& layout) {
  const std::size_t bytes = layout.scenarios.size() * (std::size_t{layout.months} + 1) * layout.catalogue.width() * 4;
  std::uint32_t n = most_replicates_per_chunk;
  while (n > 1 && n * bytes > most_bytes_per_block) n /= 2;
  return std::min(n, layout.replicates);
}

void require_well_formed(const EnsembleLayout& layout) {
  require(!layout.scenarios.empty() && layout.replicates > 0,
          "an ensemble has at least one scenario and one replicate");
  require(layout.replicates <= 0x7fffffff && layout.months < 0x7fffffff, "replicates and months are below 2^31");
  std::set<std::string> names;
  for (const std::string& s : layout.scenarios)
    require(!s.empty() && names.insert(s).second, fmt::format("scenario name '{}' is empty or used twice", s));
  names.clear();
  const auto use = [&](const std::string& name, const char* what) {
    require(is_name(name), fmt::format("{} '{}': a name is ASCII letters, digits and _", what, name));
    require(!is_reserved(name), fmt::format("{} '{}': the name is the file format's own", what, name));
    require(names.insert(name).second, fmt::format("{} '{}': the name is used twice", what, name));
  };
  for (const Dimension& d : layout.catalogue.dimensions()) {
    use(d.name, "dimension");
    require(!d.labels.empty(), fmt::format("dimension '{}' has no labels", d.name));
  }
  for (std::size_t v = 0; v < layout.catalogue.variables().size(); ++v) {
    const Variable& variable = layout.catalogue.variables()[v];
    use(variable.name, "variable");
    require(!variable.unit.empty() && !variable.long_name.empty(),
            fmt::format("variable '{}' needs a unit and a long name", variable.name));
    require(std::set<std::string>(variable.dimensions.begin(), variable.dimensions.end()).size() ==
                variable.dimensions.size(),
            fmt::format("variable '{}' has an axis twice", variable.name));
    require(variable.dimensions.size() <= 8, fmt::format("variable '{}' has too many axes", variable.name));
    require(layout.catalogue.size(v) * (std::size_t{layout.months} + 1) * 4 < (std::size_t{1} << 31),
            fmt::format("variable '{}' is too large for one chunk", variable.name));
  }
  for (const TableLayout& t : layout.tables) {
    use(t.name, "table");
    std::set<std::string> columns{"scenario", "replicate", "month", row_axis(t.name)};
    require(names.insert(row_axis(t.name)).second, fmt::format("name '{}' is used twice", row_axis(t.name)));
    for (const TableColumn& c : t.columns) {
      require(is_name(c.name) && columns.insert(c.name).second,
              fmt::format("column '{}' of table '{}': not a name, or used twice", c.name, t.name));
      require(c.flags.empty() || (c.type == TableColumn::Type::i1 && c.flags.size() <= 128),
              fmt::format("column '{}' of table '{}': flags are for i1 columns", c.name, t.name));
      for (const std::string& f : c.flags) require(is_name(f), fmt::format("flag '{}' is not a name", f));
    }
  }
  require(layout.default_variable.empty() || layout.catalogue.find(layout.default_variable) != Catalogue::npos,
          fmt::format("default variable '{}' is not in the catalogue", layout.default_variable));
}

OutputFile::OutputFile(const std::filesystem::path& path, const EnsembleLayout& layout,
                       const std::vector<std::string>& configurations)
    : layout_(layout) {
  const auto scenarios = static_cast<std::uint32_t>(layout.scenarios.size());
  const std::uint32_t per_chunk = replicates_per_chunk(layout);
  const std::size_t chunks = std::size_t{scenarios} * ((layout.replicates + per_chunk - 1) / per_chunk);

  Properties access(H5Pcreate(H5P_FILE_ACCESS), "file access");
  must(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), "file version");
  must(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "file access");
  // What is written is in the file at once: nothing waits in HDF5's own buffers for a later flush.
  must(H5Pset_sieve_buf_size(access, 0), "file access");
  must(H5Pset_cache(access, 0, 1, 0, 1.0), "file access");
#if H5_VERSION_GE(1, 10, 7)
  must(H5Pset_file_locking(access, true, true), "file locking");
#endif
  Properties create(H5Pcreate(H5P_FILE_CREATE), "file creation");
  must(H5Pset_link_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "link order");
  must(H5Pset_attr_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "attribute order");
  must(H5Pset_link_phase_change(create, 60000, 0), "link storage");
  must(H5Pset_attr_phase_change(create, 60000, 0), "attribute storage");
  must(H5Pset_obj_track_times(create, false), "object times");
  // One node for all chunks of a series, up to 512: growing the index then never moves what is there already,
  // so that a process killed while it grows leaves the older chunks in reach.
  const auto half = static_cast<unsigned>(std::clamp<std::size_t>((chunks + 1) / 2, 32, 256));
  must(H5Pset_istore_k(create, half), "chunk index");
  file_ = File(H5Fcreate(path.c_str(), H5F_ACC_EXCL, create, access), "create the file");

  put(file_, "Conventions", std::string(conventions));
  put(file_, "title", layout.title.empty() ? std::string("Ensemble") : layout.title);
  put(file_, "source", std::string("Entremise, simulated territories"));
  put(file_, "format", std::string(format_name));
  put(file_, "format_version", std::string(format_version));
  put(file_, "results_version", static_cast<std::int32_t>(layout.results_version));
  put(file_, "status", std::string("partial"));
  put(file_, "NX_class", std::string("NXroot"));
  put(file_, "default_variable", layout.default_variable);

  make_scale(file_, "scenario", layout.scenarios, "scenario, the reference first");
  make_count_scale("replicate", layout.replicates, "replicate; equal replicates share their luck across scenarios",
                   "1");
  make_count_scale("month", layout.months + 1, "months since the beginning; 0 is the initial state", "1");
  for (const Dimension& d : layout.catalogue.dimensions()) make_scale(file_, d.name, d.labels, d.long_name);

  {
    const Space scalar(H5Screate(H5S_SCALAR), "space");
    const Properties p = dataset_properties();
    const Dataset seed(H5Dcreate2(file_, "seed", H5T_STD_U64LE, scalar, H5P_DEFAULT, p, H5P_DEFAULT), "seed");
    must(H5Dwrite(seed, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &layout.seed), "seed");
    put(seed, "long_name", std::string("seed of the ensemble"));
    put(seed, "units", std::string("1"));
  }
  {
    const Properties p = dataset_properties();
    must(H5Pset_alloc_time(p, H5D_ALLOC_TIME_EARLY), "completed");
    const std::int8_t zero = 0;
    must(H5Pset_fill_value(p, H5T_NATIVE_INT8, &zero), "completed");
    const hsize_t dims[] = {scenarios, layout.replicates};
    const Space space(H5Screate_simple(2, dims, nullptr), "completed");
    completed_ = Dataset(H5Dcreate2(file_, "completed", H5T_STD_I8LE, space, H5P_DEFAULT, p, H5P_DEFAULT), "completed");
    attach(file_, completed_, {"scenario", "replicate"});
    put(completed_, "long_name", std::string("state of each run"));
    put(completed_, "flag_values", std::vector<std::int8_t>{0, 1, 2});
    put(completed_, "flag_meanings", std::string("missing completed failed"));
  }
  for (const Variable& v : layout.catalogue.variables()) make_series(v);
  for (const TableLayout& t : layout.tables) make_table(t);

  const Properties p = group_properties();
  const Group provenance(H5Gcreate2(file_, "provenance", H5P_DEFAULT, p, H5P_DEFAULT), "provenance");
  if (!configurations.empty()) {
    const hsize_t n = scenarios;
    const Space space(H5Screate_simple(1, &n, nullptr), "configuration");
    const Properties dp = dataset_properties();
    const Dataset d(H5Dcreate2(provenance, "configuration", string_type(), space, H5P_DEFAULT, dp, H5P_DEFAULT),
                    "configuration");
    write_strings(d, configurations);
    attach(file_, d, {"scenario"});
    put(d, "long_name", std::string("text of each scenario, defaults filled in"));
  }
  flush();
}

void OutputFile::make_scale(hid_t where, const std::string& name, const std::vector<std::string>& labels,
                            const std::string& long_name) {
  const hsize_t n = labels.size();
  const Space space(H5Screate_simple(1, &n, nullptr), "space");
  const Properties p = dataset_properties();
  const Dataset d(H5Dcreate2(where, name.c_str(), string_type(), space, H5P_DEFAULT, p, H5P_DEFAULT), name.c_str());
  write_strings(d, labels);
  must(H5DSset_scale(d, name.c_str()), name.c_str());
  put(d, "long_name", long_name.empty() ? name : long_name);
}

void OutputFile::make_count_scale(const std::string& name, std::uint32_t size, const std::string& long_name,
                                  const char* unit) {
  const hsize_t n = size;
  const Space space(H5Screate_simple(1, &n, nullptr), "space");
  const Properties p = dataset_properties();
  const Dataset d(H5Dcreate2(file_, name.c_str(), H5T_STD_I32LE, space, H5P_DEFAULT, p, H5P_DEFAULT), name.c_str());
  std::vector<std::int32_t> count(size);
  std::iota(count.begin(), count.end(), 0);
  must(H5Dwrite(d, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, count.data()), name.c_str());
  must(H5DSset_scale(d, name.c_str()), name.c_str());
  put(d, "long_name", long_name);
  put(d, "units", std::string(unit));
}

void OutputFile::attach(hid_t where, hid_t dataset, const std::vector<std::string>& axes) {
  for (unsigned axis = 0; axis < axes.size(); ++axis) {
    const bool local = has_link(where, axes[axis]);
    const Dataset scale(H5Dopen2(local ? where : file_.get(), axes[axis].c_str(), H5P_DEFAULT), axes[axis].c_str());
    must(H5DSattach_scale(dataset, scale, axis), axes[axis].c_str());
  }
}

void OutputFile::make_series(const Variable& v) {
  const auto scenarios = static_cast<std::uint32_t>(layout_.scenarios.size());
  const std::vector<hsize_t> dims = shape(layout_, v, scenarios, layout_.replicates);
  const std::vector<hsize_t> chunk = shape(layout_, v, 1, replicates_per_chunk(layout_));
  const Properties p = dataset_properties();
  must(H5Pset_chunk(p, static_cast<int>(chunk.size()), chunk.data()), "chunks");
  must(H5Pset_fletcher32(p), "checksum");
  must(H5Pset_fill_value(p, H5T_NATIVE_FLOAT, &missing), "fill value");
  const Space space(H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr), "space");
  series_.emplace_back(H5Dcreate2(file_, v.name.c_str(), H5T_IEEE_F32LE, space, H5P_DEFAULT, p, H5P_DEFAULT),
                       v.name.c_str());
  const Dataset& d = series_.back();
  std::vector<std::string> axes{"scenario", "replicate", "month"};
  axes.insert(axes.end(), v.dimensions.begin(), v.dimensions.end());
  attach(file_, d, axes);
  put_f4(d, "_FillValue", missing);
  put(d, "units", v.unit);
  put(d, "long_name", v.long_name);
  put(d, "long_name_fr", v.long_name_fr);
  if (std::isfinite(v.valid_min)) put_f4(d, "valid_min", static_cast<float>(v.valid_min));
  if (std::isfinite(v.valid_max)) put_f4(d, "valid_max", static_cast<float>(v.valid_max));
  put(d, "coordinates", std::string("completed seed"));
}

namespace {

struct ColumnMaker {
  hid_t file;
  hid_t group;
  hid_t scale;

  Dataset operator()(const std::string& name, hid_t type, const std::string& unit, const std::string& long_name) const {
    const hsize_t none = 0;
    const hsize_t unlimited = H5S_UNLIMITED;
    const Space space(H5Screate_simple(1, &none, &unlimited), "space");
    const Properties p = dataset_properties();
    must(H5Pset_chunk(p, 1, &rows_per_chunk), "chunks");
    if (H5Tget_class(type) == H5T_INTEGER) {
      must(H5Pset_shuffle(p), "shuffle");
      must(H5Pset_deflate(p, 1), "gzip");
    }
    must(H5Pset_fletcher32(p), "checksum");
    Dataset d(H5Dcreate2(group, name.c_str(), type, space, H5P_DEFAULT, p, H5P_DEFAULT), name.c_str());
    if (scale >= 0) must(H5DSattach_scale(d, scale, 0), name.c_str());
    put(d, "units", unit.empty() ? std::string("1") : unit);
    put(d, "long_name", long_name.empty() ? name : long_name);
    return d;
  }
};

hid_t file_type(TableColumn::Type type) {
  switch (type) {
    case TableColumn::Type::i1:
      return H5T_STD_I8LE;
    case TableColumn::Type::i4:
      return H5T_STD_I32LE;
    case TableColumn::Type::f4:
      break;
  }
  return H5T_IEEE_F32LE;
}

}  // namespace

void OutputFile::make_table(const TableLayout& table) {
  const Properties p = group_properties();
  const Group group(H5Gcreate2(file_, table.name.c_str(), H5P_DEFAULT, p, H5P_DEFAULT), table.name.c_str());
  put(group, "role", std::string("table"));
  put(group, "long_name", table.long_name);
  const std::string axis = row_axis(table.name);
  const Dataset rows = ColumnMaker{file_, group, -1}(axis, H5T_STD_I32LE, "1", "row");
  must(H5DSset_scale(rows, axis.c_str()), axis.c_str());
  const ColumnMaker make{file_, group, rows};
  make("scenario", H5T_STD_I32LE, "1", "position of the scenario, counted from 0");
  make("replicate", H5T_STD_I32LE, "1", "replicate");
  make("month", H5T_STD_I32LE, "1", "months since the beginning");
  for (const TableColumn& c : table.columns) {
    const Dataset d = make(c.name, file_type(c.type), c.unit, c.long_name);
    if (c.flags.empty()) continue;
    std::vector<std::int8_t> values(c.flags.size());
    std::iota(values.begin(), values.end(), std::int8_t{0});
    std::string meanings;
    for (const std::string& f : c.flags) meanings += (meanings.empty() ? "" : " ") + f;
    put(d, "flag_values", values);
    put(d, "flag_meanings", meanings);
  }
}

void OutputFile::write_chunk(std::size_t variable, std::uint32_t scenario, std::uint32_t block, float* values) {
  const Variable& v = layout_.catalogue.variables()[variable];
  const std::uint32_t per_chunk = replicates_per_chunk(layout_);
  const std::size_t n = std::size_t{per_chunk} * (std::size_t{layout_.months} + 1) * layout_.catalogue.size(variable);
  // The filter's output as HDF5 would make it: the values, then their checksum.
  const std::uint32_t sum = fletcher32(values, n * sizeof(float));
  std::memcpy(values + n, &sum, sizeof sum);
  std::vector<hsize_t> at(3 + v.dimensions.size(), 0);
  at[0] = scenario;
  at[1] = hsize_t{block} * per_chunk;
  must(H5Dwrite_chunk(series_[variable], H5P_DEFAULT, 0, at.data(), (n + 1) * sizeof(float), values), "write a series");
}

void OutputFile::read_chunk(std::size_t variable, std::uint32_t scenario, std::uint32_t block, float* values) {
  const Variable& v = layout_.catalogue.variables()[variable];
  const std::uint32_t per_chunk = replicates_per_chunk(layout_);
  const std::uint32_t first = block * per_chunk;
  std::vector<hsize_t> at(3 + v.dimensions.size(), 0);
  at[0] = scenario;
  at[1] = first;
  const std::vector<hsize_t> count = shape(layout_, v, 1, std::min(per_chunk, layout_.replicates - first));
  const Space file(H5Dget_space(series_[variable]), "space");
  must(H5Sselect_hyperslab(file, H5S_SELECT_SET, at.data(), nullptr, count.data(), nullptr), "select");
  const Space memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), "space");
  must(H5Dread(series_[variable], H5T_NATIVE_FLOAT, memory, file, H5P_DEFAULT, values), "read a series again");
}

void OutputFile::write_states(std::uint32_t scenario, std::uint32_t first, const std::int8_t* states,
                              std::uint32_t count) {
  const hsize_t at[] = {scenario, first};
  const hsize_t size[] = {1, count};
  const Space file(H5Dget_space(completed_), "space");
  must(H5Sselect_hyperslab(file, H5S_SELECT_SET, at, nullptr, size, nullptr), "select");
  const Space memory(H5Screate_simple(2, size, nullptr), "space");
  must(H5Dwrite(completed_, H5T_NATIVE_INT8, memory, file, H5P_DEFAULT, states), "write the state of runs");
}

void OutputFile::flush() {
  must(H5Fflush(file_, H5F_SCOPE_LOCAL), "flush");
}

namespace {

// Rows of one column on their way into the file, a chunk at a time.
template <class T>
class ColumnWriter {
 public:
  ColumnWriter(hid_t group, const std::string& name, hid_t memory_type, hsize_t rows)
      : dataset_(H5Dopen2(group, name.c_str(), H5P_DEFAULT), name.c_str()), memory_type_(memory_type) {
    must(H5Dset_extent(dataset_, &rows), name.c_str());
    waiting_.reserve(rows_per_chunk);
  }
  template <class Iterator>
  void append(Iterator first, Iterator last) {
    while (first != last) {
      const auto n =
          std::min<std::ptrdiff_t>(last - first, static_cast<std::ptrdiff_t>(rows_per_chunk - waiting_.size()));
      waiting_.insert(waiting_.end(), first, first + n);
      first += n;
      if (waiting_.size() == rows_per_chunk) write();
    }
  }
  void fill(std::size_t n, T value) {
    for (; n > 0; --n) {
      waiting_.push_back(value);
      if (waiting_.size() == rows_per_chunk) write();
    }
  }
  void write() {
    if (waiting_.empty()) return;
    const hsize_t n = waiting_.size();
    const Space file(H5Dget_space(dataset_), "space");
    must(H5Sselect_hyperslab(file, H5S_SELECT_SET, &written_, nullptr, &n, nullptr), "select");
    const Space memory(H5Screate_simple(1, &n, nullptr), "space");
    must(H5Dwrite(dataset_, memory_type_, memory, file, H5P_DEFAULT, waiting_.data()), "write a table");
    written_ += n;
    waiting_.clear();
  }

 private:
  Dataset dataset_;
  hid_t memory_type_;
  std::vector<T> waiting_;
  hsize_t written_ = 0;
};

using AnyColumn = std::variant<ColumnWriter<std::int8_t>, ColumnWriter<std::int32_t>, ColumnWriter<float>>;

}  // namespace

void OutputFile::write_table(std::size_t table, std::uint64_t rows, const EachRun& each_run) {
  const TableLayout& layout = layout_.tables[table];
  const Group group(H5Gopen2(file_, layout.name.c_str(), H5P_DEFAULT), layout.name.c_str());
  {
    ColumnWriter<std::int32_t> axis(group, row_axis(layout.name), H5T_NATIVE_INT32, rows);
    for (std::uint64_t i = 0; i < rows; ++i) axis.fill(1, static_cast<std::int32_t>(i));
    axis.write();
  }
  ColumnWriter<std::int32_t> scenario(group, "scenario", H5T_NATIVE_INT32, rows);
  ColumnWriter<std::int32_t> replicate(group, "replicate", H5T_NATIVE_INT32, rows);
  ColumnWriter<std::int32_t> month(group, "month", H5T_NATIVE_INT32, rows);
  std::vector<AnyColumn> columns;
  for (const TableColumn& c : layout.columns) switch (c.type) {
      case TableColumn::Type::i1:
        columns.emplace_back(ColumnWriter<std::int8_t>(group, c.name, H5T_NATIVE_INT8, rows));
        break;
      case TableColumn::Type::i4:
        columns.emplace_back(ColumnWriter<std::int32_t>(group, c.name, H5T_NATIVE_INT32, rows));
        break;
      case TableColumn::Type::f4:
        columns.emplace_back(ColumnWriter<float>(group, c.name, H5T_NATIVE_FLOAT, rows));
        break;
    }
  each_run([&](std::uint32_t s, std::uint32_t r, const TableRows& of_run) {
    scenario.fill(of_run.month.size(), static_cast<std::int32_t>(s));
    replicate.fill(of_run.month.size(), static_cast<std::int32_t>(r));
    month.append(of_run.month.begin(), of_run.month.end());
    for (std::size_t c = 0; c < columns.size(); ++c)
      std::visit(
          [&](auto& column) {
            std::visit([&](const auto& values) { column.append(values.begin(), values.end()); }, of_run.columns[c]);
          },
          columns[c]);
  });
  scenario.write();
  replicate.write();
  month.write();
  for (AnyColumn& c : columns) std::visit([](auto& column) { column.write(); }, c);
}

void OutputFile::write_derived(const DerivedGroup& derived) {
  const Properties gp = group_properties();
  const Group group(H5Gcreate2(file_, derived.name.c_str(), H5P_DEFAULT, gp, H5P_DEFAULT), derived.name.c_str());
  put(group, "role", std::string("derived"));
  for (const auto& [name, value] : derived.attributes) put(group, name.c_str(), value);
  for (const Dimension& d : derived.dimensions) make_scale(group, d.name, d.labels, d.long_name);
  // The shared axes are seen from within the group as well: plotting tools look no further.
  std::set<std::string> linked;
  for (const LabelledArray& a : derived.arrays)
    for (const std::string& axis : a.dimensions)
      if (!has_link(group, axis) && linked.insert(axis).second)
        must(H5Lcreate_soft(("/" + axis).c_str(), group, axis.c_str(), H5P_DEFAULT, H5P_DEFAULT), axis.c_str());
  for (const LabelledArray& a : derived.arrays) {
    std::vector<hsize_t> dims;
    for (const std::string& axis : a.dimensions) {
      const Dataset scale(H5Dopen2(group, axis.c_str(), H5P_DEFAULT), axis.c_str());
      dims.push_back(extent(scale).at(0));
    }
    const Properties p = dataset_properties();
    const Space space(
        dims.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr),
        "space");
    const Dataset d(H5Dcreate2(group, a.name.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, p, H5P_DEFAULT),
                    a.name.c_str());
    must(H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, a.values.data()), a.name.c_str());
    attach(group, d, a.dimensions);
    put(d, "units", a.unit.empty() ? std::string("1") : a.unit);
    put(d, "long_name", a.long_name.empty() ? a.name : a.long_name);
  }
  if (derived.signal.empty()) return;
  put(group, "NX_class", std::string("NXdata"));
  put(group, "signal", derived.signal);
  for (const LabelledArray& a : derived.arrays)
    if (a.name == derived.signal && !a.dimensions.empty()) put(group, "axes", a.dimensions);
  if (derived.name == "summary") put(file_, "default", derived.name);
}

void OutputFile::write_default_chart() {
  if (layout_.default_variable.empty()) return;
  const Variable& v = layout_.catalogue.variables()[layout_.catalogue.find(layout_.default_variable)];
  const Properties gp = group_properties();
  const Group group(H5Gcreate2(file_, "summary", H5P_DEFAULT, gp, H5P_DEFAULT), "summary");
  std::vector<std::string> axes{"scenario", "replicate", "month"};
  axes.insert(axes.end(), v.dimensions.begin(), v.dimensions.end());
  std::vector<std::string> names = axes;
  names.push_back(v.name);
  for (const std::string& name : names)
    must(H5Lcreate_soft(("/" + name).c_str(), group, name.c_str(), H5P_DEFAULT, H5P_DEFAULT), name.c_str());
  put(group, "role", std::string("chart"));
  put(group, "NX_class", std::string("NXdata"));
  put(group, "signal", v.name);
  put(group, "axes", axes);
  put(file_, "default", std::string("summary"));
}

void OutputFile::write_failures(const std::vector<std::string>& failures) {
  if (failures.empty()) return;
  const Group group(H5Gopen2(file_, "provenance", H5P_DEFAULT), "provenance");
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < failures.size(); ++i) numbers.push_back(std::to_string(i + 1));
  make_scale(group, "failure", numbers, "failed run");
  const hsize_t n = failures.size();
  const Space space(H5Screate_simple(1, &n, nullptr), "space");
  const Properties p = dataset_properties();
  const Dataset d(H5Dcreate2(group, "failures", string_type(), space, H5P_DEFAULT, p, H5P_DEFAULT), "failures");
  write_strings(d, failures);
  attach(group, d, {"failure"});
  put(d, "long_name", std::string("why runs failed"));
}

void OutputFile::write_status_complete() {
  replace(file_, "status", "complete");
}

void OutputFile::write_provenance(const std::vector<std::pair<std::string, std::string>>& attributes) {
  const Group group(H5Gopen2(file_, "provenance", H5P_DEFAULT), "provenance");
  for (const auto& [name, value] : attributes) {
    if (value.size() <= longest_attribute) {
      put(group, name.c_str(), value);
      continue;
    }
    const Space scalar(H5Screate(H5S_SCALAR), "space");
    const Properties p = dataset_properties();
    const Dataset d(H5Dcreate2(group, name.c_str(), string_type(), scalar, H5P_DEFAULT, p, H5P_DEFAULT), name.c_str());
    write_strings(d, {value});
    put(d, "long_name", name);
  }
}

void OutputFile::close() {
  // The file's own flush tells of a full disk before closing does.
  flush();
  series_.clear();
  completed_.reset();
  if (!file_.reset()) fail("close the file");
}

void OutputFile::abandon() noexcept {
  if (!file_) return;
  // HDF5 writes on closing, and would leave the file half-way between two states: let it write elsewhere.
  void* handle = nullptr;
  if (H5Fget_vfd_handle(file_, H5P_DEFAULT, &handle) >= 0 && handle != nullptr) {
    const int elsewhere = memfd_create("abandoned", MFD_CLOEXEC);
    if (elsewhere >= 0) {
      dup2(elsewhere, *static_cast<int*>(handle));
      ::close(elsewhere);
    }
  }
  series_.clear();
  completed_.reset();
  file_.reset();
}

}  // namespace entremise::hdf5
