#include "analysis/program/simulate.hpp"

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "analysis/program/complaint.hpp"
#include "models/territory/model.hpp"
#include "sim/record/reader.hpp"

namespace entremise::program {
namespace {

territory::RecordChoice choice_of(const scenarios::Scenario& scenario) {
  territory::RecordChoice choice;
  choice.actor_months = scenario.record.actor_months;
  choice.relation_months = scenario.record.relation_months;
  choice.events = scenario.record.events;
  choice.measures.whole = scenario.record.whole;
  return choice;
}

}  // namespace

std::string configuration_of(const scenarios::Scenario& scenario) {
  std::string text = scenarios::to_toml(scenario);
  const std::size_t begin = text.find("\nreplicates = ");
  if (begin != std::string::npos) text.erase(begin, text.find('\n', begin + 1) - begin);
  return text;
}

EnsembleLayout layout_of(const Ensemble& ensemble) {
  const scenarios::Scenario& first = ensemble.scenarios.front();
  const territory::RecordChoice choice = choice_of(first);
  EnsembleLayout layout;
  layout.title = first.title.en;
  for (std::size_t i = 1; i < ensemble.scenarios.size(); ++i)
    layout.title += (i == 1 ? " | compared with it: " : ", ") + ensemble.scenarios[i].title.en;
  layout.scenarios = ensemble.names;
  layout.replicates = first.replicates;
  layout.months = first.specification.months;
  layout.seed = first.seed;
  layout.results_version = territory::results_version;
  layout.catalogue = territory::catalogue(choice.measures);
  layout.tables = territory::tables(choice);
  layout.default_variable = "cooperation";
  return layout;
}

void read_earlier(const std::filesystem::path& output, const EnsembleLayout& layout, EnsembleValues& values) {
  std::error_code error;
  const std::filesystem::path part = TrajectoryWriter::part_path(output);
  const std::filesystem::path from = std::filesystem::exists(part, error) ? part : output;
  std::optional<TrajectoryReader> reader;
  try {
    reader.emplace(from);
  } catch (const Failure&) {
    return;
  }
  const EnsembleLayout& earlier = reader->layout();
  if (earlier.scenarios != layout.scenarios || earlier.months != layout.months ||
      earlier.catalogue.width() != layout.catalogue.width() || earlier.replicates > layout.replicates)
    return;
  const std::size_t points = std::size_t{layout.months} + 1;
  for (std::size_t v = 0; v < layout.catalogue.variables().size(); ++v) {
    if (!values.holds(v)) continue;
    const std::size_t size = points * layout.catalogue.size(v);
    for (std::uint32_t s = 0; s < earlier.scenarios.size(); ++s) try {
        const std::vector<float> series = reader->series(v, s);
        for (std::uint32_t r = 0; r < earlier.replicates; ++r)
          if (reader->completed(s, r)) values.set(v, s, r, series.data() + r * size);
      } catch (const Failure&) {
        // A damaged block: the writer leaves its runs out, and they are run again.
      }
  }
}

EnsembleOutcome simulate(const Ensemble& ensemble, TrajectoryWriter& writer, EnsembleValues& values,
                         const EnsembleOptions& options, const std::function<void(const RunRecord&)>& also) {
  const EnsembleLayout& layout = writer.layout();
  std::vector<territory::RecordChoice> choices;
  for (const auto& scenario : ensemble.scenarios) choices.push_back(choice_of(scenario));
  std::vector<Job> jobs;
  for (std::uint32_t r = 0; r < layout.replicates; ++r)
    for (std::uint32_t s = 0; s < layout.scenarios.size(); ++s)
      if (!writer.has(s, r)) jobs.push_back({s, r});

  const auto run = [&](Job job, const std::stop_token& stop) {
    RunRecord record;
    record.scenario = job.scenario;
    record.replicate = job.replicate;
    if (!territory::run(ensemble.scenarios[job.scenario].specification, Luck{layout.seed, job.replicate},
                        choices[job.scenario], record, stop))
      return false;
    values.set(job.scenario, job.replicate, record.series);
    if (also) also(record);
    try {
      writer.add(std::move(record));
    } catch (const Failure&) {
      throw EnsembleAbort{std::current_exception()};
    }
    return true;
  };
  EnsembleOutcome outcome = run_ensemble(jobs, run, options);
  for (const RunFailure& failure : outcome.failures)
    writer.add_failed(failure.job.scenario, failure.job.replicate, failure.what);
  return outcome;
}

std::vector<double> seconds_per_run(const Ensemble& ensemble) {
  std::vector<double> out;
  for (const scenarios::Scenario& scenario : ensemble.scenarios) {
    RunRecord record;
    const auto start = std::chrono::steady_clock::now();
    EnsembleOptions options;
    options.threads = 1;
    const auto run = [&](Job, const std::stop_token& stop) {
      return territory::run(scenario.specification, Luck{scenario.seed, 0}, choice_of(scenario), record, stop);
    };
    const EnsembleOutcome outcome = run_ensemble({Job{}}, run, options);
    if (!outcome.failures.empty())
      throw Failure(complaint(Trouble::failed, "E0605", {},
                              text("the first replicate of {} failed: {}", "la première réplique de {} a échoué : {}",
                                   scenario.name, outcome.failures.front().what)));
    out.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return out;
}

}  // namespace entremise::program
