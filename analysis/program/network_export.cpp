// export --graphml: the networks of a month, for Gephi, NetworkX and igraph.
#include <algorithm>

#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/new_files.hpp"
#include "models/territory/model.hpp"
#include "scenarios/scenario.hpp"
#include "sim/graph/graph_files.hpp"
#include "sim/record/reader.hpp"

namespace entremise::program {
namespace {

std::string written(const TableColumn& column, const TableRows::Values& values, std::size_t row) {
  return std::visit(
      [&](const auto& all) -> std::string {
        const auto value = all[row];
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, const float> ||
                      std::is_same_v<std::decay_t<decltype(value)>, float>) {
          return fmt::format("{}", value);
        } else {
          const auto at = static_cast<std::size_t>(value);
          return value >= 0 && at < column.flags.size() ? column.flags[at] : fmt::format("{}", int{value});
        }
      },
      values);
}

// The rows of one table as cells; a column may get another name.
Table cells_of(const TableLayout& layout, const TableRows& rows,
               const std::vector<std::pair<const char*, const char*>>& names) {
  Table table;
  for (const TableColumn& column : layout.columns) {
    const auto other =
        std::find_if(names.begin(), names.end(), [&](const auto& pair) { return column.name == pair.first; });
    table.columns.push_back({other == names.end() ? column.name : other->second, 0, 0});
  }
  table.rows.resize(rows.month.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    for (std::size_t c = 0; c < layout.columns.size(); ++c)
      table.rows[i].push_back({written(layout.columns[c], rows.columns[c], i), 0, 0});
  return table;
}

void add_column(Table& table, const char* name, const std::function<std::string(std::size_t)>& value) {
  table.columns.push_back({name, 0, 0});
  for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].push_back({value(i), 0, 0});
}

// One replicate run again, as far as the end of the month. Nothing of it needs to have been recorded.
GraphTables network_of(const scenarios::Scenario& scenario, Luck luck, std::uint32_t month) {
  territory::RecordChoice choice;
  choice.actor_months = choice.relation_months = {month};
  RunRecord record;
  territory::run(scenario.specification, luck, choice, record);
  const std::vector<TableLayout> layouts = territory::tables(choice);
  GraphTables network;
  std::vector<Pair> pairs;
  for (std::size_t t = 0; t < layouts.size(); ++t) {
    const TableRows& rows = record.tables[t];
    if (layouts[t].name == "actors") network.actors = cells_of(layouts[t], rows, {{"actor", "id"}});
    if (layouts[t].name != "relations") continue;
    network.relations = cells_of(layouts[t], rows, {{"a", "source"}, {"b", "target"}});
    const auto& a = std::get<std::vector<std::int32_t>>(rows.columns[1]);
    const auto& b = std::get<std::vector<std::int32_t>>(rows.columns[2]);
    for (std::size_t i = 0; i < a.size(); ++i) pairs.push_back({static_cast<Actor>(a[i]), static_cast<Actor>(b[i])});
    // Layouts of networks want one weight, the higher the nearer.
    const auto column = [&](const char* name) -> const std::vector<float>& {
      for (std::size_t c = 0; c < layouts[t].columns.size(); ++c)
        if (layouts[t].columns[c].name == name) return std::get<std::vector<float>>(rows.columns[c]);
      throw std::logic_error(name);
    };
    const auto &ab = column("trust_ab"), &ba = column("trust_ba");
    add_column(network.relations, "weight", [&](std::size_t i) { return fmt::format("{}", 0.5f * (ab[i] + ba[i])); });
  }
  if (scenario.specification.given)
    add_column(network.actors, "label", [&](std::size_t i) { return scenario.specification.given->offices[i].name; });
  else
    add_column(network.actors, "label", [&](std::size_t i) {
      return network.actors.rows[i][*network.actors.find("actor_type")].text + " " + std::to_string(i);
    });
  network.graph = Graph(static_cast<std::uint32_t>(network.actors.rows.size()), pairs);
  network.from_b.assign(pairs.size(), false);
  return network;
}

}  // namespace

Answer export_networks(const Request& request, Terminal& terminal) {
  const std::string& file = request.words.front();
  const TrajectoryReader reader(file);
  const EnsembleLayout& layout = reader.layout();
  const auto refuse = [](Text message, Text remedy = {}) {
    throw Failure(complaint(Trouble::usage, "E0602", {}, std::move(message), std::move(remedy)));
  };
  const std::uint32_t month = request.month.value_or(layout.months), replicate = request.replicate.value_or(0);
  if (month > layout.months)
    refuse(text("--month takes a number from 0 to {}, not {}", "--month attend un nombre de 0 à {}, pas {}",
                layout.months, month));
  if (replicate >= layout.replicates)
    refuse(text("--replicate takes a number from 0 to {}, not {}", "--replicate attend un nombre de 0 à {}, pas {}",
                layout.replicates - 1, replicate));
  if (!request.scenario.empty() &&
      std::find(layout.scenarios.begin(), layout.scenarios.end(), request.scenario) == layout.scenarios.end())
    refuse(text("--scenario: there is no scenario “{}” in this file",
                "--scenario : ce fichier n’a pas de scénario « {} »", request.scenario),
           did_you_mean(request.scenario, layout.scenarios));
  if (layout.results_version != territory::results_version)
    throw Failure(complaint(
        Trouble::invalid_results, "E0631", file,
        text(
            "these results are of version {}, this program computes version {}: the networks would not be the same",
            "ces résultats sont de la version {}, ce programme calcule la version {} : les réseaux ne seraient pas les "
            "mêmes",
            layout.results_version, territory::results_version),
        text("Run the ensemble again with this program.", "Relancez l’ensemble avec ce programme.")));
  const Provenance provenance = reader.provenance();
  if (provenance.configurations.size() != layout.scenarios.size())
    throw Failure(complaint(Trouble::invalid_results, "E0632", file,
                            text("the file does not say from which scenarios it was made",
                                 "le fichier ne dit pas de quels scénarios il vient")));
  NewFiles files(request.graphml, request.force);
  for (std::size_t s = 0; s < layout.scenarios.size(); ++s) {
    if (!request.scenario.empty() && layout.scenarios[s] != request.scenario) continue;
    scenarios::Reading reading = scenarios::read_scenario_text(provenance.configurations[s], layout.scenarios[s]);
    if (!reading.scenario) throw Failure(std::move(reading.diagnostics));
    reading.scenario->specification.months = layout.months;
    std::string name = layout.scenarios[s];
    std::replace(name.begin(), name.end(), '/', '-');
    name += fmt::format("-replicate-{}-month-{}.graphml", replicate, month);
    files.write(name, to_graphml(network_of(*reading.scenario, Luck{layout.seed, replicate}, month), name));
  }
  files.publish();
  Json written = Json::array();
  std::string out;
  for (const std::string& name : files.names()) {
    written.push_back((files.folder() / name).string());
    out += (files.folder() / name).string() + "\n";
  }
  if (!request.manner.json) terminal.result(out);
  return {exit_ok, {{"file", file}, {"month", month}, {"replicate", replicate}, {"written", std::move(written)}}};
}

}  // namespace entremise::program
