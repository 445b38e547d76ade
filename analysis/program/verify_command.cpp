// verify: the models whose answers are known, and whether the engine gives them.
#include <algorithm>
#include <chrono>

#include "analysis/program/codes.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/interruption.hpp"
#include "analysis/verification/closed_forms.hpp"
#include "models/reference/check.hpp"

namespace entremise::program {
namespace {

using reference::Check;
using reference::ReferenceModel;
using reference::Rule;

const std::vector<ReferenceModel>& known_models() {
  static const std::vector<ReferenceModel> all = [] {
    std::vector<ReferenceModel> some = reference::reference_models();
    const auto& own = verification::closed_forms();
    some.insert(some.end(), own.begin(), own.end());
    return some;
  }();
  return all;
}

std::vector<ReferenceModel> wanted(const std::vector<std::string>& names) {
  if (names.empty()) return known_models();
  std::vector<std::string> known;
  for (const ReferenceModel& model : known_models()) known.emplace_back(model.name);
  for (const std::string& name : names)
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      std::string list;
      for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
      throw Failure(complaint(
          Trouble::usage, "E0612", {},
          text("there is no reference model called “{}”", "aucun modèle de référence ne s’appelle « {} »", name),
          did_you_mean(name, known, text("There are: {}.", "Il y a : {}.", list))));
    }
  std::vector<ReferenceModel> chosen;
  for (const ReferenceModel& model : known_models())
    if (std::find(names.begin(), names.end(), model.name) != names.end()) chosen.push_back(model);
  return chosen;
}

const char* rule_word(Rule rule) {
  switch (rule) {
    case Rule::near:
      return "near";
    case Rule::statistic:
      return "statistic";
    case Rule::above:
      return "above";
    case Rule::below:
      return "below";
    case Rule::at_least:
      return "at_least";
  }
  return "near";
}

bool in_standard_errors(Rule rule) {
  return rule == Rule::statistic || rule == Rule::above || rule == Rule::below;
}

// Six significant digits at most, with an exponent where one is needed.
std::string short_number(double value, Language language, int digits = 6) {
  std::string out = fmt::format("{:.{}g}", value == 0 ? 0.0 : value, digits);
  for (std::size_t at; (at = out.find('-')) != std::string::npos;) out.replace(at, 1, "−");
  if (language == Language::french) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string expected_of(const Check& check, Language language) {
  const char* sign = check.rule == Rule::above ? "> " : check.rule == Rule::below ? "< " : "";
  return (check.rule == Rule::at_least ? "≥ " : sign) + short_number(check.expected, language);
}

std::string deviation_of(const Check& check, Language language) {
  if (in_standard_errors(check.rule)) return "z = " + short_number(check.deviation(), language, 3);
  if (check.rule == Rule::at_least) return "";
  return short_number(check.deviation(), language, 2);
}

std::string verdict_of(const Check& check, const Terminal& terminal) {
  return check.passed() ? terminal.say({"passes", "conforme"}) : terminal.bold(terminal.say({"FAILS", "ÉCHEC"}));
}

std::string rows_of(const ReferenceModel& model, const std::vector<Check>& checks, const Terminal& terminal) {
  const Language language = terminal.language();
  std::string out = fmt::format("{} – {} ({})\n", terminal.bold(model.name), terminal.say(model.title), model.source);
  for (const Check& check : checks) {
    out += fmt::format("  {} {} {} {}  {}{}\n", pad_right(check.quantity.in(language), 56),
                       pad_left(expected_of(check, language), 10), pad_left(short_number(check.obtained, language), 12),
                       pad_left(deviation_of(check, language), 11), verdict_of(check, terminal),
                       check.source.empty() ? "" : "  (" + check.source + ")");
  }
  return out;
}

Json to_json(const ReferenceModel& model, const Check& check) {
  Json out = {{"quantity", {{"en", check.quantity.en}, {"fr", check.quantity.fr}}},
              {"rule", rule_word(check.rule)},
              {"expected", check.expected},
              {"obtained", check.obtained},
              {"deviation", check.deviation()}};
  if (in_standard_errors(check.rule))
    out["standard_error"] = check.margin;
  else if (check.rule == Rule::near)
    out["tolerance"] = check.margin;
  if (check.replicates > 0) out["replicates"] = check.replicates;
  out["passed"] = check.passed();
  out["source"] = check.source.empty() ? std::string(model.source) : check.source;
  return out;
}

// The computed ones are in the table already, unless JSON was asked for, which is whole or not at all.
[[noreturn]] void stop_before(const std::vector<ReferenceModel>& models, std::size_t done, bool fast) {
  std::string left = fast ? " --fast" : "";
  for (std::size_t k = done; k < models.size(); ++k) left += " " + std::string(models[k].name);
  throw Failure(complaint(
      Trouble::interrupted, "E0611", {},
      text("interrupted: {} of {} models were computed", "interrompu : {} modèles sur {} ont été calculés", done,
           models.size()),
      text("For those that are left: entremise verify{}", "Pour ceux qui restent : entremise verify{}", left)));
}

}  // namespace

Answer verify(const Request& request, Terminal& terminal) {
  Interruption interruption([&] {
    terminal.note(terminal.say(
        {"Stopping. Once more to abort at once.", "Arrêt en cours. Encore une fois pour abandonner aussitôt."}));
  });
  const std::vector<ReferenceModel> models = wanted(request.words);
  const reference::Trial trial{request.fast ? reference::Effort::brief : reference::Effort::full, 1,
                               interruption.token()};
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  if (!request.manner.json)
    terminal.result(fmt::format("  {} {} {} {}\n", pad_right(terminal.say({"quantity", "grandeur"}), 56),
                                pad_left(terminal.say({"expected", "attendu"}), 10),
                                pad_left(terminal.say({"obtained", "obtenu"}), 12),
                                pad_left(terminal.say({"z or error", "z ou écart"}), 11)));
  Json entries = Json::array();
  std::size_t count = 0, failed = 0, done = 0;
  for (const ReferenceModel& model : models) {
    std::vector<Check> checks;
    try {
      trial.go_on();
      checks = model.verify(trial);
    } catch (const reference::Stopped&) {
      terminal.end_progress();
      stop_before(models, done, request.fast);
    }
    Json entry = {{"name", model.name},
                  {"title", {{"en", model.title.en}, {"fr", model.title.fr}}},
                  {"source", model.source},
                  {"checks", Json::array()}};
    for (const Check& check : checks) {
      ++count;
      failed += check.passed() ? 0 : 1;
      entry["checks"].push_back(to_json(model, check));
    }
    entries.push_back(std::move(entry));
    if (!request.manner.json) terminal.result(rows_of(model, checks, terminal));
    terminal.progress(++done, 0, models.size(), seconds());
  }
  terminal.end_progress();
  if (!request.manner.json)
    terminal.result(terminal.say(
        failed == 0
            ? text("All {} known answers are found again.\n", "Les {} réponses connues sont retrouvées.\n", count)
            : text("{} of {} known answers are not found again.\n",
                   "{} des {} réponses connues ne sont pas retrouvées.\n", failed, count)));
  return {failed == 0 ? exit_ok : exit_failure,
          {{"effort", request.fast ? "brief" : "full"},
           {"seed", trial.seed},
           {"checks", count},
           {"failed", failed},
           {"models", std::move(entries)}}};
}

}  // namespace entremise::program
