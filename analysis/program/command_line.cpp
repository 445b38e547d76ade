#include "analysis/program/command_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <limits>
#include <set>

#include <CLI/CLI.hpp>

#include "analysis/program/complaint.hpp"
#include "scenarios/explain.hpp"

namespace entremise::program {
namespace {

struct Example {
  const char* line;
  Text meaning;
};

struct Command {
  const char* name;
  const char* operands;  // as shown after the name
  Text summary;
  std::vector<Example> examples;
};

const std::vector<Command>& commands() {
  static const std::vector<Command> all{
      {"run",
       "FILE",
       {"Simulate a scenario and write its trajectories.", "Simule un scénario et écrit ses trajectoires."},
       {{"entremise run rural.toml",
         {"all as the file says, into rural.h5", "tout comme le fichier le dit, dans rural.h5"}},
        {"entremise run rural.toml -r 400 --seed 42 -o out.h5",
         {"400 replicates with another luck", "400 répliques avec un autre hasard"}},
        {"entremise run rural.toml --resume", {"go on after an interruption", "reprend après une interruption"}},
        {"entremise run rural.toml --dry-run", {"only say what would be done", "dit seulement ce qui serait fait"}}}},
      {"compare",
       "FILE FILE…",
       {"Simulate several scenarios with common luck and compare each with the first.",
        "Simule plusieurs scénarios avec le même hasard et compare chacun au premier."},
       {{"entremise compare reference.toml facilitator.toml",
         {"what does the facilitator change?", "que change le tiers facilitateur ?"}},
        {"entremise compare a.toml b.toml c.toml -o out.h5 --charts figures",
         {"with the charts as SVG files", "avec les graphiques en fichiers SVG"}},
        {"entremise compare b.toml c.toml --base a.toml --json",
         {"the answer as data", "la réponse sous forme de données"}}}},
      {"calibrate",
       "FILE",
       {"Find parameter values for which the model shows what is known.",
        "Cherche des valeurs de paramètres pour lesquelles le modèle montre ce que l’on sait."},
       {{"entremise calibrate agglomeration.toml",
         {"the plausible set and a report of what was met and missed",
          "l’ensemble plausible et un rapport de ce qui est satisfait ou manqué"}},
        {"entremise calibrate agglomeration.toml --draws 2000 --waves 6 -o plausible.csv",
         {"a longer search", "une recherche plus longue"}}}},
      {"study",
       "FILE",
       {"Run a study and judge what it expects: hypotheses in a file, verdicts in a table.",
        "Mène une étude et juge ce qu’elle attend : des hypothèses dans un fichier, des verdicts dans un tableau."},
       {{"entremise study facilitator.toml --dry-run",
         {"how many runs, how long, how large", "combien de simulations, quelle durée, quelle taille"}},
        {"entremise study facilitator.toml -o out.h5 --csv verdicts.csv",
         {"the verdicts also as a table", "les verdicts aussi en tableau"}},
        {"entremise study facilitator.toml -r 50 --plausible 0",
         {"a first look: few replicates, parameters as they are",
          "un premier aperçu : peu de répliques, sans varier les paramètres"}},
        {"entremise study facilitator.toml --resume",
         {"go on after an interruption", "reprend après une interruption"}}}},
      {"sensitivity",
       "FILE",
       {"Say which parameters the outcomes depend on, and how.",
        "Dit de quels paramètres dépendent les résultats, et comment."},
       {{"entremise sensitivity agglomeration.toml",
         {"Morris screening of every parameter", "criblage de Morris de tous les paramètres"}},
        {"entremise sensitivity agglomeration.toml --method ofat --parameters trust.*,network.rate",
         {"along each of a few parameters in turn", "le long de quelques paramètres, l’un après l’autre"}},
        {"entremise sensitivity agglomeration.toml --method sobol --base 256 --parameters trust.*",
         {"shares of the variance", "parts de la variance"}},
        {"entremise sensitivity agglomeration.toml --outcome trust@60,ruptures@49-60 --csv morris.csv --charts figures",
         {"other outcomes, as a table and as charts", "d’autres résultats, en tableau et en graphiques"}}}},
      {"attribute",
       "FILE",
       {"Say what each lever contributes when several act together.",
        "Dit ce que chaque levier apporte quand plusieurs agissent ensemble."},
       {{"entremise attribute combined.toml",
         {"Shapley values of its levers, and whether they help each other",
          "valeurs de Shapley de ses leviers, et s’ils se renforcent"}},
        {"entremise attribute combined.toml --outcome value_net@120,ruptures@61-120 --charts figures",
         {"for other outcomes, with charts", "pour d’autres résultats, avec des graphiques"}},
        {"entremise attribute combined.toml --by kind --dry-run",
         {"levers of one kind together; only say what would be done",
          "les leviers d’un même genre réunis ; dit seulement ce qui serait fait"}}}},
      {"plan",
       "FILE --budget HOURS",
       {"Look for the best use of a budget of hours: which levers, when, how strongly.",
        "Cherche le meilleur usage d’un budget d’heures : quels leviers, quand, avec quelle force."},
       {{"entremise plan combined.toml --budget 6000",
         {"trade-offs between value, partnerships, ruptures and hours",
          "arbitrages entre valeur, partenariats, ruptures et heures"}},
        {"entremise plan combined.toml --budget 6000 --write plans --charts figures",
         {"each plan as a scenario that “run” takes", "chaque plan sous forme de scénario pour « run »"}},
        {"entremise plan combined.toml --budget 6000 --starts 1,25,49 --intensities 0.5,1,2 -o plan.toml",
         {"from these months, at these strengths; the plan of highest value as a file",
          "à partir de ces mois, à ces forces ; le plan de plus grande valeur en fichier"}}}},
      {"init",
       "FILE",
       {"Write a commented scenario to start from.", "Écrit un scénario commenté pour commencer."},
       {{"entremise init mine.toml", {"a rural territory", "un territoire rural"}},
        {"entremise init mine.toml --template metropolis --complete",
         {"every parameter, each with its meaning", "tous les paramètres, chacun avec son sens"}}}},
      {"validate",
       "FILE…",
       {"Check scenarios and say everything that is wrong.", "Vérifie des scénarios et dit tout ce qui ne va pas."},
       {{"entremise validate mine.toml", {"lines and columns of every mistake", "lignes et colonnes de chaque erreur"}},
        {"entremise validate *.toml --json", {"the same as data", "la même chose sous forme de données"}}}},
      {"explain",
       "[NAME…]",
       {"Say what a parameter, a lever, a measure or an error code means.",
        "Dit ce que signifie un paramètre, un levier, une mesure ou un code d’erreur."},
       {{"entremise explain trust.negativity", {"a parameter", "un paramètre"}},
        {"entremise explain facilitator", {"a lever and its fields", "un levier et ses champs"}},
        {"entremise explain cooperation", {"a recorded measure", "une mesure enregistrée"}},
        {"entremise explain E0315", {"an error code", "un code d’erreur"}},
        {"entremise explain", {"everything there is", "tout ce qu’il y a"}}}},
      {"describe",
       "SUBJECT",
       {"Print what the model says of itself: parameters, levers, or a month.",
        "Affiche ce que le modèle dit de lui-même : parameters (paramètres), levers (leviers) ou month (un mois)."},
       {{"entremise describe parameters > PARAMETERS.md",
         {"every parameter with its source, as Markdown", "tous les paramètres et leurs sources, en Markdown"}},
        {"entremise describe levers --lang fr", {"in French", "en français"}},
        {"entremise describe month > month.svg",
         {"the phases of a month, as a picture", "les phases d’un mois, en image"}}}},
      {"inspect",
       "FILE",
       {"Summarise a result file.", "Résume un fichier de résultats."},
       {{"entremise inspect rural.h5",
         {"scenarios, replicates, variables, where it comes from", "scénarios, répliques, variables, provenance"}}}},
      {"why",
       "FILE",
       {"Tell what happened in one replicate, and what moved it.",
        "Raconte ce qui s’est passé dans une réplique, et ce qui l’a fait bouger."},
       {{"entremise why comparison.h5",
         {"what moved the second scenario, and where it leaves the first",
          "ce qui a fait bouger le second scénario, et où il quitte le premier"}},
        {"entremise why comparison.h5 --month 36 --since 24", {"the third year only", "la troisième année seulement"}},
        {"entremise why rural.h5 --pair élus:ESS",
         {"between elected officials and the social economy", "entre les élus et l’ESS"}},
        {"entremise why rural.h5 --actor 12 --replicate 7",
         {"one actor, in another replicate", "un acteur, dans une autre réplique"}},
        {"entremise why rural.toml --against rural-facilitator.toml",
         {"scenarios that have not been run yet", "des scénarios pas encore simulés"}}}},
      {"check",
       "FILE",
       {"Check a result file against its format, block by block.", "Vérifie un fichier de résultats, bloc par bloc."},
       {{"entremise check rural.h5", {"one line for each fault", "une ligne par défaut"}}}},
      {"export",
       "FILE --csv DIR | --graphml DIR",
       {"Write a result file as tidy CSV tables, or the networks of a month as GraphML.",
        "Écrit un fichier de résultats en tableaux CSV, ou les réseaux d’un mois en GraphML."},
       {{"entremise export rural.h5 --csv tables",
         {"one table for each kind of series, for R or a spreadsheet",
          "un tableau par sorte de séries, pour R ou un tableur"}},
        {"entremise export rural.h5 --graphml networks --month 36 --replicate 2",
         {"who is tied to whom, and how, for Gephi or NetworkX",
          "qui est lié à qui, et comment, pour Gephi ou NetworkX"}}}},
      {"report",
       "FILE [ANSWER.json…]",
       {"Write a page of HTML to hand round: what was asked, charts, verdicts, limits, how to repeat it.",
        "Écrit une page HTML à faire circuler : question, graphiques, verdicts, limites, comment refaire."},
       {{"entremise report comparison.h5 -o report.html", {"of a comparison", "d’une comparaison"}},
        {"entremise report study.h5 study.json -o report.html --lang fr",
         {"with the verdicts of a study, in French", "avec les verdicts d’une étude, en français"}}}},
      {"schema",
       "",
       {"Print the JSON Schema of scenario files, for editors.",
        "Affiche le schéma JSON des scénarios, pour les éditeurs."},
       {{"entremise schema > scenario.schema.json",
         {"beside the scenarios, whose first line names it",
          "à côté des scénarios, dont la première ligne le nomme"}}}},
      {"verify",
       "[NAME…]",
       {"Compute published models, and this one's closed forms, whose answers are known.",
        "Calcule des modèles publiés, et des formes closes de celui-ci, aux réponses connues."},
       {{"entremise verify", {"all of them, in about a minute", "tous, en une minute environ"}},
        {"entremise verify --fast", {"fewer replicates, in some seconds", "moins de répliques, en quelques secondes"}},
        {"entremise verify voter trust --json", {"two of them, as data", "deux d’entre eux, sous forme de données"}}}},
      {"help",
       "[TOPIC]",
       {"Show help about a command, or about “exit-codes”.", "Affiche l’aide d’une commande, ou de « exit-codes »."},
       {{"entremise help compare", {"a command", "une commande"}},
        {"entremise help exit-codes", {"what the exit codes mean", "le sens des codes de sortie"}}}},
  };
  return all;
}

Diagnostic usage(Text message, Text remedy = {}, const char* code = "E0601") {
  return complaint(Trouble::usage, code, {}, std::move(message), std::move(remedy));
}

// Values as they were written; numbers are read by us, so that complaints are in the user's language.
struct Written {
  std::string replicate, month, since, plausible;
  std::string trajectories, levels, base_points, permutations, generations, population, again, budget;
  std::string replicates, months, seed, draws, waves, keep, threads, colour, progress, language;
};

const Command* find_command(const std::string& name) {
  const auto at = std::find_if(commands().begin(), commands().end(), [&](const Command& c) { return name == c.name; });
  return at == commands().end() ? nullptr : &*at;
}

constexpr const char* own_group = "own";      // options of one command
constexpr const char* every_group = "every";  // options of every command

// One command with its options and operands. The command's own word is taken off before: CLI11 takes every operand that
// is called like a subcommand for one (`help run`).
struct Parser {
  CLI::App app{"", "entremise"};
  Request request;
  Written written;

  Parser(Language language, const std::string& name) {
    request.command = name;
    const auto say = [language](const char* en, const char* fr) {
      return std::string(language == Language::french ? fr : en);
    };
    const auto option = [&](const char* names, std::string& value, const char* type, const char* en, const char* fr) {
      app.add_option(names, value, say(en, fr))->type_name(type)->group(own_group);
    };
    const auto flag = [&](const char* names, bool& value, const char* en, const char* fr) {
      app.add_flag(names, value, say(en, fr))->group(own_group);
    };
    app.set_help_flag();
    app.add_option("words", request.words)->group("");
    if (name == "run" || name == "compare") {
      option("-o,--output", request.output, "FILE", "result file (.h5)", "fichier de résultats (.h5)");
      option("-r,--replicates", written.replicates, "N", "replicates of each scenario", "répliques de chaque scénario");
      option("--months", written.months, "N", "months to simulate", "mois à simuler");
      option("--seed", written.seed, "N", "number from which all luck is drawn", "nombre d’où tout hasard est tiré");
      option("-j,--threads", written.threads, "N", "threads; all of the machine if not given",
             "fils d’exécution ; tous ceux de la machine par défaut");
      option("--charts", request.charts, "DIR", "write charts (SVG) into this folder",
             "écrit les graphiques (SVG) dans ce dossier");
      flag("--resume", request.resume, "go on with an interrupted ensemble", "reprend un ensemble interrompu");
      flag("-n,--dry-run", request.dry_run, "only say what would be done", "dit seulement ce qui serait fait");
    }
    if (name == "report")
      option("-o,--output", request.output, "FILE", "the page (.html); named like the results if not given",
             "la page (.html) ; du nom des résultats par défaut");
    if (name == "calibrate") {
      option("-o,--output", request.output, "FILE",
             "table of the plausible draws (.csv); the reports stand beside it (.md, .fr.md)",
             "tableau des tirages plausibles (.csv) ; les rapports sont à côté (.md, .fr.md)");
      option("--draws", written.draws, "N", "draws of each wave", "tirages de chaque vague");
      option("--waves", written.waves, "N", "waves", "vagues");
      option("--keep", written.keep, "N", "draws that are kept", "tirages gardés");
      option("-r,--replicates", written.replicates, "N", "replicates of each draw", "répliques de chaque tirage");
      option("--months", written.months, "N", "months to simulate", "mois à simuler");
      option("--seed", written.seed, "N", "number from which all luck is drawn", "nombre d’où tout hasard est tiré");
      option("-j,--threads", written.threads, "N", "threads; all of the machine if not given",
             "fils d’exécution ; tous ceux de la machine par défaut");
    }
    if (name == "sensitivity" || name == "attribute")
      app.add_option("--outcome", request.outcomes,
                     say("what is asked, e.g. trust@60, or ruptures@49-60 for a mean; several with commas",
                         "ce qui est demandé, par exemple trust@60, ou ruptures@49-60 pour une moyenne ; plusieurs "
                         "avec des virgules"))
          ->type_name("MEASURE@MONTH")
          ->group(own_group)
          ->allow_extra_args(false);
    if (name == "sensitivity" || name == "attribute" || name == "plan") {
      option("-r,--replicates", written.replicates, "N", "replicates of everything that is tried",
             "répliques de tout ce qui est essayé");
      option("--months", written.months, "N", "months to simulate", "mois à simuler");
      option("--seed", written.seed, "N", "number from which all luck is drawn", "nombre d’où tout hasard est tiré");
      option("-j,--threads", written.threads, "N", "threads; all of the machine if not given",
             "fils d’exécution ; tous ceux de la machine par défaut");
      option("--csv", request.csv, "FILE", "write the table into this file", "écrit le tableau dans ce fichier");
      option("--charts", request.charts, "DIR", "write charts (SVG) into this folder",
             "écrit les graphiques (SVG) dans ce dossier");
      flag("-n,--dry-run", request.dry_run, "only say what would be done", "dit seulement ce qui serait fait");
    }
    if (name == "study") {
      option("-o,--output", request.output, "FILE", "result file (.h5); that of the plausible draws stands beside it",
             "fichier de résultats (.h5) ; celui des tirages plausibles est à côté");
      option("-r,--replicates", written.replicates, "N", "replicates of each scenario, instead of the study's",
             "répliques de chaque scénario, au lieu de celles de l’étude");
      option("--seed", written.seed, "N", "number from which all luck is drawn", "nombre d’où tout hasard est tiré");
      option("--plausible", written.plausible, "N",
             "draws of plausible parameter values to ask as well; 0: none; all of the table if not given",
             "tirages de paramètres plausibles à interroger aussi ; 0 : aucun ; tous ceux du tableau par défaut");
      option("--draws", request.draws_file, "FILE", "table of plausible draws, as calibrate writes it",
             "tableau des tirages plausibles, tel que l’écrit calibrate");
      option("-j,--threads", written.threads, "N", "threads; all of the machine if not given",
             "fils d’exécution ; tous ceux de la machine par défaut");
      option("--csv", request.csv, "FILE", "write the verdicts into this table", "écrit les verdicts dans ce tableau");
      flag("--resume", request.resume, "go on with an interrupted study", "reprend une étude interrompue");
      flag("-n,--dry-run", request.dry_run, "only say what would be done", "dit seulement ce qui serait fait");
    }
    if (name == "schema")
      flag("--study", request.for_studies, "of study files, not of scenarios", "celui des études, non des scénarios");
    if (name == "sensitivity") {
      option("--method", request.method, "NAME", "morris, ofat or sobol; morris if not given",
             "morris, ofat ou sobol ; morris par défaut");
      option("--parameters", request.parameters, "GLOB,…", "only these, e.g. trust.*; all if not given",
             "seulement ceux-ci, par exemple trust.* ; tous par défaut");
      option("--trajectories", written.trajectories, "N", "trajectories of Morris's method",
             "trajectoires de la méthode de Morris");
      option("--levels", written.levels, "N", "values that each parameter takes (morris, ofat)",
             "valeurs que prend chaque paramètre (morris, ofat)");
      option("--base", written.base_points, "N", "rows of the design of Sobol indices; best a power of two",
             "lignes du plan des indices de Sobol ; de préférence une puissance de deux");
    }
    if (name == "attribute") {
      option("--by", request.by, "WHAT", "lever or kind: what counts as one", "lever ou kind : ce qui compte pour un");
      option("--permutations", written.permutations, "N",
             "random orders instead of all combinations; needed for more than 12 levers",
             "ordres aléatoires au lieu de toutes les combinaisons ; nécessaires au-delà de 12 leviers");
    }
    if (name == "plan") {
      option("--budget", written.budget, "HOURS", "person-hours that the levers may take in all",
             "heures de travail que les leviers peuvent prendre en tout");
      option("--starts", request.starts, "MONTH,…", "months at which a lever may begin, besides its own",
             "mois où un levier peut commencer, outre le sien");
      option("--intensities", request.intensities, "X,…", "strengths to try; 0.5,1 if not given",
             "forces à essayer ; 0.5,1 par défaut");
      option("--population", written.population, "N", "plans in each generation", "plans de chaque génération");
      option("--generations", written.generations, "N", "generations of the search", "générations de la recherche");
      option("--again", written.again, "N", "fresh replicates in which the plans found are measured anew",
             "nouvelles répliques dans lesquelles les plans trouvés sont mesurés à nouveau");
      option("-o,--output", request.output, "FILE", "write the plan of highest value as a scenario (.toml)",
             "écrit le plan de plus grande valeur sous forme de scénario (.toml)");
      option("--write", request.write, "DIR", "write every plan as a scenario into this folder",
             "écrit chaque plan sous forme de scénario dans ce dossier");
    }
    if (name == "compare")
      option("--base", request.base, "FILE", "the reference; the first file if not given",
             "la référence ; le premier fichier par défaut");
    if (name == "init") {
      option("-t,--template", request.start_from, "NAME", "rural, agglomeration or metropolis",
             "rural, agglomeration ou metropolis");
      flag("--complete", request.complete, "write every parameter", "écrit tous les paramètres");
    }
    if (name == "why") {
      option("-m,--month", written.month, "N", "the month to explain; the last if not given",
             "le mois à expliquer ; le dernier par défaut");
      option("--since", written.since, "N", "what moved things since the end of this month; 0: the start",
             "ce qui a fait bouger les choses depuis la fin de ce mois ; 0 : le départ");
      option("--replicate", written.replicate, "N", "which replicate, from 0", "quelle réplique, à partir de 0");
      option("--scenario", request.scenario, "NAME", "which scenario of the file; the second if there are several",
             "quel scénario du fichier ; le second s’il y en a plusieurs");
      option("--against", request.against, "NAME", "the scenario to compare it with (for a scenario: its file)",
             "le scénario auquel le comparer (pour un scénario : son fichier)");
      option("--pair", request.pair, "A:B", "only between two types of actors, e.g. élus:ESS",
             "seulement entre deux types d’acteurs, par exemple élus:ESS");
      option("--actor", request.actor, "ID", "only one actor, by number or name",
             "un seul acteur, par numéro ou par nom");
    }
    if (name == "verify") flag("--fast", request.fast, "fewer replicates", "moins de répliques");
    if (name == "export") {
      option("--csv", request.csv, "DIR", "folder for the tables", "dossier des tableaux");
      option("--graphml", request.graphml, "DIR", "folder for the networks, one file for each scenario",
             "dossier des réseaux, un fichier par scénario");
      option("--month", written.month, "N", "month of the networks; the last one if not given",
             "mois des réseaux ; le dernier par défaut");
      option("--replicate", written.replicate, "N", "replicate of the networks; 0 if not given",
             "réplique des réseaux ; 0 par défaut");
      option("--scenario", request.scenario, "NAME", "only this scenario's network",
             "le réseau de ce scénario seulement");
    }
    if (name == "run" || name == "compare" || name == "init" || name == "export" || name == "report" ||
        name == "calibrate" || name == "sensitivity" || name == "attribute" || name == "plan" || name == "study")
      flag("-f,--force", request.force, "replace what is there", "remplace ce qui existe");

    const auto common_flag = [&](const char* names, bool& value, const char* en, const char* fr) {
      app.add_flag(names, value, say(en, fr))->group(every_group);
    };
    const auto common_option = [&](const char* names, std::string& value, const char* type, const char* en,
                                   const char* fr) {
      app.add_option(names, value, say(en, fr))->type_name(type)->group(every_group);
    };
    common_flag("-h,--help", request.help, "show help", "affiche l’aide");
    common_flag("--version", request.version, "show the version", "affiche la version");
    common_flag("--json", request.manner.json, "one JSON object on the standard output",
                "un objet JSON sur la sortie standard");
    common_option("--lang", written.language, "LANG", "language: fr or en", "langue : fr ou en");
    common_option("--color", written.colour, "WHEN", "colours: auto, always or never",
                  "couleurs : auto, always (toujours) ou never (jamais)");
    common_option("--progress", written.progress, "WHEN", "progress: auto, always, never or json",
                  "avancement : auto, always (toujours), never (jamais) ou json");
    common_flag("-q,--quiet", request.manner.quiet, "only results and errors",
                "seulement les résultats et les erreurs");
    common_flag("-v,--verbose", request.manner.verbose, "say more", "en dit davantage");
  }

  /// Every way to write an option that is followed by its value: "-o", "--output".
  void add_names_with_values(std::set<std::string>& names) const {
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_expected_min() == 0) continue;
      for (const std::string& name : option->get_snames()) names.insert("-" + name);
      for (const std::string& name : option->get_lnames()) names.insert("--" + name);
    }
  }

  [[nodiscard]] std::vector<std::string> known_options() const {
    std::vector<std::string> out;
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    return out;
  }
};

// Options of any command that are followed by a value: what stands behind one of them is not the command.
const std::set<std::string>& options_with_values() {
  static const std::set<std::string> names = [] {
    std::set<std::string> out;
    for (const Command& command : commands()) Parser(Language::english, command.name).add_names_with_values(out);
    return out;
  }();
  return names;
}

template <class T>
T whole_number_of(const std::string& option, const std::string& written, std::uint64_t low, std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (written.empty() || error != std::errc{} || end != written.data() + written.size() || value < low || value > high)
    throw Failure(usage(text("{} takes a whole number from {} to {}, not “{}”",
                             "{} attend un nombre entier de {} à {}, pas « {} »", option, low, high, written),
                        {}, "E0602"));
  return static_cast<T>(value);
}

template <class T, std::size_t n>
T choice_of(const std::string& option, const std::string& written,
            const std::array<std::pair<const char*, T>, n>& choices) {
  std::vector<std::string> names;
  std::string list;
  for (const auto& [name, value] : choices) {
    if (written == name) return value;
    names.emplace_back(name);
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  throw Failure(usage(text("{} takes one of {}, not “{}”", "{} attend l’un de {}, pas « {} »", option, list, written),
                      did_you_mean(written, names), "E0602"));
}

constexpr std::array<std::pair<const char*, Language>, 2> languages{
    {{"fr", Language::french}, {"en", Language::english}}};
constexpr std::array<std::pair<const char*, When>, 3> whens{
    {{"auto", When::automatic}, {"always", When::always}, {"never", When::never}}};
constexpr std::array<std::pair<const char*, ProgressStyle>, 4> progress_styles{{{"auto", ProgressStyle::automatic},
                                                                                {"always", ProgressStyle::always},
                                                                                {"never", ProgressStyle::never},
                                                                                {"json", ProgressStyle::json}}};

// The valid range of run.months and run.replicates is the scenarios' own.
std::uint64_t most_of(const char* key) {
  const auto explanation = scenarios::explain(key);
  return explanation && explanation->valid ? static_cast<std::uint64_t>(explanation->valid->high) : 1000000;
}

[[noreturn]] void complain(const Parser& parser, const CLI::ParseError& error) {
  const std::string what = error.what();
  const Text see{"See “entremise help”.", "Voir « entremise help »."};
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> extras = parser.app.remaining(true);
    const auto option =
        std::find_if(extras.begin(), extras.end(), [](const std::string& e) { return e.size() > 1 && e[0] == '-'; });
    if (option != extras.end()) {
      const std::string name = option->substr(0, option->find('='));
      if (parser.request.command.empty() && options_with_values().contains(name))
        throw Failure(usage(text("{} is an option of a command, and none is given",
                                 "{} est une option de commande, et aucune commande n’est donnée", name),
                            see));
      throw Failure(usage(text("unknown option {}", "option inconnue : {}", name),
                          did_you_mean(name, parser.known_options(), see)));
    }
    throw Failure(usage(text("“{}” is not expected here", "« {} » n’est pas attendu ici",
                             extras.empty() ? std::string() : extras.front()),
                        see));
  }
  // CLI11 puts the option's name first, then a colon, in all its other complaints.
  const std::string name = what.substr(0, what.find(':'));
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
    throw Failure(usage(text("{} needs a value", "{} attend une valeur", name), see));
  throw Failure(usage(
      Text{"the command line cannot be read: " + what, "la ligne de commande ne peut pas être lue : " + what}, see));
}

std::string option_lines(const CLI::App& app, const std::string& group) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::size_t widest = 0;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group() != group) continue;
    std::string names;
    for (const std::string& name : option->get_snames()) names += "-" + name + ", ";
    if (names.empty()) names = "    ";
    for (const std::string& name : option->get_lnames()) names += "--" + name;
    if (option->get_expected_min() != 0) names += " " + option->get_type_name();
    widest = std::max(widest, columns(names));
    rows.emplace_back(std::move(names), option->get_description());
  }
  std::string out;
  for (const auto& [names, description] : rows)
    out += fmt::format("  {}  {}\n", pad_right(names, widest), fold(description, 96 - widest, widest + 4));
  return out;
}

}  // namespace

std::vector<std::string> command_names() {
  std::vector<std::string> out;
  for (const Command& command : commands()) out.emplace_back(command.name);
  return out;
}

Manner manner_of(int argc, char** argv) {
  Manner manner;
  manner.language = language_of_environment();
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") manner.json = true;
    if (word == "--color=never") manner.colour = When::never;
    if (word == "--color=always") manner.colour = When::always;
    const std::string value = word == "--lang" && i + 1 < argc ? argv[i + 1]
                              : word.starts_with("--lang=")    ? word.substr(7)
                                                               : "";
    for (const auto& [name, language] : languages)
      if (value == name) manner.language = language;
  }
  return manner;
}

Request read_command_line(int argc, char** argv) {
  const Manner first = manner_of(argc, argv);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::string command;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (options_with_values().contains(word)) {
      ++i;  // its value
    } else if (!word.starts_with('-')) {
      if (find_command(word) == nullptr)
        throw Failure(
            usage(text("unknown command “{}”", "commande inconnue : « {} »", word),
                  did_you_mean(word, command_names(), {"See “entremise help”.", "Voir « entremise help »."})));
      command = word;
      arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }
  Parser parser(first.language, command);
  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    parser.app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    complain(parser, error);
  }
  Request& request = parser.request;
  const Written& written = parser.written;
  request.arguments.assign(argv, argv + argc);
  request.manner.language = first.language;
  if (!written.language.empty()) request.manner.language = choice_of("--lang", written.language, languages);
  if (!written.colour.empty()) request.manner.colour = choice_of("--color", written.colour, whens);
  if (!written.progress.empty()) request.manner.progress = choice_of("--progress", written.progress, progress_styles);
  if (request.help || request.version) return request;

  if (!written.replicates.empty())
    request.replicates =
        whole_number_of<std::uint32_t>("--replicates", written.replicates, 1, most_of("run.replicates"));
  if (!written.months.empty())
    request.months = whole_number_of<std::uint32_t>("--months", written.months, 1, most_of("run.months"));
  constexpr std::uint64_t any_number = std::numeric_limits<std::uint32_t>::max() - 1;
  if (!written.replicate.empty())
    request.replicate = whole_number_of<std::uint32_t>("--replicate", written.replicate, 0, any_number);
  if (!written.month.empty())
    request.month =
        whole_number_of<std::uint32_t>("--month", written.month, command == "export" ? 0 : 1, most_of("run.months"));
  if (!written.since.empty())
    request.since = whole_number_of<std::uint32_t>("--since", written.since, 0, most_of("run.months"));
  if (!written.seed.empty())
    request.seed = whole_number_of<std::uint64_t>("--seed", written.seed, 0, (std::uint64_t{1} << 53) - 1);
  if (!written.draws.empty()) request.draws = whole_number_of<std::uint32_t>("--draws", written.draws, 1, 1000000);
  if (!written.waves.empty()) request.waves = whole_number_of<std::uint32_t>("--waves", written.waves, 1, 100);
  if (!written.keep.empty()) request.keep = whole_number_of<std::uint32_t>("--keep", written.keep, 1, 1000000);
  if (!written.trajectories.empty())
    request.trajectories = whole_number_of<std::uint32_t>("--trajectories", written.trajectories, 2, 10000);
  if (!written.levels.empty()) request.levels = whole_number_of<std::uint32_t>("--levels", written.levels, 2, 100);
  if (!written.base_points.empty())
    request.base_points = whole_number_of<std::uint32_t>("--base", written.base_points, 2, 65536);
  if (!written.permutations.empty())
    request.permutations = whole_number_of<std::uint32_t>("--permutations", written.permutations, 2, 10000);
  if (!written.population.empty())
    request.population = whole_number_of<std::uint32_t>("--population", written.population, 4, 10000);
  if (!written.generations.empty())
    request.generations = whole_number_of<std::uint32_t>("--generations", written.generations, 1, 10000);
  if (!written.again.empty()) request.again = whole_number_of<std::uint32_t>("--again", written.again, 2, 1000000);
  if (!written.budget.empty())
    request.budget = static_cast<double>(whole_number_of<std::uint64_t>("--budget", written.budget, 0, 1000000000));
  if (command == "plan" && !request.budget)
    throw Failure(usage(text("plan needs a budget: --budget HOURS", "plan attend un budget : --budget HEURES")));
  if (!written.plausible.empty())
    request.plausible = whole_number_of<std::uint32_t>("--plausible", written.plausible, 0, 1000000);
  if (!written.threads.empty()) request.threads = whole_number_of<int>("--threads", written.threads, 1, 4096);
  if (request.force && request.resume)
    throw Failure(usage(text("--force and --resume contradict each other", "--force et --resume se contredisent"),
                        text("--resume keeps what is done, --force starts again.",
                             "--resume garde ce qui est fait, --force recommence.")));

  const std::size_t least = command == "validate" || command == "run" || command == "init" || command == "inspect" ||
                                    command == "check" || command == "export" || command == "why" ||
                                    command == "report" || command == "calibrate" || command == "sensitivity" ||
                                    command == "attribute" || command == "plan" || command == "study"
                                ? 1
                            : command == "compare" ? (request.base.empty() ? 2 : 1)
                                                   : 0;
  const bool many = command == "validate" || command == "compare" || command == "explain" || command == "verify" ||
                    command == "report";
  if (request.words.size() < least)
    throw Failure(command == "compare"
                      ? usage(text("compare needs two scenarios or more", "compare attend au moins deux scénarios"),
                              text("E.g. entremise compare reference.toml other.toml",
                                   "Par exemple : entremise compare reference.toml autre.toml"))
                      : usage(text("{} needs the name of a file", "{} attend le nom d’un fichier", command),
                              text("See “entremise {} --help”.", "Voir « entremise {} --help ».", command)));
  if (command == "schema" && !request.words.empty())
    throw Failure(usage(text("“{}” is not expected here", "« {} » n’est pas attendu ici", request.words.front())));
  if (!many && request.words.size() > 1)
    throw Failure(usage(text("{} takes one name, “{}” is one too many", "{} n’attend qu’un nom, « {} » est de trop",
                             command, request.words[1])));
  if (command == "export" && request.csv.empty() == request.graphml.empty())
    throw Failure(usage(text("export needs a folder: either --csv DIR or --graphml DIR",
                             "export attend un dossier : soit --csv DIR, soit --graphml DIR")));
  return request;
}

std::string help_of(const std::string& name, Language language) {
  const bool french = language == Language::french;
  const Command* const command = find_command(name);
  const Parser parser(language, command ? name : "");
  std::string out;
  const auto examples = [&](const std::vector<Example>& list) {
    std::size_t widest = 0;
    for (const Example& example : list) widest = std::max(widest, columns(example.line));
    for (const Example& example : list)
      out += fmt::format("  {}  {}\n", pad_right(example.line, widest), "# " + example.meaning.in(language));
  };
  if (command == nullptr) {
    out += french ? "Entremise simule la coopération entre collectivités, État et économie sociale et "
                    "solidaire.\n\nExemples\n"
                  : "Entremise simulates cooperation between local authorities, the State and the social "
                    "economy.\n\nExamples\n";
    examples({{"entremise init mine.toml", {"a scenario to start from", "un scénario pour commencer"}},
              {"entremise run mine.toml", {"simulate it", "le simuler"}},
              {"entremise compare mine.toml other.toml", {"what does the other change?", "que change l’autre ?"}},
              {"entremise explain facilitator", {"what does it mean?", "qu’est-ce que c’est ?"}}});
    out += french ? "\nUsage\n  entremise COMMANDE [OPTIONS]\n\nCommandes\n"
                  : "\nUsage\n  entremise COMMAND [OPTIONS]\n\nCommands\n";
    for (const Command& c : commands()) out += fmt::format("  {}  {}\n", pad_right(c.name, 11), c.summary.in(language));
    out += french ? "\nOptions de toutes les commandes\n" : "\nOptions of every command\n";
    out += option_lines(parser.app, every_group);
    out += french ? "\n« entremise COMMANDE --help » dit le reste ; « entremise help exit-codes » donne les codes de "
                    "sortie.\n"
                  : "\n“entremise COMMAND --help” tells the rest; “entremise help exit-codes” lists the exit codes.\n";
    return out;
  }
  out += command->summary.in(language) + (french ? "\n\nExemples\n" : "\n\nExamples\n");
  examples(command->examples);
  const std::string own = option_lines(parser.app, own_group);
  out += fmt::format("\nUsage\n  entremise {}{}{} [OPTIONS]\n", command->name, command->operands[0] ? " " : "",
                     command->operands);
  if (!own.empty()) out += "\nOptions\n" + own;
  out += french ? "\nOptions de toutes les commandes\n" : "\nOptions of every command\n";
  out += option_lines(parser.app, every_group);
  return out;
}

std::string shell_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    const bool plain = !word.empty() && word.find_first_not_of(
                                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789_-./=:,+@%") == std::string::npos;
    if (plain) {
      out += word;
    } else {
      out += '\'';
      for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
      out += '\'';
    }
  }
  return out;
}

}  // namespace entremise::program
