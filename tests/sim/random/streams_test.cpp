#include "sim/random/streams.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

using namespace entremise;

namespace {

constexpr StreamKey key = stream_key({42, 7}, process_id("encounters"));

template <Name name>
struct Process {
  static constexpr std::uint32_t id = name.hash();
};

std::vector<std::uint32_t> words(Draws& draws, int n) {
  std::vector<std::uint32_t> taken;
  for (int i = 0; i < n; ++i) taken.push_back(draws.word());
  return taken;
}

}  // namespace

TEST_CASE("A process is the FNV-1a hash of its name", "[random][streams]") {
  // Published test vectors of FNV-1a, 32 bits.
  CHECK(process_id("") == 0x811c9dc5u);
  CHECK(process_id("a") == 0xe40c292cu);
  CHECK(process_id("foobar") == 0xbf9cf968u);
  CHECK(Process<"foobar">::id == process_id("foobar"));
  CHECK(Name("foobar").view() == "foobar");
}

TEST_CASE("The key of a stream depends on seed, replicate and process, all 32 bits of each", "[random][streams]") {
  std::set<std::array<std::uint32_t, 2>> keys{key.words};
  for (int bit = 0; bit < 64; ++bit) keys.insert(stream_key({42 ^ (1ull << bit), 7}, process_id("encounters")).words);
  for (int bit = 0; bit < 32; ++bit) keys.insert(stream_key({42, 7u ^ (1u << bit)}, process_id("encounters")).words);
  for (int bit = 0; bit < 32; ++bit) keys.insert(stream_key({42, 7}, process_id("encounters") ^ (1u << bit)).words);
  CHECK(keys.size() == 129);
}

TEST_CASE("Word n of a stream is word n % 4 of block n / 4", "[random][streams]") {
  Draws draws(key, 3, 9, 14);
  for (std::uint32_t n = 0; n < 40; ++n) {
    REQUIRE(draws.position() == n);
    REQUIRE(draws.word() == philox({3, 9, 14, n / 4}, key.words)[n % 4]);
  }
}

TEST_CASE("Draws do not depend on what was computed beforehand, nor on jumps", "[random][streams]") {
  REQUIRE(rc::check([] {
    const auto a = *rc::gen::arbitrary<std::uint32_t>();
    const auto b = *rc::gen::arbitrary<std::uint32_t>();
    const auto month = *rc::gen::arbitrary<std::uint32_t>();
    const auto first = *rc::gen::inRange<std::uint32_t>(0, 3);
    const auto ready = *rc::gen::inRange<std::uint32_t>(0, 5);
    const auto stride = *rc::gen::inRange<std::size_t>(1, 4);
    std::vector<std::uint32_t> store(4 * ready * stride);
    for (std::uint32_t n = 0; n < 4 * ready; ++n) {
      store[n * stride] = philox({a, b, month, first + n / 4}, key.words)[n % 4];
    }
    Draws plain(key, a, b, month);
    Draws prefetched(key, a, b, month, {store.data(), stride, ready, first});
    const auto moves = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 7));
    for (const int move : moves) {
      if (move == 6) {
        const auto together = prefetched.take<3>();
        for (const auto word : together) RC_ASSERT(word == plain.word());
      } else if (move == 5) {
        const auto block = *rc::gen::inRange<std::uint32_t>(0, 8);
        plain.skip_to(block);
        prefetched.skip_to(block);
      } else if (move == 4) {
        RC_ASSERT(plain.below(0xC0000000u) == prefetched.below(0xC0000000u));
      } else {
        RC_ASSERT(words(plain, move) == words(prefetched, move));
      }
      RC_ASSERT(plain.position() == prefetched.position());
    }
  }));
}

TEST_CASE("A batch of streams has the numbers of the streams one by one", "[random][streams]") {
  std::vector<std::uint32_t> a(50), b(50);
  for (std::uint32_t i = 0; i < 50; ++i) {
    a[i] = i * i;
    b[i] = 1'000'000 - i;
  }
  const DrawBatch<64, 2> pairs(key, a, b, 5);
  const DrawBatch<64> actors(key, a, 5);
  for (std::uint32_t i = 0; i < 50; ++i) {
    Draws pair = pairs[i], pair_alone(key, a[i], b[i], 5);
    Draws actor = actors[i], actor_alone(key, a[i], no_entity, 5);
    CHECK(pairs.column(6)[i] == philox({a[i], b[i], 5, 1}, key.words)[2]);
    REQUIRE(words(pair, 13) == words(pair_alone, 13));
    REQUIRE(words(actor, 13) == words(actor_alone, 13));
  }
}

TEST_CASE("A jump gives every use its own block", "[random][streams]") {
  Draws early(key, 1, 2, 3), late(key, 1, 2, 3);
  (void)words(late, 11);  // a first use that took longer in another scenario
  early.skip_to(100);
  late.skip_to(100);
  CHECK(words(early, 9) == words(late, 9));
  early.skip_to(0);
  CHECK(early.word() == philox({1, 2, 3, 0}, key.words)[0]);
}

TEST_CASE("Chance: never at 0, always at 1, exact in between, one word always", "[random][streams]") {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  for (const double p : {-infinity, -1.0, -0.0, 0.0, nan}) {
    Draws draws(key, 1, 2, 3);
    for (std::uint64_t i = 0; i < 1000; ++i) {
      REQUIRE(draws.position() == i);
      REQUIRE_FALSE(draws.chance(p));
    }
  }
  for (const double p : {1.0, 1.5, infinity}) {
    Draws draws(key, 1, 2, 3);
    for (std::uint64_t i = 0; i < 1000; ++i) {
      REQUIRE(draws.position() == i);
      REQUIRE(draws.chance(p));
    }
  }
  // The threshold itself, with the words given: 0, 1 and the largest.
  const std::array<std::uint32_t, 4> given{0, 1, 0xFFFFFFFFu, 0x80000000u};
  const auto outcomes = [&](double p) {
    Draws draws(key, 0, 0, 0, {given.data(), 1, 1});
    std::array<bool, 4> seen{};
    for (bool& one : seen) one = draws.chance(p);
    return seen;
  };
  CHECK(outcomes(0x1p-1074) == std::array{true, false, false, false});
  CHECK(outcomes(0x1p-32) == std::array{true, false, false, false});
  CHECK(outcomes(0x1.8p-32) == std::array{true, true, false, false});
  CHECK(outcomes(0.5) == std::array{true, true, false, false});
  CHECK(outcomes(std::nextafter(0.5, 1.0)) == std::array{true, true, false, true});
  CHECK(outcomes(1 - 0x1p-32) == std::array{true, true, false, true});
  CHECK(outcomes(std::nextafter(1.0, 0.0)) == std::array{true, true, true, true});
}

TEST_CASE("Words taken together are the words one by one, ready or not", "[random][streams]") {
  std::vector<std::uint32_t> store;
  for (std::uint32_t first = 0; first < 3; ++first) {
    for (std::uint32_t ready = 0; ready < 3; ++ready) {
      store.clear();
      for (std::uint32_t n = 0; n < 4 * ready; ++n) store.push_back(philox({1, 2, 3, first + n / 4}, key.words)[n % 4]);
      for (int before = 0; before < 24; ++before) {
        Draws together(key, 1, 2, 3, {store.data(), 1, ready, first}), alone(key, 1, 2, 3);
        (void)words(together, before);
        (void)words(alone, before);
        for (const auto word : together.take<3>()) REQUIRE(word == alone.word());
        REQUIRE(words(together, 5) == words(alone, 5));
        REQUIRE(together.position() == alone.position());
      }
    }
  }
}

TEST_CASE("A word taken beforehand says what chance would have said", "[random][streams]") {
  Draws draws(key, 1, 2, 3), words_only(key, 1, 2, 3);
  for (int i = 0; i < 1000; ++i) {
    const double p = i * 0.001;
    REQUIRE(Draws::happens(words_only.word(), p) == draws.chance(p));
  }
}

TEST_CASE("Draws take the words that their text says", "[random][streams]") {
  Draws draws(key, 5, 6, 7);
  std::uint64_t at = 0;
  const auto took = [&](std::uint64_t n) { return draws.position() == (at += n); };
  (void)draws.uniform();
  CHECK(took(1));
  (void)draws.uniform_float();
  CHECK(took(1));
  (void)draws.uniform53();
  CHECK(took(2));
  (void)draws.normal();
  CHECK(took(1));
  (void)draws.exponential();
  CHECK(took(1));
  (void)draws.gumbel();
  CHECK(took(1));
  for (const double p : {-1.0, 0.0, 0.3, 1.0, 2.0}) {
    (void)draws.geometric(p);
    CHECK(took(2));
  }
  for (const std::vector<double>& weights : {std::vector<double>{}, {0.0}, {1.0, 2.0}}) {
    (void)draws.choose(weights);
    CHECK(took(2));
  }
  (void)draws.below(1);
  CHECK(took(1));
  (void)draws.between(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
  CHECK(took(1));
}

TEST_CASE("The ends of the uniform grids and of the inverted distributions", "[random][streams]") {
  const std::array<std::uint32_t, 8> given{0, 0, 0, 0, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu};
  const auto low = [&] { return Draws(key, 0, 0, 0, {given.data(), 1, 1}); };
  const auto high = [&] { return Draws(key, 0, 0, 0, {given.data() + 4, 1, 1}); };
  CHECK(low().uniform() == 0);
  CHECK(high().uniform() == 1 - 0x1p-32);
  CHECK(low().uniform_float() == 0);
  CHECK(high().uniform_float() == 1 - 0x1p-24f);
  CHECK(low().uniform53() == 0);
  CHECK(high().uniform53() == 1 - 0x1p-53);
  CHECK(low().normal() == -high().normal());
  CHECK(high().normal() == Approx(6.3379577545537892525));
  CHECK(low().exponential() == Approx(0x1p-33).epsilon(1e-9));
  CHECK(high().exponential() == Approx(33 * std::log(2.0)));
  CHECK(low().gumbel() == Approx(-std::log(33 * std::log(2.0))));
  CHECK(high().gumbel() == Approx(33 * std::log(2.0)));
  CHECK(low().geometric(1) == 0);
  CHECK(low().geometric(0) == std::numeric_limits<std::uint64_t>::max());
  CHECK(low().geometric(1e-300) == std::numeric_limits<std::uint64_t>::max());
  CHECK(high().geometric(1e-10) == 0);
  CHECK(low().geometric(1e-10) == Approx(53 * std::log(2.0) * 1e10));
}

TEST_CASE("Numbers from a range stay in it and reach both ends", "[random][streams]") {
  REQUIRE(rc::check([](std::uint32_t a, std::int32_t x, std::int32_t y) {
    const auto [low, high] = std::minmax(x, y);
    Draws draws(key, a, 0, 0);
    const auto drawn = draws.between(low, high);
    RC_ASSERT(drawn >= low && drawn <= high);
    const auto n = *rc::gen::inRange<std::uint32_t>(1, 0xFFFFFFFFu);
    RC_ASSERT(draws.below(n) < n);
  }));
  Draws draws(key, 1, 1, 1);
  std::set<std::int32_t> seen;
  for (int i = 0; i < 500; ++i) seen.insert(draws.between(-3, 4));
  CHECK(seen == std::set<std::int32_t>{-3, -2, -1, 0, 1, 2, 3, 4});
}

TEST_CASE("Below rejects exactly the words that would favour some numbers", "[random][streams]") {
  // n = 3: 2^32 = 3 * 1431655765 + 1, so one word must go: the one whose low product is 0, which is word 0.
  const std::array<std::uint32_t, 4> given{0, 0x80000000u, 0, 0};
  Draws draws(key, 0, 0, 0, {given.data(), 1, 1});
  CHECK(draws.below(3) == 1);
  CHECK(draws.position() == 2);
}

TEST_CASE("A weighted choice never takes what has no weight", "[random][streams]") {
  Draws draws(key, 8, 8, 8);
  const std::vector<double> weights{0, 2, -5, std::nan(""), 1, 0};
  for (int i = 0; i < 2000; ++i) {
    const auto chosen = draws.choose(weights);
    REQUIRE((chosen == 1 || chosen == 4));
  }
  CHECK(draws.choose(std::vector<double>{0, -1}) == 2);
  CHECK(draws.choose({}) == 0);
  const std::array<std::uint32_t, 4> highest{0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu};
  Draws top(key, 0, 0, 0, {highest.data(), 1, 1});
  CHECK(top.choose(std::vector<double>{0.1, 0.2, 0.3, 0}) == 2);
}

TEST_CASE("A chance in single precision says what a chance says", "[random][streams]") {
  const auto agree = [](std::uint32_t word, float p) {
    CHECK((Draws::happens_float(word, p) != 0) == Draws::happens(word, p));
  };
  for (const float p :
       {0.0f, -0.0f, -1.0f, 1.0f, 2.0f, 0.5f, 0x1p-24f, 0x1.8p-31f, 0x1p-32f, 0x1p-40f, 0x1p-149f, 0x1.fffffep-1f,
        std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
    for (const std::uint32_t word : {0u, 1u, 2u, 3u, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFEFFu, 0xFFFFFF00u, ~0u})
      agree(word, p);
  Draws draws(key, 1, 2, 3);
  for (int i = 0; i < 100'000; ++i) {
    // Probabilities of every size, and words close to where they make the difference.
    const float p = draws.uniform_float() * static_cast<float>(1.0 / (1u << draws.below(32)));
    const auto at = static_cast<std::uint32_t>(p * 0x1p32);
    if ((draws.happens_float(at, p) != 0) != Draws::happens(at, p)) agree(at, p);
    if ((draws.happens_float(at + 1, p) != 0) != Draws::happens(at + 1, p)) agree(at + 1, p);
    if ((draws.happens_float(at - 1, p) != 0) != Draws::happens(at - 1, p)) agree(at - 1, p);
  }
}
