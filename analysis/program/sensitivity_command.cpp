// sensitivity: which parameters the outcomes depend on, and how.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "analysis/calibration/calibration.hpp"
#include "analysis/charts/sensitivity.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/experiment.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/table.hpp"
#include "analysis/sensitivity/elementary_effects.hpp"
#include "analysis/sensitivity/one_at_a_time.hpp"
#include "analysis/sensitivity/sobol_indices.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;
using territory::registry;

constexpr std::uint32_t usual_replicates = 8, usual_trajectories = 20, usual_levels = 4, usual_grid = 5,
                        usual_base = 128;
constexpr std::size_t resamples = 2000;
constexpr std::size_t rows_shown = 15;

enum class Method { morris, ofat, sobol };

Method method_of(const Request& request) {
  if (request.method.empty() || request.method == "morris") return Method::morris;
  if (request.method == "ofat") return Method::ofat;
  if (request.method == "sobol") return Method::sobol;
  throw Failure(complaint(Trouble::usage, "E0602", {},
                          text("--method takes one of morris, ofat, sobol, not “{}”",
                               "--method attend l’un de morris, ofat, sobol, pas « {} »", request.method),
                          did_you_mean(request.method, {"morris", "ofat", "sobol"})));
}

// Positions in the registry.
std::vector<std::size_t> chosen_parameters(const Request& request) {
  const std::vector<std::size_t> all = sampled_parameters();
  const std::vector<std::string> patterns = pieces(request.parameters);
  if (patterns.empty()) return all;
  std::vector<std::string> known;
  for (const std::size_t i : all) known.emplace_back(registry[i].key);
  std::vector<Diagnostic> errors;
  for (const std::string& pattern : patterns)
    if (std::none_of(known.begin(), known.end(), [&](const std::string& key) { return matches(pattern, key); })) {
      const bool fixed = territory::find_parameter(pattern) < registry.size();
      errors.push_back(complaint(
          Trouble::usage, "E0664", {},
          fixed ? text("{} is held fixed: it has no range that designs draw from",
                       "{} reste fixe : aucune plage n’est prévue pour les plans", pattern)
                : text("no parameter that can be varied is called {}", "aucun paramètre variable ne s’appelle {}",
                       pattern),
          did_you_mean(pattern, known,
                       text("“entremise describe parameters” lists them; * stands for anything.",
                            "« entremise describe parameters » en donne la liste ; * remplace n’importe quoi."))));
    }
  if (!errors.empty()) throw Failure(std::move(errors));
  std::vector<std::size_t> chosen;
  for (const std::size_t i : all)
    if (std::any_of(patterns.begin(), patterns.end(),
                    [&](const std::string& pattern) { return matches(pattern, registry[i].key); }))
      chosen.push_back(i);
  return chosen;
}

// All there is to know before a run: what is varied, by which design.
struct Study {
  scenarios::Scenario scenario;
  std::vector<Outcome> outcomes;
  std::vector<std::size_t> parameters;
  Method method = Method::morris;
  MorrisDesign morris;
  SaltelliDesign saltelli;
  OneAtATimeDesign ofat;
  std::uint32_t replicates = usual_replicates;

  [[nodiscard]] territory::Specification at(const double* unit) const {
    territory::Specification s = scenario.specification;
    for (std::size_t d = 0; d < parameters.size(); ++d)
      s.parameters.set_index(parameters[d], sampled_value(registry[parameters[d]], unit[d]));
    return s;
  }
  [[nodiscard]] double value(std::size_t d, std::size_t level) const {
    return sampled_value(registry[parameters[d]], ofat.value(level));
  }
  [[nodiscard]] std::string key(std::size_t d) const { return std::string(registry[parameters[d]].key); }
};

Study plan_study(const Request& request, Terminal& terminal) {
  Study study;
  study.method = method_of(request);
  study.parameters = chosen_parameters(request);
  study.scenario = read_only_scenario(request, terminal);
  study.outcomes = read_outcomes(request.outcomes, study.scenario);
  study.replicates = request.replicates.value_or(usual_replicates);
  const std::size_t k = study.parameters.size();
  const std::uint64_t seed = study.scenario.seed;
  switch (study.method) {
    case Method::morris: {
      const std::uint32_t levels = request.levels.value_or(usual_levels);
      if (levels % 2 != 0)
        throw Failure(complaint(Trouble::usage, "E0602", {},
                                text("Morris's method needs an even number of --levels, not {}",
                                     "la méthode de Morris demande un nombre pair de --levels, pas {}", levels),
                                text("4 is usual.", "4 est d’usage.")));
      const std::size_t trajectories = request.trajectories.value_or(usual_trajectories);
      study.morris = morris_design(k, trajectories, levels, seed,
                                   k <= 30 && trajectories <= 50 ? 10 * trajectories : trajectories);
      break;
    }
    case Method::ofat:
      study.ofat = {k, request.levels.value_or(usual_grid)};
      break;
    case Method::sobol:
      study.saltelli = saltelli_design(k, request.base_points.value_or(usual_base), seed);
      break;
  }
  return study;
}

Experiment experiment_of(const Study& study) {
  Experiment e;
  e.replicates = study.replicates;
  e.whole = study.scenario.record.whole;
  const std::uint64_t seed = study.scenario.seed;
  const std::uint32_t n = study.replicates;
  const std::size_t k = study.parameters.size();
  switch (study.method) {
    case Method::morris:
      e.points = study.morris.size();
      e.specification = [&study, k](std::size_t point) { return study.at(study.morris.points.data() + point * k); };
      e.luck = [seed, n, k](std::size_t point, std::uint32_t r) {
        return Luck{seed, static_cast<std::uint32_t>(point / (k + 1)) * n + r};
      };
      break;
    case Method::ofat:
      e.points = study.ofat.size();
      e.specification = [&study](std::size_t point) {
        territory::Specification s = study.scenario.specification;
        if (point > 0) {
          const std::size_t d = (point - 1) / study.ofat.levels;
          s.parameters.set_index(study.parameters[d], study.value(d, (point - 1) % study.ofat.levels));
        }
        return s;
      };
      e.luck = [seed](std::size_t, std::uint32_t r) { return Luck{seed, r}; };
      break;
    case Method::sobol:
      e.points = study.saltelli.size();
      e.specification = [&study, k](std::size_t point) { return study.at(study.saltelli.points.data() + point * k); };
      e.luck = [seed, n, k](std::size_t point, std::uint32_t r) {
        return Luck{seed, static_cast<std::uint32_t>(point / (k + 2)) * n + r};
      };
      break;
  }
  return e;
}

Text method_name(Method method) {
  switch (method) {
    case Method::morris:
      return {"Morris screening", "Criblage de Morris"};
    case Method::ofat:
      return {"One parameter at a time", "Un paramètre à la fois"};
    case Method::sobol:
      return {"Sobol indices", "Indices de Sobol"};
  }
  return {};
}

Text design_of(const Study& s) {
  const std::size_t k = s.parameters.size();
  switch (s.method) {
    case Method::morris:
      return text("{} trajectories through {} parameters, {} levels",
                  "{} trajectoires à travers {} paramètres, {} niveaux", s.morris.trajectories, k, s.morris.levels);
    case Method::ofat:
      return text("{} values of each of {} parameters", "{} valeurs de chacun de {} paramètres", s.ofat.levels, k);
    case Method::sobol:
      return text("{} rows, {} parameters (Sobol sequence with a digital shift)",
                  "{} lignes, {} paramètres (suite de Sobol avec décalage binaire)", s.saltelli.base, k);
  }
  return {};
}

std::vector<std::size_t> ranked(std::size_t count, const std::function<double(std::size_t)>& importance) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t x, std::size_t y) { return importance(x) > importance(y); });
  return order;
}

std::string with_interval(const Estimate& e, int decimals, Language language) {
  return fmt::format("{} [{}; {}]", number(e.value, decimals, language), number(e.interval.low, decimals, language),
                     number(e.interval.high, decimals, language));
}

Json json_of(const Estimate& e) {
  return {{"value", e.value}, {"low", e.interval.low}, {"high", e.interval.high}};
}

std::string csv_of(const Estimate& e) {
  return fmt::format("{:.9g},{:.9g},{:.9g}", e.value, e.interval.low, e.interval.high);
}

Text luck_sentence(const std::optional<double>& share) {
  if (!share)
    return {"With one replicate the luck in these figures cannot be told.",
            "Avec une seule réplique, la part du hasard dans ces chiffres est inconnue."};
  const auto percent = static_cast<int>(std::lround(100 * *share));
  if (*share > 0 && percent == 0)
    return {"Less than 1% of the variance of single runs is luck; the rest comes from the parameters.",
            "Moins de 1 % de la variance d’une simulation vient du hasard ; le reste vient des paramètres."};
  return text("{}% of the variance of single runs is luck; the rest comes from the parameters.",
              "{} % de la variance d’une simulation vient du hasard ; le reste vient des paramètres.", percent);
}

Text constant_sentence() {
  return {"Every run gave the same value: nothing here depends on these parameters, nor on luck.",
          "Toutes les simulations donnent la même valeur : rien ici ne dépend de ces paramètres, ni du hasard."};
}

// What is said and written of one outcome.
struct Findings {
  std::string text, csv;
  Json json = Json::object();
  std::optional<std::string> chart;
};

class Teller {
 public:
  Teller(const Study& study, const Outcome& outcome, Terminal& terminal)
      : study_(study),
        outcome_(outcome),
        terminal_(terminal),
        language_(terminal.language()),
        french_(language_ == Language::french),
        caption_(caption_for(outcome, study.scenario, study.replicates)) {}

  Findings morris(const Replicated& values) const {
    const ElementaryEffects effects = elementary_effects(study_.morris, values, resamples, study_.scenario.seed);
    Findings out = begin(effects.constant);
    if (effects.luck_share) out.json["luck_share"] = *effects.luck_share;
    if (effects.constant) return out;
    const auto order = ranked(effects.inputs.size(), [&](std::size_t i) { return effects.inputs[i].absolute.value; });
    const int decimals = decimals_for(effects.inputs[order.front()].absolute.value);
    std::vector<std::vector<std::string>> rows{
        {say("parameter", "paramètre"), say("effect μ* [95%]", "effet μ* [95 %]"), say("sign", "sens"), "σ"}};
    std::size_t within = 0, idle = 0;
    Json inputs = Json::array();
    std::vector<charts::EffectPoint> points;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      const std::size_t i = order[rank];
      const ElementaryEffect& e = effects.inputs[i];
      if (e.idle)
        ++idle;
      else if (e.within_noise)
        ++within;
      const char* const sign = e.mean.interval.low > 0 ? "+" : e.mean.interval.high < 0 ? "−" : "±";
      if (shown(rank) && !e.within_noise)
        rows.push_back({study_.key(i), with_interval(e.absolute, decimals, language_), sign,
                        number(e.deviation, decimals, language_)});
      points.push_back({study_.key(i), e.absolute, e.deviation, e.within_noise});
      inputs.push_back({{"parameter", study_.key(i)},
                        {"rank", rank + 1},
                        {"mu", json_of(e.mean)},
                        {"mu_star", json_of(e.absolute)},
                        {"sigma", e.deviation},
                        {"noise", e.noise ? Json(*e.noise) : Json(nullptr)},
                        {"within_noise", e.within_noise},
                        {"idle", e.idle}});
      out.csv += fmt::format("{},{},{},{},{},{:.9g},{}\n", csv_start(i, rank), csv_of(e.mean), csv_of(e.absolute),
                             sign_word(e.mean),
                             e.idle           ? "idle"
                             : e.within_noise ? "within_noise"
                                              : "told",
                             e.deviation, e.noise ? fmt::format("{:.9g}", *e.noise) : "");
    }
    out.json["inputs"] = std::move(inputs);
    out.text += table_of(rows, {3}, terminal_) + tail(rows.size() - 1, order.size(), within, idle, effects.luck_share);
    out.chart = charts::morris_chart(caption_, points, language_);
    return out;
  }

  Findings sobol(const Replicated& values) const {
    const SobolIndices indices = sobol_indices(study_.saltelli, values, resamples, study_.scenario.seed);
    Findings out = begin(indices.constant);
    if (indices.luck_share) out.json["luck_share"] = *indices.luck_share;
    if (indices.constant) return out;
    out.json["variance"] = indices.variance;
    if (indices.inputs.empty()) {
      out.text +=
          "  " +
          fold(say("The parameters move nothing that can be told from luck: there is no variance to share out.",
                   "Les paramètres ne changent rien qui se distingue du hasard : il n’y a pas de variance à répartir."),
               terminal_.width() - 2, 2) +
          "\n";
      return out;
    }
    const auto order = ranked(indices.inputs.size(), [&](std::size_t i) { return indices.inputs[i].total.value; });
    std::vector<std::vector<std::string>> rows{{say("parameter", "paramètre"),
                                                say("with all others [95%]", "avec tous les autres [95 %]"),
                                                say("alone [95%]", "seul [95 %]")}};
    std::size_t within = 0, idle = 0;
    double sum = 0;
    Json inputs = Json::array();
    std::vector<charts::IndexBar> bars;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      const std::size_t i = order[rank];
      const SobolIndex& index = indices.inputs[i];
      sum += index.first.value;
      if (index.idle)
        ++idle;
      else if (index.within_noise)
        ++within;
      if (shown(rank) && !index.within_noise)
        rows.push_back(
            {study_.key(i), with_interval(index.total, 2, language_), with_interval(index.first, 2, language_)});
      bars.push_back({study_.key(i), index.first, index.total});
      inputs.push_back({{"parameter", study_.key(i)},
                        {"rank", rank + 1},
                        {"first", json_of(index.first)},
                        {"total", json_of(index.total)},
                        {"within_noise", index.within_noise},
                        {"idle", index.idle}});
      out.csv += fmt::format("{},{},{},{}\n", csv_start(i, rank), csv_of(index.first), csv_of(index.total),
                             index.idle           ? "idle"
                             : index.within_noise ? "within_noise"
                                                  : "told");
    }
    out.json["inputs"] = std::move(inputs);
    out.json["sum_of_first"] = sum;
    out.text += table_of(rows, {2}, terminal_) + tail(rows.size() - 1, order.size(), within, idle, indices.luck_share);
    out.chart = charts::sobol_chart(caption_, bars, language_);
    return out;
  }

  Findings ofat(const Replicated& values) const {
    const Paths paths = one_at_a_time(study_.ofat, values);
    Findings out = begin(paths.constant);
    if (paths.constant) return out;
    const auto order = ranked(paths.inputs.size(), [&](std::size_t i) { return paths.inputs[i].swing; });
    const int decimals = decimals_for(std::max(std::fabs(paths.start), paths.inputs[order.front()].swing));
    std::vector<std::vector<std::string>> rows{{say("parameter", "paramètre"), say("range", "plage"),
                                                say("lowest to highest", "du plus bas au plus haut"),
                                                say("course", "allure")}};
    std::size_t within = 0, idle = 0;
    Json inputs = Json::array();
    std::vector<charts::PathPanel> panels;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      const std::size_t i = order[rank];
      const Path& path = paths.inputs[i];
      if (path.idle)
        ++idle;
      else if (path.within_noise)
        ++within;
      const auto [low, high] = std::minmax_element(path.means.begin(), path.means.end());
      const double first = study_.value(i, 0), last = study_.value(i, study_.ofat.levels - 1);
      if (shown(rank) && !path.within_noise)
        rows.push_back({study_.key(i),
                        fmt::format("{} … {}", number(first, decimals_for(first), language_),
                                    number(last, decimals_for(last), language_)),
                        fmt::format("{} … {}", number(*low, decimals, language_), number(*high, decimals, language_)),
                        shape_word(path.shape)});
      Json steps = Json::array();
      charts::PathPanel panel{study_.key(i),
                              {},
                              {},
                              {},
                              study_.scenario.specification.parameters.value(study_.parameters[i]),
                              registry[study_.parameters[i]].sampling == territory::Sampling::log_uniform};
      for (std::size_t level = 0; level < study_.ofat.levels; ++level) {
        const double value = study_.value(i, level);
        const auto& interval = path.intervals[level];
        panel.values.push_back(value);
        panel.means.push_back(path.means[level]);
        panel.intervals.push_back(interval ? Interval{paths.start + interval->low, paths.start + interval->high}
                                           : Interval{path.means[level], path.means[level]});
        steps.push_back({{"value", value},
                         {"mean", path.means[level]},
                         {"difference", path.differences[level]},
                         {"low", interval ? Json(interval->low) : Json(nullptr)},
                         {"high", interval ? Json(interval->high) : Json(nullptr)}});
        out.csv += fmt::format("{},{:.9g},{:.9g},{:.9g},{},{},{}\n", csv_start(i, rank), value, path.means[level],
                               path.differences[level], interval ? fmt::format("{:.9g}", interval->low) : "",
                               interval ? fmt::format("{:.9g}", interval->high) : "",
                               path.idle           ? "idle"
                               : path.within_noise ? "within_noise"
                                                   : "told");
      }
      if (!path.within_noise) panels.push_back(std::move(panel));
      inputs.push_back({{"parameter", study_.key(i)},
                        {"rank", rank + 1},
                        {"swing", path.swing},
                        {"shape", shape_key(path.shape)},
                        {"within_noise", path.within_noise},
                        {"idle", path.idle},
                        {"steps", steps}});
    }
    out.json["start"] = paths.start;
    out.json["inputs"] = std::move(inputs);
    out.text += "  " + terminal_.say(text("as given: {}", "tel quel : {}", number(paths.start, decimals, language_))) +
                "\n" + table_of(rows, {3}, terminal_) +
                tail(rows.size() - 1, order.size(), within, idle, std::nullopt, study_.replicates > 1);
    if (!panels.empty()) out.chart = charts::paths_chart(caption_, panels, paths.start, language_);
    return out;
  }

 private:
  [[nodiscard]] std::string say(const char* en, const char* fr) const { return french_ ? fr : en; }
  [[nodiscard]] bool shown(std::size_t rank) const { return terminal_.manner().verbose || rank < rows_shown; }
  [[nodiscard]] Findings begin(bool constant) const {
    Findings out;
    const std::string unit = outcome_.unit.in(language_).empty() ? "" : " (" + outcome_.unit.in(language_) + ")";
    out.text = "\n" + terminal_.bold(fold(outcome_.title.in(language_) + unit, terminal_.width(), 2)) + "\n";
    if (constant) out.text += "  " + fold(terminal_.say(constant_sentence()), terminal_.width() - 2, 2) + "\n";
    out.json = {{"outcome", outcome_.name},
                {"title", {{"en", outcome_.title.en}, {"fr", outcome_.title.fr}}},
                {"unit", {{"en", outcome_.unit.en}, {"fr", outcome_.unit.fr}}},
                {"constant", constant},
                {"luck_share", nullptr}};
    return out;
  }
  [[nodiscard]] std::string csv_start(std::size_t i, std::size_t rank) const {
    const auto& plausible = registry[study_.parameters[i]].plausible;
    return fmt::format("{},{},{},{:.9g},{:.9g}", csv_cell(outcome_.name), study_.key(i), rank + 1, plausible.low,
                       plausible.high);
  }
  [[nodiscard]] static const char* sign_word(const Estimate& e) {
    return e.interval.low > 0 ? "raises" : e.interval.high < 0 ? "lowers" : "either";
  }
  [[nodiscard]] static const char* shape_key(Shape shape) {
    return shape == Shape::rising    ? "rising"
           : shape == Shape::falling ? "falling"
           : shape == Shape::bent    ? "bent"
                                     : "none";
  }
  [[nodiscard]] std::string shape_word(Shape shape) const {
    return shape == Shape::rising    ? say("rising", "croissante")
           : shape == Shape::falling ? say("falling", "décroissante")
           : shape == Shape::bent    ? say("bent", "non monotone")
                                     : "–";
  }
  // How many are not shown, and why.
  [[nodiscard]] std::string tail(std::size_t shown_rows, std::size_t all, std::size_t within, std::size_t idle,
                                 const std::optional<double>& luck_share, bool luck_is_elsewhere = false) const {
    std::string words;
    const auto add = [&](const Text& sentence) { words += (words.empty() ? "" : " ") + sentence.in(language_); };
    if (const std::size_t less = all - within - idle - std::min(all - within - idle, shown_rows))
      add(text("{} more move it less (-v shows all).", "{} autres jouent moins (-v les montre tous).", less));
    if (within != 0) add(text("{} cannot be told from luck.", "{} ne se distinguent pas du hasard.", within));
    if (idle != 0) add(text("{} move nothing at all.", "{} ne changent rien du tout.", idle));
    if (!luck_is_elsewhere) add(luck_sentence(luck_share));
    return "  " + fold(words, terminal_.width() - 2, 2) + "\n";
  }

  const Study& study_;
  const Outcome& outcome_;
  Terminal& terminal_;
  Language language_;
  bool french_;
  charts::Caption caption_;
};

const char* csv_head(Method method) {
  switch (method) {
    case Method::morris:
      return "outcome,parameter,rank,plausible_low,plausible_high,mu,mu_low,mu_high,mu_star,mu_star_low,mu_star_high,"
             "direction,status,sigma,noise\n";
    case Method::ofat:
      return "outcome,parameter,rank,plausible_low,plausible_high,value,mean,difference,difference_low,difference_high,"
             "status\n";
    case Method::sobol:
      return "outcome,parameter,rank,plausible_low,plausible_high,first,first_low,first_high,total,total_low,total_"
             "high,"
             "status\n";
  }
  return "";
}

std::string method_key(Method method) {
  return method == Method::morris ? "morris" : method == Method::ofat ? "ofat" : "sobol";
}

Text how_to_read(Method method) {
  switch (method) {
    case Method::morris:
      return {
          "μ*: by how much the mean outcome changes, on average over the space of all parameters, when this one goes "
          "through "
          "its plausible range. σ: how much that differs from place to place, because the course is bent or depends on "
          "the others.",
          "μ* : de combien le résultat moyen change, en moyenne sur l’espace de tous les paramètres, quand celui-ci "
          "parcourt "
          "sa plage plausible. σ : combien cela diffère d’un endroit à l’autre, parce que l’allure est courbe ou "
          "dépend des "
          "autres."};
    case Method::ofat:
      return {"Each parameter in turn goes through its plausible range; all others stay as the scenario has them.",
              "Chaque paramètre parcourt à son tour sa plage plausible ; tous les autres restent tels que le scénario "
              "les donne."};
    case Method::sobol:
      return {
          "Shares of the variance of the mean outcome over the plausible ranges. Alone: what would go if this "
          "parameter were known. "
          "With all others: what would remain if all the others were known; the excess over “alone” is interaction.",
          "Parts de la variance du résultat moyen sur les plages plausibles. Seul : ce qui disparaîtrait si ce "
          "paramètre était connu. "
          "Avec tous les autres : ce qui resterait si tous les autres étaient connus ; l’excédent sur « seul » est "
          "interaction."};
  }
  return {};
}

}  // namespace

Answer sensitivity(const Request& request, Terminal& terminal) {
  const Interruption interruption(stopping_note(terminal));
  const Study study = plan_study(request, terminal);
  const Experiment experiment = experiment_of(study);
  const Language language = terminal.language();
  Json json = {{"method", method_key(study.method)},
               {"scenario", study.scenario.name},
               {"months", study.scenario.specification.months},
               {"seed", study.scenario.seed},
               {"replicates", study.replicates},
               {"parameters", study.parameters.size()},
               {"points", experiment.points},
               {"runs", experiment.runs()}};
  if (request.dry_run) {
    std::string names;
    for (const Outcome& outcome : study.outcomes) names += (names.empty() ? "" : ", ") + outcome.name;
    const DryRun dry = dry_run_of(experiment,
                                  {{{"method", "méthode"}, terminal.say(method_name(study.method))},
                                   {{"design", "plan"}, terminal.say(design_of(study))},
                                   {{"outcomes", "résultats"}, names}},
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
  const auto chart_name = [&](const Outcome& outcome) { return method_key(study.method) + "-" + outcome.id + ".svg"; };
  if (!request.charts.empty()) {
    charts.emplace(request.charts, request.force);
    std::vector<std::string> names;
    for (const Outcome& outcome : study.outcomes) names.push_back(chart_name(outcome));
    charts->require_absent(names);
  }
  const auto began = std::chrono::steady_clock::now();
  const auto values = carry_out(experiment, study.outcomes, request, interruption, terminal);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();

  std::string out = terminal.bold(terminal.say(method_name(study.method)) + " – " + study.scenario.title.in(language)) +
                    "\n" +
                    fold(terminal.say(design_of(study)) +
                             terminal.say(text("; {} replicates with common luck, seed {}; {} runs in {}",
                                               " ; {} répliques à hasard commun, graine {} ; {} simulations en {}",
                                               study.replicates, study.scenario.seed,
                                               whole_number(experiment.runs(), language), duration(seconds, language))),
                         terminal.width(), 0) +
                    "\n";
  std::string csv = csv_head(study.method);
  Json outcomes = Json::array();
  for (std::size_t k = 0; k < study.outcomes.size(); ++k) {
    if (!values[k]) continue;
    const Teller teller(study, study.outcomes[k], terminal);
    Findings found = study.method == Method::morris ? teller.morris(*values[k])
                     : study.method == Method::ofat ? teller.ofat(*values[k])
                                                    : teller.sobol(*values[k]);
    out += found.text;
    csv += found.csv;
    outcomes.push_back(std::move(found.json));
    if (charts && found.chart) charts->write(chart_name(study.outcomes[k]), *found.chart);
  }
  out += "\n" + fold(terminal.say(how_to_read(study.method)), terminal.width(), 0) + "\n";
  json["outcomes"] = std::move(outcomes);
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
