#include "analysis/planning/noisy_search.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sim/random/streams.hpp"

namespace entremise {
namespace {

// A knapsack small enough to be enumerated: value against weight, values blurred by luck.
constexpr std::array<double, 10> values{9, 7, 6, 5, 8, 3, 4, 2, 6, 5}, weights{6, 5, 4, 3, 7, 2, 3, 1, 5, 3};
constexpr double most_weight = 20;

struct Load {
  double value = 0, weight = 0;
};
Load load_of(const Genome& genome) {
  Load out;
  for (std::size_t i = 0; i < genome.size(); ++i)
    if (genome[i] != 0) {
      out.value += values[i];
      out.weight += weights[i];
    }
  // Two things that are worth more together.
  if (genome[0] != 0 && genome[3] != 0) out.value += 3;
  return out;
}

std::uint32_t mask_of(const Genome& genome) {
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < genome.size(); ++i) mask |= static_cast<std::uint32_t>(genome[i]) << i;
  return mask;
}

// Luck: a part that all share in a replicate, and one of each candidate.
std::vector<double> measure(std::span<const Genome> genomes, std::uint32_t first, std::uint32_t count,
                            std::uint64_t seed, double noise) {
  const StreamKey key = stream_key({seed, 0}, process_id("luck of a knapsack"));
  std::vector<double> out;
  for (const Genome& genome : genomes)
    for (std::uint32_t r = first; r < first + count; ++r) {
      const Load load = load_of(genome);
      Draws common(key, no_entity, no_entity, r), own(key, mask_of(genome), no_entity, r);
      out.push_back(-(load.value + 5 * common.normal() + noise * own.normal()));
      out.push_back(load.weight);
    }
  return out;
}

// Area between a front and the corner (value 0, the most weight).
double area_of(std::vector<Load> loads) {
  std::sort(loads.begin(), loads.end(), [](const Load& x, const Load& y) { return x.weight < y.weight; });
  double area = 0, best = 0, from = 0;
  for (const Load& load : loads) {
    if (load.weight > most_weight) continue;
    area += best * (load.weight - from);
    from = load.weight;
    best = std::max(best, load.value);
  }
  return area + best * (most_weight - from);
}

double true_area() {
  std::vector<Load> all;
  for (std::uint32_t mask = 0; mask < 1024; ++mask) {
    Genome genome(10);
    for (std::size_t i = 0; i < 10; ++i) genome[i] = mask >> i & 1;
    all.push_back(load_of(genome));
  }
  return area_of(all);
}

SearchResult search(std::uint64_t seed, double noise) {
  SearchOptions options;
  options.population = 32;
  options.generations = 12;
  options.first_replicates = 4;
  options.most_replicates = 32;
  options.seed = seed;
  return noisy_search(
      std::vector<std::uint16_t>(10, 2), {Genome(10, 0)},
      [&](std::span<const Genome> genomes, std::uint32_t first, std::uint32_t count) {
        return std::optional(measure(genomes, first, count, seed, noise));
      },
      [](std::span<const double> means) { return std::max(0.0, means[1] - most_weight); }, options);
}

}  // namespace

TEST_CASE("dominance keeps to the constraint first, and fronts are peeled off one by one") {
  const std::array<double, 2> a{1, 2}, b{2, 3}, c{2, 1};
  CHECK(dominates(a, 0, b, 0));
  CHECK(!dominates(b, 0, a, 0));
  CHECK(!dominates(a, 0, c, 0));
  CHECK(!dominates(a, 0, a, 0));
  CHECK(dominates(b, 0, a, 1));
  CHECK(dominates(b, 1, a, 2));
  CHECK(!dominates(a, 1, b, 1));
  CHECK(fronts_of({{1, 2}, {2, 3}, {2, 1}, {3, 4}}, {0, 0, 0, 0}) == std::vector<std::size_t>{0, 1, 0, 2});
  CHECK(fronts_of({{1, 2}, {2, 3}}, {1, 0}) == std::vector<std::size_t>{1, 0});
  CHECK(loneliest({{0, 4}, {1, 3}, {1.1, 2.9}, {4, 0}}, 2) == std::vector<std::size_t>{0, 3});
}

TEST_CASE("without noise the front of the enumeration is found") {
  const SearchResult found = search(1, 0);
  std::vector<Load> loads;
  for (const Candidate& candidate : found.front) {
    loads.push_back(load_of(candidate.genome));
    CHECK(loads.back().weight <= most_weight);
    CHECK(candidate.replicates == 32);
  }
  CHECK(area_of(loads) >= 0.99 * true_area());
  CHECK(found.tried < 450);  // of 1024
  for (const Candidate& x : found.front)
    for (const Candidate& y : found.front) CHECK(!dominates(x.means, 0, y.means, 0));
}

TEST_CASE("with noise the front is nearly found, and only fresh luck tells its worth without flattery") {
  double area = 0, flattery = 0, flattery_squares = 0, fresh_error = 0, fresh_squares = 0;
  constexpr std::size_t studies = 30;
  std::size_t plans = 0;
  for (std::uint64_t seed = 1; seed <= studies; ++seed) {
    const SearchResult found = search(seed, 6);
    std::vector<Load> loads;
    std::vector<Genome> genomes;
    for (const Candidate& candidate : found.front) {
      loads.push_back(load_of(candidate.genome));
      genomes.push_back(candidate.genome);
    }
    area += area_of(loads) / studies;
    // Doing nothing is measured with the same luck: the part that all share goes.
    const auto less_nothing = [&](std::uint32_t first, std::uint32_t count) {
      std::vector<Genome> both = genomes;
      both.emplace_back(10, std::uint16_t{0});
      const std::vector<double> all = measure(both, first, count, seed, 6);
      std::vector<double> means(both.size(), 0);
      for (std::size_t g = 0; g < both.size(); ++g)
        for (std::size_t r = 0; r < count; ++r) means[g] -= all[2 * (g * count + r)] / count;
      for (std::size_t g = 0; g < genomes.size(); ++g) means[g] -= means.back();
      return means;
    };
    const std::vector<double> searched = less_nothing(0, 32), fresh = less_nothing(1000, 32);
    double flattered = 0, off = 0;
    for (std::size_t g = 0; g < genomes.size(); ++g) {
      flattered += (searched[g] - loads[g].value) / static_cast<double>(genomes.size());
      off += (fresh[g] - loads[g].value) / static_cast<double>(genomes.size());
    }
    plans += genomes.size();
    flattery += flattered / studies;
    flattery_squares += flattered * flattered / studies;
    fresh_error += off / studies;
    fresh_squares += off * off / studies;
  }
  CAPTURE(area / true_area(), flattery, fresh_error, plans);
  CHECK(area >= 0.95 * true_area());
  const auto z = [&](double mean, double squares) { return mean / std::sqrt((squares - mean * mean) / studies); };
  CHECK(z(flattery, flattery_squares) > 3);
  CHECK(std::fabs(z(fresh_error, fresh_squares)) <= 4);
  CHECK(flattery > 3 * std::fabs(fresh_error));
}

TEST_CASE("a search gives the same twice, and stops when it is told to") {
  CHECK(search(5, 6).front.front().means == search(5, 6).front.front().means);
  const SearchResult stopped = noisy_search(
      {2, 2}, {},
      [](std::span<const Genome>, std::uint32_t, std::uint32_t) { return std::optional<std::vector<double>>(); },
      [](std::span<const double>) { return 0.0; }, {});
  CHECK(stopped.stopped);
  SearchOptions none;
  none.first_replicates = 0;
  CHECK_THROWS_AS(noisy_search({2}, {}, {}, {}, none), std::invalid_argument);
}

TEST_CASE("ZDT1 on a grid: the front is approached") {
  // Zitzler, Deb & Thiele (2000), five variables of 17 values each: f1 = x1, f2 = g (1 − sqrt(x1 / g)); front at g = 1.
  SearchOptions options;
  options.population = 40;
  options.generations = 60;
  options.first_replicates = 1;
  options.most_replicates = 1;
  const auto zdt1 = [](std::span<const Genome> genomes, std::uint32_t, std::uint32_t count) {
    std::vector<double> out;
    for (const Genome& genome : genomes)
      for (std::uint32_t r = 0; r < count; ++r) {
        const double x = genome[0] / 16.0;
        double g = 1;
        for (std::size_t i = 1; i < 5; ++i) g += 9.0 / 4 * genome[i] / 16.0;
        out.push_back(x);
        out.push_back(g * (1 - std::sqrt(x / g)));
      }
    return std::optional(std::move(out));
  };
  const SearchResult found = noisy_search(
      std::vector<std::uint16_t>(5, 17), {}, zdt1, [](std::span<const double>) { return 0.0; }, options);
  CHECK(found.front.size() >= 15);
  for (const Candidate& candidate : found.front) CHECK(candidate.means[1] <= 1 - std::sqrt(candidate.means[0]) + 0.1);
}

}  // namespace entremise
