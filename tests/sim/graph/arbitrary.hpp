#pragma once
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <vector>

#include "sim/graph/graph.hpp"

/// Arbitrary graphs and edits for properties.
namespace arbitrary {

inline rc::Gen<entremise::Pair> pair(entremise::Actor actors) {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<entremise::Actor>(0, actors), rc::gen::inRange<entremise::Actor>(0, actors - 1)),
      [](std::pair<entremise::Actor, entremise::Actor> ends) {
        const auto [a, other] = ends;
        return entremise::Pair{a, other < a ? other : other + 1};  // either way round, never a self-pair
      });
}

inline rc::Gen<std::vector<entremise::Pair>> pairs(entremise::Actor actors) {
  if (actors < 2) return rc::gen::just(std::vector<entremise::Pair>{});
  return rc::gen::container<std::vector<entremise::Pair>>(pair(actors));
}

inline std::set<entremise::Pair> as_set(const std::vector<entremise::Pair>& pairs) {
  std::set<entremise::Pair> set;
  for (const auto [a, b] : pairs) set.insert({std::min(a, b), std::max(a, b)});
  return set;
}

inline rc::Gen<entremise::Graph> graph(entremise::Actor up_to) {
  return rc::gen::mapcat(rc::gen::inRange<entremise::Actor>(0, up_to + 1), [](entremise::Actor actors) {
    return rc::gen::map(pairs(actors), [actors](const std::vector<entremise::Pair>& some) {
      const auto distinct = as_set(some);
      return entremise::Graph(actors, {distinct.begin(), distinct.end()});
    });
  });
}

}  // namespace arbitrary
