#include "scenarios/differences.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "scenarios/document.hpp"

namespace entremise::scenarios {
namespace {

std::string written(const Node& node) {
  switch (node.type) {
    case Node::Type::text:
    case Node::Type::date:
      return '"' + node.text + '"';
    case Node::Type::integer:
      return fmt::format("{}", node.integer);
    case Node::Type::real:
      return fmt::format("{}", node.real);
    case Node::Type::boolean:
      return node.boolean ? "true" : "false";
    case Node::Type::list: {
      std::string out = "[";
      for (const Node& item : node.items) out += (out.size() > 1 ? ", " : "") + written(item);
      return out + "]";
    }
    case Node::Type::table: {
      std::string out = "{";
      for (const Entry& entry : node.entries)
        out += (out.size() > 1 ? ", " : "") + entry.key + " = " + written(entry.value);
      return out + "}";
    }
  }
  return {};
}

struct Said {
  std::string key, kind, value;
};

void flatten(const Node& table, const std::string& path, const std::string& kind, std::vector<Said>& out) {
  for (const Entry& entry : table.entries) {
    const std::string key = path.empty() ? entry.key : path + "." + entry.key;
    if (entry.value.type != Node::Type::table) {
      out.push_back({key, kind, written(entry.value)});
      continue;
    }
    const Entry* named = path == "levers" ? entry.value.find("kind") : nullptr;
    flatten(entry.value, key, named != nullptr ? named->value.text : kind, out);
  }
}

// Everything that a scenario says to the model.
std::vector<Said> said_by(const Scenario& scenario) {
  const std::string text = to_toml(scenario);
  Findings findings;
  std::vector<Said> out;
  if (const auto document = parse_document(text, scenario.name, findings)) flatten(*document, "", "", out);
  std::erase_if(out, [](const Said& one) {
    for (const char* about : {"title", "description", "run.replicates", "run.seed", "record"})
      if (one.key == about || one.key.starts_with(std::string(about) + ".")) return true;
    return false;
  });
  return out;
}

}  // namespace

std::vector<Difference> differences(const Scenario& first, const Scenario& second) {
  const std::vector<Said> before = said_by(first), after = said_by(second);
  std::map<std::string, const Said*> of_second, of_first;
  for (const Said& one : before) of_first.emplace(one.key, &one);
  for (const Said& one : after) of_second.emplace(one.key, &one);
  std::vector<Difference> out;
  for (const Said& one : before) {
    const auto other = of_second.find(one.key);
    if (other == of_second.end())
      out.push_back({one.key, one.kind, one.value, {}});
    else if (other->second->value != one.value)
      out.push_back({one.key, one.kind, one.value, other->second->value});
  }
  for (const Said& one : after)
    if (!of_first.contains(one.key)) out.push_back({one.key, one.kind, {}, one.value});
  return out;
}

}  // namespace entremise::scenarios
