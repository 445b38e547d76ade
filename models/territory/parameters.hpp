#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "models/territory/registry.hpp"

namespace entremise::territory {

/// A key of the registry, looked up while compiling: a misspelt key does not compile.
///   parameters["trust.negativity"]
class Key {
 public:
  consteval Key(const char* key) : index_(find_parameter(key)) {  // NOLINT: implicit by design
    if (index_ == registry.size()) throw "no such parameter in the registry";
  }
  [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }

 private:
  std::size_t index_;
};

/// The values of all parameters of one scenario, at their defaults until set. Integers, switches (0 or 1) and
/// choices (position among the choices) are held as numbers too.
class Parameters {
 public:
  Parameters() noexcept {
    for (std::size_t i = 0; i < registry.size(); ++i) values_[i] = registry[i].initial;
  }
  [[nodiscard]] constexpr double operator[](Key key) const noexcept { return values_[key.index()]; }
  /// Position `offset` after `key`, for the rows of a matrix that stand one behind the other in the registry.
  [[nodiscard]] constexpr double at(Key key, std::size_t offset) const noexcept {
    return values_[key.index() + offset];
  }
  [[nodiscard]] constexpr bool is_on(Key key) const noexcept { return values_[key.index()] != 0; }
  constexpr void set(Key key, double value) noexcept { values_[key.index()] = value; }
  constexpr void set_index(std::size_t index, double value) { values_.at(index) = value; }
  [[nodiscard]] constexpr double value(std::size_t index) const { return values_.at(index); }
  friend bool operator==(const Parameters&, const Parameters&) = default;

 private:
  std::array<double, registry.size()> values_{};
};

}  // namespace entremise::territory
