// study: runs the scenarios of a study, and judges what it expects of them.
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <optional>

#include "analysis/inference/sequential.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/interruption.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/provenance.hpp"
#include "analysis/program/simulate.hpp"
#include "analysis/program/study_answers.hpp"
#include "analysis/studies/plausible.hpp"
#include "analysis/studies/telling.hpp"
#include "analysis/wording/numbers.hpp"
#include "models/territory/model.hpp"
#include "sim/record/reader.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;
using scenarios::Study;

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

Study read_it(const Request& request, Terminal& terminal) {
  const std::string& file = request.words.front();
  auto reading = scenarios::read_study(file);
  if (!reading.study) throw Failure(reading.diagnostics);
  terminal.diagnostics(reading.diagnostics);
  Study study = std::move(*reading.study);
  if (request.seed) study.seed = *request.seed;
  if (request.replicates) {
    study.replicates = *request.replicates;
    study.until.reset();
  }
  if (request.plausible) study.plausible.draws = *request.plausible;
  for (scenarios::Scenario& scenario : study.scenarios) {
    scenario.seed = study.seed;
    scenario.replicates = study.replicates;
  }
  return study;
}

Ensemble ensemble_of(const Study& study, std::uint32_t replicates) {
  Ensemble ensemble{study.scenarios, study.names};
  for (scenarios::Scenario& scenario : ensemble.scenarios) scenario.replicates = replicates;
  return ensemble;
}

// The table of plausible draws: as asked for, as the study says, beside the study, or installed with the program.
std::optional<PlausibleDraws> draws_of(const Request& request, const Study& study, Terminal& terminal) {
  if (study.plausible.draws && *study.plausible.draws == 0) return std::nullopt;
  std::optional<PlausibleDraws> draws;
  const auto take = [&](const fs::path& path) { draws = read_draws(path); };
  if (!request.draws_file.empty()) {
    take(request.draws_file);
  } else if (!study.plausible.file.empty()) {
    take(study.plausible.file);
  } else {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    for (const fs::path& place : {fs::path(request.words.front()).parent_path() / "../calibration/plausible.csv",
                                  program.parent_path() / "../share/entremise/scenarios/calibration/plausible.csv"})
      if (!draws && fs::exists(place, error)) take(place.lexically_normal());
    if (!draws && request.plausible) take(fs::path("plausible.csv"));
    if (!draws)
      terminal.note(terminal.say(
          {"No table of plausible draws is found (--draws FILE): the share of plausible parameters is not computed.",
           "Aucun tableau de tirages plausibles n’est trouvé (--draws FICHIER) : la part des paramètres plausibles "
           "n’est "
           "pas calculée."}));
  }
  if (!draws) return std::nullopt;
  if (study.plausible.draws && draws->values.size() > *study.plausible.draws)
    draws->values.resize(*study.plausible.draws);
  return draws;
}

fs::path plausible_path(const fs::path& output) {
  fs::path path = output;
  path.replace_filename(output.stem().string() + "-plausible" + output.extension().string());
  return path;
}

// Before the first run rather than after the last: the file of the draws is begun late.
void require_absent(const fs::path& path, const Request& request) {
  std::error_code error;
  const bool part = fs::exists(TrajectoryWriter::part_path(path), error);
  if (request.force || request.resume || (!part && !fs::exists(path, error))) return;
  throw Failure(complaint(
      Trouble::output_exists, part ? "E0502" : "E0501", path.string(),
      part ? text("an interrupted study lies where the plausible draws go",
                  "une étude interrompue se trouve à la place des tirages plausibles")
           : text("the file of the plausible draws exists already", "le fichier des tirages plausibles existe déjà"),
      text("Go on with --resume, replace it with --force, or choose another name with -o.",
           "Continuez avec --resume, remplacez-le avec --force, ou choisissez un autre nom avec -o.")));
}

// What the plausible draws leave behind: only the measures that are asked about.
struct Nested {
  EnsembleLayout layout;
  std::vector<std::size_t> scenarios;  // of the study
  std::vector<std::size_t> variables;  // of the study's catalogue
};

Nested nested_of(const Study& study, const EnsembleLayout& whole, const StudySeries& series, std::size_t draws) {
  Nested nested;
  nested.scenarios = needed_scenarios(study);
  nested.variables = series.variables();
  std::vector<Variable> variables;
  for (const std::size_t v : nested.variables) variables.push_back(whole.catalogue.variables()[v]);
  nested.layout = whole;
  nested.layout.title = study.title.en + " (plausible draws, replicates of each draw one behind the other)";
  nested.layout.scenarios.clear();
  for (const std::size_t s : nested.scenarios) nested.layout.scenarios.push_back(study.names[s]);
  nested.layout.replicates = static_cast<std::uint32_t>(draws * study.plausible.replicates);
  nested.layout.catalogue = Catalogue(whole.catalogue.dimensions(), std::move(variables));
  nested.layout.tables.clear();
  nested.layout.default_variable.clear();
  return nested;
}

// Runs of an earlier file, or of its .part, into `series`. One that does not fit is passed over: the writer complains.
void take_earlier(const fs::path& output, const EnsembleLayout& layout, const std::vector<std::size_t>& scenarios,
                  const std::vector<std::size_t>& variables, StudySeries& series) {
  std::error_code error;
  const fs::path part = TrajectoryWriter::part_path(output);
  try {
    const TrajectoryReader reader(fs::exists(part, error) ? part : output);
    const EnsembleLayout& earlier = reader.layout();
    if (earlier.scenarios != layout.scenarios || earlier.months != layout.months ||
        earlier.catalogue.width() != layout.catalogue.width() || earlier.replicates > layout.replicates)
      return;
    const std::size_t points = std::size_t{layout.months} + 1;
    for (const std::size_t v : series.variables()) {
      const auto at = std::find(variables.begin(), variables.end(), v);
      const auto own = static_cast<std::size_t>(at - variables.begin());
      const std::size_t size = points * layout.catalogue.size(own);
      for (std::uint32_t s = 0; s < earlier.scenarios.size(); ++s) {
        const std::vector<float> values = reader.series(own, s);
        for (std::uint32_t r = 0; r < earlier.replicates; ++r)
          if (reader.completed(s, r))
            series.set(v, scenarios[s], r, std::span<const float>(values).subspan(r * size, size));
      }
    }
  } catch (const Failure&) {
    // Missing or damaged: the writer says what is wrong, or runs it again.
  }
}

std::uint32_t earlier_replicates(const fs::path& output) {
  std::error_code error;
  const fs::path part = TrajectoryWriter::part_path(output);
  try {
    return TrajectoryReader(fs::exists(part, error) ? part : output).layout().replicates;
  } catch (const Failure&) {
    return 0;
  }
}

struct Done {
  std::size_t resumed = 0, finished = 0;
  std::vector<RunFailure> failures;
};

[[noreturn]] void interrupted(const Request& request, std::size_t kept, std::size_t total, const fs::path& where) {
  throw Failure(complaint(
      Trouble::interrupted, "E0611", {},
      text("interrupted: {} of {} runs are kept in {}", "interrompu : {} simulations sur {} sont conservées dans {}",
           kept, total, TrajectoryWriter::part_path(where).string()),
      text("Go on with: {}", "Pour continuer : {}", resume_command(request))));
}

EnsembleOptions how_to_run(const Request& request, const Interruption& interruption, Terminal& terminal) {
  EnsembleOptions how;
  how.threads = request.threads;
  how.stop = interruption.token();
  how.progress = [&terminal](const Progress& p) { terminal.progress(p.finished, p.failed, p.total, p.seconds); };
  return how;
}

// The study's own scenarios, one ensemble; replicates are added by rule where the study has one. The file stays open
// until all that it is to hold is known.
class OwnRuns {
 public:
  OwnRuns(const Request& request, const Study& study, fs::path output, const Interruption& interruption,
          Terminal& terminal)
      : request_(request),
        study_(study),
        output_(std::move(output)),
        interruption_(interruption),
        terminal_(terminal) {}

  void run() {
    std::uint32_t replicates = study_.replicates;
    if (study_.until && request_.resume) replicates = std::max(replicates, earlier_replicates(output_));
    for (bool first = true;; first = false) {
      run_to(replicates, first);
      if (!study_.until) return;
      const auto next = look_at(replicates);
      if (!next) return;
      keep();
      replicates = *next;
    }
  }

  void keep() {
    if (writer_) writer_->keep_partial({{{"finished", now_utc()}}, {}});
    writer_.reset();
  }

  void finish(const Json& result) {
    std::vector<DerivedGroup> derived{summary_group(*values_, writer_->layout().default_variable)};
    if (writer_->layout().scenarios.size() > 1) derived.push_back(contrast_group(*values_));
    writer_->finish(
        std::move(derived),
        {{{"finished", now_utc()}, {"study_result", result.dump(-1, ' ', false, Json::error_handler_t::replace)}}, {}});
    writer_.reset();
  }

  [[nodiscard]] const StudySeries& series() const { return *series_; }
  [[nodiscard]] const EnsembleLayout& layout() const { return writer_->layout(); }
  [[nodiscard]] const Done& done() const { return done_; }
  [[nodiscard]] const std::optional<Stopping>& stopping() const { return stopping_; }

 private:
  void run_to(std::uint32_t replicates, bool first) {
    const Ensemble ensemble = ensemble_of(study_, replicates);
    const EnsembleLayout layout = layout_of(ensemble);
    values_.emplace(layout.catalogue, ensemble.scenarios.size(), replicates, layout.months);
    series_.emplace(study_, layout.catalogue, replicates);
    TrajectoryWriter::Options options;
    options.force = request_.force && first;
    options.resume = request_.resume || !first;
    if (options.resume) {
      std::vector<std::size_t> everybody(ensemble.scenarios.size()), variables(layout.catalogue.variables().size());
      std::iota(everybody.begin(), everybody.end(), std::size_t{0});
      std::iota(variables.begin(), variables.end(), std::size_t{0});
      read_earlier(output_, layout, *values_);
      take_earlier(output_, layout, everybody, variables, *series_);
    }
    Provenance provenance = provenance_of(request_, ensemble);
    provenance.attributes.emplace_back("study", study_.text);
    writer_ = std::make_unique<TrajectoryWriter>(output_, layout, std::move(provenance), options);
    const std::size_t total = layout.scenarios.size() * layout.replicates;
    if (first && writer_->resumed() != 0) {
      done_.resumed = writer_->resumed();
      terminal_.note(terminal_.say(
          text("{} of {} runs are there already.", "{} simulations sur {} sont déjà là.", done_.resumed, total)));
    }
    const EnsembleOutcome outcome =
        simulate(ensemble, *writer_, *values_, how_to_run(request_, interruption_, terminal_),
                 [this](const RunRecord& record) { series_->set(record.scenario, record.replicate, record.series); });
    terminal_.end_progress();
    done_.finished += outcome.finished;
    done_.failures.insert(done_.failures.end(), outcome.failures.begin(), outcome.failures.end());
    if (!outcome.stopped) return;
    keep();
    if (done_.resumed + done_.finished == 0)
      throw Failure(complaint(Trouble::interrupted, "E0611", {},
                              text("interrupted before a run was finished; nothing is kept",
                                   "interrompu avant la fin d’une simulation ; rien n’est conservé")));
    interrupted(request_, done_.resumed + done_.finished, total, output_);
  }

  // @returns how many replicates to go on to; none to stop
  std::optional<std::uint32_t> look_at(std::uint32_t replicates) {
    SequentialRule rule;
    rule.width = study_.until->width;
    rule.first = study_.until->first;
    rule.most = study_.until->most;
    const ContrastSample sample = contrast_sample(study_, study_.until->hypothesis, *series_, 0, series_->replicates());
    const SequentialLook seen = look(rule, sample.differences);
    if (!stopping_) stopping_.emplace();
    ++stopping_->looks;
    stopping_->interval = seen.interval;
    stopping_->narrow = seen.narrow;
    if (seen.narrow || replicates >= study_.until->most) return std::nullopt;
    // Replicates without a value do not count; a fifth more at least, so that looks stay few.
    const auto wanted = std::max(static_cast<std::uint32_t>(seen.next + sample.missing), replicates + replicates / 5);
    const std::uint32_t next = std::clamp(wanted, replicates + 1, study_.until->most);
    terminal_.note(terminal_.say(text("{} replicates: not yet narrow enough, going on to {}",
                                      "{} répliques : pas encore assez étroit, on va jusqu’à {}", replicates, next)));
    return next;
  }

  const Request& request_;
  const Study& study_;
  fs::path output_;
  const Interruption& interruption_;
  Terminal& terminal_;
  std::optional<EnsembleValues> values_;
  std::optional<StudySeries> series_;
  std::unique_ptr<TrajectoryWriter> writer_;
  Done done_;
  std::optional<Stopping> stopping_;
};

// Two tables of draws differ, or are asked with other replicates: then they are other runs.
std::string fingerprint(const PlausibleDraws& draws, std::uint32_t replicates) {
  std::uint32_t hash = 2166136261u;
  const auto take = [&hash](const std::string& words) {
    for (const char c : words) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
  };
  for (const auto& draw : draws.values)
    for (const double value : draw) take(fmt::format("{} ", value));
  return fmt::format("# {} draws {:08x}, {} replicates of each\n", draws.values.size(), hash, replicates);
}

Done run_draws(const Request& request, const Study& study, const PlausibleDraws& draws, const Nested& nested,
               const EnsembleLayout& whole, const fs::path& output, StudySeries& series,
               const Interruption& interruption, Terminal& terminal) {
  const std::uint32_t each = study.plausible.replicates;
  if (request.resume) take_earlier(output, nested.layout, nested.scenarios, nested.variables, series);
  Provenance provenance = provenance_of(request, ensemble_of(study, study.replicates));
  const std::string mark = fingerprint(draws, each);
  std::vector<std::string> configurations;
  for (const std::size_t s : nested.scenarios) configurations.push_back(mark + provenance.configurations[s]);
  provenance.configurations = std::move(configurations);
  provenance.attributes.emplace_back("study", study.text);
  provenance.attributes.emplace_back("plausible_draws", draws.file);
  TrajectoryWriter::Options options;
  options.force = request.force;
  options.resume = request.resume;
  TrajectoryWriter writer(output, nested.layout, std::move(provenance), options);
  Done done;
  done.resumed = writer.resumed();
  std::vector<Job> jobs;
  for (std::uint32_t r = 0; r < nested.layout.replicates; ++r)
    for (std::uint32_t s = 0; s < nested.layout.scenarios.size(); ++s)
      if (!writer.has(s, r)) jobs.push_back({s, r});
  territory::RecordChoice choice;
  choice.measures.whole = study.scenarios.front().record.whole;
  const std::size_t points = std::size_t{study.months} + 1, width = nested.layout.catalogue.width(),
                    whole_width = whole.catalogue.width();
  const auto run = [&](Job job, const std::stop_token& stop) {
    const std::size_t scenario = nested.scenarios[job.scenario];
    RunRecord record;
    // Every draw has its own luck, so that the share does not hang on the luck of a few replicates.
    if (!territory::run(with_draw(study, scenario, draws, job.replicate / each), Luck{study.seed, job.replicate},
                        choice, record, stop))
      return false;
    series.set(scenario, job.replicate, record.series);
    std::vector<float> kept(points * width);
    for (std::size_t m = 0; m < points; ++m)
      for (std::size_t k = 0; k < nested.variables.size(); ++k) {
        const auto from = record.series.begin() +
                          static_cast<std::ptrdiff_t>(m * whole_width + whole.catalogue.offset(nested.variables[k]));
        std::copy_n(from, nested.layout.catalogue.size(k),
                    kept.begin() + static_cast<std::ptrdiff_t>(m * width + nested.layout.catalogue.offset(k)));
      }
    RunRecord small;
    small.scenario = job.scenario;
    small.replicate = job.replicate;
    small.series = std::move(kept);
    try {
      writer.add(std::move(small));
    } catch (const Failure&) {
      throw EnsembleAbort{std::current_exception()};
    }
    return true;
  };
  const EnsembleOutcome outcome = run_ensemble(jobs, run, how_to_run(request, interruption, terminal));
  terminal.end_progress();
  for (const RunFailure& failure : outcome.failures)
    writer.add_failed(failure.job.scenario, failure.job.replicate, failure.what);
  done.finished = outcome.finished;
  done.failures = outcome.failures;
  if (outcome.stopped) {
    writer.keep_partial({{{"finished", now_utc()}}, {}});
    interrupted(request, done.resumed + done.finished,
                nested.layout.scenarios.size() * std::size_t{nested.layout.replicates}, output);
  }
  writer.finish({}, {{{"finished", now_utc()}}, {}});
  return done;
}

// Seconds of one run, from a few of the scenarios.
double seconds_of_one(const Study& study) {
  constexpr std::size_t tried = 4;
  Ensemble few;
  const std::size_t step = std::max<std::size_t>(1, study.scenarios.size() / tried);
  for (std::size_t s = 0; s < study.scenarios.size() && few.scenarios.size() < tried; s += step) {
    few.scenarios.push_back(study.scenarios[s]);
    few.names.push_back(study.names[s]);
  }
  const std::vector<double> each = seconds_per_run(few);
  return std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
}

Answer dry_run(const Request& request, const Study& study, const std::optional<PlausibleDraws>& draws,
               const fs::path& output, Terminal& terminal) {
  const EnsembleLayout layout = layout_of(ensemble_of(study, study.replicates));
  const StudySeries series(study, layout.catalogue, 1);
  const std::uint32_t most = study.until ? study.until->most : study.replicates;
  const std::size_t runs = study.scenarios.size() * study.replicates, most_runs = study.scenarios.size() * most;
  std::size_t nested_runs = 0;
  std::uint64_t bytes = std::uint64_t{most_runs} * (study.months + 1) * layout.catalogue.width() * sizeof(float);
  if (draws) {
    const Nested nested = nested_of(study, layout, series, draws->values.size());
    nested_runs = nested.scenarios.size() * std::size_t{nested.layout.replicates};
    bytes += std::uint64_t{nested_runs} * (study.months + 1) * nested.layout.catalogue.width() * sizeof(float);
  }
  const int threads = threads_of(request);
  const double seconds = seconds_of_one(study) * static_cast<double>(most_runs + nested_runs) / threads;
  Json json = {{"dry_run", true},
               {"study", study.name},
               {"output", output.string()},
               {"scenarios", study.names},
               {"hypotheses", study.hypotheses.size()},
               {"replicates", study.replicates},
               {"most_replicates", most},
               {"months", study.months},
               {"seed", study.seed},
               {"runs", runs},
               {"most_runs", most_runs},
               {"plausible_draws", draws ? draws->values.size() : 0},
               {"plausible_runs", nested_runs},
               {"threads", threads},
               {"estimated_seconds", seconds},
               {"estimated_series_bytes", bytes}};
  if (!request.manner.json) {
    const Language language = terminal.language();
    const bool french = language == Language::french;
    std::string out =
        french ? "Ce qui serait fait (rien n’est écrit) :\n" : "What would be done (nothing is written):\n";
    const auto row = [&](const char* en, const char* fr, const std::string& value) {
      out += fmt::format("  {}  {}\n", pad_right(french ? fr : en, 12), fold(value, terminal.width() - 16, 16));
    };
    const auto count = [&](std::size_t n) { return whole_number(n, language); };
    row("hypotheses", "hypothèses", count(study.hypotheses.size()));
    std::string names;
    constexpr std::size_t shown = 8;
    for (std::size_t s = 0; s < std::min(shown, study.names.size()); ++s)
      names += (s == 0 ? "" : ", ") + study.names[s];
    if (study.names.size() > shown)
      names += fmt::format(fmt::runtime(french ? " … ({} en tout)" : " … ({} in all)"), study.names.size());
    row("scenarios", "scénarios", names);
    row("runs", "simulations",
        fmt::format("{}{} = {} × {} {}", study.until ? (french ? "au plus " : "at most ") : "", count(most_runs),
                    study.scenarios.size(), count(most), french ? "répliques" : "replicates"));
    if (draws)
      row("plausible", "plausibles",
          fmt::format(fmt::runtime(french ? "{} = {} scénarios × {} tirages × {} répliques ({})"
                                          : "{} = {} scenarios × {} draws × {} replicates ({})"),
                      count(nested_runs), needed_scenarios(study).size(), draws->values.size(),
                      study.plausible.replicates, draws->file));
    row("months", "mois", std::to_string(study.months));
    row("seed", "graine", std::to_string(study.seed));
    row("output", "sortie", output.string() + (draws ? ", " + plausible_path(output).string() : ""));
    row("size", "taille",
        (french ? "environ " : "about ") + size_of_file(bytes, language) + (french ? " de séries" : " of series"));
    row("time", "durée",
        fmt::format("{}{}{} {} {}", french ? "environ " : "about ", duration(seconds, language),
                    french ? " sur" : " on", threads,
                    french ? (threads == 1 ? "fil" : "fils") : (threads == 1 ? "thread" : "threads")));
    terminal.result(out);
  }
  return {exit_ok, std::move(json)};
}

std::vector<Diagnostic> told_failures(const Study& study, const std::vector<RunFailure>& failures) {
  constexpr std::size_t most = 5;
  std::vector<Diagnostic> out;
  for (const RunFailure& failure : failures) {
    if (out.size() == most) {
      out.push_back(
          complaint(Trouble::failed, "E0605", {}, text("… and {} more", "… et {} autres", failures.size() - most)));
      break;
    }
    out.push_back(complaint(Trouble::failed, "E0605", {},
                            text("replicate {} of {} failed: {}", "la réplique {} de {} a échoué : {}",
                                 failure.job.replicate, study.names[failure.job.scenario], failure.what)));
  }
  return out;
}

}  // namespace

Answer study(const Request& request, Terminal& terminal) {
  Interruption interruption([&] {
    terminal.note(
        terminal.say({"Stopping; what is finished will be kept. Once more to abort at once.",
                      "Arrêt en cours ; ce qui est terminé sera conservé. Encore une fois pour abandonner aussitôt."}));
  });
  const Study asked = read_it(request, terminal);
  const fs::path output = request.output.empty() ? fs::path(asked.name + ".h5") : fs::path(request.output);
  const std::optional<PlausibleDraws> draws = draws_of(request, asked, terminal);
  if (request.dry_run) return dry_run(request, asked, draws, output, terminal);
  if (draws) require_absent(plausible_path(output), request);
  std::optional<NewFiles> table;
  const fs::path csv = request.csv;
  if (!request.csv.empty()) {
    table.emplace(csv.has_parent_path() ? csv.parent_path() : fs::path("."), request.force || request.resume);
    table->require_absent({csv.filename().string()});
  }
  const auto began = std::chrono::steady_clock::now();
  OwnRuns own(request, asked, output, interruption, terminal);
  own.run();
  JudgementOptions how;
  how.seed = asked.seed;
  StudyResult result = judge(asked, own.series(), how);
  result.stopping = own.stopping();
  Done nested_done;
  Json plausible = nullptr;
  if (draws) {
    const Nested nested = nested_of(asked, own.layout(), own.series(), draws->values.size());
    StudySeries series(asked, own.layout().catalogue, nested.layout.replicates);
    terminal.note(terminal.say(text("Now {} draws of plausible parameters, {} replicates of each.",
                                    "Maintenant {} tirages de paramètres plausibles, {} répliques de chacun.",
                                    draws->values.size(), asked.plausible.replicates)));
    nested_done =
        run_draws(request, asked, *draws, nested, own.layout(), plausible_path(output), series, interruption, terminal);
    judge_plausible(asked, series, asked.plausible.replicates, result);
    plausible = {{"file", draws->file},
                 {"draws", draws->values.size()},
                 {"replicates", asked.plausible.replicates},
                 {"output", plausible_path(output).string()}};
  }
  Json json = study_json(asked, result);
  json["plausible"] = std::move(plausible);
  own.finish(json);
  const double seconds = seconds_since(began);
  const std::size_t finished = own.done().finished + nested_done.finished,
                    resumed = own.done().resumed + nested_done.resumed;
  std::vector<RunFailure> failures = own.done().failures;
  for (RunFailure failure : nested_done.failures) {
    failure.job.scenario = static_cast<std::uint32_t>(needed_scenarios(asked)[failure.job.scenario]);
    failures.push_back(std::move(failure));
  }
  json["output"] = output.string();
  json["status"] = "complete";
  json["runs"] = {{"finished", finished}, {"resumed", resumed}, {"failed", failures.size()}};
  json["seconds"] = seconds;
  if (table) {
    table->write(csv.filename().string(), study_csv(asked, result));
    table->publish();
    json["csv"] = csv.string();
  }
  const std::vector<Diagnostic> told = told_failures(asked, failures);
  if (!request.manner.json) {
    std::string out = study_text(asked, result, terminal);
    out += terminal.say(text("\n{} runs in {}, written to {}\n", "\n{} simulations en {}, écrites dans {}\n",
                             whole_number(finished, terminal.language()), duration(seconds, terminal.language()),
                             output.string()));
    if (table) out += terminal.say(text("Verdicts in {}\n", "Verdicts dans {}\n", csv.string()));
    terminal.result(out);
  }
  terminal.diagnostics(told);
  if (!told.empty()) json["diagnostics"] = to_json(told);
  return {told.empty() ? exit_ok : exit_failure, std::move(json)};
}

}  // namespace entremise::program
