#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/territory/specification.hpp"
#include "sim/diagnostics/text.hpp"

namespace entremise::scenarios {

/// What a field of a scenario file holds that is not a parameter of the model.
enum class FieldKind : std::uint8_t {
  translated,  ///< a text, or a table { en = "…", fr = "…" }
  file,        ///< path of a file, relative to the file that names it
  archetype,   ///< name of an archetype
  integer,
  boolean,
  months,  ///< list of months
  rows     ///< list of tables, one per office or tie
};

/// A field of a scenario file that is not a parameter of the model.
struct Field {
  std::string_view key;
  FieldKind kind;
  double initial;          ///< of numbers and switches
  territory::Range valid;  ///< of numbers and months
  std::string_view en, fr;
};

/// Longest run, in months: bounds memory, a thousand years.
inline constexpr double most_months = 12000;

inline constexpr std::array fields{
    Field{"title",
          FieldKind::translated,
          0,
          {},
          "What the scenario is called, in one or both languages.",
          "Comment s'appelle le scénario, dans l'une ou les deux langues."},
    Field{"description",
          FieldKind::translated,
          0,
          {},
          "What the scenario asks, in one or both languages.",
          "Ce que le scénario demande, dans l'une ou les deux langues."},
    Field{"extends",
          FieldKind::file,
          0,
          {},
          "The scenario that this one changes; what is not written here is as there.",
          "Le scénario que celui-ci modifie ; ce qui n'est pas écrit ici est comme là-bas."},
    Field{"run.months",
          FieldKind::integer,
          120,
          {1, most_months},
          "How many months are simulated.",
          "Nombre de mois simulés."},
    Field{"run.replicates",
          FieldKind::integer,
          200,
          {1, 1e6},
          "How many times the same territory is drawn and followed.",
          "Nombre de fois que le même territoire est tiré et suivi."},
    Field{"run.seed",
          FieldKind::integer,
          1,
          {0, 9007199254740991.0},
          "Number from which all luck is drawn; the same seed gives the same results.",
          "Nombre d'où tout hasard est tiré ; la même graine donne les mêmes résultats."},
    Field{"territory.archetype",
          FieldKind::archetype,
          0,
          {},
          "Synthetic territory to start from.",
          "Territoire synthétique de départ."},
    Field{"territory.actors",
          FieldKind::file,
          0,
          {},
          "CSV table of one's own actors, with `relations`.",
          "Tableau CSV de ses propres acteurs, avec `relations`."},
    Field{"territory.relations",
          FieldKind::file,
          0,
          {},
          "CSV table of the relations between one's own actors.",
          "Tableau CSV des relations entre ses propres acteurs."},
    Field{"territory.graphml",
          FieldKind::file,
          0,
          {},
          "GraphML file of one's own actors and relations.",
          "Fichier GraphML de ses propres acteurs et relations."},
    Field{"territory.offices",
          FieldKind::rows,
          0,
          {},
          "One's own actors, written in the scenario itself.",
          "Ses propres acteurs, écrits dans le scénario même."},
    Field{"territory.ties",
          FieldKind::rows,
          0,
          {},
          "Relations between the actors of `offices`.",
          "Relations entre les acteurs de `offices`."},
    Field{"record.actors",
          FieldKind::months,
          0,
          {0, most_months},
          "Months at which every actor is recorded; 0 is the start.",
          "Mois auxquels chaque acteur est enregistré ; 0 est le départ."},
    Field{"record.relations",
          FieldKind::months,
          0,
          {0, most_months},
          "Months at which every relation is recorded; 0 is the start.",
          "Mois auxquels chaque relation est enregistrée ; 0 est le départ."},
    Field{"record.events",
          FieldKind::boolean,
          0,
          {0, 1},
          "Whether everything that happens to anyone is recorded.",
          "Enregistre-t-on tout ce qui arrive à chacun ?"},
    Field{
        "record.whole",
        FieldKind::boolean,
        0,
        {0, 1},
        "Whether measures that look at everybody at once are recorded too, which takes longer: the largest set "
        "connected by partnerships, inequality of benefit, asymmetry of power.",
        "Enregistre-t-on aussi les mesures qui regardent tout le monde à la fois, plus longues à calculer : plus grand "
        "ensemble relié par des partenariats, inégalité du bénéfice, asymétrie de pouvoir ?"},
};

/// What every lever has besides the fields of its kind.
inline constexpr std::array lever_fields{
    Field{"from",
          FieldKind::integer,
          0,
          {0, most_months},
          "First month in force; 0 and 1 are the start.",
          "Premier mois en vigueur ; 0 et 1 sont le départ."},
    Field{"until",
          FieldKind::integer,
          0,
          {1, most_months},
          "Last month in force; to the end when absent.",
          "Dernier mois en vigueur ; jusqu'à la fin si absent."},
};

/// A section of a scenario file with its title.
struct Section {
  std::string name;
  Text title;
};

/// Every section, in the order in which scenarios are written. Those of the model come from its registry.
[[nodiscard]] const std::vector<Section>& sections();

/// The field of that key, or null.
[[nodiscard]] const Field* find_field(std::string_view key);

/// What may be written directly below `prefix` ("trust" → "prior_weight", "base_rate", …), or at the top for "".
[[nodiscard]] std::vector<std::string> names_below(std::string_view prefix);

/// Every key that a scenario may write, besides those of levers.
[[nodiscard]] std::vector<std::string> all_keys();

/// The fields of a kind of lever, as positions in `lever_registry`.
[[nodiscard]] std::vector<std::size_t> fields_of(const territory::LeverDescription& kind);

/// "facilitator.skill" → "skill".
[[nodiscard]] std::string_view last_name(std::string_view key);

/// The words of a choice.
[[nodiscard]] std::vector<std::string> choices_of(const territory::Parameter& parameter);

/// Names of the archetypes, and of the kinds of levers.
[[nodiscard]] std::vector<std::string> archetype_names();
[[nodiscard]] std::vector<std::string> lever_kind_names();

/// Shortest text that reads back as the same number: "3", "0.35".
[[nodiscard]] std::string number(double value);

}  // namespace entremise::scenarios
