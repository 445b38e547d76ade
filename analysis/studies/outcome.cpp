#include "analysis/studies/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entremise {
namespace {

using scenarios::Outcome;
using scenarios::Summary;

std::optional<double> value_at(std::span<const float> months, std::uint32_t month) {
  if (month >= months.size() || !std::isfinite(months[month])) return std::nullopt;
  return static_cast<double>(months[month]);
}

struct Point {
  double month, value;
};

std::vector<Point> present(const Outcome& outcome, std::span<const float> months) {
  std::vector<Point> out;
  for (std::uint32_t m = outcome.from; m <= outcome.until; ++m)
    if (const auto value = value_at(months, m)) out.push_back({static_cast<double>(m), *value});
  return out;
}

std::optional<std::uint32_t> reached(const Outcome& outcome, std::span<const float> months) {
  for (std::uint32_t m = outcome.from; m <= outcome.until; ++m)
    if (const auto value = value_at(months, m))
      if (outcome.at_least ? *value >= outcome.level : *value <= outcome.level) return m;
  return std::nullopt;
}

}  // namespace

bool reaches(const Outcome& outcome, std::span<const float> months) {
  return reached(outcome, months).has_value();
}

std::optional<double> summarise(const Outcome& outcome, std::span<const float> months) {
  switch (outcome.summary) {
    case Summary::value:
      return value_at(months, outcome.until);
    case Summary::change: {
      const auto before = value_at(months, outcome.from), after = value_at(months, outcome.until);
      if (!before || !after) return std::nullopt;
      return *after - *before;
    }
    case Summary::mean: {
      const auto points = present(outcome, months);
      if (points.empty()) return std::nullopt;
      double sum = 0;
      for (const Point& p : points) sum += p.value;
      return sum / static_cast<double>(points.size());
    }
    case Summary::area: {
      const auto points = present(outcome, months);
      if (points.size() < 2) return std::nullopt;
      double sum = 0;
      for (std::size_t i = 1; i < points.size(); ++i)
        sum += (points[i].month - points[i - 1].month) * (points[i].value + points[i - 1].value) / 2;
      return sum;
    }
    case Summary::slope: {
      const auto points = present(outcome, months);
      if (points.size() < 2) return std::nullopt;
      double month = 0, value = 0, products = 0, squares = 0;
      for (const Point& p : points) {
        month += p.month / static_cast<double>(points.size());
        value += p.value / static_cast<double>(points.size());
      }
      for (const Point& p : points) {
        products += (p.month - month) * (p.value - value);
        squares += (p.month - month) * (p.month - month);
      }
      return products / squares;
    }
    case Summary::time: {
      // A run without any value was not made; one that never reaches the level is as long as its span.
      if (present(outcome, months).empty()) return std::nullopt;
      return static_cast<double>(reached(outcome, months).value_or(outcome.until) - outcome.from);
    }
  }
  return std::nullopt;
}

StudySeries::StudySeries(const scenarios::Study& study, const Catalogue& catalogue, std::size_t replicates)
    : scenarios_(study.scenarios.size()),
      replicates_(replicates),
      points_(std::size_t{study.months} + 1),
      width_(catalogue.width()) {
  for (const scenarios::Hypothesis& h : study.hypotheses) {
    const auto same = std::find_if(cells_.begin(), cells_.end(), [&](const Cell& c) {
      return c.variable == h.outcome.variable && c.cell == h.outcome.cell;
    });
    cell_of_.push_back(static_cast<std::size_t>(same - cells_.begin()));
    if (same == cells_.end())
      cells_.push_back({h.outcome.variable, h.outcome.cell, catalogue.offset(h.outcome.variable) + h.outcome.cell,
                        catalogue.size(h.outcome.variable)});
  }
  values_.assign(cells_.size() * scenarios_ * replicates_ * points_, std::numeric_limits<float>::quiet_NaN());
}

void StudySeries::set(std::size_t scenario, std::size_t replicate, std::span<const float> series) {
  for (std::size_t c = 0; c < cells_.size(); ++c)
    for (std::size_t m = 0; m < points_; ++m)
      values_[at(c, scenario, replicate) + m] = series[m * width_ + cells_[c].offset];
}

void StudySeries::set(std::size_t variable, std::size_t scenario, std::size_t replicate,
                      std::span<const float> values) {
  for (std::size_t c = 0; c < cells_.size(); ++c)
    if (cells_[c].variable == variable)
      for (std::size_t m = 0; m < points_; ++m)
        values_[at(c, scenario, replicate) + m] = values[m * cells_[c].of_variable + cells_[c].cell];
}

std::vector<std::size_t> StudySeries::variables() const {
  std::vector<std::size_t> out;
  for (const Cell& cell : cells_)
    if (std::find(out.begin(), out.end(), cell.variable) == out.end()) out.push_back(cell.variable);
  return out;
}

std::span<const float> StudySeries::months(std::size_t hypothesis, std::size_t scenario, std::size_t replicate) const {
  return {values_.data() + at(cell_of_[hypothesis], scenario, replicate), points_};
}

}  // namespace entremise
