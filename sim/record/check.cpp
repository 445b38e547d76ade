#include "sim/record/check.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/record/faults.hpp"
#include "sim/record/hdf5_handles.hpp"
#include "sim/record/input_file.hpp"
#include "sim/record/output_file.hpp"
#include "sim/record/reader.hpp"

namespace entremise {

using hdf5::Dataset;
using hdf5::Error;
using hdf5::Group;
using hdf5::must;
using hdf5::Space;
using hdf5::Type;

namespace {

class Checker {
 public:
  explicit Checker(const std::filesystem::path& path) : path_(path) {}

  std::vector<Diagnostic> run() {
    try {
      hdf5::File file = hdf5::open_trajectories(path_);
      file_ = file.get();
      step([&] { root_attributes(); });
      step([&] { group("/", Group(H5Gopen2(file_, "/", H5P_DEFAULT), "/")); });
      step([&] { axes(); });
      step([&] { provenance(); });
    } catch (const Failure& failure) {
      faults_ = failure.diagnostics();
      return faults_;
    }
    // The values, through the reader that everybody uses.
    try {
      const TrajectoryReader reader(path_);
      step([&] { runs(reader); });
      for (std::size_t v = 0; v < reader.layout().catalogue.variables().size(); ++v) series(reader, v);
      for (std::size_t t = 0; t < reader.layout().tables.size(); ++t) step([&] { table(reader, t); });
      for (const std::string& name : reader.derived_names()) step([&] { static_cast<void>(reader.derived(name)); });
    } catch (const Failure& failure) {
      faults_.insert(faults_.end(), failure.diagnostics().begin(), failure.diagnostics().end());
    }
    return std::move(faults_);
  }

 private:
  void add(const char* code, Text message) {
    faults_.push_back(file_fault(Trouble::invalid_results, code, path_, std::move(message)));
  }

  template <class F>
  void step(F&& f) {
    try {
      f();
    } catch (const Error& e) {
      faults_.push_back(damaged(path_, e.what()));
    } catch (const std::bad_alloc&) {
      faults_.push_back(damaged(path_, "impossible sizes"));
    } catch (const std::length_error&) {
      faults_.push_back(damaged(path_, "impossible sizes"));
    } catch (const Failure& failure) {
      faults_.insert(faults_.end(), failure.diagnostics().begin(), failure.diagnostics().end());
    }
  }

  void want_text(hid_t object, const std::string& where, const char* name) {
    if (!hdf5::get_string(object, name))
      add("E0530",
          text("{}: the attribute \"{}\" is missing, or not a UTF-8 string of variable length",
               "{} : l'attribut « {} » manque, ou n'est pas une chaîne UTF-8 de longueur variable", where, name));
  }

  void want_value(const char* name, const std::vector<std::string>& values) {
    want_text(file_, "/", name);
    const auto value = hdf5::get_string(file_, name);
    if (value && std::ranges::find(values, *value) == values.end())
      add("E0531", text("/: the attribute \"{}\" is \"{}\" and should be \"{}\"",
                        "/ : l'attribut « {} » vaut « {} » au lieu de « {} »", name, *value,
                        fmt::format("{}", fmt::join(values, " | "))));
  }

  void root_attributes() {
    want_value("Conventions", {hdf5::conventions});
    want_value("status", {"complete", "partial"});
    want_value("NX_class", {"NXroot"});
    want_text(file_, "/", "title");
    want_text(file_, "/", "source");
    if (!hdf5::get_number(file_, "results_version"))
      add("E0530", text("/: the attribute \"results_version\" is missing, or not a number",
                        "/ : l'attribut « results_version » manque, ou n'est pas un nombre"));
    if (const auto shown = hdf5::get_string(file_, "default"); shown && !hdf5::has_link(file_, *shown))
      add("E0539", text("/: the attribute \"default\" names a group that is missing: {}",
                        "/ : l'attribut « default » désigne un groupe absent : {}", *shown));
    for (const char* name : {"scenario", "replicate", "month", "seed", "completed", "provenance"})
      if (!hdf5::has_link(file_, name)) add("E0534", text("/{} is missing", "/{} manque", name));
  }

  // Every object below: creation order, types, axes, names and units.
  void group(const std::string& where, hid_t id) {
    {
      const hdf5::Properties p(H5Gget_create_plist(id), "properties");
      unsigned order = 0;
      must(H5Pget_link_creation_order(p, &order), "link order");
      if ((order & H5P_CRT_ORDER_TRACKED) == 0)
        add("E0533",
            text("{}: the order of creation is not tracked", "{} : l'ordre de création n'est pas conservé", where));
    }
    for (const hdf5::Link& link : hdf5::links(id)) {
      const std::string name = (where == "/" ? where : where + "/") + link.name;
      step([&] {
        if (link.soft) {
          if (H5Oexists_by_name(id, link.name.c_str(), H5P_DEFAULT) <= 0)
            add("E0539", text("{}: the link leads nowhere", "{} : le lien ne mène nulle part", name));
        } else if (link.type == H5O_TYPE_GROUP) {
          const Group child(H5Gopen2(id, link.name.c_str(), H5P_DEFAULT), name.c_str());
          group(name, child);
          nexus(name, child);
        } else if (link.type == H5O_TYPE_DATASET) {
          const Dataset d(H5Dopen2(id, link.name.c_str(), H5P_DEFAULT), name.c_str());
          dataset(name, link.name, d);
        } else {
          add("E0533", text("{}: neither a group nor a dataset", "{} : ni groupe ni jeu de données", name));
        }
      });
    }
  }

  static bool allowed(hid_t type) {
    if (hdf5::is_vlen_utf8(type)) return true;
    const auto same = [&](hid_t t) { return H5Tequal(type, t) > 0; };
    return same(H5T_STD_I8LE) || same(H5T_STD_I32LE) || same(H5T_STD_U64LE) || same(H5T_IEEE_F32LE) ||
           same(H5T_IEEE_F64LE);
  }

  void dataset(const std::string& where, const std::string& name, hid_t d) {
    const Type type(H5Dget_type(d), "type");
    if (!allowed(type))
      add("E0533", text("{}: the type of the values is none of the format's",
                        "{} : le type des valeurs n'est pas de ceux du format", where));
    const hdf5::Properties p(H5Dget_create_plist(d), "properties");
    hbool_t times = true;
    must(H5Pget_obj_track_times(p, &times), "times");
    if (times)
      add("E0533",
          text("{}: times are stored, so that equal runs give other bytes",
               "{} : des heures sont conservées, si bien que les mêmes calculs donnent d'autres octets", where));
    want_text(d, where, "long_name");
    if (!hdf5::is_vlen_utf8(type) && name != "completed") want_text(d, where, "units");
    if (H5DSis_scale(d) > 0) return;
    const auto dims = hdf5::extent(d);
    for (unsigned axis = 0; axis < dims.size(); ++axis) {
      const std::string scale = hdf5::scale_name(d, axis);
      if (scale.empty()) {
        add("E0532",
            text("{}: axis {} has no dimension scale", "{} : l'axe {} n'a pas d'échelle de dimension", where, axis));
        continue;
      }
      const std::string parent = where.substr(0, where.rfind('/') + 1);
      const std::string near = parent + scale;
      const bool local = parent != "/" && H5Lexists(file_, near.c_str(), H5P_DEFAULT) > 0;
      const std::string at = local ? near : "/" + scale;
      if (!local && !hdf5::has_link(file_, scale)) {
        add("E0532", text("{}: the dimension scale of axis {} (\"{}\") is out of sight",
                          "{} : l'échelle de dimension de l'axe {} (« {} ») est introuvable", where, axis, scale));
        continue;
      }
      const Dataset s(H5Dopen2(file_, at.c_str(), H5P_DEFAULT), at.c_str());
      if (hdf5::extent(s) != std::vector<hsize_t>{dims[axis]})
        add("E0532",
            text("{}: axis {} and its dimension scale \"{}\" differ in length",
                 "{} : l'axe {} et son échelle de dimension « {} » n'ont pas la même longueur", where, axis, scale));
    }
  }

  void nexus(const std::string& where, hid_t id) {
    if (hdf5::get_string(id, "NX_class") != "NXdata") return;
    const auto signal = hdf5::get_string(id, "signal");
    if (!signal || !hdf5::has_link(id, *signal)) {
      add("E0539", text("{}: the group says that it can be drawn, and has no such array",
                        "{} : le groupe se dit traçable, mais n'a pas ce tableau", where));
      return;
    }
    for (const std::string& axis : hdf5::get_strings(id, "axes"))
      if (!hdf5::has_link(id, axis))
        add("E0539", text("{}: the axis \"{}\" is missing", "{} : l'axe « {} » manque", where, axis));
  }

  void axes() {
    for (const char* name : {"replicate", "month"}) {
      if (!hdf5::has_link(file_, name)) continue;
      const Dataset d(H5Dopen2(file_, name, H5P_DEFAULT), name);
      const auto dims = hdf5::extent(d);
      const Type type(H5Dget_type(d), "type");
      bool good = dims.size() == 1 && dims[0] <= 0x7fffffff && H5Tequal(type, H5T_STD_I32LE) > 0 &&
                  hdf5::get_string(d, "units") == "1" && H5DSis_scale(d) > 0;
      if (good) {
        std::vector<std::int32_t> values(dims[0]);
        must(H5Dread(d, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), name);
        for (std::size_t i = 0; i < values.size(); ++i) good = good && values[i] == static_cast<std::int32_t>(i);
      }
      if (!good)
        add("E0534", text("/{} should count 0, 1, 2, … as plain 4-byte integers with units \"1\"",
                          "/{} devrait compter 0, 1, 2, … en entiers de 4 octets, d'unité « 1 »", name));
    }
    if (hdf5::has_link(file_, "seed")) {
      std::uint64_t seed = 0;
      const Dataset d(H5Dopen2(file_, "seed", H5P_DEFAULT), "seed");
      must(H5Dread(d, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &seed), "seed");
      if (seed >= std::uint64_t{1} << 53)
        add("E0534", text("/seed is not below 2^53", "/seed n'est pas inférieure à 2^53"));
    }
    if (hdf5::has_link(file_, "completed")) {
      const Dataset d(H5Dopen2(file_, "completed", H5P_DEFAULT), "completed");
      if (hdf5::get_string(d, "flag_meanings") != "missing completed failed")
        add("E0534", text("/completed: the meanings of its flags are not \"missing completed failed\"",
                          "/completed : le sens de ses valeurs n'est pas « missing completed failed »"));
    }
  }

  void provenance() {
    if (!hdf5::has_link(file_, "provenance")) return;
    const Group id(H5Gopen2(file_, "provenance", H5P_DEFAULT), "provenance");
    // Texts without axes are read here; the others were met on the way.
    for (const hdf5::Link& link : hdf5::links(id))
      if (link.type == H5O_TYPE_DATASET)
        static_cast<void>(hdf5::read_strings(Dataset(H5Dopen2(id, link.name.c_str(), H5P_DEFAULT), link.name.c_str())));
    static_cast<void>(hdf5::all_string_attributes(id));
  }

  void runs(const TrajectoryReader& reader) {
    if (reader.complete() && reader.count(RunState::missing) > 0)
      add("E0538", text("the file says that it is complete, and {} runs are missing",
                        "le fichier se dit complet, et {} simulations manquent", reader.count(RunState::missing)));
  }

  void series(const TrajectoryReader& reader, std::size_t v) {
    const EnsembleLayout& layout = reader.layout();
    const Variable& variable = layout.catalogue.variables()[v];
    const auto low = static_cast<float>(variable.valid_min);
    const auto high = static_cast<float>(variable.valid_max);
    const std::uint32_t step_size = hdf5::replicates_per_chunk(layout);
    std::size_t outside = 0;
    for (std::uint32_t s = 0; s < layout.scenarios.size(); ++s)
      for (std::uint32_t first = 0; first < layout.replicates; first += step_size) {
        try {
          const auto values = reader.series(v, s, first, std::min(step_size, layout.replicates - first));
          outside +=
              static_cast<std::size_t>(std::ranges::count_if(values, [&](float x) { return x < low || x > high; }));
        } catch (const Failure&) {
          add("E0535",
              text("/{}: replicates {} to {} of scenario \"{}\" cannot be read (damaged block)",
                   "/{} : les répliques {} à {} du scénario « {} » sont illisibles (bloc endommagé)", variable.name,
                   first, std::min(first + step_size, layout.replicates) - 1, layout.scenarios[s]));
        }
      }
    if (outside > 0)
      add("E0536", text("/{}: {} values lie outside valid_min … valid_max",
                        "/{} : {} valeurs sont hors de valid_min … valid_max", variable.name, outside));
  }

  void table(const TrajectoryReader& reader, std::size_t t) {
    const EnsembleLayout& layout = reader.layout();
    const TableLayout& table = layout.tables[t];
    const auto fault = [&](const std::string& column, std::size_t n) {
      if (n > 0)
        add("E0537", text("/{}/{}: {} rows have values that cannot be",
                          "/{}/{} : {} lignes ont des valeurs impossibles", table.name, column, n));
    };
    // Run by run: the reader makes sure of the order of rows and of the runs that they name.
    std::size_t months = 0;
    std::vector<std::size_t> flags(table.columns.size(), 0);
    std::size_t homeless = 0;
    for (std::uint32_t r = 0; r < layout.replicates; ++r)
      for (std::uint32_t s = 0; s < layout.scenarios.size(); ++s) {
        const TableRows rows = reader.rows_of(t, s, r);
        if (!reader.completed(s, r)) homeless += rows.month.size();
        months += static_cast<std::size_t>(std::ranges::count_if(
            rows.month, [&](std::int32_t m) { return m < 0 || m > static_cast<std::int32_t>(layout.months); }));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
          const auto* values = std::get_if<std::vector<std::int8_t>>(&rows.columns[c]);
          if (values == nullptr || table.columns[c].flags.empty()) continue;
          const auto most = static_cast<int>(table.columns[c].flags.size());
          flags[c] += static_cast<std::size_t>(
              std::ranges::count_if(*values, [&](std::int8_t x) { return x < 0 || x >= most; }));
        }
      }
    fault("month", months);
    fault("replicate", homeless);
    for (std::size_t c = 0; c < flags.size(); ++c) fault(table.columns[c].name, flags[c]);
  }

  std::filesystem::path path_;
  hid_t file_ = H5I_INVALID_HID;
  std::vector<Diagnostic> faults_;
};

}  // namespace

std::vector<Diagnostic> check_trajectories(const std::filesystem::path& path) {
  return Checker(path).run();
}

}  // namespace entremise
