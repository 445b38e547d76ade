#include "analysis/program/experiment.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <thread>

#include "analysis/compare/ensemble_values.hpp"
#include "analysis/program/build_info.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/wording/numbers.hpp"
#include "models/territory/model.hpp"
#include "sim/engine/ensemble.hpp"

namespace entremise::program {
namespace {

struct Measure {
  std::size_t position = 0;
  Text title, unit;
};

// Labels of axes as people say them; others stay as they are.
Text label_of(const std::string& label) {
  static const std::vector<std::pair<std::string, Text>> known{
      {"all", {"all relations", "toutes les relations"}},
      {"institutional", {"initial cohort", "cohorte initiale"}},
      {"elected_official", {"elected officials", "élus"}},
      {"local_officer", {"local officers", "agents des collectivités"}},
      {"social_economy_actor", {"social economy actors", "acteurs de l’ESS"}},
      {"state_officer", {"State officers", "agents de l’État"}},
      {"distant", {"distant", "distante"}},
      {"partnership", {"partnership", "partenariale"}},
      {"unequal", {"unequal", "inégalitaire"}},
      {"delegated", {"delegated", "déléguée"}}};
  const auto at = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == label; });
  return at == known.end() ? Text{label, label} : at->second;
}

// Every measure of a catalogue by the names that users may write, in the catalogue's order.
class Measures {
 public:
  explicit Measures(const Catalogue& catalogue) {
    for (const Headline& headline : headlines(catalogue))
      add(headline.id, {catalogue.offset(headline.variable) + headline.cell, headline.title, headline.unit});
    for (std::size_t v = 0; v < catalogue.variables().size(); ++v) {
      const Variable& variable = catalogue.variables()[v];
      for (std::size_t cell = 0; cell < catalogue.size(v); ++cell) {
        std::vector<std::string> labels(variable.dimensions.size());
        std::size_t rest = cell;
        for (std::size_t d = labels.size(); d-- > 0;) {
          const auto& known = catalogue.dimension(variable.dimensions[d]).labels;
          labels[d] = known[rest % known.size()];
          rest /= known.size();
        }
        const std::string unit = variable.unit == "1" ? "" : variable.unit;
        std::string name = variable.name, short_name = variable.name;
        Text of;
        for (std::size_t d = 0; d < labels.size(); ++d) {
          name += "." + labels[d];
          const Text label = label_of(labels[d]);
          of.en += (of.en.empty() ? "" : ", ") + label.en;
          of.fr += (of.fr.empty() ? "" : ", ") + label.fr;
          if (variable.dimensions[d] != "tie_set") short_name += "." + labels[d];
        }
        const auto title = [](std::string long_name, const std::string& labels_of) {
          if (!long_name.empty() && long_name.front() >= 'a' && long_name.front() <= 'z')
            long_name.front() = static_cast<char>(long_name.front() - 'a' + 'A');
          return labels_of.empty() ? long_name : long_name + " (" + labels_of + ")";
        };
        const Measure measure{catalogue.offset(v) + cell,
                              {title(variable.long_name, of.en), title(variable.long_name_fr, of.fr)},
                              {unit, unit}};
        const bool fixed_cohort =
            !labels.empty() && variable.dimensions.front() == "tie_set" && labels.front() == "institutional";
        if (fixed_cohort) add(short_name, measure);
        add(name, measure);
      }
    }
  }
  [[nodiscard]] const Measure* find(const std::string& name) const {
    const auto at = std::find_if(all_.begin(), all_.end(), [&](const auto& entry) { return entry.first == name; });
    return at == all_.end() ? nullptr : &at->second;
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : all_) out.push_back(entry.first);
    return out;
  }

 private:
  void add(const std::string& name, const Measure& measure) {
    if (find(name) == nullptr) all_.emplace_back(name, measure);
  }
  std::vector<std::pair<std::string, Measure>> all_;
};

std::optional<std::uint32_t> month_of(std::string_view text) {
  std::uint32_t month = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), month);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return month;
}

territory::RecordChoice choice_of(bool whole) {
  territory::RecordChoice choice;
  choice.measures.whole = whole;
  return choice;
}

double value_of(const Outcome& outcome, const std::vector<float>& series, std::size_t width) {
  double sum = 0;
  for (std::uint32_t month = outcome.first; month <= outcome.last; ++month)
    sum += double{series[month * width + outcome.position]};
  return outcome.over == Outcome::Over::mean ? sum / (outcome.last - outcome.first + 1) : sum;
}

}  // namespace

std::vector<std::string> pieces(const std::string& list) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin <= list.size()) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) out.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() != '*')
    return !name.empty() && pattern.front() == name.front() && matches(pattern.substr(1), name.substr(1));
  for (std::size_t skipped = 0; skipped <= name.size(); ++skipped)
    if (matches(pattern.substr(1), name.substr(skipped))) return true;
  return false;
}

std::vector<Outcome> read_outcomes(const std::vector<std::string>& asked, const scenarios::Scenario& scenario) {
  const Catalogue catalogue = territory::catalogue(choice_of(scenario.record.whole).measures);
  const Measures measures(catalogue);
  const std::uint32_t horizon = scenario.specification.months;
  std::vector<std::string> wanted;
  for (const std::string& list : asked)
    for (std::string& piece : pieces(list)) wanted.push_back(std::move(piece));
  if (wanted.empty())
    for (const Headline& headline : headlines(catalogue)) wanted.push_back(headline.id);

  std::vector<Outcome> outcomes;
  std::vector<Diagnostic> errors;
  for (const std::string& word : wanted) {
    const std::size_t at = word.find('@');
    const std::string name = word.substr(0, at);
    const Measure* const measure = measures.find(name);
    if (measure == nullptr) {
      errors.push_back(complaint(
          Trouble::usage, "E0661", {},
          text("nothing of the name “{}” is measured", "rien du nom de « {} » n’est mesuré", name),
          did_you_mean(
              name, measures.names(),
              text("“entremise explain” lists what is; axes follow behind dots, e.g. "
                   "relation_type_count.institutional.unequal.",
                   "« entremise explain » en donne la liste ; les axes suivent derrière des points, par exemple "
                   "relation_type_count.institutional.unequal."))));
      continue;
    }
    Outcome outcome;
    outcome.position = measure->position;
    outcome.unit = measure->unit;
    outcome.first = outcome.last = horizon;
    if (at != std::string::npos) {
      const std::string when = word.substr(at + 1);
      const std::size_t dash = when.find('-');
      const auto first = month_of(when.substr(0, dash)),
                 last = dash == std::string::npos ? first : month_of(when.substr(dash + 1));
      if (!first || !last || *first > *last) {
        errors.push_back(complaint(
            Trouble::usage, "E0662", {},
            text("“{}” is neither a month nor a range of months", "« {} » n’est ni un mois ni une plage de mois", when),
            text("E.g. {}@60 or {}@49-60.", "Par exemple {}@60 ou {}@49-60.", name, name)));
        continue;
      }
      if (*last > horizon) {
        errors.push_back(complaint(Trouble::usage, "E0662", {},
                                   text("month {} lies past the horizon of {} months",
                                        "le mois {} dépasse l’horizon de {} mois", *last, horizon),
                                   text("Ask for an earlier month, or simulate more with --months.",
                                        "Demandez un mois antérieur, ou simulez-en davantage avec --months.")));
        continue;
      }
      outcome.first = *first;
      outcome.last = *last;
      if (dash != std::string::npos) outcome.over = Outcome::Over::mean;
    }
    const bool mean = outcome.over == Outcome::Over::mean;
    const std::string months = mean ? fmt::format("{}-{}", outcome.first, outcome.last) : std::to_string(outcome.last);
    outcome.name = name + "@" + months;
    outcome.id = name + "-" + months;
    outcome.title = mean ? text("{}, mean of months {} to {}", "{}, moyenne des mois {} à {}", measure->title.en,
                                outcome.first, outcome.last)
                         : text("{}, month {}", "{}, mois {}", measure->title.en, outcome.last);
    outcome.title.fr = mean
                           ? fmt::format("{}, moyenne des mois {} à {}", measure->title.fr, outcome.first, outcome.last)
                           : fmt::format("{}, mois {}", measure->title.fr, outcome.last);
    if (std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return o.name == outcome.name; }))
      continue;
    outcomes.push_back(std::move(outcome));
  }
  if (!errors.empty()) throw Failure(std::move(errors));
  return outcomes;
}

scenarios::Scenario read_only_scenario(const Request& request, Terminal& terminal) {
  scenarios::Reading reading = scenarios::read_scenario(request.words.front());
  if (!reading.scenario) throw Failure(reading.diagnostics);
  terminal.diagnostics(reading.diagnostics);
  scenarios::Scenario scenario = std::move(*reading.scenario);
  if (request.months) scenario.specification.months = *request.months;
  if (request.replicates) scenario.replicates = *request.replicates;
  if (request.seed) scenario.seed = *request.seed;
  return scenario;
}

int threads_for(const Request& request) {
  return request.threads != 0 ? request.threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

std::function<void()> stopping_note(Terminal& terminal) {
  return [&terminal] {
    terminal.note(terminal.say({"Stopping; nothing will be written. Once more to abort at once.",
                                "Arrêt en cours ; rien ne sera écrit. Encore une fois pour abandonner aussitôt."}));
  };
}

std::vector<std::optional<Replicated>> carry_out(const Experiment& experiment, const std::vector<Outcome>& outcomes,
                                                 const Request& request, const Interruption& interruption,
                                                 Terminal& terminal) {
  const std::size_t width = territory::catalogue(choice_of(experiment.whole).measures).width();
  std::vector<Replicated> values(outcomes.size(), Replicated{experiment.points, experiment.replicates, {}});
  for (Replicated& one : values) one.values.resize(experiment.runs());
  std::vector<Job> jobs;
  jobs.reserve(experiment.runs());
  for (std::uint32_t point = 0; point < experiment.points; ++point)
    for (std::uint32_t replicate = 0; replicate < experiment.replicates; ++replicate)
      jobs.push_back({point, replicate});
  const auto run = [&](Job job, const std::stop_token& stop) {
    RunRecord record;
    if (!territory::run(experiment.specification(job.scenario), experiment.luck(job.scenario, job.replicate),
                        choice_of(experiment.whole), record, stop))
      return false;
    for (std::size_t k = 0; k < outcomes.size(); ++k)
      values[k].values[std::size_t{job.scenario} * experiment.replicates + job.replicate] =
          value_of(outcomes[k], record.series, width);
    return true;
  };
  EnsembleOptions options;
  options.threads = request.threads;
  options.stop = interruption.token();
  options.progress = [&](const Progress& p) { terminal.progress(p.finished, p.failed, p.total, p.seconds); };
  const EnsembleOutcome done = run_ensemble(jobs, run, options);
  terminal.end_progress();
  if (done.stopped)
    throw Failure(complaint(Trouble::interrupted, "E0611", {},
                            text("interrupted; nothing is kept", "interrompu ; rien n’est conservé"),
                            text("Start again when there is time.", "Recommencez quand il y aura le temps.")));
  if (!done.failures.empty())
    throw Failure(
        complaint(Trouble::failed, "E0605", {},
                  text("{} of {} runs failed, the first: {}", "{} simulations sur {} ont échoué, la première : {}",
                       done.failures.size(), jobs.size(), done.failures.front().what)));
  std::vector<std::optional<Replicated>> out;
  std::vector<Diagnostic> without;
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const auto missing =
        std::count_if(values[k].values.begin(), values[k].values.end(), [](double x) { return !std::isfinite(x); });
    if (missing == 0) {
      out.emplace_back(std::move(values[k]));
      continue;
    }
    out.emplace_back();
    Diagnostic note =
        complaint(Trouble::failed, "E0663", {},
                  text("{} has no value in {} of {} runs and is left out",
                       "{} n’a pas de valeur dans {} simulations sur {} et est laissé de côté", outcomes[k].name,
                       missing, jobs.size()),
                  text("Ask for another month or measure.", "Demandez un autre mois ou une autre mesure."));
    note.severity = Severity::warning;
    without.push_back(std::move(note));
  }
  if (without.size() == outcomes.size()) {
    for (Diagnostic& note : without) note.severity = Severity::error;
    throw Failure(std::move(without));
  }
  terminal.diagnostics(without);
  return out;
}

DryRun dry_run_of(const Experiment& experiment, const std::vector<std::pair<Text, std::string>>& facts,
                  const Request& request, Terminal& terminal) {
  const Language language = terminal.language();
  const bool french = language == Language::french;
  RunRecord record;
  // The second run finds the program warmed up.
  double once = 0;
  for (int trial = 0; trial < 2; ++trial) {
    const auto began = std::chrono::steady_clock::now();
    (void)territory::run(experiment.specification(0), experiment.luck(0, 0), choice_of(experiment.whole), record);
    once = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    record = {};
  }
  DryRun out;
  out.runs = experiment.runs();
  out.seconds = once * static_cast<double>(out.runs) / threads_for(request);
  out.text = french ? "Ce qui serait fait (rien n’est écrit) :\n" : "What would be done (nothing is written):\n";
  const auto row = [&](const std::string& name, const std::string& value) {
    out.text +=
        "  " + pad_right(name, 14) + "  " + fold(value, terminal.width() > 40 ? terminal.width() - 18 : 22, 18) + "\n";
  };
  for (const auto& [name, value] : facts) row(name.in(language), value);
  row(french ? "simulations" : "runs",
      fmt::format("{} = {} {} × {} {}", whole_number(out.runs, language), whole_number(experiment.points, language),
                  "points", whole_number(experiment.replicates, language), french ? "répliques" : "replicates"));
  const int threads = threads_for(request);
  row(french ? "durée" : "time",
      fmt::format("{} {} {} {} {}", french ? "environ" : "about", duration(out.seconds, language),
                  french ? "sur" : "on", threads,
                  french ? (threads == 1 ? "fil" : "fils") : (threads == 1 ? "thread" : "threads")));
  return out;
}

charts::Caption caption_for(const Outcome& outcome, const scenarios::Scenario& scenario, std::uint32_t replicates) {
  charts::Caption caption;
  caption.id = outcome.id;
  caption.title = outcome.title;
  caption.unit = outcome.unit;
  caption.replicates = replicates;
  caption.seed = scenario.seed;
  const BuildInfo& info = build_info();
  caption.engine_version =
      fmt::format("{} ({}{})", info.version, info.git_commit.substr(0, 7), info.git_dirty ? ", modified" : "");
  caption.scenarios = {scenario.name};
  return caption;
}

}  // namespace entremise::program
