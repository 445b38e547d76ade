// inspect, check, export: what is done with result files.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "analysis/program/commands.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/wording/numbers.hpp"
#include "sim/record/check.hpp"
#include "sim/record/reader.hpp"

namespace entremise::program {
namespace {

/// A cell of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front.
std::string csv_cell(const std::string& text) {
  std::string safe = text;
  if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos) safe.insert(0, "'");
  if (safe.find_first_of(",\"\n\r") == std::string::npos) return safe;
  std::string out = "\"";
  for (const char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

// The shortest text that reads back as the same number; nothing for a missing one.
void append_number(std::string& out, float value) {
  if (std::isfinite(value)) fmt::format_to(std::back_inserter(out), "{}", value);
}

constexpr std::size_t piece = 1 << 20;  // bytes gathered before a file is added to

// Variables that share their axes stand side by side in one table, one row per run, month and position on the axes.
void export_series(const TrajectoryReader& reader, NewFiles& files) {
  const EnsembleLayout& layout = reader.layout();
  const Catalogue& catalogue = layout.catalogue;
  std::vector<std::vector<std::string>> groups;
  for (const Variable& v : catalogue.variables())
    if (std::find(groups.begin(), groups.end(), v.dimensions) == groups.end()) groups.push_back(v.dimensions);

  for (const auto& axes : groups) {
    std::string name = "series";
    for (const std::string& axis : axes) name += (axis == axes.front() ? "_by_" : "_") + axis;
    name += ".csv";
    std::string out = "scenario,replicate,month";
    for (const std::string& axis : axes) out += "," + csv_cell(axis);
    std::vector<std::size_t> members;
    for (std::size_t v = 0; v < catalogue.variables().size(); ++v)
      if (catalogue.variables()[v].dimensions == axes) {
        members.push_back(v);
        out += "," + csv_cell(catalogue.variables()[v].name);
      }
    out += "\n";
    files.write(name, out);
    out.clear();

    const std::size_t cells = catalogue.size(members.front()), points = std::size_t{layout.months} + 1;
    std::vector<std::string> positions;
    for (std::size_t c = 0; c < cells; ++c) {
      std::string labels;
      std::size_t rest = c, block = cells;
      for (const std::string& axis : axes) {
        const auto& known = catalogue.dimension(axis).labels;
        block /= known.size();
        labels += "," + csv_cell(known[rest / block]);
        rest %= block;
      }
      positions.push_back(labels);
    }
    for (std::uint32_t s = 0; s < layout.scenarios.size(); ++s) {
      const std::string scenario = csv_cell(layout.scenarios[s]);
      for (std::uint32_t r = 0; r < layout.replicates; ++r) {
        if (!reader.completed(s, r)) continue;
        std::vector<std::vector<float>> series;
        for (const std::size_t v : members) series.push_back(reader.series(v, s, r, 1));
        for (std::size_t m = 0; m < points; ++m)
          for (std::size_t c = 0; c < cells; ++c) {
            fmt::format_to(std::back_inserter(out), "{},{},{}{}", scenario, r, m, positions[c]);
            for (const auto& values : series) {
              out += ',';
              append_number(out, values[m * cells + c]);
            }
            out += '\n';
          }
        if (out.size() > piece) {
          files.append(name, out);
          out.clear();
        }
      }
    }
    files.append(name, out);
  }
}

void export_table(const TrajectoryReader& reader, std::size_t t, NewFiles& files) {
  const EnsembleLayout& layout = reader.layout();
  const TableLayout& table = layout.tables[t];
  const std::string name = table.name + ".csv";
  std::string out = "scenario,replicate,month";
  for (const TableColumn& column : table.columns) out += "," + csv_cell(column.name);
  files.write(name, out + "\n");
  out.clear();
  for (std::uint32_t r = 0; r < layout.replicates; ++r)
    for (std::uint32_t s = 0; s < layout.scenarios.size(); ++s) {
      if (!reader.completed(s, r)) continue;
      const TableRows rows = reader.rows_of(t, s, r);
      const std::string scenario = csv_cell(layout.scenarios[s]);
      for (std::size_t i = 0; i < rows.month.size(); ++i) {
        fmt::format_to(std::back_inserter(out), "{},{},{}", scenario, r, rows.month[i]);
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
          out += ',';
          const auto& flags = table.columns[c].flags;
          std::visit(
              [&](const auto& values) {
                if constexpr (std::is_same_v<typename std::decay_t<decltype(values)>::value_type, float>) {
                  append_number(out, values[i]);
                } else {
                  const int value = values[i];
                  if (value >= 0 && static_cast<std::size_t>(value) < flags.size())
                    out += csv_cell(flags[static_cast<std::size_t>(value)]);
                  else
                    fmt::format_to(std::back_inserter(out), "{}", value);
                }
              },
              rows.columns[c]);
        }
        out += '\n';
        if (out.size() > piece) {
          files.append(name, out);
          out.clear();
        }
      }
    }
  files.append(name, out);
}

void export_meanings(const TrajectoryReader& reader, NewFiles& files) {
  std::string out = "column,unit,meaning_en,meaning_fr\n";
  for (const Variable& v : reader.layout().catalogue.variables())
    out += fmt::format("{},{},{},{}\n", csv_cell(v.name), csv_cell(v.unit), csv_cell(v.long_name),
                       csv_cell(v.long_name_fr));
  for (const TableLayout& table : reader.layout().tables)
    for (const TableColumn& c : table.columns)
      out += fmt::format("{},{},{},\n", csv_cell(table.name + ": " + c.name), csv_cell(c.unit), csv_cell(c.long_name));
  files.write("columns.csv", out);
}

}  // namespace

Answer inspect(const Request& request, Terminal& terminal) {
  const std::string& file = request.words.front();
  const TrajectoryReader reader(file);
  const EnsembleLayout& layout = reader.layout();
  const Language language = terminal.language();
  const bool french = language == Language::french;
  const Provenance provenance = reader.provenance();
  const std::size_t completed = reader.count(RunState::completed), failed = reader.count(RunState::failed),
                    total = layout.scenarios.size() * layout.replicates;
  std::error_code ignored;
  const auto bytes = std::filesystem::file_size(file, ignored);

  Json json = {{"file", file},
               {"status", reader.complete() ? "complete" : "partial"},
               {"format_version", reader.format_version()},
               {"title", layout.title},
               {"scenarios", layout.scenarios},
               {"replicates", layout.replicates},
               {"months", layout.months},
               {"seed", layout.seed},
               {"results_version", layout.results_version},
               {"bytes", bytes},
               {"runs", {{"total", total}, {"completed", completed}, {"failed", failed}}}};
  Json variables = Json::array(), tables = Json::array(), origin = Json::object();
  for (const Variable& v : layout.catalogue.variables())
    variables.push_back({{"name", v.name}, {"unit", v.unit}, {"long_name", v.long_name}, {"dimensions", v.dimensions}});
  for (std::size_t t = 0; t < layout.tables.size(); ++t)
    tables.push_back({{"name", layout.tables[t].name}, {"rows", reader.complete() ? reader.rows(t) : 0}});
  for (const auto& [name, value] : provenance.attributes) origin[name] = value;
  json["variables"] = std::move(variables);
  json["tables"] = std::move(tables);
  json["derived"] = reader.derived_names();
  json["failures"] = reader.failures();
  json["provenance"] = std::move(origin);
  if (request.manner.json) return {exit_ok, std::move(json)};

  std::string out = terminal.bold(layout.title.empty() ? file : layout.title) + "\n";
  const auto row = [&](const char* en, const char* fr, const std::string& value) {
    out += fmt::format("  {}  {}\n", pad_right(french ? fr : en, 14), value);
  };
  const Text status = reader.complete()
                          ? Text{"complete", "complet"}
                          : Text{"partial: interrupted, can be resumed", "partiel : interrompu, peut être repris"};
  row("file", "fichier", fmt::format("{} ({})", file, size_of_file(bytes, language)));
  row("status", "état", status.in(language));
  std::string runs = fmt::format("{}/{}", whole_number(completed, language), whole_number(total, language));
  if (failed != 0) runs += fmt::format(" ({} {})", failed, french ? "en échec" : "failed");
  row("runs", "simulations", runs);
  for (std::uint32_t s = 0; s < layout.scenarios.size(); ++s) {
    std::size_t done = 0;
    for (std::uint32_t r = 0; r < layout.replicates; ++r) done += reader.completed(s, r) ? 1 : 0;
    row(s == 0 ? "scenarios" : "", s == 0 ? "scénarios" : "",
        fmt::format("{} ({}/{} {})", layout.scenarios[s], done, layout.replicates,
                    french ? "répliques" : "replicates"));
  }
  row("months", "mois", std::to_string(layout.months));
  row("seed", "graine", std::to_string(layout.seed));
  std::string names;
  for (const Variable& v : layout.catalogue.variables()) names += (names.empty() ? "" : ", ") + v.name;
  row("variables", "variables", fold(names, terminal.width(), 18));
  for (std::size_t t = 0; t < layout.tables.size(); ++t)
    row(t == 0 ? "tables" : "", t == 0 ? "tables" : "",
        reader.complete() ? fmt::format("{} ({} {})", layout.tables[t].name, whole_number(reader.rows(t), language),
                                        french ? "lignes" : "rows")
                          : layout.tables[t].name);
  for (const char* name : {"command_line", "version", "git_commit", "started", "finished", "threads"}) {
    const auto at = std::find_if(provenance.attributes.begin(), provenance.attributes.end(),
                                 [&](const auto& a) { return a.first == name; });
    if (at == provenance.attributes.end()) continue;
    static const std::map<std::string, const char*> in_french{{"command_line", "commande"}, {"version", "version"},
                                                              {"git_commit", "révision"},   {"started", "début"},
                                                              {"finished", "fin"},          {"threads", "fils"}};
    static const std::map<std::string, const char*> in_english{{"command_line", "command"}, {"version", "version"},
                                                               {"git_commit", "revision"},  {"started", "started"},
                                                               {"finished", "finished"},    {"threads", "threads"}};
    row(in_english.at(name), in_french.at(name), at->second);
  }
  for (const std::string& failure : reader.failures()) row("failure", "échec", failure);
  terminal.result(out);
  return {exit_ok, std::move(json)};
}

Answer check(const Request& request, Terminal& terminal) {
  const std::string& file = request.words.front();
  const std::vector<Diagnostic> faults = check_trajectories(file);
  terminal.diagnostics(faults);
  const int exit_code = exit_code_of(faults);
  if (!request.manner.json)
    terminal.result(terminal.say(exit_code == exit_ok
                                     ? text("{}: sound\n", "{} : intact\n", file)
                                     : text("{}: faults: {}\n", "{} : défauts : {}\n", file, faults.size())));
  return {exit_code, {{"file", file}, {"sound", exit_code == exit_ok}, {"diagnostics", to_json(faults)}}};
}

Answer export_tables(const Request& request, Terminal& terminal) {
  const TrajectoryReader reader(request.words.front());
  NewFiles files(request.csv, request.force);
  export_series(reader, files);
  // An interrupted file has its tables beside it, in a form of its own; they appear when the ensemble is finished.
  if (reader.complete())
    for (std::size_t t = 0; t < reader.layout().tables.size(); ++t) export_table(reader, t, files);
  export_meanings(reader, files);
  files.publish();
  Json written = Json::array();
  std::string out;
  for (const std::string& name : files.names()) {
    const std::string path = (files.folder() / name).string();
    written.push_back(path);
    out += path + "\n";
  }
  if (!request.manner.json) terminal.result(out);
  return {exit_ok, {{"file", request.words.front()}, {"written", std::move(written)}}};
}

}  // namespace entremise::program
