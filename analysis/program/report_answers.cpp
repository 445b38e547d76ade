#include "analysis/program/report_answers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "analysis/program/complaint.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;
using report::Cell;

constexpr std::array<std::string_view, 4> told{"study", "sensitivity", "attribute", "plan"};

std::string content_of(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error)) return {};
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Says answers in one language.
class Teller {
 public:
  Teller(report::Page& page, Language language) : page_(page), language_(language) {}

  void tell(const Json& answer) const {
    const std::string command = answer.at("command");
    if (command == "study")
      study(answer);
    else if (command == "sensitivity")
      sensitivity(answer);
    else if (command == "attribute")
      attribution(answer);
    else
      plan(answer);
    if (answer.contains("charts"))
      for (const Json& chart : answer["charts"]) page_.figure(chart.get<std::string>());
  }

 private:
  [[nodiscard]] const char* say(const char* en, const char* fr) const {
    return language_ == Language::french ? fr : en;
  }
  [[nodiscard]] std::string in(const Json& both) const {
    return both.is_object() ? both.value(language_ == Language::french ? "fr" : "en", "") : std::string();
  }
  [[nodiscard]] std::string titled(const Json& outcome) const {
    const std::string unit = outcome.contains("unit") ? in(outcome["unit"]) : "";
    return in(outcome.at("title")) + (unit.empty() ? "" : " (" + unit + ")");
  }
  [[nodiscard]] Cell figure(const Json& value, int decimals) const {
    return value.is_number() ? Cell{number(value.get<double>(), decimals, language_), true} : Cell{"–", true};
  }
  /// An estimate with its interval, where it has one.
  [[nodiscard]] Cell estimate(const Json& e, int decimals) const {
    std::string words = number(e.at("value"), decimals, language_);
    if (e.at("low").is_number())
      words +=
          fmt::format(" [{}; {}]", number(e["low"], decimals, language_), number(e.at("high"), decimals, language_));
    return {words, true};
  }

  void study(const Json& answer) const {
    page_.section(say("Verdicts on the hypotheses", "Verdicts sur les hypothèses"));
    if (const std::string question = in(answer.at("study").at("question")); !question.empty())
      page_.paragraph(question);
    std::vector<std::vector<Cell>> rows;
    for (const Json& h : answer.at("hypotheses")) {
      const std::string id = h.at("id");
      page_.subsection(id + (in(h.at("claim")).empty() ? "" : " – " + in(h.at("claim"))));
      page_.paragraph(in(h.at("verdict_words")) + say(": ", " : ") + in(h.at("sentence")), "verdict");
      if (h.at("plausible").is_object()) page_.paragraph(in(h["plausible"].at("sentence")));
      const Json &mean = h.at("estimate"), &interval = h.at("interval");
      const bool bounded = interval.is_object() && interval.at("low").is_number() && interval.at("high").is_number();
      // Two digits of how precise it is known, or three of the estimate itself.
      int decimals = mean.is_number() ? decimals_for(mean) : 0;
      if (bounded)
        if (const double half = (interval["high"].get<double>() - interval["low"].get<double>()) / 2; half > 0)
          decimals = std::max(0, decimals_for(half) - 1);
      std::string effect = "–";
      if (mean.is_number()) effect = signed_number(mean, decimals, language_);
      if (mean.is_number() && bounded)
        effect += fmt::format(" [{}; {}]", signed_number(interval["low"], decimals, language_),
                              signed_number(interval["high"], decimals, language_));
      const std::string share =
          h["plausible"].is_object() && h["plausible"].at("share").is_number()
              ? number(100 * h["plausible"]["share"].get<double>(), 0, language_) + say("%", "\u00a0%")
              : "–";
      rows.push_back({{id},
                      {in(h.at("outcome").at("words"))},
                      {in(h.at("expected_words"))},
                      {effect, true},
                      p_value(h.at("adjusted_p")),
                      figure(h.at("hedges_g"), 2),
                      figure(h.at("probability_of_superiority"), 2),
                      {share, true},
                      {in(h.at("verdict_words"))}});
    }
    page_.subsection(say("In one table", "En un tableau"));
    page_.table(
        say("p: paired permutation test, adjusted over its family (Holm). g: effect over the spread of the "
            "differences. Above: share of the replicates. Plausible: share of the plausible parameter values for "
            "which it holds.",
            "p : test de permutation apparié, ajusté sur sa famille (Holm). g : effet rapporté à la dispersion "
            "des écarts. Au-dessus : part des répliques. Plausible : part des valeurs plausibles des paramètres "
            "pour lesquelles cela tient."),
        {say("hypothesis", "hypothèse"), say("outcome", "résultat"), say("expected", "attendu"),
         say("effect [95%]", "effet [95 %]"), "p", "g", say("above", "au-dessus"), say("plausible", "plausible"),
         say("verdict", "verdict")},
        rows);
  }
  [[nodiscard]] Cell p_value(const Json& p) const {
    if (!p.is_number()) return {"–", true};
    return p.get<double>() < 0.001 ? Cell{"< " + number(0.001, 3, language_), true} : figure(p, 3);
  }

  void plan(const Json& answer) const {
    page_.section(say("Plans for a budget", "Plans pour un budget"));
    page_.paragraph(fmt::format(
        fmt::runtime(
            say("At most {} person-hours. No plan of the list is better than another in every respect; all "
                "figures are of fresh replicates, not of those by which the plans were found.",
                "Au plus {} heures de travail. Aucun plan de la liste n’est meilleur qu’un autre à tous égards "
                "; tous les chiffres viennent de répliques nouvelles, non de celles qui ont servi à chercher.")),
        number(answer.at("budget"), 0, language_)));
    const auto column = [&](const Json& one, const char* key) {
      const Json& m = one.at("objectives").at(key);
      const int decimals =
          decimals_for(std::max(std::fabs(m.at("low").get<double>()), std::fabs(m.at("high").get<double>())));
      return Cell{fmt::format("{} [{}; {}]", signed_number(m.at("mean"), decimals, language_),
                              signed_number(m.at("low"), decimals, language_),
                              signed_number(m.at("high"), decimals, language_)),
                  true};
    };
    std::vector<std::vector<Cell>> rows;
    for (const Json& one : answer.at("plans")) {
      std::string words;
      for (const Json& lever : one.at("levers"))
        words += fmt::format(fmt::runtime(say("{}{} from month {} (× {})", "{}{} dès le mois {} (× {})")),
                             words.empty() ? "" : ", ", lever.at("lever").get<std::string>(),
                             lever.at("from").get<std::size_t>(), number(lever.at("intensity"), 2, language_));
      if (words.empty()) words = say("none", "aucun");
      rows.push_back({{fmt::format("{}", one.at("plan").get<std::size_t>())},
                      {number(one.at("objectives").at("hours").at("mean"), 0, language_), true},
                      column(one, "value"),
                      column(one, "partnerships"),
                      column(one, "ruptures"),
                      {words}});
    }
    page_.table(say("Differences from the same scenario without levers", "Écarts au même scénario sans leviers"),
                {say("plan", "plan"), say("hours", "heures"), say("net value [95%]", "valeur nette [95 %]"),
                 say("partnerships [95%]", "partenariats [95 %]"), say("ruptures [95%]", "ruptures [95 %]"),
                 say("levers", "leviers")},
                rows);
  }

  void sensitivity(const Json& answer) const {
    page_.section(say("What the results depend on", "De quoi dépendent les résultats"));
    const std::string method = answer.at("method");
    page_.paragraph(fmt::format(
        fmt::runtime(say("{} parameters, {} points, {} runs: {}.", "{} paramètres, {} points, {} simulations : {}.")),
        answer.at("parameters").get<std::size_t>(), answer.at("points").get<std::size_t>(),
        answer.at("runs").get<std::size_t>(),
        method == "morris"  ? say("elementary effects (Morris 1991)", "effets élémentaires (Morris 1991)")
        : method == "sobol" ? say("shares of the variance (Sobol indices)", "parts de la variance (indices de Sobol)")
                            : say("one parameter at a time", "un paramètre à la fois")));
    constexpr std::size_t most = 15;
    for (const Json& outcome : answer.at("outcomes")) {
      page_.subsection(titled(outcome));
      if (outcome.at("constant").get<bool>() || !outcome.contains("inputs")) {
        page_.paragraph(say("Nothing here depends on these parameters.", "Rien ici ne dépend de ces paramètres."));
        continue;
      }
      std::vector<std::vector<Cell>> rows;
      for (const Json& input : outcome["inputs"]) {
        if (rows.size() == most || input.value("within_noise", false) || input.value("idle", false)) continue;
        if (method == "morris") {
          const int decimals = decimals_for(outcome["inputs"][0]["mu_star"]["value"]);
          rows.push_back({{input.at("parameter")},
                          estimate(input["mu_star"], decimals),
                          estimate(input["mu"], decimals),
                          figure(input["sigma"], decimals)});
        } else if (method == "sobol") {
          rows.push_back({{input.at("parameter")}, estimate(input["total"], 2), estimate(input["first"], 2)});
        } else {
          rows.push_back({{input.at("parameter")}});
        }
      }
      std::vector<std::string> head{say("parameter", "paramètre")};
      if (method == "morris")
        head.insert(head.end(), {say("size of its effect μ* [95%]", "ampleur de son effet μ* [95 %]"),
                                 say("mean effect μ [95%]", "effet moyen μ [95 %]"), "σ"});
      if (method == "sobol")
        head.insert(head.end(),
                    {say("with all others [95%]", "avec tous les autres [95 %]"), say("alone [95%]", "seul [95 %]")});
      page_.table(fmt::format(fmt::runtime(say("The {} that matter most, of those whose effect can be told from luck",
                                               "Les {} qui comptent le plus, parmi ceux dont l’effet se distingue du "
                                               "hasard")),
                              rows.size()),
                  head, rows);
    }
  }

  void attribution(const Json& answer) const {
    page_.section(say("What each lever contributes", "Ce qu’apporte chaque levier"));
    for (const Json& outcome : answer.at("outcomes")) {
      page_.subsection(titled(outcome));
      page_.paragraph(in(outcome.at("verdict")), "verdict");
      const int decimals = decimals_for(outcome.at("total").at("value"));
      std::vector<std::vector<Cell>> rows;
      for (const Json& lever : outcome.at("levers"))
        rows.push_back({{lever.at("lever")},
                        estimate(lever.at("share"), decimals),
                        estimate(lever.at("alone"), decimals),
                        estimate(lever.at("last"), decimals)});
      rows.push_back({{say("together", "ensemble")}, estimate(outcome["total"], decimals)});
      page_.table(
          say("Shares add up (Shapley values): what a lever adds on average over all orders in which levers may "
              "come.",
              "Les parts s’additionnent (valeurs de Shapley) : ce qu’un levier ajoute en moyenne sur tous les "
              "ordres où les leviers peuvent venir."),
          {say("lever", "levier"), say("share [95%]", "part [95 %]"), say("alone [95%]", "seul [95 %]"),
           say("lost without it [95%]", "perdu sans lui [95 %]")},
          rows);
    }
  }

  report::Page& page_;
  Language language_;
};

}  // namespace

Json read_answer(const std::string& file) {
  const auto refuse = [&](Text message, Text remedy) {
    throw Failure(complaint(Trouble::unreadable, "E0672", file, std::move(message), std::move(remedy)));
  };
  const Text how{"Keep the answer with, for example: entremise study FILE --json > study.json",
                 "Conservez la réponse, par exemple : entremise study FICHIER --json > etude.json"};
  const std::string content = content_of(file);
  if (content.empty()) refuse({"there is nothing to read", "il n’y a rien à lire"}, how);
  Json answer = Json::parse(content, nullptr, false);
  if (answer.is_discarded() || !answer.is_object() || !answer.contains("command"))
    refuse({"this is not an answer of entremise", "ce n’est pas une réponse d’entremise"}, how);
  const std::string command = answer["command"].is_string() ? answer["command"].get<std::string>() : "";
  if (std::find(told.begin(), told.end(), command) == told.end() || answer.value("dry_run", false))
    refuse({"this answer has no place in a report", "cette réponse n’a pas sa place dans un rapport"},
           {"A report takes those of study, sensitivity, attribute and plan.",
            "Un rapport prend celles de study, sensitivity, attribute et plan."});
  if (!answer.value("ok", false))
    refuse({"this answer says that the command failed", "cette réponse dit que la commande a échoué"},
           {"Repeat the command.", "Relancez la commande."});
  if (answer.contains("charts"))
    for (Json& chart : answer["charts"]) {
      const fs::path as_named = chart.get<std::string>(), beside = fs::path(file).parent_path() / as_named;
      chart = content_of(fs::exists(as_named) ? as_named : beside);
    }
  return answer;
}

void add_answer(report::Page& page, const Json& answer, Language language) {
  try {
    Teller(page, language).tell(answer);
  } catch (const Json::exception& error) {
    throw Failure(complaint(Trouble::unreadable, "E0672", {},
                            text("this answer is not as this program writes it: {}",
                                 "cette réponse n’est pas telle que ce programme l’écrit : {}", error.what()),
                            text("Repeat the command with this program.", "Relancez la commande avec ce programme.")));
  }
}

}  // namespace entremise::program
