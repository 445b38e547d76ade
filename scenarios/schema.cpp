#include <nlohmann/json.hpp>

#include "scenarios/fields.hpp"
#include "scenarios/own_territory.hpp"
#include "scenarios/scenario.hpp"

namespace entremise::scenarios {
namespace {

using nlohmann::json;

std::string both(std::string_view en, std::string_view fr) {
  return fmt::format("{}\n\n{}", en, fr);
}

json object() {
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", json::object()}};
}

// JSON has one type of number; whole ones are written as such, so that editors offer 3 and not 3.0.
json tidy(double value) {
  if (value == static_cast<double>(static_cast<std::int64_t>(value))) return static_cast<std::int64_t>(value);
  return value;
}

json of_parameter(const territory::Parameter& p) {
  json result{{"description", both(p.en, p.fr)}};
  switch (p.kind) {
    case territory::Kind::boolean:
      result["type"] = "boolean";
      result["default"] = p.initial != 0;
      return result;
    case territory::Kind::choice: {
      const std::vector<std::string> words = choices_of(p);
      result["type"] = "string";
      result["enum"] = words;
      result["default"] = words[static_cast<std::size_t>(p.initial)];
      return result;
    }
    case territory::Kind::integer:
      result["type"] = "integer";
      break;
    case territory::Kind::real:
      result["type"] = "number";
      break;
  }
  result["minimum"] = tidy(p.valid.low);
  result["maximum"] = tidy(p.valid.high);
  result["default"] = tidy(p.initial);
  return result;
}

json month_range(const Field& f) {
  return {{"type", "integer"}, {"minimum", tidy(f.valid.low)}, {"maximum", tidy(f.valid.high)}};
}

json of_rows(std::span<const ColumnName> columns, std::size_t required) {
  json row = object();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    row["properties"][std::string(columns[i].name)] = {{"description", both(columns[i].en, columns[i].fr)},
                                                       {"type", {"string", "number"}}};
    if (i < required) row["required"].push_back(columns[i].name);
  }
  return {{"type", "array"}, {"items", row}};
}

json of_field(const Field& f) {
  json result;
  switch (f.kind) {
    case FieldKind::translated: {
      json table = object();
      table["properties"] = {{"en", {{"type", "string"}}}, {"fr", {{"type", "string"}}}};
      result["anyOf"] = {{{"type", "string"}}, table};
      break;
    }
    case FieldKind::file:
      result["type"] = "string";
      break;
    case FieldKind::archetype:
      result["type"] = "string";
      result["enum"] = archetype_names();
      result["default"] = territory::default_archetype;
      break;
    case FieldKind::integer:
      result = month_range(f);
      if (f.valid.contains(f.initial)) result["default"] = tidy(f.initial);
      break;
    case FieldKind::boolean:
      result["type"] = "boolean";
      result["default"] = f.initial != 0;
      break;
    case FieldKind::months:
      result["type"] = "array";
      result["items"] = month_range(f);
      break;
    case FieldKind::rows:
      result = f.key == "territory.offices" ? of_rows(office_columns, office_type + 1)
                                            : of_rows(tie_columns, tie_target + 1);
      break;
  }
  result["description"] = both(f.en, f.fr);
  return result;
}

// The place of a dotted key, with the sections above it made where they are not there yet.
json& place_for(json& root, std::string_view key) {
  json* at = &root;
  for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
    json& properties = (*at)["properties"];
    const std::string name(key.substr(0, dot));
    if (!properties.contains(name)) properties[name] = object();
    at = &properties[name];
    key.remove_prefix(dot + 1);
  }
  return (*at)["properties"][std::string(key)];
}

// A file that extends another may change one field of a lever alone, so that not even the kind is required.
json of_levers() {
  json kinds = json::array();
  for (const territory::LeverDescription& kind : territory::lever_kinds) {
    json lever = object();
    lever["description"] = both(kind.en, kind.fr);
    lever["properties"]["kind"] = {{"type", "string"}, {"enum", {kind.name}}};
    for (const Field& f : lever_fields) lever["properties"][std::string(f.key)] = of_field(f);
    for (const std::size_t i : fields_of(kind)) {
      const territory::Parameter& p = territory::lever_registry[i];
      lever["properties"][std::string(last_name(p.key))] = of_parameter(p);
    }
    kinds.push_back(std::move(lever));
  }
  return {{"type", "object"}, {"additionalProperties", {{"anyOf", kinds}}}};
}

}  // namespace

nlohmann::json schema() {
  json root = object();
  root["$schema"] = "http://json-schema.org/draft-07/schema#";
  root["title"] = "Entremise scenario";
  for (const Field& f : fields) place_for(root, f.key) = of_field(f);
  for (const territory::Parameter& p : territory::registry) place_for(root, p.key) = of_parameter(p);
  root["properties"]["levers"] = of_levers();
  for (const Section& s : sections()) root["properties"][s.name]["description"] = both(s.title.en, s.title.fr);
  return root;
}

}  // namespace entremise::scenarios
