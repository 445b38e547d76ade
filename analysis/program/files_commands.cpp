// init, validate, schema: what is done with scenario files.
#include <algorithm>
#include <filesystem>

#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/templates.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/study.hpp"

namespace entremise::program {
namespace {

constexpr const char* schema_file = "scenario.schema.json";

std::string schema_text() {
  return scenarios::schema().dump(2) + "\n";
}

}  // namespace

Json to_json(const Diagnostic& d) {
  Json out = Json::object();
  out["severity"] = d.severity == Severity::error ? "error" : "warning";
  out["code"] = d.code;
  if (!d.place.file.empty()) out["file"] = d.place.file;
  if (d.place.line != 0) out["line"] = d.place.line;
  if (d.place.column != 0) out["column"] = d.place.column;
  out["message"] = {{"en", d.message.en}, {"fr", d.message.fr}};
  if (!d.remedy.en.empty()) out["remedy"] = {{"en", d.remedy.en}, {"fr", d.remedy.fr}};
  return out;
}

Json to_json(const std::vector<Diagnostic>& diagnostics) {
  Json out = Json::array();
  for (const Diagnostic& d : diagnostics) out.push_back(to_json(d));
  return out;
}

Answer init(const Request& request, Terminal& terminal) {
  const std::string wanted = request.start_from.empty() ? "rural" : request.start_from;
  const auto& all = templates();
  const auto chosen = std::find_if(all.begin(), all.end(), [&](const auto& t) { return t.first == wanted; });
  if (chosen == all.end()) {
    std::vector<std::string> names;
    for (const auto& [name, content] : all) names.emplace_back(name);
    throw Failure(complaint(Trouble::usage, "E0602", {},
                            text("--template takes one of rural, agglomeration, metropolis, not “{}”",
                                 "--template attend l’un de rural, agglomeration, metropolis, pas « {} »", wanted),
                            did_you_mean(wanted, names)));
  }
  std::string content(chosen->second);
  if (request.complete) {
    const auto reading = scenarios::read_scenario_text(content, wanted);
    if (!reading.scenario) throw Failure(reading.diagnostics);
    content =
        fmt::format("#:schema ./{}\n", schema_file) + scenarios::to_toml(*reading.scenario, request.manner.language);
  }
  const std::filesystem::path path = request.words.front();
  if (path.filename().empty() || std::filesystem::is_directory(path))
    throw Failure(complaint(
        Trouble::unwritable, "E0610", path.string(),
        text("this is a folder, not a file name", "c’est un dossier, pas un nom de fichier"),
        text("Add the name of a file, e.g. mine.toml.", "Ajoutez un nom de fichier, par exemple mien.toml.")));
  if (!path.parent_path().empty() && !std::filesystem::is_directory(path.parent_path()))
    throw Failure(
        complaint(Trouble::unwritable, "E0610", path.string(),
                  text("the folder {} does not exist", "le dossier {} n’existe pas", path.parent_path().string()),
                  text("Create it, or choose another place.", "Créez-le, ou choisissez un autre endroit.")));
  NewFiles files(path.parent_path(), request.force);
  files.write(path.filename().string(), content);
  // Beside it the schema that its first line names, for editors. One that is there serves other scenarios as well.
  const std::filesystem::path schema_path = path.parent_path() / schema_file;
  if (request.force || !std::filesystem::exists(schema_path)) files.write(schema_file, schema_text());
  files.publish();

  const std::string run = shell_words({"entremise", "run", path.string()});
  if (!request.manner.json)
    terminal.result(terminal.say(text("Wrote {} (template {}).\nNow: {}\n", "{} est écrit (modèle {}).\nEnsuite : {}\n",
                                      path.string(), wanted, run)));
  terminal.detail(terminal.say(text("schema for editors: {}", "schéma pour les éditeurs : {}", schema_path.string())));
  return {exit_ok, {{"file", path.string()}, {"schema", schema_path.string()}, {"template", wanted}, {"next", run}}};
}

namespace {

// What is known of a file that was checked.
struct Checked {
  std::vector<Diagnostic> diagnostics;
  Json facts = Json::object();  // none where it is not valid
  bool valid = false;
};

Checked check_scenario(const std::string& file) {
  auto reading = scenarios::read_scenario(file);
  Checked out{std::move(reading.diagnostics), Json::object(), reading.scenario.has_value()};
  if (out.valid)
    out.facts = {{"name", reading.scenario->name},
                 {"title", {{"en", reading.scenario->title.en}, {"fr", reading.scenario->title.fr}}},
                 {"files", reading.scenario->files}};
  return out;
}

Checked check_study(const std::string& file) {
  auto reading = scenarios::read_study(file);
  Checked out{std::move(reading.diagnostics), Json::object(), reading.study.has_value()};
  if (!out.valid) return out;
  const scenarios::Study& study = *reading.study;
  Json hypotheses = Json::array();
  for (const auto& h : study.hypotheses) hypotheses.push_back(h.id);
  out.facts = {{"name", study.name},
               {"title", {{"en", study.title.en}, {"fr", study.title.fr}}},
               {"scenarios", study.names},
               {"hypotheses", std::move(hypotheses)},
               {"files", study.files}};
  return out;
}

}  // namespace

Answer validate(const Request& request, Terminal& terminal) {
  Answer answer;
  Json files = Json::array();
  for (const std::string& file : request.words) {
    const bool is_study = scenarios::is_study(file);
    const Checked checked = is_study ? check_study(file) : check_scenario(file);
    const auto errors =
        static_cast<std::size_t>(std::count_if(checked.diagnostics.begin(), checked.diagnostics.end(),
                                               [](const auto& d) { return d.severity == Severity::error; }));
    const std::size_t warnings = checked.diagnostics.size() - errors;
    if (answer.exit_code == exit_ok) answer.exit_code = exit_code_of(checked.diagnostics);
    terminal.diagnostics(checked.diagnostics);
    Json one = {{"file", file},
                {"kind", is_study ? "study" : "scenario"},
                {"valid", checked.valid},
                {"errors", errors},
                {"warnings", warnings}};
    one.update(checked.facts);
    one["diagnostics"] = to_json(checked.diagnostics);
    files.push_back(std::move(one));
    if (!request.manner.json) {
      const Text verdict =
          errors != 0     ? text("{}: invalid, errors: {}\n", "{} : non valide, erreurs : {}\n", file, errors)
          : warnings != 0 ? text("{}: valid, warnings: {}\n", "{} : valide, avertissements : {}\n", file, warnings)
                          : text("{}: valid\n", "{} : valide\n", file);
      terminal.result(terminal.say(verdict));
    }
  }
  answer.json["valid"] = answer.exit_code == exit_ok;
  answer.json["files"] = std::move(files);
  return answer;
}

Answer schema(const Request& request, Terminal& terminal) {
  const auto schema = request.for_studies ? scenarios::study_schema() : scenarios::schema();
  if (!request.manner.json) terminal.result(schema.dump(2) + "\n");
  return {exit_ok, {{"schema", schema}}};
}

}  // namespace entremise::program
