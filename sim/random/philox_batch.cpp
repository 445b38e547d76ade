#include <algorithm>

#include "sim/random/philox.hpp"

#if defined(__AVX2__) || defined(__SSE2__)
#include <immintrin.h>
#endif

namespace entremise {
namespace {

// Every 32-bit word sits in a 64-bit lane whose upper half is left dirty: the 32 x 32 -> 64 bit multiplication of x86
// reads lower halves only, so a round needs no shuffling. That one instruction is written by hand, as GCC 12 finds it
// in some shapes of the loop and not in others, at a cost of up to seven times; the rest is plain vector arithmetic.
#if defined(__AVX512F__)
using Vector [[gnu::vector_size(64)]] = unsigned long long;
inline Vector multiply_low_halves(Vector x, Vector y) noexcept {
  return reinterpret_cast<Vector>(
      _mm512_maskz_mul_epu32(0xFF, reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(y)));
}
#elif defined(__AVX2__)
using Vector [[gnu::vector_size(32)]] = unsigned long long;
inline Vector multiply_low_halves(Vector x, Vector y) noexcept {
  return reinterpret_cast<Vector>(_mm256_mul_epu32(reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(y)));
}
#else
using Vector [[gnu::vector_size(16)]] = unsigned long long;
inline Vector multiply_low_halves(Vector x, Vector y) noexcept {
#if defined(__SSE2__)
  return reinterpret_cast<Vector>(_mm_mul_epu32(reinterpret_cast<__m128i>(x), reinterpret_cast<__m128i>(y)));
#else
  return (x & 0xFFFFFFFFull) * (y & 0xFFFFFFFFull);
#endif
}
#endif

constexpr std::size_t width = sizeof(Vector) / sizeof(std::uint64_t);
using HalfVector [[gnu::vector_size(sizeof(Vector) / 2)]] = std::uint32_t;

// Vectors per word in flight: one waits for its own multiplications, four spill where there are 16 registers.
constexpr std::size_t ways = 2;
constexpr std::size_t lanes = ways * width;
static_assert(philox_lanes % lanes == 0);

inline Vector load(const std::uint32_t* from) noexcept {
  HalfVector narrow;
  __builtin_memcpy(&narrow, from, sizeof narrow);
  return __builtin_convertvector(narrow, Vector);
}

inline void store(std::uint32_t* to, Vector wide) noexcept {
  const HalfVector narrow = __builtin_convertvector(wide, HalfVector);
  __builtin_memcpy(to, &narrow, sizeof narrow);
}

inline Vector all(std::uint32_t value) noexcept {
  return Vector{} + value;
}

void philox_group(const std::uint32_t* a, const std::uint32_t* b, std::uint32_t month, std::uint32_t block,
                  std::array<std::uint32_t, 2> key, std::uint32_t* words, std::size_t stride) noexcept {
  Vector counter[4][ways];
  for (std::size_t i = 0; i < ways; ++i) {
    counter[0][i] = load(a + i * width);
    counter[1][i] = load(b + i * width);
    counter[2][i] = all(month);
    counter[3][i] = all(block);
  }
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < ways; ++i) {
      const Vector first = multiply_low_halves(all(0xD2511F53u), counter[0][i]);
      const Vector second = multiply_low_halves(all(0xCD9E8D57u), counter[2][i]);
      counter[0][i] = (second >> 32) ^ counter[1][i] ^ all(key[0]);
      counter[1][i] = second;
      counter[2][i] = (first >> 32) ^ counter[3][i] ^ all(key[1]);
      counter[3][i] = first;
    }
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  for (std::size_t word = 0; word < 4; ++word) {
    for (std::size_t i = 0; i < ways; ++i) store(words + word * stride + i * width, counter[word][i]);
  }
}

/// `b` has one id per entity (step 1) or `lanes` times the same one (step 0).
void fill(std::span<const std::uint32_t> a, const std::uint32_t* b, std::size_t step, std::uint32_t month,
          std::uint32_t first_block, std::uint32_t blocks, std::array<std::uint32_t, 2> key, std::uint32_t* words,
          std::size_t stride) noexcept {
  const std::size_t n = a.size();
  const std::size_t whole = n - n % lanes;
  for (std::size_t i = 0; i < whole; i += lanes) {
    for (std::uint32_t k = 0; k < blocks; ++k) {
      philox_group(&a[i], b + step * i, month, first_block + k, key, words + std::size_t{4} * k * stride + i, stride);
    }
  }
  if (whole == n) return;
  std::array<std::uint32_t, lanes> last_a{}, last_b{};
  std::copy_n(a.data() + whole, n - whole, last_a.begin());
  std::copy_n(b + step * whole, n - whole, last_b.begin());
  for (std::uint32_t k = 0; k < blocks; ++k) {
    std::array<std::uint32_t, 4 * lanes> last_words;
    philox_group(last_a.data(), last_b.data(), month, first_block + k, key, last_words.data(), lanes);
    for (std::size_t word = 0; word < 4; ++word) {
      std::copy_n(last_words.data() + word * lanes, n - whole, words + (std::size_t{4} * k + word) * stride + whole);
    }
  }
}

}  // namespace

void philox_batch(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::uint32_t month,
                  std::uint32_t first_block, std::uint32_t blocks, std::array<std::uint32_t, 2> key,
                  std::uint32_t* words, std::size_t stride) noexcept {
  fill(a, b.data(), 1, month, first_block, blocks, key, words, stride);
}

void philox_batch(std::span<const std::uint32_t> a, std::uint32_t b, std::uint32_t month, std::uint32_t first_block,
                  std::uint32_t blocks, std::array<std::uint32_t, 2> key, std::uint32_t* words,
                  std::size_t stride) noexcept {
  std::array<std::uint32_t, lanes> same;
  same.fill(b);
  fill(a, same.data(), 0, month, first_block, blocks, key, words, stride);
}

}  // namespace entremise
