#include "scenarios/study.hpp"

#include <algorithm>
#include <bit>

#include "scenarios/study_reading.hpp"

namespace entremise::scenarios {

void refuse_unknown(std::string_view shown, const Node& table, const std::vector<std::string>& known,
                    Findings& findings) {
  for (const Entry& entry : table.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const Text where =
        shown.empty() ? text("at the top of a study", "en tête d'une étude") : text("in [{}]", "dans [{}]", shown);
    findings.add("E0311", entry.place,
                 {fmt::format("there is no \"{}\" {}", entry.key, where.en),
                  fmt::format("il n'y a pas de « {} » {}", entry.key, where.fr)},
                 first_of(did_you_mean(entry.key, known), text("Known here: {}.", "Connus ici : {}.", list_of(known))));
  }
}

const Node* section_of(const Node& table, std::string_view name, std::string_view shown, Findings& findings) {
  const Entry* entry = table.find(name);
  if (entry == nullptr) return nullptr;
  if (entry->value.type == Node::Type::table) return &entry->value;
  report_type(shown, text("a section", "une section"), entry->value,
              text("Write [{}] on a line of its own, and its values below.",
                   "Écrivez [{}] seul sur une ligne, et ses valeurs en dessous.", shown),
              findings);
  return nullptr;
}

std::optional<std::size_t> find_scenario(const StudyContext& context, const std::string& name, const Place& place) {
  const auto& names = context.study.names;
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  // One that could not be read is complained of where it is written.
  if (!context.complete) return std::nullopt;
  constexpr std::size_t most_shown = 12;
  const std::vector<std::string> shown(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_shown)));
  context.findings.add(
      "E0372", place,
      text("there is no scenario \"{}\" in this study", "il n'y a pas de scénario « {} » dans cette étude", name),
      first_of(did_you_mean(name, names), text("Its scenarios are: {}{}.", "Ses scénarios sont : {}{}.", list_of(shown),
                                               names.size() > most_shown ? ", …" : "")));
  return std::nullopt;
}

std::size_t Design::resolution() const noexcept {
  std::size_t shortest = 0;
  for (const std::uint64_t word : defining_words) {
    const auto length = static_cast<std::size_t>(std::popcount(word));
    if (shortest == 0 || length < shortest) shortest = length;
  }
  return shortest;
}

namespace {

// Where the value of `run` stands, for "until"; the hypothesis that it names is known later.
struct UntilNode {
  std::string of;
  Place place;
};

class StudyReader {
 public:
  StudyReader(const Node& document, const Origin& origin, std::vector<std::string>& files, Findings& findings)
      : document_(document), findings_(findings), context_{study_, origin, files, findings} {}

  Study read() {
    refuse_unknown("", document_, {"title", "question", "run", "scenarios", "design", "hypotheses", "plausible"},
                   findings_);
    read_words();
    read_run();
    read_plausible();
    read_study_scenarios(document_, own_months_, context_);
    read_hypotheses(document_, context_);
    settle_until();
    for (Scenario& scenario : study_.scenarios) {
      scenario.replicates = study_.replicates;
      scenario.seed = study_.seed;
    }
    report_unused();
    return std::move(study_);
  }

 private:
  void read_words() {
    if (const Entry* title = document_.find("title"))
      if (auto words = read_translated("title", title->value, findings_)) study_.title = std::move(*words);
    if (const Entry* question = document_.find("question"))
      if (auto words = read_translated("question", question->value, findings_)) study_.question = std::move(*words);
  }

  template <class T>
  void read_whole(const Node& table, const char* name, const char* field, std::string_view shown, T& into) {
    const Entry* entry = table.find(name);
    if (entry == nullptr) return;
    if (const auto value = read_integer(*find_field(field), shown, entry->value, findings_))
      into = static_cast<T>(*value);
  }

  void read_run() {
    const Node* run = section_of(document_, "run", "run", findings_);
    if (run == nullptr) return;
    refuse_unknown("run", *run, {"months", "replicates", "seed"}, findings_);
    own_months_ = run->find("months") != nullptr;
    read_whole(*run, "months", "run.months", "run.months", study_.months);
    read_whole(*run, "seed", "run.seed", "run.seed", study_.seed);
    const Entry* replicates = run->find("replicates");
    if (replicates == nullptr) return;
    if (replicates->value.type == Node::Type::table)
      read_until(*replicates);
    else
      read_whole(*run, "replicates", "run.replicates", "run.replicates", study_.replicates);
  }

  void read_until(const Entry& replicates) {
    const Node& table = replicates.value;
    refuse_unknown("run.replicates", table, {"until_narrower_than", "of", "first", "most"}, findings_);
    SequentialChoice choice;
    const Entry* width = table.find("until_narrower_than");
    const Entry* of = table.find("of");
    if (width == nullptr || of == nullptr) {
      findings_.add("E0377", replicates.place,
                    text("run.replicates does not say {}", "run.replicates ne dit pas {}",
                         width == nullptr ? "until_narrower_than" : "of"),
                    text("For example: replicates = {{ until_narrower_than = 0.01, of = \"H4\" }}.",
                         "Par exemple : replicates = {{ until_narrower_than = 0.01, of = \"H4\" }}."));
      return;
    }
    const auto value = read_real({1e-12, 1e12},
                                 text("Width of the interval, in the unit of the outcome.",
                                      "Largeur de l'intervalle, dans l'unité de la mesure."),
                                 "run.replicates.until_narrower_than", width->value, findings_);
    const auto hypothesis = read_word("run.replicates.of", of->value, findings_);
    read_whole(table, "first", "run.replicates", "run.replicates.first", choice.first);
    read_whole(table, "most", "run.replicates", "run.replicates.most", choice.most);
    if (choice.first < 10 || choice.most < choice.first) {
      findings_.add("E0376", replicates.place,
                    text("replicates from {} to {} leave nothing to add",
                         "de {} à {} répliques, il n'y a rien à ajouter", choice.first, choice.most),
                    text("first is at least 10, and most is not below it.",
                         "first vaut au moins 10, et most n'est pas inférieur."));
      return;
    }
    if (!value || !hypothesis) return;
    choice.width = *value;
    study_.until = choice;
    study_.replicates = choice.first;
    until_ = UntilNode{*hypothesis, of->value.place};
  }

  void read_plausible() {
    const Node* plausible = section_of(document_, "plausible", "plausible", findings_);
    if (plausible == nullptr) return;
    refuse_unknown("plausible", *plausible, {"file", "draws", "replicates"}, findings_);
    if (const Entry* file = plausible->find("file"))
      if (const auto word = read_word("plausible.file", file->value, findings_))
        if (const auto path = resolve(file->value, context_.origin, findings_)) {
          study_.plausible.file = path->generic_string();
          (void)read_text(*path, file->value.place, findings_);
        }
    if (const Entry* draws = plausible->find("draws")) {
      static constexpr Field field{"plausible.draws",
                                   FieldKind::integer,
                                   0,
                                   {0, 1e6},
                                   "How many draws of plausible parameter values are asked; 0: none.",
                                   "Nombre de tirages de paramètres plausibles interrogés ; 0 : aucun."};
      if (const auto value = read_integer(field, field.key, draws->value, findings_))
        study_.plausible.draws = static_cast<std::uint32_t>(*value);
    }
    read_whole(*plausible, "replicates", "run.replicates", "plausible.replicates", study_.plausible.replicates);
  }

  void settle_until() {
    if (!until_) return;
    std::vector<std::string> ids;
    for (const Hypothesis& h : study_.hypotheses) ids.push_back(h.id);
    const auto at = std::find(ids.begin(), ids.end(), until_->of);
    if (at == ids.end()) {
      if (!findings_.has_errors() || ids.empty())
        findings_.add("E0386", until_->place,
                      text("there is no hypothesis \"{}\"", "il n'y a pas d'hypothèse « {} »", until_->of),
                      first_of(did_you_mean(until_->of, ids),
                               text("The hypotheses are: {}.", "Les hypothèses sont : {}.", list_of(ids))));
      return;
    }
    study_.until->hypothesis = static_cast<std::size_t>(at - ids.begin());
    const StudyContrast& contrast = study_.hypotheses[study_.until->hypothesis].contrast;
    if (contrast.weights.empty() || contrast.form == ContrastForm::ratio)
      findings_.add("E0378", until_->place,
                    text("{} has no mean whose interval could be narrow enough",
                         "{} n'a pas de moyenne dont l'intervalle pourrait être assez étroit", until_->of),
                    text("Choose a hypothesis that is a difference.", "Choisissez une hypothèse qui soit un écart."));
  }

  // Of the scenarios as they are written; those of a design serve together.
  void report_unused() {
    if (study_.hypotheses.empty() || findings_.has_errors()) return;
    std::vector<bool> used(study_.scenarios.size(), false);
    for (const Hypothesis& h : study_.hypotheses) {
      for (const auto* list : {&h.contrast.weights, &h.contrast.denominator})
        for (const Weight& w : *list) used[w.scenario] = true;
      for (const auto& level : h.contrast.scenarios_at)
        for (const std::size_t s : level) used[s] = true;
    }
    const Entry* scenarios = document_.find("scenarios");
    for (std::size_t s = 0; s < used.size() && scenarios != nullptr; ++s) {
      const Entry* written = scenarios->value.find(study_.names[s]);
      if (used[s] || written == nullptr || (study_.design && study_.design->base == study_.names[s])) continue;
      findings_.add("W0392", written->place,
                    text("no hypothesis asks about the scenario {}", "aucune hypothèse n'interroge le scénario {}",
                         study_.names[s]),
                    text("It is run all the same.", "Il est simulé tout de même."));
    }
  }

  const Node& document_;
  Findings& findings_;
  Study study_;
  StudyContext context_;
  std::optional<UntilNode> until_;
  bool own_months_ = false;
};

StudyReading read(const std::string& content, const Origin& origin, std::string name, Findings findings) {
  StudyReading reading;
  std::vector<std::string> files{origin.file};
  if (const std::optional<Node> document = parse_document(content, origin.file, findings)) {
    Study study = StudyReader(*document, origin, files, findings).read();
    study.name = std::move(name);
    if (study.title.en.empty()) study.title = {study.name, study.name};
    study.text = content;
    study.files = files;
    if (!findings.has_errors()) reading.study = std::move(study);
  }
  reading.diagnostics = std::move(findings).in_order(files);
  return reading;
}

}  // namespace

bool is_study(const std::filesystem::path& path) {
  Findings findings;
  const std::string file = path.generic_string();
  const std::optional<std::string> content = read_text(path, {file, 0, 0}, findings);
  if (!content) return false;
  const std::optional<Node> document = parse_document(*content, file, findings);
  return document && (document->find("hypotheses") != nullptr || document->find("scenarios") != nullptr);
}

StudyReading read_study(const std::filesystem::path& path) {
  Findings findings;
  const std::string file = path.generic_string();
  const std::optional<std::string> content = read_text(path, {file, 0, 0}, findings);
  if (!content) return {std::nullopt, std::move(findings).in_order({file})};
  return read(*content, {file, path.parent_path()}, path.stem().string(), std::move(findings));
}

StudyReading read_study_text(const std::string& text, std::string name, const std::filesystem::path& folder) {
  Origin origin{name, std::nullopt};
  if (!folder.empty()) origin.folder = folder;
  return read(text, origin, std::move(name), Findings());
}

}  // namespace entremise::scenarios
