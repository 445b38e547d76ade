#include "analysis/inference/proportion.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/inference/sample.hpp"
#include "sim/random/normal_quantile.hpp"

namespace entremise {
namespace {

Interval wilson(double share, double n, double confidence) {
  const double z = normal_quantile(0.5 + confidence / 2);
  const double z2 = z * z / n;
  const double middle = (share + z2 / 2) / (1 + z2);
  const double half = z / (1 + z2) * std::sqrt(share * (1 - share) / n + z2 / (4 * n));
  return {share == 0 ? 0 : std::max(0.0, middle - half), share == 1 ? 1 : std::min(1.0, middle + half)};
}

}  // namespace

std::optional<Interval> interval_of_share(std::size_t successes, std::size_t n, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("confidence lies between 0 and 1");
  if (successes > n) throw std::invalid_argument("more successes than trials");
  if (n == 0) return std::nullopt;
  return wilson(static_cast<double>(successes) / static_cast<double>(n), static_cast<double>(n), confidence);
}

std::optional<SignShare> share_of_sign(std::span<const double> differences, std::size_t replicates, int sign,
                                       double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("confidence lies between 0 and 1");
  if (sign != 1 && sign != -1) throw std::invalid_argument("a sign is +1 or -1");
  if (replicates == 0 || differences.size() % replicates != 0)
    throw std::invalid_argument("every draw needs the same number of replicates");
  require_finite(differences);
  if (differences.empty()) return std::nullopt;
  SignShare out;
  out.draws = differences.size() / replicates;
  std::size_t zeros = 0;
  for (std::size_t d = 0; d < out.draws; ++d) {
    const Moments m = moments(differences.subspan(d * replicates, replicates));
    if (sign * m.mean > 0) ++out.holds;
    if (m.mean == 0) ++zeros;
    if (const auto interval = interval_of_mean(m, confidence)) {
      const bool above = interval->low > 0, below = interval->high < 0;
      if (sign > 0 ? above : below) ++out.clearly_holds;
      if (sign > 0 ? below : above) ++out.clearly_not;
    }
  }
  const double draws = static_cast<double>(out.draws);
  out.share = (static_cast<double>(out.holds) + 0.5 * static_cast<double>(zeros)) / draws;
  out.interval = wilson(out.share, draws, confidence);
  return out;
}

}  // namespace entremise
