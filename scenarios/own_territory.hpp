#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/territory/specification.hpp"
#include "scenarios/findings.hpp"

namespace entremise::scenarios {

/// A column of a table of actors or relations: its name, and what else people may call it ("a|b").
struct ColumnName {
  std::string_view name, aliases;
  std::string_view en, fr;
};

inline constexpr std::array office_columns{
    ColumnName{"id", "", "Name of the office, unique.", "Nom de la fonction, unique."},
    ColumnName{"type", "", "Type of actor: elected_official, local_officer, social_economy_actor or state_officer.",
               "Type d'acteur : élu, agent, ess ou état."},
    ColumnName{"organisation", "organization", "Organisation that the office belongs to; its own when empty.",
               "Organisation à laquelle la fonction appartient ; une à elle seule si vide."},
    ColumnName{"role", "rôle", "What the office is within its organisation; by its type and rank when empty.",
               "Ce qu'est la fonction dans son organisation ; selon son type et son rang si vide."},
    ColumnName{"family", "famille", "Family of the social economy; association when empty.",
               "Famille de l'ESS ; association si vide."},
    ColumnName{"issue_1", "sujet_1", "Position on the first issue, from −1 to 1; drawn when empty.",
               "Position sur le premier sujet, de −1 à 1 ; tirée si vide."},
    ColumnName{"issue_2", "sujet_2", "Position on the second issue.", "Position sur le deuxième sujet."},
    ColumnName{"issue_3", "sujet_3", "Position on the third issue.", "Position sur le troisième sujet."},
    ColumnName{"issue_4", "sujet_4", "Position on the fourth issue.", "Position sur le quatrième sujet."},
};
enum OfficeColumn : std::size_t {
  office_id,
  office_type,
  office_organisation,
  office_role,
  office_family,
  office_issue
};

inline constexpr std::array tie_columns{
    ColumnName{"source", "", "One of the two offices.", "L'une des deux fonctions."},
    ColumnName{"target", "", "The other one.", "L'autre."},
    ColumnName{"rate", "fréquence|frequence", "Encounters a month, 0 to 1; the scenario's rate when empty.",
               "Rencontres par mois, de 0 à 1 ; celles du scénario si vide."},
    ColumnName{"control", "contrôle|controle", "Control, 0 to 1; drawn when empty.",
               "Contrôle, de 0 à 1 ; tiré si vide."},
    ColumnName{"tender", "commande", "Share funded by tender, 0 to 1; drawn when empty.",
               "Part financée par la commande publique, de 0 à 1 ; tirée si vide."},
};
enum TieColumn : std::size_t { tie_source, tie_target, tie_rate, tie_control, tie_tender };

/// A cell as written; empty text where nothing is.
struct TextCell {
  std::string text;
  Place place;
};

/// A row, one cell per column of `office_columns` or `tie_columns`.
struct TextRow {
  Place place;
  std::vector<TextCell> cells;
};

/// Position of a column by any of its names, or the number of columns.
[[nodiscard]] std::size_t find_column(std::span<const ColumnName> columns, std::string_view name);

/// What the cells say, with everything wrong in them told. To be used only if no error was found.
[[nodiscard]] territory::GivenTerritory interpret(const std::vector<TextRow>& offices, const std::vector<TextRow>& ties,
                                                  const Place& where, Findings& findings);

}  // namespace entremise::scenarios
