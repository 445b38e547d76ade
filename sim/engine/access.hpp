#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "sim/engine/column.hpp"
#include "sim/engine/world.hpp"
#include "sim/random/streams.hpp"

namespace entremise {

/// What a phase may look at, of any actor or relation, as it was when the phase began.
template <class... Cs>
struct Reads {};
/// What a phase changes in place. Its kernel sees these columns of its own entity only, so nobody can see them half
/// changed.
template <class... Cs>
struct Writes {};
/// What a phase replaces: every kernel reads the old values, of any entity, and sets the next value of its own.
template <class... Cs>
struct Renews {};

/// Declares what a phase looks at; see Reads. Columns are given by their constants: `reads(trust, mood)`.
template <Column... Cs>
[[nodiscard]] constexpr Reads<Cs...> reads(Cs...) noexcept {
  return {};
}
/// Declares what a phase changes in place; see Writes.
template <Column... Cs>
[[nodiscard]] constexpr Writes<Cs...> writes(Cs...) noexcept {
  return {};
}
/// Declares what a phase replaces; see Renews.
template <Column... Cs>
[[nodiscard]] constexpr Renews<Cs...> renews(Cs...) noexcept {
  return {};
}

namespace detail {

template <class C>
struct Array {
  using Value = typename C::Value;
  Value* now = nullptr;
  Value* next = nullptr;
  std::size_t size = 0;
};

template <template <class...> class List, class Declaration>
inline constexpr bool is_list = false;
template <template <class...> class List, class... Cs>
inline constexpr bool is_list<List, List<Cs...>> = true;

// The columns of the List<...> among the declarations.
template <template <class...> class List, class... Declarations>
struct Find {
  using type = Columns<>;
};
template <template <class...> class List, class... Cs, class... Rest>
struct Find<List, List<Cs...>, Rest...> {
  using type = Columns<Cs...>;
};
template <template <class...> class List, class First, class... Rest>
struct Find<List, First, Rest...> {
  using type = typename Find<List, Rest...>::type;
};

template <template <class...> class List, class... Declarations>
inline constexpr int times_declared = (0 + ... + (is_list<List, Declarations> ? 1 : 0));

template <class A, class B>
inline constexpr bool disjoint = true;
template <class... As, class B>
inline constexpr bool disjoint<Columns<As...>, B> = !(B::template has<As> || ...);

template <class A>
inline constexpr bool unique_columns = true;
template <class... As>
inline constexpr bool unique_columns<Columns<As...>> = distinct_columns<As...>();

}  // namespace detail

/// The columns that a phase has declared, and the arrays behind them while it runs.
template <class R, class W, class N>
class Access;

/// The same, with the columns by name.
template <class... Rs, class... Ws, class... Ns>
class Access<Columns<Rs...>, Columns<Ws...>, Columns<Ns...>> {
 public:
  using Read = Columns<Rs...>;     ///< declared in reads(...)
  using Written = Columns<Ws...>;  ///< declared in writes(...)
  using Renewed = Columns<Ns...>;  ///< declared in renews(...)

  static_assert(detail::disjoint<Read, Written>,
                "a phase reads a column of others that it also writes in place: say renews(column) instead, so that "
                "every kernel sees the values from before the phase");
  static_assert(detail::disjoint<Written, Renewed> && detail::disjoint<Read, Renewed>,
                "a column is declared twice: renews(column) already lets the phase read it");
  static_assert(detail::unique_columns<Read> && detail::unique_columns<Written> && detail::unique_columns<Renewed>,
                "a column is listed twice in one declaration");

  /// The arrays of a world, which must have these columns, or it does not compile. Renewed ones get their spare buffer.
  template <class World>
  explicit Access(World& world) {
    (attach<Rs>(world), ...);
    (attach<Ws>(world), ...);
    (attach_renewed<Ns>(world), ...);
  }

  /// Whether the kernel may read it of others than its own entity.
  template <class C>
  static constexpr bool readable_anywhere = Read::template has<C> || Renewed::template has<C>;
  /// Whether the kernel may change its entity's value in place.
  template <class C>
  static constexpr bool written = Written::template has<C>;
  /// Whether the kernel may set its entity's next value.
  template <class C>
  static constexpr bool renewed = Renewed::template has<C>;
  /// Whether the kernel may read its own entity's value.
  template <class C>
  static constexpr bool declared = readable_anywhere<C> || written<C>;

  /// The array behind a declared column.
  template <class C>
  [[nodiscard]] const detail::Array<C>& array() const noexcept {
    return std::get<detail::Array<C>>(arrays_);
  }

  /// A whole column as it was when the phase began.
  template <Column C>
  [[nodiscard]] std::span<const typename C::Value> all(C) const noexcept {
    static_assert(readable_anywhere<C>,
                  "this phase may not read that column of others: declare reads(column), or renews(column) if the "
                  "phase also changes it");
    return {array<C>().now, array<C>().size};
  }

  /// One value: a reference to change where the phase writes the column in place, else the value to read.
  template <Column C>
  [[nodiscard]] decltype(auto) own(C, std::size_t index) const noexcept {
    static_assert(declared<C>, "this phase has not declared that column: add it to reads(...) or writes(...)");
    if constexpr (written<C>)
      return static_cast<typename C::Value&>(array<C>().now[index]);
    else
      return static_cast<const typename C::Value&>(array<C>().now[index]);
  }

  /// The next value of a renewed column.
  template <Column C>
  [[nodiscard]] typename C::Value& next(C, std::size_t index) const noexcept {
    static_assert(renewed<C>, "this phase does not renew that column: declare renews(column)");
    return array<C>().next[index];
  }

  /// Asks the memory for what the phase reads of an actor, ahead of its use: the far ends of a batch of relations lie
  /// anywhere, and would otherwise be waited for one after the other.
  void prefetch_actor([[maybe_unused]] std::uint32_t id) const noexcept { (prefetch<Rs>(id), ...); }

  /// Starts the next values of one entity from its present ones.
  void carry_over([[maybe_unused]] Per per, [[maybe_unused]] std::size_t index) const noexcept {
    (carry<Ns>(per, index), ...);
  }

  /// Makes the next values the present ones.
  template <class World>
  static void commit(World& world) {
    (world.template store<Ns>().now.swap(world.template store<Ns>().next), ...);
  }

 private:
  template <class C, class World>
  void attach(World& world) {
    static_assert(World::AllColumns::template has<C>, "the world of this model has no such column");
    auto& store = world.template store<C>();
    std::get<detail::Array<C>>(arrays_) = {store.now.data(), nullptr, store.now.size()};
  }
  template <class C, class World>
  void attach_renewed(World& world) {
    auto& store = world.template store<C>();
    store.next.resize(store.now.size());
    std::get<detail::Array<C>>(arrays_) = {store.now.data(), store.next.data(), store.now.size()};
  }
  template <class C>
  void prefetch(std::uint32_t id) const noexcept {
    if constexpr (C::per == Per::actor) __builtin_prefetch(array<C>().now + id);
  }
  template <class C>
  void carry(Per per, std::size_t index) const noexcept {
    const auto& a = array<C>();
    if (C::per != per) return;
    if (per == Per::side) {
      a.next[2 * index] = a.now[2 * index];
      a.next[2 * index + 1] = a.now[2 * index + 1];
    } else {
      a.next[index] = a.now[index];
    }
  }

  std::tuple<detail::Array<Rs>..., detail::Array<Ws>..., detail::Array<Ns>...> arrays_;
};

namespace detail {
template <class... Declarations>
struct AccessFor {
  static_assert(((is_list<Reads, Declarations> || is_list<Writes, Declarations> || is_list<Renews, Declarations>)&&...),
                "what comes before the kernel of a phase is reads(...), writes(...) or renews(...)");
  static_assert(times_declared<Reads, Declarations...> <= 1 && times_declared<Writes, Declarations...> <= 1 &&
                    times_declared<Renews, Declarations...> <= 1,
                "a phase says reads(...), writes(...) and renews(...) once each: put all columns into one");
  using type = Access<typename Find<Reads, Declarations...>::type, typename Find<Writes, Declarations...>::type,
                      typename Find<Renews, Declarations...>::type>;
};
}  // namespace detail

/// Turns a phase's declarations into its Access.
template <class... Declarations>
using AccessOf = typename detail::AccessFor<Declarations...>::type;

namespace detail {
template <bool constant, class T>
constexpr auto& as_const_if(T& value) noexcept {
  if constexpr (constant)
    return std::as_const(value);
  else
    return value;
}
}  // namespace detail

/// An actor as the kernel of an each_actor phase sees itself.
template <class A>
class ActorView {
 public:
  /// Made by the phase; `access` and `graph` must outlive it.
  ActorView(const A& access, const Graph& graph, std::uint32_t month, Actor id) noexcept
      : access_(access), graph_(graph), month_(month), id_(id) {}

  /// Who this is.
  [[nodiscard]] Actor id() const noexcept { return id_; }
  /// The month that is being simulated, from 1.
  [[nodiscard]] std::uint32_t month() const noexcept { return month_; }
  /// The relations as they were when the phase began.
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// This actor's relations, ascending by the other end.
  [[nodiscard]] std::span<const Link> links() const noexcept { return graph_.links(id_); }

  /// The actor's own value of a column of actors.
  template <Column C>
  [[nodiscard]] decltype(auto) operator[](C column) const noexcept {
    static_assert(C::per == Per::actor, "an actor has only columns of actors; use all(column) for others");
    return access_.own(column, id_);
  }
  /// The actor's next value of a renewed column; its present one unless it is set.
  template <Column C>
  [[nodiscard]] typename C::Value& next(C column) const noexcept {
    static_assert(C::per == Per::actor, "an each_actor phase renews columns of actors only");
    return access_.next(column, id_);
  }
  /// A whole column that the phase reads or renews, as it was when the phase began: of actors by id, of relations by
  /// slot, of sides by side_index().
  template <Column C>
  [[nodiscard]] std::span<const typename C::Value> all(C column) const noexcept {
    return access_.all(column);
  }
  /// What this actor holds of the other end of one of its links.
  template <Column C>
  [[nodiscard]] const typename C::Value& of(Link link, C column) const noexcept {
    static_assert(C::per == Per::side, "of() is for columns of sides");
    return access_.all(column)[side_index(link.slot, id_, link.to)];
  }
  /// What the other end of one of its links holds of this actor.
  template <Column C>
  [[nodiscard]] const typename C::Value& by(Link link, C column) const noexcept {
    static_assert(C::per == Per::side, "by() is for columns of sides");
    return access_.all(column)[side_index(link.slot, link.to, id_)];
  }

 private:
  const A& access_;
  const Graph& graph_;
  std::uint32_t month_;
  Actor id_;
};

/// One direction of a relation: what `from` holds of `to`. With a constant A, it can only be looked at.
template <class A>
class SideView {
 public:
  /// Made by the phase; `reversed`: from the pair's b to its a.
  SideView(const A& access, std::uint32_t slot, bool reversed, Pair pair) noexcept
      : access_(access),
        index_(2 * std::size_t{slot} + (reversed ? 1 : 0)),
        from_(reversed ? pair.b : pair.a),
        to_(reversed ? pair.a : pair.b) {}
  /// Whose side it is.
  [[nodiscard]] Actor from() const noexcept { return from_; }
  /// Whom it is about.
  [[nodiscard]] Actor to() const noexcept { return to_; }
  /// Its value of a column of sides: to change where the phase writes the column, else to read.
  template <Column C>
  [[nodiscard]] decltype(auto) operator[](C column) const noexcept {
    static_assert(C::per == Per::side, "a side has only columns of sides");
    return detail::as_const_if<std::is_const_v<A>>(access_.own(column, index_));
  }
  /// Its next value of a renewed column of sides; the present one unless it is set.
  template <Column C>
  [[nodiscard]] typename C::Value& next(C column) const noexcept {
    static_assert(C::per == Per::side, "a side has only columns of sides");
    static_assert(!std::is_const_v<A>, "a gate only looks: the kernel changes");
    return access_.next(column, index_);
  }

 private:
  const A& access_;
  std::size_t index_;
  Actor from_, to_;
};

/// A relation as the kernel of an each_relation phase sees it: both of its sides at once. With a constant A, it can
/// only be looked at.
template <class A>
class RelationView {
 public:
  /// Made by the phase, of the relation in `slot`, whose actors are `pair`.
  RelationView(const A& access, const Graph& graph, std::uint32_t month, std::uint32_t slot, Pair pair) noexcept
      : access_(access), graph_(graph), month_(month), slot_(slot), pair_(pair) {}

  /// The actor with the lower id.
  [[nodiscard]] Actor a() const noexcept { return pair_.a; }
  /// The actor with the higher id.
  [[nodiscard]] Actor b() const noexcept { return pair_.b; }
  /// Where it lies in columns of relations, until the graph changes.
  [[nodiscard]] std::uint32_t slot() const noexcept { return slot_; }
  /// The month that is being simulated, from 1.
  [[nodiscard]] std::uint32_t month() const noexcept { return month_; }
  /// The relations as they were when the phase began.
  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  /// What a holds of b.
  [[nodiscard]] SideView<A> ab() const noexcept { return {access_, slot_, false, pair_}; }
  /// What b holds of a.
  [[nodiscard]] SideView<A> ba() const noexcept { return {access_, slot_, true, pair_}; }

  /// Its value of a column of relations: to change where the phase writes the column, else to read.
  template <Column C>
  [[nodiscard]] decltype(auto) operator[](C column) const noexcept {
    static_assert(C::per == Per::relation, "a relation has only columns of relations; see ab(), ba() and all(column)");
    return detail::as_const_if<std::is_const_v<A>>(access_.own(column, slot_));
  }
  /// Its next value of a renewed column of relations; the present one unless it is set.
  template <Column C>
  [[nodiscard]] typename C::Value& next(C column) const noexcept {
    static_assert(C::per == Per::relation, "for columns of sides use ab().next(column) and ba().next(column)");
    static_assert(!std::is_const_v<A>, "a gate only looks: the kernel changes");
    return access_.next(column, slot_);
  }
  /// A whole column that the phase reads or renews, as it was when the phase began: of actors by id, of relations by
  /// slot, of sides by side_index().
  template <Column C>
  [[nodiscard]] std::span<const typename C::Value> all(C column) const noexcept {
    return access_.all(column);
  }

 private:
  const A& access_;
  const Graph& graph_;
  std::uint32_t month_;
  std::uint32_t slot_;
  Pair pair_;
};

/// The world as a kernel on one thread sees it: every declared column whole, to change where declared in writes(...).
template <class A, class World>
class WorldView {
 public:
  /// Made by the phase; both must outlive it.
  WorldView(const A& access, const World& world) noexcept : access_(access), world_(world) {}

  /// The relations at present.
  [[nodiscard]] const Graph& graph() const noexcept { return world_.graph(); }
  /// The month that is being simulated, from 1.
  [[nodiscard]] std::uint32_t month() const noexcept { return world_.month(); }
  /// Slots of the relations that the last rewiring phase of this month made, ascending; none before it.
  [[nodiscard]] std::span<const std::uint32_t> fresh() const noexcept { return world_.last_moves().splice.fresh; }

  /// Actors who gained or lost a relation this month; some may be named more than once.
  [[nodiscard]] std::span<const Actor> touched() const noexcept { return world_.touched(); }

  /// One relation with its own values, as an each_relation kernel would see it. \param slot below graph().relations()
  [[nodiscard]] RelationView<A> relation(std::uint32_t slot) const noexcept {
    return {access_, world_.graph(), world_.month(), slot, world_.graph().pairs()[slot]};
  }

  /// A whole column: a span to change where the phase writes it, else one to read.
  template <Column C>
  [[nodiscard]] auto operator[](C) const noexcept {
    static_assert(A::template declared<C>,
                  "this phase has not declared that column: add it to reads(...) or writes(...)");
    const auto& array = access_.template array<C>();
    if constexpr (A::template written<C>)
      return std::span<typename C::Value>(array.now, array.size);
    else
      return std::span<const typename C::Value>(array.now, array.size);
  }

 private:
  const A& access_;
  const World& world_;
};

/// The world as a serial kernel sees it, which may draw for any entity.
template <class A, class World>
class SerialView : public WorldView<A, World> {
 public:
  /// Made by the phase, with the key of its draws.
  SerialView(const A& access, const World& world, StreamKey key) noexcept
      : WorldView<A, World>(access, world), key_(key) {}

  /// The stream of an actor (a), a relation (a, b with a < b), a side (from, to) or the world (no_entity) in this phase
  /// and month: always from its beginning, so ask for it once.
  [[nodiscard]] Draws draws(std::uint32_t a, std::uint32_t b = no_entity) const noexcept {
    return Draws(key_, a, b, this->month());
  }

 private:
  StreamKey key_;
};

}  // namespace entremise
