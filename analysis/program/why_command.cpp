// why: the story of one replicate, run again from its key.
#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <utility>

#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/program/interruption.hpp"
#include "analysis/program/why_story.hpp"
#include "models/territory/model.hpp"
#include "sim/record/reader.hpp"

namespace entremise::program {
namespace {

using namespace entremise::why;
using territory::ActorType;
using territory::Tallied;

[[noreturn]] void refuse(Text message, Text remedy = {}) {
  throw Failure(complaint(Trouble::usage, "E0602", {}, std::move(message), std::move(remedy)));
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

bool is_result_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::array<char, 8> begin{};
  constexpr std::array<char, 8> signature{'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  return stream.read(begin.data(), begin.size()) && begin == signature;
}

scenarios::Scenario readable(scenarios::Reading reading) {
  if (!reading.scenario) throw Failure(std::move(reading.diagnostics));
  return std::move(*reading.scenario);
}

// The scenario that is not the one asked about and comes first.
std::size_t other_than(std::size_t scenario) {
  return scenario == 0 ? 1 : 0;
}

// Of a recorded series the measures that are always recorded: they come first. Empty where the file has others.
std::vector<float> usual_measures(const std::vector<float>& series, const EnsembleLayout& layout) {
  const Catalogue usual = territory::catalogue();
  const auto &own = usual.variables(), &filed = layout.catalogue.variables();
  const std::size_t width = usual.width(), wide = layout.catalogue.width();
  if (filed.size() < own.size() ||
      !std::equal(own.begin(), own.end(), filed.begin(), [](const auto& x, const auto& y) { return x.name == y.name; }))
    return {};
  std::vector<float> out;
  for (std::size_t begin = 0; begin + wide <= series.size(); begin += wide)
    out.insert(out.end(), series.begin() + static_cast<std::ptrdiff_t>(begin),
               series.begin() + static_cast<std::ptrdiff_t>(begin + width));
  return out;
}

Question question_of_results(const Request& request, const std::string& file) {
  const TrajectoryReader reader(file);
  const EnsembleLayout& layout = reader.layout();
  if (layout.results_version != territory::results_version)
    throw Failure(complaint(
        Trouble::invalid_results, "E0631", file,
        text("these results are of version {}, this program computes version {}: run again, the replicate would not "
             "be the same",
             "ces résultats sont de la version {}, ce programme calcule la version {} : la réplique rejouée ne serait "
             "pas la même",
             layout.results_version, territory::results_version),
        text("Run the ensemble again with this program, or ask the program that wrote the file.",
             "Relancez l’ensemble avec ce programme, ou interrogez celui qui a écrit le fichier.")));
  const Provenance provenance = reader.provenance();
  if (provenance.configurations.size() != layout.scenarios.size())
    throw Failure(complaint(Trouble::invalid_results, "E0632", file,
                            text("the file does not say from which scenarios it was made",
                                 "le fichier ne dit pas de quels scénarios il vient"),
                            text("Ask about the scenario file instead.", "Interrogez plutôt le fichier de scénario.")));
  const auto position = [&](const char* option, const std::string& name) {
    const auto at = std::find(layout.scenarios.begin(), layout.scenarios.end(), name);
    if (at == layout.scenarios.end())
      refuse(text("{}: there is no scenario “{}” in this file", "{} : ce fichier n’a pas de scénario « {} »", option,
                  name),
             did_you_mean(name, layout.scenarios, text("It has: {}.", "Il contient : {}.", listed(layout.scenarios))));
    return static_cast<std::size_t>(at - layout.scenarios.begin());
  };
  const std::size_t here = !request.scenario.empty()     ? position("--scenario", request.scenario)
                           : layout.scenarios.size() > 1 ? 1
                                                         : 0;
  Question question;
  question.of_results = true;
  question.seed = layout.seed;
  question.replicate = request.replicate.value_or(0);
  if (question.replicate >= layout.replicates)
    refuse(text("--replicate takes a number from 0 to {}, not {}", "--replicate attend un nombre de 0 à {}, pas {}",
                layout.replicates - 1, question.replicate));
  const auto subject = [&](std::size_t s) {
    Subject one{layout.scenarios[s],
                readable(scenarios::read_scenario_text(provenance.configurations[s], layout.scenarios[s])),
                {}};
    one.scenario.specification.months = layout.months;
    const auto at = static_cast<std::uint32_t>(s);
    if (reader.completed(at, question.replicate))
      one.recorded = usual_measures(reader.run(at, question.replicate).series, layout);
    return one;
  };
  question.here = subject(here);
  if (!request.against.empty()) {
    const std::size_t there = position("--against", request.against);
    if (there == here)
      refuse(text("--against names the scenario itself, “{}”", "--against nomme le scénario lui-même, « {} »",
                  request.against),
             text("It has: {}.", "Le fichier contient : {}.", listed(layout.scenarios)));
    question.there = subject(there);
  } else if (layout.scenarios.size() > 1) {
    question.there = subject(other_than(here));
  }
  return question;
}

Question question_of_scenario(const Request& request, const std::string& file, Terminal& terminal) {
  const auto read = [&](const std::string& path) {
    scenarios::Reading reading = scenarios::read_scenario(path);
    if (reading.scenario) terminal.diagnostics(reading.diagnostics);
    scenarios::Scenario scenario = readable(std::move(reading));
    std::string name = scenario.name;
    return Subject{std::move(name), std::move(scenario), {}};
  };
  Question question;
  question.here = read(file);
  question.seed = question.here.scenario.seed;
  question.replicate = request.replicate.value_or(0);
  if (!request.scenario.empty() && request.scenario != question.here.name)
    refuse(text("--scenario: this file is the scenario “{}”, not “{}”",
                "--scenario : ce fichier est le scénario « {} », pas « {} »", question.here.name, request.scenario));
  if (request.against.empty()) return question;
  question.there = read(request.against);
  if (question.there->scenario.specification.months != question.here.scenario.specification.months)
    throw Failure(complaint(
        Trouble::invalid_scenario, "E0603", request.against,
        text("this scenario lasts {} months, {} lasts {}", "ce scénario dure {} mois, {} en dure {}",
             question.there->scenario.specification.months, file, question.here.scenario.specification.months),
        text("Give them the same run.months.", "Donnez-leur le même run.months.")));
  if (question.there->name == question.here.name) question.there->name = request.against;
  return question;
}

Question question_of(const Request& request, Terminal& terminal) {
  const std::string& file = request.words.front();
  Question question =
      is_result_file(file) ? question_of_results(request, file) : question_of_scenario(request, file, terminal);
  const std::uint32_t last = question.here.scenario.specification.months;
  question.month = request.month.value_or(last);
  question.since = request.since.value_or(0);
  if (question.month < 1 || question.month > last)
    refuse(text("--month takes a month from 1 to {}, not {}", "--month attend un mois de 1 à {}, pas {}", last,
                question.month));
  if (question.since >= question.month)
    refuse(text("--since takes a month before --month {}, not {}", "--since attend un mois avant --month {}, pas {}",
                question.month, question.since),
           text("0 is the start.", "0 est le départ."));
  return question;
}

// Whose story. Actors are those of the scenario asked about.
Focus focus_of(const Request& request, const Actors& actors) {
  Focus focus;
  if (!request.pair.empty() && !request.actor.empty())
    refuse(text("--pair and --actor contradict each other", "--pair et --actor se contredisent"));
  if (!request.actor.empty()) {
    focus.actor = actors.find(request.actor);
    if (!focus.actor)
      refuse(
          text("--actor: there is no actor “{}”", "--actor : il n’y a pas d’acteur « {} »", request.actor),
          text("Actors have the numbers 0 to {}, or the names that your table gives them.",
               "Les acteurs portent les numéros 0 à {}, ou les noms que leur donne votre tableau.", actors.size() - 1));
  }
  if (!request.pair.empty()) {
    const std::size_t colon = request.pair.find(':');
    const Text form{"Write two types with a colon between them, e.g. élus:ESS.",
                    "Écrivez deux types séparés par deux-points, par exemple élus:ESS."};
    if (colon == std::string::npos)
      refuse(text("--pair takes two types of actors, not “{}”", "--pair attend deux types d’acteurs, pas « {} »",
                  request.pair),
             form);
    focus.types.emplace();
    for (const std::size_t k : {0u, 1u}) {
      const std::string word = k == 0 ? request.pair.substr(0, colon) : request.pair.substr(colon + 1);
      const auto type = actor_type_of(word);
      if (!type)
        refuse(text("--pair: “{}” is no type of actors", "--pair : « {} » n’est pas un type d’acteurs", word),
               did_you_mean(word, actor_type_words(), text("Types: {}.", "Types : {}.", listed(actor_type_words()))));
      (*focus.types)[k] = *type;
    }
  }
  return focus;
}

// The file's values and those of the same months run again.
void require_same(const Subject& subject, const Trace& trace, const Request& request) {
  const std::size_t n = std::min(subject.recorded.size(), trace.series.size());
  for (std::size_t k = 0; k < n; ++k)
    if (std::bit_cast<std::uint32_t>(subject.recorded[k]) != std::bit_cast<std::uint32_t>(trace.series[k]))
      throw Failure(complaint(
          Trouble::invalid_results, "E0633", request.words.front(),
          text("run again, “{}” does not give what the file has, from month {} on",
               "rejoué, « {} » ne donne pas ce que contient le fichier, dès le mois {}", subject.name,
               k / territory::catalogue().width()),
          text("The file was written by another build, or has been changed: see “entremise inspect”. Run the ensemble "
               "again.",
               "Le fichier vient d’une autre version du programme, ou a été modifié : voir « entremise inspect ». "
               "Relancez l’ensemble.")));
}

// ---- As data

Json json_of(const Happening& h, const std::vector<territory::Lever>& levers, const Actors& actors) {
  const Text words = told(h, actors, levers);
  Json out = {{"month", h.month}, {"event", event_names[static_cast<std::size_t>(h.event)]}, {"actors", h.who}};
  if (h.facilitator != no_entity) out["facilitator"] = h.facilitator;
  if (h.event == Event::lever_begins || h.event == Event::lever_ends) out["lever"] = levers[h.lever].name;
  if (h.event == Event::change_of_type) {
    out["before"] = territory::relation_type_names[h.detail];
    out["after"] = territory::relation_type_names[h.detail_after];
  }
  out["text"] = {{"en", words.en}, {"fr", words.fr}};
  return out;
}

Json json_of(const Account& account, const Account* reference) {
  const auto phases = territory::phase_names();
  const auto value = [](const std::optional<double>& x) { return x ? Json(*x) : Json(nullptr); };
  Json out = Json::object();
  for (std::size_t q = 0; q < account.size(); ++q) {
    const Course& course = account[q];
    Json moved = Json::object();
    for (std::size_t k = 0; k < course.by_phase.size(); ++k) {
      const double x = course.by_phase[k] - (reference != nullptr ? (*reference)[q].by_phase[k] : 0.0);
      if (x != 0) moved[std::string(phases[k])] = x;
    }
    Json one = Json::object();
    if (reference == nullptr) {
      one = {{"start", value(course.start)}, {"end", value(course.end)}};
    } else {
      one = {{"here", value(course.end)}, {"there", value((*reference)[q].end)}};
    }
    one["by_phase"] = std::move(moved);
    out[std::string(territory::tallied_names[q])] = std::move(one);
  }
  return out;
}

// Exact sums: what each phase moved in each month, by pair of types (16 numbers, row = who holds) or, for engagement,
// by type. What moved nothing is left out.
Json tallies_of(const Findings& f) {
  const auto phases = territory::phase_names();
  Json out = Json::array();
  for (std::size_t m = f.question.since; m < f.here.months.size(); ++m) {
    const territory::MonthTally& month = f.here.months[m];
    for (std::size_t k = 0; k < month.phases(); ++k) {
      const territory::Standing &before = month.before(k), &after = month.after(k);
      const auto add = [&](std::size_t q, const auto& from, const auto& to) {
        if (from == to) return;
        Json moved = Json::array(), gained = Json::array();
        for (std::size_t c = 0; c < from.size(); ++c) {
          moved.push_back(to[c].sum.since(from[c].sum).value());
          gained.push_back(to[c].count - from[c].count);
        }
        out.push_back({{"month", month.month},
                       {"phase", phases[k]},
                       {"quantity", territory::tallied_names[q]},
                       {"moved", std::move(moved)},
                       {"gained", std::move(gained)}});
      };
      for (std::size_t q = 0; q < before.pairs.size(); ++q) add(q, before.pairs[q], after.pairs[q]);
      add(static_cast<std::size_t>(Tallied::engaged), before.engagement, after.engagement);
    }
  }
  return out;
}

Json json_of(const Parting& parting, const Findings& f) {
  const auto phases = territory::phase_names();
  Json steps = Json::array();
  for (const Parting::Step& step : parting.steps) {
    Json differences = Json::array();
    for (const Difference& d : step.differences) {
      Json relations = Json::array();
      for (const Pair pair : d.relations) relations.push_back({pair.a, pair.b});
      differences.push_back(
          {{"column", d.column}, {"count", d.count}, {"offices", d.offices}, {"relations", std::move(relations)}});
    }
    Json one = Json::object();
    if (parting.month > 0) one["phase"] = phases[step.phase];
    one["differences"] = std::move(differences);
    steps.push_back(std::move(one));
  }
  Json out = {{"month", parting.month}, {"steps", std::move(steps)}};
  if (parting.month == 0 || parting.month > f.question.month) return out;
  for (const bool here : {true, false}) {
    Json events = Json::array();
    const auto& levers = (here ? f.question.here : *f.question.there).scenario.specification.levers;
    for (const Happening* h : only_in(f, parting.month, here)) events.push_back(json_of(*h, levers, f.actors));
    out[here ? "only_here" : "only_there"] = std::move(events);
  }
  return out;
}

Json json_of(const Findings& f, const Request& request) {
  const Question& q = f.question;
  Json out = {{"file", request.words.front()},
              {"scenario", q.here.name},
              {"replicate", q.replicate},
              {"seed", q.seed},
              {"since", q.since},
              {"month", q.month},
              {"same_as_recorded", q.here.recorded.empty() ? Json(nullptr) : Json(true)}};
  if (f.focus.actor) out["actor"] = *f.focus.actor;
  if (f.focus.types)
    out["pair"] = {territory::actor_type_names[static_cast<std::size_t>((*f.focus.types)[0])],
                   territory::actor_type_names[static_cast<std::size_t>((*f.focus.types)[1])]};
  Json events = Json::array();
  for (const Happening& h : f.here.happenings)
    if (h.month > q.since && is_about(h, f))
      events.push_back(json_of(h, q.here.scenario.specification.levers, f.actors));
  out["events"] = std::move(events);
  out["means"] = json_of(f.course, nullptr);
  out["tallies"] = tallies_of(f);
  if (f.both == nullptr) return out;
  Json apart = Json::array();
  for (const Text& t : set_apart(q)) apart.push_back({{"en", t.en}, {"fr", t.fr}});
  const Distance& d = f.both->distance;
  out["against"] = {{"scenario", q.there->name},
                    {"set_apart", std::move(apart)},
                    {"parting", f.both->parting ? json_of(*f.both->parting, f) : Json(nullptr)},
                    {"differing",
                     {{"offices", d.offices},
                      {"of_offices", d.all_offices},
                      {"relations", d.relations},
                      {"of_relations", d.all_relations},
                      {"relations_of_other_type", d.of_other_type}}},
                    {"means", json_of(*f.whole, &*f.whole_there)}};
  return out;
}

}  // namespace

Answer why(const Request& request, Terminal& terminal) {
  Interruption interruption([&] { terminal.note(terminal.say({"Stopping.", "Arrêt en cours."})); });
  const Question question = question_of(request, terminal);
  const territory::Specification& here = question.here.scenario.specification;
  const Luck luck{question.seed, question.replicate};
  const Actors actors(here, territory::Simulation(here, luck).world());
  const Focus focus = focus_of(request, actors);

  std::optional<PairedTrace> both;
  std::optional<Trace> alone;
  if (question.there)
    both = follow_both(here, question.there->scenario.specification, luck, question.month, focus.actor,
                       interruption.token());
  else
    alone = follow(here, luck, question.month, focus.actor, interruption.token());
  if (!both && !alone)
    throw Failure(complaint(Trouble::interrupted, "E0611", {},
                            text("interrupted before the replicate had been followed",
                                 "interrompu avant que la réplique n’ait été suivie")));
  const Trace& trace = both ? both->here : *alone;
  require_same(question.here, trace, request);
  if (both) require_same(*question.there, both->there, request);

  Findings findings{
      question, actors, focus, trace, both ? &*both : nullptr, account(trace.months, question.since, focus), {}, {}};
  if (both) {
    findings.whole = account(trace.months, 0, focus);
    findings.whole_there = account(both->there.months, 0, focus);
  }
  if (request.manner.json) return {exit_ok, json_of(findings, request)};
  terminal.result(story(findings, terminal));
  return {};
}

}  // namespace entremise::program
