#pragma once
#include <cstdint>
#include <limits>
#include <string_view>

#include "sim/engine/column.hpp"

/// \file
/// Columns for small models: a number without bounds that matter for each kind of entity.

namespace plain {

using entremise::Per;

template <Per p>
struct Word {
  using Value = std::uint32_t;
  static constexpr Per per = p;
  static constexpr std::string_view name = p == Per::actor      ? "word of an actor"
                                           : p == Per::relation ? "word of a relation"
                                           : p == Per::side     ? "word of a side"
                                                                : "words of the world";
  static constexpr std::string_view unit = "1", meaning = "a number";
  static constexpr Value initial = 0, lower = 0, upper = std::numeric_limits<Value>::max();
};
inline constexpr Word<Per::actor> actor_word;
inline constexpr Word<Per::relation> relation_word;
inline constexpr Word<Per::side> side_word;
inline constexpr Word<Per::world> world_words;

template <Per p>
struct Share {
  using Value = float;
  static constexpr Per per = p;
  static constexpr std::string_view name = p == Per::actor      ? "share of an actor"
                                           : p == Per::relation ? "share of a relation"
                                           : p == Per::side     ? "share of a side"
                                                                : "shares of the world";
  static constexpr std::string_view unit = "1", meaning = "a number from 0 to 1";
  static constexpr Value initial = 0.5f, lower = 0, upper = 1;
};
inline constexpr Share<Per::actor> actor_share;
inline constexpr Share<Per::relation> relation_share;
inline constexpr Share<Per::side> side_share;
inline constexpr Share<Per::world> world_shares;

}  // namespace plain
