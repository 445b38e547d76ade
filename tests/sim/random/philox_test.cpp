#include "sim/random/philox.hpp"

#include <Random123/philox.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <vector>

using entremise::Block;
using entremise::philox;
using entremise::philox_batch;

namespace {

Block by_random123(Block counter, std::array<std::uint32_t, 2> key) {
  const r123::Philox4x32 generator;
  const auto block = generator(r123::Philox4x32::ctr_type{{counter[0], counter[1], counter[2], counter[3]}},
                               r123::Philox4x32::key_type{{key[0], key[1]}});
  return {block[0], block[1], block[2], block[3]};
}

}  // namespace

TEST_CASE("Philox4x32-10 gives Random123's published known answers", "[random][philox]") {
  const std::uint32_t ones = 0xFFFFFFFFu;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({ones, ones, ones, ones}, {ones, ones}) == Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Philox4x32-10 agrees with Random123 on any counter and key", "[random][philox]") {
  REQUIRE(rc::check([] {
    const auto counter = *rc::gen::container<Block>(rc::gen::arbitrary<std::uint32_t>());
    const auto key = *rc::gen::container<std::array<std::uint32_t, 2>>(rc::gen::arbitrary<std::uint32_t>());
    RC_ASSERT(philox(counter, key) == by_random123(counter, key));
  }));
  // The generator above favours small numbers; these are spread over all 192 bits by the generator itself.
  Block counter{1, 2, 3, 4};
  std::array<std::uint32_t, 2> key{5, 6};
  for (int i = 0; i < 100'000; ++i) {
    const Block next = philox(counter, key);
    REQUIRE(next == by_random123(counter, key));
    key = {next[0] ^ counter[2], next[1] ^ counter[3]};
    counter = next;
  }
}

TEST_CASE("A batch has the bits of single calls and writes nothing else", "[random][philox]") {
  REQUIRE(rc::check([] {
    const auto a = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
    const auto n = a.size();
    const auto b = *rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::arbitrary<std::uint32_t>());
    const auto month = *rc::gen::arbitrary<std::uint32_t>();
    const auto first = *rc::gen::arbitrary<std::uint32_t>();
    const auto blocks = *rc::gen::inRange<std::uint32_t>(0, 4);
    const auto stride = n + *rc::gen::inRange<std::size_t>(0, 5);
    const bool one_b = *rc::gen::arbitrary<bool>();
    const std::array<std::uint32_t, 2> key{*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::arbitrary<std::uint32_t>()};
    constexpr std::uint32_t untouched = 0xA5A5A5A5u;
    std::vector<std::uint32_t> words(4 * blocks * stride + 8, untouched);
    if (one_b) {
      philox_batch(a, 77u, month, first, blocks, key, words.data(), stride);
    } else {
      philox_batch(a, b, month, first, blocks, key, words.data(), stride);
    }
    for (std::uint32_t k = 0; k < blocks; ++k) {
      for (std::size_t w = 0; w < 4; ++w) {
        for (std::size_t i = 0; i < stride; ++i) {
          const auto got = words[(4 * k + w) * stride + i];
          RC_ASSERT(got == (i < n ? philox({a[i], one_b ? 77u : b[i], month, first + k}, key)[w] : untouched));
        }
      }
    }
    for (std::size_t i = words.size() - 8; i < words.size(); ++i) RC_ASSERT(words[i] == untouched);
  }));
}

TEST_CASE("A batch of every length up to five groups has the bits of single calls", "[random][philox]") {
  for (std::size_t n = 0; n <= 5 * entremise::philox_lanes; ++n) {
    std::vector<std::uint32_t> a(n), b(n), words(4 * n);
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = static_cast<std::uint32_t>(0xFFFFFFF0u + i);
      b[i] = static_cast<std::uint32_t>(i * 0x9E3779B9u);
    }
    philox_batch(a, b, 11, 0xFFFFFFFFu, 1, {0xFFFFFFFFu, 3}, words.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
      const Block block = philox({a[i], b[i], 11, 0xFFFFFFFFu}, {0xFFFFFFFFu, 3});
      for (std::size_t w = 0; w < 4; ++w) REQUIRE(words[w * n + i] == block[w]);
    }
  }
}
