#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/diagnostics/diagnostic.hpp"
#include "sim/engine/world.hpp"

namespace entremise {

namespace detail {

inline constexpr std::string_view checkpoint_magic = "entremise checkpoint 1\n";

/// @throws Failure with E0541, a stream that is no checkpoint, or no whole one; or E0542, one of another model or build
[[noreturn]] void damaged_checkpoint(const Text& what);
[[noreturn]] void foreign_checkpoint(const Text& what);

/// A 64-bit checksum of all that went through. Each step is a bijection of what was before, so that a change of any
/// eight neighbouring bytes is always seen, and a larger one but for one chance in 2^64 or so. The multiplier is 2^64
/// over the golden ratio.
class Checksum {
 public:
  void add(const char* data, std::size_t size) noexcept;
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

 private:
  std::uint64_t value_ = 0;
};

/// Arrays are written, read and summed in pieces of so many values, so that a damaged length cannot ask for all the
/// memory there is.
inline constexpr std::uint64_t checkpoint_piece = std::uint64_t{1} << 18;

class CheckpointWriter {
 public:
  explicit CheckpointWriter(std::ostream& out) : out_(out) {}
  void bytes(const char* data, std::size_t size) {
    out_.write(data, static_cast<std::streamsize>(size));
    sum_.add(data, size);
  }
  template <class T>
  void value(const T& value) {
    bytes(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void array(std::span<const T> values) {
    for (std::size_t done = 0; done < values.size(); done += checkpoint_piece) {
      const auto piece = values.subspan(done, std::min<std::size_t>(checkpoint_piece, values.size() - done));
      bytes(reinterpret_cast<const char*>(piece.data()), piece.size_bytes());
    }
  }
  /// Writes the sum of all that came before.
  void checksum() { value(sum_.value()); }

 private:
  std::ostream& out_;
  Checksum sum_;
};

class CheckpointReader {
 public:
  explicit CheckpointReader(std::istream& in) : in_(in) {}
  void bytes(char* data, std::size_t size) {
    if (!in_.read(data, static_cast<std::streamsize>(size)))
      damaged_checkpoint(text("it ends too early", "il se termine trop tôt"));
    sum_.add(data, size);
  }
  template <class T>
  [[nodiscard]] T value() {
    T value;
    bytes(reinterpret_cast<char*>(&value), sizeof value);
    return value;
  }
  template <class T>
  [[nodiscard]] std::vector<T> array(std::uint64_t size) {
    std::vector<T> values;
    for (std::uint64_t done = 0; done < size; done += checkpoint_piece) {
      const std::uint64_t count = std::min(checkpoint_piece, size - done);
      values.resize(done + count);
      bytes(reinterpret_cast<char*>(values.data() + done), count * sizeof(T));
    }
    return values;
  }
  void checksum() {
    const std::uint64_t expected = sum_.value();
    if (value<std::uint64_t>() != expected)
      damaged_checkpoint(text("its checksum does not match", "sa somme de contrôle ne correspond pas"));
  }

 private:
  std::istream& in_;
  Checksum sum_;
};

/// How many values a column has, but for columns of the world.
template <Per per>
[[nodiscard]] constexpr std::uint64_t length_of_column(std::uint64_t actors, std::uint64_t relations) noexcept {
  return per == Per::actor ? actors : per == Per::side ? 2 * relations : relations;
}

// The head of each column is followed by the sum so far: its lengths can then be believed.
template <class C, class World>
void save_column(CheckpointWriter& out, const World& world) {
  const auto values = world[C{}];
  out.value(static_cast<std::uint64_t>(C::name.size()));
  out.bytes(C::name.data(), C::name.size());
  out.value(std::uint64_t{sizeof(typename C::Value)});
  out.value(std::uint64_t{values.size()});
  out.checksum();
  out.array(values);
}
template <class C, class World>
void load_column(CheckpointReader& in, World& world, std::uint64_t actors, std::uint64_t relations) {
  const auto letters = in.array<char>(in.value<std::uint64_t>());
  const std::string_view name(letters.data(), letters.size());
  const auto value_size = in.value<std::uint64_t>();
  const auto size = in.value<std::uint64_t>();
  in.checksum();
  if (name != C::name)
    foreign_checkpoint(text("it has column '{}' where this model has '{}'",
                            "il contient la colonne « {} » là où ce modèle a « {} »", name, C::name));
  if (value_size != sizeof(typename C::Value))
    foreign_checkpoint(text("the values of column '{}' have another size",
                            "les valeurs de la colonne « {} » ont une autre taille", C::name));
  if (C::per != Per::world && size != length_of_column<C::per>(actors, relations))
    foreign_checkpoint(text("column '{}' has {} values instead of {}", "la colonne « {} » a {} valeurs au lieu de {}",
                            C::name, size, length_of_column<C::per>(actors, relations)));
  world.template store<C>().now = in.array<typename C::Value>(size);
}

}  // namespace detail

/// Writes the whole state of a world: month, graph, every column. As draws are keyed by month and entity, nothing of
/// the luck needs saving: a run goes on from here to the same bits. What was rewired in the month just past is not
/// kept. For the same build on the same kind of machine (values are written as they lie in memory), and for binary
/// streams. Check the stream afterwards: an error of writing shows there.
template <Column... Cs>
void save_checkpoint(std::ostream& out, const World<Cs...>& world) {
  detail::CheckpointWriter to(out);
  to.bytes(detail::checkpoint_magic.data(), detail::checkpoint_magic.size());
  to.value(world.month());
  to.value(world.graph().actors());
  to.value(world.graph().relations());
  to.value(world.graph().next_id());
  to.value(static_cast<std::uint32_t>(sizeof...(Cs)));
  to.checksum();
  to.array(world.graph().pairs());
  to.array(world.graph().ids());
  (detail::save_column<Cs>(to, world), ...);
  to.checksum();
}

/// The state that save_checkpoint() wrote; the stream is left just behind it.
/// @throws Failure when the stream holds no whole, undamaged checkpoint of this model
template <class World>
[[nodiscard]] World load_checkpoint(std::istream& in) {
  detail::CheckpointReader from(in);
  std::string magic(detail::checkpoint_magic.size(), '\0');
  from.bytes(magic.data(), magic.size());
  if (magic != detail::checkpoint_magic)
    detail::damaged_checkpoint(text("it does not begin like one", "il ne commence pas comme un point de reprise"));
  const auto month = from.value<std::uint32_t>();
  const auto actors = from.value<Actor>();
  const auto relations = from.value<std::uint32_t>();
  const auto next_id = from.value<RelationId>();
  const auto columns = from.value<std::uint32_t>();
  from.checksum();
  if (columns != World::AllColumns::count)
    detail::foreign_checkpoint(text("it has {} columns where this model has {}",
                                    "il contient {} colonnes là où ce modèle en a {}", columns,
                                    World::AllColumns::count));
  auto pairs = from.array<Pair>(relations);
  auto ids = from.array<RelationId>(relations);
  World world;
  [&]<class... Cs>(Columns<Cs...>) {
    (detail::load_column<Cs>(from, world, actors, relations), ...);
  }(typename World::AllColumns{});
  from.checksum();
  try {
    world.restore(Graph::restored(actors, std::move(pairs), std::move(ids), next_id), month);
  } catch (const std::invalid_argument& e) {
    const std::string what = e.what();
    detail::damaged_checkpoint(text("its graph is none: {}", "son graphe n'en est pas un : {}", what));
  }
  return world;
}

}  // namespace entremise
