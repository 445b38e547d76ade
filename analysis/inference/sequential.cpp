#include "analysis/inference/sequential.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "analysis/inference/sample.hpp"

namespace entremise {
namespace {

constexpr std::size_t longest_forecast = 10'000'000;

/// Half-width of the confidence sequence at n ≥ 2 values, in standard deviations.
double half_width(std::size_t n, double confidence, std::size_t tightest) {
  const double alpha = 1 - confidence;
  const double odds = -2 * std::log(alpha);
  // The boundary √((1 + 1/u)(odds + log(1 + u))), where u is n times the mixture's variance, is least at
  // u = odds + log(1 + u).
  double at_tightest = odds;
  for (int i = 0; i < 30; ++i) at_tightest = odds + std::log1p(at_tightest);
  const double mixture = at_tightest / static_cast<double>(tightest);
  const double t = static_cast<double>(n);
  const double spread = t * mixture + 1;
  const double normal_bound = std::sqrt(spread / (t * mixture) * (odds + std::log(spread)));
  const double tail = boost::math::cdf(boost::math::complement(boost::math::normal(), normal_bound));
  const double bound = boost::math::quantile(boost::math::complement(boost::math::students_t(t - 1), tail));
  return bound / std::sqrt(t);
}

double half_width(std::size_t n, const SequentialRule& rule) {
  if (rule.guarantee == Guarantee::every_look) return half_width(n, rule.confidence, rule.tightest);
  const double t = static_cast<double>(n);
  return student_quantile(t - 1, 0.5 + rule.confidence / 2) / std::sqrt(t);
}

void require_valid(double confidence, std::size_t tightest) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("confidence lies between 0 and 1");
  if (tightest < 2) throw std::invalid_argument("a sequence is tightest at two values or later");
}

}  // namespace

std::optional<Interval> confidence_sequence(const Moments& sample, double confidence, std::size_t tightest) {
  require_valid(confidence, tightest);
  if (sample.n < 2) return std::nullopt;
  const double half = half_width(sample.n, confidence, tightest) * std::sqrt(sample.variance);
  return Interval{sample.mean - half, sample.mean + half};
}

SequentialLook look(const SequentialRule& rule, std::span<const double> differences) {
  require_valid(rule.confidence, rule.tightest);
  if (!(rule.width > 0) || rule.first < 10 || rule.batch == 0 || rule.most < rule.first)
    throw std::invalid_argument("a sequential rule is out of range");
  require_finite(differences);
  const Moments m = moments(differences);
  SequentialLook out;
  out.n = m.n;
  out.mean = m.mean;
  if (m.n >= 2) {
    const double deviation = std::sqrt(m.variance);
    const auto narrow_at = [&](std::size_t n) { return 2 * deviation * half_width(n, rule) <= rule.width; };
    std::size_t low = rule.first - 1, high = longest_forecast;
    while (high - low > 1) {
      const std::size_t middle = low + (high - low) / 2;
      (narrow_at(middle) ? high : low) = middle;
    }
    out.forecast = high;
  }
  if (m.n < rule.first) {
    out.next = rule.first;
    return out;
  }
  const double half = half_width(m.n, rule) * std::sqrt(m.variance);
  out.interval = Interval{m.mean - half, m.mean + half};
  out.narrow = out.interval->high - out.interval->low <= rule.width;
  out.exhausted = !out.narrow && m.n >= rule.most;
  out.next = out.narrow || out.exhausted ? m.n : std::min(m.n + rule.batch, rule.most);
  return out;
}

}  // namespace entremise
