#include <algorithm>
#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "sim/random/streams.hpp"
#include "tests/sim/random/chi_square.hpp"

using namespace entremise;
using namespace entremise::testing;

// Neighbouring keys are what a model uses all the time (actor 7 and 8, this month and the next), so it is there that
// a weak scheme would show. Six checks for each of ten families and 41 of a lattice of keys: 101 in all; were the seeds
// drawn anew, one or more would fail a perfect generator with probability 0.64 % (101 times 6.3e-5).

namespace {

constexpr std::uint32_t n = 100'000;
constexpr Luck luck{20'260'101, 3};

using First = std::function<std::uint32_t(std::uint32_t i)>;  ///< a first word for every i

std::uint32_t first_word(Luck of, std::string_view process, std::uint32_t a, std::uint32_t b, std::uint32_t month) {
  return Draws(stream_key(of, process_id(process)), a, b, month).word();
}

void check_independent(const First& left, const First& right) {
  std::vector<std::uint64_t> singles(256), pairs(256), low_bits(256), serial(256);
  double product = 0;
  std::uint64_t differing = 0;
  std::uint32_t before = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t x = left(i), y = right(i);
    ++singles[x >> 24];
    ++pairs[(x >> 28) << 4 | y >> 28];
    ++low_bits[(x & 15) << 4 | (y & 15)];
    ++serial[(before >> 28) << 4 | x >> 28];
    before = x;
    product += (x * 0x1p-32 - 0.5) * (y * 0x1p-32 - 0.5);
    differing += static_cast<std::uint64_t>(std::popcount(x ^ y));
  }
  --serial[left(0) >> 28];  // the first has nothing before it
  CHECK(std::fabs(uniform_z(singles)) <= bound);
  CHECK(std::fabs(uniform_z(pairs)) <= bound);
  CHECK(std::fabs(uniform_z(low_bits)) <= bound);
  CHECK(std::fabs(uniform_z(serial)) <= bound);
  CHECK(std::fabs(mean_z(product, n, 0, 1.0 / 144)) <= bound);
  CHECK(std::fabs(mean_z(static_cast<double>(differing), n, 16, 8)) <= bound);
}

}  // namespace

TEST_CASE("Streams of neighbouring actors are independent", "[random][independence]") {
  check_independent([](auto i) { return first_word(luck, "p", i, no_entity, 0); },
                    [](auto i) { return first_word(luck, "p", i + 1, no_entity, 0); });
}

TEST_CASE("Streams of neighbouring relations are independent", "[random][independence]") {
  check_independent([](auto i) { return first_word(luck, "p", i, i + 1, 0); },
                    [](auto i) { return first_word(luck, "p", i, i + 2, 0); });
}

TEST_CASE("The two sides of a relation are independent", "[random][independence]") {
  check_independent([](auto i) { return first_word(luck, "p", i, i + 1, 0); },
                    [](auto i) { return first_word(luck, "p", i + 1, i, 0); });
}

TEST_CASE("Streams of neighbouring months are independent", "[random][independence]") {
  check_independent([](auto i) { return first_word(luck, "p", 5, 6, i); },
                    [](auto i) { return first_word(luck, "p", 5, 6, i + 1); });
}

TEST_CASE("Streams of neighbouring replicates are independent", "[random][independence]") {
  check_independent(
      [](auto i) {
        return first_word({1, i}, "p", 5, 6, 0);
      },
      [](auto i) {
        return first_word({1, i + 1}, "p", 5, 6, 0);
      });
}

TEST_CASE("Streams of neighbouring seeds are independent", "[random][independence]") {
  check_independent(
      [](auto i) {
        return first_word({i, 0}, "p", 5, 6, 0);
      },
      [](auto i) {
        return first_word({std::uint64_t{i} + 1, 0}, "p", 5, 6, 0);
      });
}

TEST_CASE("A seed and a replicate are not exchangeable", "[random][independence]") {
  check_independent(
      [](auto i) {
        return first_word({i, 1}, "p", 5, 6, 0);
      },
      [](auto i) {
        return first_word({1, i + 2}, "p", 5, 6, 0);
      });
}

TEST_CASE("Streams of two processes are independent", "[random][independence]") {
  check_independent([](auto i) { return first_word(luck, "process 1", i, no_entity, 0); },
                    [](auto i) { return first_word(luck, "process 2", i, no_entity, 0); });
}

TEST_CASE("An actor's month and its neighbour's next month are independent", "[random][independence]") {
  check_independent([](auto i) { return first_word(luck, "p", i, no_entity, i); },
                    [](auto i) { return first_word(luck, "p", i + 1, no_entity, i + 1); });
}

TEST_CASE("Streams of neighbouring identities of processes are independent", "[random][independence]") {
  check_independent([](auto i) { return Draws(stream_key(luck, i), 5, 6, 0).word(); },
                    [](auto i) { return Draws(stream_key(luck, i + 1), 5, 6, 0).word(); });
}

// All keys whose seed, replicate, process, month and two ids are each one of eight neighbours: equidistributed in every
// bit and in bytes, independent along each of the six axes, and no more often equal than chance has it.
TEST_CASE("A lattice of neighbouring keys is equidistributed and independent along all of its axes",
          "[random][independence]") {
  constexpr std::uint32_t axes = 6, size = 1u << 3 * axes;
  std::vector<std::uint32_t> words(size);
  for (std::uint32_t key = 0; key < size; ++key) {
    const auto at = [key](std::uint32_t axis) { return key >> 3 * axis & 7; };
    const Luck of{100 + at(0), at(1)};
    words[key] = Draws(stream_key(of, 40 + at(2)), 1000 + at(3), 2000 + at(4), at(5)).word();
  }

  std::vector<std::uint64_t> high(256), low(256);
  std::array<std::uint64_t, 32> ones{};
  for (const std::uint32_t word : words) {
    ++high[word >> 24];
    ++low[word & 255];
    for (std::size_t bit = 0; bit < 32; ++bit) ones[bit] += word >> bit & 1;
  }
  CHECK(std::fabs(uniform_z(high)) <= bound);
  CHECK(std::fabs(uniform_z(low)) <= bound);
  for (const std::uint64_t count : ones) CHECK(std::fabs(mean_z(static_cast<double>(count), size, 0.5, 0.25)) <= bound);

  for (std::uint32_t axis = 0; axis < axes; ++axis) {
    CAPTURE(axis);
    std::vector<std::uint64_t> pairs(256);
    for (std::uint32_t key = 0; key < size; ++key)
      if ((key >> 3 * axis & 7) < 7) ++pairs[words[key] >> 28 << 4 | words[key + (1u << 3 * axis)] >> 28];
    CHECK(std::fabs(uniform_z(pairs)) <= bound);
  }

  // Of n words of 32 bits about n (n - 1) / 2^33 pairs are equal, a Poisson number: 8 of 2^18.
  std::ranges::sort(words);
  std::uint64_t equal = 0;
  for (std::uint32_t k = 1; k < size; ++k) equal += words[k] == words[k - 1] ? 1 : 0;
  CHECK(std::fabs(mean_z(static_cast<double>(equal), 1, 8, 8)) <= bound);
}

TEST_CASE("A key that left something out, or a bare counter, would be noticed", "[random][independence]") {
  std::vector<std::uint64_t> pairs(256), counters(256);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t word = first_word(luck, "p", i, no_entity, 0);
    ++pairs[word >> 28 << 4 | word >> 28];
    ++counters[i >> 24];
  }
  CHECK(uniform_z(pairs) > bound);
  CHECK(uniform_z(counters) > bound);
}
