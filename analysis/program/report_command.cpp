// report: one page of HTML to hand round.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/figures.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/report_answers.hpp"
#include "analysis/report/page.hpp"
#include "analysis/why/telling.hpp"
#include "analysis/wording/numbers.hpp"
#include "analysis/wording/verdict.hpp"
#include "scenarios/differences.hpp"
#include "scenarios/explain.hpp"
#include "sim/record/reader.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;
using report::Cell;
using report::Page;

// A result file, and what it was made from.
struct Results {
  TrajectoryReader reader;
  Ensemble ensemble;
  EnsembleValues values;
  Provenance provenance;

  [[nodiscard]] std::string origin(const std::string& name) const {
    for (const auto& [key, value] : provenance.attributes)
      if (key == name) return value;
    return {};
  }
  /// As the charts write the version of a program.
  [[nodiscard]] std::string version() const {
    return fmt::format("{} ({}{})", origin("version"), origin("git_commit").substr(0, 7),
                       origin("git_dirty") == "true" ? ", modified" : "");
  }
};

Results results_of(const std::string& file) {
  TrajectoryReader reader(file);
  const EnsembleLayout& layout = reader.layout();
  Provenance provenance = reader.provenance();
  if (provenance.configurations.size() != layout.scenarios.size())
    throw Failure(
        complaint(Trouble::invalid_results, "E0632", file,
                  text("the file does not say from which scenarios it was made",
                       "le fichier ne dit pas de quels scénarios il vient"),
                  text("Run the scenarios again with this program.", "Relancez les scénarios avec ce programme.")));
  if (reader.count(RunState::completed) == 0)
    throw Failure(complaint(Trouble::invalid_results, "E0671", file,
                            text("no run of this file is completed: there is nothing to report",
                                 "aucune simulation de ce fichier n’est terminée : il n’y a rien à rapporter"),
                            text("Go on with the ensemble by --resume.", "Poursuivez l’ensemble avec --resume.")));
  Ensemble ensemble;
  ensemble.names = layout.scenarios;
  for (std::size_t s = 0; s < layout.scenarios.size(); ++s) {
    auto reading = scenarios::read_scenario_text(provenance.configurations[s], layout.scenarios[s]);
    if (!reading.scenario) throw Failure(std::move(reading.diagnostics));
    reading.scenario->specification.months = layout.months;
    reading.scenario->replicates = layout.replicates;
    reading.scenario->seed = layout.seed;
    ensemble.scenarios.push_back(std::move(*reading.scenario));
  }
  EnsembleValues values(layout.catalogue, layout.scenarios.size(), layout.replicates, layout.months);
  read_earlier(file, layout, values);
  return {std::move(reader), std::move(ensemble), std::move(values), std::move(provenance)};
}

// Writes a report part by part.
class Author {
 public:
  Author(const Results& results, Language language)
      : results_(results),
        language_(language),
        names_(display_names(results.ensemble, language)),
        last_(results.values.points() - 1),
        page_(language) {}

  std::string page(const std::vector<Json>& answers) {
    asked();
    // A study's file has its verdicts in it.
    Json study = Json::parse(results_.origin("study_result"), nullptr, false);
    if (study.is_object()) {
      study["command"] = "study";
      add_answer(page_, study, language_);
    }
    answered();
    charts();
    for (const Json& answer : answers) add_answer(page_, answer, language_);
    differs();
    limits();
    repeat();
    const auto& first = results_.ensemble.scenarios.front();
    std::string title = names_.front();
    if (names_.size() == 2) title = names_[1];
    if (names_.size() > 2) title = say("Scenarios compared", "Scénarios comparés");
    if (study.is_object()) title = study["study"]["title"].value(say("en", "fr"), title);
    const std::string subtitle =
        names_.size() > 1
            ? fmt::format(fmt::runtime(say("compared with: {} – {} paired replicates of {} months, seed {}",
                                           "comparé à : {} – {} répliques appariées de {} mois, graine {}")),
                          names_.front(), whole_number(first.replicates, language_), last_, first.seed)
            : fmt::format(
                  fmt::runtime(say("{} replicates of {} months, seed {}", "{} répliques de {} mois, graine {}")),
                  whole_number(first.replicates, language_), last_, first.seed);
    return page_.document(title, subtitle);
  }

 private:
  [[nodiscard]] const char* say(const char* en, const char* fr) const {
    return language_ == Language::french ? fr : en;
  }
  [[nodiscard]] const scenarios::Scenario& scenario(std::size_t s) const { return results_.ensemble.scenarios[s]; }

  void asked() {
    page_.section(say("What was asked", "Ce qui a été demandé"));
    std::vector<std::vector<Cell>> rows;
    for (std::size_t s = 0; s < names_.size(); ++s)
      rows.push_back({{names_[s]},
                      {scenario(s).description.in(language_)},
                      {s == 0 && names_.size() > 1 ? say("reference", "référence") : ""}});
    page_.table(say("Scenarios", "Scénarios"), {say("scenario", "scénario"), say("question", "question"), ""}, rows);
    if (!results_.reader.complete())
      page_.paragraph(
          fmt::format(fmt::runtime(say("The ensemble was interrupted: {} of {} runs are there, and only these count.",
                                       "L’ensemble a été interrompu : {} simulations sur {} sont là, et seules "
                                       "celles-ci comptent.")),
                      results_.reader.count(RunState::completed), names_.size() * scenario(0).replicates),
          "caution");
  }

  void answered() {
    page_.section(say("In short", "En bref"));
    if (names_.size() == 1) {
      std::vector<std::vector<Cell>> rows;
      for (const Headline& headline : headlines(results_.values.catalogue())) {
        const auto spread = spreads(results_.values.quantity(headline.variable, headline.cell), 0)[last_];
        if (!spread) {
          rows.push_back({{headline.title.in(language_)}, {say("no value", "aucune valeur")}});
          continue;
        }
        const int decimals = decimals_for(spread->mean);
        rows.push_back({{headline.title.in(language_)},
                        {number(spread->mean, decimals, language_), true},
                        {spread->n > 1 ? fmt::format(fmt::runtime(say("{} to {}", "{} à {}")),
                                                     number(spread->quantiles[0], decimals, language_),
                                                     number(spread->quantiles[4], decimals, language_))
                                       : "–",
                         true}});
      }
      page_.table(month_words(),
                  {"", say("mean", "moyenne"), say("5% to 95% of replicates", "de 5 % à 95 % des répliques")}, rows);
      return;
    }
    for (std::size_t s = 1; s < names_.size(); ++s) {
      page_.subsection(names_[s]);
      std::vector<std::vector<Cell>> rows;
      bool said = false;
      for (const Headline& headline : headlines(results_.values.catalogue())) {
        const auto c = contrasts(results_.values.quantity(headline.variable, headline.cell), 0, s)[last_];
        if (!c) {
          rows.push_back({{headline.title.in(language_)}, {say("no value", "aucune valeur")}});
          continue;
        }
        if (!said) page_.paragraph(verdict(*c, headline.title, names_[0], names_[s], last_).in(language_), "verdict");
        said = true;
        const int decimals = decimals_for(std::max(std::fabs(c->reference_mean), std::fabs(c->scenario_mean)));
        rows.push_back({{headline.title.in(language_)},
                        {number(c->reference_mean, decimals, language_), true},
                        {number(c->scenario_mean, decimals, language_), true},
                        {difference_with_interval(*c, language_), true},
                        {frequency(*c).in(language_)}});
      }
      page_.table(month_words(),
                  {"", say("reference", "référence"), say("scenario", "scénario"),
                   say("mean difference [95%]", "écart moyen [95 %]"),
                   say("in how many replicates", "dans combien de répliques")},
                  rows);
    }
    page_.paragraph(
        say("Every replicate draws its own luck, and all scenarios share it, so that they are compared pair by pair. "
            "The interval tells how precise the simulation is; it says nothing of how sure the model is of the world.",
            "Chaque réplique tire son propre hasard, que tous les scénarios partagent : ils se comparent donc deux à "
            "deux. L’intervalle dit la précision de la simulation, non la certitude du modèle sur le monde."));
  }

  [[nodiscard]] std::string month_words() const {
    return fmt::format(fmt::runtime(say("At month {}; relations of the initial cohort.",
                                        "Au mois {} ; relations de la cohorte initiale.")),
                       last_);
  }

  void charts() {
    page_.section(say("Charts", "Graphiques"));
    for (const Figure& figure : figures_of(results_.ensemble, results_.values, results_.version(), language_))
      page_.figure(figure.svg);
    if (auto svg = trust_by_types(); !svg.empty()) page_.figure(svg);
  }

  // Mean trust by the types of who trusts and who is trusted: the reference, then what each scenario changes.
  std::string trust_by_types() {
    const Catalogue& catalogue = results_.reader.layout().catalogue;
    const std::size_t variable = catalogue.find("trust_mixing");
    constexpr std::size_t types = 4, set = types * types;
    if (variable == Catalogue::npos || catalogue.size(variable) != 2 * set) return {};
    const std::size_t points = last_ + 1;
    // The second half is the institutional ties.
    std::vector<std::vector<std::vector<double>>> at_end(names_.size());
    for (std::uint32_t s = 0; s < names_.size(); ++s) {
      const std::vector<float> series = results_.reader.series(variable, s);
      at_end[s].assign(set, {});
      for (std::size_t cell = 0; cell < set; ++cell)
        for (std::size_t r = 0; r < scenario(0).replicates; ++r)
          at_end[s][cell].push_back(static_cast<double>(series[((r * points + last_) * 2 + 1) * set + cell]));
    }
    std::vector<charts::MatrixPanel> panels;
    panels.push_back({names_[0], false, {}});
    for (std::size_t cell = 0; cell < set; ++cell) {
      const auto spread = spread_of(at_end[0][cell]);
      panels[0].cells.push_back(spread ? std::optional(spread->mean) : std::nullopt);
    }
    for (std::size_t s = 1; s < names_.size(); ++s) {
      panels.push_back({names_[s] + say(": difference", " : écart"), true, {}});
      for (std::size_t cell = 0; cell < set; ++cell) {
        const auto contrast = contrast_of(at_end[0][cell], at_end[s][cell]);
        panels.back().cells.push_back(contrast ? std::optional(contrast->difference) : std::nullopt);
      }
    }
    std::vector<Text> type_words;
    for (std::size_t type = 0; type < types; ++type)
      type_words.push_back(why::plural(static_cast<territory::ActorType>(type)));
    std::vector<std::size_t> everybody(names_.size());
    for (std::size_t s = 0; s < everybody.size(); ++s) everybody[s] = s;
    const Headline headline{
        "trust_by_types", variable, 0, {"Trust between types of actors", "Confiance entre types d’acteurs"}, {}};
    charts::Caption caption = caption_of(headline, results_.ensemble, results_.version(), everybody);
    caption.marks.clear();
    return charts::matrix_chart(
        caption,
        fmt::format(fmt::runtime(say("Mean over the replicates at month {}; relations of the initial cohort.",
                                     "Moyenne des répliques au mois {} ; relations de la cohorte initiale.")),
                    last_),
        {"who trusts", "qui fait confiance"}, {"in whom", "en qui"}, type_words, type_words, panels, language_);
  }

  void differs() {
    if (names_.size() == 1) return;
    page_.section(say("What differs", "Ce qui diffère"));
    for (std::size_t s = 1; s < names_.size(); ++s) {
      page_.subsection(names_[s]);
      std::vector<std::vector<Cell>> rows;
      for (const scenarios::Difference& one : scenarios::differences(scenario(0), scenario(s))) {
        const std::string field = one.key.substr(one.key.rfind('.') + 1);
        const auto meaning = scenarios::explain(one.kind.empty() ? one.key : one.kind + "." + field);
        rows.push_back({{one.key},
                        {shortened(one.from), true},
                        {shortened(one.to), true},
                        {meaning ? meaning->meaning.in(language_) : ""}});
      }
      if (rows.empty())
        page_.paragraph(say("Nothing: the two scenarios ask the same of the model.",
                            "Rien : les deux scénarios demandent la même chose au modèle."));
      else
        page_.table(
            "",
            {say("what", "quoi"), say("reference", "référence"), say("scenario", "scénario"), say("meaning", "sens")},
            rows);
    }
  }

  [[nodiscard]] static std::string shortened(const std::string& value) {
    constexpr std::size_t most = 60;
    if (value.empty()) return "–";
    if (value.size() <= most) return value;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;  // not within a character
    return value.substr(0, end) + "…";
  }

  void limits() {
    page_.section(say("Limits of the model", "Limites du modèle"));
    page_.paragraph(say("A model to think with: it shows what follows from its assumptions, and predicts nothing.",
                        "Un modèle pour penser : il montre ce qui découle de ses hypothèses, et ne prédit rien."),
                    "caution");
    if (language_ == Language::french)
      page_.list(
          {"La plupart des valeurs sont des hypothèses, l’ampleur de chaque levier aussi. Les niveaux disent "
           "peu, les écarts à hasard égal davantage, les signes qui tiennent sur toutes les valeurs plausibles "
           "le plus.",
           "Ni habitants, ni entreprises hors ESS, ni politique nationale, ni géographie, ni argent comme stock.",
           "Les liens créés en cours de route n’ont ni commande ni contrôle : les types de relations se lisent "
           "sur la cohorte initiale.",
           "Les leviers ne fatiguent personne : leurs heures sont comptées, non limitées. Comparer à heures "
           "égales.",
           "Ne rien en conclure sur un territoire, une organisation ou une personne réels."});
    else
      page_.list(
          {"Most values are assumptions, and so is the size of every lever. Levels say little, differences at "
           "equal luck say more, signs that hold over all plausible values say most.",
           "No inhabitants, no firms outside the social economy, no national politics, no geography, no money "
           "as a stock.",
           "Ties made on the way have neither tender nor control: read the types of relations on the initial "
           "cohort.",
           "Levers tire nobody: their hours are counted, not limited. Compare at equal hours.",
           "Conclude nothing about a real territory, organisation or person."});
  }

  void repeat() {
    page_.section(say("How to get this again", "Comment retrouver ces résultats"));
    page_.facts({{say("program", "programme"), "Entremise " + results_.version()},
                 {say("command", "commande"), results_.origin("command_line")},
                 {say("seed", "graine"), std::to_string(scenario(0).seed)},
                 {say("replicates", "répliques"), whole_number(scenario(0).replicates, language_)},
                 {say("months", "mois"), std::to_string(last_)},
                 {say("version of the results", "version des résultats"),
                  std::to_string(results_.reader.layout().results_version)},
                 {say("computed", "calculé"), results_.origin("finished")}});
    page_.paragraph(
        say("The same scenario, seed and version of the results give the same numbers to the last bit, on "
            "any machine. Complete scenarios, every default filled in:",
            "Le même scénario, la même graine et la même version des résultats donnent les mêmes nombres "
            "au dernier bit, sur toute machine. Scénarios complets, valeurs par défaut comprises :"));
    for (std::size_t s = 0; s < names_.size(); ++s)
      page_.folded(results_.ensemble.names[s] + ".toml", results_.provenance.configurations[s]);
  }

  const Results& results_;
  Language language_;
  std::vector<std::string> names_;
  std::size_t last_;
  Page page_;
};

}  // namespace

Answer write_report(const Request& request, Terminal& terminal) {
  std::vector<std::string> answers_in;
  std::string results_in;
  for (const std::string& word : request.words) {
    if (fs::path(word).extension() == ".json")
      answers_in.push_back(word);
    else if (results_in.empty())
      results_in = word;
    else
      throw Failure(complaint(
          Trouble::usage, "E0602", {},
          text("a report is of one result file, not of {} and {}",
               "un rapport porte sur un seul fichier de résultats, non sur {} et {}", results_in, word),
          text("Compare the scenarios in one ensemble: entremise compare A.toml B.toml -o OUT.h5.",
               "Comparez les scénarios dans un même ensemble : entremise compare A.toml B.toml -o SORTIE.h5.")));
  }
  if (results_in.empty())
    throw Failure(complaint(Trouble::usage, "E0602", {},
                            text("report needs a result file", "report attend un fichier de résultats"),
                            text("For example: entremise report comparison.h5 -o report.html",
                                 "Par exemple : entremise report comparison.h5 -o rapport.html")));
  const fs::path output =
      request.output.empty() ? fs::path(results_in).replace_extension(".html") : fs::path(request.output);
  NewFiles files(output.has_parent_path() ? output.parent_path() : fs::path("."), request.force);
  files.require_absent({output.filename().string()});
  std::vector<Json> answers;
  for (const std::string& file : answers_in) answers.push_back(read_answer(file));
  const Results results = results_of(results_in);
  const std::string page = Author(results, terminal.language()).page(answers);
  files.write(output.filename().string(), page);
  files.publish();
  if (!request.manner.json)
    terminal.result(
        terminal.say(text("report in {} ({}): open it in a browser, it needs nothing else\n",
                          "rapport dans {} ({}) : à ouvrir dans un navigateur, il n’a besoin de rien d’autre\n",
                          output.string(), size_of_file(page.size(), terminal.language()))));
  return {exit_ok,
          {{"output", output.string()},
           {"bytes", page.size()},
           {"scenarios", results.ensemble.names},
           {"answers", answers_in}}};
}

}  // namespace entremise::program
