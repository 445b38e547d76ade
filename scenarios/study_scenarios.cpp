// The scenarios of a study: by file, as variants, and those that a design makes.
#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "scenarios/study_reading.hpp"

namespace entremise::scenarios {
namespace {

// A value of the registry as a scenario file would write it.
Node written(const territory::Parameter& parameter, double value, const Place& place) {
  Node node;
  node.place = place;
  switch (parameter.kind) {
    case territory::Kind::boolean:
      node.type = Node::Type::boolean;
      node.boolean = value != 0;
      break;
    case territory::Kind::integer:
      node.type = Node::Type::integer;
      node.integer = static_cast<std::int64_t>(value);
      break;
    case territory::Kind::choice:
      node.type = Node::Type::text;
      node.text = choices_of(parameter)[static_cast<std::size_t>(value)];
      break;
    case territory::Kind::real:
      node.type = Node::Type::real;
      node.real = value;
      break;
  }
  return node;
}

// Writes a value at a dotted key, with the sections above it.
void write_at(Node& root, std::string_view key, Node value, const Place& place) {
  Node* at = &root;
  for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
    const std::string name(key.substr(0, dot));
    Entry* entry = at->find(name);
    if (entry == nullptr) {
      Node section;
      section.place = place;
      at->entries.push_back({name, place, std::move(section)});
      entry = &at->entries.back();
    }
    at = &entry->value;
    key.remove_prefix(dot + 1);
  }
  at->entries.push_back({std::string(key), place, std::move(value)});
}

// Parameters of that key, or all below it.
std::vector<std::size_t> parameters_of(const std::string& key) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < territory::registry.size(); ++i)
    if (territory::registry[i].key == key || territory::registry[i].key.starts_with(key + ".")) out.push_back(i);
  return out;
}

class ScenarioReader {
 public:
  ScenarioReader(const Node& document, bool own_months, StudyContext& context)
      : document_(document), own_months_(own_months), context_(context), findings_(context.findings) {}

  void read() {
    written_ = section_of(document_, "scenarios", "scenarios", findings_);
    if (written_ != nullptr)
      for (const Entry& entry : written_->entries) read_one(entry);
    if (const Node* design = section_of(document_, "design", "design", findings_)) read_design(*design);
    if (context_.study.scenarios.empty() && context_.complete && !findings_.has_errors())
      findings_.add(
          "E0370", {context_.origin.file, 1, 1}, text("the study has no scenario", "l'étude n'a aucun scénario"),
          text("Name two or more: [scenarios.reference] and file = \"agglomeration.toml\", for example.",
               "Nommez-en deux au moins : [scenarios.reference] et file = \"agglomeration.toml\", par exemple."));
    settle_months();
    collect_set();
  }

 private:
  struct Merged {
    std::optional<Document> document;
    Text title, description;
    bool under_way = false;
  };

  const std::optional<Document>& document_of_file(const Node& node) {
    static const std::optional<Document> none;
    const auto path = resolve(node, context_.origin, findings_);
    if (!path) return none;
    const std::string name = path->generic_string();
    const auto found = of_file_.find(name);
    if (found != of_file_.end()) return found->second;
    std::optional<Document> document;
    std::vector<std::string> read;
    if (const auto content = read_text(*path, node.place, findings_))
      document = read_with_bases(*content, {name, path->parent_path()}, read, findings_);
    for (std::string& file : read)
      if (std::find(context_.files.begin(), context_.files.end(), file) == context_.files.end())
        context_.files.push_back(std::move(file));
    return of_file_.emplace(name, std::move(document)).first->second;
  }

  // What `extends` or `base` names: a scenario of the study, or a file.
  std::optional<Document> document_named(const Node& node, std::string_view shown) {
    const auto word = read_word(shown, node, findings_);
    if (!word) return std::nullopt;
    const Entry* sibling = written_ != nullptr ? written_->find(*word) : nullptr;
    if (sibling != nullptr) {
      const Merged& merged = merged_of(*sibling, &node);
      return merged.document;
    }
    if (!word->ends_with(".toml") && word->find('/') == std::string::npos) {
      std::vector<std::string> names;
      if (written_ != nullptr)
        for (const Entry& entry : written_->entries) names.push_back(entry.key);
      findings_.add(
          "E0372", node.place,
          text("there is no scenario \"{}\" in this study", "il n'y a pas de scénario « {} » dans cette étude", *word),
          first_of(did_you_mean(*word, names), text("A file is named with its ending: \"{}.toml\".",
                                                    "Un fichier se nomme avec sa terminaison : \"{}.toml\".", *word)));
      return std::nullopt;
    }
    return document_of_file(node);
  }

  const Merged& merged_of(const Entry& entry, const Node* from) {
    Merged& merged = merged_[entry.key];
    if (merged.under_way) {
      findings_.add("E0317", from != nullptr ? from->place : entry.place,
                    text("scenarios extend one another in a circle: {}",
                         "des scénarios s'étendent l'un l'autre en cercle : {}", entry.key),
                    text("Take one of these \"extends\" away.", "Retirez l'un de ces « extends »."));
      return merged;
    }
    if (merged.document || done_.contains(entry.key)) return merged;
    merged.under_way = true;
    // The map may grow meanwhile; its nodes stay where they are.
    merged.document = merge_one(entry, merged);
    merged.under_way = false;
    done_[entry.key] = true;
    return merged;
  }

  std::optional<Document> merge_one(const Entry& entry, Merged& merged) {
    const std::string shown = "scenarios." + entry.key;
    if (entry.value.type != Node::Type::table) {
      report_type(shown, text("a section", "une section"), entry.value,
                  text("Write [{}], and file = \"…\" or extends = \"…\" below.",
                       "Écrivez [{}], puis file = \"…\" ou extends = \"…\" en dessous.", shown),
                  findings_);
      return std::nullopt;
    }
    Node changes = entry.value;
    const Entry* const file = entry.value.find("file");
    const Entry* const extends = entry.value.find("extends");
    for (const char* shared : {"run", "record"})
      if (const Entry* there = entry.value.find(shared))
        findings_.add("E0384", there->place,
                      text("{} is not set for one scenario of a study",
                           "{} ne se fixe pas pour un seul scénario d'une étude", shared),
                      text("Months, replicates and seed are those of [run] at the top of the study.",
                           "Les mois, les répliques et la graine sont ceux de [run] en tête de l'étude."));
    if (const Entry* title = changes.find("title"))
      if (auto words = read_translated(shown + ".title", title->value, findings_)) merged.title = std::move(*words);
    if (const Entry* description = changes.find("description"))
      if (auto words = read_translated(shown + ".description", description->value, findings_))
        merged.description = std::move(*words);
    if (file != nullptr && changes.entries.size() > 1u + (changes.find("title") != nullptr ? 1u : 0u) +
                                                        (changes.find("description") != nullptr ? 1u : 0u)) {
      const auto other = std::find_if(entry.value.entries.begin(), entry.value.entries.end(), [](const Entry& e) {
        return e.key != "file" && e.key != "title" && e.key != "description";
      });
      findings_.add(
          "E0378", other->place,
          text("[{}] is a file as it is, and changes it", "[{}] est un fichier tel quel, et le modifie", shown),
          text("Write extends = instead of file = to change something of it.",
               "Écrivez extends = au lieu de file = pour en changer quelque chose."));
      return std::nullopt;
    }
    for (const char* taken : {"file", "extends", "title", "description", "run", "record"})
      std::erase_if(changes.entries, [taken](const Entry& e) { return e.key == taken; });
    if (file != nullptr) {
      const auto word = read_word(shown + ".file", file->value, findings_);
      if (!word) return std::nullopt;
      std::optional<Document> document = document_of_file(file->value);
      if (document) {
        adopt_words(document->content, merged);
        document->content.place = entry.value.place;
      }
      return document;
    }
    if (extends == nullptr) return Document{std::move(changes), true};
    std::optional<Document> base = document_named(extends->value, shown + ".extends");
    if (!base) return std::nullopt;
    std::erase_if(base->content.entries, [](const Entry& e) { return e.key == "title" || e.key == "description"; });
    merge(base->content, std::move(changes));
    return base;
  }

  void adopt_words(const Node& content, Merged& merged) {
    Findings ignored;  // told when the scenario itself is checked
    if (const Entry* title = content.find("title"); title != nullptr && merged.title.en.empty())
      if (auto words = read_translated("title", title->value, ignored)) merged.title = std::move(*words);
    if (const Entry* words_of = content.find("description"); words_of != nullptr && merged.description.en.empty())
      if (auto words = read_translated("description", words_of->value, ignored)) merged.description = std::move(*words);
  }

  void read_one(const Entry& entry) {
    if (entry.key.empty()) {
      findings_.add("E0377", entry.place, text("a scenario needs a name", "un scénario a besoin d'un nom"));
      context_.complete = false;
      return;
    }
    const Merged& merged = merged_of(entry, nullptr);
    if (!merged.document) {
      context_.complete = false;
      return;
    }
    add(entry.key, *merged.document, merged.title, merged.description, entry.place);
  }

  void add(const std::string& name, const Document& document, const Text& title, const Text& description,
           const Place& place) {
    Document own = document;
    if (own_months_) {
      std::erase_if(own.content.entries, [](const Entry& e) { return e.key == "run"; });
      Node months;
      months.type = Node::Type::integer;
      months.integer = context_.study.months;
      months.place = place;
      write_at(own.content, "run.months", std::move(months), place);
    }
    Scenario scenario = check_scenario(own, context_.origin, context_.files, findings_);
    scenario.name = name;
    scenario.title = title.en.empty() ? Text{name, name} : title;
    scenario.description = description;
    scenario.record = {};
    context_.study.scenarios.push_back(std::move(scenario));
    context_.study.names.push_back(name);
    places_.push_back(place);
  }

  // The months of the study are those of its scenarios where it does not say so itself.
  void settle_months() {
    Study& study = context_.study;
    if (own_months_ || study.scenarios.empty()) return;
    study.months = study.scenarios.front().specification.months;
    for (std::size_t s = 1; s < study.scenarios.size(); ++s)
      if (study.scenarios[s].specification.months != study.months) {
        findings_.add(
            "E0382", places_[s],
            text("{} lasts {} months, {} lasts {}", "{} dure {} mois, {} en dure {}", study.names[s],
                 study.scenarios[s].specification.months, study.names.front(), study.months),
            text("Set months for all in [run] of the study.", "Fixez months pour tous dans [run] de l'étude."));
        return;
      }
  }

  void collect_set() {
    std::vector<std::size_t>& set = context_.study.set;
    for (const Scenario& scenario : context_.study.scenarios)
      set.insert(set.end(), scenario.set.begin(), scenario.set.end());
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
  }

  // --- designs ---

  void read_design(const Node& node) {
    refuse_unknown("design", node, {"kind", "base", "factors", "generators", "points", "seed"}, findings_);
    const Entry* kind = node.find("kind");
    if (kind == nullptr) {
      missing(node.place, "kind", "kind = \"factorial\"");
      context_.complete = false;
      return;
    }
    const std::vector<std::string> words(std::begin(design_words), std::end(design_words));
    const auto chosen = read_choice("design.kind", words, kind->value, findings_);
    context_.complete = context_.complete && chosen.has_value();
    if (!chosen) return;
    Design design;
    design.kind = static_cast<DesignKind>(*chosen);
    design.first = context_.study.scenarios.size();
    if (design.kind == DesignKind::pairs) {
      for (const char* name : {"base", "factors", "generators", "points"})
        if (const Entry* entry = node.find(name))
          findings_.add("E0378", entry->place,
                        text("pairs are the scenarios as they are written; there is no {}",
                             "pairs, ce sont les scénarios tels qu'ils sont écrits ; il n'y a pas de {}", name),
                        text("Take it away, or choose another kind of design.",
                             "Retirez-le, ou choisissez un autre genre de plan."));
      context_.study.design = std::move(design);
      return;
    }
    const std::size_t before = errors();
    const Entry* base = node.find("base");
    std::optional<Document> document;
    if (base == nullptr)
      missing(node.place, "base", "base = \"reference\"");
    else if ((document = document_named(base->value, "design.base")))
      design.base = base->value.text;
    read_factors(node, design);
    if (errors() == before && place_points(node, design) && document) {
      std::erase_if(document->content.entries,
                    [](const Entry& e) { return e.key == "title" || e.key == "description"; });
      make_scenarios(design, *document);
    }
    context_.complete = context_.complete && errors() == before && document;
    context_.study.design = std::move(design);
  }

  [[nodiscard]] std::size_t errors() const { return findings_.errors(); }

  void missing(const Place& place, const char* what, const char* example) {
    findings_.add("E0377", place, text("the design does not say its {}", "le plan ne dit pas son {}", what),
                  text("For example: {}", "Par exemple : {}", example));
  }

  void bad_factor(const Place& place, Text message, Text remedy = {}) {
    findings_.add("E0379", place, std::move(message), std::move(remedy));
  }

  void read_factors(const Node& node, Design& design) {
    const Node* factors = section_of(node, "factors", "design.factors", findings_);
    if (factors == nullptr || factors->entries.empty()) {
      if (node.find("factors") == nullptr || factors != nullptr)
        missing(node.place, "factors",
                "[design.factors.negativity], parameter = \"trust.negativity\", levels = [1, 3]");
      return;
    }
    for (const Entry& entry : factors->entries) read_factor(entry, design);
    if (design.factors.size() > 60)
      bad_factor(node.place, text("a design has 60 factors at most", "un plan compte 60 facteurs au plus"));
  }

  void read_factor(const Entry& entry, Design& design) {
    const std::string shown = "design.factors." + entry.key;
    if (entry.value.type != Node::Type::table) {
      report_type(shown, text("a section", "une section"), entry.value, {}, findings_);
      return;
    }
    refuse_unknown(shown, entry.value, {"parameter", "levels", "range", "steps", "levers"}, findings_);
    const Entry* const parameter = entry.value.find("parameter");
    const Entry* const levers = entry.value.find("levers");
    if ((parameter == nullptr) == (levers == nullptr)) {
      bad_factor(
          entry.place,
          parameter == nullptr
              ? text("[{}] says neither a parameter nor levers", "[{}] ne dit ni paramètre ni leviers", shown)
              : text("[{}] says a parameter and levers", "[{}] dit à la fois un paramètre et des leviers", shown),
          text("A factor is parameter = \"…\" with levels, or [{}.levers.name].",
               "Un facteur est parameter = \"…\" avec levels, ou [{}.levers.nom].", shown));
      return;
    }
    Factor factor;
    factor.name = entry.key;
    Node changes;
    if (levers != nullptr) {
      if (levers->value.type != Node::Type::table || levers->value.entries.empty()) {
        bad_factor(levers->place, text("[{}] has no lever", "[{}] n'a aucun levier", shown),
                   text("Write [{}.levers.name] and its kind.", "Écrivez [{}.levers.nom] et son genre.", shown));
        return;
      }
      for (const Entry& lever : levers->value.entries) factor.levers.push_back(lever.key);
      factor.levels = {0, 1};
      changes.entries.push_back(*levers);
      for (const char* no : {"levels", "range", "steps"})
        if (const Entry* there = entry.value.find(no))
          bad_factor(there->place, text("levers are there or not: they have no {}",
                                        "des leviers sont là ou non : ils n'ont pas de {}", no));
    } else {
      read_parameter_factor(entry, *parameter, shown, design.kind, factor);
      if (factor.parameters.empty()) return;
    }
    design.factors.push_back(std::move(factor));
    lever_changes_.push_back(std::move(changes));
    factor_places_.push_back(entry.place);
  }

  void read_parameter_factor(const Entry& entry, const Entry& parameter, const std::string& shown, DesignKind kind,
                             Factor& factor) {
    std::vector<const Node*> words;
    if (parameter.value.type == Node::Type::list)
      for (const Node& item : parameter.value.items) words.push_back(&item);
    else
      words.push_back(&parameter.value);
    for (const Node* node : words) {
      const auto word = read_word(shown + ".parameter", *node, findings_);
      if (!word) return;
      const auto found = parameters_of(*word);
      if (found.empty()) {
        std::vector<std::string> keys;
        for (const auto& p : territory::registry) keys.emplace_back(p.key);
        findings_.add("E0311", node->place,
                      text("there is no parameter \"{}\"", "il n'y a pas de paramètre « {} »", *word),
                      first_of(did_you_mean(*word, keys),
                               text("\"entremise explain\" lists them all.", "« entremise explain » les donne tous.")));
        return;
      }
      factor.parameters.insert(factor.parameters.end(), found.begin(), found.end());
    }
    if (factor.parameters.empty()) {
      bad_factor(parameter.place, text("[{}] has no parameter", "[{}] n'a aucun paramètre", shown));
      return;
    }
    const territory::Parameter& first = territory::registry[factor.parameters.front()];
    read_levels(entry, shown, kind, first, factor);
  }

  void read_levels(const Entry& entry, const std::string& shown, DesignKind kind, const territory::Parameter& first,
                   Factor& factor) {
    const bool sampled = kind == DesignKind::latin_hypercube || kind == DesignKind::sobol;
    const Entry* const levels = entry.value.find("levels");
    const Entry* const range = entry.value.find("range");
    const Entry* const steps = entry.value.find("steps");
    if (levels != nullptr && (range != nullptr || sampled)) {
      bad_factor(
          levels->place,
          sampled ? text("[{}] is sampled from a range: it has no levels",
                         "[{}] est tiré d'un intervalle : il n'a pas de niveaux (levels)", shown)
                  : text("[{}] has levels and a range", "[{}] a des niveaux (levels) et un intervalle (range)", shown),
          text("Keep one of the two.", "Gardez l'un des deux."));
      return;
    }
    factor.low = first.plausible.low;
    factor.high = first.plausible.high;
    if (range != nullptr) {
      if (range->value.type != Node::Type::list || range->value.items.size() != 2) {
        report_type(shown + ".range", text("a list of two numbers", "une liste de deux nombres"), range->value,
                    text("For example: range = [1, 6]", "Par exemple : range = [1, 6]"), findings_);
        return;
      }
      const auto low = read_parameter(first, shown + ".range", range->value.items[0], findings_);
      const auto high = read_parameter(first, shown + ".range", range->value.items[1], findings_);
      if (!low || !high) return;
      factor.low = *low;
      factor.high = *high;
      if (*high <= *low) {
        bad_factor(range->place, text("the range of [{}] is empty", "l'intervalle de [{}] est vide", shown),
                   text("The lower end comes first.", "La borne inférieure vient d'abord."));
        return;
      }
    }
    if (sampled) return;
    if (levels != nullptr) {
      if (levels->value.type != Node::Type::list) {
        report_type(shown + ".levels", text("a list", "une liste"), levels->value,
                    text("For example: levels = [1, 3]", "Par exemple : levels = [1, 3]"), findings_);
        return;
      }
      for (const Node& item : levels->value.items)
        if (const auto value = read_parameter(first, shown + ".levels", item, findings_))
          factor.levels.push_back(*value);
      std::sort(factor.levels.begin(), factor.levels.end());
      if (std::adjacent_find(factor.levels.begin(), factor.levels.end()) != factor.levels.end()) {
        bad_factor(levels->place,
                   text("a level of [{}] is written twice", "un niveau de [{}] est écrit deux fois", shown));
        return;
      }
    } else {
      double count = 2;
      if (steps != nullptr) {
        static constexpr Field field{"steps",
                                     FieldKind::integer,
                                     2,
                                     {2, 1000},
                                     "How many levels, ends included.",
                                     "Nombre de niveaux, bornes comprises."};
        const auto value = read_integer(field, shown + ".steps", steps->value, findings_);
        if (!value) return;
        count = *value;
      }
      for (double i = 0; i < count; ++i) {
        const double x = factor.low + (factor.high - factor.low) * i / (count - 1);
        factor.levels.push_back(first.kind == territory::Kind::real ? x : std::floor(x + 0.5));
      }
      factor.levels.erase(std::unique(factor.levels.begin(), factor.levels.end()), factor.levels.end());
    }
    if (factor.levels.size() < 2)
      bad_factor(entry.place, text("[{}] has fewer than two levels", "[{}] a moins de deux niveaux", shown),
                 text("For example: levels = [1, 3]", "Par exemple : levels = [1, 3]"));
  }

  bool too_many(const Place& place) {
    findings_.add(
        "E0381", place,
        text("the design has more than {} scenarios", "le plan compte plus de {} scénarios", most_design_points),
        text("Take away levels or factors, or use a fraction or a sample.",
             "Retirez des niveaux ou des facteurs, ou prenez une fraction ou un échantillon."));
    return false;
  }

  bool place_points(const Node& node, Design& design) {
    const Entry* const generators = node.find("generators");
    const Entry* const points = node.find("points");
    const bool sampled = design.kind == DesignKind::latin_hypercube || design.kind == DesignKind::sobol;
    if (generators != nullptr && design.kind != DesignKind::fractional_factorial) {
      findings_.add("E0378", generators->place,
                    text("only a fractional factorial has generators", "seul un plan fractionnaire a des générateurs"),
                    text("Write kind = \"fractional_factorial\".", "Écrivez kind = \"fractional_factorial\"."));
      return false;
    }
    if (!sampled && points != nullptr) {
      findings_.add("E0378", points->place,
                    text("the number of points of this design follows from its levels",
                         "le nombre de points de ce plan découle de ses niveaux"),
                    text("Take it away.", "Retirez-le."));
      return false;
    }
    if (sampled) return place_samples(node, points, design);
    if (design.kind == DesignKind::fractional_factorial) return place_fraction(node, generators, design);
    std::size_t count = 1;
    for (const Factor& factor : design.factors) {
      count *= factor.levels.size();
      if (count > most_design_points) return too_many(node.place);
    }
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<double> point(design.factors.size());
      std::size_t rest = i;
      // The last factor changes fastest.
      for (std::size_t f = design.factors.size(); f-- > 0;) {
        point[f] = design.factors[f].levels[rest % design.factors[f].levels.size()];
        rest /= design.factors[f].levels.size();
      }
      design.points.push_back(std::move(point));
    }
    return true;
  }

  bool place_samples(const Node& node, const Entry* points, Design& design) {
    if (points == nullptr) {
      missing(node.place, "points", "points = 64");
      return false;
    }
    static constexpr Field count{"design.points",
                                 FieldKind::integer,
                                 0,
                                 {2, most_design_points},
                                 "How many scenarios the design makes.",
                                 "Nombre de scénarios du plan."};
    const auto n = read_integer(count, count.key, points->value, findings_);
    double seed = 1;
    if (const Entry* own = node.find("seed")) {
      const auto value = read_integer(*find_field("run.seed"), "design.seed", own->value, findings_);
      if (!value) return false;
      seed = *value;
    }
    if (!n) return false;
    const std::size_t dimensions = design.factors.size();
    const std::vector<double> u =
        sampled_points(design.kind, static_cast<std::size_t>(*n), dimensions, static_cast<std::uint64_t>(seed));
    for (std::size_t i = 0; i < static_cast<std::size_t>(*n); ++i) {
      std::vector<double> point(dimensions);
      for (std::size_t f = 0; f < dimensions; ++f) {
        const Factor& factor = design.factors[f];
        const double x = u[i * dimensions + f];
        if (!factor.levers.empty())
          point[f] = x < 0.5 ? 0 : 1;
        else if (territory::registry[factor.parameters.front()].kind == territory::Kind::real)
          point[f] = factor.low + x * (factor.high - factor.low);
        else
          point[f] = std::min(factor.high, std::floor(factor.low + x * (factor.high - factor.low + 1)));
      }
      design.points.push_back(std::move(point));
    }
    return true;
  }

  bool place_fraction(const Node& node, const Entry* generators, Design& design) {
    for (std::size_t f = 0; f < design.factors.size(); ++f)
      if (design.factors[f].levels.size() != 2) {
        bad_factor(factor_places_[f], text("{} has {} levels; the factors of a fraction have two",
                                           "{} a {} niveaux ; les facteurs d'une fraction en ont deux",
                                           design.factors[f].name, design.factors[f].levels.size()));
        return false;
      }
    if (generators == nullptr || generators->value.type != Node::Type::table || generators->value.entries.empty()) {
      missing(generators != nullptr ? generators->place : node.place, "generators",
              "generators = { e = [\"a\", \"b\", \"c\", \"d\"] }");
      return false;
    }
    std::vector<std::string> names;
    for (const Factor& factor : design.factors) names.push_back(factor.name);
    const auto number_of = [&](const std::string& name, const Place& place) -> std::optional<std::size_t> {
      const auto at = std::find(names.begin(), names.end(), name);
      if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
      findings_.add(
          "E0380", place, text("there is no factor \"{}\"", "il n'y a pas de facteur « {} »", name),
          first_of(did_you_mean(name, names), text("The factors are: {}.", "Les facteurs sont : {}.", list_of(names))));
      return std::nullopt;
    };
    std::vector<std::uint64_t> made(names.size(), 0);  // of a generated factor: the factors whose product it is
    for (const Entry& entry : generators->value.entries) {
      const auto own = number_of(entry.key, entry.place);
      if (!own) return false;
      if (entry.value.type != Node::Type::list || entry.value.items.size() < 2) {
        report_type("design.generators." + entry.key,
                    text("a list of two factors or more", "une liste de deux facteurs ou plus"), entry.value, {},
                    findings_);
        return false;
      }
      for (const Node& item : entry.value.items) {
        const auto word = read_word("design.generators." + entry.key, item, findings_);
        const auto other = word ? number_of(*word, item.place) : std::nullopt;
        if (!other) return false;
        if (*other == *own || generators->value.find(*word) != nullptr || ((made[*own] >> *other) & 1u) != 0) {
          findings_.add("E0380", item.place,
                        text("{} cannot be made of {}", "{} ne peut pas être fait de {}", entry.key, *word),
                        text("A generator is the product of different factors that have none themselves.",
                             "Un générateur est le produit de facteurs différents qui n'en ont pas eux-mêmes."));
          return false;
        }
        made[*own] |= std::uint64_t{1} << *other;
      }
    }
    std::vector<std::uint64_t> words;
    for (std::size_t f = 0; f < names.size(); ++f) {
      if (made[f] == 0) continue;
      const std::uint64_t word = made[f] | (std::uint64_t{1} << f);
      const std::size_t before = words.size();
      words.push_back(word);
      for (std::size_t w = 0; w < before; ++w) words.push_back(words[w] ^ word);
    }
    design.defining_words = std::move(words);
    std::vector<std::size_t> free;
    for (std::size_t f = 0; f < names.size(); ++f)
      if (made[f] == 0) free.push_back(f);
    if (free.size() > 12) return too_many(node.place);
    for (std::size_t i = 0; i < (std::size_t{1} << free.size()); ++i) {
      std::uint64_t high = 0;
      for (std::size_t k = 0; k < free.size(); ++k)
        if (((i >> (free.size() - 1 - k)) & 1u) != 0) high |= std::uint64_t{1} << free[k];
      for (std::size_t f = 0; f < names.size(); ++f) {
        if (made[f] == 0) continue;
        // The product of signs is + where an even number of them is low.
        const int low = std::popcount(made[f]) - std::popcount(made[f] & high);
        if (low % 2 == 0) high |= std::uint64_t{1} << f;
      }
      std::vector<double> point(names.size());
      for (std::size_t f = 0; f < names.size(); ++f) point[f] = design.factors[f].levels[(high >> f) & 1u];
      design.points.push_back(std::move(point));
    }
    return true;
  }

  static std::string level_name(const Factor& factor, double level) {
    if (!factor.levers.empty()) return level != 0 ? "on" : "off";
    const territory::Parameter& parameter = territory::registry[factor.parameters.front()];
    if (parameter.kind == territory::Kind::boolean) return level != 0 ? "on" : "off";
    if (parameter.kind == territory::Kind::choice) return choices_of(parameter)[static_cast<std::size_t>(level)];
    return number(level);
  }

  void make_scenarios(const Design& design, const Document& base) {
    const bool sampled = design.kind == DesignKind::latin_hypercube || design.kind == DesignKind::sobol;
    const std::size_t digits = std::to_string(design.points.size()).size();
    for (std::size_t i = 0; i < design.points.size(); ++i) {
      Document document = base;
      std::string levels;
      for (std::size_t f = 0; f < design.factors.size(); ++f) {
        const Factor& factor = design.factors[f];
        const double level = design.points[i][f];
        levels += fmt::format("{}{}={}", f == 0 ? "" : ", ", factor.name, level_name(factor, level));
        Node changes;
        if (!factor.levers.empty() && level != 0) changes = lever_changes_[f];
        for (const std::size_t p : factor.parameters)
          write_at(changes, territory::registry[p].key, written(territory::registry[p], level, factor_places_[f]),
                   factor_places_[f]);
        merge(document.content, std::move(changes));
      }
      const std::string name = sampled ? fmt::format("point-{:0{}}", i + 1, digits) : levels;
      if (std::find(context_.study.names.begin(), context_.study.names.end(), name) != context_.study.names.end()) {
        findings_.add("E0385", factor_places_.front(),
                      text("two scenarios are called \"{}\"", "deux scénarios s'appellent « {} »", name),
                      text("Give the factors other names.", "Donnez d'autres noms aux facteurs."));
        return;
      }
      add(name, document, {levels, levels}, {}, factor_places_.front());
    }
  }

  const Node& document_;
  const Node* written_ = nullptr;
  bool own_months_;
  StudyContext& context_;
  Findings& findings_;
  std::map<std::string, std::optional<Document>> of_file_;
  std::map<std::string, Merged> merged_;
  std::map<std::string, bool> done_;
  std::vector<Place> places_;        // parallel to the study's scenarios
  std::vector<Node> lever_changes_;  // parallel to the design's factors
  std::vector<Place> factor_places_;
};

}  // namespace

void read_study_scenarios(const Node& document, bool own_months, StudyContext& context) {
  ScenarioReader(document, own_months, context).read();
}

}  // namespace entremise::scenarios
