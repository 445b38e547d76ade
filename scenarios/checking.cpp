#include "scenarios/checking.hpp"

#include <algorithm>
#include <map>

#include "scenarios/territory_files.hpp"
#include "scenarios/values.hpp"

namespace entremise::scenarios {
namespace {

std::string below(std::string_view prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : fmt::format("{}.{}", prefix, name);
}

// Where a key that is unknown here would be right: the same name in another section.
Text belongs_elsewhere(std::string_view name) {
  std::vector<std::string> places;
  for (const std::string& key : all_keys())
    if (last_name(key) == name) places.push_back(key);
  if (places.empty() || places.size() > 3) return {};
  return text("Perhaps {}?", "Peut-être {} ?", list_of(places));
}

class Checker {
 public:
  Checker(const Document& document, const Origin& origin, std::vector<std::string>& files, Findings& findings)
      : document_(document), origin_(origin), files_(files), findings_(findings) {}

  Scenario check() {
    start_from_archetype();
    check_table("", document_.content);
    check_territory();
    check_levers_and_records();
    for (const auto& [index, place] : set_at_) scenario_.set.push_back(index);
    return std::move(scenario_);
  }

 private:
  territory::Specification& specification() { return scenario_.specification; }

  const Entry* at(std::string_view key) const {
    const std::size_t dot = key.find('.');
    const Entry* entry = document_.content.find(key.substr(0, dot));
    if (dot == std::string_view::npos || entry == nullptr) return entry;
    return entry->value.find(key.substr(dot + 1));
  }

  // Before anything else, because every other value is laid over the archetype's.
  void start_from_archetype() {
    scenario_.archetype = territory::default_archetype;
    if (const Entry* entry = at("territory.archetype"))
      if (const auto i = read_choice("territory.archetype", archetype_names(), entry->value, findings_))
        scenario_.archetype = territory::archetypes[*i].name;
    for (const territory::Archetype& archetype : territory::archetypes)
      if (archetype.name == scenario_.archetype)
        for (const territory::Setting& s : archetype.settings)
          specification().parameters.set_index(territory::find_parameter(s.key), s.value);
  }

  void check_table(const std::string& prefix, const Node& table) {
    for (const Entry& entry : table.entries) {
      const std::string key = below(prefix, entry.key);
      if (const std::size_t i = territory::find_parameter(key); i != territory::registry.size()) {
        if (const auto value = read_parameter(territory::registry[i], key, entry.value, findings_)) {
          specification().parameters.set_index(i, *value);
          set_at_[i] = entry.value.place;
          // Nobody at all is told as an error below.
          if (*value != 0 || prefix != "territory.population")
            warn_if_unusual(territory::registry[i], key, *value, entry.value.place, findings_);
        }
      } else if (const Field* field = find_field(key)) {
        check_field(*field, entry.value);
      } else if (key == "levers") {
        expect_section(key, entry);
      } else if (!names_below(key).empty()) {
        if (expect_section(key, entry)) check_table(key, entry.value);
      } else {
        report_unknown(prefix, entry);
      }
    }
  }

  bool expect_section(const std::string& key, const Entry& entry) {
    if (entry.value.type == Node::Type::table) return true;
    report_type(key, text("a section", "une section"), entry.value,
                key == "levers" ? text("Each lever is a section of its own: [levers.name].",
                                       "Chaque levier est une section à part : [levers.nom].")
                                : text("Write [{}] on a line of its own, and its values below.",
                                       "Écrivez [{}] seul sur une ligne, et ses valeurs en dessous.", key),
                findings_);
    return false;
  }

  void report_unknown(const std::string& prefix, const Entry& entry) {
    if (prefix.empty() && entry.value.type == Node::Type::table) {
      std::vector<std::string> known;
      for (const Section& section : sections()) known.push_back(section.name);
      findings_.add("E0310", entry.place, text("there is no section [{}]", "il n'y a pas de section [{}]", entry.key),
                    first_of(did_you_mean(entry.key, known),
                             text("The sections are: {}.", "Les sections sont : {}.", list_of(known))));
      return;
    }
    const std::vector<std::string> known = names_below(prefix);
    const Text where = prefix.empty() ? text("at the top", "en tête") : text("in [{0}]", "dans [{0}]", prefix);
    findings_.add("E0311", entry.place,
                  {fmt::format("there is no \"{}\" {}", entry.key, where.en),
                   fmt::format("il n'y a pas de « {} » {}", entry.key, where.fr)},
                  first_of(first_of(did_you_mean(entry.key, known), belongs_elsewhere(entry.key)),
                           text("Known here: {}.", "Connus ici : {}.", list_of(known))));
  }

  void check_field(const Field& field, const Node& value) {
    const auto read_into = [&](auto& target) {
      if (const auto number = read_integer(field, field.key, value, findings_))
        target = static_cast<std::remove_reference_t<decltype(target)>>(*number);
    };
    if (field.key == "title") {
      if (auto title = read_translated(field.key, value, findings_)) scenario_.title = std::move(*title);
    } else if (field.key == "description") {
      if (auto words = read_translated(field.key, value, findings_)) scenario_.description = std::move(*words);
    } else if (field.key == "run.months") {
      read_into(specification().months);
    } else if (field.key == "run.replicates") {
      read_into(scenario_.replicates);
    } else if (field.key == "run.seed") {
      read_into(scenario_.seed);
    } else if (field.key == "record.actors") {
      scenario_.record.actor_months = read_months(field, value, findings_);
    } else if (field.key == "record.relations") {
      scenario_.record.relation_months = read_months(field, value, findings_);
    } else if (field.key == "record.whole") {
      scenario_.record.whole = read_switch(field.key, value, findings_).value_or(false);
    } else if (field.key == "record.events") {
      scenario_.record.events = read_switch(field.key, value, findings_).value_or(false);
    }
    // Who takes part is read as a whole by check_territory.
  }

  void check_territory() {
    const Entry* section = document_.content.find("territory");
    const bool is_table = section != nullptr && section->value.type == Node::Type::table;
    if (is_table && brings_own_actors(section->value)) {
      scenario_.archetype.clear();
      report_unused_values();
      specification().given = read_given_territory(section->value, origin_, files_, findings_);
      return;
    }
    check_population();
    check_families();
  }

  // An archetype stands for a territory where all four types meet: without one of them, a row of every table of
  // results would be empty and look like a result. Whoever really has no State officers brings their own actors.
  void check_population() {
    constexpr territory::Key first = "territory.population.elected_official";
    double all = 0;
    Place place{origin_.file, 1, 1};
    for (std::size_t type = 0; type < territory::actor_types; ++type) {
      all += specification().parameters.at(first, type);
      if (const auto set = set_at_.find(first.index() + type); set != set_at_.end()) place = set->second;
    }
    if (all < 2) {
      findings_.add("E0326", place,
                    text("a territory needs at least two actors; this one has {}",
                         "un territoire a besoin d'au moins deux acteurs ; celui-ci en a {}", number(all)),
                    text("Raise territory.population.", "Augmentez territory.population."));
      return;
    }
    for (std::size_t type = 0; type < territory::actor_types; ++type) {
      if (specification().parameters.at(first, type) > 0) continue;
      const auto set = set_at_.find(first.index() + type);
      findings_.add("E0327", set == set_at_.end() ? place : set->second,
                    text("nobody is of type {}", "personne n'est de type {}", territory::actor_type_names[type]),
                    text("Set territory.population.{} to at least 1, or bring your own actors.",
                         "Mettez territory.population.{} à 1 au moins, ou apportez vos propres acteurs.",
                         territory::actor_type_names[type]));
    }
  }

  void check_families() {
    constexpr territory::Key first = "territory.families.association";
    constexpr std::size_t families = territory::family_names.size() - 1;  // without "none"
    double all = 0;
    Place place{origin_.file, 1, 1};
    for (std::size_t i = 0; i < families; ++i) {
      all += specification().parameters.at(first, i);
      if (const auto set = set_at_.find(first.index() + i); set != set_at_.end()) place = set->second;
    }
    if (all > 0) return;
    findings_.add("E0328", place,
                  text("all of territory.families is 0, so that no family can be drawn",
                       "tout territory.families est à 0 : aucune famille ne peut être tirée"),
                  text("Give at least one family a weight.", "Donnez un poids à une famille au moins."));
  }

  void report_unused_values() {
    for (const auto& [index, place] : set_at_) {
      const territory::Parameter& p = territory::registry[index];
      if (!p.key.starts_with("territory.")) continue;
      findings_.add("W0346", place,
                    text("{} is not used, because the actors are given",
                         "{} n'est pas utilisé, car les acteurs sont donnés", p.key),
                    text("Take it away.", "Retirez-le."));
      specification().parameters.set_index(index, p.initial);
    }
  }

  void check_levers_and_records() {
    check_project_rounds();
    if (const Entry* levers = document_.content.find("levers"); levers != nullptr)
      specification().levers = check_levers(levers->value, specification(), document_.complete, findings_);
    check_recorded("record.actors", scenario_.record.actor_months);
    check_recorded("record.relations", scenario_.record.relation_months);
  }

  void check_project_rounds() {
    constexpr territory::Key rounds = "projects.rounds", duration = "projects.duration";
    const territory::Parameters& p = specification().parameters;
    if (p[rounds] <= p[duration]) return;
    const auto set = set_at_.find(rounds.index());
    findings_.add(
        "E0363", set == set_at_.end() ? set_at_.at(duration.index()) : set->second,
        text("{} rounds do not fit into {} months, one a month at most",
             "{} étapes ne tiennent pas en {} mois, une par mois au plus", number(p[rounds]), number(p[duration])),
        text("Lower the rounds or raise the duration.", "Réduisez les étapes ou allongez la durée."));
  }

  void check_recorded(std::string_view key, const std::vector<std::uint32_t>& recorded) {
    const std::uint32_t months = specification().months;
    if (recorded.empty() || recorded.back() <= months) return;
    for (const Node& item : at(key)->value.items)
      if (item.type == Node::Type::integer && item.integer == recorded.back())
        findings_.add("W0343", item.place,
                      text("{} asks for month {}, but the run ends at {}",
                           "{} demande le mois {}, mais la simulation finit à {}", key, recorded.back(), months),
                      text("It will not be recorded.", "Il ne sera pas enregistré."));
  }

  const Document& document_;
  const Origin& origin_;
  std::vector<std::string>& files_;
  Findings& findings_;
  Scenario scenario_;
  std::map<std::size_t, Place> set_at_;  // which parameters the scenario sets, and where
};

}  // namespace

Scenario check_scenario(const Document& document, const Origin& origin, std::vector<std::string>& files,
                        Findings& findings) {
  return Checker(document, origin, files, findings).check();
}

}  // namespace entremise::scenarios
