// Which pairs a facilitator works with, against a plain look at all pairs.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/choice_of_pairs.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

struct Sight {
  Graph graph;
  std::vector<std::uint8_t> types, present;
  std::vector<float> tensions, knows, knowledge;
  std::vector<Intervention> taken;
  [[nodiscard]] TerritoryInSight view() const { return {graph, types, present, tensions, knows, knowledge}; }
};

// Few different values, so that equals are met with as well.
rc::Gen<float> some_value() {
  return rc::gen::map(rc::gen::inRange(0, 5), [](int k) { return 0.25f * static_cast<float>(k); });
}

Sight arbitrary_sight(Actor least) {
  Sight s;
  const auto n = *rc::gen::inRange<Actor>(least, 10);
  std::vector<Pair> pairs;
  for (Actor a = 0; a < n; ++a)
    for (Actor b = a + 1; b < n; ++b) {
      if (*rc::gen::inRange(0, 3) == 0) pairs.push_back({a, b});
      if (*rc::gen::inRange(0, 6) == 0) {
        const bool used = *rc::gen::arbitrary<bool>();
        s.taken.push_back({used ? 0u : no_entity, *rc::gen::arbitrary<bool>() ? a : b, b, false});
        if (s.taken.back().a == b) s.taken.back().b = a;
      }
    }
  s.graph = Graph(n, pairs);
  s.types = *rc::gen::container<std::vector<std::uint8_t>>(n, rc::gen::inRange<std::uint8_t>(0, 4));
  s.present =
      *rc::gen::container<std::vector<std::uint8_t>>(n, rc::gen::weightedElement<std::uint8_t>({{1, 0}, {6, 1}}));
  // Only those present have relations, or have been met this month.
  for (const Pair pair : pairs) s.present[pair.a] = s.present[pair.b] = 1;
  for (const Intervention& t : s.taken) s.present[t.a] = s.present[t.b] = 1;
  s.tensions = *rc::gen::container<std::vector<float>>(pairs.size(), some_value());
  s.knows = *rc::gen::container<std::vector<float>>(2 * pairs.size(), some_value());
  s.knowledge = *rc::gen::container<std::vector<float>>(n, some_value());
  return s;
}

bool is_taken(const Sight& s, Actor a, Actor b) {
  return std::any_of(s.taken.begin(), s.taken.end(), [&](const Intervention& t) {
    return t.facilitator != no_entity && std::min(t.a, t.b) == a && std::max(t.a, t.b) == b;
  });
}

Draws luck_of_the_month(std::uint32_t month) {
  return Draws(stream_key({5, 0}, process_id("choices")), 0, no_entity, month);
}

// Every pair scored and sorted.
std::vector<ChosenPair> looked_at_one_by_one(const Parameters& p, ChoiceStrategy strategy, std::uint32_t count,
                                             const Sight& s, Draws& draws) {
  const auto weight = static_cast<float>(p["facilitation.knowledge_weight"]),
             mediation = static_cast<float>(p["facilitation.mediation_weight"]);
  const auto same = static_cast<float>(p["facilitation.same_type"]),
             threshold = static_cast<float>(p["facilitation.tension_threshold"]);
  std::vector<float> reach;
  for (Actor i = 0; i < s.graph.actors(); ++i) reach.push_back(0.2f + s.knowledge[i] + 1e-4f * draws.uniform_float());
  std::vector<ChosenPair> all;
  for (Actor a = 0; a < s.graph.actors(); ++a)
    for (Actor b = a + 1; b < s.graph.actors(); ++b) {
      if (is_taken(s, a, b) || s.present[a] == 0 || s.present[b] == 0) continue;
      const float likeness = s.types[a] == s.types[b] ? same : 1.0f;
      if (const auto slot = s.graph.find(a, b)) {
        const float known = 0.5f * (s.knows[2 * *slot] + s.knows[2 * *slot + 1]);
        const float need = weight * (1 - known) * (0.2f + s.knowledge[a]) * (0.2f + s.knowledge[b]) * likeness +
                           mediation * std::max(0.0f, s.tensions[*slot] - threshold);
        all.push_back({strategy == ChoiceStrategy::by_need ? need : s.tensions[*slot], a, b, false});
      } else if (strategy == ChoiceStrategy::by_need) {
        if (const float need = weight * likeness * (reach[a] * reach[b]); need > 0) all.push_back({need, a, b, true});
      }
    }
  std::sort(all.begin(), all.end(), [](const ChosenPair& x, const ChosenPair& y) {
    return x.score != y.score ? x.score > y.score : Pair{x.a, x.b} < Pair{y.a, y.b};
  });
  if (all.size() > count) all.resize(count);
  return all;
}

}  // namespace

TEST_CASE("the pairs chosen are the best of all pairs") {
  REQUIRE(rc::check([] {
    const Sight s = arbitrary_sight(2);
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 12);
    const auto strategy = *rc::gen::element(ChoiceStrategy::by_need, ChoiceStrategy::by_tension);
    Parameters p;
    p.set("facilitation.knowledge_weight", *rc::gen::element(0.0, 1.0, 2.0));
    p.set("facilitation.same_type", *rc::gen::element(0.0, 0.3, 1.0));
    const auto month = *rc::gen::inRange<std::uint32_t>(1, 100);
    Draws draws = luck_of_the_month(month), same_draws = luck_of_the_month(month);
    const auto chosen = ChoiceOfPairs(p).choose(strategy, count, s.view(), s.taken, draws);
    const auto expected = looked_at_one_by_one(p, strategy, count, s, same_draws);
    RC_ASSERT(chosen.size() == expected.size());
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      RC_ASSERT(chosen[k].a == expected[k].a);
      RC_ASSERT(chosen[k].b == expected[k].b);
      RC_ASSERT(chosen[k].introduces == expected[k].introduces);
      RC_ASSERT(chosen[k].score == expected[k].score);
    }
  }));
}

TEST_CASE("pairs chosen at random are different, free, and as many as there are") {
  REQUIRE(rc::check([] {
    const Sight s = arbitrary_sight(2);
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 60);
    Draws draws = luck_of_the_month(*rc::gen::inRange<std::uint32_t>(1, 100));
    const auto chosen = ChoiceOfPairs(Parameters()).choose(ChoiceStrategy::at_random, count, s.view(), s.taken, draws);
    std::uint32_t free = 0;
    for (Actor a = 0; a < s.graph.actors(); ++a)
      for (Actor b = a + 1; b < s.graph.actors(); ++b)
        free += is_taken(s, a, b) || s.present[a] == 0 || s.present[b] == 0 ? 0 : 1;
    RC_ASSERT(chosen.size() == std::min(count, free));
    std::vector<Pair> seen;
    for (const ChosenPair& c : chosen) {
      RC_ASSERT(c.a < c.b);
      RC_ASSERT(!is_taken(s, c.a, c.b));
      RC_ASSERT(s.present[c.a] == 1);
      RC_ASSERT(s.present[c.b] == 1);
      RC_ASSERT(c.introduces == !s.graph.find(c.a, c.b).has_value());
      RC_ASSERT(std::find(seen.begin(), seen.end(), Pair{c.a, c.b}) == seen.end());
      seen.push_back({c.a, c.b});
    }
  }));
}

TEST_CASE("pairs chosen at random are each as likely") {
  Sight s;
  s.graph = Graph(5, {{0, 1}, {2, 4}});
  s.types = {0, 1, 2, 3, 2};
  s.present.assign(5, 1);
  s.tensions = {0.9f, 0};
  s.knows.assign(4, 0.5f);
  s.knowledge.assign(5, 0);
  double first = 0;
  constexpr std::uint32_t months = 4000;
  for (std::uint32_t month = 0; month < months; ++month) {
    Draws draws = luck_of_the_month(month);
    const auto chosen = ChoiceOfPairs(Parameters()).choose(ChoiceStrategy::at_random, 1, s.view(), {}, draws);
    first += chosen[0].a == 0 && chosen[0].b == 1 ? 1 : 0;
  }
  CHECK(std::abs(binomial_z(first, months, 0.1)) <= bound);
}

TEST_CASE("only the sixty-four best known of each type are looked at for introductions") {
  Sight s;
  constexpr Actor n = 200;
  s.graph = Graph(n, {});
  s.types.assign(n, 2);
  s.present.assign(n, 1);
  s.knowledge.assign(n, 0.5f);
  for (Actor i = 0; i < 70; ++i) s.knowledge[2 * i] = 0.9f;
  Draws draws = luck_of_the_month(1);
  const auto chosen = ChoiceOfPairs(Parameters()).choose(ChoiceStrategy::by_need, 3000, s.view(), {}, draws);
  CHECK(chosen.size() == 64 * 63 / 2);
  for (const ChosenPair& c : chosen) REQUIRE((c.a % 2 == 0 && c.b % 2 == 0 && c.b < 140));
}

}  // namespace entremise::territory::testing
