#include "analysis/sensitivity/sobol_indices.hpp"

#include <stdexcept>

namespace entremise {
namespace {

// What the rows give before they are averaged: any resample of rows is made of these.
struct Rows {
  std::vector<double> a, b, squares, luck;        // of each row; squares: mean of f(A)² and f(B)²
  std::vector<std::vector<double>> first, total;  // [input][row]
};

}  // namespace

SobolIndices sobol_indices(const SaltelliDesign& design, const Replicated& outcome, std::size_t resamples,
                           std::uint64_t seed) {
  if (outcome.points != design.size() || outcome.values.size() != outcome.points * outcome.replicates)
    throw std::invalid_argument("outcomes that are not those of the design");
  SobolIndices result;
  result.constant = is_constant(outcome);
  if (result.constant) return result;
  const std::size_t k = design.dimensions, n = design.base, replicates = outcome.replicates;

  // Measured from their mean: the estimators then vary least.
  double origin = 0;
  for (std::size_t row = 0; row < n; ++row)
    origin += (moments(outcome.at(design.index(row, 0))).mean + moments(outcome.at(design.index(row, 1))).mean) /
              static_cast<double>(2 * n);
  Rows rows;
  rows.first.assign(k, std::vector<double>(n));
  rows.total.assign(k, std::vector<double>(n));
  std::vector<bool> idle(k, true);
  std::vector<double> a(replicates), b(replicates), change(replicates);
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t r = 0; r < replicates; ++r) {
      a[r] = outcome.at(design.index(row, 0), r) - origin;
      b[r] = outcome.at(design.index(row, 1), r) - origin;
    }
    const Moments of_a = moments(a), of_b = moments(b);
    rows.a.push_back(of_a.mean);
    rows.b.push_back(of_b.mean);
    rows.squares.push_back((product_without_noise(a, a) + product_without_noise(b, b)) / 2);
    rows.luck.push_back((of_a.variance + of_b.variance) / 2);
    for (std::size_t i = 0; i < k; ++i) {
      for (std::size_t r = 0; r < replicates; ++r) {
        change[r] = (outcome.at(design.index(row, 2 + i), r) - origin) - a[r];
        if (change[r] != 0) idle[i] = false;
      }
      rows.first[i][row] = product_without_noise(b, change);
      rows.total[i][row] = product_without_noise(change, change) / 2;
    }
  }
  const auto count = static_cast<double>(n);
  const auto variance_of = [&](const auto& mean) {
    const double mean_a = mean(rows.a), mean_b = mean(rows.b);
    return (mean(rows.squares) - (mean_a * mean_a + mean_b * mean_b) / 2) * count / (count - 1);
  };
  const auto plain = [&](const std::vector<double>& values) { return moments(values).mean; };
  result.variance = variance_of(plain);
  const double luck = plain(rows.luck);
  if (replicates > 1) result.luck_share = result.variance > 0 ? luck / (result.variance + luck) : 1;
  if (!(result.variance > 0)) return result;

  const Resamples again(n, resamples, seed);
  std::vector<double> variances;
  for (std::size_t s = 0; s < again.size(); ++s)
    variances.push_back(variance_of([&](const std::vector<double>& values) { return again.mean(s, values); }));
  const auto estimate = [&](const std::vector<double>& numerators) {
    std::vector<double> statistics;
    for (std::size_t s = 0; s < again.size(); ++s)
      if (variances[s] > 0) statistics.push_back(again.mean(s, numerators) / variances[s]);
    const double value = plain(numerators) / result.variance;
    return Estimate{value, statistics.empty() ? Interval{value, value} : again.interval(statistics)};
  };
  for (std::size_t i = 0; i < k; ++i) {
    SobolIndex index;
    index.first = estimate(rows.first[i]);
    index.total = estimate(rows.total[i]);
    index.idle = idle[i];
    index.within_noise = index.idle || index.total.interval.low <= 0;
    result.inputs.push_back(index);
  }
  return result;
}

}  // namespace entremise
