#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "sim/engine/exact_sum.hpp"

using entremise::ExactSum;

namespace {

ExactSum sum_of(const std::vector<double>& terms) {
  ExactSum sum;
  for (const double x : terms) sum.add(x);
  return sum;
}
rc::Gen<std::vector<double>> terms() {
  // Of very different sizes, so that a plain sum would depend on their order.
  return rc::gen::container<std::vector<double>>(
      rc::gen::map(rc::gen::pair(rc::gen::inRange<std::int64_t>(-(std::int64_t{1} << 52), std::int64_t{1} << 52),
                                 rc::gen::inRange(0, 60)),
                   [](const auto& x) { return std::ldexp(static_cast<double>(x.first), -32 - x.second); }));
}

}  // namespace

TEST_CASE("a sum is the same in any order and in any parts") {
  CHECK(rc::check("order", [] {
    auto some = *terms();
    const ExactSum forwards = sum_of(some);
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    for (std::size_t i = some.size(); i > 1; --i) std::swap(some[i - 1], some[(seed * (2 * i + 1)) % i]);
    RC_ASSERT(sum_of(some) == forwards);
    const auto cut = static_cast<std::ptrdiff_t>(some.empty() ? 0 : seed % some.size());
    ExactSum parts = sum_of({some.begin() + cut, some.end()});
    parts += sum_of({some.begin(), some.begin() + cut});
    RC_ASSERT(parts == forwards);
  }));
}

TEST_CASE("a plain sum would not be: the property above can fail") {
  const std::vector<double> some{0x1p20, 0x1p-40, -0x1p20};
  CHECK((some[0] + some[1]) + some[2] != (some[0] + some[2]) + some[1]);
  CHECK(sum_of({some[0], some[1], some[2]}) == sum_of({some[0], some[2], some[1]}));
}

TEST_CASE("a term is rounded to the nearest multiple of 2^-30, ties to even") {
  const auto one = [](double x) { return sum_of({x}).value(); };
  CHECK(rc::check("error of a term at most 2^-31", [&] {
    for (const double x : *terms()) {
      RC_PRE(std::fabs(x) < 0x1p21);
      RC_ASSERT(std::fabs(one(x) - x) <= 0x1p-31);
      RC_ASSERT(one(x) == std::nearbyint(x * 0x1p30) * 0x1p-30);
    }
  }));
  CHECK(one(0x1p-31) == 0);
  CHECK(one(3 * 0x1p-31) == 0x1p-29);
  CHECK(one(-0x1p-31) == 0);
  CHECK(one(0x1.fffffffffffffp20) == 0x1p21);
  CHECK(one(-0x1.fffffffffffffp20) == -0x1p21);
}

TEST_CASE("floats from 2^-7 to 1 are added without any error") {
  CHECK(rc::check("exact", [] {
    const auto mantissas =
        *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(1u << 17, 1u << 24));
    std::uint64_t exact = 0;  // in multiples of 2^-24
    ExactSum sum;
    for (const std::uint32_t m : mantissas) {
      exact += m;
      sum.add(static_cast<float>(m) * 0x1p-24f);
    }
    RC_ASSERT(sum.value() == static_cast<double>(exact) * 0x1p-24);
  }));
  for (const float x : {0x1p-7f, 0x1.000002p-7f, 0x1.fffffep-7f, 0x1.fffffep-1f, 1.0f}) CHECK(sum_of({x}).value() == x);
}

TEST_CASE("ten million terms keep the bound") {
  ExactSum sum;
  for (int i = 0; i < 10'000'000; ++i) sum.add(0.1);
  CHECK(std::fabs(sum.value() - 1e6) <= 1e7 * 0x1p-31);
  static_assert([] {
    ExactSum s;
    s.add(0.5);
    return s.value();
  }() == 0.5);
}
