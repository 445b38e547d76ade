#include "scenarios/fields.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace entremise::scenarios {
namespace {

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

Text title_of_section(std::string_view section) {
  for (const territory::Parameter& p : territory::registry)
    if (p.key.substr(0, p.key.find('.')) == section)
      for (const territory::Named& m : territory::mechanisms)
        if (m.name == p.mechanism) return {std::string(m.en), std::string(m.fr)};
  return {};
}

}  // namespace

const std::vector<Section>& sections() {
  static const std::vector<Section> all = [] {
    std::vector<std::string> names;
    for (const territory::Parameter& p : territory::registry) add_once(names, p.key.substr(0, p.key.find('.')));
    std::vector<Section> result{
        {"run", text("How long, how often, from which seed", "Durée, nombre de tirages, graine")}};
    for (const std::string& name : names) result.push_back({name, title_of_section(name)});
    result.push_back({"levers", text("Levers: what is done to the territory, and when",
                                     "Leviers : ce que l'on fait au territoire, et quand")});
    result.push_back(
        {"record", text("What is kept besides the monthly series", "Ce qui est gardé en plus des séries mensuelles")});
    return result;
  }();
  return all;
}

const Field* find_field(std::string_view key) {
  const auto it = std::find_if(fields.begin(), fields.end(), [key](const Field& f) { return f.key == key; });
  return it == fields.end() ? nullptr : &*it;
}

std::vector<std::string> names_below(std::string_view prefix) {
  std::vector<std::string> names;
  const auto consider = [&names, prefix](std::string_view key) {
    if (!prefix.empty()) {
      if (!key.starts_with(prefix) || key.size() <= prefix.size() || key[prefix.size()] != '.') return;
      key.remove_prefix(prefix.size() + 1);
    }
    add_once(names, key.substr(0, key.find('.')));
  };
  for (const Field& f : fields) consider(f.key);
  for (const territory::Parameter& p : territory::registry) consider(p.key);
  if (prefix.empty()) add_once(names, "levers");
  return names;
}

std::vector<std::string> all_keys() {
  std::vector<std::string> keys;
  for (const Field& f : fields) keys.emplace_back(f.key);
  for (const territory::Parameter& p : territory::registry) keys.emplace_back(p.key);
  return keys;
}

std::vector<std::size_t> fields_of(const territory::LeverDescription& kind) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < territory::lever_registry.size(); ++i) {
    const std::string_view key = territory::lever_registry[i].key;
    if (key.substr(0, key.find('.')) == kind.name) result.push_back(i);
  }
  return result;
}

std::string_view last_name(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

std::vector<std::string> choices_of(const territory::Parameter& parameter) {
  std::vector<std::string> words;
  std::string_view rest = parameter.choices;
  while (!rest.empty()) {
    const std::size_t bar = rest.find('|');
    words.emplace_back(rest.substr(0, bar));
    rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
  }
  return words;
}

std::vector<std::string> archetype_names() {
  std::vector<std::string> names;
  for (const territory::Archetype& a : territory::archetypes) names.emplace_back(a.name);
  return names;
}

std::vector<std::string> lever_kind_names() {
  std::vector<std::string> names;
  for (const territory::LeverDescription& k : territory::lever_kinds) names.emplace_back(k.name);
  return names;
}

std::string number(double value) {
  return fmt::format("{}", value);
}

}  // namespace entremise::scenarios
