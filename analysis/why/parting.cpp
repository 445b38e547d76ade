#include "analysis/why/parting.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <tuple>
#include <type_traits>
#include <utility>

#include "models/territory/description/month_description.hpp"

namespace entremise::why {

using namespace entremise::territory;

namespace {

template <class V>
bool same(const V& x, const V& y) {
  static_assert(std::has_unique_object_representations_v<V> || std::is_floating_point_v<V>);
  return std::memcmp(&x, &y, sizeof(V)) == 0;
}
bool same(const Issues& x, const Issues& y) {
  return std::equal(x.begin(), x.end(), y.begin(), [](float a, float b) { return same(a, b); });
}
bool same(const Project& x, const Project& y) {
  const auto told = [](const Project& p) {
    return std::tuple(p.start, p.partner_count, p.months, p.rounds, p.held, p.succeeded, p.flags, p.delivered);
  };
  return x.partners == y.partners && told(x) == told(y);
}

// The columns of the world that say what happens; in parts that are in use.
std::optional<Pair> pair_of(const Intervention& one) {
  if (one.facilitator == no_entity) return {};
  return Pair{one.a, one.b};
}
std::optional<Pair> pair_of(const Conversation& one) {
  if (one.a == no_entity) return {};
  return Pair{one.a, one.b};
}

// Matches the relations of two graphs and goes through them in order: f(pair, slot in one, slot in the other),
// no_entity where one has no such relation. @returns false when f did, who then wants to see no more
template <class F>
bool each_relation_of_both(const Graph& one, const Graph& other, const F& f) {
  const auto x = one.pairs(), y = other.pairs();
  std::uint32_t i = 0, j = 0;
  while (i < x.size() || j < y.size()) {
    const bool in_one = i < x.size() && (j == y.size() || x[i] <= y[j]);
    const bool in_other = j < y.size() && (i == x.size() || y[j] <= x[i]);
    if (!f(in_one ? x[i] : y[j], in_one ? i : no_entity, in_other ? j : no_entity)) return false;
    i += in_one ? 1 : 0;
    j += in_other ? 1 : 0;
  }
  return true;
}

// Columns of the world that do not say what happens to whom belong to the scenario.
template <class C>
constexpr bool is_left_out = C::per == Per::world && !requires(typename C::Value value) {
  pair_of(value);
};

// Calls office(i) or relation(pair) for each value that differs, until one returns false. @returns false then
template <class C, class Office, class Relation>
bool compare(const World& one, const World& other, C column, const Office& office, const Relation& relation) {
  const auto x = one[column], y = other[column];
  if constexpr (is_left_out<C>) {
    return true;
  } else if constexpr (C::per == Per::actor) {
    const auto here = one[present], there = other[present];
    for (Actor i = 0; i < std::max(x.size(), y.size()); ++i) {
      // Who is yet to join is not there, whatever is prepared for it.
      const bool in_one = i < x.size() && here[i] != 0, in_other = i < y.size() && there[i] != 0;
      if ((in_one != in_other || (in_one && !same(x[i], y[i]))) && !office(i)) return false;
    }
    return true;
  } else if constexpr (C::per == Per::world) {
    std::vector<Pair> in_one, in_other, only;
    for (const auto& value : x)
      if (const auto pair = pair_of(value)) in_one.push_back(*pair);
    for (const auto& value : y)
      if (const auto pair = pair_of(value)) in_other.push_back(*pair);
    std::sort(in_one.begin(), in_one.end());
    std::sort(in_other.begin(), in_other.end());
    std::set_symmetric_difference(in_one.begin(), in_one.end(), in_other.begin(), in_other.end(),
                                  std::back_inserter(only));
    return std::all_of(only.begin(), only.end(), relation);
  } else {
    constexpr std::size_t width = C::per == Per::side ? 2 : 1;
    return each_relation_of_both(one.graph(), other.graph(), [&](Pair pair, std::uint32_t i, std::uint32_t j) {
      if (i == no_entity || j == no_entity) return true;  // counted among the relations themselves
      for (std::size_t k = 0; k < width; ++k)
        if (!same(x[width * i + k], y[width * j + k]) && !relation(pair)) return false;
      return true;
    });
  }
}

bool compare_relations(const World& one, const World& other, const auto& relation) {
  return each_relation_of_both(one.graph(), other.graph(), [&](Pair pair, std::uint32_t i, std::uint32_t j) {
    return (i != no_entity && j != no_entity) || relation(pair);
  });
}

// f(column) for every column of the state.
template <class F>
void each_column(const F& f) {
  [&]<class... Cs>(Columns<Cs...>) { (f(Cs{}), ...); }(World::AllColumns{});
}

World after(Simulation& simulation, const World& before, std::size_t phase) {
  simulation.restore(before);
  std::optional<World> seen;
  simulation.advance({}, [&](std::size_t next) {
    if (next > phase && !seen) seen = simulation.world();
  });
  if (seen) return std::move(*seen);
  return simulation.world();
}

}  // namespace

std::vector<Difference> differences(const World& one, const World& other) {
  std::vector<Difference> all;
  Difference found;
  const auto office = [&](Actor i) {
    ++found.count;
    if (found.offices.size() < Difference::most_named) found.offices.push_back(i);
    return true;
  };
  const auto relation = [&](Pair pair) {
    ++found.count;
    // Both sides of a relation may differ: it is named once.
    if (found.relations.size() < Difference::most_named && (found.relations.empty() || found.relations.back() != pair))
      found.relations.push_back(pair);
    return true;
  };
  const auto keep = [&](std::string_view name) {
    found.column = name;
    if (found.count > 0) all.push_back(std::move(found));
    found = {};
  };
  compare_relations(one, other, relation);
  keep(relations_themselves);
  each_column([&](auto column) {
    compare(one, other, column, office, relation);
    keep(decltype(column)::name);
  });
  return all;
}

bool differ(const World& one, const World& other) {
  const auto stop = [](auto) { return false; };
  bool same_so_far = compare_relations(one, other, stop);
  each_column([&](auto column) { same_so_far = same_so_far && compare(one, other, column, stop, stop); });
  return !same_so_far;
}

Distance distance(const World& one, const World& other) {
  std::set<Actor> offices;
  std::set<Pair> relations;
  const auto office = [&](Actor i) {
    offices.insert(i);
    return true;
  };
  const auto relation = [&](Pair pair) {
    relations.insert(pair);
    return true;
  };
  compare_relations(one, other, relation);
  each_column([&](auto column) {
    // What is planned for the month is no part of a relation.
    if constexpr (decltype(column)::per != Per::world) compare(one, other, column, office, relation);
  });
  Distance d;
  d.offices = offices.size();
  d.relations = relations.size();
  const auto here = one[present], there = other[present];
  for (Actor i = 0; i < std::max(here.size(), there.size()); ++i)
    d.all_offices += (i < here.size() && here[i] != 0) || (i < there.size() && there[i] != 0) ? 1 : 0;
  each_relation_of_both(one.graph(), other.graph(), [&](Pair, std::uint32_t i, std::uint32_t j) {
    ++d.all_relations;
    d.of_other_type +=
        i == no_entity || j == no_entity || one[relation_type_of][i] != other[relation_type_of][j] ? 1 : 0;
    return true;
  });
  return d;
}

Parting parting(Simulation& one, const World& one_before, Simulation& other, const World& other_before) {
  Parting found;
  found.month = one_before.month() + 1;
  std::set<std::string_view> known;
  const std::size_t phases = phase_names().size();
  for (std::size_t phase = 0; phase < phases; ++phase) {
    Parting::Step step{phase, differences(after(one, one_before, phase), after(other, other_before, phase))};
    std::erase_if(step.differences, [&](const Difference& d) { return known.count(d.column) != 0; });
    if (step.differences.empty()) continue;
    for (const Difference& d : step.differences) known.insert(d.column);
    found.steps.push_back(std::move(step));
  }
  return found;
}

}  // namespace entremise::why
