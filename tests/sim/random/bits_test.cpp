#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "sim/random/streams.hpp"

using namespace entremise;

// The bits themselves, stored: a build by any compiler, at any optimisation, on any machine must give them again. A
// change of one of these numbers changes the results of every scenario; it must be meant, and told to users.

namespace {

constexpr std::uint32_t n = 100'000;

/// 64-bit FNV-1a over the bits of values, every NaN counting as one and the same.
class Checksum {
 public:
  void add(std::uint64_t bits) {
    for (int byte = 0; byte < 8; ++byte) hash_ = (hash_ ^ (bits >> 8 * byte & 0xFF)) * 0x100000001b3ull;
  }
  void add(double value) {
    add(std::isnan(value) ? std::uint64_t{0x7FF8000000000000u} : std::bit_cast<std::uint64_t>(value));
  }
  void add(float value) {
    add(std::isnan(value) ? std::uint64_t{0x7FC00000u} : std::uint64_t{std::bit_cast<std::uint32_t>(value)});
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ull;
};

/// n values of one kind, from the streams of n entities.
template <class Draw>
std::uint64_t checksum(Draw draw) {
  const StreamKey key = stream_key({0x0123456789ABCDEFull, 5}, process_id("bits"));
  Checksum sum;
  for (std::uint32_t entity = 0; entity < n; ++entity) {
    Draws draws(key, entity, entity + 1, 12);
    sum.add(draw(draws));
  }
  return sum.value();
}

/// A function over n bit patterns spread over all exponents and both signs.
template <class T, class Function>
std::uint64_t checksum_of(Function function) {
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  const Bits stride = std::numeric_limits<Bits>::max() / n;
  Checksum sum;
  for (Bits i = 0; i < n; ++i) sum.add(function(std::bit_cast<T>(static_cast<Bits>(i * stride + i))));
  // and where the functions do most of their work
  for (Bits i = 0; i < n; ++i) sum.add(function((static_cast<T>(i) - T(0.5) * T(n)) * T(0x1p-11)));
  return sum.value();
}

}  // namespace

TEST_CASE("Every distribution gives its stored bits", "[random][bits]") {
  const std::vector<double> weights{0.1, 2, 0, 3.7, 0.01, 1};
  CHECK(checksum([](Draws& d) { return std::uint64_t{d.word()}; }) == 0x883f879e6524c720);
  CHECK(checksum([](Draws& d) { return d.uniform(); }) == 0x5578bf20e2154f18);
  CHECK(checksum([](Draws& d) { return d.uniform_float(); }) == 0x6acd878226fba1b9);
  CHECK(checksum([](Draws& d) { return d.uniform53(); }) == 0xcf6bc1068a03f124);
  CHECK(checksum([](Draws& d) { return std::uint64_t{d.chance(0.37)}; }) == 0xa2f5f0d373f3f2c4);
  CHECK(checksum([](Draws& d) { return std::uint64_t{d.below(0xAAAAAAAAu)}; }) == 0xcfdaf144c2beca0d);
  CHECK(checksum([](Draws& d) { return static_cast<std::uint64_t>(d.between(-700, 1200)); }) == 0x7bb6b73eb338e5da);
  CHECK(checksum([](Draws& d) { return d.normal(); }) == 0x86e11358581d5542);
  CHECK(checksum([](Draws& d) { return d.exponential(); }) == 0x902fa9256788762d);
  CHECK(checksum([](Draws& d) { return d.gumbel(); }) == 0xc2c209e1ef13f6c4);
  CHECK(checksum([](Draws& d) { return d.geometric(0.013); }) == 0xfa87e3c3ac6857fd);
  CHECK(checksum([&](Draws& d) { return std::uint64_t{d.choose(weights)}; }) == 0x38e410acbc94ee44);
  CHECK(checksum([](Draws& d) {
          std::uint64_t number = 0;
          for (const auto i : d.permutation(10)) number = number * 10 + i;
          return number;
        }) == 0xeccbad86218e57a1);
}

TEST_CASE("Keyed orders and choices give their stored bits", "[random][bits]") {
  const StreamKey key = stream_key({0x0123456789ABCDEFull, 5}, process_id("bits"));
  std::vector<std::uint32_t> ids(100);
  std::vector<double> weights(100);
  for (std::uint32_t i = 0; i < 100; ++i) {
    ids[i] = i * i;
    weights[i] = i % 13 * 0.1;
  }
  Checksum orders, choices;
  for (std::uint32_t month = 0; month < n / 100; ++month) {
    for (const auto id : keyed_order(ids, key, month)) orders.add(std::uint64_t{id});
    for (std::uint32_t owner = 0; owner < 100; ++owner) {
      choices.add(std::uint64_t{keyed_choice(ids, weights, key, month, owner)});
    }
  }
  CHECK(orders.value() == 0x584ed1c404e8a631);
  CHECK(choices.value() == 0x0df17bd143ff959c);
}

TEST_CASE("Every elementary function gives its stored bits", "[random][bits]") {
  CHECK(checksum_of<float>([](float x) { return elementary::exp(x); }) == 0x4b68abb33261e72c);
  CHECK(checksum_of<float>([](float x) { return elementary::log(x); }) == 0xf7c85b044f3447ea);
  CHECK(checksum_of<float>([](float x) { return elementary::logistic(x); }) == 0xed8497237a9160f0);
  CHECK(checksum_of<float>([](float x) { return elementary::tanh(x); }) == 0x534c234b847f9509);
  CHECK(checksum_of<double>([](double x) { return elementary::exp(x); }) == 0xea46048cef0014d3);
  CHECK(checksum_of<double>([](double x) { return elementary::log(x); }) == 0xa40e86b9c599c867);
  CHECK(checksum_of<double>([](double x) { return elementary::logistic(x); }) == 0xa75aef77ef74f696);
  CHECK(checksum_of<double>([](double x) { return elementary::tanh(x); }) == 0xdba1afbe813bdb56);
  CHECK(checksum_of<double>([](double x) { return normal_quantile(elementary::logistic(x)); }) == 0x8c51fb95c534abd9);
}
