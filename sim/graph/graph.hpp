#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/graph/near_table.hpp"
#include "sim/graph/splice.hpp"

namespace entremise {

using Actor = std::uint32_t;       ///< stable id of an actor, 0 to actors() - 1
using RelationId = std::uint32_t;  ///< stable id of a relation among all that ever existed; never used twice

/// The two actors of a relation, a < b.
struct Pair {
  Actor a;  ///< the lower id
  Actor b;  ///< the higher id
  /// By a, then by b.
  auto operator<=>(const Pair&) const = default;
};

/// One end of a relation as its owner sees it: who is at the other end, and the relation's slot, which is its position
/// in pairs(), in ids() and in every column of relations.
struct Link {
  Actor to;            ///< who is at the other end
  std::uint32_t slot;  ///< where the relation lies in pairs() and in columns
  /// Whether they are the same end of the same relation.
  bool operator==(const Link&) const = default;
};

/// What a batch of edits did to the slots, for columns of relations to follow.
struct Moves {
  bool changed = false;  ///< false: nothing happened, and all else here is empty
  std::vector<std::uint32_t>
      from;                    ///< for each new slot, the slot it had before, or no_slot where it is new; ascending
  std::vector<Actor> touched;  ///< actors who gained or lost a relation, ascending
  std::vector<Pair> removed;   ///< relations that ended, ascending
  Splice splice;               ///< the same as `from`, as whole runs of slots; what move_column goes by
};

/// The relationship graph: undirected and simple (no self-relation, no two relations between the same actors), on a
/// fixed number of actors, as compressed sparse rows.
///
/// The slots follow the order of (a, b), each row follows the order of its actors: what the graph looks like depends on
/// which relations it has and never on the way they came. A relation takes 28 bytes (pair 8, id 4, links 2 x 8), an
/// actor 4. Copies are deep and independent.
class Graph {
 public:
  /// No actors, no relations.
  Graph() = default;

  /// A graph on `actors` actors. The pairs may come in any order and either way round; the relation in slot s gets the
  /// id s.
  /// @throws std::invalid_argument for a self-relation, a duplicate or an actor that does not exist, and says which
  /// @throws std::length_error for 2^31 relations or more
  Graph(Actor actors, std::vector<Pair> pairs);

  /// The graph as it was saved: `pairs` ascending, the id of each, and the next id to give.
  /// @throws std::invalid_argument as above, and if pairs are out of order, or ids are repeated, too many or too few,
  ///         or not below `next_id`
  [[nodiscard]] static Graph restored(Actor actors, std::vector<Pair> pairs, std::vector<RelationId> ids,
                                      RelationId next_id);

  /// How many actors there are; their ids are 0 to actors() - 1.
  [[nodiscard]] Actor actors() const noexcept { return static_cast<Actor>(first_.size() - 1); }
  /// How many relations there are; their slots are 0 to relations() - 1.
  [[nodiscard]] std::uint32_t relations() const noexcept { return static_cast<std::uint32_t>(pairs_.size()); }

  /// The relations in slot order, which is ascending.
  [[nodiscard]] std::span<const Pair> pairs() const noexcept { return pairs_; }

  /// The stable id of the relation in each slot.
  [[nodiscard]] std::span<const RelationId> ids() const noexcept { return ids_; }

  /// The id that the next new relation will get.
  [[nodiscard]] RelationId next_id() const noexcept { return next_id_; }

  /// The relations of an actor, ascending by the other end.
  [[nodiscard]] std::span<const Link> links(Actor actor) const noexcept {
    return {links_.data() + first_[actor], links_.data() + first_[actor + 1]};
  }

  /// How many relations an actor has.
  [[nodiscard]] std::uint32_t degree(Actor actor) const noexcept { return first_[actor + 1] - first_[actor]; }

  /// The slot of the relation between two actors, in either order; nothing if they have none (or are the same actor).
  /// Logarithmic in the smaller degree; one look in a small graph.
  [[nodiscard]] std::optional<std::uint32_t> find(Actor a, Actor b) const noexcept;

  /// Proposed changes, in any order and either way round.
  struct Edit {
    std::vector<Pair> removed;  ///< relations that are to end
    std::vector<Pair> added;    ///< relations that are to begin
  };

  /// Applies a batch of proposals. Repeated proposals count once; removing what is not there and adding what is there
  /// change nothing; where a pair is both to be removed and to be added, it is removed. So the order of the proposals
  /// cannot matter. A relation that comes back after a removal gets a new id. New ids are given in slot order.
  ///
  /// Costs one pass over the graph's memory if anything changes, next to nothing otherwise.
  /// @throws std::invalid_argument for a self-relation or an actor that does not exist, std::length_error when slots or
  ///         ids run out; the graph is then as before
  Moves apply(Edit edit);

  /// Ties as a table, where the graph is small enough to have one; else empty.
  [[nodiscard]] const NearTable& near() const noexcept { return near_; }

  /// Memory held, in bytes.
  [[nodiscard]] std::size_t bytes() const noexcept;

  /// Two graphs are equal if their actors, relations and ids are.
  bool operator==(const Graph&) const = default;

 private:
  void link_up(Actor actors);
  void tabulate();

  std::vector<std::uint32_t> first_{0};  // of each actor's links, and one past the last
  std::vector<Link> links_;
  std::vector<Pair> pairs_;
  std::vector<RelationId> ids_;
  RelationId next_id_ = 0;
  NearTable near_;
};

/// Calls f(Link of a, Link of b) for each actor who has a relation with both, ascending: mutual acquaintances, third
/// parties, triads. Linear in the two degrees.
template <class F>
void for_common(const Graph& graph, Actor a, Actor b, F f) {
  if (const NearTable& near = graph.near(); !near.empty())
    return near.for_common(a, b, [&](Actor c) { f(Link{c, near.slot(a, c)}, Link{c, near.slot(b, c)}); });
  const auto of_a = graph.links(a), of_b = graph.links(b);
  auto left = of_a.begin();
  auto right = of_b.begin();
  while (left != of_a.end() && right != of_b.end()) {
    if (left->to == right->to)
      f(*left++, *right++);
    else if (left->to < right->to)
      ++left;
    else
      ++right;
  }
}

/// How many actors have a relation with both.
[[nodiscard]] std::uint32_t common_count(const Graph& graph, Actor a, Actor b);

/// Makes a column of relations (`width` values for each slot) follow a batch of edits; new relations get `initial`.
template <class T>
void move_column(std::vector<T>& column, const Moves& moves, const std::type_identity_t<T>& initial,
                 std::size_t width = 1) {
  if (!moves.changed) return;
  splice_in_place(column, moves.splice, width);
  for (const std::size_t slot : moves.splice.fresh)
    std::fill_n(column.begin() + static_cast<std::ptrdiff_t>(slot * width), width, initial);
}

}  // namespace entremise
