#include "analysis/inference/ratio.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "analysis/inference/sample.hpp"

namespace entremise {

std::optional<RatioOfMeans> ratio_of_means(std::span<const double> numerator, std::span<const double> denominator,
                                           double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("confidence lies between 0 and 1");
  if (numerator.size() != denominator.size()) throw std::invalid_argument("pairs need two samples of one length");
  require_finite(numerator);
  require_finite(denominator);
  if (numerator.size() < 2) return std::nullopt;
  const Moments a = moments(numerator), b = moments(denominator);
  RatioOfMeans out;
  if (b.mean != 0 && std::isfinite(a.mean / b.mean)) out.ratio = a.mean / b.mean;
  if (a.variance == 0 && b.variance == 0) {
    if (out.ratio) {
      out.kind = RatioSet::bounded;
      out.interval = {*out.ratio, *out.ratio};
    }
    return out;
  }
  double products = 0;
  for (std::size_t i = 0; i < numerator.size(); ++i) products += (numerator[i] - a.mean) * (denominator[i] - b.mean);
  const double n = static_cast<double>(a.n);
  const double t = student_quantile(n - 1, 0.5 + confidence / 2);
  const double weight = t * t / n;
  // The ratios θ with (a − θ b)² ≤ t² Var(a − θ b): square θ² − 2 half θ + rest ≤ 0.
  const double square = b.mean * b.mean - weight * b.variance;
  const double half = a.mean * b.mean - weight * products / (n - 1);
  const double rest = a.mean * a.mean - weight * a.variance;
  const double discriminant = half * half - square * rest;
  if (square > 0) {
    // Never negative but for rounding: at the ratio itself the inequality holds.
    const double root = std::sqrt(std::max(0.0, discriminant));
    out.kind = RatioSet::bounded;
    out.interval = {(half - root) / square, (half + root) / square};
  } else if (square < 0 && discriminant > 0) {
    const double root = std::sqrt(discriminant);
    out.kind = RatioSet::complement;
    out.interval = {(half + root) / square, (half - root) / square};
  }
  if (!std::isfinite(out.interval.low) || !std::isfinite(out.interval.high)) {
    out.kind = RatioSet::whole_line;
    out.interval = {};
  }
  return out;
}

std::optional<DependencyIndex> dependency_index(std::span<const double> stay, std::span<const double> leave,
                                                std::span<const double> never, double confidence) {
  if (stay.size() != leave.size() || stay.size() != never.size())
    throw std::invalid_argument("a dependency index needs three samples of one length");
  std::vector<double> lost, gained;
  for (std::size_t i = 0; i < stay.size(); ++i) {
    const double l = stay[i] - leave[i], g = stay[i] - never[i];
    if (!std::isfinite(l) || !std::isfinite(g)) continue;
    lost.push_back(l);
    gained.push_back(g);
  }
  const auto index = ratio_of_means(lost, gained, confidence);
  if (!index) return std::nullopt;
  return DependencyIndex{*index, index->kind == RatioSet::bounded && index->ratio.has_value()};
}

}  // namespace entremise
