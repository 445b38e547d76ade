#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/diagnostics/diagnostic.hpp"
#include "sim/graph/graph.hpp"

namespace entremise {

/// A text as it stands in a file, and where (line and column count from 1; column in characters).
struct Cell {
  std::string text;          ///< without the quotes of the file
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< from 1, in characters
};

/// A table of text with named columns. What the columns mean is for the model to say: Cell has what its diagnostics
/// need. Every row has as many cells as there are columns.
struct Table {
  std::string file;                     ///< its name, for diagnostics
  std::vector<Cell> columns;            ///< their names
  std::vector<std::vector<Cell>> rows;  ///< a cell for each column

  /// Where the column of that name is, if there is one.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept;

  /// Where a cell stands, for a diagnostic.
  [[nodiscard]] Place place(const Cell& cell) const { return {file, cell.line, cell.column}; }
};

/// A graph together with what a file says of its actors and relations.
struct GraphTables {
  Table actors;              ///< row i is about actor i; the column "id" names it
  Table relations;           ///< row s is about the relation in slot s; "source" and "target" name its ends
  Graph graph;               ///< the relations themselves
  std::vector<bool> from_b;  ///< for each slot: the source is the pair's b. For columns that tell of one direction
};

/// Reads a table of comma- or semicolon-separated values: RFC 4180, also with line ends LF or CR alone, with a byte
/// order mark, and with empty lines, which are skipped. The separator is the one that the first line has more of. An
/// apostrophe before =, +, -, @, a tab or a line end is dropped: write_csv put it there.
///
/// Our own reader, because none in Debian 12 reports lines and columns, checks quotes, and goes on after a mistake.
/// @throws Failure with everything wrong in it: E0401 to E0411
[[nodiscard]] Table read_table(const std::filesystem::path& file);

/// Reads a graph from a table of actors (a column "id", any others) and one of relations (columns "source" and
/// "target", any others). A relation is undirected: it may be given once, in either direction. The actors are numbered
/// in the order of their rows.
/// @throws Failure with everything wrong in both files, the first 100 of it: E0401 to E0417, E0449
[[nodiscard]] GraphTables read_csv(const std::filesystem::path& actors, const std::filesystem::path& relations);

/// Reads a graph from GraphML by Boost's reader, whatever the namespace of the file. The attributes become columns of
/// text, empty where an actor or relation has none; runs of white space in them become one space. An actor's "id" is
/// its attribute of that name if the file has one, else the id of its XML node.
///
/// A directed file is read if no two actors have edges both ways: then no edge is lost (see GraphTables::from_b).
/// @throws Failure with everything wrong in the file, the first 100 of it: E0401 to E0406, E0411 to E0427, E0449
[[nodiscard]] GraphTables read_graphml(const std::filesystem::path& file);

/// How to write separated values. A spreadsheet in French wants {';', true}.
struct CsvStyle {
  char separator = ',';          ///< ',' or ';'
  bool byte_order_mark = false;  ///< some spreadsheets take a file for UTF-8 only with one
};

/// Writes what read_csv reads back: the tables come back cell by cell.
///
/// A cell that a spreadsheet would run as a formula (it begins with =, +, -, @, a tab or a line end, and is not a
/// number) gets an apostrophe before it (OWASP, "CSV Injection"), which the reader drops. Numbers stay numbers.
/// @throws Failure E0440 if a file cannot be written
void write_csv(const GraphTables& tables, const std::filesystem::path& actors, const std::filesystem::path& relations,
               CsvStyle style = {});

/// The text that write_graphml writes. `file` stands for it in diagnostics.
/// @throws Failure E0441 for a character that XML cannot hold
[[nodiscard]] std::string to_graphml(const GraphTables& tables, const std::string& file);

/// Writes GraphML by Boost's writer. A column of numbers is declared as such. read_graphml reads the tables back but
/// for white space, as said there.
/// @throws Failure E0440 if the file cannot be written, E0441 for a character that XML cannot hold
void write_graphml(const GraphTables& tables, const std::filesystem::path& file);

/// A kind of mistake in a table or graph file.
struct DataCode {
  std::string_view code;  ///< "E0401" and so on
  std::string_view en;    ///< what it means, in English
  std::string_view fr;    ///< the same in French
};

/// Every kind of mistake that the readers and writers of this header report.
inline constexpr std::array data_codes{
    DataCode{"E0401", "the file does not exist", "le fichier n'existe pas"},
    DataCode{"E0402", "a folder stands where a file is needed", "un dossier se trouve là où il faut un fichier"},
    DataCode{"E0403", "the file may not be read", "le fichier ne peut pas être lu"},
    DataCode{"E0404", "the file is empty", "le fichier est vide"},
    DataCode{"E0405", "the file is not text", "le fichier n'est pas du texte"},
    DataCode{"E0406", "the text is not encoded in UTF-8", "le texte n'est pas encodé en UTF-8"},
    DataCode{"E0407", "a quote is never closed", "un guillemet n'est jamais fermé"},
    DataCode{"E0408", "a quote stands where it may not", "un guillemet est mal placé"},
    DataCode{"E0409", "a row has too many or too few cells", "une ligne a trop ou trop peu de cellules"},
    DataCode{"E0410", "a column has no name", "une colonne n'a pas de nom"},
    DataCode{"E0411", "two columns have the same name", "deux colonnes portent le même nom"},
    DataCode{"E0412", "a column is missing", "une colonne manque"},
    DataCode{"E0413", "two actors have the same id", "deux acteurs ont le même identifiant"},
    DataCode{"E0414", "a relation names an unknown actor", "une relation désigne un acteur inconnu"},
    DataCode{"E0415", "a relation is there twice", "une relation figure deux fois"},
    DataCode{"E0416", "a relation goes from an actor to itself", "une relation relie un acteur à lui-même"},
    DataCode{"E0417", "an actor has no id", "un acteur n'a pas d'identifiant"},
    DataCode{"E0420", "the file is not well-formed XML", "le fichier n'est pas du XML bien formé"},
    DataCode{"E0421", "the file is not GraphML", "le fichier n'est pas du GraphML"},
    DataCode{"E0422", "the file holds several graphs", "le fichier contient plusieurs graphes"},
    DataCode{"E0423", "two actors have edges both ways", "deux acteurs sont reliés dans les deux sens"},
    DataCode{"E0424", "the graph has hyperedges", "le graphe a des hyper-arêtes"},
    DataCode{"E0425", "an XML attribute is missing", "un attribut XML manque"},
    DataCode{"E0426", "an XML attribute has an impossible value", "un attribut XML a une valeur impossible"},
    DataCode{"E0427", "a value belongs to no declared attribute", "une valeur n'appartient à aucun attribut déclaré"},
    DataCode{"E0440", "the file cannot be written", "le fichier ne peut pas être écrit"},
    DataCode{"E0441", "XML cannot hold a character", "XML ne peut pas contenir un caractère"},
    DataCode{"E0449", "there are more mistakes than are shown", "il y a plus d'erreurs que celles affichées"},
};

}  // namespace entremise
