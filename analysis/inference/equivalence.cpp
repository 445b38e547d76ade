#include "analysis/inference/equivalence.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/students_t.hpp>

#include "analysis/inference/sample.hpp"

namespace entremise {

std::optional<Equivalence> equivalence_test(std::span<const double> differences, double margin, double alpha) {
  if (!(margin > 0 && std::isfinite(margin))) throw std::invalid_argument("a margin of equivalence must be positive");
  if (!(alpha > 0 && alpha < 0.5)) throw std::invalid_argument("the level of an equivalence test lies in 0..1/2");
  require_finite(differences);
  const Moments m = moments(differences);
  if (m.n < 2) return std::nullopt;
  Equivalence out;
  if (!(m.variance > 0)) {
    out.equivalent = std::fabs(m.mean) < margin;
    out.p = out.equivalent ? 0 : 1;
    out.interval = {m.mean, m.mean};
    return out;
  }
  const double error = std::sqrt(m.variance / static_cast<double>(m.n));
  const boost::math::students_t_distribution<double> t(static_cast<double>(m.n - 1));
  const auto upper_tail = [&](double distance) {
    const double score = distance / error;
    return std::isfinite(score) ? boost::math::cdf(boost::math::complement(t, score)) : score > 0 ? 0.0 : 1.0;
  };
  out.p = std::max(upper_tail(margin + m.mean), upper_tail(margin - m.mean));
  out.equivalent = out.p < alpha;
  const double half = student_quantile(static_cast<double>(m.n - 1), 1 - alpha) * error;
  out.interval = {m.mean - half, m.mean + half};
  return out;
}

}  // namespace entremise
