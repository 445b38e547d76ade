#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/compare/contrast.hpp"
#include "sim/diagnostics/text.hpp"

namespace entremise::charts {

/// A month at which something begins or ends.
struct Mark {
  std::size_t month = 0;
  Text label;
};

/// What every figure says of itself.
struct Caption {
  std::string id;  ///< ASCII, unique on a page, e.g. the variable's name
  Text title;      ///< a neutral noun phrase, e.g. the variable's long name
  Text unit;       ///< empty for a quantity without unit
  std::size_t replicates = 0;
  std::uint64_t seed = 0;
  std::string engine_version;
  std::vector<std::string> scenarios;  ///< with whatever identifies them, for the footer; the reference first
  std::vector<Mark> marks = {};        ///< shown on charts over time that have one plot; by month
};

/// One scenario of a fan chart, month by month; months without any value are gaps.
struct Fan {
  std::string name;
  bool reference = false;  ///< drawn grey and dashed
  std::vector<std::optional<Spread>> months;
};

/// Median line with the bands of 25–75 % and 5–95 % of the replicates, one fan per scenario, labelled at its end.
/// The document is complete SVG, the same bytes for the same input.
[[nodiscard]] std::string fan_chart(const Caption& caption, std::span<const Fan> fans, Language language);

/// The paired difference scenario − reference: bands of the per-replicate differences (the spread of futures) and,
/// drawn apart from them, the mean with its 95 % interval (the precision of the simulation).
[[nodiscard]] std::string difference_chart(const Caption& caption, const std::string& reference,
                                           const std::string& scenario, std::span<const std::optional<Contrast>> months,
                                           Language language);

/// The shares of the four relation types in one scenario: mean over replicates, [month][type].
struct SharePanel {
  std::string name;
  std::vector<std::array<double, 4>> months;  ///< in the order distant, partnership, unequal, delegated
};

/// Stacked areas, one panel per scenario, from the bottom: distant, unequal, delegated, partnership.
[[nodiscard]] std::string relation_types_chart(const Caption& caption, std::span<const SharePanel> panels,
                                               Language language);

/// One square of numbers.
struct MatrixPanel {
  std::string name;
  bool difference = false;                   ///< of two scenarios: coloured by sign, written with it
  std::vector<std::optional<double>> cells;  ///< row by row; none: no value
};

/// Panels of labelled cells, each with its number written in it and a shade of it behind. Levels share one scale and
/// differences another. `rows` and `columns` name the cells of every panel; `row_axis` and `column_axis` say what they
/// are.
[[nodiscard]] std::string matrix_chart(const Caption& caption, const std::string& statistic, const Text& row_axis,
                                       const Text& column_axis, std::span<const Text> rows,
                                       std::span<const Text> columns, std::span<const MatrixPanel> panels,
                                       Language language);

}  // namespace entremise::charts
