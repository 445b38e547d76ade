#include "analysis/attribution/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <stdexcept>

#include "sim/random/streams.hpp"

namespace entremise {
namespace {

constexpr Coalition only(std::size_t player) {
  return Coalition{1} << player;
}
constexpr Coalition everybody(std::size_t players) {
  return static_cast<Coalition>((std::uint64_t{1} << players) - 1);
}

// One of `family` effects of its kind.
Effect effect_of(const std::vector<double>& values, std::size_t family) {
  const Moments m = moments(values);
  const auto strict = interval_of_mean(m, 1 - 0.05 / static_cast<double>(family));
  return {m.mean, interval_of_mean(m, 0.95), strict && (strict->low > 0 || strict->high < 0)};
}

}  // namespace

std::size_t CoalitionDesign::position(Coalition coalition) const {
  return static_cast<std::size_t>(std::lower_bound(coalitions.begin(), coalitions.end(), coalition) -
                                  coalitions.begin());
}

CoalitionDesign all_coalitions(std::size_t players) {
  if (players == 0 || players > most_exact_players) throw std::invalid_argument("too many players for all coalitions");
  CoalitionDesign design{players, {}, {}};
  for (Coalition c = 0; c <= everybody(players); ++c) design.coalitions.push_back(c);
  return design;
}

CoalitionDesign sampled_coalitions(std::size_t players, std::size_t pairs, std::uint64_t seed) {
  if (players == 0 || players > most_players || pairs < 2)
    throw std::invalid_argument("no sample of coalitions like that");
  CoalitionDesign design{players, {}, {}};
  std::set<Coalition> wanted{0, everybody(players)};
  for (std::size_t i = 0; i < players; ++i) {
    wanted.insert(everybody(players) ^ only(i));
    for (std::size_t j = 0; j <= i; ++j) wanted.insert(only(i) | only(j));
  }
  const StreamKey key = stream_key({seed, 0}, process_id("orders of players"));
  for (std::size_t p = 0; p < pairs; ++p) {
    Draws draws(key, static_cast<std::uint32_t>(p), no_entity, 0);
    std::vector<std::uint32_t> order = draws.permutation(static_cast<std::uint32_t>(players));
    for (int sense = 0; sense < 2; ++sense) {
      Coalition joined = 0;
      for (const std::uint32_t player : order) wanted.insert(joined |= only(player));
      design.orders.push_back(order);
      std::reverse(order.begin(), order.end());
    }
  }
  design.coalitions.assign(wanted.begin(), wanted.end());
  return design;
}

std::size_t pair_index(std::size_t i, std::size_t j, std::size_t players) noexcept {
  return i * players - i * (i + 1) / 2 + (j - i - 1);
}

Attribution attribute(const CoalitionDesign& design, const Replicated& outcome) {
  if (outcome.points != design.coalitions.size() || outcome.values.size() != outcome.points * outcome.replicates)
    throw std::invalid_argument("outcomes that are not those of the design");
  const std::size_t k = design.players, replicates = outcome.replicates;
  const Coalition full = everybody(k);
  const std::size_t family = std::max<std::size_t>(1, k * (k - 1) / 2);  // of pairs
  const auto at = [&](Coalition c, std::size_t r) { return outcome.at(design.position(c), r); };
  const auto over_replicates = [&](const auto& of_replicate, std::size_t of_kind = 1) {
    std::vector<double> values(replicates);
    for (std::size_t r = 0; r < replicates; ++r) values[r] = of_replicate(r);
    return effect_of(values, of_kind);
  };
  Attribution result;
  result.constant = is_constant(outcome);
  result.without = over_replicates([&](std::size_t r) { return at(0, r); });
  result.total = over_replicates([&](std::size_t r) { return at(full, r) - at(0, r); });
  result.surplus = over_replicates([&](std::size_t r) {
    double sum = at(full, r) - at(0, r);
    for (std::size_t i = 0; i < k; ++i) sum -= at(only(i), r) - at(0, r);
    return sum;
  });
  for (std::size_t i = 0; i < k; ++i) {
    result.alone.push_back(over_replicates([&](std::size_t r) { return at(only(i), r) - at(0, r); }, k));
    result.last.push_back(over_replicates([&](std::size_t r) { return at(full, r) - at(full ^ only(i), r); }, k));
  }
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = i + 1; j < k; ++j)
      result.pairs.push_back(over_replicates(
          [&](std::size_t r) { return at(only(i) | only(j), r) - at(only(i), r) - at(only(j), r) + at(0, r); },
          family));

  if (design.exact()) {
    // 1 / (k binomial(k − 1, s)): the share of the orders in which exactly these s players came before.
    std::vector<double> weight(k), pair_weight(k);
    double chosen = 1;
    for (std::size_t s = 0; s < k; ++s) {
      weight[s] = 1 / (static_cast<double>(k) * chosen);
      chosen = chosen * static_cast<double>(k - 1 - s) / static_cast<double>(s + 1);
    }
    chosen = 1;
    for (std::size_t s = 0; s + 1 < k; ++s) {
      pair_weight[s] = 1 / (static_cast<double>(k - 1) * chosen);
      chosen = chosen * static_cast<double>(k - 2 - s) / static_cast<double>(s + 1);
    }
    for (std::size_t i = 0; i < k; ++i)
      result.shares.push_back(over_replicates(
          [&](std::size_t r) {
            double sum = 0;
            for (Coalition c = 0; c <= full; ++c)
              if ((c & only(i)) == 0)
                sum += weight[static_cast<std::size_t>(std::popcount(c))] *
                       (outcome.at(c | only(i), r) - outcome.at(c, r));
            return sum;
          },
          k));
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = i + 1; j < k; ++j)
        result.interactions.push_back(over_replicates(
            [&](std::size_t r) {
              const Coalition both = only(i) | only(j);
              double sum = 0;
              for (Coalition c = 0; c <= full; ++c)
                if ((c & both) == 0)
                  sum += pair_weight[static_cast<std::size_t>(std::popcount(c))] *
                         (outcome.at(c | both, r) - outcome.at(c | only(i), r) - outcome.at(c | only(j), r) +
                          outcome.at(c, r));
              return sum;
            },
            family));
    return result;
  }

  // Contributions [player][pair of orders][replicate].
  const std::size_t pairs = design.orders.size() / 2;
  std::vector<Replicated> contributions(k, Replicated{pairs, replicates, std::vector<double>(pairs * replicates, 0)});
  for (std::size_t o = 0; o < design.orders.size(); ++o) {
    Coalition joined = 0;
    for (const std::uint32_t player : design.orders[o]) {
      const std::size_t before = design.position(joined), after = design.position(joined |= only(player));
      for (std::size_t r = 0; r < replicates; ++r)
        contributions[player].values[(o / 2) * replicates + r] += (outcome.at(after, r) - outcome.at(before, r)) / 2;
    }
  }
  for (const Replicated& c : contributions) {
    std::vector<double> of_pairs(pairs, 0), of_replicates(replicates, 0);
    for (std::size_t p = 0; p < pairs; ++p)
      for (std::size_t r = 0; r < replicates; ++r) {
        of_pairs[p] += c.at(p, r) / static_cast<double>(replicates);
        of_replicates[r] += c.at(p, r) / static_cast<double>(pairs);
      }
    const Moments by_pair = moments(of_pairs), by_replicate = moments(of_replicates);
    Effect share{by_replicate.mean, std::nullopt, false};
    if (replicates > 1) {
      const double error = std::sqrt(by_pair.variance / static_cast<double>(pairs) +
                                     by_replicate.variance / static_cast<double>(replicates));
      const auto degrees = static_cast<double>(std::min(pairs, replicates) - 1);
      const double half = error * student_quantile(degrees, 0.975);
      share.told = std::fabs(share.value) > error * student_quantile(degrees, 1 - 0.025 / static_cast<double>(k));
      share.interval = Interval{share.value - half, share.value + half};
    }
    result.shares.push_back(share);
  }
  return result;
}

}  // namespace entremise
