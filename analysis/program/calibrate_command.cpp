// calibrate: parameter values for which the model shows what is known.
#include <cmath>
#include <filesystem>
#include <optional>

#include <tbb/global_control.h>

#include "analysis/calibration/calibration.hpp"
#include "analysis/calibration/report.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/interruption.hpp"
#include "analysis/program/new_files.hpp"
#include "scenarios/scenario.hpp"

namespace entremise::program {
namespace {

// NaN has no place in JSON.
Json number_or_null(double x) {
  return std::isfinite(x) ? Json(x) : Json(nullptr);
}

Json to_json(const Calibration& c) {
  Json of_patterns = Json::array(), shifts = Json::array(), steps = Json::array();
  for (std::size_t k = 0; k < patterns.size(); ++k)
    of_patterns.push_back({{"key", patterns[k].key},
                           {"fitted", patterns[k].fitted},
                           {"low", patterns[k].low},
                           {"high", patterns[k].high},
                           {"given", number_or_null(c.defaults[k])},
                           {"moved", c.moved.empty() ? Json(nullptr) : number_or_null(c.moved[k])},
                           {"prior_met", number_or_null(c.prior[k].met)},
                           {"plausible_met", number_or_null(c.posterior[k].met)}});
  for (const Shift& s : c.shifts)
    shifts.push_back({{"key", territory::registry[s.parameter].key},
                      {"prior_median", s.prior_median},
                      {"median", s.median},
                      {"low", s.low},
                      {"high", s.high},
                      {"distance", s.distance}});
  for (const Step& s : c.steps)
    steps.push_back({{"key", territory::registry[s.parameter].key},
                     {"from", s.from},
                     {"to", s.to},
                     {"implausibility", number_or_null(s.implausibility)}});
  return {{"plausible", c.plausible.size()}, {"meeting_all", c.meeting_all}, {"worst_of_wave", c.worst_of_wave},
          {"patterns", of_patterns},         {"parameters", shifts},         {"steps", steps}};
}

}  // namespace

Answer calibrate(const Request& request, Terminal& terminal) {
  Interruption interruption([&] {
    terminal.note(terminal.say({"Stopping; nothing will be written. Once more to abort at once.",
                                "Arrêt en cours ; rien ne sera écrit. Encore une fois pour abandonner aussitôt."}));
  });
  const std::filesystem::path file = request.words.front();
  const scenarios::Reading reading = scenarios::read_scenario(file);
  if (!reading.scenario) throw Failure(reading.diagnostics);
  terminal.diagnostics(reading.diagnostics);
  scenarios::Scenario scenario = *reading.scenario;
  if (request.months) scenario.specification.months = *request.months;

  CalibrationPlan plan;
  plan.draws = request.draws.value_or(static_cast<std::uint32_t>(plan.draws));
  plan.waves = request.waves.value_or(static_cast<std::uint32_t>(plan.waves));
  plan.keep = request.keep.value_or(static_cast<std::uint32_t>(plan.keep));
  plan.replicates = request.replicates.value_or(plan.replicates);
  plan.seed = request.seed.value_or(plan.seed);
  if (plan.keep > plan.draws)
    throw Failure(complaint(Trouble::usage, "E0602", {},
                            text("--keep is {}, but a wave has {} draws only",
                                 "--keep vaut {}, mais une vague n’a que {} tirages", plan.keep, plan.draws),
                            text("Keep about a tenth of them.", "Gardez-en à peu près un dixième.")));

  const std::filesystem::path output = request.output.empty() ? std::filesystem::path(scenario.name + "-plausible.csv")
                                                              : std::filesystem::path(request.output);
  const std::string table = output.filename().string(), stem = output.stem().string();
  const std::string report = stem + ".md", french_report = stem + ".fr.md";
  NewFiles files(output.has_parent_path() ? output.parent_path() : std::filesystem::path("."), request.force);
  files.require_absent({table, report, french_report});

  std::optional<tbb::global_control> limit;
  if (request.threads > 0)
    limit.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(request.threads));
  const auto began = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(); };
  const Calibration result =
      entremise::calibrate(scenario.specification, plan, interruption.token(),
                           [&](std::size_t done) { terminal.progress(done, 0, plan.draws * plan.waves, seconds()); });
  terminal.end_progress();
  if (result.stopped)
    throw Failure(complaint(Trouble::interrupted, "E0611", {},
                            text("interrupted; nothing is kept", "interrompu ; rien n’est conservé")));
  files.write(table, to_csv(result));
  files.write(report, calibration_report(result, plan, scenario.name, Language::english));
  files.write(french_report, calibration_report(result, plan, scenario.name, Language::french));
  files.publish();

  if (!request.manner.json) {
    terminal.result(calibration_summary(result, request.manner.language));
    terminal.result(terminal.say(text("\n{}, {} and {} written in {:.0f} s\n", "\n{}, {} et {} écrits en {:.0f} s\n",
                                      table, report, french_report, seconds())));
  }
  Json json = to_json(result);
  json["output"] = output.string();
  json["report"] = (files.folder() / report).string();
  return {exit_ok, std::move(json)};
}

}  // namespace entremise::program
