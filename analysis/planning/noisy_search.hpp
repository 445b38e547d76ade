#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace entremise {

/// One candidate: for each gene, which of its choices.
using Genome = std::vector<std::uint16_t>;

/// Measures candidates in replicates first … first + count − 1, whose luck all candidates share.
/// @returns [candidate][replicate][objective], every objective to be made small; nothing when stopped
using NoisyMeasure = std::function<std::optional<std::vector<double>>(std::span<const Genome>, std::uint32_t first,
                                                                      std::uint32_t count)>;

/// How far mean objectives break the constraints: 0 where they are met.
using Violation = std::function<double(std::span<const double> means)>;

struct SearchOptions {
  std::size_t population = 32;  ///< even, at least 4
  std::size_t generations = 15;
  std::uint32_t first_replicates = 4;  ///< of every new candidate
  std::uint32_t most_replicates = 32;  ///< of those that stay good
  std::uint64_t seed = 1;
};

/// A candidate and its objectives, means over the replicates that it was given.
struct Candidate {
  Genome genome;
  std::vector<double> means;
  std::uint32_t replicates = 0;
};

struct SearchResult {
  std::vector<Candidate> front;  ///< of those with all replicates; none dominates another in these means
  std::size_t tried = 0;         ///< different candidates
  std::size_t measured = 0;      ///< candidates × replicates
  bool stopped = false;
};

/// Whether x is better than y: meets the constraints more nearly, or, where both meet them, is no worse in any
/// objective and better in one (Deb et al. 2002). All objectives are to be made small.
[[nodiscard]] bool dominates(std::span<const double> x, double violation_x, std::span<const double> y,
                             double violation_y) noexcept;

/// Fronts of mutual non-dominance, 0 the best, one number for each point.
[[nodiscard]] std::vector<std::size_t> fronts_of(const std::vector<std::vector<double>>& points,
                                                 const std::vector<double>& violations);

/// Positions, ascending, of at most `count` of the points, those that are loneliest in the space of objectives
/// (crowding distance of Deb et al. 2002); the extremes of every objective are among them.
[[nodiscard]] std::vector<std::size_t> loneliest(const std::vector<std::vector<double>>& points, std::size_t count);

/// Looks for the trade-offs between noisy objectives: NSGA-II (Deb, Pratap, Agarwal & Meyarivan 2002, IEEE Transactions
/// on Evolutionary Computation 6(2)) over whole-number genes, with uniform crossover and a mutation rate of one gene in
/// each candidate. What it knows of the noise: candidates share their luck; a newcomer gets few replicates, and after
/// each generation those in the best front get as many again until they have all, so that none stays there by luck
/// alone (a race: survivors are looked at again). All that was ever tried is remembered, and the front that is handed
/// back is of the whole of it. Means of a search are still flattered by the choice among them: measure the front anew,
/// with other luck. @param choices of each gene @param seeds candidates to begin with
[[nodiscard]] SearchResult noisy_search(const std::vector<std::uint16_t>& choices, const std::vector<Genome>& seeds,
                                        const NoisyMeasure& measure, const Violation& violation,
                                        const SearchOptions& options);

}  // namespace entremise
