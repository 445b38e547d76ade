#pragma once
#include <string_view>

#include "sim/engine/schedule.hpp"

/// \file
/// What models of social influence share: opinions, and the weight that one gives to another's.

namespace entremise::reference {

inline constexpr struct Opinion {
  using Value = double;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "opinion", unit = "1", meaning = "what an actor holds";
  static constexpr Value initial = 0, lower = -2, upper = 2;
} opinion;

inline constexpr struct Weight {
  using Value = double;
  static constexpr Per per = Per::side;
  static constexpr std::string_view name = "weight", unit = "1",
                                    meaning = "weight that one gives to the other's opinion";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} weight;

inline constexpr struct OwnWeight {
  using Value = double;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "own_weight", unit = "1",
                                    meaning =
                                        "weight that an actor gives to its own opinion; with those that it gives "
                                        "to others it adds up to 1";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} own_weight;

/// Σ_j W_ij x_j, of an actor that reads the three columns.
template <class Me>
[[nodiscard]] double weighted_mean(const Me& me) {
  double sum = me[own_weight] * me[opinion];
  for (const Link link : me.links()) sum += me.of(link, weight) * me.all(opinion)[link.to];
  return sum;
}

}  // namespace entremise::reference
