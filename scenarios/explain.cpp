#include "scenarios/explain.hpp"

#include <algorithm>

#include "models/territory/sources.hpp"
#include "scenarios/codes.hpp"
#include "scenarios/fields.hpp"
#include "scenarios/findings.hpp"

namespace entremise::scenarios {
namespace {

using Subject = Explanation::Subject;

template <std::size_t N>
Text named(const std::array<territory::Named, N>& names, std::string_view name) {
  for (const territory::Named& n : names)
    if (n.name == name) return {std::string(n.en), std::string(n.fr)};
  return {};
}

std::string default_of(const territory::Parameter& p) {
  if (p.kind == territory::Kind::boolean) return p.initial != 0 ? "true" : "false";
  if (p.kind == territory::Kind::choice) return '"' + choices_of(p)[static_cast<std::size_t>(p.initial)] + '"';
  return number(p.initial);
}

Explanation of_parameter(const territory::Parameter& p, Subject subject) {
  Explanation e;
  e.subject = subject;
  e.key = p.key;
  e.meaning = {std::string(p.en), std::string(p.fr)};
  e.symbol = p.symbol;
  e.unit = named(territory::units, p.unit);
  e.initial = default_of(p);
  if (p.kind == territory::Kind::real || p.kind == territory::Kind::integer) {
    e.valid = p.valid;
    e.plausible = p.plausible;
  }
  e.choices = choices_of(p);
  e.evidence = p.evidence;
  e.source = p.source;
  e.mechanism = named(territory::mechanisms, p.mechanism);
  const std::string_view section = p.key.substr(0, p.key.find('.'));
  const std::string_view rest = p.key.substr(section.size() + 1);
  e.example = subject == Subject::lever_field
                  ? fmt::format("[levers.{0}]\nkind = \"{0}\"\n{1} = {2}", section, rest, e.initial)
                  : fmt::format("[{}]\n{} = {}", section, rest, e.initial);
  return e;
}

Explanation of_field(const Field& f, bool of_a_lever) {
  Explanation e;
  e.subject = Subject::field;
  e.key = of_a_lever ? fmt::format("levers.{}", f.key) : std::string(f.key);
  e.meaning = {std::string(f.en), std::string(f.fr)};
  switch (f.kind) {
    case FieldKind::integer:
      e.valid = f.valid;
      if (!of_a_lever) e.initial = number(f.initial);
      break;
    case FieldKind::boolean:
      e.initial = f.initial != 0 ? "true" : "false";
      break;
    case FieldKind::months:
      e.valid = f.valid;
      e.initial = "[]";
      break;
    case FieldKind::archetype:
      e.choices = archetype_names();
      e.initial = fmt::format("\"{}\"", territory::default_archetype);
      break;
    case FieldKind::translated:
    case FieldKind::file:
    case FieldKind::rows:
      break;
  }
  return e;
}

std::optional<Explanation> of_section(std::string_view key) {
  const std::vector<std::string> members = names_below(key);
  if (key.empty() || (members.empty() && key != "levers")) return std::nullopt;
  Explanation e;
  e.subject = Subject::section;
  e.key = key;
  for (const Section& s : sections())
    if (s.name == key.substr(0, key.find('.'))) e.meaning = s.title;
  for (const std::string& name : members) e.members.push_back(fmt::format("{}.{}", key, name));
  if (key == "levers") e.members = lever_kind_names();
  return e;
}

std::optional<Explanation> of_lever_kind(std::string_view key) {
  for (const territory::LeverDescription& kind : territory::lever_kinds) {
    if (kind.name != key) continue;
    Explanation e;
    e.subject = Subject::lever_kind;
    e.key = key;
    e.meaning = {std::string(kind.en), std::string(kind.fr)};
    for (const Field& f : lever_fields) e.members.push_back(fmt::format("levers.{}", f.key));
    for (const std::size_t i : fields_of(kind)) e.members.emplace_back(territory::lever_registry[i].key);
    e.example = fmt::format("[levers.{0}]\nkind = \"{0}\"\nfrom = 12", key);
    return e;
  }
  return std::nullopt;
}

std::optional<Explanation> of_archetype(std::string_view key) {
  for (const territory::Archetype& a : territory::archetypes) {
    if (a.name != key) continue;
    Explanation e;
    e.subject = Subject::archetype;
    e.key = key;
    e.meaning = {std::string(a.en), std::string(a.fr)};
    for (const territory::Setting& s : a.settings) e.members.push_back(fmt::format("{} = {}", s.key, number(s.value)));
    e.example = fmt::format("[territory]\narchetype = \"{}\"", key);
    return e;
  }
  return std::nullopt;
}

std::optional<Explanation> of_code(std::string_view key) {
  const std::size_t i = find_code(key);
  if (i == diagnostic_codes.size()) return std::nullopt;
  Explanation e;
  e.subject = Subject::diagnostic;
  e.key = key;
  e.meaning = {std::string(diagnostic_codes[i].en), std::string(diagnostic_codes[i].fr)};
  return e;
}

// "levers.skill" and "levers.mediator.skill" are the field as people see it in a file.
std::optional<Explanation> of_written_lever_field(std::string_view key) {
  if (!key.starts_with("levers.")) return std::nullopt;
  const std::string_view name = last_name(key);
  for (const Field& f : lever_fields)
    if (f.key == name) return of_field(f, true);
  for (const territory::Parameter& p : territory::lever_registry)
    if (last_name(p.key) == name) return of_parameter(p, Subject::lever_field);
  return std::nullopt;
}

std::optional<Explanation> of_last_name(std::string_view name) {
  std::vector<std::string> matches;
  for (const std::string& key : explainable())
    if (key.find('.') != std::string::npos && last_name(key) == name) matches.push_back(key);
  return matches.size() == 1 ? explain(matches.front()) : std::nullopt;
}

Text evidence_text(territory::Evidence evidence) {
  switch (evidence) {
    case territory::Evidence::published:
      return text("published", "publié");
    case territory::Evidence::literature:
      return text("literature, not checked", "littérature, non vérifiée");
    case territory::Evidence::derived:
      return text("derived from published figures", "déduit de chiffres publiés");
    case territory::Evidence::assumption:
      break;
  }
  return text("assumption", "hypothèse");
}

}  // namespace

std::optional<Explanation> explain(std::string_view key) {
  if (const std::size_t i = territory::find_parameter(key); i != territory::registry.size())
    return of_parameter(territory::registry[i], Subject::parameter);
  if (const std::size_t i = territory::find_lever_field(key); i != territory::lever_registry.size())
    return of_parameter(territory::lever_registry[i], Subject::lever_field);
  if (const Field* field = find_field(key)) return of_field(*field, false);
  for (const auto attempt : {of_written_lever_field, of_section, of_lever_kind, of_archetype, of_code, of_last_name})
    if (std::optional<Explanation> found = attempt(key)) return found;
  return std::nullopt;
}

std::string suggestion(std::string_view key) {
  std::vector<std::string> candidates = explainable();
  for (const std::string& full : explainable()) candidates.emplace_back(last_name(full));
  return nearest(key, candidates);
}

std::vector<std::string> explainable() {
  std::vector<std::string> keys;
  for (const Section& s : sections()) keys.push_back(s.name);
  for (const std::string& key : all_keys()) keys.push_back(key);
  for (const std::string& kind : lever_kind_names()) keys.push_back(kind);
  for (const Field& f : lever_fields) keys.push_back(fmt::format("levers.{}", f.key));
  for (const territory::Parameter& p : territory::lever_registry) keys.emplace_back(p.key);
  for (const std::string& archetype : archetype_names()) keys.push_back(archetype);
  for (const DiagnosticCode& c : diagnostic_codes) keys.emplace_back(c.code);
  return keys;
}

std::string to_text(const Explanation& e, Language language) {
  std::string out = e.key;
  if (!e.symbol.empty()) out += fmt::format("  ({})", e.symbol);
  out += fmt::format("\n  {}\n", e.meaning.in(language));
  const auto add = [&out, language](const Text& label, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {} {}\n", label.in(language), value);
  };
  const auto range = [language](const territory::Range& r) {
    return text("{} to {}", "{} à {}", number(r.low), number(r.high)).in(language);
  };
  add(text("Mechanism:", "Mécanisme :"), e.mechanism.in(language));
  add(text("Default:", "Par défaut :"), e.initial);
  add(text("Unit:", "Unité :"), e.unit.in(language));
  if (!e.choices.empty()) add(text("Choices:", "Choix :"), list_of(e.choices));
  if (e.plausible) add(text("Plausible:", "Plausible :"), range(*e.plausible));
  if (e.valid) add(text("Valid:", "Valide :"), range(*e.valid));
  if (e.evidence) add(text("Evidence:", "Appui :"), evidence_text(*e.evidence).in(language));
  add(text("Source:", "Source :"), territory::source_text(e.source).in(language));
  for (const std::string& member : e.members) out += fmt::format("    {}\n", member);
  if (!e.example.empty()) {
    std::string indented = "    ";
    for (const char c : e.example) indented += c == '\n' ? std::string("\n    ") : std::string(1, c);
    out += fmt::format("\n{}\n", indented);
  }
  return out;
}

}  // namespace entremise::scenarios
