#include <utility>

#include "sim/graph/generator_checks.hpp"
#include "sim/graph/generators.hpp"

namespace entremise {
namespace {

/// Calls f(index) for each of 0..count-1 that an independent trial picks, in time linear in those picked.
template <class F>
void pick(std::uint64_t count, double probability, Draws& draws, F f) {
  for (std::uint64_t index = 0; index < count; ++index) {
    const std::uint64_t skipped = draws.geometric(probability);
    if (skipped >= count - index) return;
    index += skipped;
    f(index);
  }
}

/// The pairs among the members of one block.
void pairs_within(std::span<const Actor> members, double probability, Draws& draws, std::vector<Pair>& pairs) {
  // Pairs are counted column by column: (0,1), (0,2), (1,2), (0,3)... Column c begins at c(c-1)/2, however many members
  // there are: a newcomer leaves the pairs of the others where they were.
  std::uint64_t column = 1;
  pick(pairs_among(members.size()), probability, draws, [&](std::uint64_t index) {
    while (pairs_among(column + 1) <= index) ++column;
    pairs.push_back({members[index - pairs_among(column)], members[column]});
  });
}

void pairs_between(std::span<const Actor> one, std::span<const Actor> other, double probability, Draws& draws,
                   std::vector<Pair>& pairs) {
  pick(std::uint64_t{one.size()} * other.size(), probability, draws, [&](std::uint64_t index) {
    pairs.push_back({one[index / other.size()], other[index % other.size()]});
  });
}

void check_densities(std::span<const std::uint32_t> block_of, const BlockDensities& densities) {
  const std::size_t blocks = densities.size();
  for (std::size_t r = 0; r < blocks; ++r) {
    require(densities[r].size() == blocks, "row {} of the block densities has {} entries instead of {}", r,
            densities[r].size(), blocks);
    for (const double p : densities[r]) check_probability(p);
  }
  for (std::size_t r = 0; r < blocks; ++r)
    for (std::size_t s = 0; s < r; ++s)
      require(densities[r][s] == densities[s][r], "the densities of blocks {0} with {1} and {1} with {0} differ", s, r);
  for (const std::uint32_t block : block_of)
    require(block < blocks, "an actor is in block {}, but there are densities for {} blocks only", block, blocks);
}

template <class Probability>
Graph keyed(Actor actors, StreamKey key, Probability probability) {
  std::vector<Pair> pairs;
  for (Actor a = 0; a < actors; ++a)
    for (Actor b = a + 1; b < actors; ++b)
      if (Draws(key, a, b, 0).chance(probability(a, b))) pairs.push_back({a, b});
  return Graph(actors, std::move(pairs));
}

}  // namespace

Graph erdos_renyi(Actor actors, double probability, StreamKey key) {
  return block_model(std::vector<std::uint32_t>(actors), {{probability}}, key);
}

Graph erdos_renyi_keyed(Actor actors, double probability, StreamKey key) {
  check_probability(probability);
  return keyed(actors, key, [probability](Actor, Actor) { return probability; });
}

Graph block_model(std::span<const std::uint32_t> block_of, const BlockDensities& densities, StreamKey key) {
  check_densities(block_of, densities);
  std::vector<std::vector<Actor>> members(densities.size());
  for (Actor actor = 0; actor < block_of.size(); ++actor) members[block_of[actor]].push_back(actor);
  std::vector<Pair> pairs;
  for (std::uint32_t r = 0; r < members.size(); ++r)
    for (std::uint32_t s = r; s < members.size(); ++s) {
      Draws draws(key, r, s, 0);
      if (r == s)
        pairs_within(members[r], densities[r][r], draws, pairs);
      else
        pairs_between(members[r], members[s], densities[r][s], draws, pairs);
    }
  return Graph(static_cast<Actor>(block_of.size()), std::move(pairs));
}

Graph block_model_keyed(std::span<const std::uint32_t> block_of, const BlockDensities& densities, StreamKey key) {
  check_densities(block_of, densities);
  return keyed(static_cast<Actor>(block_of.size()), key,
               [&](Actor a, Actor b) { return densities[block_of[a]][block_of[b]]; });
}

}  // namespace entremise
