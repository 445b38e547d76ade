// explain, help, version: what can be looked up.
#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/program/build_info.hpp"
#include "analysis/program/codes.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "models/territory/metrics/observation.hpp"
#include "scenarios/explain.hpp"
#include "sim/graph/graph_files.hpp"

namespace entremise::program {
namespace {

struct Explained {
  std::string text;  // in the user's language
  Json json;
};

const Catalogue& measures() {
  static const Catalogue all = territory::catalogue({.whole = true});
  return all;
}

Explained explained(const Variable& variable, Language language) {
  const bool french = language == Language::french;
  std::string out = variable.name + "\n  " + (french ? variable.long_name_fr : variable.long_name) + "\n";
  out += (french ? "  unité      " : "  unit       ") +
         (variable.unit == "1" ? (french ? "sans unité" : "none") : variable.unit) + "\n";
  const auto bound = [](double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string("∞"); };
  out += fmt::format("  {}  {}{} – {}\n", french ? "valeurs  " : "values   ", variable.valid_min < -1e300 ? "−" : "",
                     bound(variable.valid_min), bound(variable.valid_max));
  Json axes = Json::array();
  for (const std::string& name : variable.dimensions) {
    const Dimension& axis = measures().dimension(name);
    std::string labels;
    for (const std::string& label : axis.labels) labels += (labels.empty() ? "" : ", ") + label;
    out += fmt::format("  {}{}: {}\n", french ? "axe        " : "axis       ", name, labels);
    axes.push_back({{"name", name}, {"labels", axis.labels}});
  }
  out += french ? "  Mesure enregistrée chaque mois pour chaque réplique.\n"
                : "  Recorded every month for every replicate.\n";
  Json json = {{"subject", "measure"},
               {"key", variable.name},
               {"meaning", {{"en", variable.long_name}, {"fr", variable.long_name_fr}}},
               {"unit", variable.unit},
               {"axes", axes}};
  if (std::isfinite(variable.valid_min)) json["valid_min"] = variable.valid_min;
  if (std::isfinite(variable.valid_max)) json["valid_max"] = variable.valid_max;
  return {std::move(out), std::move(json)};
}

const char* evidence_word(territory::Evidence evidence) {
  switch (evidence) {
    case territory::Evidence::published:
      return "published";
    case territory::Evidence::literature:
      return "literature";
    case territory::Evidence::derived:
      return "derived";
    case territory::Evidence::assumption:
      return "assumption";
  }
  return "assumption";
}

const char* subject_word(scenarios::Explanation::Subject subject) {
  using Subject = scenarios::Explanation::Subject;
  switch (subject) {
    case Subject::parameter:
      return "parameter";
    case Subject::lever_field:
      return "lever_field";
    case Subject::field:
      return "field";
    case Subject::section:
      return "section";
    case Subject::lever_kind:
      return "lever";
    case Subject::archetype:
      return "archetype";
    case Subject::diagnostic:
      return "diagnostic";
  }
  return "field";
}

Explained explained(const scenarios::Explanation& e, Language language) {
  Json json = {
      {"subject", subject_word(e.subject)}, {"key", e.key}, {"meaning", {{"en", e.meaning.en}, {"fr", e.meaning.fr}}}};
  if (!e.symbol.empty()) json["symbol"] = e.symbol;
  if (!e.unit.en.empty()) json["unit"] = {{"en", e.unit.en}, {"fr", e.unit.fr}};
  if (!e.initial.empty()) json["default"] = e.initial;
  if (e.valid) json["valid"] = {e.valid->low, e.valid->high};
  if (e.plausible) json["plausible"] = {e.plausible->low, e.plausible->high};
  if (!e.choices.empty()) json["choices"] = e.choices;
  if (e.evidence) json["evidence"] = evidence_word(*e.evidence);
  if (!e.source.empty()) json["source"] = e.source;
  if (!e.mechanism.en.empty()) json["mechanism"] = {{"en", e.mechanism.en}, {"fr", e.mechanism.fr}};
  if (!e.example.empty()) json["example"] = e.example;
  if (!e.members.empty()) json["members"] = e.members;
  return {scenarios::to_text(e, language), std::move(json)};
}

std::string in_capitals(std::string word) {
  for (char& c : word)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return word;
}

Explained explained_exit_codes(Language language) {
  std::string out = language == Language::french ? "Codes de sortie\n" : "Exit codes\n";
  Json codes = Json::array();
  for (const ExitCode& code : exit_codes) {
    out += fmt::format("  {:>3}  {}\n", code.code, language == Language::french ? code.fr : code.en);
    codes.push_back({{"code", code.code}, {"meaning", {{"en", code.en}, {"fr", code.fr}}}});
  }
  return {std::move(out), {{"subject", "exit_codes"}, {"key", "exit-codes"}, {"exit_codes", std::move(codes)}}};
}

std::optional<Explained> explained_code(const std::string& code, Language language) {
  const bool french = language == Language::french;
  for (const CodeMeaning& m : code_meanings)
    if (m.code == code) {
      const std::string text =
          fmt::format("{}\n  {}\n  {}\n  {} {}\n", m.code, french ? m.fr : m.en, french ? m.mend_fr : m.mend_en,
                      french ? "code de sortie" : "exit code", exit_code_of(m.trouble));
      return Explained{text,
                       {{"subject", "diagnostic"},
                        {"key", m.code},
                        {"meaning", {{"en", m.en}, {"fr", m.fr}}},
                        {"remedy", {{"en", m.mend_en}, {"fr", m.mend_fr}}},
                        {"exit_code", exit_code_of(m.trouble)}}};
    }
  for (const DataCode& m : data_codes)
    if (m.code == code)
      return Explained{fmt::format("{}\n  {}\n", m.code, french ? m.fr : m.en),
                       {{"subject", "diagnostic"}, {"key", m.code}, {"meaning", {{"en", m.en}, {"fr", m.fr}}}}};
  return std::nullopt;
}

}  // namespace

Answer explain(const Request& request, Terminal& terminal) {
  const Language language = terminal.language();
  Json entries = Json::array();
  std::string out;
  if (request.words.empty()) {
    out += terminal.say(
        {"What scenarios can say, and what is recorded. “entremise explain NAME” tells more.\n\n",
         "Ce que les scénarios peuvent dire, et ce qui est enregistré. « entremise explain NOM » en dit plus.\n\n"});
    std::vector<std::pair<std::string, std::string>> rows;
    for (const std::string& key : scenarios::explainable()) {
      const auto e = scenarios::explain(key);
      rows.emplace_back(key, e ? e->meaning.in(language) : "");
      entries.push_back({{"key", key}, {"subject", e ? subject_word(e->subject) : "field"}});
    }
    for (const Variable& v : measures().variables()) {
      rows.emplace_back(v.name, language == Language::french ? v.long_name_fr : v.long_name);
      entries.push_back({{"key", v.name}, {"subject", "measure"}});
    }
    for (const DataCode& m : data_codes) {
      rows.emplace_back(m.code, language == Language::french ? m.fr : m.en);
      entries.push_back({{"key", m.code}, {"subject", "diagnostic"}});
    }
    for (const CodeMeaning& m : code_meanings) {
      rows.emplace_back(m.code, language == Language::french ? m.fr : m.en);
      entries.push_back({{"key", m.code}, {"subject", "diagnostic"}});
    }
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, columns(row.first));
    for (const auto& [key, meaning] : rows) {
      const std::size_t room = terminal.width() > widest + 24 ? terminal.width() - widest - 2 : 60;
      out += pad_right(key, widest) + "  " + fold(meaning, room + widest + 2, widest + 2) + "\n";
    }
  }
  for (const std::string& word : request.words) {
    std::optional<Explained> found;
    if (const auto e = scenarios::explain(word)) found = explained(*e, language);
    if (word == "exit-codes") found = explained_exit_codes(language);
    const std::size_t v = measures().find(word);
    if (v != Catalogue::npos) {
      Explained measure = explained(measures().variables()[v], language);
      // A name may be both a parameter's (or a section's) and a measure's: both are told.
      if (found) {
        entries.push_back(std::move(found->json));
        measure.text = found->text + "\n" + measure.text;
      }
      found = std::move(measure);
    }
    if (!found) {
      const std::string code = in_capitals(word);
      found = explained_code(code, language);
      if (!found)
        if (const auto e = scenarios::explain(code)) found = explained(*e, language);
    }
    if (!found) {
      std::vector<std::string> known;
      for (const Variable& variable : measures().variables()) known.push_back(variable.name);
      for (const CodeMeaning& m : code_meanings) known.emplace_back(m.code);
      for (const DataCode& m : data_codes) known.emplace_back(m.code);
      if (const std::string best = scenarios::suggestion(word); !best.empty()) known = {best};
      Text remedy = did_you_mean(
          word, known, text("“entremise explain” lists everything.", "« entremise explain » donne la liste de tout."));
      throw Failure(complaint(Trouble::usage, "E0608", {},
                              text("there is nothing called “{}”", "rien ne s’appelle « {} »", word),
                              std::move(remedy)));
    }
    if (!out.empty()) out += "\n";
    out += found->text;
    entries.push_back(std::move(found->json));
  }
  if (!request.manner.json) terminal.result(out);
  return {exit_ok, {{"entries", std::move(entries)}}};
}

Answer help(const Request& request, Terminal& terminal) {
  const Language language = terminal.language();
  const bool of_words = request.command == "help" && !request.help;
  const std::string topic = !of_words ? request.command : request.words.empty() ? "" : request.words.front();
  Answer answer;
  std::string out;
  if (topic == "exit-codes") {
    Explained codes = explained_exit_codes(language);
    out = std::move(codes.text);
    answer.json["exit_codes"] = codes.json["exit_codes"];
  } else {
    const auto names = command_names();
    if (!topic.empty() && std::find(names.begin(), names.end(), topic) == names.end()) {
      auto topics = names;
      topics.emplace_back("exit-codes");
      throw Failure(complaint(Trouble::usage, "E0601", {},
                              text("there is no help about “{}”", "il n’y a pas d’aide sur « {} »", topic),
                              did_you_mean(topic, topics, text("See “entremise help”.", "Voir « entremise help »."))));
    }
    out = help_of(topic, language);
    answer.json["topic"] = topic;
    answer.json["text"] = out;
  }
  if (!request.manner.json) terminal.result(out);
  return answer;
}

Answer version(const Request& request, Terminal& terminal) {
  const BuildInfo& info = build_info();
  if (!request.manner.json)
    terminal.result(fmt::format("entremise {} ({}{})\n{}, {}\n{}\n", info.version, info.git_commit.substr(0, 12),
                                info.git_dirty ? terminal.say({", modified", ", modifié"}) : "", info.compiler,
                                info.build_type, info.libraries));
  return {exit_ok,
          {{"version", info.version},
           {"git_commit", info.git_commit},
           {"git_dirty", info.git_dirty},
           {"compiler", info.compiler},
           {"flags", info.flags},
           {"build_type", info.build_type},
           {"libraries", info.libraries}}};
}

}  // namespace entremise::program
