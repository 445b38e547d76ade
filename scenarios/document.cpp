#include "scenarios/document.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/encoding.hpp"

// This file alone knows the parser. Nesting is bounded, so that no input can exhaust the stack.
#define TOML_MAX_NESTED_VALUES 16
#include <toml++/toml.h>

namespace entremise::scenarios {

const Entry* Node::find(std::string_view key) const {
  const auto it = std::find_if(entries.begin(), entries.end(), [key](const Entry& e) { return e.key == key; });
  return it == entries.end() ? nullptr : &*it;
}

Entry* Node::find(std::string_view key) {
  return const_cast<Entry*>(std::as_const(*this).find(key));
}

namespace {

// Names nested deeper than this (a.b.c…) are refused before the parser builds a tree as deep.
constexpr int max_dotted_names = 16;

Place place_of(const toml::source_position& at, const std::string& file) {
  return {file, at.line, at.column};
}

bool written_before(const Place& a, const Place& b) {
  return a.line != b.line ? a.line < b.line : a.column < b.column;
}

Node convert(const toml::node& from, const std::string& file) {
  Node node;
  node.place = place_of(from.source().begin, file);
  if (const auto* table = from.as_table()) {
    node.type = Node::Type::table;
    node.entries.reserve(table->size());
    for (const auto& [key, value] : *table)
      node.entries.push_back({std::string(key.str()), place_of(key.source().begin, file), convert(value, file)});
    // The parser sorts by name; the order of the text decides the order of levers and of messages.
    std::sort(node.entries.begin(), node.entries.end(),
              [](const Entry& a, const Entry& b) { return written_before(a.place, b.place); });
  } else if (const auto* array = from.as_array()) {
    node.type = Node::Type::list;
    node.items.reserve(array->size());
    for (const toml::node& item : *array) node.items.push_back(convert(item, file));
  } else if (const auto* string = from.as_string()) {
    node.type = Node::Type::text;
    node.text = string->get();
  } else if (const auto* integer = from.as_integer()) {
    node.type = Node::Type::integer;
    node.integer = integer->get();
  } else if (const auto* real = from.as_floating_point()) {
    node.type = Node::Type::real;
    node.real = real->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.type = Node::Type::boolean;
    node.boolean = boolean->get();
  } else {
    node.type = Node::Type::date;
  }
  return node;
}

bool check_depth_of_names(std::string_view content, const std::string& file, Findings& findings) {
  std::uint32_t line = 1;
  int dots = 0;
  for (const char c : content) {
    const bool in_name = c == '.' || c == ' ' || c == '\t' || c == '_' || c == '-' || c == '"' || c == '\'' ||
                         (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         static_cast<unsigned char>(c) >= 0x80;
    if (c == '.') {
      ++dots;
    } else if ((c == '=' || c == ']') && dots > max_dotted_names) {
      findings.add("E0308", {file, line, 1},
                   text("names are nested too deeply here", "des noms sont imbriqués trop profondément ici"));
      return false;
    } else if (!in_name) {
      dots = 0;
    }
    if (c == '\n') ++line;
  }
  return true;
}

// What follows "saw '" in a message of the parser: the character that it did not expect.
std::string unexpected(std::string_view description) {
  const std::size_t at = description.find("saw '");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = description.substr(at + 5);
  // The quotation mark itself may be the character.
  const std::size_t end = rest.find('\'', 1);
  return std::string(rest.substr(0, end == std::string_view::npos ? rest.size() : end));
}

struct Symptom {
  std::string_view fragment;  // of the parser's message
  Text message, remedy;
};

// The parser speaks English only and in its own terms; these are the mistakes that people make. First match wins.
Symptom diagnose(std::string_view description) {
  const auto has = [description](std::string_view fragment) {
    return description.find(fragment) != std::string_view::npos;
  };
  const std::string saw = unexpected(description);
  const Text value_remedy =
      text("A number is written 0.5 (with a point), a text \"…\" (with quotation marks), a switch true or false.",
           "Un nombre s'écrit 0.5 (avec un point), un texte \"…\" (avec des guillemets droits), un interrupteur true "
           "ou false.");
  if (has("end-of-file") || has("saw EOF"))
    return {{},
            text("the file ends in the middle of something", "le fichier se termine au milieu de quelque chose"),
            text("A quotation mark, a bracket or a value is missing.",
                 "Il manque un guillemet, un crochet ou une valeur.")};
  if (has("nested value depth"))
    return {{}, text("values are nested too deeply here", "des valeurs sont imbriquées trop profondément ici"), {}};
  if (has("expected '='"))
    return {{},
            text("an equals sign is missing before \"{}\"", "il manque un signe égal avant « {} »", saw),
            text("Every line is: name = value.", "Chaque ligne s'écrit : nom = valeur.")};
  if (has("expected comma or closing ']'"))
    return {{},
            text("a comma or the closing bracket is missing before \"{}\"",
                 "il manque une virgule ou le crochet fermant avant « {} »", saw),
            text("A list is written [0, 60, 120].", "Une liste s'écrit [0, 60, 120].")};
  if (has("expected comma or closing '}'"))
    return {{},
            text("a comma or the closing brace is missing before \"{}\"",
                 "il manque une virgule ou l'accolade fermante avant « {} »", saw),
            {}};
  if (has("expected ']'"))
    return {{},
            text("the name of the section is not closed", "le nom de la section n'est pas refermé"),
            text("A section is written [name].", "Une section s'écrit [nom].")};
  if (has("expected a comment or whitespace"))
    return {{},
            text("the line should end before \"{}\"", "la ligne devrait se terminer avant « {} »", saw),
            saw == ","
                ? text("Numbers take a point: 0.5, not 0,5.", "Les nombres s'écrivent avec un point : 0.5, non 0,5.")
                : text("One name = value per line.", "Une seule écriture nom = valeur par ligne.")};
  if (has("control character"))
    return {{},
            text("a control character stands here", "un caractère de contrôle se trouve ici"),
            text("Delete it; a text over several lines begins and ends with \"\"\".",
                 "Effacez-le ; un texte sur plusieurs lignes commence et finit par \"\"\".")};
  if (has("escape sequence") || has("surrogate") || has("U+10FFFF"))
    return {{},
            text("this escape sequence is unknown", "cette séquence d'échappement est inconnue"),
            text("In a text, a backslash is written twice, or the text stands between '…'.",
                 "Dans un texte, une barre oblique inverse s'écrit deux fois, ou le texte se met entre '…'.")};
  if (has("expected keys, tables") || has("bare key starting") || has("blank bare keys") || has("expected key"))
    return {{},
            saw.empty()
                ? text("a name or a [section] should begin here", "un nom ou une [section] devrait commencer ici")
                : text("a name or a [section] should begin here, not \"{}\"",
                       "un nom ou une [section] devrait commencer ici, et non « {} »", saw),
            text("A name that is more than letters, digits, - and _ stands between quotation marks.",
                 "Un nom fait d'autre chose que de lettres sans accent, de chiffres, de - et de _ se met entre "
                 "guillemets.")};
  if (has("expected day") || has("expected month") || has("expected hour") || has("expected minute") ||
      has("expected second") || has("-digit"))
    return {{}, text("this date or time does not exist", "cette date ou cette heure n'existe pas"), {}};
  if (has("digit") || has("leading zero") || has("underscore") || has("exponent") || has("too long") ||
      has("hexadecimal") || has("length limit") || has("cannot be represented") || has("integer") ||
      has("floating-point"))
    return {{},
            text("this number is not well written, or is too large", "ce nombre est mal écrit, ou il est trop grand"),
            value_remedy};
  return {{}, text("this is not a value", "ceci n'est pas une valeur"), value_remedy};
}

// The name between quotation marks in "cannot redefine existing integer 'months'".
std::string redefined(std::string_view description) {
  const std::size_t from = description.find('\'', description.find("cannot redefine"));
  if (from == std::string_view::npos) return {};
  const std::size_t to = description.find('\'', from + 1);
  return to == std::string_view::npos ? std::string{} : std::string(description.substr(from + 1, to - from - 1));
}

// The parser tells of a second definition behind the equals sign; the line's first character is easier to find.
Place start_of_line(std::string_view content, Place place) {
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < place.line && at < content.size(); ++line)
    at = std::min(content.find('\n', at), content.size() - 1) + 1;
  const std::size_t first = content.find_first_not_of(" \t", at);
  if (first != std::string_view::npos) place.column = static_cast<std::uint32_t>(first - at + 1);
  return place;
}

void report_syntax(const toml::parse_error& error, std::string_view content, const std::string& file,
                   Findings& findings) {
  const std::string_view description = error.description();
  const Place place = place_of(error.source().begin, file);
  if (description.find("cannot redefine") != std::string_view::npos) {
    const std::string name = redefined(description);
    findings.add("E0309", start_of_line(content, place),
                 name.empty() ? text("this is already written above", "ceci est déjà écrit plus haut")
                              : text("\"{}\" is already written above", "« {} » est déjà écrit plus haut", name),
                 text("Keep one of the two.", "Gardez l'un des deux."));
    return;
  }
  Symptom symptom = diagnose(description);
  findings.add("E0308", place, std::move(symptom.message), std::move(symptom.remedy));
}

}  // namespace

std::optional<Node> parse_document(std::string_view content, const std::string& file, Findings& findings) {
  if (!check_encoding(content, file, findings) || !check_depth_of_names(content, file, findings)) return std::nullopt;
  const toml::parse_result result = toml::parse(content);
  if (!result) {
    report_syntax(result.error(), content, file, findings);
    return std::nullopt;
  }
  Node document = convert(result.table(), file);
  if (document.entries.empty()) {
    findings.add("E0307", {file, 1, 1}, text("this scenario says nothing", "ce scénario ne dit rien"),
                 text("The shortest one is: title = \"…\".", "Le plus court est : title = \"…\"."));
    return std::nullopt;
  }
  return document;
}

Text describe(const Node& node) {
  switch (node.type) {
    case Node::Type::text: {
      // Cut between characters, not within one.
      std::string shown = node.text.substr(0, 40);
      while (shown.size() < node.text.size() && !shown.empty() &&
             (static_cast<unsigned char>(node.text[shown.size()]) & 0xC0u) == 0x80u)
        shown.pop_back();
      if (shown.size() < node.text.size()) shown += "…";
      return text("the text \"{}\"", "le texte « {} »", shown);
    }
    case Node::Type::integer:
      return text("the whole number {}", "l'entier {}", node.integer);
    case Node::Type::real:
      return text("the number {}", "le nombre {}", node.real);
    case Node::Type::boolean:
      return text("{}", "{}", node.boolean);
    case Node::Type::date:
      return text("a date or time", "une date ou une heure");
    case Node::Type::list:
      return text("a list", "une liste");
    case Node::Type::table:
      break;
  }
  return text("a section", "une section");
}

}  // namespace entremise::scenarios
