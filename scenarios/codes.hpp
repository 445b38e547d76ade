#pragma once
#include <algorithm>
#include <array>
#include <string_view>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise::scenarios {

/// One kind of mistake in a scenario: its stable code and what it is about.
struct DiagnosticCode {
  std::string_view code;
  Severity severity;
  Trouble trouble;
  std::string_view en, fr;
};

/// Every code that reading a scenario can raise; `explain` knows them all.
inline constexpr std::array diagnostic_codes{
    DiagnosticCode{"E0301", Severity::error, Trouble::unreadable, "a file cannot be found",
                   "un fichier est introuvable"},
    DiagnosticCode{"E0302", Severity::error, Trouble::unreadable, "a folder or device stands where a file is expected",
                   "un dossier ou un périphérique se trouve là où un fichier est attendu"},
    DiagnosticCode{"E0303", Severity::error, Trouble::unreadable, "a file may not be read",
                   "la lecture d'un fichier est refusée"},
    DiagnosticCode{"E0304", Severity::error, Trouble::invalid_scenario, "a scenario file is far too large",
                   "un fichier de scénario est beaucoup trop grand"},
    DiagnosticCode{"E0305", Severity::error, Trouble::invalid_scenario, "a file is binary, not text",
                   "un fichier est binaire, ce n'est pas du texte"},
    DiagnosticCode{"E0306", Severity::error, Trouble::invalid_scenario, "a text is not encoded in UTF-8",
                   "un texte n'est pas encodé en UTF-8"},
    DiagnosticCode{"E0307", Severity::error, Trouble::invalid_scenario, "a scenario says nothing",
                   "un scénario ne dit rien"},
    DiagnosticCode{"E0308", Severity::error, Trouble::invalid_scenario, "the text is not valid TOML",
                   "le texte n'est pas du TOML valide"},
    DiagnosticCode{"E0309", Severity::error, Trouble::invalid_scenario, "something is written twice",
                   "quelque chose est écrit deux fois"},
    DiagnosticCode{"E0310", Severity::error, Trouble::invalid_scenario, "a section does not exist",
                   "une section n'existe pas"},
    DiagnosticCode{"E0311", Severity::error, Trouble::invalid_scenario, "a key does not exist", "une clé n'existe pas"},
    DiagnosticCode{"E0312", Severity::error, Trouble::invalid_scenario, "a value is of the wrong type",
                   "une valeur n'est pas du bon type"},
    DiagnosticCode{"E0313", Severity::error, Trouble::invalid_scenario,
                   "a number with a decimal part stands where a whole number is expected",
                   "un nombre à virgule se trouve là où un entier est attendu"},
    DiagnosticCode{"E0314", Severity::error, Trouble::invalid_scenario, "a number is infinite or not a number",
                   "un nombre est infini ou indéfini"},
    DiagnosticCode{"E0315", Severity::error, Trouble::invalid_scenario, "a value is outside of its valid range",
                   "une valeur est hors de son domaine de validité"},
    DiagnosticCode{"E0316", Severity::error, Trouble::invalid_scenario, "a word is not one of the choices",
                   "un mot ne fait pas partie des choix"},
    DiagnosticCode{"E0317", Severity::error, Trouble::invalid_scenario, "scenarios extend one another in a circle",
                   "des scénarios s'étendent l'un l'autre en cercle"},
    DiagnosticCode{"E0318", Severity::error, Trouble::invalid_scenario, "scenarios extend one another too deeply",
                   "des scénarios s'étendent l'un l'autre sur trop de niveaux"},
    DiagnosticCode{"E0319", Severity::error, Trouble::invalid_scenario,
                   "a scenario that is not a file refers to a file",
                   "un scénario qui n'est pas un fichier renvoie à un fichier"},
    DiagnosticCode{"E0320", Severity::error, Trouble::invalid_scenario, "a territory is given in two ways at once",
                   "un territoire est donné de deux façons à la fois"},
    DiagnosticCode{"E0321", Severity::error, Trouble::invalid_scenario, "a territory is given by half",
                   "un territoire n'est donné qu'à moitié"},
    DiagnosticCode{"E0322", Severity::error, Trouble::invalid_scenario, "a lever does not say its kind",
                   "un levier ne dit pas son genre"},
    DiagnosticCode{"E0323", Severity::error, Trouble::invalid_scenario, "a kind of lever does not exist",
                   "un genre de levier n'existe pas"},
    DiagnosticCode{"E0324", Severity::error, Trouble::invalid_scenario, "a lever has no such field",
                   "un levier n'a pas ce champ"},
    DiagnosticCode{"E0325", Severity::error, Trouble::invalid_scenario, "a lever ends before it begins",
                   "un levier finit avant de commencer"},
    DiagnosticCode{"E0326", Severity::error, Trouble::invalid_scenario, "a territory has fewer than two actors",
                   "un territoire a moins de deux acteurs"},
    DiagnosticCode{"E0327", Severity::error, Trouble::invalid_scenario, "a type of actor has nobody in an archetype",
                   "un type d'acteurs est sans personne dans un archétype"},
    DiagnosticCode{"E0328", Severity::error, Trouble::invalid_scenario, "all families have a weight of zero",
                   "toutes les familles ont un poids nul"},
    DiagnosticCode{"E0330", Severity::error, Trouble::invalid_data, "a table of actors or relations lacks a column",
                   "une colonne manque dans un tableau d'acteurs ou de relations"},
    DiagnosticCode{"E0331", Severity::error, Trouble::invalid_data, "a cell is empty", "une case est vide"},
    DiagnosticCode{"E0332", Severity::error, Trouble::invalid_data, "a cell does not hold one of the known words",
                   "une case ne contient aucun des mots connus"},
    DiagnosticCode{"E0333", Severity::error, Trouble::invalid_data, "a cell does not hold a number",
                   "une case ne contient pas un nombre"},
    DiagnosticCode{"E0334", Severity::error, Trouble::invalid_data, "a cell is outside of its range",
                   "une case est hors de son domaine"},
    DiagnosticCode{"E0335", Severity::error, Trouble::invalid_data, "cells of one row contradict each other",
                   "des cases d'une même ligne se contredisent"},
    DiagnosticCode{"E0336", Severity::error, Trouble::invalid_data,
                   "an actor is unknown, written twice or tied to itself",
                   "un acteur est inconnu, écrit deux fois ou lié à lui-même"},
    DiagnosticCode{"W0341", Severity::warning, Trouble::invalid_scenario, "a value is outside of its plausible range",
                   "une valeur sort de sa plage plausible"},
    DiagnosticCode{"W0342", Severity::warning, Trouble::invalid_scenario, "a lever begins after the end of the run",
                   "un levier commence après la fin de la simulation"},
    DiagnosticCode{"W0343", Severity::warning, Trouble::invalid_scenario,
                   "a month to record lies after the end of the run",
                   "un mois à enregistrer se situe après la fin de la simulation"},
    DiagnosticCode{"W0344", Severity::warning, Trouble::invalid_scenario, "a month to record is written twice",
                   "un mois à enregistrer est écrit deux fois"},
    DiagnosticCode{"W0345", Severity::warning, Trouble::invalid_data,
                   "a type of actor has nobody in one's own territory",
                   "un type d'acteurs est sans personne dans son propre territoire"},
    DiagnosticCode{"W0346", Severity::warning, Trouble::invalid_scenario,
                   "a value is not used, because the territory's actors are given",
                   "une valeur n'est pas utilisée, car les acteurs du territoire sont donnés"},
    DiagnosticCode{"E0349", Severity::error, Trouble::invalid_scenario, "there are more mistakes than are told",
                   "il y a plus d'erreurs que celles affichées"},
    DiagnosticCode{"W0348", Severity::warning, Trouble::invalid_scenario, "there are more warnings than are told",
                   "il y a plus d'avertissements que ceux affichés"},
    DiagnosticCode{"W0347", Severity::warning, Trouble::invalid_data, "a column of a table is not used",
                   "une colonne d'un tableau n'est pas utilisée"},
    DiagnosticCode{"E0361", Severity::error, Trouble::invalid_scenario, "two elections fall in one month",
                   "deux élections tombent le même mois"},
    DiagnosticCode{"E0362", Severity::error, Trouble::invalid_scenario, "a scandal opposes a type of actors to itself",
                   "un scandale oppose un type d'acteurs à lui-même"},
    DiagnosticCode{"E0363", Severity::error, Trouble::invalid_scenario, "a project has more rounds than months",
                   "un projet a plus d'étapes que de mois"},
    DiagnosticCode{"W0364", Severity::warning, Trouble::invalid_scenario, "a lever that acts once has an end",
                   "un levier qui agit une seule fois a une fin"},
    DiagnosticCode{"W0365", Severity::warning, Trouble::invalid_scenario, "a lever is meant for nobody",
                   "un levier ne vise personne"},
    DiagnosticCode{"W0366", Severity::warning, Trouble::invalid_scenario, "a lever goes on past the end of the run",
                   "un levier se poursuit au-delà de la fin de la simulation"},
    DiagnosticCode{"W0367", Severity::warning, Trouble::invalid_scenario, "a lever needs a mechanism that is off",
                   "un levier a besoin d'un mécanisme qui est coupé"},
    DiagnosticCode{"E0370", Severity::error, Trouble::invalid_scenario, "a study has no scenario",
                   "une étude n'a aucun scénario"},
    DiagnosticCode{"E0371", Severity::error, Trouble::invalid_scenario, "a study expects nothing",
                   "une étude n'attend rien"},
    DiagnosticCode{"E0372", Severity::error, Trouble::invalid_scenario, "a scenario is not one of the study's",
                   "un scénario n'est pas de cette étude"},
    DiagnosticCode{"E0373", Severity::error, Trouble::invalid_scenario, "a measure does not exist",
                   "une mesure n'existe pas"},
    DiagnosticCode{"E0374", Severity::error, Trouble::invalid_scenario,
                   "a cell of a measure does not exist, or is not named",
                   "une case d'une mesure n'existe pas, ou n'est pas nommée"},
    DiagnosticCode{"E0375", Severity::error, Trouble::invalid_scenario, "a month lies past the end of the study",
                   "un mois se situe après la fin de l'étude"},
    DiagnosticCode{"E0376", Severity::error, Trouble::invalid_scenario, "a span of months ends before it begins",
                   "une période finit avant de commencer"},
    DiagnosticCode{"E0377", Severity::error, Trouble::invalid_scenario, "something that a study needs is missing",
                   "il manque quelque chose dont une étude a besoin"},
    DiagnosticCode{"E0378", Severity::error, Trouble::invalid_scenario, "two things are said that exclude each other",
                   "deux choses qui s'excluent sont dites"},
    DiagnosticCode{"E0379", Severity::error, Trouble::invalid_scenario, "a factor cannot be varied as it is written",
                   "un facteur ne peut pas varier comme il est écrit"},
    DiagnosticCode{"E0380", Severity::error, Trouble::invalid_scenario, "a generator of a fraction does not fit",
                   "un générateur de fraction ne convient pas"},
    DiagnosticCode{"E0381", Severity::error, Trouble::invalid_scenario, "a design has too many scenarios",
                   "un plan compte trop de scénarios"},
    DiagnosticCode{"E0382", Severity::error, Trouble::invalid_scenario,
                   "the scenarios of a study last for different times",
                   "les scénarios d'une étude n'ont pas la même durée"},
    DiagnosticCode{"E0383", Severity::error, Trouble::invalid_scenario,
                   "something is held against itself, or weights do not sum to zero",
                   "une chose est comparée à elle-même, ou des poids ne s'annulent pas"},
    DiagnosticCode{"E0384", Severity::error, Trouble::invalid_scenario,
                   "a scenario of a study sets what all of them share",
                   "un scénario d'une étude fixe ce que tous partagent"},
    DiagnosticCode{"E0385", Severity::error, Trouble::invalid_scenario, "a name is used twice",
                   "un nom sert deux fois"},
    DiagnosticCode{"E0386", Severity::error, Trouble::invalid_scenario, "a hypothesis is not one of the study's",
                   "une hypothèse n'est pas de cette étude"},
    DiagnosticCode{"W0391", Severity::warning, Trouble::invalid_scenario, "a family has one hypothesis only",
                   "une famille n'a qu'une hypothèse"},
    DiagnosticCode{"W0392", Severity::warning, Trouble::invalid_scenario, "a scenario of a study serves no hypothesis",
                   "un scénario d'une étude ne sert à aucune hypothèse"},
};

/// Position of a code in `diagnostic_codes`, or their number.
constexpr std::size_t find_code(std::string_view code) {
  return static_cast<std::size_t>(std::find_if(diagnostic_codes.begin(), diagnostic_codes.end(),
                                               [code](const DiagnosticCode& c) { return c.code == code; }) -
                                  diagnostic_codes.begin());
}

/// A code looked up while compiling: one that is not in the table does not compile.
class Code {
 public:
  consteval Code(const char* code) : index_(find_code(code)) {  // NOLINT: implicit by design
    if (index_ == diagnostic_codes.size()) throw "no such diagnostic code";
  }
  [[nodiscard]] constexpr const DiagnosticCode& operator*() const noexcept { return diagnostic_codes[index_]; }

 private:
  std::size_t index_;
};

}  // namespace entremise::scenarios
