#include "scenarios/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace entremise::scenarios {
namespace {

struct Bounds {
  bool whole;
  territory::Range valid;
  Text meaning;
};

// "0,5" or "0.5" as people put it between quotation marks by mistake.
std::string number_within(std::string word) {
  std::replace(word.begin(), word.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc{} && end == word.data() + word.size() && std::isfinite(value) ? number(value) : "";
}

std::optional<double> read_number(const Bounds& bounds, std::string_view shown, const Node& node, Findings& findings) {
  double value = 0;
  if (node.type == Node::Type::integer) {
    value = static_cast<double>(node.integer);
  } else if (node.type == Node::Type::real) {
    value = node.real;
    if (!std::isfinite(value)) {
      findings.add("E0314", node.place,
                   text("{} is infinite or not a number", "{} est infini ou n'est pas un nombre", shown),
                   text("Write a number from {} to {}.", "Écrivez un nombre de {} à {}.", number(bounds.valid.low),
                        number(bounds.valid.high)));
      return std::nullopt;
    }
    if (bounds.whole) {
      const bool is_whole = value == std::floor(value) && std::fabs(value) < 1e15;
      findings.add(
          "E0313", node.place,
          text("{} should be a whole number, not {}", "{} devrait être un nombre entier, et non {}", shown,
               is_whole ? number(value) + ".0" : number(value)),
          is_whole ? text("Write {} = {}.", "Écrivez {} = {}.", last_name(shown), number(value))
                   : text("Write {} or {}.", "Écrivez {} ou {}.", number(std::floor(value)), number(std::ceil(value))));
      return std::nullopt;
    }
  } else {
    const std::string meant = node.type == Node::Type::text ? number_within(node.text) : "";
    report_type(shown, bounds.whole ? text("a whole number", "un nombre entier") : text("a number", "un nombre"), node,
                meant.empty()
                    ? text("Write a number from {} to {}.", "Écrivez un nombre de {} à {}.", number(bounds.valid.low),
                           number(bounds.valid.high))
                    : text("Without quotation marks: {} = {}", "Sans guillemets : {} = {}", last_name(shown), meant),
                findings);
    return std::nullopt;
  }
  if (!bounds.valid.contains(value)) {
    findings.add("E0315", node.place,
                 text("{} = {} is outside of {} to {}", "{} = {} est hors de {} à {}", shown, number(value),
                      number(bounds.valid.low), number(bounds.valid.high)),
                 bounds.meaning);
    return std::nullopt;
  }
  return value;
}

}  // namespace

void report_type(std::string_view shown, const Text& expected, const Node& node, Text remedy, Findings& findings) {
  const Text found = describe(node);
  findings.add("E0312", node.place,
               {fmt::format("{} should be {}, not {}", shown, expected.en, found.en),
                fmt::format("{} devrait être {}, et non {}", shown, expected.fr, found.fr)},
               std::move(remedy));
}

std::optional<double> read_parameter(const territory::Parameter& p, std::string_view shown, const Node& node,
                                     Findings& findings) {
  if (p.kind == territory::Kind::boolean) {
    const std::optional<bool> on = read_switch(shown, node, findings);
    return on ? std::optional<double>(*on ? 1 : 0) : std::nullopt;
  }
  if (p.kind == territory::Kind::choice) {
    const std::optional<std::size_t> position = read_choice(shown, choices_of(p), node, findings);
    return position ? std::optional<double>(static_cast<double>(*position)) : std::nullopt;
  }
  const Text meaning{std::string(p.en), std::string(p.fr)};
  return read_number({p.kind == territory::Kind::integer, p.valid, meaning}, shown, node, findings);
}

void warn_if_unusual(const territory::Parameter& p, std::string_view shown, double value, const Place& place,
                     Findings& findings) {
  if (p.plausible.contains(value)) return;
  findings.add("W0341", place,
               text("{} = {} is unusual: plausible values go from {} to {}",
                    "{} = {} est inhabituel : les valeurs plausibles vont de {} à {}", shown, number(value),
                    number(p.plausible.low), number(p.plausible.high)),
               {std::string(p.en), std::string(p.fr)});
}

std::optional<double> read_real(const territory::Range& valid, const Text& meaning, std::string_view shown,
                                const Node& node, Findings& findings) {
  return read_number({false, valid, meaning}, shown, node, findings);
}

std::optional<double> read_integer(const Field& field, std::string_view shown, const Node& node, Findings& findings) {
  return read_number({true, field.valid, {std::string(field.en), std::string(field.fr)}}, shown, node, findings);
}

std::optional<bool> read_switch(std::string_view shown, const Node& node, Findings& findings) {
  if (node.type == Node::Type::boolean) return node.boolean;
  report_type(shown, text("true or false", "true (oui) ou false (non)"), node,
              text("Write {0} = true or {0} = false.", "Écrivez {0} = true ou {0} = false.", last_name(shown)),
              findings);
  return std::nullopt;
}

std::optional<std::string> read_word(std::string_view shown, const Node& node, Findings& findings) {
  if (node.type == Node::Type::text) return node.text;
  report_type(shown, text("a text", "un texte"), node,
              text("Write it between quotation marks: {} = \"…\"", "Écrivez-le entre guillemets droits : {} = \"…\"",
                   last_name(shown)),
              findings);
  return std::nullopt;
}

std::optional<std::size_t> read_choice(std::string_view shown, const std::vector<std::string>& words, const Node& node,
                                       Findings& findings) {
  const std::optional<std::string> word = read_word(shown, node, findings);
  if (!word) return std::nullopt;
  const auto it = std::find(words.begin(), words.end(), *word);
  if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  findings.add(
      "E0316", node.place, text("{} cannot be \"{}\"", "{} ne peut pas être « {} »", shown, *word),
      first_of(did_you_mean(*word, words), text("Choose one of: {}.", "Choisissez parmi : {}.", list_of(words))));
  return std::nullopt;
}

std::optional<Text> read_translated(std::string_view shown, const Node& node, Findings& findings) {
  if (node.type == Node::Type::text) return Text{node.text, node.text};
  if (node.type != Node::Type::table) {
    report_type(shown, text("a text", "un texte"), node,
                text("Write {0} = \"…\" or {0} = {{ en = \"…\", fr = \"…\" }}.",
                     "Écrivez {0} = \"…\" ou {0} = {{ en = \"…\", fr = \"…\" }}.", shown),
                findings);
    return std::nullopt;
  }
  Text result;
  bool good = true;
  for (const Entry& entry : node.entries) {
    const std::string key = std::string(shown) + "." + entry.key;
    if (entry.key != "en" && entry.key != "fr") {
      findings.add("E0311", entry.place, text("{} is unknown", "{} est inconnu", key),
                   text("The languages are en and fr.", "Les langues sont en et fr."));
      good = false;
    } else if (const std::optional<std::string> word = read_word(key, entry.value, findings)) {
      (entry.key == "en" ? result.en : result.fr) = *word;
    } else {
      good = false;
    }
  }
  if (!good) return std::nullopt;
  if (result.en.empty()) result.en = result.fr;
  if (result.fr.empty()) result.fr = result.en;
  return result;
}

std::vector<std::uint32_t> read_months(const Field& field, const Node& node, Findings& findings) {
  if (node.type != Node::Type::list) {
    report_type(field.key, text("a list of months", "une liste de mois"), node,
                text("For example: {} = [0, 60, 120]", "Par exemple : {} = [0, 60, 120]", last_name(field.key)),
                findings);
    return {};
  }
  std::vector<std::uint32_t> months;
  for (const Node& item : node.items)
    if (const std::optional<double> month = read_integer(field, field.key, item, findings)) {
      const auto m = static_cast<std::uint32_t>(*month);
      if (std::find(months.begin(), months.end(), m) != months.end())
        findings.add("W0344", item.place,
                     text("month {} is written twice in {}", "le mois {} est écrit deux fois dans {}", m, field.key),
                     text("It is recorded once.", "Il est enregistré une seule fois."));
      else
        months.push_back(m);
    }
  std::sort(months.begin(), months.end());
  return months;
}

}  // namespace entremise::scenarios
