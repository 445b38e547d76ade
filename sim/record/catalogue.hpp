#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace entremise {

/// An axis of recorded values besides scenario, replicate and month, e.g. `actor_type` with its four labels.
struct Dimension {
  std::string name;                 ///< ASCII, unique in the file
  std::string long_name;            ///< one line, English
  std::vector<std::string> labels;  ///< ASCII; one per position on the axis
};

/// One recorded time series: a value (or a small array of values) for every month of every run.
struct Variable {
  std::string name;                     ///< ASCII, unique, lower_snake_case: the dataset's name
  std::string unit;                     ///< UDUNITS text; "1" for dimensionless
  std::string long_name;                ///< one line, English
  std::string long_name_fr;             ///< the same in French
  std::vector<std::string> dimensions;  ///< names of the axes after (scenario, replicate, month); may be empty
  double valid_min = -std::numeric_limits<double>::infinity();  ///< no value is below (CF valid_min)
  double valid_max = std::numeric_limits<double>::infinity();   ///< no value is above (CF valid_max)
};

/// All that a model records month by month, declared once: the recorder, the reader, the comparison and the
/// charts go by it. A month's values lie one behind the other in the order of `variables`, the last axis fastest.
class Catalogue {
 public:
  /// Nothing is recorded.
  Catalogue() = default;
  /// Throws std::invalid_argument when a name is not unique or an axis is not declared.
  Catalogue(std::vector<Dimension> dimensions, std::vector<Variable> variables);

  /// The axes, in the order given.
  [[nodiscard]] const std::vector<Dimension>& dimensions() const noexcept { return dimensions_; }
  /// The series, in the order in which their values lie in a month.
  [[nodiscard]] const std::vector<Variable>& variables() const noexcept { return variables_; }
  /// Number of values recorded each month.
  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  /// Where variable `v` begins among a month's values, and how many values it has.
  [[nodiscard]] std::size_t offset(std::size_t v) const { return offsets_.at(v); }
  /// How many values variable `v` has each month: the product of its axes.
  /// @throws std::out_of_range
  [[nodiscard]] std::size_t size(std::size_t v) const { return sizes_.at(v); }
  /// Index of a variable by name, or npos.
  [[nodiscard]] std::size_t find(std::string_view name) const noexcept;
  /// An axis by name.
  /// @throws std::invalid_argument if there is none of that name
  [[nodiscard]] const Dimension& dimension(std::string_view name) const;

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);  ///< what find() says when there is none

 private:
  std::vector<Dimension> dimensions_;
  std::vector<Variable> variables_;
  std::vector<std::size_t> offsets_, sizes_;
  std::size_t width_ = 0;
};

/// A column of a table (snapshots of actors or relations, events). Stored as 1-, 4-byte integers or 4-byte floats.
struct TableColumn {
  /// How values are stored: signed integers of 1 or 4 bytes, or floats of 4.
  enum class Type { i1, i4, f4 };
  std::string name;                ///< ASCII, unique in its table, lower_snake_case
  std::string unit;                ///< UDUNITS text; "1" for dimensionless
  std::string long_name;           ///< one line, English
  Type type = Type::f4;            ///< of every value in it
  std::vector<std::string> flags;  ///< names of the values 0, 1, 2, … of an i1 column (CF flag_meanings), or empty
};

/// A table of rows that are too irregular for an axis of their own. Every row also gets its scenario, replicate and
/// month, so that a table reads as one data frame (CF "indexed ragged array").
struct TableLayout {
  std::string name;                  ///< the group's name: "actors", "relations", "events"
  std::string long_name;             ///< one line, English
  std::vector<TableColumn> columns;  ///< besides scenario, replicate and month, which every table has
};

/// The rows of one table that one run produced.
struct TableRows {
  /// The values of one column, of the type that the column declares.
  using Values = std::variant<std::vector<std::int8_t>, std::vector<std::int32_t>, std::vector<float>>;
  std::vector<std::int32_t> month;  ///< month of each row
  std::vector<Values> columns;      ///< parallel to TableLayout::columns, each as long as `month`
};

/// What one run (one replicate of one scenario) leaves behind.
struct RunRecord {
  std::uint32_t scenario = 0;     ///< position of the scenario in the ensemble
  std::uint32_t replicate = 0;    ///< below EnsembleLayout::replicates
  std::vector<float> series;      ///< [month][value]: (months + 1) × catalogue.width()
  std::vector<TableRows> tables;  ///< parallel to the ensemble's table layouts
};

}  // namespace entremise
