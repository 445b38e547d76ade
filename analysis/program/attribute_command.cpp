// attribute: what each lever of a scenario contributes when they act together.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "analysis/attribution/shapley.hpp"
#include "analysis/charts/attribution.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/experiment.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/table.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t usual_replicates = 32, usual_orders = 16;

const territory::LeverDescription& kind_of(const territory::Lever& lever) {
  return *std::find_if(territory::lever_kinds.begin(), territory::lever_kinds.end(),
                       [&](const auto& kind) { return kind.kind == lever.kind; });
}

// The levers that somebody decides on, one or more to a player. Shocks stay in every scenario.
struct Players {
  std::vector<std::string> names;
  std::vector<std::optional<std::size_t>> of_lever;  // in the order of the scenario's levers; none for shocks
};

Players players_of(const Request& request, const scenarios::Scenario& scenario) {
  const bool by_kind = request.by == "kind";
  if (!request.by.empty() && request.by != "lever" && !by_kind)
    throw Failure(complaint(
        Trouble::usage, "E0602", {},
        text("--by takes one of lever, kind, not “{}”", "--by attend l’un de lever, kind, pas « {} »", request.by),
        did_you_mean(request.by, {"lever", "kind"})));
  Players players;
  for (const territory::Lever& lever : scenario.specification.levers) {
    const territory::LeverDescription& kind = kind_of(lever);
    if (kind.shock) {
      players.of_lever.emplace_back();
      continue;
    }
    const std::string name = by_kind ? std::string(kind.name) : lever.name;
    const auto known = std::find(players.names.begin(), players.names.end(), name);
    players.of_lever.emplace_back(static_cast<std::size_t>(known - players.names.begin()));
    if (known == players.names.end()) players.names.push_back(name);
  }
  if (players.names.empty())
    throw Failure(complaint(Trouble::usage, "E0665", request.words.front(),
                            text("this scenario has no lever", "ce scénario n’a aucun levier"),
                            text("Give a scenario with levers that somebody decides on; shocks are not counted.",
                                 "Donnez un scénario avec des leviers que l’on décide ; les chocs ne comptent pas.")));
  if (players.names.size() > most_players)
    throw Failure(complaint(Trouble::usage, "E0665", request.words.front(),
                            text("{} levers are too many, {} is the most", "{} leviers, c’est trop : {} au plus",
                                 players.names.size(), most_players),
                            text("Take them by kind: --by kind.", "Prenez-les par genre : --by kind.")));
  return players;
}

Json json_of(const Effect& e) {
  return {{"value", e.value},
          {"low", e.interval ? Json(e.interval->low) : Json(nullptr)},
          {"high", e.interval ? Json(e.interval->high) : Json(nullptr)},
          {"told", e.told}};
}

std::string csv_of(const Effect& e) {
  return e.interval ? fmt::format("{:.9g},{:.9g},{:.9g}", e.value, e.interval->low, e.interval->high)
                    : fmt::format("{:.9g},,", e.value);
}

std::string shown(const Effect& e, int decimals, Language language) {
  const std::string value = signed_number(e.value, decimals, language);
  return e.interval ? fmt::format("{} [{}; {}]", value, signed_number(e.interval->low, decimals, language),
                                  signed_number(e.interval->high, decimals, language))
                    : value;
}

// Whether the levers help each other, in words.
Text verdict_of(const Attribution& a, int decimals) {
  const auto filled = [&](const char* en, const char* fr) {
    return Text{fmt::format(fmt::runtime(en), shown(a.surplus, decimals, Language::english)),
                fmt::format(fmt::runtime(fr), shown(a.surplus, decimals, Language::french))};
  };
  if (!a.surplus.interval)
    return filled("Together less the sum of each alone: {}. One replicate does not tell whether that is luck.",
                  "Ensemble, moins la somme de chacun seul : {}. Une seule réplique ne dit pas si c’est le hasard.");
  if (a.surplus.interval->low == 0 && a.surplus.interval->high == 0)
    return {"Together they do exactly the sum of what each does alone.",
            "Ensemble, ils font exactement la somme de ce que chacun fait seul."};
  if (!a.surplus.told)
    return filled(
        "Together they do about the sum of what each does alone: the difference, {}, cannot be told from luck.",
        "Ensemble, ils font à peu près la somme de ce que chacun fait seul : l’écart, {}, ne se distingue pas du "
        "hasard.");
  if (!a.total.told)
    return filled(
        "What the levers do alone does not add up: together less the sum of each alone is {}, and the effect of all "
        "together "
        "cannot be told from luck.",
        "Ce que les leviers font seuls ne s’additionne pas : ensemble, moins la somme de chacun seul, donne {}, et "
        "l’effet de "
        "tous ensemble ne se distingue pas du hasard.");
  if ((a.surplus.value > 0) == (a.total.value > 0))
    return filled(
        "The levers strengthen each other (super-additive): together they go further than the sum of each alone, by "
        "{}.",
        "Les leviers se renforcent (effet super-additif) : ensemble, ils vont plus loin que la somme de chacun seul, "
        "de {}.");
  return filled(
      "The levers overlap or hinder each other (sub-additive): together they fall short of the sum of each alone, by "
      "{}.",
      "Les leviers se recouvrent ou se gênent (effet sous-additif) : ensemble, ils restent en deçà de la somme de "
      "chacun seul, "
      "de {}.");
}

}  // namespace

Answer attribute(const Request& request, Terminal& terminal) {
  const Interruption interruption(stopping_note(terminal));
  const scenarios::Scenario scenario = read_only_scenario(request, terminal);
  const Players players = players_of(request, scenario);
  const std::vector<Outcome> outcomes = read_outcomes(request.outcomes, scenario);
  const std::uint32_t replicates = request.replicates.value_or(usual_replicates);
  const std::size_t k = players.names.size();
  const bool exact = k <= most_exact_players && !request.permutations;
  const CoalitionDesign design =
      exact ? all_coalitions(k) : sampled_coalitions(k, request.permutations.value_or(usual_orders), scenario.seed);
  const Language language = terminal.language();
  const bool french = language == Language::french;

  Experiment experiment;
  experiment.points = design.coalitions.size();
  experiment.replicates = replicates;
  experiment.whole = scenario.record.whole;
  experiment.specification = [&](std::size_t point) {
    territory::Specification s = scenario.specification;
    s.levers.clear();
    for (std::size_t l = 0; l < players.of_lever.size(); ++l)
      if (!players.of_lever[l] || (design.coalitions[point] >> *players.of_lever[l] & 1) != 0)
        s.levers.push_back(scenario.specification.levers[l]);
    return s;
  };
  experiment.luck = [&](std::size_t, std::uint32_t r) { return Luck{scenario.seed, r}; };

  const Text how =
      exact ? text("all {} combinations of {} levers", "les {} combinaisons de {} leviers", design.coalitions.size(), k)
            : text("{} combinations of {} levers, from {} random orders and their reverses",
                   "{} combinaisons de {} leviers, tirées de {} ordres aléatoires et de leurs inverses",
                   design.coalitions.size(), k, design.orders.size() / 2);
  Json json = {{"scenario", scenario.name},
               {"months", scenario.specification.months},
               {"seed", scenario.seed},
               {"replicates", replicates},
               {"levers", players.names},
               {"exact", exact},
               {"combinations", design.coalitions.size()},
               {"runs", experiment.runs()}};
  if (request.dry_run) {
    std::string names, asked;
    for (const std::string& name : players.names) names += (names.empty() ? "" : ", ") + name;
    for (const Outcome& outcome : outcomes) asked += (asked.empty() ? "" : ", ") + outcome.name;
    const DryRun dry = dry_run_of(
        experiment,
        {{{"levers", "leviers"}, names}, {{"design", "plan"}, terminal.say(how)}, {{"outcomes", "résultats"}, asked}},
        request, terminal);
    if (!request.manner.json) terminal.result(dry.text);
    json["dry_run"] = true;
    json["estimated_seconds"] = dry.seconds;
    return {exit_ok, std::move(json)};
  }
  std::optional<NewFiles> table, charts;
  std::string table_name;
  if (!request.csv.empty()) {
    const fs::path path = request.csv;
    table_name = path.filename().string();
    table.emplace(path.has_parent_path() ? path.parent_path() : fs::path("."), request.force);
    table->require_absent({table_name});
  }
  if (!request.charts.empty()) {
    charts.emplace(request.charts, request.force);
    std::vector<std::string> names;
    for (const Outcome& outcome : outcomes) names.push_back("attribution-" + outcome.id + ".svg");
    charts->require_absent(names);
  }
  const auto began = std::chrono::steady_clock::now();
  const auto values = carry_out(experiment, outcomes, request, interruption, terminal);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();

  std::string out =
      terminal.bold((french ? "Part de chaque levier – " : "What each lever contributes – ") +
                    scenario.title.in(language)) +
      "\n" +
      fold(terminal.say(how) + terminal.say(text("; {} paired replicates, seed {}; {} runs in {}",
                                                 " ; {} répliques appariées, graine {} ; {} simulations en {}",
                                                 replicates, scenario.seed, whole_number(experiment.runs(), language),
                                                 duration(seconds, language))),
           terminal.width(), 0) +
      "\n";
  std::string csv = "outcome,quantity,lever,other_lever,value,low,high\n";
  Json of_outcomes = Json::array();
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    if (!values[o]) continue;
    const Outcome& outcome = outcomes[o];
    const Attribution a = entremise::attribute(design, *values[o]);
    Json of_outcome = {{"outcome", outcome.name},   {"title", {{"en", outcome.title.en}, {"fr", outcome.title.fr}}},
                       {"constant", a.constant},    {"without", json_of(a.without)},
                       {"total", json_of(a.total)}, {"surplus", json_of(a.surplus)}};
    const std::string unit = outcome.unit.in(language).empty() ? "" : " (" + outcome.unit.in(language) + ")";
    out += "\n" + terminal.bold(fold(outcome.title.in(language) + unit, terminal.width(), 2)) + "\n";
    const auto row = [&](const char* quantity, const std::string& lever, const std::string& other, const Effect& e) {
      csv += fmt::format("{},{},{},{},{}\n", csv_cell(outcome.name), quantity, csv_cell(lever), csv_cell(other),
                         csv_of(e));
    };
    row("without", "", "", a.without);
    row("total", "", "", a.total);
    row("surplus", "", "", a.surplus);
    double largest = std::fabs(a.total.value);
    for (const Effect& e : a.shares) largest = std::max(largest, std::fabs(e.value));
    const int decimals = decimals_for(largest);
    std::vector<std::size_t> order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
      return std::fabs(a.shares[x].value) > std::fabs(a.shares[y].value);
    });
    std::vector<std::vector<std::string>> rows{{french ? "levier" : "lever", french ? "part [95 %]" : "share [95%]",
                                                french ? "seul [95 %]" : "alone [95%]",
                                                french ? "perdu sans lui [95 %]" : "lost without it [95%]"}};
    Json levers = Json::array();
    for (const std::size_t i : order) {
      rows.push_back({players.names[i], shown(a.shares[i], decimals, language), shown(a.alone[i], decimals, language),
                      shown(a.last[i], decimals, language)});
      levers.push_back({{"lever", players.names[i]},
                        {"share", json_of(a.shares[i])},
                        {"alone", json_of(a.alone[i])},
                        {"last", json_of(a.last[i])}});
      row("share", players.names[i], "", a.shares[i]);
      row("alone", players.names[i], "", a.alone[i]);
      row("last", players.names[i], "", a.last[i]);
    }
    rows.push_back({french ? "ensemble" : "together", shown(a.total, decimals, language)});
    of_outcome["levers"] = std::move(levers);
    const Text words =
        a.constant
            ? Text{"Every run gave the same value: neither levers nor luck move it.",
                   "Toutes les simulations donnent la même valeur : ni les leviers ni le hasard n’y changent rien."}
            : verdict_of(a, decimals);
    of_outcome["verdict"] = {{"en", words.en}, {"fr", words.fr}};
    Json pairs = Json::array();
    std::vector<std::pair<double, std::string>> strongest;
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = i + 1; j < k; ++j) {
        const std::size_t p = pair_index(i, j, k);
        Json pair = {{"levers", {players.names[i], players.names[j]}}, {"pair", json_of(a.pairs[p])}};
        row("pair", players.names[i], players.names[j], a.pairs[p]);
        if (!a.interactions.empty()) {
          pair["interaction"] = json_of(a.interactions[p]);
          row("interaction", players.names[i], players.names[j], a.interactions[p]);
        }
        const Effect& e = a.interactions.empty() ? a.pairs[p] : a.interactions[p];
        if (e.told)
          strongest.emplace_back(std::fabs(e.value), players.names[i] + " × " + players.names[j] +
                                                         (french ? " : " : ": ") + shown(e, decimals, language));
        pairs.push_back(std::move(pair));
      }
    of_outcome["pairs"] = std::move(pairs);
    of_outcomes.push_back(std::move(of_outcome));
    if (!a.constant) out += table_of(rows, {2, 3}, terminal);
    out += "  " + fold(words.in(language), terminal.width() - 2, 2) + "\n";
    if (!strongest.empty())
      out += "  " +
             fold(french ? "Paires dont l’effet commun se distingue du hasard (5 % pour toutes les paires ensemble), "
                           "en moyenne sur ce que font les autres :"
                         : "Pairs whose joint effect can be told from luck (5% for all pairs together), on average "
                           "over what the others do:",
                  terminal.width() - 2, 2) +
             "\n";
    std::stable_sort(strongest.begin(), strongest.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    for (std::size_t p = 0; p < std::min<std::size_t>(strongest.size(), 3); ++p)
      out += "    " + strongest[p].second + "\n";
    if (charts && !a.constant)
      charts->write("attribution-" + outcome.id + ".svg",
                    charts::attribution_chart(caption_for(outcome, scenario, replicates), players.names, a, language));
  }
  out += "\n" +
         fold(french ? "Part : ce que le levier ajoute, en moyenne sur tous les ordres dans lesquels les leviers "
                       "peuvent s’ajouter (Shapley) ; les "
                       "parts s’additionnent. Les chocs du scénario restent en place partout."
                     : "Share: what the lever adds, on average over all orders in which levers may come (Shapley); "
                       "shares add up. Shocks of the "
                       "scenario stay in place throughout.",
              terminal.width(), 0) +
         "\n";
  json["outcomes"] = std::move(of_outcomes);
  json["seconds"] = seconds;
  if (table) {
    table->write(table_name, csv);
    table->publish();
    json["csv"] = (table->folder() / table_name).string();
  }
  if (charts) {
    charts->publish();
    Json names = Json::array();
    for (const std::string& name : charts->names()) names.push_back((charts->folder() / name).string());
    json["charts"] = std::move(names);
  }
  if (!request.manner.json) terminal.result(out);
  return {exit_ok, std::move(json)};
}

}  // namespace entremise::program
