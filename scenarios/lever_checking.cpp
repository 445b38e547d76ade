#include <algorithm>

#include "models/territory/levers/agenda.hpp"
#include "scenarios/checking.hpp"
#include "scenarios/values.hpp"

namespace entremise::scenarios {
namespace {

const territory::LeverDescription* find_kind(std::string_view name) {
  const auto it = std::find_if(territory::lever_kinds.begin(), territory::lever_kinds.end(),
                               [name](const territory::LeverDescription& k) { return k.name == name; });
  return it == territory::lever_kinds.end() ? nullptr : &*it;
}

std::vector<std::string> names_of_fields(const territory::LeverDescription& kind) {
  std::vector<std::string> names{"kind"};
  for (const Field& f : lever_fields) names.emplace_back(f.key);
  for (const std::size_t i : fields_of(kind)) names.emplace_back(last_name(territory::lever_registry[i].key));
  return names;
}

const territory::LeverDescription* kind_of(const Entry& lever, const std::string& shown, bool complete,
                                           Findings& findings) {
  const Entry* kind = lever.value.find("kind");
  if (kind == nullptr) {
    // The base that could not be read may have said it.
    if (complete) {
      std::vector<std::string> written;
      for (const Entry& entry : lever.value.entries) written.push_back(entry.key);
      const std::string slip = nearest("kind", written);
      findings.add("E0322", lever.place, text("[{}] does not say its kind", "[{}] ne dit pas son genre", shown),
                   slip.empty()
                       ? text("Add kind = \"{}\".", "Ajoutez kind = \"{}\".", territory::lever_kinds.front().name)
                       : text("Is \"{}\" meant to be \"kind\"?", "« {} » devrait-il être « kind » ?", slip));
    }
    return nullptr;
  }
  const std::optional<std::string> word = read_word(shown + ".kind", kind->value, findings);
  if (!word) return nullptr;
  const territory::LeverDescription* found = find_kind(*word);
  if (found == nullptr)
    findings.add("E0323", kind->value.place,
                 text("there is no kind of lever \"{}\"", "il n'y a pas de levier de genre « {} »", *word),
                 first_of(did_you_mean(*word, lever_kind_names()),
                          text("The kinds are: {}.", "Les genres sont : {}.", list_of(lever_kind_names()))));
  return found;
}

void check_calendar(const territory::Lever& lever, const Entry& entry, const std::string& shown, std::uint32_t months,
                    Findings& findings) {
  const Entry* from = entry.value.find("from");
  if (lever.until < lever.from) {
    const Entry* until = entry.value.find("until");
    findings.add("E0325", until->value.place,
                 text("[{}] ends in month {}, before it begins in month {}",
                      "[{}] finit au mois {}, avant de commencer au mois {}", shown, lever.until, lever.from),
                 text("until is the last month in force; it is not below from.",
                      "until est le dernier mois en vigueur ; il n'est pas inférieur à from."));
  } else if (lever.from > months) {
    findings.add(
        "W0342", from->value.place,
        text("[{}] begins in month {}, but the run ends at {}: it will never act",
             "[{}] commence au mois {}, mais la simulation finit à {} : il n'agira jamais", shown, lever.from, months));
  }
}

std::optional<territory::Lever> check_lever(const Entry& entry, std::uint32_t months, bool complete,
                                            Findings& findings) {
  const std::string shown = "levers." + entry.key;
  if (entry.value.type != Node::Type::table) {
    report_type(shown, text("a section", "une section"), entry.value,
                text("A lever is written [levers.name], with kind = \"…\" below.",
                     "Un levier s'écrit [levers.nom], avec kind = \"…\" en dessous."),
                findings);
    return std::nullopt;
  }
  const territory::LeverDescription* kind = kind_of(entry, shown, complete, findings);
  if (kind == nullptr) return std::nullopt;
  territory::Lever lever;
  lever.name = entry.key;
  lever.kind = kind->kind;
  for (const Entry& field : entry.value.entries) {
    if (field.key == "kind") continue;
    const std::string key = fmt::format("{}.{}", shown, field.key);
    const std::size_t i = territory::find_lever_field(fmt::format("{}.{}", kind->name, field.key));
    if (i != territory::lever_registry.size()) {
      if (const auto value = read_parameter(territory::lever_registry[i], key, field.value, findings)) {
        lever.values[i] = *value;
        warn_if_unusual(territory::lever_registry[i], key, *value, field.value.place, findings);
      }
    } else if (field.key == lever_fields[0].key) {
      if (const auto month = read_integer(lever_fields[0], key, field.value, findings))
        lever.from = static_cast<std::uint32_t>(*month);
    } else if (field.key == lever_fields[1].key) {
      if (const auto month = read_integer(lever_fields[1], key, field.value, findings))
        lever.until = static_cast<std::uint32_t>(*month);
    } else {
      const std::vector<std::string> known = names_of_fields(*kind);
      findings.add("E0324", field.place,
                   text("a lever of kind {} has no field \"{}\"", "un levier de genre {} n'a pas de champ « {} »",
                        kind->name, field.key),
                   first_of(did_you_mean(field.key, known),
                            text("Its fields are: {}.", "Ses champs sont : {}.", list_of(known))));
    }
  }
  check_calendar(lever, entry, shown, months, findings);
  return lever;
}

// What a lever is worth in this scenario, and beside those that were read before it: what contradicts, and what would
// do nothing.
class Company {
 public:
  Company(const territory::Specification& specification, Findings& findings)
      : specification_(specification), findings_(findings) {
    for (std::size_t type = 0; type < territory::actor_types; ++type)
      offices_[type] = specification.parameters.at("territory.population.elected_official", type);
    if (specification.given) {
      offices_ = {};
      for (const auto& office : specification.given->offices) offices_[static_cast<std::size_t>(office.type)] += 1;
    }
  }

  void check(const territory::Lever& lever, const Entry& entry) {
    check_span(lever, entry);
    check_horizon(lever, entry);
    check_switches(lever, entry);
    using territory::LeverKind;
    switch (lever.kind) {
      case LeverKind::election_upset:
        check_election(lever, entry);
        break;
      case LeverKind::peer_circles:
        check_who(lever["peer_circles.who"], 2, entry);
        break;
      case LeverKind::training:
        check_who(lever["training.who"], 1, entry);
        break;
      case LeverKind::candour_charter:
        check_who(lever["candour_charter.who"], 1, entry);
        break;
      case LeverKind::departures:
        check_who(lever["departures.who"], 1, entry);
        break;
      case LeverKind::scandal:
        check_scandal(lever, entry);
        break;
      case LeverKind::pilot_projects:
        check_rounds(lever["pilot_projects.rounds"], lever["pilot_projects.duration"], entry, "rounds");
        break;
      default:
        break;
    }
  }

 private:
  static std::string shown(const Entry& entry) { return "levers." + entry.key; }
  static const Place& place_of(const Entry& entry, std::string_view field) {
    const Entry* found = entry.value.find(field);
    return found != nullptr ? found->value.place : entry.place;
  }

  void check_span(const territory::Lever& lever, const Entry& entry) {
    const auto& kind = territory::lever_kinds[static_cast<std::size_t>(lever.kind)];
    if (kind.span != territory::LeverSpan::at_once || entry.value.find("until") == nullptr) return;
    findings_.add("W0364", place_of(entry, "until"),
                  text("[{}] acts once, in the month that from gives: until is not used",
                       "[{}] agit une seule fois, au mois que donne from : until n'est pas utilisé", shown(entry)),
                  text("Take until away.", "Retirez until."));
  }

  // The last month in which a lever that goes by steps acts.
  void check_horizon(const territory::Lever& lever, const Entry& entry) {
    double last = 0;
    const double begins = std::max(1u, lever.from);
    if (lever.kind == territory::LeverKind::codevelopment)
      last = begins + lever["codevelopment.sessions"] - 1;
    else if (lever.kind == territory::LeverKind::enlargement && lever["enlargement.mode"] != 0)
      last = begins + (lever["enlargement.steps"] - 1) * lever["enlargement.every"];
    else if (lever.kind == territory::LeverKind::pilot_projects)
      last = begins + lever["pilot_projects.duration"];
    if (begins > specification_.months || last <= specification_.months) return;
    findings_.add("W0366", entry.place,
                  text("[{}] would need until month {}, but the run ends at {}",
                       "[{}] demanderait jusqu'au mois {}, mais la simulation finit à {}", shown(entry), number(last),
                       specification_.months),
                  text("What is left of it will not be seen.", "Le reste ne sera pas vu."));
  }

  void check_switches(const territory::Lever& lever, const Entry& entry) {
    using territory::LeverKind;
    const territory::Parameters& p = specification_.parameters;
    const auto needs = [&](territory::Key key) {
      if (p.is_on(key)) return;
      const std::string_view name = territory::registry[key.index()].key;
      findings_.add(
          "W0367", entry.place,
          text("[{}] will do nothing, because {} is off", "[{}] ne fera rien, car {} est coupé", shown(entry), name),
          text("Switch it on, or take the lever away.", "Rétablissez-le, ou retirez le levier."));
    };
    switch (lever.kind) {
      case LeverKind::facilitator:
      case LeverKind::bridge:
        return needs("mechanisms.facilitation");
      case LeverKind::peer_circles:
      case LeverKind::agora:
      case LeverKind::codevelopment:
        return needs("mechanisms.spaces");
      case LeverKind::fifty_fifty:
      case LeverKind::pilot_projects:
      case LeverKind::evaluation:
        return needs("mechanisms.projects");
      case LeverKind::narrative:
        needs("mechanisms.projects");
        return needs("mechanisms.narrative");
      case LeverKind::candour_charter:
      case LeverKind::training:
        return needs("mechanisms.candour");
      case LeverKind::memory:
      case LeverKind::election_upset:
      case LeverKind::departures:
        return needs("mechanisms.turnover");
      default:
        return;
    }
  }

  void check_election(const territory::Lever& lever, const Entry& entry) {
    const std::uint32_t month = std::max(1u, lever.from);
    const territory::Parameters& p = specification_.parameters;
    const auto first = static_cast<std::uint32_t>(p["elections.first"]),
               period = static_cast<std::uint32_t>(p["elections.period"]);
    const bool by_calendar = !p.is_on("elections.random_phase") && month >= first && (month - first) % period == 0;
    if (by_calendar || std::find(elections_.begin(), elections_.end(), month) != elections_.end())
      findings_.add("E0361", place_of(entry, "from"),
                    text("two elections would fall in month {}", "deux élections tomberaient au mois {}", month),
                    by_calendar ? text("The calendar has one there already (elections.first, elections.period).",
                                       "Le calendrier en a déjà une (elections.first, elections.period).")
                                : text("Keep one of the two levers.", "Gardez l'un des deux leviers."));
    elections_.push_back(month);
  }

  void check_who(double who, double least, const Entry& entry) {
    double count = 0, largest = 0;
    for (std::size_t type = 0; type < territory::actor_types; ++type)
      if (territory::is_meant(who, type)) {
        count += offices_[type];
        largest = std::max(largest, offices_[type]);
      }
    if ((least > 1 ? largest : count) >= least) return;
    findings_.add(
        "W0365", place_of(entry, "who"),
        text("[{}] is meant for actors of whom there are {}: it will do nothing",
             "[{}] vise des acteurs au nombre de {} : il ne fera rien", shown(entry), number(count)),
        text("Choose another who, or bring such actors.", "Choisissez un autre who, ou apportez de tels acteurs."));
  }

  void check_scandal(const territory::Lever& lever, const Entry& entry) {
    const auto one = static_cast<std::size_t>(lever["scandal.one"]),
               other = static_cast<std::size_t>(lever["scandal.other"]);
    if (one == other) {
      findings_.add(
          "E0362", place_of(entry, "other"),
          text("a scandal is between two types of actors, not of {} with themselves",
               "un scandale oppose deux types d'acteurs, non {} à lui-même", territory::actor_type_names[one]),
          text("Choose another type for one or other.", "Choisissez un autre type pour one ou other."));
      return;
    }
    for (const std::size_t type : {one, other})
      if (offices_[type] == 0) check_who(static_cast<double>(type + 2), 1, entry);
  }

  void check_rounds(double rounds, double months, const Entry& entry, std::string_view field) {
    if (rounds <= months) return;
    findings_.add("E0363", place_of(entry, field),
                  text("{} rounds do not fit into {} months, one a month at most",
                       "{} étapes ne tiennent pas en {} mois, une par mois au plus", number(rounds), number(months)),
                  text("Lower the rounds or raise the duration.", "Réduisez les étapes ou allongez la durée."));
  }

  const territory::Specification& specification_;
  Findings& findings_;
  std::array<double, territory::actor_types> offices_{};
  std::vector<std::uint32_t> elections_;
};

}  // namespace

std::vector<territory::Lever> check_levers(const Node& levers, const territory::Specification& specification,
                                           bool complete, Findings& findings) {
  std::vector<territory::Lever> result;
  Company company(specification, findings);
  for (const Entry& entry : levers.entries)
    if (std::optional<territory::Lever> lever = check_lever(entry, specification.months, complete, findings)) {
      company.check(*lever, entry);
      result.push_back(std::move(*lever));
    }
  return result;
}

}  // namespace entremise::scenarios
