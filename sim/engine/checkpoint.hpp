#pragma once
#include <cstdint>
#include <cstring>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/world.hpp"

namespace entremise {

namespace detail {

inline constexpr std::string_view checkpoint_magic = "entremise checkpoint 1\n";

template <class T>
void put(std::ostream& out, const T& value) {
  out.write(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
void put_array(std::ostream& out, std::span<const T> values) {
  put(out, std::uint64_t{values.size()});
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
}
template <class T>
T get(std::istream& in) {
  T value;
  if (!in.read(reinterpret_cast<char*>(&value), sizeof value)) throw std::runtime_error("the checkpoint ends too early");
  return value;
}
template <class T>
std::vector<T> get_array(std::istream& in) {
  const auto n = get<std::uint64_t>(in);
  std::vector<T> values;
  // In pieces, so that a damaged length cannot ask for all the memory there is.
  constexpr std::uint64_t piece = std::uint64_t{1} << 20;
  for (std::uint64_t done = 0; done < n;) {
    const std::uint64_t count = std::min(piece, n - done);
    values.resize(done + count);
    if (!in.read(reinterpret_cast<char*>(values.data() + done), static_cast<std::streamsize>(count * sizeof(T))))
      throw std::runtime_error("the checkpoint ends too early");
    done += count;
  }
  return values;
}

template <class C, class World>
void save_column(std::ostream& out, const World& world) {
  put_array<char>(out, {C::name.data(), C::name.size()});
  put(out, static_cast<std::uint32_t>(sizeof(typename C::Value)));
  put_array(out, world[C{}]);
}
template <class C, class World>
void load_column(std::istream& in, World& world, std::uint64_t expected) {
  const auto name = get_array<char>(in);
  if (std::string_view(name.data(), name.size()) != C::name)
    throw std::runtime_error(fmt::format("the checkpoint has column '{}' where this model has '{}'", std::string_view(name.data(), name.size()), C::name));
  if (get<std::uint32_t>(in) != sizeof(typename C::Value))
    throw std::runtime_error(fmt::format("column '{}' of the checkpoint has values of another size", C::name));
  auto values = get_array<typename C::Value>(in);
  if (C::per != Per::world && values.size() != expected)
    throw std::runtime_error(fmt::format("column '{}' of the checkpoint has {} values instead of {}", C::name, values.size(), expected));
  world.template store<C>().now = std::move(values);
}

}  // namespace detail

/// Writes the whole state of a world: month, graph, every column. As draws are keyed by month and entity, nothing of
/// the luck needs saving: a run goes on from here to the same bits. For the same build of the same kind of machine
/// (values are written as they lie in memory).
template <Column... Cs>
void save_checkpoint(std::ostream& out, const World<Cs...>& world) {
  out.write(detail::checkpoint_magic.data(), static_cast<std::streamsize>(detail::checkpoint_magic.size()));
  detail::put(out, world.month());
  detail::put(out, world.graph().actors());
  detail::put_array(out, world.graph().pairs());
  detail::put_array(out, world.graph().ids());
  detail::put(out, world.graph().next_id());
  (detail::save_column<Cs>(out, world), ...);
  if (!out) throw std::runtime_error("the checkpoint could not be written");
}

/// The state that save_checkpoint() wrote.
/// @throws std::runtime_error or std::invalid_argument, in words, when the stream is no whole checkpoint of this model
template <class World>
[[nodiscard]] World load_checkpoint(std::istream& in) {
  std::string magic(detail::checkpoint_magic.size(), '\0');
  if (!in.read(magic.data(), static_cast<std::streamsize>(magic.size())) || magic != detail::checkpoint_magic)
    throw std::runtime_error("this is not a checkpoint");
  const auto month = detail::get<std::uint32_t>(in);
  const auto actors = detail::get<Actor>(in);
  auto pairs = detail::get_array<Pair>(in);
  auto ids = detail::get_array<RelationId>(in);
  const auto next_id = detail::get<RelationId>(in);
  World world;
  world.restore(Graph::restored(actors, std::move(pairs), std::move(ids), next_id), month);
  [&]<class... Cs>(Columns<Cs...>) {
    const auto expected = [&](Per per) -> std::uint64_t {
      return per == Per::actor ? world.graph().actors() : (per == Per::side ? 2u : 1u) * std::uint64_t{world.graph().relations()};
    };
    (detail::load_column<Cs>(in, world, expected(Cs::per)), ...);
  }(typename World::AllColumns{});
  return world;
}

}  // namespace entremise
