#include <algorithm>

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

}  // namespace

std::vector<territory::Lever> check_levers(const Node& levers, std::uint32_t months, bool complete,
                                           Findings& findings) {
  std::vector<territory::Lever> result;
  for (const Entry& entry : levers.entries)
    if (std::optional<territory::Lever> lever = check_lever(entry, months, complete, findings))
      result.push_back(std::move(*lever));
  return result;
}

}  // namespace entremise::scenarios
