#include "scenarios/own_territory.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <unordered_map>

#include "scenarios/fields.hpp"

namespace entremise::scenarios {
namespace {

using territory::ActorType;
using territory::Family;
using territory::GivenTerritory;
using territory::Role;

// The words that tables may use besides those of the model.
struct Word {
  std::string_view word;
  std::size_t meaning;
};

constexpr std::size_t of(ActorType type) {
  return static_cast<std::size_t>(type);
}
constexpr std::size_t of(Role role) {
  return static_cast<std::size_t>(role);
}
constexpr std::size_t of(Family family) {
  return static_cast<std::size_t>(family);
}

constexpr std::array type_words{
    Word{"élu", of(ActorType::elected_official)},     Word{"élue", of(ActorType::elected_official)},
    Word{"elu", of(ActorType::elected_official)},     Word{"elue", of(ActorType::elected_official)},
    Word{"agent", of(ActorType::local_officer)},      Word{"agente", of(ActorType::local_officer)},
    Word{"ess", of(ActorType::social_economy_actor)}, Word{"ESS", of(ActorType::social_economy_actor)},
    Word{"état", of(ActorType::state_officer)},       Word{"etat", of(ActorType::state_officer)},
    Word{"État", of(ActorType::state_officer)},
};
constexpr std::array role_words{
    Word{"exécutif", of(Role::executive)},     Word{"conseiller", of(Role::councillor)},
    Word{"conseillère", of(Role::councillor)}, Word{"direction", of(Role::director)},
    Word{"agent", of(Role::officer)},          Word{"agente", of(Role::officer)},
    Word{"président", of(Role::president)},    Word{"présidente", of(Role::president)},
    Word{"présidence", of(Role::president)},   Word{"gestion", of(Role::manager)},
    Word{"membre", of(Role::member)},          Word{"état", of(Role::state)},
};
constexpr std::array family_words{
    Word{"coopérative", of(Family::cooperative)},
    Word{"mutuelle", of(Family::mutual)},
    Word{"fondation", of(Family::foundation)},
    Word{"entreprise", of(Family::company)},
};

// Which type of actor may hold a role.
ActorType type_of(Role role) {
  switch (role) {
    case Role::executive:
    case Role::councillor:
      return ActorType::elected_official;
    case Role::director:
    case Role::officer:
      return ActorType::local_officer;
    case Role::president:
    case Role::manager:
    case Role::member:
      return ActorType::social_economy_actor;
    case Role::state:
      break;
  }
  return ActorType::state_officer;
}

template <std::size_t N, std::size_t M>
std::optional<std::size_t> read_one_of(const std::array<std::string_view, N>& names, const std::array<Word, M>& words,
                                       std::string_view column, const TextCell& cell, Findings& findings) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == cell.text) return i;
    known.emplace_back(names[i]);
  }
  for (const Word& w : words) {
    if (w.word == cell.text) return w.meaning;
    known.emplace_back(w.word);
  }
  findings.add("E0332", cell.place, text("{} cannot be \"{}\"", "{} ne peut pas être « {} »", column, cell.text),
               first_of(did_you_mean(cell.text, known), text("Known: {}.", "Connus : {}.", list_of(known))));
  return std::nullopt;
}

// Tables made in French spreadsheets write 0,5.
std::optional<float> read_share(const ColumnName& column, territory::Range range, const TextCell& cell,
                                Findings& findings) {
  std::string word = cell.text;
  if (word.find('.') == std::string::npos) std::replace(word.begin(), word.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(value)) {
    findings.add(
        "E0333", cell.place,
        text("{} should be a number, not \"{}\"", "{} devrait être un nombre, et non « {} »", column.name, cell.text),
        {std::string(column.en), std::string(column.fr)});
    return std::nullopt;
  }
  if (!range.contains(value)) {
    findings.add("E0334", cell.place,
                 text("{} = {} is outside of {} to {}", "{} = {} est hors de {} à {}", column.name, number(value),
                      number(range.low), number(range.high)),
                 {std::string(column.en), std::string(column.fr)});
    return std::nullopt;
  }
  return static_cast<float>(value);
}

class Interpreter {
 public:
  explicit Interpreter(Findings& findings) : findings_(findings) {}

  void read_office(const TextRow& row) {
    GivenTerritory::Office office;
    const TextCell& id = row.cells[office_id];
    office.name = id.text;
    if (id.text.empty())
      findings_.add("E0331", place_of(row, office_id), text("the office has no id", "la fonction n'a pas d'id"),
                    text("Give it a name of its own.", "Donnez-lui un nom qui lui soit propre."));
    else if (!indices_.try_emplace(id.text, static_cast<std::uint32_t>(given_.offices.size())).second)
      findings_.add("E0336", id.place,
                    text("the office \"{}\" is there already", "la fonction « {} » figure déjà", id.text),
                    text("Remove one of the two, or rename it.", "Retirez l'une des deux ou renommez-la."));
    bool type_is_known = false;
    if (row.cells[office_type].text.empty()) {
      findings_.add("E0331", place_of(row, office_type), text("the office has no type", "la fonction n'a pas de type"),
                    {std::string(office_columns[office_type].en), std::string(office_columns[office_type].fr)});
    } else if (const auto type =
                   read_one_of(territory::actor_type_names, type_words, "type", row.cells[office_type], findings_)) {
      office.type = static_cast<ActorType>(*type);
      type_is_known = true;
    }
    office.organisation = organisation_of(row.cells[office_organisation].text);
    office.family = office.type == ActorType::social_economy_actor ? Family::association : Family::none;
    read_family(row, type_is_known, office);
    const bool role_is_given = read_role(row, type_is_known, office);
    role_is_given_.push_back(role_is_given);
    if (role_is_given) taken_.insert({office.organisation, office.role});
    read_issues(row, office);
    given_.offices.push_back(std::move(office));
  }

  void read_tie(const TextRow& row) {
    GivenTerritory::Tie tie;
    const std::optional<std::uint32_t> source = end_of(row, tie_source), target = end_of(row, tie_target);
    read_tie_value(row, tie_rate, {0, 1}, tie.rate);
    read_tie_value(row, tie_control, {0, 1}, tie.control);
    read_tie_value(row, tie_tender, {0, 1}, tie.tender);
    if (!source || !target) return;
    if (*source == *target) {
      findings_.add("E0336", place_of(row, tie_target),
                    text("\"{}\" is tied to itself", "« {} » est lié à lui-même", row.cells[tie_target].text));
      return;
    }
    tie.a = std::min(*source, *target);
    tie.b = std::max(*source, *target);
    if (!tied_.insert({tie.a, tie.b}).second) {
      findings_.add("E0336", place_of(row, tie_source),
                    text("\"{}\" and \"{}\" are tied already", "« {} » et « {} » sont déjà liés",
                         row.cells[tie_source].text, row.cells[tie_target].text));
      return;
    }
    given_.ties.push_back(tie);
  }

  GivenTerritory finish(const Place& where) {
    set_default_roles();
    report_size(where);
    return std::move(given_);
  }

 private:
  static Place place_of(const TextRow& row, std::size_t column) {
    return row.cells[column].place.line == 0 ? row.place : row.cells[column].place;
  }

  std::uint32_t organisation_of(const std::string& name) {
    const auto fresh = static_cast<std::uint32_t>(given_.organisations.size());
    if (name.empty()) {
      given_.organisations.emplace_back();
      return fresh;
    }
    const auto [it, is_new] = organisations_.try_emplace(name, fresh);
    if (is_new) given_.organisations.push_back(name);
    return it->second;
  }

  void read_family(const TextRow& row, bool type_is_known, GivenTerritory::Office& office) {
    const TextCell& cell = row.cells[office_family];
    if (cell.text.empty()) return;
    const auto family = read_one_of(territory::family_names, family_words, "family", cell, findings_);
    if (!family || !type_is_known) return;
    const bool is_none = *family == of(Family::none);
    if (is_none == (office.type == ActorType::social_economy_actor)) {
      findings_.add(
          "E0335", cell.place,
          is_none ? text("a social economy actor has a family", "un acteur de l'ESS a une famille")
                  : text("only social economy actors have a family", "seuls les acteurs de l'ESS ont une famille"),
          text("Change the type, or the family.", "Changez le type, ou la famille."));
      return;
    }
    office.family = static_cast<Family>(*family);
  }

  bool read_role(const TextRow& row, bool type_is_known, GivenTerritory::Office& office) {
    const TextCell& cell = row.cells[office_role];
    if (cell.text.empty()) return false;
    const auto position = read_one_of(territory::role_names, role_words, "role", cell, findings_);
    if (!position) return false;
    office.role = static_cast<Role>(*position);
    if (type_is_known && type_of(office.role) != office.type)
      findings_.add("E0335", cell.place,
                    text("the type {} does not have the role {}", "le type {} n'a pas le rôle {}",
                         territory::actor_type_names[of(office.type)], territory::role_names[*position]),
                    text("Change the type or the role, or leave the role empty.",
                         "Changez le type ou le rôle, ou laissez le rôle vide."));
    return true;
  }

  void read_issues(const TextRow& row, GivenTerritory::Office& office) {
    std::array<float, 4> issues{};
    std::size_t written = 0;
    bool good = true;
    for (std::size_t k = 0; k < issues.size(); ++k) {
      const TextCell& cell = row.cells[office_issue + k];
      if (cell.text.empty()) continue;
      ++written;
      const auto position = read_share(office_columns[office_issue + k], {-1, 1}, cell, findings_);
      good = good && position.has_value();
      issues[k] = position.value_or(0);
    }
    if (written == 0 || !good) return;
    if (written < issues.size()) {
      findings_.add("E0335", row.place,
                    text("the office has only {} of its four positions",
                         "la fonction n'a que {} de ses quatre positions", written),
                    text("Give all of issue_1 to issue_4, or none.", "Donnez issue_1 à issue_4, ou aucune."));
      return;
    }
    office.issues = issues;
  }

  std::optional<std::uint32_t> end_of(const TextRow& row, std::size_t column) {
    const TextCell& cell = row.cells[column];
    if (const auto it = indices_.find(cell.text); it != indices_.end()) return it->second;
    if (cell.text.empty()) {
      findings_.add("E0331", place_of(row, column),
                    text("the tie has no {}", "le lien n'a pas de {}", tie_columns[column].name),
                    text("Name an office.", "Nommez une fonction."));
      return std::nullopt;
    }
    std::vector<std::string> names;
    for (const GivenTerritory::Office& office : given_.offices) names.push_back(office.name);
    findings_.add("E0336", cell.place, text("there is no office \"{}\"", "il n'y a pas de fonction « {} »", cell.text),
                  did_you_mean(cell.text, names));
    return std::nullopt;
  }

  void read_tie_value(const TextRow& row, std::size_t column, territory::Range range, std::optional<float>& value) {
    const TextCell& cell = row.cells[column];
    if (!cell.text.empty()) value = read_share(tie_columns[column], range, cell, findings_);
  }

  // The first of an organisation leads it, unless somebody is said to: as in the territories that are drawn.
  void set_default_roles() {
    for (std::size_t i = 0; i < given_.offices.size(); ++i) {
      GivenTerritory::Office& office = given_.offices[i];
      if (role_is_given_[i]) continue;
      const auto take = [this, &office](Role role) { return taken_.insert({office.organisation, role}).second; };
      switch (office.type) {
        case ActorType::elected_official:
          office.role = take(Role::executive) ? Role::executive : Role::councillor;
          break;
        case ActorType::local_officer:
          office.role = take(Role::director) ? Role::director : Role::officer;
          break;
        case ActorType::social_economy_actor:
          if (office.family == Family::association && take(Role::president))
            office.role = Role::president;
          else
            office.role = take(Role::manager) ? Role::manager : Role::member;
          break;
        case ActorType::state_officer:
          office.role = Role::state;
          break;
      }
    }
  }

  void report_size(const Place& where) {
    if (given_.offices.size() < 2) {
      findings_.add("E0326", where,
                    text("a territory needs at least two actors; this one has {}",
                         "un territoire a besoin d'au moins deux acteurs ; celui-ci en a {}", given_.offices.size()),
                    text("Add rows to the actors.", "Ajoutez des lignes aux acteurs."));
      return;
    }
    if (findings_.has_errors()) return;
    for (std::size_t type = 0; type < territory::actor_types; ++type)
      if (std::none_of(given_.offices.begin(), given_.offices.end(),
                       [type](const GivenTerritory::Office& o) { return of(o.type) == type; }))
        findings_.add("W0345", where,
                      text("nobody is of type {}", "personne n'est de type {}", territory::actor_type_names[type]),
                      text("Results about this type will be empty.", "Les résultats sur ce type seront vides."));
  }

  Findings& findings_;
  GivenTerritory given_;
  std::unordered_map<std::string, std::uint32_t> indices_, organisations_;
  std::vector<bool> role_is_given_;
  std::set<std::pair<std::uint32_t, Role>> taken_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> tied_;
};

}  // namespace

std::size_t find_column(std::span<const ColumnName> columns, std::string_view name) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
    std::string_view rest = columns[i].aliases;
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      if (rest.substr(0, bar) == name) return i;
      rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
    }
  }
  return columns.size();
}

GivenTerritory interpret(const std::vector<TextRow>& offices, const std::vector<TextRow>& ties, const Place& where,
                         Findings& findings) {
  Interpreter interpreter(findings);
  for (const TextRow& row : offices) interpreter.read_office(row);
  for (const TextRow& row : ties) interpreter.read_tie(row);
  return interpreter.finish(where);
}

}  // namespace entremise::scenarios
