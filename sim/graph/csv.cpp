#include <algorithm>
#include <string>
#include <utility>

#include "sim/graph/graph_files.hpp"
#include "sim/graph/tables.hpp"
#include "sim/graph/text_file.hpp"

namespace entremise {
namespace {

/// Whether a spreadsheet may take a cell that begins so for a formula.
bool starts_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos;
}

std::string_view without_apostrophes(std::string_view cell) {
  return cell.substr(std::min(cell.find_first_not_of('\''), cell.size()));
}

std::string_view skip_digits(std::string_view cell) {
  return cell.substr(std::min(cell.find_first_not_of("0123456789"), cell.size()));
}

/// A decimal number, with a point or a comma, with or without an exponent.
bool is_number(std::string_view cell) {
  const auto skip_sign = [&cell] {
    if (cell.starts_with('+') || cell.starts_with('-')) cell.remove_prefix(1);
  };
  skip_sign();
  std::size_t digits = cell.size();
  cell = skip_digits(cell);
  digits -= cell.size();
  if (cell.starts_with('.') || cell.starts_with(',')) {
    cell.remove_prefix(1);
    digits += cell.size();
    cell = skip_digits(cell);
    digits -= cell.size();
  }
  if (digits == 0) return false;
  if (!cell.starts_with('e') && !cell.starts_with('E')) return cell.empty();
  cell.remove_prefix(1);
  skip_sign();
  return !cell.empty() && skip_digits(cell).empty();
}

char separator_of(std::string_view text) {
  std::size_t commas = 0, semicolons = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',';
    semicolons += c == ';';
  }
  return semicolons > commas ? ';' : ',';
}

class CsvReader {
 public:
  CsvReader(std::string file, std::string_view text, Findings& findings)
      : file_(std::move(file)), cursor_(text), separator_(separator_of(text)), findings_(findings) {}

  Table read() {
    Table table{file_, {}, {}};
    while (!cursor_.at_end()) {
      auto row = read_row();
      if (row.empty()) continue;
      if (table.columns.empty()) {
        table.columns = std::move(row);
        check(table.columns);
        continue;
      }
      if (row.size() != table.columns.size()) {
        const Cell& odd = row.size() > table.columns.size() ? row[table.columns.size()] : row.back();
        findings_.add("E0409", table.place(odd),
                      text("the row has {} cells, the first line has {}",
                           "la ligne a {} cellules, la première ligne en a {}", row.size(), table.columns.size()),
                      text("Cells are separated by \"{0}\" here; a text that contains \"{0}\" needs quotes around it.",
                           "Ici les cellules sont séparées par « {0} » ; un texte qui contient « {0} » doit être entre "
                           "guillemets droits.",
                           separator_));
        row.resize(table.columns.size());  // the cells put in have no line: nothing more is said of them
      }
      table.rows.push_back(std::move(row));
    }
    return table;
  }

 private:
  bool at_row_end() const { return cursor_.at_end() || cursor_.peek() == '\n' || cursor_.peek() == '\r'; }
  bool at_cell_end() const { return at_row_end() || cursor_.peek() == separator_; }

  /// The cells of a row; none for an empty line.
  std::vector<Cell> read_row() {
    std::vector<Cell> row;
    const bool empty_line = at_row_end();
    while (!empty_line) {
      row.push_back(read_cell());
      if (at_row_end()) break;
      cursor_.next();
    }
    if (cursor_.peek() == '\r' && cursor_.peek(1) == '\n') cursor_.next();
    if (!cursor_.at_end()) cursor_.next();
    return row;
  }

  Cell read_cell() {
    Cell cell{{}, cursor_.line(), cursor_.column()};
    if (cursor_.peek() == '"')
      read_quoted(cell);
    else
      while (!at_cell_end()) {
        if (cursor_.peek() == '"') misplaced_quote();
        cell.text += cursor_.next();
      }
    if (cell.text.starts_with('\'') && starts_formula(without_apostrophes(cell.text))) cell.text.erase(0, 1);
    return cell;
  }

  void read_quoted(Cell& cell) {
    cursor_.next();
    while (!cursor_.at_end()) {
      if (cursor_.peek() != '"') {
        cell.text += cursor_.next();
        continue;
      }
      if (cursor_.peek(1) != '"') {
        cursor_.next();
        if (!at_cell_end()) misplaced_quote();
        while (!at_cell_end()) cursor_.next();
        return;
      }
      cursor_.next();
      cell.text += cursor_.next();
    }
    findings_.add("E0407", {file_, cell.line, cell.column},
                  text("the quote that begins here is never closed", "le guillemet ouvert ici n'est jamais fermé"),
                  text("Close it; a quote inside a quoted text is written twice.",
                       "Fermez-le ; un guillemet droit à l'intérieur d'un texte se double."));
  }

  /// Tells of a row's first one only: the others follow from it.
  void misplaced_quote() {
    if (cursor_.line() == line_of_quote_) return;
    line_of_quote_ = cursor_.line();
    findings_.add("E0408", {file_, cursor_.line(), cursor_.column()},
                  text("a cell is either wholly in quotes or has none",
                       "une cellule est tout entière entre guillemets droits ou n'en contient pas"),
                  text("Put quotes around the whole cell and double those inside it.",
                       "Mettez toute la cellule entre guillemets droits et doublez ceux qu'elle contient."));
  }

  void check(const std::vector<Cell>& columns) {
    for (auto column = columns.begin(); column != columns.end(); ++column) {
      const Place place{file_, column->line, column->column};
      if (column->text.empty())
        findings_.add("E0410", place, text("the column has no name", "la colonne n'a pas de nom"),
                      text("Name it, or remove the column.", "Nommez-la ou retirez la colonne."));
      else if (const auto twin =
                   std::find_if(columns.begin(), column, [&](const Cell& other) { return other.text == column->text; });
               twin != column)
        findings_.add("E0411", place,
                      text("the column \"{}\" is there twice", "la colonne « {} » figure deux fois", column->text),
                      text("Rename or remove one of the two.", "Renommez ou retirez l'une des deux."));
    }
  }

  std::string file_;
  Cursor cursor_;
  char separator_;
  Findings& findings_;
  std::uint32_t line_of_quote_ = 0;
};

Table read_table(const std::filesystem::path& file, Findings& findings) {
  std::string content;
  try {
    content = read_text(file);
  } catch (const Failure& failure) {
    for (const Diagnostic& d : failure.diagnostics()) findings.add(d.code, d.place, d.message, d.remedy, d.trouble);
    return {};
  }
  return CsvReader(file.string(), content, findings).read();
}

void append(std::string& out, const std::string& cell, char separator) {
  const bool guard = starts_formula(without_apostrophes(cell)) && !is_number(cell);
  const bool quote = cell.empty() || cell.find_first_of("\"\r\n,;") != std::string::npos || cell.front() == ' ' ||
                     cell.back() == ' ' || cell.find(separator) != std::string::npos;
  if (quote) out += '"';
  if (guard) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quote) out += '"';
}

std::string as_csv(const Table& table, CsvStyle style) {
  std::string out = style.byte_order_mark ? "\xEF\xBB\xBF" : "";
  const auto append_row = [&](const std::vector<Cell>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += style.separator;
      append(out, row[i].text, style.separator);
    }
    out += '\n';
  };
  append_row(table.columns);
  for (const auto& row : table.rows) append_row(row);
  return out;
}

}  // namespace

Table read_table(const std::filesystem::path& file) {
  Findings findings;
  Table table = read_table(file, findings);
  findings.throw_if_any();
  return table;
}

GraphTables read_csv(const std::filesystem::path& actors, const std::filesystem::path& relations) {
  Findings findings;
  Table actor_table = read_table(actors, findings), relation_table = read_table(relations, findings);
  // A table that could not be read has no columns: that one is missing would be no news.
  if (actor_table.columns.empty() || relation_table.columns.empty()) findings.throw_if_any();
  GraphTables tables = connect(std::move(actor_table), std::move(relation_table), false, findings);
  findings.throw_if_any();
  return tables;
}

void write_csv(const GraphTables& tables, const std::filesystem::path& actors, const std::filesystem::path& relations,
               CsvStyle style) {
  write_whole(actors, as_csv(tables.actors, style));
  write_whole(relations, as_csv(tables.relations, style));
}

}  // namespace entremise
