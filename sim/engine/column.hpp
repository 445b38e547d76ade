#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace entremise {

/// What a column holds one value of.
enum class Per : std::uint8_t {
  actor,     ///< each actor
  relation,  ///< each relation
  side,      ///< each of the two directions of a relation: what its first actor holds of the second, and the reverse
  world      ///< the whole run: as many values as the model asks for
};

namespace detail {
// The number type of a column: of its values, or of the elements of its values where these are small arrays.
template <class V>
struct ElementOf {
  using type = V;
};
template <class T, std::size_t N>
struct ElementOf<std::array<T, N>> {
  using type = T;
};
template <class C>
using Element = typename ElementOf<typename C::Value>::type;

template <class C>
inline constexpr bool bounded_where_ordered = !std::is_arithmetic_v<Element<C>> || requires {
  { C::lower } -> std::convertible_to<Element<C>>;
  { C::upper } -> std::convertible_to<Element<C>>;
};

/// Whether a value lies within its column's bounds; NaN never does.
template <class C>
constexpr bool within_bounds(const typename C::Value& value) {
  if constexpr (std::is_arithmetic_v<typename C::Value>) {
    return value >= C::lower && value <= C::upper;
  } else if constexpr (std::is_arithmetic_v<Element<C>>) {
    for (const auto& element : value)
      if (!(element >= C::lower && element <= C::upper)) return false;
    return true;
  } else {
    return true;
  }
}
}  // namespace detail

/// A column is a plain struct, declared once, together with the constant that names it in kernels:
/// @code
/// inline constexpr struct Trust {
///   using Value = float;
///   static constexpr Per per = Per::side;
///   static constexpr std::string_view name = "trust", unit = "1", meaning = "expected share of kept promises";
///   static constexpr Value initial = 0.5f, lower = 0, upper = 1;
/// } trust;
/// @endcode
/// This declaration alone drives allocation, moves when relations come and go, checkpoints, snapshots in files, bounds
/// checks in Debug builds, and generated documentation. Values may be numbers, small arrays of numbers (bounds then
/// hold for each element), or, without bounds, any trivially copyable struct. Not bool, whose vector has no array of
/// its own: use std::uint8_t with bounds 0 and 1.
template <class C>
concept Column =
    std::is_empty_v<C> && std::is_trivially_copyable_v<typename C::Value> && !std::is_same_v<typename C::Value, bool> &&
    requires {
  { C::per } -> std::convertible_to<Per>;
  { C::name } -> std::convertible_to<std::string_view>;
  { C::unit } -> std::convertible_to<std::string_view>;
  { C::meaning } -> std::convertible_to<std::string_view>;
  { C::initial } -> std::convertible_to<typename C::Value>;
}
&&detail::bounded_where_ordered<C>;

/// Where the value of one side of a relation lies in a column: both sides are neighbours in memory.
[[nodiscard]] constexpr std::size_t side_index(std::uint32_t slot, std::uint32_t from, std::uint32_t to) noexcept {
  return 2 * std::size_t{slot} + (from > to ? 1 : 0);
}

/// A list of columns, as a type.
template <class... Cs>
struct Columns {
  static constexpr std::size_t count = sizeof...(Cs);  ///< how many
  /// Whether a column is among them.
  template <class C>
  static constexpr bool has = (std::is_same_v<C, Cs> || ...);
};

namespace detail {
template <class... Cs>
constexpr bool distinct_columns() {
  constexpr std::size_t n = sizeof...(Cs);
  constexpr std::string_view names[n + 1] = {Cs::name..., {}};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j)
      if (names[i] == names[j]) return false;
  return true;
}
template <class>
inline constexpr bool always_false = false;
}  // namespace detail

}  // namespace entremise
