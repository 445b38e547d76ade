#include "analysis/inference/power.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>

#include "analysis/compare/statistics.hpp"

namespace entremise {
namespace {

constexpr std::size_t most_replicates = 1'000'000;

/// Probability that a noncentral t with `degrees` and noncentrality `shift` ≥ 0 exceeds `bound`. Beyond a thousand
/// degrees, where the series grows slow, by the normal approximation of Abramowitz & Stegun 26.7.10.
double above(double degrees, double shift, double bound) {
  if (degrees > 1000 || shift > 30) {
    const double z = (bound * (1 - 1 / (4 * degrees)) - shift) / std::sqrt(1 + bound * bound / (2 * degrees));
    return boost::math::cdf(boost::math::complement(boost::math::normal(), z));
  }
  if (shift == 0) return boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), bound));
  return boost::math::cdf(boost::math::complement(boost::math::non_central_t(degrees, shift), bound));
}

template <class Power>
std::optional<std::size_t> smallest_n(double wanted, Power&& power) {
  if (!(power(most_replicates) >= wanted)) return std::nullopt;
  std::size_t low = 1, high = most_replicates;  // power(low) falls short, power(high) does not; it grows with n
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (power(middle) >= wanted ? high : low) = middle;
  }
  return high;
}

void require_design(double difference, double deviation, double alpha, double power) {
  if (!(difference > 0 && std::isfinite(difference))) throw std::invalid_argument("a difference must be positive");
  if (!(deviation >= 0 && std::isfinite(deviation))) throw std::invalid_argument("a deviation is at least 0");
  if (!(alpha > 0 && alpha < power && power < 1)) throw std::invalid_argument("needed: 0 < alpha < power < 1");
}

}  // namespace

double power_of_paired_test(std::size_t n, double effect, double alpha) {
  if (n < 2 || !std::isfinite(effect) || !(alpha > 0 && alpha < 1))
    throw std::invalid_argument("power needs two pairs, a finite effect and a level between 0 and 1");
  const double degrees = static_cast<double>(n - 1);
  const double shift = std::fabs(effect) * std::sqrt(static_cast<double>(n));
  const double bound = student_quantile(degrees, 1 - alpha / 2);
  // The chance of exceeding the other bound, below alpha / 2 in any case, counts where it is more than rounding.
  const double wrong_side = shift > 5 ? 0 : 1 - above(degrees, shift, -bound);
  return std::clamp(above(degrees, shift, bound) + wrong_side, alpha, 1.0);
}

std::optional<std::size_t> replicates_to_detect(double smallest, double deviation, double alpha, double power) {
  require_design(smallest, deviation, alpha, power);
  if (deviation == 0) return 2;
  const double effect = smallest / deviation;
  if (!std::isfinite(effect)) return 2;
  return smallest_n(power, [&](std::size_t n) { return n < 2 ? 0 : power_of_paired_test(n, effect, alpha); });
}

std::optional<std::size_t> replicates_for_equivalence(double margin, double deviation, double alpha, double power) {
  require_design(margin, deviation, alpha, power);
  if (alpha >= 0.5) throw std::invalid_argument("the level of an equivalence test lies in 0..1/2");
  if (deviation == 0) return 2;
  const double effect = margin / deviation;
  if (!std::isfinite(effect)) return 2;
  return smallest_n(power, [&](std::size_t n) {
    if (n < 2) return 0.0;
    const double degrees = static_cast<double>(n - 1);
    const double one = above(degrees, effect * std::sqrt(static_cast<double>(n)), student_quantile(degrees, 1 - alpha));
    return 2 * one - 1;
  });
}

}  // namespace entremise
