#include <algorithm>
#include <unordered_map>
#include <utility>

#include "sim/graph/generator_checks.hpp"
#include "sim/graph/generators.hpp"

namespace entremise {
namespace {

Pair ordered(Actor a, Actor b) {
  return {std::min(a, b), std::max(a, b)};
}

/// That many different pairs, ascending, all choices equally likely. Draws as many as are missing until none is: the
/// number of different ones can only just reach the goal, so none need be dropped.
std::vector<Pair> sample_pairs(Actor actors, std::uint64_t count, StreamKey key) {
  Draws draws(key, no_entity, no_entity, 0);
  std::vector<Pair> pairs;
  pairs.reserve(count);
  while (pairs.size() < count) {
    const auto drawn_before = static_cast<std::ptrdiff_t>(pairs.size());
    for (std::uint64_t missing = count - pairs.size(); missing > 0; --missing) {
      const Actor a = draws.below(actors), other = draws.below(actors - 1);
      pairs.push_back(ordered(a, other < a ? other : other + 1));
    }
    std::sort(pairs.begin() + drawn_before, pairs.end());
    std::inplace_merge(pairs.begin(), pairs.begin() + drawn_before, pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  }
  return pairs;
}

/// All pairs but these (ascending).
std::vector<Pair> complement(Actor actors, std::span<const Pair> without) {
  std::vector<Pair> pairs;
  pairs.reserve(pairs_among(actors) - without.size());
  auto next = without.begin();
  for (Actor a = 0; a < actors; ++a)
    for (Actor b = a + 1; b < actors; ++b) {
      if (next != without.end() && *next == Pair{a, b})
        ++next;
      else
        pairs.push_back({a, b});
    }
  return pairs;
}

/// Relations that may still be loops or duplicates, and how often each pair is there.
class Pairing {
 public:
  Pairing(Actor actors, std::uint32_t degree, Draws& draws) : draws_(draws) {
    std::vector<Actor> stubs;
    stubs.reserve(std::size_t{actors} * degree);
    for (Actor actor = 0; actor < actors; ++actor) stubs.insert(stubs.end(), degree, actor);
    draws_.shuffle(std::span<Actor>(stubs));
    for (std::size_t i = 0; i < stubs.size(); i += 2) {
      pairs_.push_back(ordered(stubs[i], stubs[i + 1]));
      ++times_[code(pairs_.back())];
    }
  }

  /// Exchanges the ends of bad relations with others until none is bad; false if that does not come about.
  bool repair() {
    constexpr int patience = 1000;
    for (std::size_t i = 0; i < pairs_.size(); ++i)
      for (int tries = 0; is_bad(pairs_[i]); ++tries) {
        if (tries == patience) return false;
        exchange(i, draws_.below(static_cast<std::uint32_t>(pairs_.size())), draws_.chance(0.5));
      }
    return true;
  }

  std::vector<Pair> take() { return std::move(pairs_); }

 private:
  static std::uint64_t code(Pair pair) { return std::uint64_t{pair.a} << 32 | pair.b; }
  bool is_free(Pair pair) const { return pair.a != pair.b && !times_.contains(code(pair)); }
  bool is_bad(Pair pair) const { return pair.a == pair.b || times_.at(code(pair)) > 1; }

  void replace(std::size_t i, Pair pair) {
    if (const auto old = times_.find(code(pairs_[i])); --old->second == 0) times_.erase(old);
    pairs_[i] = pair;
    ++times_[code(pair)];
  }

  /// Only if both come out good, so that a relation once good stays so.
  void exchange(std::size_t i, std::size_t j, bool crosswise) {
    Pair other = pairs_[j];
    if (crosswise) std::swap(other.a, other.b);
    const Pair first = ordered(pairs_[i].a, other.a), second = ordered(pairs_[i].b, other.b);
    if (first == second || !is_free(first) || !is_free(second)) return;
    replace(i, first);
    replace(j, second);
  }

  Draws& draws_;
  std::vector<Pair> pairs_;
  std::unordered_map<std::uint64_t, std::uint32_t> times_;  // only ever looked up: its order reaches no result
};

}  // namespace

Graph erdos_renyi_exact(Actor actors, std::uint32_t relations, StreamKey key) {
  const std::uint64_t possible = pairs_among(actors);
  require(relations <= possible, "{} actors have {} pairs, too few for {} relations", actors, possible, relations);
  if (relations <= possible / 2) return Graph(actors, sample_pairs(actors, relations, key));
  return Graph(actors, complement(actors, sample_pairs(actors, possible - relations, key)));
}

Graph watts_strogatz(Actor actors, std::uint32_t neighbours, double probability, StreamKey key) {
  check_ring(actors, neighbours);
  check_probability(probability);
  std::vector<std::vector<Actor>> known(actors);
  const auto nearby = [actors](Actor a, std::uint32_t step) {
    return static_cast<Actor>((std::uint64_t{a} + step) % actors);
  };
  for (Actor a = 0; a < actors; ++a)
    for (std::uint32_t step = 1; step <= neighbours / 2; ++step) {
      known[a].push_back(nearby(a, step));
      known[nearby(a, step)].push_back(a);
    }
  for (std::uint32_t step = 1; step <= neighbours / 2; ++step)
    for (Actor a = 0; a < actors; ++a) {
      Draws draws(key, a, step, 0);
      if (!draws.chance(probability) || known[a].size() == actors - 1) continue;
      Actor fresh = draws.below(actors);
      while (fresh == a || std::ranges::find(known[a], fresh) != known[a].end()) fresh = draws.below(actors);
      const Actor old = nearby(a, step);
      *std::ranges::find(known[a], old) = fresh;
      known[old].erase(std::ranges::find(known[old], a));
      known[fresh].push_back(a);
    }
  std::vector<Pair> pairs;
  for (Actor a = 0; a < actors; ++a)
    for (const Actor b : known[a])
      if (a < b) pairs.push_back({a, b});
  return Graph(actors, std::move(pairs));
}

Graph barabasi_albert(Actor actors, std::uint32_t links, StreamKey key) {
  require(links >= 1 && links < actors, "each actor must join with at least 1 and fewer than {} relations, not {}",
          actors, links);
  std::vector<Pair> pairs;
  std::vector<Actor> ends;  // everybody as often as their degree
  const auto relate = [&](Actor a, Actor b) {
    pairs.push_back({a, b});
    ends.insert(ends.end(), {a, b});
  };
  for (Actor b = 1; b <= links; ++b)
    for (Actor a = 0; a < b; ++a) relate(a, b);
  for (Actor actor = links + 1; actor < actors; ++actor) {
    Draws draws(key, actor, no_entity, 0);
    const auto before = static_cast<std::uint32_t>(ends.size());
    std::vector<Actor> chosen;
    while (chosen.size() < links)
      if (const Actor one = ends[draws.below(before)]; std::ranges::find(chosen, one) == chosen.end())
        chosen.push_back(one);
    for (const Actor one : chosen) relate(one, actor);
  }
  return Graph(actors, std::move(pairs));
}

Graph random_regular(Actor actors, std::uint32_t degree, StreamKey key) {
  require(degree < actors || degree == 0, "among {0} actors nobody can have {1} relations", actors, degree);
  require(std::uint64_t{actors} * degree % 2 == 0,
          "{} actors cannot have {} relations each: the ends are odd in number", actors, degree);
  require(std::uint64_t{actors} * degree / 2 < 1u << 31, "{} actors with {} relations each are too many", actors,
          degree);
  if (degree > actors / 2) {
    const Graph without = random_regular(actors, actors - 1 - degree, key);
    return Graph(actors, complement(actors, without.pairs()));
  }
  for (std::uint32_t attempt = 0;; ++attempt) {
    Draws draws(key, attempt, no_entity, 0);
    Pairing pairing(actors, degree, draws);
    if (pairing.repair()) return Graph(actors, pairing.take());
  }
}

}  // namespace entremise
