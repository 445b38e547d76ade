#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "models/territory/registry.hpp"

namespace entremise::territory {

/// A field of a lever, e.g. "facilitator.skill", looked up while compiling.
class LeverKey {
 public:
  consteval LeverKey(const char* key) : index_(find_lever_field(key)) {  // NOLINT: implicit by design
    if (index_ == lever_registry.size()) throw "no such lever field in the registry";
  }
  [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }

 private:
  std::size_t index_;
};

/// One lever as a scenario sets it: its kind, its calendar, and the values of its kind's fields.
struct Lever {
  std::string name;  ///< as the scenario calls it
  LeverKind kind = LeverKind::facilitator;
  std::uint32_t from = 0;  ///< first month in force (months count from 1; 0 and 1 both mean from the start)
  std::uint32_t until = std::numeric_limits<std::uint32_t>::max();      ///< last month in force
  std::array<double, lever_registry.size()> values = lever_defaults();  ///< only those of its own kind matter

  [[nodiscard]] double operator[](LeverKey key) const noexcept { return values[key.index()]; }
  [[nodiscard]] bool in_force(std::uint32_t month) const noexcept { return month >= from && month <= until; }
  friend bool operator==(const Lever&, const Lever&) = default;
};

}  // namespace entremise::territory
