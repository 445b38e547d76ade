// run, compare: one ensemble each.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>
#include <set>
#include <thread>

#include "analysis/program/build_info.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/figures.hpp"
#include "analysis/program/interruption.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/provenance.hpp"
#include "analysis/program/simulate.hpp"
#include "analysis/program/table.hpp"
#include "analysis/wording/numbers.hpp"
#include "analysis/wording/verdict.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;

// Names of the scenarios: those of their files, or the paths as given where two are alike.
std::vector<std::string> names_of(const std::vector<std::string>& files, const std::vector<scenarios::Scenario>& all) {
  std::vector<std::string> names;
  for (const auto& scenario : all) names.push_back(scenario.name);
  if (std::set<std::string>(names.begin(), names.end()).size() < names.size())
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = fs::path(files[i]).replace_extension().generic_string();
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (names[i] == names[j])
        throw Failure(complaint(Trouble::usage, "E0604", {},
                                text("the scenario {} is given twice", "le scénario {} est donné deux fois", files[i]),
                                text("Leave one out.", "Retirez-en un.")));
  return names;
}

// Reads every scenario, so that all their mistakes are told at once, and gives them the same seed and horizon.
Ensemble read_ensemble(const Request& request, const std::vector<std::string>& files, Terminal& terminal) {
  Ensemble ensemble;
  std::vector<Diagnostic> errors, warnings;
  for (const std::string& file : files) {
    auto reading = scenarios::read_scenario(file);
    for (Diagnostic& d : reading.diagnostics)
      (d.severity == Severity::error ? errors : warnings).push_back(std::move(d));
    if (reading.scenario) ensemble.scenarios.push_back(std::move(*reading.scenario));
  }
  if (!errors.empty()) {
    errors.insert(errors.end(), warnings.begin(), warnings.end());
    throw Failure(std::move(errors));
  }
  ensemble.names = names_of(files, ensemble.scenarios);
  const scenarios::Scenario& reference = ensemble.scenarios.front();
  const std::uint32_t months = request.months.value_or(reference.specification.months);
  const std::uint32_t replicates = request.replicates.value_or(reference.replicates);
  const std::uint64_t seed = request.seed.value_or(reference.seed);
  for (std::size_t i = 0; i < ensemble.scenarios.size(); ++i) {
    scenarios::Scenario& scenario = ensemble.scenarios[i];
    if (scenario.specification.months != months && !request.months)
      errors.push_back(complaint(Trouble::invalid_scenario, "E0603", files[i],
                                 text("this scenario lasts {} months, the reference {} lasts {}",
                                      "ce scénario dure {} mois, la référence {} en dure {}",
                                      scenario.specification.months, files.front(), months),
                                 text("Give them the same run.months, or set it for all with --months.",
                                      "Donnez-leur le même run.months, ou fixez-le pour tous avec --months.")));
    const bool other_seed = scenario.seed != seed && !request.seed,
               other_count = scenario.replicates != replicates && !request.replicates;
    if (other_seed || other_count) {
      Diagnostic note = complaint(
          Trouble::usage, "W0621", files[i],
          text("its seed ({}) and replicates ({}) are not used; those of the reference are: {}, {}",
               "sa graine ({}) et ses répliques ({}) ne servent pas ; celles de la référence servent : {}, {}",
               scenario.seed, scenario.replicates, seed, replicates));
      note.severity = Severity::warning;
      warnings.push_back(std::move(note));
    }
    scenario.specification.months = months;
    scenario.replicates = replicates;
    scenario.seed = seed;
    scenario.record = ensemble.scenarios.front().record;
    for (auto* list : {&scenario.record.actor_months, &scenario.record.relation_months})
      std::erase_if(*list, [&](std::uint32_t month) { return month > months; });
  }
  if (!errors.empty()) throw Failure(std::move(errors));
  terminal.diagnostics(warnings);
  return ensemble;
}

struct Plan {
  std::size_t runs = 0;
  std::uint64_t bytes = 0;
  double seconds = 0;
};

Plan plan_of(const Request& request, const Ensemble& ensemble) {
  const EnsembleLayout layout = layout_of(ensemble);
  Plan plan;
  plan.runs = layout.scenarios.size() * layout.replicates;
  plan.bytes = std::uint64_t{plan.runs} * (layout.months + 1) * layout.catalogue.width() * sizeof(float);
  const std::vector<double> each = seconds_per_run(ensemble);
  plan.seconds = std::accumulate(each.begin(), each.end(), 0.0) * layout.replicates / threads_of(request);
  return plan;
}

Answer dry_run(const Request& request, const Ensemble& ensemble, const fs::path& output, Terminal& terminal) {
  const Plan plan = plan_of(request, ensemble);
  const auto& first = ensemble.scenarios.front();
  Json json = {{"dry_run", true},
               {"output", output.string()},
               {"scenarios", ensemble.names},
               {"replicates", first.replicates},
               {"months", first.specification.months},
               {"seed", first.seed},
               {"runs", plan.runs},
               {"threads", threads_of(request)},
               {"estimated_seconds", plan.seconds},
               {"estimated_series_bytes", plan.bytes}};
  if (!request.manner.json) {
    const Language language = terminal.language();
    const bool french = language == Language::french;
    std::string out =
        french ? "Ce qui serait fait (rien n’est écrit) :\n" : "What would be done (nothing is written):\n";
    const auto row = [&](const char* en, const char* fr, const std::string& value) {
      out += fmt::format("  {}  {}\n", pad_right(french ? fr : en, 12), value);
    };
    std::string names;
    for (const std::string& name : ensemble.names) names += (names.empty() ? "" : ", ") + name;
    row("scenarios", "scénarios", names);
    row("runs", "simulations",
        fmt::format("{} = {} × {} {}", whole_number(plan.runs, language), ensemble.names.size(),
                    whole_number(first.replicates, language), french ? "répliques" : "replicates"));
    row("months", "mois", std::to_string(first.specification.months));
    row("seed", "graine", std::to_string(first.seed));
    row("output", "sortie", output.string());
    row("size", "taille",
        (french ? "environ " : "about ") + size_of_file(plan.bytes, language) + (french ? " de séries" : " of series"));
    row("time", "durée",
        fmt::format(
            "{}{}{} {} {}", french ? "environ " : "about ", duration(plan.seconds, language), french ? " sur" : " on",
            threads_of(request),
            french ? (threads_of(request) == 1 ? "fil" : "fils") : (threads_of(request) == 1 ? "thread" : "threads")));
    terminal.result(out);
  }
  return {exit_ok, std::move(json)};
}

struct Done {
  EnsembleOutcome outcome;
  std::size_t resumed = 0;
  double seconds = 0;
};

// Throws Failure E0611 when interrupted: what is done is then kept.
Done carry_out(const Request& request, const Ensemble& ensemble, const fs::path& output, EnsembleValues& values,
               Interruption& interruption, Terminal& terminal) {
  const EnsembleLayout layout = layout_of(ensemble);
  const std::size_t total = layout.scenarios.size() * layout.replicates;
  if (request.resume) read_earlier(output, layout, values);
  TrajectoryWriter::Options options;
  options.force = request.force;
  options.resume = request.resume;
  const auto began = std::chrono::steady_clock::now();
  TrajectoryWriter writer(output, layout, provenance_of(request, ensemble), options);
  Done done;
  done.resumed = writer.resumed();
  if (done.resumed != 0)
    terminal.note(terminal.say(
        text("{} of {} runs are there already.", "{} simulations sur {} sont déjà là.", done.resumed, total)));
  EnsembleOptions how;
  how.threads = request.threads;
  how.stop = interruption.token();
  how.progress = [&](const Progress& p) { terminal.progress(p.finished, p.failed, p.total, p.seconds); };
  done.outcome = simulate(ensemble, writer, values, how);
  terminal.end_progress();
  if (done.outcome.stopped) {
    writer.keep_partial({{{"finished", now_utc()}}, {}});
    const std::size_t kept = done.resumed + done.outcome.finished;
    if (kept == 0)
      throw Failure(complaint(Trouble::interrupted, "E0611", {},
                              text("interrupted before a run was finished; nothing is kept",
                                   "interrompu avant la fin d’une simulation ; rien n’est conservé")));
    throw Failure(complaint(
        Trouble::interrupted, "E0611", {},
        text("interrupted: {} of {} runs are kept in {}", "interrompu : {} simulations sur {} sont conservées dans {}",
             kept, total, TrajectoryWriter::part_path(output).string()),
        text("Go on with: {}", "Pour continuer : {}", resume_command(request))));
  }
  std::vector<DerivedGroup> derived{summary_group(values, layout.default_variable)};
  if (layout.scenarios.size() > 1) derived.push_back(contrast_group(values));
  writer.finish(std::move(derived), {{{"finished", now_utc()}}, {}});
  done.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return done;
}

std::vector<Diagnostic> failures_of(const EnsembleOutcome& outcome, const Ensemble& ensemble) {
  constexpr std::size_t most = 5;
  std::vector<Diagnostic> out;
  for (const RunFailure& failure : outcome.failures) {
    if (out.size() == most) {
      out.push_back(complaint(Trouble::failed, "E0605", {},
                              text("… and {} more", "… et {} autres", outcome.failures.size() - most)));
      break;
    }
    out.push_back(complaint(Trouble::failed, "E0605", {},
                            text("replicate {} of {} failed: {}", "la réplique {} de {} a échoué : {}",
                                 failure.job.replicate, ensemble.names[failure.job.scenario], failure.what)));
  }
  return out;
}

std::vector<std::string> chart_names(const Ensemble& ensemble) {
  std::vector<std::string> out;
  for (const Headline& headline : headlines(layout_of(ensemble).catalogue)) out.push_back(headline.id + ".svg");
  return out;
}

Json charts_json(const NewFiles& files) {
  Json out = Json::array();
  for (const std::string& name : files.names()) out.push_back((files.folder() / name).string());
  return out;
}

Json json_of(const Contrast& c, std::size_t month) {
  Json out = {{"month", month},
              {"n", c.n},
              {"reference_mean", c.reference_mean},
              {"scenario_mean", c.scenario_mean},
              {"difference", c.difference}};
  out["interval"] = c.interval ? Json{{"level", confidence_level}, {"low", c.interval->low}, {"high", c.interval->high}}
                               : Json(nullptr);
  Json quantiles = Json::object();
  for (std::size_t q = 0; q < fan_levels.size(); ++q) quantiles[fmt::format("{}", fan_levels[q])] = c.quantiles[q];
  out["difference_quantiles"] = std::move(quantiles);
  out["higher"] = c.higher;
  out["lower"] = c.lower;
  out["equal"] = c.equal;
  out["constant"] = c.constant;
  out["variance_ratio"] = c.variance_ratio ? Json(*c.variance_ratio) : Json(nullptr);
  return out;
}

// What both commands do; they differ in what they say of the results.
template <class Say>
Answer one_ensemble(const Request& request, const std::vector<std::string>& files, const std::string& default_output,
                    Terminal& terminal, const Say& say) {
  Interruption interruption([&] {
    terminal.note(
        terminal.say({"Stopping; what is finished will be kept. Once more to abort at once.",
                      "Arrêt en cours ; ce qui est terminé sera conservé. Encore une fois pour abandonner aussitôt."}));
  });
  const Ensemble ensemble = read_ensemble(request, files, terminal);
  const fs::path output =
      request.output.empty()
          ? fs::path(default_output.empty() ? ensemble.scenarios.front().name + ".h5" : default_output)
          : fs::path(request.output);
  if (request.dry_run) return dry_run(request, ensemble, output, terminal);
  const auto& first = ensemble.scenarios.front();
  for (const auto& scenario : ensemble.scenarios)
    for (const std::string& file : scenario.files) terminal.detail(terminal.say(text("read {}", "lu : {}", file)));
  terminal.detail(terminal.say(text("threads: {}", "fils d’exécution : {}", threads_of(request))));

  std::optional<NewFiles> charts;
  if (!request.charts.empty()) {
    charts.emplace(request.charts, request.force || request.resume);
    charts->require_absent(chart_names(ensemble));
  }
  EnsembleValues values(layout_of(ensemble).catalogue, ensemble.scenarios.size(), first.replicates,
                        first.specification.months);
  const Done done = carry_out(request, ensemble, output, values, interruption, terminal);

  Json json = {{"output", output.string()},
               {"status", "complete"},
               {"scenarios", ensemble.names},
               {"replicates", first.replicates},
               {"months", first.specification.months},
               {"seed", first.seed},
               {"runs",
                {{"total", ensemble.names.size() * first.replicates},
                 {"resumed", done.resumed},
                 {"finished", done.outcome.finished},
                 {"failed", done.outcome.failures.size()}}},
               {"seconds", done.seconds}};
  std::string out = say(ensemble, values, json);
  const std::vector<Diagnostic> failures = failures_of(done.outcome, ensemble);
  if (charts) {
    for (const Figure& figure : figures_of(ensemble, values, version_text(), terminal.language()))
      charts->write(figure.file, figure.svg);
    charts->publish();
    json["charts"] = charts_json(*charts);
  }
  const Language language = terminal.language();
  const std::string took = duration(done.seconds, language), count = whole_number(done.outcome.finished, language);
  out += terminal.say(done.outcome.finished == 1 ? text("\n1 run of {} months in {}, written to {}\n",
                                                        "\n1 simulation de {} mois en {}, écrite dans {}\n",
                                                        first.specification.months, took, output.string())
                                                 : text("\n{} runs of {} months in {}, written to {}\n",
                                                        "\n{} simulations de {} mois en {}, écrites dans {}\n", count,
                                                        first.specification.months, took, output.string()));
  if (charts)
    out += terminal.say(text("{} charts in {}\n", "{} graphiques dans {}\n", charts->names().size(), request.charts));
  if (!request.manner.json) terminal.result(out);
  terminal.diagnostics(failures);
  if (!failures.empty()) json["diagnostics"] = to_json(failures);
  return {failures.empty() ? exit_ok : exit_failure, std::move(json)};
}

}  // namespace

Answer run(const Request& request, Terminal& terminal) {
  return one_ensemble(
      request, request.words, "", terminal, [&](const Ensemble& ensemble, const EnsembleValues& values, Json& json) {
        const Language language = terminal.language();
        const bool french = language == Language::french;
        const std::size_t last = values.points() - 1;
        std::vector<std::vector<std::string>> rows;
        rows.push_back({french ? fmt::format("au mois {}", last) : fmt::format("at month {}", last),
                        french ? "moyenne" : "mean", french ? "écart type" : "s.d.",
                        french ? "de 5 % à 95 % des répliques" : "5% to 95% of replicates"});
        Json measures = Json::array();
        for (const Headline& headline : headlines(values.catalogue())) {
          const auto months = spreads(values.quantity(headline.variable, headline.cell), 0);
          Json at_months = Json::array();
          for (const std::size_t m : summary_months(last)) {
            if (!months[m]) continue;
            Json quantiles = Json::object();
            for (std::size_t q = 0; q < fan_levels.size(); ++q)
              quantiles[fmt::format("{}", fan_levels[q])] = months[m]->quantiles[q];
            at_months.push_back({{"month", m},
                                 {"n", months[m]->n},
                                 {"mean", months[m]->mean},
                                 {"standard_deviation", months[m]->n > 1 ? Json(months[m]->deviation) : Json(nullptr)},
                                 {"quantiles", quantiles}});
          }
          measures.push_back({{"id", headline.id},
                              {"title", {{"en", headline.title.en}, {"fr", headline.title.fr}}},
                              {"months", at_months}});
          if (!months[last]) {
            rows.push_back({headline.title.in(language), french ? "aucune valeur" : "no value"});
            continue;
          }
          const Spread& spread = *months[last];
          const int decimals = decimals_for(spread.mean);
          rows.push_back({headline.title.in(language), number(spread.mean, decimals, language),
                          spread.n > 1 ? number(spread.deviation, decimals, language) : "–",
                          spread.n > 1 ? number(spread.quantiles[0], decimals, language) + (french ? " à " : " to ") +
                                             number(spread.quantiles[4], decimals, language)
                                       : (french ? "une seule réplique" : "one replicate only")});
        }
        json["measures"] = std::move(measures);
        const auto& scenario = ensemble.scenarios.front();
        const Text n = scenario.replicates == 1 ? text("1 replicate, seed {}", "1 réplique, graine {}", scenario.seed)
                                                : text("{} replicates, seed {}", "{} répliques, graine {}",
                                                       scenario.replicates, scenario.seed);
        return terminal.bold(scenario.title.in(language)) + " (" + n.in(language) + ")\n" +
               table_of(rows, {3}, terminal);
      });
}

Answer compare(const Request& request, Terminal& terminal) {
  std::vector<std::string> files = request.words;
  if (!request.base.empty()) files.insert(files.begin(), request.base);
  return one_ensemble(
      request, files, "comparison.h5", terminal,
      [&](const Ensemble& ensemble, const EnsembleValues& values, Json& json) {
        const Language language = terminal.language();
        const bool french = language == Language::french;
        const std::size_t last = values.points() - 1;
        const auto& reference = ensemble.names.front();
        std::string out =
            terminal.bold(terminal.say(text("Compared with {} ({})", "Comparé à {} ({})", reference,
                                            ensemble.scenarios.front().title.in(language)))) +
            terminal.say(
                ensemble.scenarios.front().replicates == 1
                    ? text("\n1 replicate, seed {}\n", "\n1 réplique, graine {}\n", ensemble.scenarios.front().seed)
                    : text("\n{} paired replicates, seed {}\n", "\n{} répliques appariées, graine {}\n",
                           ensemble.scenarios.front().replicates, ensemble.scenarios.front().seed));
        Json comparisons = Json::array();
        const bool at_sixty = last > 60;
        for (std::size_t s = 1; s < ensemble.names.size(); ++s) {
          std::vector<std::vector<std::string>> rows;
          rows.push_back({french ? fmt::format("au mois {}", last) : fmt::format("at month {}", last),
                          french ? "référence" : "reference", french ? "scénario" : "scenario",
                          french ? "écart moyen [95 %]" : "mean difference [95%]",
                          french ? "dans combien de répliques" : "in how many replicates",
                          (french ? "moins de répliques" : "fewer replicates") +
                              (at_sixty ? fmt::format(" (60, {})", last) : std::string())});
          Json measures = Json::array();
          std::string sentence;
          for (const Headline& headline : headlines(values.catalogue())) {
            const auto months = contrasts(values.quantity(headline.variable, headline.cell), 0, s);
            Json at_months = Json::array();
            for (const std::size_t m : summary_months(last))
              if (months[m]) at_months.push_back(json_of(*months[m], m));
            Json measure = {{"id", headline.id},
                            {"title", {{"en", headline.title.en}, {"fr", headline.title.fr}}},
                            {"months", at_months}};
            if (!months[last]) {
              rows.push_back({headline.title.in(language), french ? "aucune valeur" : "no value"});
              measures.push_back(std::move(measure));
              continue;
            }
            const Contrast& c = *months[last];
            const int decimals = decimals_for(std::max(std::fabs(c.reference_mean), std::fabs(c.scenario_mean)));
            std::string luck_words = luck(c).in(language);
            if (at_sixty && months[60] && months[60]->variance_ratio)
              luck_words.insert(0, luck(*months[60]).in(language) + ", ");
            rows.push_back({headline.title.in(language), number(c.reference_mean, decimals, language),
                            number(c.scenario_mean, decimals, language), difference_with_interval(c, language),
                            frequency(c).in(language), luck_words});
            const Text words = verdict(c, headline.title, reference, ensemble.names[s], last);
            measure["verdict"] = {{"en", words.en}, {"fr", words.fr}};
            if (sentence.empty()) sentence = words.in(language);
            measures.push_back(std::move(measure));
          }
          comparisons.push_back({{"scenario", ensemble.names[s]}, {"reference", reference}, {"measures", measures}});
          out += "\n" +
                 terminal.bold(fold(fmt::format("{} ({})", ensemble.names[s], ensemble.scenarios[s].title.in(language)),
                                    terminal.width(), 2)) +
                 "\n";
          if (!sentence.empty()) out += "  " + fold(sentence, terminal.width() - 2, 2) + "\n";
          out += table_of(rows, {3, 5}, terminal);
        }
        json["reference"] = reference;
        json["comparisons"] = std::move(comparisons);
        if (ensemble.scenarios.front().replicates > 1)
          out += "\n" +
                 fold(terminal.say(
                          {"Relations of the initial cohort. The interval tells how precise the mean is; it narrows "
                           "with more replicates. "
                           "“÷ 5”: common luck spares replicates; independent luck would need 5 times the replicates.",
                           "Relations de la cohorte initiale. L’intervalle dit la précision de la moyenne ; il se "
                           "resserre avec plus de répliques. "
                           "« ÷ 5 » : le hasard commun épargne des répliques ; un hasard indépendant demanderait 5 "
                           "fois plus de répliques."}),
                      terminal.width(), 0) +
                 "\n";
        return out;
      });
}

}  // namespace entremise::program
