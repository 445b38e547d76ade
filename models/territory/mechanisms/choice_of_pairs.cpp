#include "models/territory/mechanisms/choice_of_pairs.hpp"

#include <algorithm>

namespace entremise::territory {

namespace {

// What a facilitator can do for actors it does not know at all.
constexpr float base_knowledge = 0.2f;
constexpr std::size_t best_known = 64;

bool better(const ChosenPair& x, const ChosenPair& y) {
  if (x.score != y.score) return x.score > y.score;
  return Pair{x.a, x.b} < Pair{y.a, y.b};
}

bool contains(std::span<const Intervention> taken, Actor a, Actor b) {
  return std::any_of(taken.begin(), taken.end(), [&](const Intervention& t) {
    return t.facilitator != no_entity && ((t.a == a && t.b == b) || (t.a == b && t.b == a));
  });
}

// Keeps the best `count` pairs seen, the worst of them on top of a heap.
class Best {
 public:
  explicit Best(std::size_t count) : count_(count) { pairs_.reserve(count + 1); }
  [[nodiscard]] bool would_take(float score) const { return pairs_.size() < count_ || score > pairs_.front().score; }
  void take(const ChosenPair& pair) {
    pairs_.push_back(pair);
    std::push_heap(pairs_.begin(), pairs_.end(), better);
    if (pairs_.size() > count_) {
      std::pop_heap(pairs_.begin(), pairs_.end(), better);
      pairs_.pop_back();
    }
  }
  [[nodiscard]] std::vector<ChosenPair> sorted() && {
    std::sort(pairs_.begin(), pairs_.end(), better);
    return std::move(pairs_);
  }

 private:
  std::size_t count_;
  std::vector<ChosenPair> pairs_;
};

}  // namespace

ChoiceOfPairs::ChoiceOfPairs(const Parameters& p)
    : knowledge_weight_(static_cast<float>(p["facilitation.knowledge_weight"])),
      mediation_weight_(static_cast<float>(p["facilitation.mediation_weight"])),
      same_type_(static_cast<float>(p["facilitation.same_type"])),
      threshold_(static_cast<float>(p["facilitation.tension_threshold"])) {}

std::vector<ChosenPair> ChoiceOfPairs::choose(ChoiceStrategy strategy, std::uint32_t count,
                                              const TerritoryInSight& sight, std::span<const Intervention> taken,
                                              Draws& draws) const {
  if (strategy == ChoiceStrategy::at_random) return random_pairs(count, sight, taken, draws);
  std::vector<ChosenPair> pairs = best_relations(strategy, count, sight, taken);
  if (strategy == ChoiceStrategy::by_need) add_best_strangers(pairs, count, sight, taken, draws);
  return pairs;
}

std::vector<ChosenPair> ChoiceOfPairs::best_relations(ChoiceStrategy strategy, std::uint32_t count,
                                                      const TerritoryInSight& sight,
                                                      std::span<const Intervention> taken) const {
  Best best(count);
  const auto pairs = sight.graph.pairs();
  for (std::uint32_t slot = 0; slot < pairs.size(); ++slot) {
    const Pair pair = pairs[slot];
    float score = sight.tensions[slot];
    if (strategy == ChoiceStrategy::by_need) {
      const float known = 0.5f * (sight.knows[2 * std::size_t{slot}] + sight.knows[2 * std::size_t{slot} + 1]);
      score = knowledge_weight_ * (1 - known) * (base_knowledge + sight.knowledge[pair.a]) *
                  (base_knowledge + sight.knowledge[pair.b]) *
                  (sight.types[pair.a] == sight.types[pair.b] ? same_type_ : 1.0f) +
              mediation_weight_ * std::max(0.0f, sight.tensions[slot] - threshold_);
    }
    if (best.would_take(score) && !contains(taken, pair.a, pair.b)) best.take({score, pair.a, pair.b, false});
  }
  return std::move(best).sorted();
}

void ChoiceOfPairs::add_best_strangers(std::vector<ChosenPair>& pairs, std::uint32_t count,
                                       const TerritoryInSight& sight, std::span<const Intervention> taken,
                                       Draws& draws) const {
  struct Known {
    float reach;  // 0.2 + K, with a little luck added that decides between equals
    Actor actor;
  };
  std::array<std::vector<Known>, actor_types> by_type;
  constexpr float little = 1e-4f;
  for (Actor i = 0; i < sight.graph.actors(); ++i) {
    const float reach = base_knowledge + sight.knowledge[i] + little * draws.uniform_float();
    if (sight.present[i] != 0) by_type[sight.types[i]].push_back({reach, i});
  }
  for (auto& some : by_type) {
    const std::size_t keep = std::min(best_known, some.size());
    std::partial_sort(
        some.begin(), some.begin() + static_cast<std::ptrdiff_t>(keep), some.end(),
        [](const Known& x, const Known& y) { return x.reach != y.reach ? x.reach > y.reach : x.actor < y.actor; });
    some.resize(keep);
  }

  // For each well-known actor, its best stranger; then the best of these again and again.
  std::vector<std::uint8_t> near(sight.graph.actors());
  std::vector<Pair> chosen;
  const auto best_stranger = [&](Known one) {
    for (const Link link : sight.graph.links(one.actor)) near[link.to] = 1;
    ChosenPair best{-1, 0, 0, true};
    for (std::size_t type = 0; type < actor_types; ++type) {
      const float factor = knowledge_weight_ * (type == sight.types[one.actor] ? same_type_ : 1.0f);
      for (const Known& other : by_type[type]) {
        // Written so that it is the same number from either end.
        const float score = factor * (one.reach * other.reach);
        if (score < best.score) break;
        const Pair pair{std::min(one.actor, other.actor), std::max(one.actor, other.actor)};
        if (other.actor == one.actor || near[other.actor] != 0 || contains(taken, pair.a, pair.b) ||
            std::find(chosen.begin(), chosen.end(), pair) != chosen.end())
          continue;
        if (const ChosenPair offer{score, pair.a, pair.b, true}; better(offer, best)) best = offer;
      }
    }
    for (const Link link : sight.graph.links(one.actor)) near[link.to] = 0;
    return best;
  };
  struct Offer {
    Known one;
    ChosenPair pair;
  };
  std::vector<Offer> offers;
  const std::size_t relations = pairs.size();
  for (const auto& some : by_type)
    for (const Known& one : some)
      if (const ChosenPair pair = best_stranger(one); pair.score > 0) offers.push_back({one, pair});
  while (chosen.size() < count && !offers.empty()) {
    const auto top = std::min_element(offers.begin(), offers.end(),
                                      [](const Offer& x, const Offer& y) { return better(x.pair, y.pair); });
    // The next stranger takes the place of a relation: once it is the worse of the two, no more strangers are needed.
    const std::size_t left = count - chosen.size();
    if (relations >= left && !better(top->pair, pairs[left - 1])) break;
    const ChosenPair pair = top->pair;
    chosen.push_back({pair.a, pair.b});
    pairs.push_back(pair);
    for (Offer& offer : offers)
      if (offer.pair.a == pair.a && offer.pair.b == pair.b) offer.pair = best_stranger(offer.one);
    std::erase_if(offers, [](const Offer& offer) { return offer.pair.score <= 0; });
  }
  std::sort(pairs.begin(), pairs.end(), better);
  if (pairs.size() > count) pairs.resize(count);
}

std::vector<ChosenPair> ChoiceOfPairs::random_pairs(std::uint32_t count, const TerritoryInSight& sight,
                                                    std::span<const Intervention> taken, Draws& draws) {
  std::vector<ChosenPair> pairs;
  const Actor n = sight.graph.actors();
  const auto absent = static_cast<std::uint64_t>(std::count(sight.present.begin(), sight.present.end(), 0));
  const std::uint64_t here = n - absent;
  const std::uint64_t all = here < 2 ? 0 : here * (here - 1) / 2;
  const auto gone = static_cast<std::uint64_t>(
      std::count_if(taken.begin(), taken.end(), [](const Intervention& t) { return t.facilitator != no_entity; }));
  const std::uint64_t wanted = std::min<std::uint64_t>(count, all - gone);
  while (pairs.size() < wanted) {
    const Actor x = draws.below(n), y = draws.below(n);
    const Actor a = std::min(x, y), b = std::max(x, y);
    if (a == b || sight.present[a] == 0 || sight.present[b] == 0 || contains(taken, a, b) ||
        std::any_of(pairs.begin(), pairs.end(), [&](const ChosenPair& p) { return p.a == a && p.b == b; }))
      continue;
    pairs.push_back({0, a, b, !sight.graph.find(a, b).has_value()});
  }
  return pairs;
}

}  // namespace entremise::territory
