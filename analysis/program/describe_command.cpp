// describe: what the model says of itself, as documents. The files beside the model are what this prints.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "analysis/charts/svg.hpp"
#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"
#include "analysis/wording/numbers.hpp"
#include "models/territory/description/month_description.hpp"
#include "models/territory/registry.hpp"
#include "models/territory/sources.hpp"

namespace entremise::program {
namespace {

using charts::coordinate;
using charts::escape;
using territory::Evidence;
using territory::Kind;
using territory::Named;
using territory::Parameter;

// One document in one language.
class Writer {
 public:
  explicit Writer(Language language) : language_(language) {}

  [[nodiscard]] bool french() const { return language_ == Language::french; }
  [[nodiscard]] std::string say(std::string_view en, std::string_view fr) const {
    return french() ? unbroken(std::string(fr)) : std::string(en);
  }
  [[nodiscard]] std::string say(const Named& words) const { return say(words.en, words.fr); }

  /// A number as the registry has it, with as many decimals as it needs.
  [[nodiscard]] std::string number(double value) const {
    std::string plain = fmt::format("{}", value);
    if (french()) std::replace(plain.begin(), plain.end(), '.', ',');
    return plain.starts_with('-') ? "−" + plain.substr(1) : plain;
  }

 private:
  Language language_;
};

template <std::size_t N>
const Named& named(const std::array<Named, N>& names, std::string_view name) {
  return *std::find_if(names.begin(), names.end(), [name](const Named& one) { return one.name == name; });
}

std::vector<std::string> choices_of(const Parameter& p) {
  std::vector<std::string> all{""};
  for (const char c : p.choices)
    if (c == '|')
      all.emplace_back();
    else
      all.back() += c;
  return all;
}

std::string default_of(const Parameter& p, const Writer& w) {
  switch (p.kind) {
    case Kind::boolean:
      return p.initial != 0 ? w.say("on", "oui") : w.say("off", "non");
    case Kind::choice:
      return "`" + choices_of(p).at(static_cast<std::size_t>(p.initial)) + "`";
    case Kind::real:
    case Kind::integer:
      break;
  }
  return w.number(p.initial);
}

std::string range_of(const Parameter& p, const Writer& w) {
  if (p.kind == Kind::boolean) return w.say("on, off", "oui, non");
  if (p.kind == Kind::choice) {
    std::string all;
    for (const std::string& choice : choices_of(p)) all += (all.empty() ? "`" : ", `") + choice + "`";
    return all;
  }
  return w.number(p.plausible.low) + " – " + w.number(p.plausible.high);
}

std::string word_of(Evidence evidence, const Writer& w) {
  switch (evidence) {
    case Evidence::published:
      return w.say("published", "publié");
    case Evidence::literature:
      return w.say("literature", "littérature");
    case Evidence::derived:
      return w.say("derived", "dérivé");
    case Evidence::assumption:
      break;
  }
  return w.say("assumption", "hypothèse");
}

std::string source_of(const Parameter& p, const Writer& w) {
  const Text source = territory::source_text(p.source);
  return w.say(source.en, source.fr);
}

std::string rows_of(const std::vector<const Parameter*>& rows, const Writer& w) {
  std::string out = w.say("| key | symbol | unit | default | plausible range | evidence | meaning | source |\n",
                          "| clé | symbole | unité | défaut | plage plausible | preuve | sens | source |\n");
  out += "|---|---|---|---|---|---|---|---|\n";
  for (const Parameter* p : rows)
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", p->key, p->symbol,
                       w.say(named(territory::units, p->unit)), default_of(*p, w), range_of(*p, w),
                       word_of(p->evidence, w), w.say(p->en, p->fr), source_of(*p, w));
  return out;
}

template <std::size_t N>
std::array<std::size_t, 4> evidence_of(const std::array<Parameter, N>& rows) {
  std::array<std::size_t, 4> count{};
  for (const Parameter& p : rows) ++count[static_cast<std::size_t>(p.evidence)];
  return count;
}

std::string written_by(std::string_view command, const Writer& w) {
  return w.say(
      fmt::format("<!-- Written by `{}`; a test compares. Change the registry, not this file. -->\n\n", command),
      fmt::format("<!-- Écrit par `{}` ; un test compare. Modifier le registre, non ce fichier. -->\n\n", command));
}

// How well the values are supported, and how to read the tables.
std::string reading_guide(std::size_t all, const std::array<std::size_t, 4>& count, const Writer& w) {
  return w.say(
      fmt::format("Of these {} values, {} stand in a source that was read (*published*), {} are computed from "
                  "published figures (*derived*), {} rest on a standard citation that was not checked "
                  "(*literature*), and {} are *assumptions*: chosen, and in need of sensitivity analysis. The "
                  "word speaks of the number; where only the direction of an effect is known, the number "
                  "remains an assumption and the source says what is known.\n\nThe plausible range is what "
                  "sensitivity designs sample from; a scenario that leaves it gets a warning. "
                  "`entremise explain KEY` tells the same of one key, with the range beyond which a value is "
                  "an error.\n",
                  all, count[0], count[2], count[1], count[3]),
      fmt::format("De ces {} valeurs, {} figurent dans une source lue (*publié*), {} sont calculées à partir de "
                  "chiffres publiés (*dérivé*), {} reposent sur une référence usuelle non vérifiée "
                  "(*littérature*), et {} sont des *hypothèses* : choisies, elles appellent une analyse de "
                  "sensibilité. Le mot porte sur le nombre ; là où seul le sens d'un effet est connu, le "
                  "nombre reste une hypothèse et la source dit ce que l'on sait.\n\nLa plage plausible est "
                  "celle où puisent les plans d'expérience ; un scénario qui en sort reçoit un "
                  "avertissement. `entremise explain CLÉ` dit la même chose d'une clé, avec les bornes "
                  "au-delà desquelles une valeur est une erreur.\n",
                  all, count[0], count[2], count[1], count[3]));
}

std::string parameters_document(const Writer& w) {
  std::string out = written_by("entremise describe parameters", w);
  out += w.say("# Parameters of the territory model\n\n", "# Paramètres du modèle de territoire\n\n");
  out += reading_guide(territory::registry.size(), evidence_of(territory::registry), w);
  out += w.say("\nThe fields of levers and shocks are in [LEVERS.md](LEVERS.md), the equations in [ODD.md](ODD.md).\n",
               "\nLes champs des leviers et des chocs sont dans [LEVERS.fr.md](LEVERS.fr.md), les équations dans "
               "[ODD.fr.md](ODD.fr.md).\n");
  for (const Named& mechanism : territory::mechanisms) {
    std::vector<const Parameter*> rows;
    for (const Parameter& p : territory::registry)
      if (p.mechanism == mechanism.name) rows.push_back(&p);
    if (!rows.empty()) out += "\n## " + w.say(mechanism) + "\n\n" + rows_of(rows, w);
  }
  return out;
}

std::string levers_document(const Writer& w) {
  std::string out = written_by("entremise describe levers", w);
  out += w.say("# Levers and shocks of the territory model\n\n", "# Leviers et chocs du modèle de territoire\n\n");
  out += reading_guide(territory::lever_registry.size(), evidence_of(territory::lever_registry), w);
  out += w.say(
      "\nA scenario names each of its levers: `[levers.name]`, with its `kind`, its calendar (`from` and, where "
      "the lever lasts, `until`: first and last month in force) and the fields below.\n",
      "\nUn scénario nomme chacun de ses leviers : `[levers.nom]`, avec son genre (`kind`), son calendrier "
      "(`from` et, s'il dure, `until` : premier et dernier mois en vigueur) et les champs ci-dessous.\n");
  for (const bool shock : {false, true}) {
    out += shock ? w.say("\n# Shocks\n", "\n# Chocs\n") : w.say("\n# Levers\n", "\n# Leviers\n");
    for (const auto& kind : territory::lever_kinds) {
      if (kind.shock != shock) continue;
      out += fmt::format("\n## `{}`\n\n{} {}\n\n", kind.name, w.say(kind.en, kind.fr),
                         kind.span == territory::LeverSpan::lasting
                             ? w.say("In force from `from` to `until`.", "En vigueur de `from` à `until`.")
                             : w.say("Done once, in month `from`.", "Fait une fois, au mois `from`."));
      std::vector<const Parameter*> rows;
      for (const Parameter& p : territory::lever_registry)
        if (p.key.starts_with(fmt::format("{}.", kind.name))) rows.push_back(&p);
      out += rows_of(rows, w);
    }
  }
  return out;
}

// ---- The picture of a month: a matrix of phases and of what they look at and change. ----

struct Layout {
  static constexpr double left = 28, name_width = 262, cell = 19, row = 22, part = 27, group_gap = 15, top = 268,
                          bottom = 66;
};

constexpr std::string_view style = R"(<style>
.card{fill:#fbfaf7;stroke:#d9d5cc}.ink{fill:#23262c}.soft{fill:#5b626d}.rule{stroke:#d9d5cc}.band{fill:#f1eee8}
.looks{fill:none;stroke:#6b7280;stroke-width:1.5}.changes{fill:#0b6e69}.renews{fill:none;stroke:#0b6e69;stroke-width:1.5}
@media (prefers-color-scheme:dark){.card{fill:#171a1f;stroke:#3a3f48}.ink{fill:#ece9e2}.soft{fill:#a7adb8}
.rule{stroke:#3a3f48}.band{fill:#1e2228}.looks{stroke:#9aa1ad}.changes{fill:#4fc3b8}.renews{stroke:#4fc3b8}}
</style>
)";

enum class Mark { none, looks, changes, renews };

bool has(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Mark mark_of(const territory::PhaseDescription& phase, std::string_view column) {
  if (column == territory::relations_themselves) return phase.rewires ? Mark::changes : Mark::none;
  if (has(phase.writes, column)) return Mark::changes;
  if (has(phase.renews, column)) return Mark::renews;
  return has(phase.reads, column) ? Mark::looks : Mark::none;
}

std::string draw(Mark mark, double x, double y) {
  const auto circle = [&](std::string_view kind, double radius) {
    return fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", kind, coordinate(x), coordinate(y),
                       coordinate(radius));
  };
  switch (mark) {
    case Mark::none:
      return "";
    case Mark::looks:
      return circle("looks", 4);
    case Mark::changes:
      return circle("changes", 5);
    case Mark::renews:
      return circle("changes", 3) + circle("renews", 6);
  }
  return "";
}

std::string svg_text(double x, double y, std::string_view kind, double size, std::string_view text,
                     std::string_view more = {}) {
  return fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{}>{}</text>\n", kind, coordinate(x),
                     coordinate(y), coordinate(size), more, escape(text));
}

struct PlacedColumn {
  std::string name, label;
  double x = 0;
};
struct ColumnGroup {
  std::string title;
  double from = 0, to = 0;
};

std::string month_drawing(const Writer& w) {
  using L = Layout;
  const auto phases = territory::describe_month();
  const auto columns = territory::describe_state();
  const auto& parts = territory::parts_of_month();
  const auto label = [&](const Named* words, std::string_view name) {
    return words != nullptr ? w.say(*words) : std::string(name);
  };

  // Columns stand by whom they belong to; those of a world are many kinds of things, hence the last.
  std::vector<PlacedColumn> placed;
  std::vector<ColumnGroup> groups;
  double x = L::left + L::name_width;
  const std::array owners{Per::actor, Per::relation, Per::side, Per::world};
  const std::array titles{w.say("Offices and holders", "Fonctions et titulaires"), w.say("Relations", "Relations"),
                          w.say("One of the other", "L'un de l'autre"),
                          w.say("Facilitators, spaces, book", "Tiers, espaces, livre")};
  for (std::size_t owner = 0; owner < owners.size(); ++owner) {
    ColumnGroup group{titles[owner], x, x};
    const auto place = [&](std::string_view name) {
      placed.push_back({std::string(name), label(territory::words_of_column(name), name), x + L::cell / 2});
      x += L::cell;
    };
    if (owners[owner] == Per::relation) place(territory::relations_themselves);
    for (const auto& column : columns)
      if (column.per == owners[owner]) place(column.name);
    group.to = x;
    groups.push_back(std::move(group));
    x += L::group_gap;
  }
  const double right = x - L::group_gap, width = right + 112;
  const double height =
      L::top + static_cast<double>(phases.size()) * L::row + static_cast<double>(parts.size()) * L::part + L::bottom;

  const std::string title = w.say("A month of the territory, phase by phase", "Un mois du territoire, phase par phase");
  const std::string description =
      w.say(fmt::format("A matrix of {} phases in the order in which they happen, against {} columns of the state. A "
                        "ring: the phase looks at the column. A disc: it changes it. A disc within a ring: everybody "
                        "replaces it at once, from the values before.",
                        phases.size(), columns.size()),
            fmt::format("Une matrice de {} phases, dans leur ordre, et de {} colonnes de l'état. Un anneau : la phase "
                        "regarde la colonne. Un disque : elle la change. Un disque dans un anneau : chacun la remplace "
                        "en même temps, d'après les valeurs d'avant.",
                        phases.size(), columns.size()));
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "xml:lang=\"{2}\" aria-labelledby=\"month-title month-desc\" font-family=\"Inter, 'Segoe UI', 'Helvetica Neue', "
      "Arial, 'DejaVu Sans', sans-serif\">\n<title id=\"month-title\">{3}</title>\n<desc "
      "id=\"month-desc\">{4}</desc>\n",
      coordinate(width), coordinate(height), w.french() ? "fr" : "en", escape(title), escape(description));
  out += style;
  out += fmt::format("<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"10\"/>\n",
                     coordinate(width - 1), coordinate(height - 1));
  out += svg_text(L::left, 42, "ink", 21, title, " font-weight=\"700\"");
  out += svg_text(L::left, 64, "soft", 12.5,
                  w.say("Each phase sees the state as it was when", "Chaque phase voit l'état tel qu'il était quand"));
  out += svg_text(L::left, 80, "soft", 12.5,
                  w.say("the phase began. Time runs downwards.", "elle a commencé. Le temps va vers le bas."));

  // Legend.
  double y = 112;
  for (const auto& [mark, en, fr] :
       {std::tuple{Mark::looks, "looks at it, of anybody", "la regarde, chez quiconque"},
        std::tuple{Mark::changes, "changes it", "la change"},
        std::tuple{Mark::renews, "all replace it at once", "tous la remplacent à la fois"}}) {
    out += draw(mark, L::left + 7, y - 4) + svg_text(L::left + 22, y, "soft", 12.5, w.say(en, fr));
    y += 20;
  }

  // Bodies of the rows first, so that rules and marks lie on them.
  std::string bands, marks;
  y = L::top;
  std::size_t part = 0;
  for (std::size_t k = 0; k < phases.size(); ++k) {
    const auto& phase = phases[k];
    if (part < parts.size() && parts[part].first_phase == phase.name) {
      y += L::part;
      bands += svg_text(L::left, y - 7, "ink", 13, w.say(parts[part].en, parts[part].fr), " font-weight=\"700\"");
      bands += fmt::format("<line class=\"rule\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", coordinate(L::left),
                           coordinate(y - 1), coordinate(right), coordinate(y - 1));
      ++part;
    }
    const double middle = y + L::row / 2;
    if (k % 2 == 0)
      bands += fmt::format("<rect class=\"band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", coordinate(L::left),
                           coordinate(y), coordinate(right - L::left), coordinate(L::row));
    const std::string name = label(territory::words_of_phase(phase.name), phase.name);
    std::string looked, changed;
    std::string row;
    for (const PlacedColumn& column : placed) {
      const Mark mark = mark_of(phase, column.name);
      if (mark == Mark::none) continue;
      row += draw(mark, column.x, middle);
      std::string& list = mark == Mark::looks ? looked : changed;
      list += (list.empty() ? "" : ", ") + column.label;
    }
    std::string told = fmt::format("{}. {}", k + 1, name);
    if (!looked.empty()) told += w.say(". Looks at: ", ". Regarde : ") + looked;
    if (!changed.empty()) told += w.say(". Changes: ", ". Change : ") + changed;
    marks += fmt::format("<g><title>{}</title>\n", escape(told));
    marks += svg_text(L::left + 22, middle + 4, "soft", 11, fmt::format("{}", k + 1), " text-anchor=\"end\"");
    marks += svg_text(L::left + 30, middle + 4.5, "ink", 12.5, name);
    marks += row + "</g>\n";
    y += L::row;
  }
  out += bands;
  for (const ColumnGroup& group : groups) {
    out += fmt::format("<line class=\"rule\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n",
                       coordinate(group.from - L::group_gap / 2), coordinate(L::top),
                       coordinate(group.from - L::group_gap / 2), coordinate(y));
    out += svg_text(group.from, y + 22, "ink", 12.5, group.title, " font-weight=\"700\"");
  }
  for (const PlacedColumn& column : placed)
    out += fmt::format("<text class=\"ink\" font-size=\"12\" transform=\"translate({} {}) rotate(-58)\">{}</text>\n",
                       coordinate(column.x + 3), coordinate(L::top + 14), escape(column.label));
  out += marks;
  out += svg_text(L::left, y + 46, "soft", 11.5,
                  w.say("Drawn from the schedule itself by “entremise describe month”. A phase may look at the columns "
                        "that it changes, of its own office or relation.",
                        "Dessiné d'après le calendrier du programme lui-même par « entremise describe month ». Une "
                        "phase peut regarder les colonnes qu'elle change, chez sa propre fonction ou relation."));
  return out + "</svg>\n";
}

struct Subject {
  std::string_view name;
  std::string (*document)(const Writer&);
};
constexpr std::array subjects{Subject{"parameters", parameters_document}, Subject{"levers", levers_document},
                              Subject{"month", month_drawing}};

}  // namespace

Answer describe(const Request& request, Terminal& terminal) {
  const std::string wanted = request.words.empty() ? "" : request.words.front();
  const auto subject =
      std::find_if(subjects.begin(), subjects.end(), [&](const Subject& one) { return one.name == wanted; });
  if (subject == subjects.end()) {
    if (wanted.empty())
      throw Failure(complaint(Trouble::usage, "E0601", {},
                              text("describe needs a subject: parameters, levers or month",
                                   "describe attend un sujet : parameters, levers ou month")));
    std::vector<std::string> names;
    for (const Subject& one : subjects) names.emplace_back(one.name);
    throw Failure(complaint(Trouble::usage, "E0602", {},
                            text("describe takes one of parameters, levers, month, not “{}”",
                                 "describe attend l’un de parameters, levers, month, pas « {} »", wanted),
                            did_you_mean(wanted, names)));
  }
  const std::string document = subject->document(Writer(terminal.language()));
  if (!request.manner.json) terminal.result(document);
  return {exit_ok, {{"subject", wanted}, {"document", document}}};
}

}  // namespace entremise::program
