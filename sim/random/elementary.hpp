#pragma once
#include <bit>
#include <cstdint>
#include <limits>

/// exp, log, logistic and tanh that give the same bits with every compiler, library and machine: only + - * /, and
/// operations on bits, each correctly rounded by IEEE 754 (binary32 and binary64, round to nearest), no library
/// function, no table, no fused multiply-add. Without branches, so that loops over arrays are vectorised.
///
/// Errors against the exact value, in units in the last place of the result, as the tests hold them to
/// (float: dense sweeps of all finite inputs; double: 10^6 points and more over the whole range):
/// exp < 1, log < 1, logistic < 3, tanh < 3 (largest seen: 0.95, 0.84, 2.43, 2.50). Subnormal results are rounded
/// gradually, not flushed.
///
/// The method is Cody & Waite's (1980, "Software manual for the elementary functions"): reduce the argument exactly
/// with a two-part logarithm of 2, then evaluate a polynomial on what is left. The polynomials interpolate at Chebyshev
/// nodes, computed with 60 digits (mpmath's `chebyfit`) and rounded; each names the function it interpolates.
namespace entremise::elementary {

/// \cond
namespace method {

template <class T>
struct Format;

template <>
struct Format<float> {
  using Bits = std::uint32_t;
  static constexpr int fraction_bits = 23, bias = 127;
  static constexpr float rounder = 0x1.8p23f;      ///< adding it leaves an integer in the low bits
  static constexpr float ln2_high = 0x1.62e4p-1f;  ///< 15 bits: exact times any exponent
  static constexpr float ln2_low = 0x1.7f7d1cp-20f;
  static constexpr float raise = 0x1p23f;                     ///< makes a subnormal normal
  static constexpr float exp_zero = -104, exp_infinite = 89;  ///< beyond these exp rounds to 0, overflows
};

template <>
struct Format<double> {
  using Bits = std::uint64_t;
  static constexpr int fraction_bits = 52, bias = 1023;
  static constexpr double rounder = 0x1.8p52;
  static constexpr double ln2_high = 0x1.62e42fefa3p-1;  ///< 41 bits
  static constexpr double ln2_low = 0x1.3de6af278ece6p-42;
  static constexpr double raise = 0x1p52;
  static constexpr double exp_zero = -746, exp_infinite = 710;
};

template <class T>
using Bits = typename Format<T>::Bits;

/// c0 + c1 x + c2 x² + ... by Horner's rule.
template <class T, class... Rest>
constexpr T polynomial(T x, T c0, Rest... rest) noexcept {
  if constexpr (sizeof...(rest) == 0) {
    return c0;
  } else {
    return c0 + x * polynomial(x, rest...);
  }
}

/// 2^k where that is a normal number. Unsigned, so that the nonsense computed beside a NaN stays defined.
template <class T>
constexpr T power_of_two(Bits<T> k) noexcept {
  return std::bit_cast<T>((k + Format<T>::bias) << Format<T>::fraction_bits);
}

/// e^x = 2^k (1 + p), k rounded to the nearest.
template <class T>
struct Exponential {
  T p;
  Bits<T> k;  ///< two's complement
};

template <class T>
constexpr Exponential<T> exponential(T x) noexcept {
  using F = Format<T>;
  const T shifted = x * T(1.4426950408889634074L) + F::rounder;
  const T n = shifted - F::rounder;
  const T r = (x - n * F::ln2_high) - n * F::ln2_low;
  T q;  // (e^r - 1 - r) / r² for |r| ≤ ln(2) / 2
  if constexpr (sizeof(T) == 4) {
    q = polynomial(r, 0x1p-1f, 0x1.555556p-3f, 0x1.5554eap-5f, 0x1.1110ep-7f, 0x1.6d4324p-10f, 0x1.a124f2p-13f);
  } else {
    q = polynomial(r, 0x1p-1, 0x1.5555555555557p-3, 0x1.5555555555556p-5, 0x1.11111111100dcp-7, 0x1.6c16c16c162d4p-10,
                   0x1.a01a01abe7fe1p-13, 0x1.a01a01a6d889cp-16, 0x1.71de0231960ebp-19, 0x1.27e4db646b17ep-22,
                   0x1.af4de97ca4194p-26, 0x1.1f730349868cep-29);
  }
  return {r + r * r * q, std::bit_cast<Bits<T>>(shifted) - std::bit_cast<Bits<T>>(F::rounder)};
}

/// A positive normal number as 2^k m with sqrt(1/2) ≤ m < sqrt(2).
template <class T>
struct Split {
  T m;
  std::int32_t k;
};

template <class T>
constexpr Split<T> split(T x) noexcept {
  using F = Format<T>;
  constexpr Bits<T> half_root = std::bit_cast<Bits<T>>(T(0.70710678118654752440L));
  constexpr Bits<T> offset = F::bias + 1;  // keeps the exponent positive: a shift of signed 64-bit lanes is rare
  const Bits<T> bits = std::bit_cast<Bits<T>>(x);
  const Bits<T> k = (bits - half_root + (offset << F::fraction_bits)) >> F::fraction_bits;
  return {std::bit_cast<T>(bits - ((k - offset) << F::fraction_bits)),
          static_cast<std::int32_t>(k) - static_cast<std::int32_t>(offset)};
}

template <class T>
constexpr T exp(T x) noexcept {
  using F = Format<T>;
  const T low = x < F::exp_zero ? F::exp_zero : x;  // a NaN passes both
  const T y = low > F::exp_infinite ? F::exp_infinite : low;
  const auto [p, k] = exponential(y);
  // 2^k in two factors, as k may leave the normal range though the result does not; the second product rounds.
  const Bits<T> half = ((k + 4096) >> 1) - 2048;
  return (T(1) + p) * power_of_two<T>(half) * power_of_two<T>(k - half);
}

template <class T>
constexpr T log(T x) noexcept {
  using F = Format<T>;
  constexpr T infinity = std::numeric_limits<T>::infinity();
  const bool subnormal = x < std::numeric_limits<T>::min();
  const auto [m, exponent] = split(subnormal ? x * F::raise : x);
  const T k = T(exponent) - (subnormal ? T(F::fraction_bits) : T(0));
  const T f = m - T(1);
  const T half_square = T(0.5) * f * f;
  T rest;  // log(1 + f) - f + f² / 2
  if constexpr (sizeof(T) == 4) {
    // f³ times (log(1 + f) - f + f² / 2) / f³
    rest = f * f * f *
           polynomial(f, 0x1.555554p-2f, -0x1.fffffcp-3f, 0x1.999d5ap-3f, -0x1.555b4ap-3f, 0x1.23d202p-3f,
                      -0x1.fcf46ep-4f, 0x1.dea43p-4f, -0x1.d6393ep-4f, 0x1.1d8e5ep-4f);
  } else {
    // With s = f / (2 + f), log(1 + f) = 2 artanh(s) = 2 s + s R and 2 s = f - s f; z = s², R / z interpolated in z.
    const T s = f / (T(2) + f);
    const T z = s * s;
    const T r =
        z * polynomial(z, 0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476c87p-2, 0x1.c71c720160b47p-3,
                       0x1.745cf901605f7p-3, 0x1.3b1c360763b8ap-3, 0x1.0fbe83c2cbcf3p-3, 0x1.0c04595972ab8p-3);
    rest = s * (half_square + r);
  }
  T result = k * F::ln2_high - ((half_square - (rest + k * F::ln2_low)) - f);
  result = x < infinity ? result : x;
  result = x == T(0) ? -infinity : result;
  return x < T(0) ? std::numeric_limits<T>::quiet_NaN() : result;
}

template <class T>
constexpr T logistic(T x) noexcept {
  const T e = exp(x < T(0) ? x : -x);  // never above 1: neither side overflows, and both tails keep their digits
  return (x < T(0) ? e : T(1)) / (T(1) + e);
}

template <class T>
constexpr T tanh(T x) noexcept {
  constexpr Bits<T> sign = Bits<T>{1} << (8 * sizeof(T) - 1);
  const Bits<T> bits = std::bit_cast<Bits<T>>(x);
  const T y = T(-2) * std::bit_cast<T>(bits & ~sign);
  const auto [p, k] = exponential(y < T(-40) ? T(-40) : y);  // from there on the result is 1 in both formats
  const T scale = power_of_two<T>(k);
  const T e = scale * p + (scale - T(1));  // exp(-2 |x|) - 1, without the cancellation near 0
  return std::bit_cast<T>(std::bit_cast<Bits<T>>(-e / (T(2) + e)) | (bits & sign));
}

}  // namespace method
/// \endcond

/// e^x. Overflows to +inf, underflows gradually to 0; exp(-inf) = 0; a NaN gives a NaN. Error below 1 ulp.
[[nodiscard]] constexpr float exp(float x) noexcept {
  return method::exp(x);
}
/// \copydoc exp(float)
[[nodiscard]] constexpr double exp(double x) noexcept {
  return method::exp(x);
}

/// Natural logarithm. log(±0) = -inf, log(x < 0) = NaN, log(+inf) = +inf; subnormals are taken in full. Error below 1
/// ulp.
[[nodiscard]] constexpr float log(float x) noexcept {
  return method::log(x);
}
/// \copydoc log(float)
[[nodiscard]] constexpr double log(double x) noexcept {
  return method::log(x);
}

/// 1 / (1 + e^-x). Saturates at 0 and 1, in the lower tail through subnormals; a NaN gives a NaN. Error below 3 ulp.
[[nodiscard]] constexpr float logistic(float x) noexcept {
  return method::logistic(x);
}
/// \copydoc logistic(float)
[[nodiscard]] constexpr double logistic(double x) noexcept {
  return method::logistic(x);
}

/// Hyperbolic tangent, exactly odd. Saturates at ±1; a NaN gives a NaN. Error below 3 ulp.
[[nodiscard]] constexpr float tanh(float x) noexcept {
  return method::tanh(x);
}
/// \copydoc tanh(float)
[[nodiscard]] constexpr double tanh(double x) noexcept {
  return method::tanh(x);
}

}  // namespace entremise::elementary
