#include "sim/graph/graph.hpp"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace entremise {
namespace {

constexpr std::uint32_t relations_limit = 1u << 31;  // row starts count both ends in 32 bits
constexpr std::size_t parallel_from = 1u << 18;      // relations; below, threads cost more than they bring

void check(Pair pair, Actor actors) {
  if (pair.a == pair.b) throw std::invalid_argument(fmt::format("actor {} cannot have a relation with itself", pair.a));
  if (pair.b >= actors)
    throw std::invalid_argument(fmt::format("relation {}-{}: there is no actor {}, actors are 0 to {}", pair.a, pair.b,
                                            pair.b, static_cast<std::int64_t>(actors) - 1));
}

void check_count(std::size_t relations) {
  if (relations >= relations_limit)
    throw std::length_error(fmt::format("{} relations: a graph holds fewer than {}", relations, relations_limit));
}

/// Turns every pair to a < b, checks it and sorts all.
void arrange(std::vector<Pair>& pairs, Actor actors) {
  for (Pair& pair : pairs) {
    if (pair.a > pair.b) std::swap(pair.a, pair.b);
    check(pair, actors);
  }
  if (std::ranges::is_sorted(pairs)) return;
  if (pairs.size() < parallel_from)
    std::ranges::sort(pairs);
  else
    tbb::parallel_sort(pairs.begin(), pairs.end());
}

void drop_repeats(std::vector<Pair>& sorted) {
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
}

/// Calls f(first, last) over parts of 0..size, at once on several threads if there is much to do.
template <class F>
void over(std::size_t size, F f) {
  if (size < parallel_from) return f(std::size_t{0}, size);
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, size, parallel_from / 8),
                    [&](const auto& part) { f(part.begin(), part.end()); });
}

/// Tells the new slot of a surviving relation (and some number for one that ends). A table gives for each block of old
/// slots the run where it starts, so that it stays in the cache where a table of all slots would not.
class Renumbering {
 public:
  Renumbering(std::vector<Run> kept, std::size_t old_size) : kept_(std::move(kept)), start_((old_size >> shift) + 1) {
    if (kept_.empty()) kept_.push_back({0, 0, 0});
    std::uint32_t run = 0;
    for (std::size_t block = 0; block < start_.size(); ++block) {
      while (run + 1 < kept_.size() && end(run) <= block << shift) ++run;
      start_[block] = run;
    }
  }

  std::uint32_t operator()(std::uint32_t slot) const noexcept {
    std::uint32_t run = start_[slot >> shift];
    while (end(run) <= slot && run + 1 < kept_.size()) ++run;
    return slot - kept_[run].old_begin + kept_[run].new_begin;
  }

 private:
  static constexpr int shift = 6;
  std::size_t end(std::uint32_t run) const noexcept { return std::size_t{kept_[run].old_begin} + kept_[run].length; }

  std::vector<Run> kept_;
  std::vector<std::uint32_t> start_;
};

/// One end of a change, in the order of the links.
struct HalfEdit {
  Actor row, to;
  std::uint32_t slot;  // of the new relation, or no_slot for one that ends
};

}  // namespace

Graph::Graph(Actor actors, std::vector<Pair> pairs) : pairs_(std::move(pairs)) {
  check_count(pairs_.size());
  arrange(pairs_, actors);
  if (const auto twin = std::ranges::adjacent_find(pairs_); twin != pairs_.end())
    throw std::invalid_argument(fmt::format("relation {}-{} is there twice", twin->a, twin->b));
  if (pairs_.capacity() > pairs_.size() + pairs_.size() / 8) pairs_.shrink_to_fit();
  next_id_ = relations();
  ids_.resize(pairs_.size());
  std::iota(ids_.begin(), ids_.end(), RelationId{0});
  link_up(actors);
}

Graph Graph::restored(Actor actors, std::vector<Pair> pairs, std::vector<RelationId> ids, RelationId next_id) {
  if (!std::ranges::is_sorted(pairs)) throw std::invalid_argument("the relations are not in ascending order");
  if (pairs.size() != ids.size())
    throw std::invalid_argument(fmt::format("{} relations have {} ids", pairs.size(), ids.size()));
  Graph graph(actors, std::move(pairs));
  auto sorted = ids;
  std::ranges::sort(sorted);
  if (const auto twin = std::ranges::adjacent_find(sorted); twin != sorted.end())
    throw std::invalid_argument(fmt::format("two relations have the id {}", *twin));
  if (!sorted.empty() && sorted.back() >= next_id)
    throw std::invalid_argument(fmt::format("the id {} is not below the next one, {}", sorted.back(), next_id));
  graph.ids_ = std::move(ids);
  graph.next_id_ = next_id;
  return graph;
}

/// A counting sort. In the order of (a, b), the relations in which an actor is `b` come before those in which it is
/// `a`, both ascending by the other end: one pass fills every row in order.
void Graph::link_up(Actor actors) {
  std::vector<std::uint32_t> next(std::size_t{actors} + 1);
  for (const auto [a, b] : pairs_) {
    ++next[a + 1];
    ++next[b + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  first_ = next;
  links_.resize(2 * pairs_.size());
  for (std::uint32_t slot = 0; slot < relations(); ++slot) {
    const auto [a, b] = pairs_[slot];
    links_[next[a]++] = {b, slot};
    links_[next[b]++] = {a, slot};
  }
  tabulate();
}

void Graph::tabulate() {
  if (actors() == 0 || actors() > NearTable::most_actors) return;
  near_ = NearTable(actors());
  for (std::uint32_t slot = 0; slot < relations(); ++slot) near_.set(pairs_[slot].a, pairs_[slot].b, slot);
}

std::optional<std::uint32_t> Graph::find(Actor a, Actor b) const noexcept {
  if (a >= actors() || b >= actors()) return std::nullopt;
  if (!near_.empty()) {
    const std::uint32_t slot = near_.slot(a, b);
    return slot == no_slot ? std::nullopt : std::optional(slot);
  }
  if (degree(b) < degree(a)) std::swap(a, b);
  const auto row = links(a);
  const auto link = std::ranges::lower_bound(row, b, {}, &Link::to);
  if (link == row.end() || link->to != b) return std::nullopt;
  return link->slot;
}

Moves Graph::apply(Edit edit) {
  auto& removed = edit.removed;
  auto& added = edit.added;
  arrange(removed, actors());
  arrange(added, actors());
  drop_repeats(removed);
  drop_repeats(added);
  std::erase_if(added, [&](Pair p) { return find(p.a, p.b) || std::ranges::binary_search(removed, p); });
  std::vector<std::uint32_t> leaving, joining;  // slots
  for (std::size_t i = 0; i < removed.size(); ++i)
    if (const auto slot = find(removed[i].a, removed[i].b)) {
      removed[leaving.size()] = removed[i];
      leaving.push_back(*slot);
    }
  removed.resize(leaving.size());
  Moves moves;
  if (removed.empty() && added.empty()) return moves;
  check_count(pairs_.size() - removed.size() + added.size());
  if (added.size() > std::numeric_limits<RelationId>::max() - next_id_)
    throw std::length_error("the ids of relations are used up");

  // How the slots change.
  for (const Pair pair : added)
    joining.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(pairs_, pair) - pairs_.begin()));
  const std::uint32_t old_size = relations();
  moves.splice = make_splice(old_size, leaving, joining);

  // How the links change: the same thing one level down.
  std::vector<HalfEdit> halves;
  halves.reserve(2 * (removed.size() + added.size()));
  for (const auto [a, b] : removed) halves.insert(halves.end(), {{a, b, no_slot}, {b, a, no_slot}});
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto [a, b] = added[i];
    const std::uint32_t slot = moves.splice.fresh[i];
    halves.insert(halves.end(), {{a, b, slot}, {b, a, slot}});
  }
  std::ranges::sort(halves, {}, [](const HalfEdit& half) { return std::pair(half.row, half.to); });
  std::vector<std::uint32_t> leaving_links, joining_links;
  std::vector<Link> new_links;
  for (const auto [row, to, slot] : halves) {
    const auto of_row = links(row);
    const auto at = static_cast<std::uint32_t>(std::ranges::lower_bound(of_row, to, {}, &Link::to) - of_row.begin());
    (slot == no_slot ? leaving_links : joining_links).push_back(first_[row] + at);
    if (slot != no_slot) new_links.push_back({to, slot});
    if (moves.touched.empty() || moves.touched.back() != row) moves.touched.push_back(row);
  }
  const Splice link_splice = make_splice(2 * old_size, leaving_links, joining_links);

  const auto move_pairs = [&] {
    splice_in_place(pairs_, moves.splice);
    splice_in_place(ids_, moves.splice);
    for (std::size_t i = 0; i < added.size(); ++i) {
      pairs_[moves.splice.fresh[i]] = added[i];
      ids_[moves.splice.fresh[i]] = next_id_++;
    }
    moves.from.resize(moves.splice.size, no_slot);
    for (const auto [old_begin, new_begin, length] : moves.splice.kept)
      std::iota(moves.from.begin() + new_begin, moves.from.begin() + new_begin + length, old_begin);
  };
  const auto move_links = [&] {
    // Renumbering before moving: then the new links, which have their slots already, need no exception. Those that
    // leave get some number too and take it with them.
    const Renumbering renumbered(moves.splice.kept, old_size);
    over(links_.size(), [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) links_[i].slot = renumbered(links_[i].slot);
    });
    splice_in_place(links_, link_splice);
    for (std::size_t i = 0; i < new_links.size(); ++i) links_[link_splice.fresh[i]] = new_links[i];
  };
  const auto move_rows = [&] {
    std::uint32_t shift = 0;  // modulo 2^32, as it may be negative
    auto half = halves.begin();
    for (Actor actor = 0; actor < actors(); ++actor) {
      for (; half != halves.end() && half->row == actor; ++half) shift += half->slot == no_slot ? ~0u : 1u;
      first_[actor + 1] += shift;
    }
  };
  if (old_size < parallel_from) {
    move_pairs();
    move_links();
    move_rows();
  } else {
    tbb::parallel_invoke(move_pairs, move_links, move_rows);
  }
  if (!near_.empty()) {
    for (const auto [a, b] : removed) near_.clear(a, b);
    for (std::uint32_t slot = 0; slot < relations(); ++slot) near_.set(pairs_[slot].a, pairs_[slot].b, slot);
  }
  moves.changed = true;
  moves.removed = std::move(removed);
  return moves;
}

std::size_t Graph::bytes() const noexcept {
  return first_.capacity() * sizeof(first_[0]) + links_.capacity() * sizeof(Link) + pairs_.capacity() * sizeof(Pair) +
         ids_.capacity() * sizeof(RelationId) + near_.bytes();
}

std::uint32_t common_count(const Graph& graph, Actor a, Actor b) {
  if (!graph.near().empty()) return graph.near().count_common(a, b);
  std::uint32_t count = 0;
  for_common(graph, a, b, [&count](Link, Link) { ++count; });
  return count;
}

}  // namespace entremise
