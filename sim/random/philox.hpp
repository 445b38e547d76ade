#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace entremise {

/// Four random words: what one call of the generator gives, and also the shape of its counter.
using Block = std::array<std::uint32_t, 4>;

/// Philox4x32-10: a bijection of 128-bit counters for every 64-bit key, whose outputs pass as independent uniform
/// words (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405;
/// multipliers and key increments are theirs). Written out here so that it can run at compile time and in batches;
/// the tests hold it to the bits of Random123, the authors' own library.
[[nodiscard]] constexpr Block philox(Block counter, std::array<std::uint32_t, 2> key) noexcept {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t first = std::uint64_t{0xD2511F53u} * counter[0];
    const std::uint64_t second = std::uint64_t{0xCD9E8D57u} * counter[2];
    counter = {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
               static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  return counter;
}

static_assert(philox({}, {}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
              "Philox4x32-10 does not give Random123's first known answer");

/// What batches are cut into: lengths that are multiples of it waste no lane, and 64 and more reach full speed.
inline constexpr std::size_t philox_lanes = 16;

/// Many blocks at once, with the bits of `philox` (several times faster than one call after the other: several
/// counters share each vector instruction). For entity i of n = a.size() and k = 0..blocks-1, the block of counter
/// {a[i], b[i], month, first_block + k} is written as columns: word w goes to `words[(4 * k + w) * stride + i]`.
/// \param b      as long as a
/// \param words  room for 4 * blocks columns of `stride` words each
/// \param stride distance from a column to the next, in words; at least n
void philox_batch(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::uint32_t month,
                  std::uint32_t first_block, std::uint32_t blocks, std::array<std::uint32_t, 2> key,
                  std::uint32_t* words, std::size_t stride) noexcept;

/// The same with one b for all.
void philox_batch(std::span<const std::uint32_t> a, std::uint32_t b, std::uint32_t month, std::uint32_t first_block,
                  std::uint32_t blocks, std::array<std::uint32_t, 2> key, std::uint32_t* words,
                  std::size_t stride) noexcept;

}  // namespace entremise
