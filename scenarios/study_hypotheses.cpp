// What a study expects: outcomes, contrasts, expectations.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>

#include "models/territory/metrics/observation.hpp"
#include "scenarios/study_reading.hpp"

namespace entremise::scenarios {
namespace {

// How people call the cells of a measure.
constexpr std::array cell_words{
    territory::Named{"all", "all relations", "toutes les relations"},
    territory::Named{"institutional", "initial cohort", "cohorte initiale"},
    territory::Named{"distant", "distant", "distantes"},
    territory::Named{"partnership", "partnership", "partenariales"},
    territory::Named{"unequal", "unequal", "inégalitaires"},
    territory::Named{"delegated", "delegated", "déléguées"},
    territory::Named{"elected_official", "elected officials", "élus"},
    territory::Named{"local_officer", "local officers", "agents de collectivité"},
    territory::Named{"social_economy_actor", "social economy", "ESS"},
    territory::Named{"state_officer", "State officers", "agents de l'État"},
    territory::Named{"social", "social", "social"},
    territory::Named{"ecological", "ecological", "écologique"},
    territory::Named{"economic", "economic", "économique"},
    territory::Named{"democratic", "democratic", "démocratique"},
};

Text words_of_cell(const std::string& label) {
  for (const auto& w : cell_words)
    if (w.name == label) return {std::string(w.en), std::string(w.fr)};
  return {label, label};
}

std::string trimmed(std::string_view word) {
  const std::size_t begin = word.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(word.substr(begin, word.find_last_not_of(" \t") - begin + 1));
}

// "name[a, b]" → name and labels.
std::pair<std::string, std::vector<std::string>> parts_of(const std::string& measure) {
  const std::size_t open = measure.find('[');
  std::pair<std::string, std::vector<std::string>> out{trimmed(measure.substr(0, open)), {}};
  if (open == std::string::npos) return out;
  std::string inside = measure.substr(open + 1);
  if (const std::size_t close = inside.find(']'); close != std::string::npos) inside.resize(close);
  for (std::size_t begin = 0; begin <= inside.size();) {
    const std::size_t comma = std::min(inside.find(',', begin), inside.size());
    out.second.push_back(trimmed(std::string_view(inside).substr(begin, comma - begin)));
    begin = comma + 1;
  }
  return out;
}

class HypothesisReader {
 public:
  HypothesisReader(const Node& document, StudyContext& context)
      : document_(document),
        context_(context),
        findings_(context.findings),
        usual_(territory::catalogue()),
        everything_(territory::catalogue({.whole = true})) {}

  void read() {
    const Node* hypotheses = section_of(document_, "hypotheses", "hypotheses", findings_);
    if (hypotheses == nullptr || hypotheses->entries.empty()) {
      if (document_.find("hypotheses") == nullptr || hypotheses != nullptr)
        findings_.add(
            "E0371", {context_.origin.file, 1, 1}, text("the study expects nothing", "l'étude n'attend rien"),
            text("Say what you expect before you look: [hypotheses.H1], with claim, outcome, contrast, expected.",
                 "Dites ce que vous attendez avant de regarder : [hypotheses.H1], avec claim, outcome, contrast, "
                 "expected."));
      return;
    }
    for (const Entry& entry : hypotheses->entries) read_one(entry);
    settle_catalogue();
    report_lonely(*hypotheses);
  }

 private:
  Study& study() { return context_.study; }

  void missing(const Place& place, const std::string& shown, const char* what, const char* example) {
    findings_.add("E0377", place, text("[{}] does not say its {}", "[{}] ne dit pas son {}", shown, what),
                  text("For example: {}", "Par exemple : {}", example));
  }

  void read_one(const Entry& entry) {
    const std::string shown = "hypotheses." + entry.key;
    if (entry.value.type != Node::Type::table) {
      report_type(shown, text("a section", "une section"), entry.value,
                  text("Write [{}] on a line of its own, and its values below.",
                       "Écrivez [{}] seul sur une ligne, et ses valeurs en dessous.", shown),
                  findings_);
      return;
    }
    const Node& node = entry.value;
    refuse_unknown(shown, node,
                   {"claim", "outcome", "contrast", "expected", "smallest_effect", "family", "negative_control"},
                   findings_);
    Hypothesis h;
    h.id = entry.key;
    if (const Entry* claim = node.find("claim")) {
      if (auto words = read_translated(shown + ".claim", claim->value, findings_)) h.claim = std::move(*words);
    } else {
      missing(entry.place, shown, "claim",
              "claim = { en = \"A facilitator raises cooperation.\", fr = \"Un tiers élève la coopération.\" }");
    }
    read_outcome(entry, shown, h.outcome);
    read_contrast(entry, shown, h);
    read_expected(entry, shown, h);
    if (const Entry* smallest = node.find("smallest_effect")) read_smallest(*smallest, shown, h.smallest);
    if (const Entry* family = node.find("family"))
      if (auto word = read_word(shown + ".family", family->value, findings_)) h.family = std::move(*word);
    study().hypotheses.push_back(std::move(h));
  }

  // --- outcome ---

  void read_outcome(const Entry& hypothesis, const std::string& of, Outcome& outcome) {
    const Entry* entry = hypothesis.value.find("outcome");
    if (entry == nullptr) {
      missing(hypothesis.place, of, "outcome",
              "outcome = { measure = \"relation_type_share[institutional, partnership]\", at = 120 }");
      return;
    }
    const std::string shown = of + ".outcome";
    const Node& node = entry->value;
    if (node.type != Node::Type::table) {
      report_type(shown, text("a table", "une table"), node,
                  text("Write outcome = {{ measure = \"trust[institutional]\", at = 120 }}.",
                       "Écrivez outcome = {{ measure = \"trust[institutional]\", at = 120 }}."),
                  findings_);
      return;
    }
    refuse_unknown(shown, node, {"measure", "at", "mean", "area", "change", "slope", "time_to"}, findings_);
    if (const Entry* measure = node.find("measure")) {
      if (const auto word = read_word(shown + ".measure", measure->value, findings_))
        read_measure(*word, measure->value, outcome);
    } else {
      missing(entry->place, shown, "measure", "measure = \"trust[institutional]\"");
    }
    outcome.until = study().months;
    const Entry* chosen = nullptr;
    for (const char* way : {"at", "mean", "area", "change", "slope", "time_to"})
      if (const Entry* there = node.find(way)) {
        if (chosen != nullptr) {
          findings_.add("E0378", there->place,
                        text("[{}] says {} and {}", "[{}] dit {} et {}", shown, chosen->key, there->key),
                        text("A hypothesis has one outcome; write another one for the other.",
                             "Une hypothèse a une seule mesure ; écrivez-en une autre pour l'autre."));
          return;
        }
        chosen = there;
      }
    if (chosen == nullptr) return;
    if (chosen->key == "at") {
      if (const auto month = read_month(chosen->value, shown + ".at")) outcome.until = *month;
    } else if (chosen->key == "time_to") {
      read_time_to(*chosen, shown + ".time_to", outcome);
    } else {
      outcome.summary = chosen->key == "mean"     ? Summary::mean
                        : chosen->key == "area"   ? Summary::area
                        : chosen->key == "change" ? Summary::change
                                                  : Summary::slope;
      read_window(chosen->value, fmt::format("{}.{}", shown, chosen->key), outcome);
    }
  }

  std::optional<std::uint32_t> read_month(const Node& node, const std::string& shown) {
    static constexpr Field field{"month",
                                 FieldKind::integer,
                                 0,
                                 {0, most_months},
                                 "A month of the study; 0 is the start.",
                                 "Un mois de l'étude ; 0 est le départ."};
    const auto month = read_integer(field, shown, node, findings_);
    if (!month) return std::nullopt;
    if (*month > study().months && context_.complete) {
      findings_.add("E0375", node.place,
                    text("{} asks for month {}, but the study ends at {}",
                         "{} demande le mois {}, mais l'étude finit à {}", shown, number(*month), study().months),
                    text("Choose a month from 0 to {}, or raise run.months.",
                         "Choisissez un mois de 0 à {}, ou augmentez run.months.", study().months));
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(*month);
  }

  void read_window(const Node& node, const std::string& shown, Outcome& outcome) {
    if (node.type != Node::Type::list || node.items.size() != 2) {
      report_type(shown, text("a list of two months", "une liste de deux mois"), node,
                  text("For example: [61, 120]", "Par exemple : [61, 120]"), findings_);
      return;
    }
    const auto from = read_month(node.items[0], shown), until = read_month(node.items[1], shown);
    if (!from || !until) return;
    outcome.from = *from;
    outcome.until = *until;
    const bool one_will_do = outcome.summary == Summary::mean;
    if (*until < *from || (*until == *from && !one_will_do))
      findings_.add(
          "E0376", node.place,
          text("the months {} to {} are no span of time", "les mois {} à {} ne font pas une période", *from, *until),
          text("The earlier month comes first.", "Le mois le plus ancien vient d'abord."));
  }

  void read_time_to(const Entry& entry, const std::string& shown, Outcome& outcome) {
    outcome.summary = Summary::time;
    const Node& node = entry.value;
    if (node.type != Node::Type::table) {
      report_type(shown, text("a table", "une table"), node,
                  text("Write time_to = {{ at_least = 5 }} or time_to = {{ at_most = 0.3 }}.",
                       "Écrivez time_to = {{ at_least = 5 }} ou time_to = {{ at_most = 0.3 }}."),
                  findings_);
      return;
    }
    refuse_unknown(shown, node, {"at_least", "at_most", "from", "until"}, findings_);
    const Entry* const least = node.find("at_least");
    const Entry* const most = node.find("at_most");
    if ((least == nullptr) == (most == nullptr)) {
      if (least == nullptr)
        missing(entry.place, shown, "at_least or at_most", "time_to = { at_least = 5 }");
      else
        findings_.add("E0378", most->place,
                      text("[{}] says at_least and at_most", "[{}] dit at_least et at_most", shown),
                      text("Keep one of the two.", "Gardez l'un des deux."));
      return;
    }
    outcome.at_least = least != nullptr;
    const Entry& level = least != nullptr ? *least : *most;
    if (const auto value = read_real({-1e12, 1e12}, {}, shown + "." + level.key, level.value, findings_))
      outcome.level = *value;
    if (const Entry* from = node.find("from"))
      if (const auto month = read_month(from->value, shown + ".from")) outcome.from = *month;
    if (const Entry* until = node.find("until"))
      if (const auto month = read_month(until->value, shown + ".until")) outcome.until = *month;
    if (outcome.until <= outcome.from)
      findings_.add("E0376", entry.place,
                    text("the months {} to {} are no span of time", "les mois {} à {} ne font pas une période",
                         outcome.from, outcome.until),
                    text("The earlier month comes first.", "Le mois le plus ancien vient d'abord."));
  }

  void read_measure(const std::string& word, const Node& node, Outcome& outcome) {
    const auto [name, labels] = parts_of(word);
    const std::size_t v = everything_.find(name);
    if (v == Catalogue::npos) {
      std::vector<std::string> names;
      for (const Variable& variable : everything_.variables()) names.push_back(variable.name);
      findings_.add(
          "E0373", node.place, text("there is no measure \"{}\"", "il n'y a pas de mesure « {} »", name),
          first_of(did_you_mean(name, names), text("The measures are: {}.", "Les mesures sont : {}.", list_of(names))));
      return;
    }
    const Variable& variable = everything_.variables()[v];
    std::string example = name, cell_en, cell_fr;
    for (std::size_t d = 0; d < variable.dimensions.size(); ++d) {
      const auto& known = everything_.dimension(variable.dimensions[d]).labels;
      example += (d == 0 ? "[" : ", ") + (variable.dimensions[d] == "tie_set" ? "institutional" : known.front());
    }
    if (!variable.dimensions.empty()) example += "]";
    if (labels.size() != variable.dimensions.size()) {
      findings_.add(
          "E0374", node.place,
          variable.dimensions.empty()
              ? text("the measure {} is one number a month: it has no cells",
                     "la mesure {} est un seul nombre par mois : elle n'a pas de cases", name)
              : text("the measure {} has one value for each {}: say which",
                     "la mesure {} a une valeur pour chaque {} : dites laquelle", name, list_of(variable.dimensions)),
          text("For example: \"{}\"", "Par exemple : \"{}\"", example));
      return;
    }
    std::size_t cell = 0;
    for (std::size_t d = 0; d < labels.size(); ++d) {
      const auto& known = everything_.dimension(variable.dimensions[d]).labels;
      const auto at = std::find(known.begin(), known.end(), labels[d]);
      if (at == known.end()) {
        findings_.add("E0374", node.place,
                      text("there is no {} \"{}\"", "il n'y a pas de {} « {} »", variable.dimensions[d], labels[d]),
                      first_of(did_you_mean(labels[d], known),
                               text("Choose one of: {}.", "Choisissez parmi : {}.", list_of(known))));
        return;
      }
      cell = cell * known.size() + static_cast<std::size_t>(at - known.begin());
      const Text words = words_of_cell(labels[d]);
      cell_en += (d == 0 ? " (" : ", ") + words.en;
      cell_fr += (d == 0 ? " (" : ", ") + words.fr;
    }
    if (!labels.empty()) cell_en += ")", cell_fr += ")";
    outcome.measure = name;
    for (std::size_t d = 0; d < labels.size(); ++d) outcome.measure += (d == 0 ? "[" : ", ") + labels[d];
    if (!labels.empty()) outcome.measure += "]";
    outcome.variable = v;
    outcome.cell = cell;
    outcome.title = {variable.long_name + cell_en, variable.long_name_fr + cell_fr};
    outcome.unit = variable.unit;
    if (usual_.find(name) == Catalogue::npos) whole_ = true;
  }

  // Measures that look at everybody at once are recorded only where a hypothesis asks for one.
  void settle_catalogue() {
    const Catalogue& catalogue = whole_ ? everything_ : usual_;
    for (Hypothesis& h : study().hypotheses)
      if (!h.outcome.measure.empty()) h.outcome.variable = catalogue.find(parts_of(h.outcome.measure).first);
    for (Scenario& scenario : study().scenarios) scenario.record.whole = whole_;
  }

  // --- contrast ---

  void read_contrast(const Entry& hypothesis, const std::string& of, Hypothesis& h) {
    const Entry* entry = hypothesis.value.find("contrast");
    if (entry == nullptr) {
      missing(hypothesis.place, of, "contrast", "contrast = { scenario = \"facilitator\", against = \"reference\" }");
      return;
    }
    const std::string shown = of + ".contrast";
    const Node& node = entry->value;
    if (node.type != Node::Type::table) {
      report_type(shown, text("a table", "une table"), node,
                  text("Write contrast = {{ scenario = \"…\", against = \"…\" }}.",
                       "Écrivez contrast = {{ scenario = \"…\", against = \"…\" }}."),
                  findings_);
      return;
    }
    refuse_unknown(
        shown, node,
        {"scenario", "against", "minus", "relative_to", "weights", "effect", "trend", "break_point", "near", "within"},
        findings_);
    StudyContrast& c = h.contrast;
    const Entry* chosen = nullptr;
    for (const char* way : {"scenario", "weights", "effect", "trend", "break_point"})
      if (const Entry* there = node.find(way)) {
        if (chosen != nullptr) {
          findings_.add("E0378", there->place,
                        text("[{}] says {} and {}", "[{}] dit {} et {}", shown, chosen->key, there->key),
                        text("Keep one of the two.", "Gardez l'un des deux."));
          return;
        }
        chosen = there;
      }
    if (chosen == nullptr) {
      missing(entry->place, shown, "scenario", "contrast = { scenario = \"facilitator\", against = \"reference\" }");
      return;
    }
    only_with(node, shown, *chosen, "scenario", {"against", "minus", "relative_to"});
    only_with(node, shown, *chosen, "break_point", {"near", "within"});
    if (chosen->key == "scenario")
      read_pairs(node, *entry, shown, c);
    else if (chosen->key == "weights")
      read_weights(*chosen, shown + ".weights", c);
    else if (chosen->key == "effect")
      read_effect(*chosen, shown + ".effect", c);
    else if (chosen->key == "trend")
      read_trend(*chosen, shown + ".trend", c);
    else
      read_break_point(node, *chosen, shown, c);
  }

  void only_with(const Node& node, const std::string& shown, const Entry& chosen, std::string_view way,
                 const std::vector<const char*>& keys) {
    if (chosen.key == way) return;
    for (const char* key : keys)
      if (const Entry* there = node.find(key))
        findings_.add("E0378", there->place,
                      text("[{}] says {}, which has no {}", "[{}] dit {}, qui n'a pas de {}", shown, chosen.key, key),
                      text("Take it away.", "Retirez-le."));
  }

  struct Pair {
    std::size_t scenario = 0, against = 0;
  };

  std::optional<std::size_t> scenario_at(const Node& node, const std::string& shown) {
    const auto word = read_word(shown, node, findings_);
    return word ? find_scenario(context_, *word, node.place) : std::nullopt;
  }

  std::optional<Pair> read_pair(const Node& node, const Place& place, const std::string& shown) {
    const Entry* const scenario = node.find("scenario");
    const Entry* const against = node.find("against");
    if (scenario == nullptr || against == nullptr) {
      missing(place, shown, scenario == nullptr ? "scenario" : "against",
              "contrast = { scenario = \"facilitator\", against = \"reference\" }");
      return std::nullopt;
    }
    const auto a = scenario_at(scenario->value, shown + ".scenario");
    const auto b = scenario_at(against->value, shown + ".against");
    if (!a || !b) return std::nullopt;
    if (*a == *b) {
      findings_.add("E0383", against->value.place,
                    text("{} is held against itself", "{} est comparé à lui-même", study().names[*a]),
                    text("Name another scenario.", "Nommez un autre scénario."));
      return std::nullopt;
    }
    return Pair{*a, *b};
  }

  Text words_of(const Pair& pair) {
    const auto& names = study().names;
    return text("{} against {}", "{} contre {}", names[pair.scenario], names[pair.against]);
  }

  std::optional<Pair> read_second(const Entry& entry, const std::string& shown) {
    if (entry.value.type != Node::Type::table) {
      report_type(
          shown, text("a table", "une table"), entry.value,
          text("Write {{ scenario = \"…\", against = \"…\" }}.", "Écrivez {{ scenario = \"…\", against = \"…\" }}."),
          findings_);
      return std::nullopt;
    }
    refuse_unknown(shown, entry.value, {"scenario", "against"}, findings_);
    return read_pair(entry.value, entry.place, shown);
  }

  void read_pairs(const Node& node, const Entry& entry, const std::string& shown, StudyContrast& c) {
    const Entry* const minus = node.find("minus");
    const Entry* const relative = node.find("relative_to");
    const auto pair = read_pair(node, entry.place, shown);
    std::optional<Pair> second;
    if (minus != nullptr && relative != nullptr) {
      findings_.add("E0378", relative->place,
                    text("[{}] says minus and relative_to", "[{}] dit minus et relative_to", shown),
                    text("Keep one of the two.", "Gardez l'un des deux."));
      return;
    }
    if (minus != nullptr) second = read_second(*minus, shown + ".minus");
    if (relative != nullptr) second = read_second(*relative, shown + ".relative_to");
    if (!pair || ((minus != nullptr || relative != nullptr) && !second)) return;
    c.weights = {{pair->scenario, 1}, {pair->against, -1}};
    c.reference = {{pair->against, 1}};
    c.words = words_of(*pair);
    if (minus != nullptr) {
      c.form = ContrastForm::interaction;
      add_weight(c.weights, second->scenario, -1);
      add_weight(c.weights, second->against, 1);
      const Text other = words_of(*second);
      c.words = {fmt::format("({}) minus ({})", c.words.en, other.en),
                 fmt::format("({}) moins ({})", c.words.fr, other.fr)};
      if (std::all_of(c.weights.begin(), c.weights.end(), [](const Weight& w) { return w.weight == 0; }))
        findings_.add("E0383", minus->place, text("the two differences are the same", "les deux écarts sont le même"),
                      text("Name other scenarios.", "Nommez d'autres scénarios."));
    } else if (relative != nullptr) {
      c.form = ContrastForm::ratio;
      c.denominator = {{second->scenario, 1}, {second->against, -1}};
      const Text other = words_of(*second);
      c.words = {fmt::format("({}) as a share of ({})", c.words.en, other.en),
                 fmt::format("({}) en part de ({})", c.words.fr, other.fr)};
    }
  }

  static void add_weight(std::vector<Weight>& weights, std::size_t scenario, double weight) {
    for (Weight& w : weights)
      if (w.scenario == scenario) {
        w.weight += weight;
        return;
      }
    weights.push_back({scenario, weight});
  }

  void read_weights(const Entry& entry, const std::string& shown, StudyContrast& c) {
    c.form = ContrastForm::weights;
    if (entry.value.type != Node::Type::table || entry.value.entries.empty()) {
      report_type(shown, text("a table", "une table"), entry.value,
                  text("Write weights = {{ one = 1, other = -1 }}.", "Écrivez weights = {{ un = 1, autre = -1 }}."),
                  findings_);
      return;
    }
    double sum = 0, negative = 0;
    bool good = true;
    for (const Entry& weight : entry.value.entries) {
      const auto scenario = find_scenario(context_, weight.key, weight.place);
      const auto value = read_real({-1e6, 1e6}, {}, shown + "." + weight.key, weight.value, findings_);
      good = good && scenario && value;
      if (!scenario || !value) continue;
      c.weights.push_back({*scenario, *value});
      sum += *value;
      if (*value < 0) negative += *value;
      c.words.en += fmt::format("{}{} {}",
                                c.words.en.empty() ? ""
                                : *value < 0       ? " − "
                                                   : " + ",
                                number(c.words.en.empty() ? *value : std::fabs(*value)), weight.key);
    }
    c.words.fr = c.words.en;
    if (!good) return;
    if (std::fabs(sum) > 1e-9 || negative == 0) {
      findings_.add("E0383", entry.place,
                    text("the weights sum to {}, not to 0", "la somme des poids est {}, et non 0", number(sum)),
                    text("What is added to one side is taken from the other, such as a = 1, b = -0.5, c = -0.5.",
                         "Ce qui est ajouté d'un côté est retiré de l'autre, comme a = 1, b = -0.5, c = -0.5."));
      return;
    }
    for (const Weight& w : c.weights)
      if (w.weight < 0) c.reference.push_back({w.scenario, w.weight / negative});
  }

  const Design* varied_design(const Place& place, std::string_view way) {
    const auto& design = study().design;
    if (design && !design->factors.empty()) return design->points.empty() ? nullptr : &*design;
    if (context_.complete)
      findings_.add("E0379", place,
                    text("{} is of a factor, and the study's design varies none",
                         "{} porte sur un facteur, et le plan de l'étude n'en fait varier aucun", way),
                    text("Add [design] with factors.", "Ajoutez [design] avec des facteurs."));
    return nullptr;
  }

  std::optional<std::size_t> factor_at(const Design& design, const Node& node, const std::string& shown) {
    const auto word = read_word(shown, node, findings_);
    if (!word) return std::nullopt;
    std::vector<std::string> names;
    for (const Factor& factor : design.factors) names.push_back(factor.name);
    const auto at = std::find(names.begin(), names.end(), *word);
    if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
    findings_.add(
        "E0379", node.place, text("there is no factor \"{}\"", "il n'y a pas de facteur « {} »", *word),
        first_of(did_you_mean(*word, names), text("The factors are: {}.", "Les facteurs sont : {}.", list_of(names))));
    return std::nullopt;
  }

  static std::string product_name(const Design& design, std::uint64_t set) {
    std::string out;
    for (std::size_t f = 0; f < design.factors.size(); ++f)
      if (((set >> f) & 1u) != 0) out += (out.empty() ? "" : " × ") + design.factors[f].name;
    return out;
  }

  void read_effect(const Entry& entry, const std::string& shown, StudyContrast& c) {
    c.form = ContrastForm::effect;
    const Design* design = varied_design(entry.place, "effect");
    if (design == nullptr) return;
    std::vector<const Node*> nodes;
    if (entry.value.type == Node::Type::list)
      for (const Node& item : entry.value.items) nodes.push_back(&item);
    else
      nodes.push_back(&entry.value);
    std::uint64_t set = 0;
    for (const Node* node : nodes) {
      const auto factor = factor_at(*design, *node, shown);
      if (!factor) return;
      if (design->factors[*factor].levels.size() != 2) {
        findings_.add("E0379", node->place,
                      text("the effect of {} needs two levels", "l'effet de {} demande deux niveaux", node->text),
                      text("Ask for its trend instead: trend = \"{}\".",
                           "Demandez plutôt sa tendance : trend = \"{}\".", node->text));
        return;
      }
      set |= std::uint64_t{1} << *factor;
    }
    if (set == 0 || static_cast<std::size_t>(std::popcount(set)) != nodes.size()) {
      findings_.add("E0383", entry.value.place,
                    text("an effect is of one factor, or of different ones together",
                         "un effet est celui d'un facteur, ou de plusieurs facteurs différents"));
      return;
    }
    // ±2^k / N: for one factor the difference of its two means, for two the difference of two such differences.
    const auto n = static_cast<double>(design->points.size());
    const double size = std::ldexp(1.0, std::popcount(set)) / n;
    for (std::size_t i = 0; i < design->points.size(); ++i) {
      double sign = 1;
      bool all_low = true;
      for (std::size_t f = 0; f < design->factors.size(); ++f)
        if (((set >> f) & 1u) != 0) {
          const bool high = design->points[i][f] == design->factors[f].levels[1];
          sign *= high ? 1 : -1;
          all_low = all_low && !high;
        }
      c.weights.push_back({design->first + i, sign * size});
      if (all_low) c.reference.push_back({design->first + i, 1});
    }
    double sum = 0;
    for (const Weight& w : c.weights) sum += w.weight;
    if (std::fabs(sum) > 1e-9) {
      findings_.add("E0380", entry.value.place,
                    text("in this fraction {} cannot be told from the mean",
                         "dans cette fraction, {} ne se distingue pas de la moyenne", product_name(*design, set)),
                    text("Choose other generators.", "Choisissez d'autres générateurs."));
      return;
    }
    if (c.reference.empty())
      for (const Weight& w : c.weights) c.reference.push_back({w.scenario, 1});
    for (Weight& w : c.reference) w.weight = 1.0 / static_cast<double>(c.reference.size());
    const std::string name = product_name(*design, set);
    c.words = std::popcount(set) == 1 ? text("effect of {} over the design", "effet de {} sur tout le plan", name)
                                      : text("interaction {} over the design", "interaction {} sur tout le plan", name);
    for (const std::uint64_t word : design->defining_words)
      if (std::popcount(word ^ set) <= 2 && (word ^ set) != 0) c.aliases.push_back(product_name(*design, word ^ set));
  }

  void read_trend(const Entry& entry, const std::string& shown, StudyContrast& c) {
    c.form = ContrastForm::trend;
    const Design* design = varied_design(entry.place, "trend");
    if (design == nullptr) return;
    const auto factor = factor_at(*design, entry.value, shown);
    if (!factor) return;
    const auto n = static_cast<double>(design->points.size());
    double mean = 0, squares = 0, low = design->points.front()[*factor], high = low;
    for (const auto& point : design->points) {
      mean += point[*factor] / n;
      low = std::min(low, point[*factor]);
      high = std::max(high, point[*factor]);
    }
    for (const auto& point : design->points) squares += (point[*factor] - mean) * (point[*factor] - mean);
    if (squares == 0) {
      findings_.add("E0379", entry.value.place, text("{} does not vary", "{} ne varie pas", entry.value.text));
      return;
    }
    for (std::size_t i = 0; i < design->points.size(); ++i) {
      c.weights.push_back({design->first + i, (design->points[i][*factor] - mean) / squares * (high - low)});
      c.reference.push_back({design->first + i, 1 / n});
    }
    c.factor = design->factors[*factor].name;
    c.words = text("fitted change over {} from {} to {}", "variation ajustée sur {} de {} à {}", c.factor, number(low),
                   number(high));
  }

  void read_break_point(const Node& node, const Entry& entry, const std::string& shown, StudyContrast& c) {
    c.form = ContrastForm::break_point;
    if (const Entry* near = node.find("near"))
      c.near = read_real({-1e12, 1e12}, {}, shown + ".near", near->value, findings_);
    if (const Entry* within = node.find("within"))
      c.within = read_real({0, 1e12}, {}, shown + ".within", within->value, findings_).value_or(0);
    if ((node.find("near") != nullptr) != (node.find("within") != nullptr))
      missing(entry.place, shown, node.find("near") == nullptr ? "near" : "within", "near = 0.37, within = 0.1");
    const Design* design = varied_design(entry.place, "break_point");
    if (design == nullptr) return;
    const auto factor = factor_at(*design, entry.value, shown + ".break_point");
    if (!factor) return;
    std::set<double> levels;
    for (const auto& point : design->points) levels.insert(point[*factor]);
    if (levels.size() < 4) {
      findings_.add(
          "E0379", entry.value.place,
          text("a break is sought among four levels or more; {} has {}",
               "une rupture se cherche parmi quatre niveaux au moins ; {} en a {}", entry.value.text, levels.size()),
          text("Give it more levels, such as range = [0, 1], steps = 11.",
               "Donnez-lui plus de niveaux, comme range = [0, 1], steps = 11."));
      return;
    }
    c.levels.assign(levels.begin(), levels.end());
    c.scenarios_at.resize(c.levels.size());
    for (std::size_t i = 0; i < design->points.size(); ++i) {
      const auto at = std::lower_bound(c.levels.begin(), c.levels.end(), design->points[i][*factor]);
      c.scenarios_at[static_cast<std::size_t>(at - c.levels.begin())].push_back(design->first + i);
    }
    c.factor = design->factors[*factor].name;
    c.words = text("where the outcome bends over {}", "où la mesure s'infléchit selon {}", c.factor);
  }

  // --- expectation ---

  void read_expected(const Entry& hypothesis, const std::string& shown, Hypothesis& h) {
    const Entry* const expected = hypothesis.value.find("expected");
    const Entry* const control = hypothesis.value.find("negative_control");
    if (control != nullptr) {
      const auto on = read_switch(shown + ".negative_control", control->value, findings_);
      if (on && *on) {
        h.expected = Expectation::identical;
        if (expected != nullptr)
          findings_.add("E0378", expected->place,
                        text("a negative control expects equality to the bit, and nothing else",
                             "un contrôle négatif attend l'égalité au bit près, et rien d'autre"),
                        text("Take expected away.", "Retirez expected."));
        if (!h.contrast.weights.empty() && h.contrast.form != ContrastForm::pair)
          findings_.add("E0378", control->place,
                        text("a negative control is one scenario against another",
                             "un contrôle négatif compare un scénario à un autre"),
                        text("Write contrast = {{ scenario = \"…\", against = \"…\" }}.",
                             "Écrivez contrast = {{ scenario = \"…\", against = \"…\" }}."));
        return;
      }
    }
    if (expected == nullptr) {
      if (h.contrast.form == ContrastForm::break_point) return;  // what is expected is `near`
      missing(hypothesis.place, shown, "expected", "expected = \"higher\"");
      return;
    }
    if (h.contrast.form == ContrastForm::break_point) {
      findings_.add("E0378", expected->place,
                    text("what is expected of a break-point is near and within",
                         "ce qu'on attend d'une rupture, c'est near et within"),
                    text("Take expected away.", "Retirez expected."));
      return;
    }
    const std::vector<std::string> words(std::begin(expectation_words), std::end(expectation_words) - 1);
    if (const auto chosen = read_choice(shown + ".expected", words, expected->value, findings_))
      h.expected = static_cast<Expectation>(*chosen);
  }

  void read_smallest(const Entry& entry, const std::string& of, SmallestEffect& smallest) {
    const std::string shown = of + ".smallest_effect";
    const Node& node = entry.value;
    if (node.type != Node::Type::table) {
      report_type(
          shown, text("a table", "une table"), node,
          text("Write {{ share = 0.05 }} (of the reference) or {{ absolute = 2 }} (in the outcome's unit).",
               "Écrivez {{ share = 0.05 }} (de la référence) ou {{ absolute = 2 }} (dans l'unité de la mesure)."),
          findings_);
      return;
    }
    refuse_unknown(shown, node, {"share", "absolute"}, findings_);
    const Entry* const share = node.find("share");
    const Entry* const absolute = node.find("absolute");
    if ((share == nullptr) == (absolute == nullptr)) {
      if (share == nullptr)
        missing(entry.place, shown, "share or absolute", "smallest_effect = { share = 0.05 }");
      else
        findings_.add("E0378", absolute->place,
                      text("[{}] says share and absolute", "[{}] dit share et absolute", shown),
                      text("Keep one of the two.", "Gardez l'un des deux."));
      return;
    }
    const Entry& chosen = share != nullptr ? *share : *absolute;
    if (const auto size = read_real({1e-12, 1e12},
                                    text("From how much on a difference matters; more than 0.",
                                         "À partir de combien un écart compte ; plus que 0."),
                                    shown + "." + chosen.key, chosen.value, findings_))
      smallest = {*size, share != nullptr};
  }

  void report_lonely(const Node& hypotheses) {
    for (const Hypothesis& h : study().hypotheses) {
      if (h.family.empty()) continue;
      const auto same = std::count_if(study().hypotheses.begin(), study().hypotheses.end(),
                                      [&](const Hypothesis& o) { return o.family == h.family; });
      if (same > 1) continue;
      const Entry* family = hypotheses.find(h.id)->value.find("family");
      findings_.add("W0391", family->value.place,
                    text("{} is alone in the family \"{}\": its p-value is not adjusted",
                         "{} est seule dans la famille « {} » : sa valeur p n'est pas ajustée", h.id, h.family),
                    text("Hypotheses that share a chance of a false alarm have the same family.",
                         "Les hypothèses qui partagent un même risque de fausse alerte ont la même famille."));
    }
  }

  const Node& document_;
  StudyContext& context_;
  Findings& findings_;
  Catalogue usual_, everything_;
  bool whole_ = false;
};

}  // namespace

void read_hypotheses(const Node& document, StudyContext& context) {
  HypothesisReader(document, context).read();
}

}  // namespace entremise::scenarios
