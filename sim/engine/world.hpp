#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/engine/column.hpp"
#include "sim/graph/graph.hpp"

namespace entremise {

/// The state of one run: the relationship graph, one array for each column, and the month. Month 0 is the initial
/// state; the first month that is simulated is month 1.
template <Column... Cs>
class World {
  static_assert(detail::distinct_columns<Cs...>(), "two columns of a world have the same name");
  static_assert((detail::within_bounds<Cs>(Cs::initial) && ...),
                "the initial value of a column lies outside its bounds");

 public:
  using AllColumns = Columns<Cs...>;  ///< as declared

  /// Nobody, and columns without values.
  World() = default;
  /// Every column starts at its initial value; columns of the world start empty.
  explicit World(Graph graph) : graph_(std::move(graph)) { (resize<Cs>(), ...); }

  /// The relations at present.
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// The month that is being or was last simulated; 0 before the first.
  [[nodiscard]] std::uint32_t month() const noexcept { return month_; }

  /// A whole column, to read: by actor, by slot, by side_index(), or as the model laid it out.
  template <Column C>
  [[nodiscard]] std::span<const typename C::Value> operator[](C) const noexcept {
    return store<C>().now;
  }

  /// A whole column, to fill in before the first month. During the months only phases write.
  template <Column C>
  [[nodiscard]] std::span<typename C::Value> fill(C) noexcept {
    return store<C>().now;
  }
  /// Whoever is shown a constant world only looks: this says so instead of a page of templates.
  template <Column C>
  void fill(C) const noexcept {
    static_assert(detail::always_false<C>, "an observer only looks at the world: columns are changed by phases");
  }

  /// Gives a column of the world its length; new values are at the column's initial value.
  template <Column C>
  requires(C::per == Per::world) void resize(C, std::size_t n) { store<C>().now.resize(n, C::initial); }

  /// Applies a batch of changes to the graph; columns of relations follow, new relations start at initial values.
  /// @throws std::invalid_argument for a self-relation or an actor that does not exist; nothing has then changed
  const Moves& rewire(Graph::Edit edit) {
    moves_ = graph_.apply(std::move(edit));
    if (moves_.changed) {
      (follow<Cs>(), ...);
      rewired_ = true;
      ended_.insert(ended_.end(), moves_.removed.begin(), moves_.removed.end());
      touched_.insert(touched_.end(), moves_.touched.begin(), moves_.touched.end());
    }
    return moves_;
  }
  /// What the last call of rewire() this month did.
  [[nodiscard]] const Moves& last_moves() const noexcept { return moves_; }
  /// Whether any relation came or went this month.
  [[nodiscard]] bool rewired() const noexcept { return rewired_; }

  /// Relations that ended this month.
  [[nodiscard]] std::span<const Pair> ended() const noexcept { return ended_; }

  /// Actors who gained or lost a relation this month; some may be named more than once.
  [[nodiscard]] std::span<const Actor> touched() const noexcept { return touched_; }

  /// Starts the next month. The schedule calls it.
  void begin_month() noexcept {
    ++month_;
    rewired_ = false;
    moves_ = {};
    ended_.clear();
    touched_.clear();
  }

  /// Memory of the graph and all columns, in bytes; spare buffers of renewed columns and the record of the month's last
  /// rewiring included.
  [[nodiscard]] std::size_t bytes() const noexcept {
    std::size_t sum = graph_.bytes() + moves_.from.capacity() * sizeof(moves_.from[0]) +
                      ended_.capacity() * sizeof(ended_[0]) + touched_.capacity() * sizeof(touched_[0]) +
                      moves_.removed.capacity() * sizeof(moves_.removed[0]) +
                      moves_.touched.capacity() * sizeof(moves_.touched[0]) +
                      moves_.splice.kept.capacity() * sizeof(moves_.splice.kept[0]) +
                      moves_.splice.fresh.capacity() * sizeof(moves_.splice.fresh[0]);
    ((sum += (store<Cs>().now.capacity() + store<Cs>().next.capacity()) * sizeof(typename Cs::Value)), ...);
    return sum;
  }

  /// For phases and checkpoints: the arrays themselves. `next` is a spare buffer, whose length and values mean nothing
  /// outside a phase that renews the column.
  template <class C>
  struct Store {
    std::vector<typename C::Value> now;   ///< the values
    std::vector<typename C::Value> next;  ///< the spare buffer
  };
  /// The arrays of a column.
  template <Column C>
  [[nodiscard]] Store<C>& store() noexcept {
    static_assert(AllColumns::template has<C>, "this world has no such column");
    return std::get<Store<C>>(stores_);
  }
  /// The same, to look at.
  template <Column C>
  [[nodiscard]] const Store<C>& store() const noexcept {
    static_assert(AllColumns::template has<C>, "this world has no such column");
    return std::get<Store<C>>(stores_);
  }

  /// Puts a saved state in place; the checkpoint reader calls it.
  void restore(Graph graph, std::uint32_t month) {
    graph_ = std::move(graph);
    month_ = month;
    rewired_ = false;
    moves_ = {};
    ended_.clear();
    touched_.clear();
  }

 private:
  template <class C>
  void resize() {
    if constexpr (C::per == Per::actor)
      store<C>().now.assign(graph_.actors(), C::initial);
    else if constexpr (C::per == Per::relation)
      store<C>().now.assign(graph_.relations(), C::initial);
    else if constexpr (C::per == Per::side)
      store<C>().now.assign(2 * std::size_t{graph_.relations()}, C::initial);
  }
  template <class C>
  void follow() {
    if constexpr (C::per == Per::relation)
      move_column(store<C>().now, moves_, C::initial);
    else if constexpr (C::per == Per::side)
      move_column(store<C>().now, moves_, C::initial, 2);
  }

  Graph graph_;
  std::tuple<Store<Cs>...> stores_;
  Moves moves_;
  std::vector<Pair> ended_;
  std::vector<Actor> touched_;
  std::uint32_t month_ = 0;
  bool rewired_ = false;
};

}  // namespace entremise
