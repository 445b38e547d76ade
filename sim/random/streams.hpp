#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>
#ifdef ENTREMISE_CHECKS
#include <cassert>
#endif

#include "sim/random/elementary.hpp"
#include "sim/random/normal_quantile.hpp"
#include "sim/random/philox.hpp"

/// Keyed streams of random numbers. Every draw is a pure function of (seed, replicate, process, month, entity ids, n):
/// never of the scenario, of a thread, of a place in memory or of what was drawn elsewhere. So the scenarios of one
/// replicate share their luck, and a checkpoint has no generator to save.
namespace entremise {

/// What fixes all the luck of a run.
struct Luck {
  std::uint64_t seed = 0;       ///< of the study
  std::uint32_t replicate = 0;  ///< repetition; the same one of two scenarios has the same luck
};

/// Identity of a process: the 32-bit FNV-1a hash of its name (Fowler, Noll & Vo; constants as in
/// draft-eastlake-fnv). Of 100 names two clash with a chance of about one in a million; the engine refuses a clash.
[[nodiscard]] constexpr std::uint32_t process_id(std::string_view name) noexcept {
  std::uint32_t hash = 2166136261u;
  for (const char letter : name) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 16777619u;
  return hash;
}

/// A name as a template argument: `template <Name name> struct Phase;` `Phase<"encounters">`. The name is the identity,
/// so inserting or reordering processes moves no other one's draws.
template <std::size_t N>
struct Name {
  char text[N]{};  ///< with its closing zero; public because a template argument must be structural

  /// Of a literal.
  // NOLINTNEXTLINE(google-explicit-constructor): a literal must convert by itself
  constexpr Name(const char (&literal)[N]) noexcept { std::copy_n(literal, N, text); }
  /// The name without its closing zero.
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
  /// Its process_id().
  [[nodiscard]] constexpr std::uint32_t hash() const noexcept { return process_id(view()); }
};

/// Key of all the streams of one process in one replicate.
struct StreamKey {
  std::array<std::uint32_t, 2> words{};  ///< the key of Philox
  /// Whether the streams are the same.
  friend constexpr bool operator==(const StreamKey&, const StreamKey&) = default;
};

/// The key of a process. It is cut from 128 random bits to 64, so two keys may coincide by chance: among N keys (seeds
/// times replicates times processes of a study) with probability near N² / 2^65, that is 3e-8 for a million keys.
/// Two processes would then see the same luck; nothing worse.
[[nodiscard]] constexpr StreamKey stream_key(Luck luck, std::uint32_t process) noexcept {
  const Block block = philox({luck.replicate, process, 0, 0xFFFFFFFFu},
                             {static_cast<std::uint32_t>(luck.seed), static_cast<std::uint32_t>(luck.seed >> 32)});
  return {{block[0], block[1]}};
}

/// In place of an entity's id where a stream has fewer than two: an actor's stream is (id, no_entity), the world's
/// (no_entity, no_entity); a relation's is (a, b) with a < b, one of its sides' (from, to).
inline constexpr std::uint32_t no_entity = 0xFFFFFFFFu;

/// Blocks first, first + 1, ... of a stream computed beforehand, by `philox_batch` or one by one: the n-th word of them
/// lies at `words[n * stride]`. Read, never copied; they must outlive the stream.
struct ReadyBlocks {
  const std::uint32_t* words = nullptr;  ///< the first word of the first block
  std::size_t stride = 1;                ///< from a word to the next
  std::uint32_t blocks = 0;              ///< how many are ready
  std::uint32_t first = 0;               ///< number of the first one
};

/// The stream of one entity (or pair) in one process and month: words n = 0, 1, ... of the Philox counters
/// {a, b, month, n / 4}. The pair is the counter itself, not a hash of it, so no two streams of a key ever overlap.
///
/// Unless its text says otherwise, a draw takes a fixed number of words, whatever its arguments are: that keeps the
/// draws after it paired between scenarios whose parameters differ. A draw by inversion (`normal`, `exponential`,
/// `gumbel`) takes one word and grows with it, so that it is paired as well. Where a process has uses of varying
/// length (`below`, `shuffle`, a loop), give each its own block with `skip_to`.
///
/// Not copyable: two copies would give the same numbers twice.
class Draws {
 public:
  /// The stream of (a, b) in a month, from its first word.
  /// \param ready blocks of the very same stream, if some were computed beforehand
  Draws(StreamKey key, std::uint32_t a, std::uint32_t b, std::uint32_t month, ReadyBlocks ready = {}) noexcept
      : key_(key.words), a_(a), b_(b), month_(month), ready_words_(std::uint64_t{4} * ready.blocks), ready_(ready) {}
  Draws(const Draws&) = delete;
  Draws& operator=(const Draws&) = delete;

  /// The next word: 32 uniform bits.
  [[nodiscard]] std::uint32_t word() noexcept {
    const std::uint64_t n = next_++;
    const std::uint64_t k = n - std::uint64_t{4} * ready_.first;  // huge where n lies before the ready ones
    if (k < ready_words_) return ready_.words[k * ready_.stride];
    if (n % 4 == 0) {
#ifdef ENTREMISE_CHECKS
      assert(n / 4 < first_reserved_block && "a stream ran out of blocks");
#endif
      block_ = philox({a_, b_, month_, static_cast<std::uint32_t>(n / 4)}, key_);
    }
    return block_[n % 4];
  }

  /// The next N words at once: cheaper than one by one where all of them are ready.
  template <std::size_t N>
  [[nodiscard]] std::array<std::uint32_t, N> take() noexcept {
    std::array<std::uint32_t, N> words;
    const std::uint64_t k = next_ - std::uint64_t{4} * ready_.first;
    if (k < ready_words_ && k + N <= ready_words_) {
      for (std::size_t i = 0; i < N; ++i) words[i] = ready_.words[(k + i) * ready_.stride];
      next_ += N;
    } else {
      for (std::uint32_t& w : words) w = word();
    }
    return words;
  }
  /// What chance(p) says of a given word, for words that take() gave.
  [[nodiscard]] static bool happens(std::uint32_t word, double p) noexcept {
    return word < p * 0x1p32;
  }

  /// The same for a chance in single precision, as 1 or 0, and in numbers of 32 bits alone: for loops over many
  /// entities, where a double would take half of a vector's lanes. It says what happens() says.
  [[nodiscard]] static std::uint32_t happens_float(std::uint32_t word, float p) noexcept {
    constexpr float sure = 0x1p32f, most_unsure = 0x1.fffffep31f;
    const float scaled = p * sure;
    const float capped = scaled > most_unsure ? most_unsure : scaled;
    const float limit = capped > 0 ? capped : 0;  // a NaN ends here
    // The next whole number: below 2^24 the limit may have a fraction, from there on it is whole.
    const auto whole = static_cast<std::uint32_t>(limit);
    const std::uint32_t next = whole + (static_cast<float>(whole) < limit ? 1u : 0u);
    return (word < next ? 1u : 0u) | (scaled >= sure ? 1u : 0u);
  }

  /// In [0, 1), a multiple of 2^-32; one word.
  [[nodiscard]] double uniform() noexcept {
    return word() * 0x1p-32;
  }
  /// In [0, 1), a multiple of 2^-24; one word.
  [[nodiscard]] float uniform_float() noexcept {
    return static_cast<float>(word() >> 8) * 0x1p-24f;
  }
  /// In [0, 1), a multiple of 2^-53; two words.
  [[nodiscard]] double uniform53() noexcept {
    return static_cast<double>(two_words() >> 11) * 0x1p-53;
  }

  /// True with probability p, to within 2^-32: never for p ≤ 0 (or NaN), always for p ≥ 1. One word in every case, so a
  /// lever at zero leaves the draws after it where they were. True at p is true at every larger p.
  [[nodiscard]] bool chance(double p) noexcept {
    return happens(word(), p);
  }

  /// Uniform in 0..n-1, n ≥ 1, exactly: a word that would favour some numbers is rejected and the next one taken
  /// (Lemire 2019, doi:10.1145/3230636), with probability below n / 2^32.
  [[nodiscard]] std::uint32_t below(std::uint32_t n) noexcept {
#ifdef ENTREMISE_CHECKS
    assert(n >= 1);
#endif
    std::uint64_t product = std::uint64_t{word()} * n;
    if (static_cast<std::uint32_t>(product) < n) {
      const std::uint32_t surplus = (0u - n) % n;  // 2^32 mod n
      while (static_cast<std::uint32_t>(product) < surplus) product = std::uint64_t{word()} * n;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

  /// Uniform in low..high, both included, low ≤ high; words as `below`.
  [[nodiscard]] std::int32_t between(std::int32_t low, std::int32_t high) noexcept {
    const std::uint32_t count = static_cast<std::uint32_t>(high) - static_cast<std::uint32_t>(low) + 1;  // 0: all 2^32
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(low) + (count == 0 ? word() : below(count)));
  }

  /// Standard normal, by inversion at the midpoints of 2^32 equal cells: |z| stays below 6.4. One word.
  [[nodiscard]] double normal() noexcept {
    return normal_quantile((word() + 0.5) * 0x1p-32);
  }

  /// Standard exponential (mean 1), by inversion as `normal`: below 22.9. One word.
  [[nodiscard]] double exponential() noexcept {
    return -elementary::log((0x1p32 - 0.5 - word()) * 0x1p-32);
  }

  /// Standard Gumbel (maximum form: mode 0, mean 0.5772...), by inversion as `normal`; one word. The largest of
  /// log(weight) + gumbel is a choice in proportion to the weights.
  [[nodiscard]] double gumbel() noexcept {
    return -elementary::log(-elementary::log((word() + 0.5) * 0x1p-32));
  }

  /// Failures before the first success, each trial succeeding with probability p: 0, 1, ...; the largest integer where
  /// p ≤ 0. Never grows with p. Two words.
  [[nodiscard]] std::uint64_t geometric(double p) noexcept;

  /// Index drawn in proportion to `weights` (at most 0 or NaN: never drawn); weights.size() if none is positive.
  /// Two words. Where the candidates differ between scenarios, `keyed_choice` keeps the pairing and this does not.
  [[nodiscard]] std::size_t choose(std::span<const double> weights) noexcept;

  /// Uniform random order in place (Fisher-Yates); size - 1 calls of `below`.
  template <class T>
  void shuffle(std::span<T> items) noexcept {
    for (std::size_t left = items.size(); left > 1; --left) {
      using std::swap;
      swap(items[left - 1], items[below(static_cast<std::uint32_t>(left))]);
    }
  }

  /// 0..n-1 in uniform random order; words as `shuffle`. Where who takes part differs between scenarios, see
  /// `keyed_order`.
  [[nodiscard]] std::vector<std::uint32_t> permutation(std::uint32_t n);

  /// The next word will be the first of this block, whatever was taken so far: two uses within one process, each with
  /// its own first block, do not shift each other. The two last blocks are not to be drawn from (keyed choices use
  /// them).
  void skip_to(std::uint32_t block) noexcept {
    next_ = std::uint64_t{4} * block;
  }

  /// Number of the next word.
  [[nodiscard]] std::uint64_t position() const noexcept {
    return next_;
  }

  /// The first of the blocks kept for `keyed_order` and `keyed_choice`.
  static constexpr std::uint32_t first_reserved_block = 0xFFFFFFFEu;

 private:
  std::uint64_t two_words() noexcept {
    const std::uint64_t high = word();
    return high << 32 | word();
  }

  std::array<std::uint32_t, 2> key_;
  std::uint32_t a_, b_, month_;
  std::uint64_t next_ = 0;
  std::uint64_t ready_words_;
  ReadyBlocks ready_;
  Block block_{};  ///< of the last word taken that was not ready
};

/// The streams of up to `Capacity` entities with their first `Blocks` blocks computed in one go, which costs a fraction
/// of computing them one stream at a time. Same numbers, only sooner: a stream that needs more words goes on by itself.
/// The spans must outlive the batch, and the batch its streams.
template <std::size_t Capacity, std::uint32_t Blocks = 1>
class DrawBatch {
 public:
  /// Streams of the pairs (a[i], b[i]); spans of equal length, at most `Capacity`.
  DrawBatch(StreamKey key, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
            std::uint32_t month) noexcept
      : key_(key), a_(a.data()), b_(b.data()), month_(month) {
    philox_batch(a, b, month, 0, Blocks, key.words, words_.data(), Capacity);
  }
  /// Streams of the actors a[i].
  DrawBatch(StreamKey key, std::span<const std::uint32_t> a, std::uint32_t month) noexcept
      : key_(key), a_(a.data()), month_(month) {
    philox_batch(a, no_entity, month, 0, Blocks, key.words, words_.data(), Capacity);
  }

  /// The stream of the i-th entity, from its first word.
  [[nodiscard]] Draws operator[](std::size_t i) const noexcept {
    return {key_, a_[i], b_ == nullptr ? no_entity : b_[i], month_, {words_.data() + i, Capacity, Blocks}};
  }
  /// Word w (0..4 * Blocks - 1) of all streams side by side, for loops that take one word per entity.
  [[nodiscard]] std::span<const std::uint32_t, Capacity> column(std::size_t w) const noexcept {
    return std::span<const std::uint32_t, Capacity>(words_.data() + w * Capacity, Capacity);
  }

 private:
  StreamKey key_;
  const std::uint32_t* a_;
  const std::uint32_t* b_ = nullptr;
  std::uint32_t month_;
  alignas(64) std::array<std::uint32_t, std::size_t{4} * Blocks * Capacity> words_;
};

/// `ids` (distinct) in uniform random order, in which every id carries a key of its own: one id more or less leaves the
/// others in the same order. A shuffle would mix them anew, and two scenarios that differ by one actor would part ways.
///
/// \param owner whose order it is, where each entity has its own
[[nodiscard]] std::vector<std::uint32_t> keyed_order(std::span<const std::uint32_t> ids, StreamKey key,
                                                     std::uint32_t month, std::uint32_t owner = no_entity);

/// Index of one of `ids` (distinct), chosen in proportion to `weights` (as long as ids; at most 0 or NaN: never
/// chosen), or ids.size() if no weight is positive. An exponential race: candidate i arrives after an exponential time
/// of rate weights[i] from a draw of its own, and the first wins. So one candidate more, or a weight raised, changes
/// the winner only if that candidate wins; with cumulated weights it would change for others as well.
///
/// \param owner who chooses, where each entity chooses for itself
[[nodiscard]] std::size_t keyed_choice(std::span<const std::uint32_t> ids, std::span<const double> weights,
                                       StreamKey key, std::uint32_t month, std::uint32_t owner = no_entity) noexcept;

}  // namespace entremise
