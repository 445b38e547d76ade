#include "analysis/compare/statistics.hpp"

#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/students_t.hpp>

namespace entremise {

Moments moments(std::span<const double> values) {
  Moments out;
  out.n = values.size();
  if (values.empty()) return out;
  const double n = static_cast<double>(values.size());
  const double origin = values.front();
  double sum = 0;
  for (const double value : values) sum += value - origin;
  const double shift = sum / n;
  out.mean = origin + shift;
  if (values.size() < 2) return out;
  double squares = 0, rest = 0;
  for (const double value : values) {
    const double deviation = (value - origin) - shift;
    squares += deviation * deviation;
    rest += deviation;
  }
  // The second term takes back what rounding of the mean has added (Chan, Golub & LeVeque 1983).
  const double variance = (squares - rest * rest / n) / (n - 1);
  out.variance = variance > 0 ? variance : 0;
  return out;
}

double quantile(std::span<const double> sorted, double p) {
  if (sorted.empty()) throw std::invalid_argument("quantile of no values");
  if (!(p >= 0 && p <= 1)) throw std::invalid_argument("quantile level outside 0..1");
  const double position = p * static_cast<double>(sorted.size() - 1);
  const double below = std::floor(position);
  const auto index = static_cast<std::size_t>(below);
  if (index + 1 >= sorted.size()) return sorted.back();
  const double fraction = position - below;
  return sorted[index] + fraction * (sorted[index + 1] - sorted[index]);
}

double student_quantile(double degrees, double p) {
  return boost::math::quantile(boost::math::students_t_distribution<double>(degrees), p);
}

std::optional<Interval> interval_of_mean(const Moments& sample, double confidence) {
  if (sample.n < 2) return std::nullopt;
  const double n = static_cast<double>(sample.n);
  const double half = student_quantile(n - 1, 0.5 + confidence / 2) * std::sqrt(sample.variance / n);
  return Interval{sample.mean - half, sample.mean + half};
}

}  // namespace entremise
