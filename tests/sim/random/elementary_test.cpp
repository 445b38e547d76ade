#include "sim/random/elementary.hpp"

#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/random/streams.hpp"

using namespace entremise;
namespace el = entremise::elementary;

namespace {

template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();

/// Distance from `value` to `exact` in units in the last place of the format, at the size of the exact value.
template <class T, class Exact>
long double ulps(T value, Exact exact) {
  const T near = std::fabs(static_cast<T>(exact));
  if (std::isnan(exact) || std::isnan(value)) return std::isnan(exact) && std::isnan(value) ? 0 : infinity<double>;
  if (near == infinity<T> || std::fabs(value) == infinity<T>) {
    return value == static_cast<T>(exact) ? 0 : infinity<double>;
  }
  const T next = std::nextafter(near, infinity<T>);
  const long double unit = next == infinity<T> ? static_cast<long double>(near) - std::nextafter(near, T(0))
                                               : static_cast<long double>(next) - near;
  return std::fabs(static_cast<long double>(value) - static_cast<long double>(exact)) / unit;
}

/// The largest error of a float function over every 1009th bit pattern: 4.3 million arguments, all exponents and signs,
/// the NaNs and infinities among them. The reference is the double function of the library, some 2^-29 float ulps off.
template <class Ours, class Reference>
long double worst_float(Ours ours, Reference reference) {
  long double worst = 0;
  for (std::uint64_t bits = 0; bits <= 0xFFFFFFFFu; bits += 1009) {
    const float x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    worst = std::max(worst, ulps(ours(x), reference(static_cast<double>(x))));
  }
  return worst;
}

/// The largest error of a double function against long double: a million arguments in each of some ranges, and two
/// million bit patterns. Where long double is no wider than double there is nothing to compare with.
template <class Ours, class Reference>
long double worst_double(Ours ours, Reference reference, std::initializer_list<std::pair<double, double>> ranges) {
  long double worst = 0;
  Draws draws(stream_key({3, 0}, process_id("elementary")), 0, 0, 0);
  const auto look = [&](double x) { worst = std::max(worst, ulps(ours(x), reference(static_cast<long double>(x)))); };
  for (const auto& [low, high] : ranges) {
    for (int i = 0; i < 1'000'000; ++i) look(low + (high - low) * draws.uniform53());
  }
  for (int i = 0; i < 2'000'000; ++i) {
    const std::uint64_t high = draws.word();
    look(std::bit_cast<double>(high << 32 | draws.word()));
  }
  return worst;
}

constexpr bool have_reference = std::numeric_limits<long double>::digits > 53;

long double logistic_reference(long double x) {
  return 1 / (1 + std::exp(-x));
}

}  // namespace

TEST_CASE("exp is within 1 ulp", "[random][elementary]") {
  CHECK(worst_float([](float x) { return el::exp(x); }, [](double x) { return std::exp(x); }) < 1);
  if (have_reference) {
    CHECK(worst_double([](double x) { return el::exp(x); }, [](long double x) { return std::exp(x); },
                       {{-1, 1}, {-750, 715}, {-746, -707}, {-0.01, 0.01}}) < 1);
  }
}

TEST_CASE("log is within 1 ulp", "[random][elementary]") {
  CHECK(worst_float([](float x) { return el::log(x); }, [](double x) { return std::log(x); }) < 1);
  if (have_reference) {
    CHECK(worst_double([](double x) { return el::log(x); }, [](long double x) { return std::log(x); },
                       {{0.5, 2}, {0.999, 1.001}, {0, 0x1p-1022}, {0, 1000}}) < 1);
  }
}

TEST_CASE("logistic is within 3 ulp", "[random][elementary]") {
  CHECK(worst_float([](float x) { return el::logistic(x); },
                    [](double x) { return static_cast<double>(logistic_reference(x)); }) < 3);
  if (have_reference) {
    CHECK(worst_double([](double x) { return el::logistic(x); }, [](long double x) { return logistic_reference(x); },
                       {{-1, 1}, {-40, 40}, {-750, -700}}) < 3);
  }
}

TEST_CASE("tanh is within 3 ulp", "[random][elementary]") {
  CHECK(worst_float([](float x) { return el::tanh(x); }, [](double x) { return std::tanh(x); }) < 3);
  if (have_reference) {
    CHECK(worst_double([](double x) { return el::tanh(x); }, [](long double x) { return std::tanh(x); },
                       {{-1, 1}, {-20, 20}, {-1e-3, 1e-3}}) < 3);
  }
}

TEMPLATE_TEST_CASE("Elementary functions at the edges", "[random][elementary]", float, double) {
  using T = TestType;
  const T nan = std::numeric_limits<T>::quiet_NaN(), inf = infinity<T>, largest = std::numeric_limits<T>::max();
  const T tiny = std::numeric_limits<T>::denorm_min();
  const T edge = std::log(largest);

  CHECK(el::exp(T(0)) == 1);
  CHECK(el::exp(-T(0)) == 1);
  CHECK(el::exp(inf) == inf);
  CHECK(el::exp(largest) == inf);
  CHECK(el::exp(edge * T(1.001)) == inf);
  CHECK(el::exp(edge * T(0.9999)) < inf);
  CHECK(el::exp(-inf) == 0);
  CHECK(el::exp(-largest) == 0);
  CHECK(el::exp(std::log(tiny) - T(1)) == 0);
  CHECK(el::exp(std::log(tiny)) == tiny);
  CHECK(std::isnan(el::exp(nan)));

  CHECK(el::log(T(1)) == 0);
  CHECK_FALSE(std::signbit(el::log(T(1))));
  CHECK(el::log(T(0)) == -inf);
  CHECK(el::log(-T(0)) == -inf);
  CHECK(el::log(inf) == inf);
  CHECK(el::log(largest) == Approx(std::log(largest)));
  CHECK(el::log(tiny) == Approx(std::log(tiny)));
  for (const T x : {-tiny, T(-1), -largest, -inf, nan}) CHECK(std::isnan(el::log(x)));

  CHECK(el::logistic(T(0)) == T(0.5));
  CHECK(el::logistic(inf) == 1);
  CHECK(el::logistic(largest) == 1);
  CHECK(el::logistic(T(40)) == 1);
  CHECK(el::logistic(-inf) == 0);
  CHECK(el::logistic(-largest) == 0);
  CHECK(el::logistic(T(-80)) > 0);
  CHECK(std::isnan(el::logistic(nan)));

  CHECK(el::tanh(T(0)) == 0);
  CHECK(std::signbit(el::tanh(-T(0))));
  CHECK(el::tanh(tiny) == tiny);
  CHECK(el::tanh(inf) == 1);
  CHECK(el::tanh(-inf) == -1);
  CHECK(el::tanh(T(20)) == 1);
  CHECK(el::tanh(-largest) == -1);
  CHECK(el::tanh(T(0.7)) == -el::tanh(T(-0.7)));
  CHECK(std::isnan(el::tanh(nan)));
}

TEST_CASE("Elementary functions at compile time have the bits of run time", "[random][elementary]") {
  constexpr std::array at_compile_time{el::exp(1.25), el::log(3.75), el::logistic(-2.5), el::tanh(0.3)};
  volatile double a = 1.25, b = 3.75, c = -2.5, d = 0.3;
  CHECK(at_compile_time == std::array{el::exp(a), el::log(b), el::logistic(c), el::tanh(d)});
}

TEST_CASE("Loops have the bits of single calls", "[random][elementary]") {
  // The loop is vectorised in optimised builds, the calls behind a volatile are not.
  std::array<float, 1000> x{}, y{};
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) * 0.21f - 110;
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = el::exp(x[i]) + el::logistic(x[i]) + el::tanh(x[i]);
  for (std::size_t i = 0; i < x.size(); ++i) {
    volatile float alone = x[i];
    const float one = alone;
    REQUIRE(std::bit_cast<std::uint32_t>(y[i]) ==
            std::bit_cast<std::uint32_t>(el::exp(one) + el::logistic(one) + el::tanh(one)));
  }
}
