#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>
#if defined(__BMI2__)
#include <immintrin.h>
#endif

namespace entremise {

/// In place of a slot where there is no relation.
inline constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();

/// Who is tied to whom in a small graph: a row of bits for each actor, and where the sides of every pair lie. With it,
/// common contacts are found by whole words and a pair by one look, several times faster than by merging and searching
/// rows. Its size goes with the square of the actors, hence the limit.
class NearTable {
 public:
  /// Graphs of up to this many actors have a table: 1 MiB at most, which stays in a second-level cache.
  static constexpr std::uint32_t most_actors = 512;

  /// No table.
  NearTable() = default;
  /// So many actors, none of them tied.
  explicit NearTable(std::uint32_t actors)
      : actors_(actors),
        words_((actors + 63) / 64),
        bits_(std::size_t{actors} * words_),
        sides_(std::size_t{actors} * actors, no_side) {}

  /// Whether there is no table.
  [[nodiscard]] bool empty() const noexcept { return actors_ == 0; }
  /// Ties a and b, whose relation lies in that slot.
  void set(std::uint32_t a, std::uint32_t b, std::uint32_t slot) noexcept {
    bits_[std::size_t{a} * words_ + b / 64] |= std::uint64_t{1} << b % 64;
    bits_[std::size_t{b} * words_ + a / 64] |= std::uint64_t{1} << a % 64;
    sides_[std::size_t{a} * actors_ + b] = static_cast<std::int32_t>(2 * slot + (a > b ? 1 : 0));
    sides_[std::size_t{b} * actors_ + a] = static_cast<std::int32_t>(2 * slot + (a > b ? 0 : 1));
  }
  /// Unties them.
  void clear(std::uint32_t a, std::uint32_t b) noexcept {
    bits_[std::size_t{a} * words_ + b / 64] &= ~(std::uint64_t{1} << b % 64);
    bits_[std::size_t{b} * words_ + a / 64] &= ~(std::uint64_t{1} << a % 64);
    sides_[std::size_t{a} * actors_ + b] = sides_[std::size_t{b} * actors_ + a] = no_side;
  }
  /// The slot of a pair, or no_slot.
  [[nodiscard]] std::uint32_t slot(std::uint32_t a, std::uint32_t b) const noexcept {
    const std::int32_t side = sides_[std::size_t{a} * actors_ + b];
    return side == no_side ? no_slot : static_cast<std::uint32_t>(side) / 2;
  }
  /// For each pair of actors, the place of what the first holds of the second in a column of sides, or -1: that of
  /// (i, j) at i * actors + j. Signed, as processors gather by signed indices.
  [[nodiscard]] const std::int32_t* sides() const noexcept { return sides_.data(); }

  /// How many actors are tied to both.
  [[nodiscard]] std::uint32_t count_common(std::uint32_t a, std::uint32_t b) const noexcept {
    int count = 0;
    for (std::size_t w = 0; w < words_; ++w) count += std::popcount(common(a, b, w));
    return static_cast<std::uint32_t>(count);
  }
  /// Calls f(actor) for each actor tied to both, ascending.
  template <class F>
  void for_common(std::uint32_t a, std::uint32_t b, F f) const {
    for (std::size_t w = 0; w < words_; ++w)
      for (std::uint64_t left = common(a, b, w); left != 0; left &= left - 1)
        f(static_cast<std::uint32_t>(64 * w) + static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  /// Two choices of some of those tied to both, by their ranks: bit k of a choice stands for the (first + k)-th (from
  /// 0, ascending). Writes tags[c] + the actor for each bit of choices[c], in no order between the two but ascending
  /// within each, and returns behind the last one.
  /// \param to with room for 15 more than are chosen, which may be overwritten
  std::uint32_t* pick_common(std::uint32_t a, std::uint32_t b, std::uint32_t first,
                             std::array<std::uint16_t, 2> choices, std::array<std::uint32_t, 2> tags,
                             std::uint32_t* to) const noexcept {
    // `left`: the choice among this word's actors and those behind; `skip`: how many of them come before its first.
    std::uint64_t left_0 = choices[0], left_1 = choices[1];
    std::uint32_t skip = first;
    const std::uint64_t* const row_a = bits_.data() + std::size_t{a} * words_;
    const std::uint64_t* const row_b = bits_.data() + std::size_t{b} * words_;
    for (std::uint32_t w = 0; w < words_; ++w) {
      const std::uint64_t both = row_a[w] & row_b[w];
      const auto here = static_cast<std::uint32_t>(std::popcount(both));
      if (here <= skip) {
        skip -= here;
        continue;
      }
      // What is shifted out lies beyond this word in any case: there are no more than 64 in it.
      to = list(deposit(left_0 << skip, both), tags[0] + 64 * w, to);
      to = list(deposit(left_1 << skip, both), tags[1] + 64 * w, to);
      const std::uint32_t used = here - skip;
      left_0 = used < 64 ? left_0 >> used : 0;
      left_1 = used < 64 ? left_1 >> used : 0;
      skip = 0;
    }
    return to;
  }
  /// Memory held, in bytes.
  [[nodiscard]] std::size_t bytes() const noexcept {
    return bits_.capacity() * sizeof(bits_[0]) + sides_.capacity() * sizeof(sides_[0]);
  }

  /// Whether the same actors are tied, by relations in the same slots.
  bool operator==(const NearTable&) const = default;

 private:
  [[nodiscard]] std::uint64_t common(std::uint32_t a, std::uint32_t b, std::size_t w) const noexcept {
    return bits_[std::size_t{a} * words_ + w] & bits_[std::size_t{b} * words_ + w];
  }
  /// The bits of `mask` whose ranks (from 0, ascending) are the bits of `ranks`.
  [[nodiscard]] static std::uint64_t deposit(std::uint64_t ranks, std::uint64_t mask) noexcept {
#if defined(__BMI2__)
    return _pdep_u64(ranks, mask);
#else
    std::uint64_t chosen = 0;
    for (; ranks != 0 && mask != 0; ranks >>= 1, mask &= mask - 1)
      if ((ranks & 1) != 0) chosen |= mask & ~(mask - 1);
    return chosen;
#endif
  }
  /// Writes base + the place of each bit, of which there are at most 16, and returns behind the last one.
  static std::uint32_t* list(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) noexcept {
#if defined(__AVX512VBMI2__) && defined(__AVX512F__)
    // Without a branch: a loop over the bits ends where no processor guesses.
    const __m512i places =
        _mm512_set_epi64(0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120,
                         0x1F1E1D1C1B1A1918, 0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
    const __m128i found = _mm512_castsi512_si128(_mm512_maskz_compress_epi8(bits, places));
    _mm512_storeu_si512(to, _mm512_add_epi32(_mm512_cvtepu8_epi32(found), _mm512_set1_epi32(static_cast<int>(base))));
    return to + std::popcount(bits);
#else
    for (; bits != 0; bits &= bits - 1) *to++ = base + static_cast<std::uint32_t>(std::countr_zero(bits));
    return to;
#endif
  }

  static constexpr std::int32_t no_side = -1;

  std::uint32_t actors_ = 0;
  std::size_t words_ = 0;
  std::vector<std::uint64_t> bits_;
  std::vector<std::int32_t> sides_;
};

}  // namespace entremise
