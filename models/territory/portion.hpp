#pragma once
#include <cstdint>

namespace entremise::territory {

/// A number from 0 to 1 in two bytes, in steps of 1/60000: for state of which there is one value per relation, where
/// memory is what bounds the size of a territory. What is set is rounded to the nearest step, and cut to [0, 1];
/// decimal fractions of up to four digits come back as the float that was set.
class Portion {
 public:
  constexpr Portion() noexcept = default;
  // NOLINTNEXTLINE(google-explicit-constructor): it stands for a number
  constexpr Portion(float value) noexcept : steps_(nearest_steps(value)) {}
  constexpr Portion& operator*=(float factor) noexcept { return *this = factor * static_cast<float>(*this); }
  constexpr operator float() const noexcept {  // NOLINT(google-explicit-constructor)
    return static_cast<float>(steps_) / most;
  }

 private:
  static constexpr std::uint16_t most = 60000;
  static constexpr std::uint16_t nearest_steps(float value) noexcept {
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): a half added to a float of at most 60000 rounds rightly
    return value <= 0 ? std::uint16_t{0} : !(value <= 1) ? most : static_cast<std::uint16_t>(value * most + 0.5f);
  }
  std::uint16_t steps_ = 0;
};

}  // namespace entremise::territory
