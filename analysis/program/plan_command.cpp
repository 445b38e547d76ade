// plan: which levers, when and how strongly, for a budget of person-hours.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "analysis/charts/planning.hpp"
#include "analysis/planning/lever_plans.hpp"
#include "analysis/planning/noisy_search.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/experiment.hpp"
#include "analysis/program/new_files.hpp"
#include "analysis/program/table.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t usual_population = 24, usual_generations = 10, first_replicates = 4, usual_replicates = 16,
                        usual_again = 64;
constexpr std::size_t most_plans = 24;
// The luck of the search lies beyond that of any `run`, so that a plan measured anew gives what `run` gives of its
// file.
constexpr std::uint32_t luck_of_search = std::uint32_t{1} << 20;

// What a plan is judged by. All but the hours are differences from the scenario without any lever.
struct Objective {
  const char* key;
  const char* measure;
  bool more_is_better;
  Text title;
};
const std::vector<Objective>& objectives() {
  static const std::vector<Objective> all{
      {"value", "value_net", true, {"net value", "valeur nette"}},
      {"partnerships", "partnership_relations", true, {"partnerships", "partenariats"}},
      {"ruptures", "ruptures", false, {"ruptures", "ruptures"}},
      {"hours", "lever_hours_total", false, {"hours", "heures"}}};
  return all;
}
constexpr std::size_t value_at = 0, hours_at = 3;

std::vector<double> numbers_of(const std::string& option, const std::string& list, double low, double high) {
  std::vector<double> out;
  for (const std::string& piece : pieces(list)) {
    double value = 0;
    const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), value);
    if (error != std::errc{} || end != piece.data() + piece.size() || !(value >= low && value <= high))
      throw Failure(complaint(
          Trouble::usage, "E0602", {},
          text("{} takes numbers from {} to {} with commas, not “{}”",
               "{} attend des nombres de {} à {} séparés par des virgules, pas « {} »", option, low, high, piece)));
    if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
  }
  return out;
}

// A plan with what it does in fresh replicates.
struct Plan {
  Genome genome;
  std::vector<double> searched;  // means in the replicates of the search
  std::vector<Moments> fresh;    // by objective
};

Interval interval_of(const Moments& m) {
  return interval_of_mean(m, 0.95).value_or(Interval{m.mean, m.mean});
}

std::string words_of(const LeverPlans& plans, const Genome& genome, const scenarios::Scenario& scenario,
                     Language language) {
  std::string out;
  for (std::size_t l = 0; l < genome.size(); ++l) {
    const auto option = plans.option(l, genome[l]);
    if (!option) continue;
    out += (out.empty() ? "" : ", ") + scenario.specification.levers[plans.levers()[l]].name;
    if (option->intensity != 1) {
      std::string factor = fmt::format("{:.3g}", option->intensity);
      if (language == Language::french) std::replace(factor.begin(), factor.end(), '.', ',');
      out += " ×" + factor;
    }
    out += fmt::format(" ({})", option->from);
  }
  return out;
}

// Measures plans against the scenario without levers, replicate by replicate.
class Trial {
 public:
  Trial(const scenarios::Scenario& scenario, const LeverPlans& plans, const Request& request,
        const Interruption& interruption, Terminal& terminal)
      : scenario_(scenario), plans_(plans), request_(request), interruption_(interruption), terminal_(terminal) {
    std::vector<std::string> asked;
    for (const Objective& objective : objectives()) asked.emplace_back(objective.measure);
    outcomes_ = read_outcomes(asked, scenario);
    for (Outcome& outcome : outcomes_)
      if (outcome.name.starts_with("ruptures")) {
        outcome.first = 1;
        outcome.over = Outcome::Over::total;
      }
  }
  // [plan][replicate][objective], with their own signs.
  std::vector<double> measure(std::span<const Genome> genomes, std::uint32_t first, std::uint32_t count) {
    const Genome nothing(plans_.levers().size(), 0);
    Experiment e;
    e.points = genomes.size() + 1;
    e.replicates = count;
    e.specification = [&](std::size_t point) { return plans_.apply(point == 0 ? nothing : genomes[point - 1]); };
    e.luck = [&](std::size_t, std::uint32_t r) { return Luck{scenario_.seed, first + r}; };
    const auto values = carry_out(e, outcomes_, request_, interruption_, terminal_);
    runs_ += e.runs();
    std::vector<double> out;
    out.reserve(genomes.size() * count * outcomes_.size());
    for (std::size_t g = 0; g < genomes.size(); ++g)
      for (std::size_t r = 0; r < count; ++r)
        for (std::size_t m = 0; m < outcomes_.size(); ++m) {
          if (!values[m])
            throw Failure(complaint(Trouble::failed, "E0663", {},
                                    text("{} has no value in some runs",
                                         "{} n’a pas de valeur dans certaines simulations", outcomes_[m].name)));
          out.push_back(values[m]->at(g + 1, r) - values[m]->at(0, r));
        }
    return out;
  }
  [[nodiscard]] std::size_t runs() const noexcept { return runs_; }
  [[nodiscard]] const std::vector<Outcome>& outcomes() const noexcept { return outcomes_; }

 private:
  const scenarios::Scenario& scenario_;
  const LeverPlans& plans_;
  const Request& request_;
  const Interruption& interruption_;
  Terminal& terminal_;
  std::vector<Outcome> outcomes_;
  std::size_t runs_ = 0;
};

// As the search takes them: all to be made small.
void turn(std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (objectives()[i % objectives().size()].more_is_better) values[i] = -values[i];
}

}  // namespace

Answer plan(const Request& request, Terminal& terminal) {
  const Interruption interruption(stopping_note(terminal));
  const scenarios::Scenario scenario = read_only_scenario(request, terminal);
  const std::uint32_t months = scenario.specification.months;
  const Language language = terminal.language();
  const bool french = language == Language::french;
  std::vector<std::uint32_t> starts;
  for (const double month : numbers_of("--starts", request.starts, 1, months))
    starts.push_back(static_cast<std::uint32_t>(month));
  if (request.starts.empty()) starts = {1, 1 + months / 4, 1 + months / 2};
  std::vector<double> intensities = numbers_of("--intensities", request.intensities, 0.01, 100);
  if (intensities.empty()) intensities = {0.5, 1};
  const LeverPlans plans(scenario.specification, starts, intensities);
  if (plans.levers().empty())
    throw Failure(complaint(Trouble::usage, "E0665", request.words.front(),
                            text("this scenario has no lever to decide on", "ce scénario n’a aucun levier à décider"),
                            text("Give a scenario with levers; shocks are not counted.",
                                 "Donnez un scénario avec des leviers ; les chocs ne comptent pas.")));
  SearchOptions options;
  options.population = request.population.value_or(usual_population);
  options.generations = request.generations.value_or(usual_generations);
  options.most_replicates = request.replicates.value_or(usual_replicates);
  options.first_replicates = std::min(first_replicates, options.most_replicates);
  options.seed = scenario.seed;
  const std::uint32_t again = request.again.value_or(usual_again);
  const double budget = *request.budget;
  double possible = 1;
  for (const std::uint16_t n : plans.choices()) possible *= n;

  Trial trial(scenario, plans, request, interruption, terminal);
  Json json = {{"scenario", scenario.name}, {"months", months}, {"seed", scenario.seed},
               {"budget", budget},          {"starts", starts}, {"intensities", intensities},
               {"possible_plans", possible}};
  if (request.dry_run) {
    Experiment most;
    most.points = options.population * (options.generations + 1) + most_plans;
    most.replicates = options.most_replicates;
    most.specification = [&](std::size_t) { return scenario.specification; };
    most.luck = [&](std::size_t, std::uint32_t r) { return Luck{scenario.seed, r}; };
    const DryRun dry = dry_run_of(
        most,
        {{{"possible plans", "plans possibles"}, number(possible, 0, language)},
         {{"search", "recherche"}, fmt::format("{} × {}", options.population, options.generations)},
         {{"at most", "au plus"}, french ? "ce qui suit ; d’ordinaire un tiers" : "what follows; usually a third"}},
        request, terminal);
    if (!request.manner.json) terminal.result(dry.text);
    json["dry_run"] = true;
    json["most_runs"] = dry.runs;
    json["estimated_seconds"] = dry.seconds;
    return {exit_ok, std::move(json)};
  }
  // Where the files go is looked at before the work is done.
  const auto opened = [&](const fs::path& path, std::optional<NewFiles>& files) {
    files.emplace(path.has_parent_path() ? path.parent_path() : fs::path("."), request.force);
    files->require_absent({path.filename().string()});
  };
  std::optional<NewFiles> table, chosen, charts, all;
  if (!request.csv.empty()) opened(request.csv, table);
  if (!request.output.empty()) opened(request.output, chosen);
  if (!request.charts.empty()) {
    charts.emplace(request.charts, request.force);
    charts->require_absent({"plans-value.svg", "plans-partnerships.svg", "plans-ruptures.svg"});
  }
  if (!request.write.empty()) {
    all.emplace(request.write, request.force);
    std::vector<std::string> names;
    for (std::size_t p = 1; p <= most_plans + 1; ++p) names.push_back(fmt::format("plan-{:02}.toml", p));
    all->require_absent(names);
  }

  const auto began = std::chrono::steady_clock::now();
  const NoisyMeasure measure = [&](std::span<const Genome> genomes, std::uint32_t first, std::uint32_t count) {
    std::vector<double> values = trial.measure(genomes, luck_of_search + first, count);
    turn(values);
    return std::optional(std::move(values));
  };
  const Violation violation = [&](std::span<const double> means) { return std::max(0.0, means[hours_at] - budget); };
  const Genome nothing(plans.levers().size(), 0);
  const SearchResult found = noisy_search(plans.choices(), {nothing, plans.as_given()}, measure, violation, options);

  std::vector<std::vector<double>> points;
  std::vector<Genome> genomes;
  for (const Candidate& candidate : found.front) points.push_back(candidate.means);
  std::vector<Plan> measured;
  for (const std::size_t i : loneliest(points, most_plans + 1)) {
    if (found.front[i].genome == nothing) continue;
    Plan one{found.front[i].genome, found.front[i].means, {}};
    turn(one.searched);
    genomes.push_back(one.genome);
    measured.push_back(std::move(one));
  }
  const std::size_t searched_runs = trial.runs();
  if (measured.empty())
    throw Failure(complaint(Trouble::usage, "E0666", {},
                            text("no plan within {} person-hours is better than doing nothing",
                                 "aucun plan de moins de {} heures de travail ne vaut mieux que ne rien faire", budget),
                            text("Raise --budget, or add weaker intensities.",
                                 "Augmentez --budget, ou ajoutez des intensités plus faibles.")));
  const std::size_t kinds = objectives().size();
  const std::vector<double> fresh = trial.measure(genomes, 0, again);
  std::vector<std::vector<double>> fresh_points;
  std::vector<double> violations;
  for (std::size_t p = 0; p < measured.size(); ++p) {
    std::vector<double> means;
    for (std::size_t m = 0; m < kinds; ++m) {
      std::vector<double> values(again);
      for (std::size_t r = 0; r < again; ++r) values[r] = fresh[(p * again + r) * kinds + m];
      measured[p].fresh.push_back(moments(values));
      means.push_back(measured[p].fresh.back().mean);
    }
    turn(means);
    violations.push_back(violation(means));
    fresh_points.push_back(std::move(means));
  }
  // Doing nothing is one of the plans that the others are held against.
  fresh_points.emplace_back(kinds, 0.0);
  violations.push_back(0);
  const std::vector<std::size_t> fronts = fronts_of(fresh_points, violations);
  std::vector<double> flattery(kinds, 0);
  std::vector<Plan> front;
  for (std::size_t p = 0; p < measured.size(); ++p) {
    for (std::size_t m = 0; m < kinds; ++m)
      flattery[m] += (measured[p].searched[m] - measured[p].fresh[m].mean) / static_cast<double>(measured.size());
    if (fronts[p] == 0 && violations[p] <= 0) front.push_back(measured[p]);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::stable_sort(front.begin(), front.end(),
                   [](const Plan& x, const Plan& y) { return x.fresh[hours_at].mean < y.fresh[hours_at].mean; });
  if (front.empty())
    throw Failure(complaint(Trouble::failed, "E0666", {},
                            text("measured anew, no plan is better than doing nothing",
                                 "mesuré à nouveau, aucun plan ne vaut mieux que ne rien faire")));

  std::string out = terminal.bold((french ? "Plans – " : "Plans – ") + scenario.title.in(language)) + "\n" +
                    fold(terminal.say(text("{} plans tried of {} possible, {} runs; {} of them measured anew in {} "
                                           "fresh replicates, {} remain; budget {} "
                                           "person-hours; seed {}; {}",
                                           "{} plans essayés sur {} possibles, {} simulations ; {} d’entre eux mesurés "
                                           "à nouveau dans {} nouvelles répliques, {} "
                                           "demeurent ; budget de {} heures de travail ; graine {} ; {}",
                                           found.tried, number(possible, 0, language),
                                           whole_number(searched_runs, language), measured.size(), again, front.size(),
                                           number(budget, 0, language), scenario.seed, duration(seconds, language))),
                         terminal.width(), 0) +
                    "\n\n";
  std::vector<std::vector<std::string>> rows{{"#", french ? "heures" : "hours",
                                              french ? "valeur [95 %]" : "value [95%]",
                                              french ? "partenariats [95 %]" : "partnerships [95%]", "ruptures [95 %]",
                                              french ? "leviers (début)" : "levers (start)"}};
  if (!french) rows.front()[4] = "ruptures [95%]";
  std::string csv = "plan,levers,objective,mean,low,high,search_mean,replicates\n";
  Json list = Json::array();
  std::vector<int> decimals(kinds, 0);
  for (std::size_t m = 0; m < kinds; ++m) {
    double largest = 0;
    for (const Plan& p : front) largest = std::max(largest, std::fabs(p.fresh[m].mean));
    decimals[m] = m == hours_at ? 0 : decimals_for(largest);
  }
  const auto shown = [&](const Plan& p, std::size_t m) {
    const Interval i = interval_of(p.fresh[m]);
    return fmt::format("{} [{}; {}]", signed_number(p.fresh[m].mean, decimals[m], language),
                       signed_number(i.low, decimals[m], language), signed_number(i.high, decimals[m], language));
  };
  const auto scenario_of = [&](const Plan& p, std::size_t n) {
    scenarios::Scenario s = scenario;
    s.specification = plans.apply(p.genome);
    s.name = fmt::format("plan-{:02}", n);
    s.title = {fmt::format("{}: plan {}", scenario.title.en, n), fmt::format("{} : plan {}", scenario.title.fr, n)};
    s.description = {words_of(plans, p.genome, scenario, Language::english),
                     words_of(plans, p.genome, scenario, Language::french)};
    return scenarios::to_toml(s);
  };
  std::size_t best = 0;
  for (std::size_t p = 0; p < front.size(); ++p) {
    const Plan& one = front[p];
    if (one.fresh[value_at].mean > front[best].fresh[value_at].mean) best = p;
    const std::string words = words_of(plans, one.genome, scenario, language);
    rows.push_back({std::to_string(p + 1), number(one.fresh[hours_at].mean, 0, language), shown(one, 0), shown(one, 1),
                    shown(one, 2), words});
    Json levers = Json::array(), measures = Json::object();
    for (std::size_t l = 0; l < one.genome.size(); ++l)
      if (const auto option = plans.option(l, one.genome[l]))
        levers.push_back({{"lever", scenario.specification.levers[plans.levers()[l]].name},
                          {"from", option->from},
                          {"intensity", option->intensity}});
    for (std::size_t m = 0; m < kinds; ++m) {
      const Interval i = interval_of(one.fresh[m]);
      measures[objectives()[m].key] = {
          {"mean", one.fresh[m].mean}, {"low", i.low}, {"high", i.high}, {"search_mean", one.searched[m]}};
      csv += fmt::format("{},{},{},{:.9g},{:.9g},{:.9g},{:.9g},{}\n", p + 1,
                         csv_cell(words_of(plans, one.genome, scenario, Language::english)), objectives()[m].key,
                         one.fresh[m].mean, i.low, i.high, one.searched[m], again);
    }
    list.push_back({{"plan", p + 1}, {"levers", levers}, {"objectives", measures}});
  }
  out += table_of(rows, {3, 4, 5}, terminal);
  out += "\n" +
         fold(terminal.say({"Differences from the scenario without any lever, at the end (ruptures: in all), replicate "
                            "by replicate. No plan is better than another "
                            "in every respect.",
                            "Écarts au scénario sans aucun levier, à la fin (ruptures : en tout), réplique par "
                            "réplique. Aucun plan n’est meilleur qu’un autre à tous "
                            "égards."}),
              terminal.width(), 0) +
         "\n";
  // By how much the search flattered what it found.
  // Half-width at 95 %: the mean over the plans in each fresh replicate shows how far luck goes; that of the search is
  // taken to go as far (assumption).
  const auto flattery_error = [&](std::size_t m) {
    std::vector<double> of_replicates(again, 0);
    for (std::size_t p = 0; p < measured.size(); ++p)
      for (std::size_t r = 0; r < again; ++r)
        of_replicates[r] += fresh[(p * again + r) * kinds + m] / static_cast<double>(measured.size());
    return student_quantile(again - 1.0, 0.975) *
           std::sqrt(moments(of_replicates).variance * (1.0 / again + 1.0 / options.most_replicates));
  };
  Json flattered = Json::object();
  for (std::size_t m = 0; m < kinds; ++m)
    flattered[objectives()[m].key] = {{"mean", flattery[m]}, {"half_width", flattery_error(m)}};
  const auto flattered_by = [&](std::size_t m) {
    const int shown_decimals = decimals_for(std::max(std::fabs(flattery[m]), flattery_error(m)));
    return fmt::format("{} (± {})", signed_number(flattery[m], shown_decimals, language),
                       number(flattery_error(m), shown_decimals, language));
  };
  out += fold(terminal.say(text("Luck is not merit: in the replicates of the search the same {} plans differed from "
                                "this on average by {} in value, {} in partnerships and {} in "
                                "ruptures. Those figures are not used.",
                                "Le hasard n’est pas du mérite : dans les répliques de la recherche, les mêmes {} "
                                "plans s’écartaient de ceci en moyenne de {} en valeur, {} en "
                                "partenariats et {} en ruptures. Ces chiffres-là ne servent pas.",
                                measured.size(), flattered_by(0), flattered_by(1), flattered_by(2))),
              terminal.width(), 0) +
         "\n";
  json["tried"] = found.tried;
  json["search_runs"] = searched_runs;
  json["fresh_replicates"] = again;
  json["measured_anew"] = measured.size();
  json["search_less_fresh"] = std::move(flattered);
  json["plans"] = std::move(list);
  json["highest_value"] = best + 1;
  json["seconds"] = seconds;
  if (table) {
    table->write(fs::path(request.csv).filename().string(), csv);
    table->publish();
    json["csv"] = request.csv;
  }
  if (chosen) {
    chosen->write(fs::path(request.output).filename().string(), scenario_of(front[best], best + 1));
    chosen->publish();
    json["output"] = request.output;
    out += terminal.say(text("plan {} written to {}\n", "plan {} écrit dans {}\n", best + 1, request.output));
  }
  if (all) {
    for (std::size_t p = 0; p < front.size(); ++p)
      all->write(fmt::format("plan-{:02}.toml", p + 1), scenario_of(front[p], p + 1));
    all->publish();
    json["written"] = request.write;
    out += terminal.say(text("{} plans in {}\n", "{} plans dans {}\n", front.size(), request.write));
  }
  if (charts) {
    for (std::size_t m = 0; m < hours_at; ++m) {
      std::vector<charts::PlanPoint> drawn;
      for (const Plan& p : front)
        drawn.push_back({words_of(plans, p.genome, scenario, language), p.fresh[hours_at].mean, p.fresh[m].mean,
                         interval_of(p.fresh[hours_at]), interval_of(p.fresh[m])});
      charts::Caption caption = caption_for(trial.outcomes()[m], scenario, again);
      caption.id = std::string("plans-") + objectives()[m].key;
      caption.title = {
          "Plans for " + number(budget, 0, Language::english) + " person-hours: " + objectives()[m].title.en,
          "Plans pour " + number(budget, 0, Language::french) + " heures de travail : " + objectives()[m].title.fr};
      caption.unit = {"difference from the scenario without levers", "écart au scénario sans leviers"};
      charts->write(caption.id + ".svg",
                    charts::front_chart(caption, drawn, objectives()[m].title.in(language), language));
    }
    charts->publish();
    Json names = Json::array();
    for (const std::string& name : charts->names()) names.push_back((charts->folder() / name).string());
    json["charts"] = std::move(names);
  }
  if (!request.manner.json) terminal.result(out);
  return {exit_ok, std::move(json)};
}

}  // namespace entremise::program
