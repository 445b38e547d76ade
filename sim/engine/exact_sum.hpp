#pragma once
#include <bit>
#include <cstdint>

namespace entremise {

/// A sum that comes out the same in whatever order, and by however many threads, its terms are added: each term is
/// first rounded to the nearest multiple of 2^-30 (ties to even), then integers are added.
/// Terms: |x| < 2^21 (others, and NaN, give nonsense). Sum: |sum| < 2^33. Error: at most 2^-31 a term, none for
/// multiples of 2^-30 such as any float in [2^-7, 1]; and where |sum| > 2^23 the rounding of value() to a double.
class ExactSum {
 public:
  /// Adds a term.
  constexpr void add(double x) noexcept { quanta_ += quantised(x); }
  /// Adds the terms of another sum.
  constexpr ExactSum& operator+=(ExactSum other) noexcept {
    quanta_ += other.quanta_;
    return *this;
  }
  /// The sum so far.
  [[nodiscard]] constexpr double value() const noexcept { return static_cast<double>(quanta_) * 0x1p-30; }
  /// Whether the sums are the same to the last bit.
  friend constexpr bool operator==(ExactSum, ExactSum) = default;

 private:
  static constexpr std::int64_t quantised(double x) noexcept {
    // Adding 1.5 · 2^52 leaves the rounded integer in the low bits of the significand: no conversion instruction.
    constexpr double magic = 0x1.8p52;
    return std::bit_cast<std::int64_t>(x * 0x1p30 + magic) - std::bit_cast<std::int64_t>(magic);
  }
  std::int64_t quanta_ = 0;
};

}  // namespace entremise
