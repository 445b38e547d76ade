#include "analysis/planning/noisy_search.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>

#include "sim/random/streams.hpp"

namespace entremise {
namespace {

// How lonely each point of one front is: the larger the better, ends infinitely so (Deb et al. 2002).
std::vector<double> crowding_of(const std::vector<std::vector<double>>& points,
                                const std::vector<std::size_t>& members) {
  std::vector<double> distance(points.size(), 0);
  if (members.empty()) return distance;
  for (std::size_t m = 0; m < points[members.front()].size(); ++m) {
    std::vector<std::size_t> order = members;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return points[x][m] < points[y][m]; });
    const double range = points[order.back()][m] - points[order.front()][m];
    distance[order.front()] = distance[order.back()] = std::numeric_limits<double>::infinity();
    if (!(range > 0)) continue;
    for (std::size_t i = 1; i + 1 < order.size(); ++i)
      distance[order[i]] += (points[order[i + 1]][m] - points[order[i - 1]][m]) / range;
  }
  return distance;
}

class Search {
 public:
  Search(const std::vector<std::uint16_t>& choices, const NoisyMeasure& measure, const Violation& violation,
         const SearchOptions& options)
      : choices_(choices),
        measure_(measure),
        violation_(violation),
        options_(options),
        key_(stream_key({options.seed, 0}, process_id("search of plans"))) {}

  SearchResult run(const std::vector<Genome>& seeds) {
    std::vector<Genome> population = seeds;
    Draws draws(key_, no_entity, no_entity, 0);
    for (std::size_t attempt = 0; population.size() < options_.population && attempt < 100 * options_.population;
         ++attempt) {
      Genome genome;
      for (const std::uint16_t n : choices_) genome.push_back(static_cast<std::uint16_t>(draws.below(n)));
      add_new(population, std::move(genome));
    }
    if (!measure_to(population, options_.first_replicates)) return stopped();
    for (std::size_t generation = 1; generation <= options_.generations; ++generation) {
      std::vector<Genome> all = population;
      for (Genome& child : children_of(population, static_cast<std::uint32_t>(generation)))
        add_new(all, std::move(child));
      if (!measure_to(all, options_.first_replicates)) return stopped();
      if (!look_again(all)) return stopped();
      population = survivors_of(std::move(all));
    }
    // The front of everything that was tried, each of it with all its replicates.
    for (;;) {
      std::vector<Genome> everything;
      for (const auto& [genome, entry] : known_) everything.push_back(genome);
      const std::vector<Genome> best = front_of(everything);
      std::vector<Genome> unfinished;
      for (const Genome& genome : best)
        if (known_.at(genome).replicates < options_.most_replicates) unfinished.push_back(genome);
      if (!unfinished.empty()) {
        if (!measure_to(unfinished, options_.most_replicates)) return stopped();
        continue;
      }
      SearchResult result;
      for (const Genome& genome : best)
        result.front.push_back({genome, means_of(genome), known_.at(genome).replicates});
      result.tried = known_.size();
      result.measured = measured_;
      return result;
    }
  }

 private:
  struct Entry {
    std::uint32_t replicates = 0;
    std::vector<double> sums;
  };

  static void add_new(std::vector<Genome>& some, Genome genome) {
    if (std::find(some.begin(), some.end(), genome) == some.end()) some.push_back(std::move(genome));
  }
  SearchResult stopped() const {
    SearchResult result;
    result.stopped = true;
    return result;
  }
  std::vector<double> means_of(const Genome& genome) const {
    const Entry& entry = known_.at(genome);
    std::vector<double> means = entry.sums;
    for (double& mean : means) mean /= entry.replicates;
    return means;
  }
  // Gives everyone replicates up to `target`, those with equally many together.
  bool measure_to(const std::vector<Genome>& some, std::uint32_t target) {
    std::map<std::uint32_t, std::vector<Genome>> by_count;
    for (const Genome& genome : some) {
      const std::uint32_t had = known_[genome].replicates;
      if (had < target) by_count[had].push_back(genome);
    }
    for (const auto& [had, genomes] : by_count) {
      const std::uint32_t count = target - had;
      const auto values = measure_(genomes, had, count);
      if (!values) return false;
      const std::size_t objectives = values->size() / genomes.size() / count;
      for (std::size_t g = 0; g < genomes.size(); ++g) {
        Entry& entry = known_[genomes[g]];
        entry.sums.resize(objectives, 0);
        for (std::size_t r = 0; r < count; ++r)
          for (std::size_t m = 0; m < objectives; ++m) entry.sums[m] += (*values)[(g * count + r) * objectives + m];
        entry.replicates = target;
      }
      measured_ += genomes.size() * count;
    }
    return true;
  }
  struct Ranks {
    std::vector<std::vector<double>> points;
    std::vector<double> violations, crowding;
    std::vector<std::size_t> fronts;
  };
  Ranks ranks_of(const std::vector<Genome>& some) const {
    Ranks ranks;
    for (const Genome& genome : some) {
      ranks.points.push_back(means_of(genome));
      ranks.violations.push_back(violation_(ranks.points.back()));
    }
    ranks.fronts = fronts_of(ranks.points, ranks.violations);
    ranks.crowding.assign(some.size(), 0);
    for (std::size_t front = 0, seen = 0; seen < some.size(); ++front) {
      std::vector<std::size_t> members;
      for (std::size_t i = 0; i < some.size(); ++i)
        if (ranks.fronts[i] == front) members.push_back(i);
      const std::vector<double> distance = crowding_of(ranks.points, members);
      for (const std::size_t i : members) ranks.crowding[i] = distance[i];
      seen += members.size();
    }
    return ranks;
  }
  std::vector<Genome> front_of(const std::vector<Genome>& some) const {
    const Ranks ranks = ranks_of(some);
    std::vector<Genome> out;
    for (std::size_t i = 0; i < some.size(); ++i)
      if (ranks.fronts[i] == 0 && ranks.violations[i] <= 0) out.push_back(some[i]);
    return out;
  }
  bool look_again(const std::vector<Genome>& some) {
    const std::vector<Genome> best = front_of(some);
    std::map<std::uint32_t, std::vector<Genome>> targets;
    for (const Genome& genome : best) {
      const std::uint32_t had = known_.at(genome).replicates;
      if (had < options_.most_replicates) targets[std::min(2 * had, options_.most_replicates)].push_back(genome);
    }
    for (const auto& [target, genomes] : targets)
      if (!measure_to(genomes, target)) return false;
    return true;
  }
  static bool better(const Ranks& ranks, std::size_t x, std::size_t y) {
    return ranks.fronts[x] != ranks.fronts[y] ? ranks.fronts[x] < ranks.fronts[y]
                                              : ranks.crowding[x] > ranks.crowding[y];
  }
  std::vector<Genome> survivors_of(std::vector<Genome> all) const {
    const Ranks ranks = ranks_of(all);
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return better(ranks, x, y); });
    std::vector<Genome> out;
    for (std::size_t i = 0; i < std::min(order.size(), options_.population); ++i) out.push_back(all[order[i]]);
    return out;
  }
  std::vector<Genome> children_of(const std::vector<Genome>& parents, std::uint32_t generation) const {
    const Ranks ranks = ranks_of(parents);
    Draws draws(key_, no_entity, no_entity, generation);
    const auto n = static_cast<std::uint32_t>(parents.size());
    const auto chosen = [&] {
      const std::size_t x = draws.below(n), y = draws.below(n);
      return better(ranks, y, x) ? y : x;
    };
    std::vector<Genome> out;
    for (std::size_t c = 0; c < options_.population; ++c) {
      const Genome &one = parents[chosen()], &other = parents[chosen()];
      Genome child;
      for (std::size_t g = 0; g < choices_.size(); ++g) {
        child.push_back(draws.chance(0.5) ? one[g] : other[g]);
        if (choices_[g] > 1 && draws.chance(1.0 / static_cast<double>(choices_.size()))) {
          const auto step = static_cast<std::uint16_t>(1 + draws.below(choices_[g] - 1u));
          child[g] = static_cast<std::uint16_t>((child[g] + step) % choices_[g]);
        }
      }
      out.push_back(std::move(child));
    }
    return out;
  }

  const std::vector<std::uint16_t>& choices_;
  const NoisyMeasure& measure_;
  const Violation& violation_;
  const SearchOptions& options_;
  StreamKey key_;
  std::map<Genome, Entry> known_;
  std::size_t measured_ = 0;
};

}  // namespace

bool dominates(std::span<const double> x, double violation_x, std::span<const double> y, double violation_y) noexcept {
  if (violation_x > 0 || violation_y > 0) return violation_x < violation_y;
  bool better = false;
  for (std::size_t m = 0; m < x.size(); ++m) {
    if (x[m] > y[m]) return false;
    better = better || x[m] < y[m];
  }
  return better;
}

std::vector<std::size_t> fronts_of(const std::vector<std::vector<double>>& points,
                                   const std::vector<double>& violations) {
  const std::size_t n = points.size();
  std::vector<std::size_t> front(n, n), betters(n, 0);
  std::vector<std::vector<std::size_t>> worse(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (dominates(points[i], violations[i], points[j], violations[j])) {
        worse[i].push_back(j);
        ++betters[j];
      }
  std::vector<std::size_t> now;
  for (std::size_t i = 0; i < n; ++i)
    if (betters[i] == 0) now.push_back(i);
  for (std::size_t rank = 0; !now.empty(); ++rank) {
    std::vector<std::size_t> next;
    for (const std::size_t i : now) {
      front[i] = rank;
      for (const std::size_t j : worse[i])
        if (--betters[j] == 0) next.push_back(j);
    }
    now = std::move(next);
  }
  return front;
}

std::vector<std::size_t> loneliest(const std::vector<std::vector<double>>& points, std::size_t count) {
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::vector<double> distance = crowding_of(points, order);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return distance[x] > distance[y]; });
  order.resize(std::min(order.size(), count));
  std::sort(order.begin(), order.end());
  return order;
}

SearchResult noisy_search(const std::vector<std::uint16_t>& choices, const std::vector<Genome>& seeds,
                          const NoisyMeasure& measure, const Violation& violation, const SearchOptions& options) {
  if (choices.empty() || options.population < 4 || options.first_replicates == 0 ||
      options.most_replicates < options.first_replicates)
    throw std::invalid_argument("a search of nothing, or without replicates");
  return Search(choices, measure, violation, options).run(seeds);
}

}  // namespace entremise
