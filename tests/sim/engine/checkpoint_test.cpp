// Checkpoints that are damaged, cut short, or somebody else's.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <new>
#include <sstream>

#include "sim/engine/checkpoint.hpp"
#include "tests/sim/engine/columns.hpp"
#include "tests/sim/engine/model.hpp"

using namespace entremise;
using everything::bits_of;

namespace {

std::string saved(const everything::World& world) {
  std::ostringstream out;
  save_checkpoint(out, world);
  return out.str();
}
template <class World = everything::World>
World loaded(const std::string& bytes) {
  std::istringstream in(bytes);
  return load_checkpoint<World>(in);
}
template <class World = everything::World>
std::string code_of(const std::string& bytes) {
  try {
    (void)loaded<World>(bytes);
  } catch (const Failure& failure) {
    REQUIRE(failure.diagnostics().size() == 1);
    const Diagnostic& d = failure.diagnostics()[0];
    CHECK(d.trouble == Trouble::invalid_results);
    for (const Text* text : {&d.message, &d.remedy}) {
      CHECK_FALSE(text->en.empty());
      CHECK_FALSE(text->fr.empty());
    }
    return d.code;
  }
  return "loaded";
}

const everything::World& some_world() {
  static const everything::World world = everything::after(3, 40, {1, 1});
  return world;
}

// The same name, another type.
struct WiderWord : plain::Word<Per::actor> {
  using Value = std::uint64_t;
  static constexpr Value initial = 0, lower = 0, upper = 100;
};

}  // namespace

TEST_CASE("checkpoints follow one another in a stream") {
  std::stringstream file;
  save_checkpoint(file, everything::after(1, 30, {1, 1}));
  save_checkpoint(file, everything::after(2, 30, {1, 1}));
  CHECK(load_checkpoint<everything::World>(file).month() == 1);
  CHECK(bits_of(load_checkpoint<everything::World>(file)) == bits_of(everything::after(2, 30, {1, 1})));
}

TEST_CASE("a world of nobody is saved and loaded") {
  CHECK(bits_of(loaded(saved(everything::World{}))) == bits_of(everything::World{}));
}

TEST_CASE("a world larger than a piece is saved and loaded") {
  using Large = entremise::World<plain::Word<Per::actor>>;
  Large world(Graph(detail::checkpoint_piece * 2 + 5, {{3, 4}}));
  for (Actor i = 0; i < world.graph().actors(); ++i) world.fill(plain::actor_word)[i] = i;
  std::stringstream file;
  save_checkpoint(file, world);
  const auto again = load_checkpoint<Large>(file);
  CHECK(again.graph() == world.graph());
  CHECK(std::ranges::equal(again[plain::actor_word], world[plain::actor_word]));
}

TEST_CASE("a checkpoint cut short anywhere is refused") {
  const std::string whole = saved(some_world());
  REQUIRE(code_of(whole) == "loaded");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string code = code_of(whole.substr(0, size));
    if (code != "E0541") FAIL("cut at " << size << ": " << code);
  }
}

TEST_CASE("a checkpoint with any byte changed is refused") {
  const std::string whole = saved(some_world());
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      const std::string code = code_of(damaged);
      if (code != "E0541") FAIL("byte " << at << ": " << code);
    }
}

TEST_CASE("a checkpoint damaged in any way is refused") {
  const std::string whole = saved(some_world());
  const auto place = [&] { return *rc::gen::inRange<std::size_t>(0, whole.size()); };
  CHECK(rc::check("random damage", [&] {
    std::string damaged = whole;
    const std::size_t a = place(), b = place(), n = *rc::gen::inRange<std::size_t>(1, 200);
    switch (*rc::gen::inRange(0, 5)) {
      case 0:  // bytes overwritten
        for (std::size_t k = 0; k < n && a + k < damaged.size(); ++k) damaged[a + k] = *rc::gen::arbitrary<char>();
        break;
      case 1:  // left out
        damaged.erase(a, n);
        break;
      case 2:  // put in
        damaged.insert(a, std::string(n, *rc::gen::arbitrary<char>()));
        break;
      case 3:  // a part in the place of another
        damaged.replace(a, std::min(n, damaged.size() - a), whole.substr(b, n));
        break;
      default:  // all zero from here on
        std::fill(damaged.begin() + static_cast<std::ptrdiff_t>(a), damaged.end(), '\0');
        break;
    }
    RC_PRE(damaged != whole);
    // Damage may also make it look like a file of another version, which is refused as well.
    RC_ASSERT(code_of(damaged) == "E0541" || code_of(damaged) == "E0542");
  }));
}

TEST_CASE("noise is no checkpoint") {
  CHECK(rc::check("noise", [] {
    const auto noise = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    RC_ASSERT(code_of(noise) == "E0541");
    RC_ASSERT(code_of(std::string(detail::checkpoint_magic) + noise) == "E0541");
  }));
  CHECK(code_of("") == "E0541");
}

TEST_CASE("another model's checkpoint is told as such") {
  using namespace plain;
  const auto save = [](const auto& world) {
    std::ostringstream out;
    save_checkpoint(out, world);
    return out.str();
  };
  const std::string words = save(entremise::World<Word<Per::actor>>(Graph(3, {})));
  CHECK(code_of<entremise::World<Word<Per::actor>>>(words) == "loaded");
  CHECK(code_of<entremise::World<Share<Per::actor>>>(words) == "E0542");
  CHECK(code_of(words) == "E0542");
  CHECK(code_of<entremise::World<>>(words) == "E0542");

  CHECK(code_of<entremise::World<WiderWord>>(words) == "E0542");
}

TEST_CASE("writing that fails shows in the stream") {
  struct Full : std::streambuf {
    std::streamsize room = 100;
    std::streamsize xsputn(const char*, std::streamsize n) override {
      room -= n;
      return room >= 0 ? n : 0;
    }
  } full;
  std::ostream out(&full);
  save_checkpoint(out, some_world());
  CHECK_FALSE(out);
}
