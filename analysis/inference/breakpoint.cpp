#include "analysis/inference/breakpoint.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "analysis/inference/sample.hpp"
#include "sim/random/streams.hpp"

namespace entremise {
namespace {

/// What is left of a straight line's residual squares counts as nothing below this share of the squares about the mean.
constexpr double rounding = 1e-20;

/// The best break, in the coordinates given.
struct Best {
  double at = 0;
  double reduction = -1;  ///< of the residual squares; negative: no break could be tried
  double straight = 0;    ///< residual squares of the straight line
};

/// Searches the break of weighted points whose x ascend; weights of 0 are points that are not there.
/// With h = max(0, x − ψ) and h' what is left of it beside a straight line, a break at ψ takes away (h'y)² / h'h'.
/// Between two neighbouring x that is the square of a linear over a quadratic function of ψ: its one maximum is closed.
Best best_break(std::span<const double> x, std::span<const double> y, std::span<const double> weight) {
  double n = 0, mx = 0, my = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    n += weight[i];
    mx += weight[i] * x[i];
    my += weight[i] * y[i];
  }
  mx /= n;
  my /= n;
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mx, dy = y[i] - my;
    xx += weight[i] * dx * dx;
    xy += weight[i] * dx * dy;
    yy += weight[i] * dy * dy;
  }
  Best best;
  if (!(xx > 0)) return best;
  const double slope = xy / xx;
  best.straight = std::max(0.0, yy - xy * slope);
  if (best.straight <= rounding * yy) best.straight = 0;

  // From the right: sums over the points right of the gap that is being looked at.
  double r_n = 0, r_x = 0, r_y = 0, r_xx = 0, r_xy = 0;
  double right = 0;
  std::size_t distinct_right = 0;
  std::size_t distinct_left = 0;
  for (std::size_t i = 0, last = x.size(); i < x.size(); ++i)
    if (weight[i] > 0 && (last == x.size() || x[i] != x[last])) {
      ++distinct_left;
      last = i;
    }
  for (std::size_t i = x.size(); i-- > 0;) {
    if (weight[i] == 0) continue;
    const double dx = x[i] - mx, dy = y[i] - my;
    if (distinct_right == 0 || dx != right) {
      // All points right of here are in the sums; the gap from this x to the next one on the right opens.
      const double a = r_xy - r_xx * slope, b = r_x * slope - r_y;
      const double c = r_xx - r_x * r_x / n - r_xx * r_xx / xx;
      const double d = -2 * r_x + 2 * r_x * r_n / n + 2 * r_xx * r_x / xx;
      const double e = r_n - r_n * r_n / n - r_x * r_x / xx;
      const auto attempt = [&](double at) {
        const double hh = c + (d + e * at) * at;
        if (!(hh > 1e-12 * xx)) return;
        const double hy = a + b * at;
        if (hy * hy / hh > best.reduction) {
          best.reduction = hy * hy / hh;
          best.at = at;
        }
      };
      // A break needs two distinct x on either side, one of which may be the break-point itself.
      if (distinct_right >= 1 && distinct_left >= 2) attempt(dx);
      if (distinct_right >= 2 && distinct_left >= 2) {
        const double peak = (a * d - 2 * b * c) / (b * d - 2 * a * e);
        if (peak > dx && peak < right) attempt(peak);
      }
      right = dx;
      ++distinct_right;
      --distinct_left;
    }
    r_n += weight[i];
    r_x += weight[i] * dx;
    r_y += weight[i] * dy;
    r_xx += weight[i] * dx * dx;
    r_xy += weight[i] * dx * dy;
  }
  best.at += mx;
  best.reduction = std::min(best.reduction, best.straight);
  return best;
}

/// Points by ascending x, x brought to 0..1 and y to a largest deviation of 1, so that no number is out of scale.
struct Points {
  std::vector<double> x, y;
  double x_low = 0, x_range = 1, y_middle = 0, y_range = 1;
  std::size_t distinct = 0;
};

Points prepare(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size()) throw std::invalid_argument("points need as many x as y");
  require_finite(x);
  require_finite(y);
  Points out;
  if (x.empty()) return out;
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  out.x_low = x[order.front()];
  const double range = x[order.back()] - out.x_low;
  if (range > 0) out.x_range = range;
  out.y_middle = moments(y).mean;
  double largest = 0;
  for (const double v : y) largest = std::max(largest, std::fabs(v - out.y_middle));
  if (largest > 0) out.y_range = largest;
  for (const std::size_t i : order) {
    if (out.x.empty() || x[i] != x[order[out.x.size() - 1]]) ++out.distinct;
    out.x.push_back((x[i] - out.x_low) / out.x_range);
    out.y.push_back((y[i] - out.y_middle) / out.y_range);
  }
  return out;
}

/// Least squares of 1, x − at and max(0, x − at) at a given break-point, in the original units.
BrokenLine line_at(const Points& points, const Best& best) {
  // Two orthogonalised steps: h beside 1 and x, then the straight line.
  const double n = static_cast<double>(points.x.size());
  const double at = best.at;
  double mx = 0, my = 0, mh = 0;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    mx += points.x[i];
    my += points.y[i];
    mh += std::max(0.0, points.x[i] - at);
  }
  mx /= n;
  my /= n;
  mh /= n;
  double xx = 0, xy = 0, xh = 0;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double dx = points.x[i] - mx;
    xx += dx * dx;
    xy += dx * (points.y[i] - my);
    xh += dx * (std::max(0.0, points.x[i] - at) - mh);
  }
  double hh = 0, hy = 0;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double h = std::max(0.0, points.x[i] - at) - mh - xh / xx * (points.x[i] - mx);
    hh += h * h;
    hy += h * (points.y[i] - my);
  }
  const double bend = hh > 0 ? hy / hh : 0;
  const double slope = xy / xx - bend * xh / xx;
  const double level = my - bend * mh - slope * (mx - at);
  double left = 0, straight = 0;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double fitted = level + slope * (points.x[i] - at) + bend * std::max(0.0, points.x[i] - at);
    const double on_line = my + xy / xx * (points.x[i] - mx);
    left += (points.y[i] - fitted) * (points.y[i] - fitted);
    straight += (points.y[i] - on_line) * (points.y[i] - on_line);
  }
  const double slope_unit = points.y_range / points.x_range, square_unit = points.y_range * points.y_range;
  return {points.x_low + at * points.x_range,
          points.y_middle + level * points.y_range,
          slope * slope_unit,
          (slope + bend) * slope_unit,
          left * square_unit,
          straight * square_unit};
}

std::optional<Best> best_of(const Points& points) {
  if (points.distinct < 4) return std::nullopt;
  return best_break(points.x, points.y, std::vector<double>(points.x.size(), 1.0));
}

std::optional<Interval> percentiles(std::vector<double> values, std::size_t drawn, double confidence) {
  if (values.empty() || 20 * (drawn - values.size()) > drawn) return std::nullopt;
  std::sort(values.begin(), values.end());
  if (values.front() == values.back()) return std::nullopt;
  const double tail = (1 - confidence) / 2;
  return Interval{quantile(values, tail), quantile(values, 1 - tail)};
}

void require_valid(const BootstrapOptions& options) {
  if (options.resamples == 0) throw std::invalid_argument("a bootstrap needs resamples");
  if (!(options.confidence > 0 && options.confidence < 1))
    throw std::invalid_argument("confidence lies between 0 and 1");
}

/// Share of the straight line's residual squares that the break takes away.
double share(const Best& best) {
  return best.straight > 0 ? best.reduction / best.straight : 0;
}

}  // namespace

std::optional<BrokenLine> broken_line(std::span<const double> x, std::span<const double> y) {
  const Points points = prepare(x, y);
  const auto best = best_of(points);
  if (!best) return std::nullopt;
  return line_at(points, *best);
}

std::optional<BreakPoint> break_point(std::span<const double> x, std::span<const double> y,
                                      const BreakPointOptions& options) {
  require_valid(options.bootstrap);
  const Points points = prepare(x, y);
  const auto best = best_of(points);
  if (!best) return std::nullopt;
  BreakPoint out;
  out.line = line_at(points, *best);
  const std::size_t n = points.x.size();
  const StreamKey key = stream_key({options.bootstrap.seed, 0}, process_id("break-point"));

  std::vector<double> places, weight(n);
  for (std::size_t k = 0; k < options.bootstrap.resamples; ++k) {
    Draws draws(key, static_cast<std::uint32_t>(k), no_entity, 0);
    std::fill(weight.begin(), weight.end(), 0.0);
    for (std::size_t i = 0; i < n; ++i) weight[draws.below(static_cast<std::uint32_t>(n))] += 1;
    const Best again = best_break(points.x, points.y, weight);
    if (again.reduction >= 0) places.push_back(points.x_low + again.at * points.x_range);
  }
  out.interval = percentiles(std::move(places), options.bootstrap.resamples, options.bootstrap.confidence);

  if (best->straight == 0) return out;
  const double mx = moments(points.x).mean, my = moments(points.y).mean;
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < n; ++i) {
    xx += (points.x[i] - mx) * (points.x[i] - mx);
    xy += (points.x[i] - mx) * (points.y[i] - my);
  }
  std::vector<double> residuals(n);
  for (std::size_t i = 0; i < n; ++i) residuals[i] = points.y[i] - my - xy / xx * (points.x[i] - mx);
  std::fill(weight.begin(), weight.end(), 1.0);
  const double bound = share(*best) * (1 - 1e-12);
  std::size_t extreme = 0;
  for (std::size_t k = 0; k < options.permutations; ++k) {
    Draws draws(key, static_cast<std::uint32_t>(k), 0, 0);
    draws.shuffle(std::span<double>(residuals));
    if (share(best_break(points.x, residuals, weight)) >= bound) ++extreme;
  }
  out.p = static_cast<double>(extreme + 1) / static_cast<double>(options.permutations + 1);
  return out;
}

std::optional<BreakPoint> break_point_of_curves(std::span<const double> x, std::span<const double> curves,
                                                const BreakPointOptions& options) {
  require_valid(options.bootstrap);
  if (x.empty() ? !curves.empty() : curves.size() % x.size() != 0)
    throw std::invalid_argument("every curve needs a value at each x");
  require_finite(x);
  require_finite(curves);
  if (x.empty()) return std::nullopt;
  const std::size_t p = x.size(), replicates = curves.size() / p;
  if (replicates < 2) return std::nullopt;
  std::vector<double> sum(p, 0.0);
  const auto mean_curve = [&] {
    std::vector<double> mean(p);
    for (std::size_t i = 0; i < p; ++i) mean[i] = sum[i] / static_cast<double>(replicates);
    return mean;
  };
  for (std::size_t r = 0; r < replicates; ++r)
    for (std::size_t i = 0; i < p; ++i) sum[i] += curves[r * p + i];
  const Points points = prepare(x, mean_curve());
  const auto best = best_of(points);
  if (!best) return std::nullopt;
  BreakPoint out;
  out.line = line_at(points, *best);

  const StreamKey key = stream_key({options.bootstrap.seed, 0}, process_id("break-point of curves"));
  std::vector<double> places;
  for (std::size_t k = 0; k < options.bootstrap.resamples; ++k) {
    Draws draws(key, static_cast<std::uint32_t>(k), no_entity, 0);
    std::fill(sum.begin(), sum.end(), 0.0);
    for (std::size_t r = 0; r < replicates; ++r) {
      const std::size_t row = draws.below(static_cast<std::uint32_t>(replicates));
      for (std::size_t i = 0; i < p; ++i) sum[i] += curves[row * p + i];
    }
    const Points again = prepare(x, mean_curve());
    const Best found = *best_of(again);
    if (found.reduction >= 0) places.push_back(again.x_low + found.at * again.x_range);
  }
  out.interval = percentiles(std::move(places), options.bootstrap.resamples, options.bootstrap.confidence);

  // The change of slope at each inner x, fitted to each curve: one weighted sum of the curve.
  const double low = *std::min_element(x.begin(), x.end());
  const double range = *std::max_element(x.begin(), x.end()) - low;
  double largest = 0;
  for (const double v : curves) largest = std::max(largest, std::fabs(v));
  std::vector<double> knots(x.begin(), x.end());
  std::sort(knots.begin(), knots.end());
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  const double n = static_cast<double>(p);
  double mx = 0, xx = 0;
  for (const double v : x) mx += (v - low) / range / n;
  for (const double v : x) xx += ((v - low) / range - mx) * ((v - low) / range - mx);
  std::vector<double> bends;  // [knot][replicate]
  std::vector<double> squares;
  for (std::size_t k = 1; k + 1 < knots.size(); ++k) {
    std::vector<double> h(p);
    double mh = 0, xh = 0, hh = 0;
    for (std::size_t i = 0; i < p; ++i) {
      h[i] = std::max(0.0, x[i] - knots[k]) / range;
      mh += h[i] / n;
    }
    for (std::size_t i = 0; i < p; ++i) xh += ((x[i] - low) / range - mx) * (h[i] - mh);
    for (std::size_t i = 0; i < p; ++i) {
      h[i] -= mh + xh / xx * ((x[i] - low) / range - mx);
      hh += h[i] * h[i];
    }
    double square = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
      double bend = 0;
      for (std::size_t i = 0; i < p; ++i) bend += h[i] / hh * curves[r * p + i];
      if (std::fabs(bend) <= 1e-10 * largest) bend = 0;  // rounding of straight curves
      bends.push_back(bend);
      square += bend * bend;
    }
    squares.push_back(square);
  }
  if (std::all_of(squares.begin(), squares.end(), [](double s) { return s == 0; })) return out;
  // The square of the mean over the sum of squares, which signs leave as it is, grows with |t|.
  std::vector<double> sign(replicates, 1.0);
  const auto statistic = [&] {
    double most = 0;
    for (std::size_t k = 0; k < squares.size(); ++k) {
      if (squares[k] == 0) continue;
      double total = 0;
      for (std::size_t r = 0; r < replicates; ++r) total += sign[r] * bends[k * replicates + r];
      most = std::max(most, total * total / squares[k]);
    }
    return most;
  };
  const double bound = statistic() * (1 - 1e-12);
  std::size_t extreme = 0;
  for (std::size_t k = 0; k < options.permutations; ++k) {
    Draws draws(key, static_cast<std::uint32_t>(k), 0, 0);
    for (double& s : sign) s = draws.chance(0.5) ? -1 : 1;
    if (statistic() >= bound) ++extreme;
  }
  out.p = static_cast<double>(extreme + 1) / static_cast<double>(options.permutations + 1);
  return out;
}

}  // namespace entremise
