#include "analysis/charts/axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace entremise::charts {

Ticks nice_ticks(Interval range, int wanted) {
  double low = range.low, high = range.high;
  if (!(high - low > 1e-12 * std::max({1e-12, std::fabs(low), std::fabs(high)}))) {
    const double margin = low == 0 ? 1 : std::fabs(low) * 0.1;
    low -= margin;
    high += margin;
  }
  const double raw = (high - low) / std::max(wanted, 1);
  int power = static_cast<int>(std::floor(std::log10(raw)));
  double unit = std::pow(10.0, power), step = unit;
  int extra = 0;
  if (raw > 5 * unit) {
    step = 10 * unit;
    ++power;
  } else if (raw > 2.5 * unit) {
    step = 5 * unit;
  } else if (raw > 2 * unit) {
    step = 2.5 * unit;
    extra = 1;
  } else if (raw > unit) {
    step = 2 * unit;
  }
  Ticks out;
  out.decimals = std::clamp(extra - power, 0, 9);
  const double first = std::floor(low / step + 1e-9), last = std::ceil(high / step - 1e-9);
  for (auto k = static_cast<std::int64_t>(first); k <= static_cast<std::int64_t>(last); ++k)
    out.values.push_back(static_cast<double>(k) * step);
  return out;
}

std::vector<std::size_t> month_ticks(std::size_t last, int most) {
  const auto steps = static_cast<std::size_t>(std::max(most, 1));
  std::size_t step = 1;
  for (const std::size_t candidate : {1u, 2u, 3u, 6u, 12u, 24u, 60u, 120u, 240u, 600u, 1200u}) {
    step = candidate;
    if (last / candidate <= steps) break;
  }
  while (last / step > steps) step *= 2;
  std::vector<std::size_t> out;
  for (std::size_t month = 0; month <= last; month += step) out.push_back(month);
  return out;
}

std::vector<double> push_apart(std::span<const Wanted> labels, double top, double bottom) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return labels[a].centre < labels[b].centre; });

  // Blocks of labels that touch each other move as one: the pool-adjacent-violators way to the least squares solution.
  struct Block {
    double height = 0;
    double sum = 0;  // of the starts that each member would like the block to have
    std::size_t members = 0;
    double start = 0;
  };
  std::vector<Block> blocks;
  const auto settle = [&](Block& block) {
    block.start = std::min(block.sum / static_cast<double>(block.members), bottom - block.height);
    block.start = std::max(block.start, top);
  };
  for (const std::size_t i : order) {
    Block block{labels[i].height, labels[i].centre - labels[i].height / 2, 1, 0};
    settle(block);
    blocks.push_back(block);
    while (blocks.size() > 1) {
      Block& before = blocks[blocks.size() - 2];
      const Block& last = blocks.back();
      if (before.start + before.height <= last.start) break;
      before.sum += last.sum - before.height * static_cast<double>(last.members);
      before.members += last.members;
      before.height += last.height;
      settle(before);
      blocks.pop_back();
    }
  }
  std::vector<double> out(labels.size());
  std::size_t position = 0;
  double floor = top;  // blocks that do not fit run on below the bottom rather than overlap
  for (const Block& block : blocks) {
    double y = std::max(block.start, floor);
    for (std::size_t k = 0; k < block.members; ++k) {
      const std::size_t i = order[position++];
      out[i] = y + labels[i].height / 2;
      y += labels[i].height;
    }
    floor = y;
  }
  return out;
}

}  // namespace entremise::charts
