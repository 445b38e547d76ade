// What phases move: sums exact to the bit, nothing from phases that are off, and no trace of the tracing in the
// results.
#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>

#include "models/territory/metrics/tally.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr std::uint32_t months = 40;
constexpr Luck luck{17, 4};

// One lever of every kind, so that every phase of the month has something to do.
Specification eventful() {
  Specification s = rural(months);
  for (const LeverDescription& kind : lever_kinds) {
    Lever lever;
    lever.name = kind.name;
    lever.kind = kind.kind;
    lever.from = 3 + static_cast<std::uint32_t>(kind.kind);
    if (kind.span == LeverSpan::lasting) lever.until = 36;
    s.levers.push_back(lever);
  }
  // Ties that introductions make are to end again within the run.
  s.parameters.set("facilitation.dissolution", 0.3);
  s.parameters.set("facilitation.dissolution_threshold", 0.9);
  return s;
}

std::vector<MonthTally> tallied(const Specification& s, std::vector<float>* series = nullptr,
                                std::optional<Actor> actor = {}) {
  Simulation simulation(s, luck);
  const Observer observe(s.parameters);
  Tally tally(s.parameters, actor);
  std::vector<MonthTally> all;
  if (series != nullptr) observe(simulation.world(), *series);
  for (std::uint32_t month = 1; month <= s.months; ++month) {
    tally.begin(simulation.world());
    REQUIRE(simulation.advance({}, [&](std::size_t phase) { tally.before(phase, simulation.world()); }));
    all.push_back(tally.end(simulation.world()));
    if (series != nullptr) observe(simulation.world(), *series);
  }
  return all;
}

// Every amount of a standing, one behind the other.
std::vector<Amount> amounts(const Standing& s) {
  std::vector<Amount> all;
  for (const auto& block : s.pairs) all.insert(all.end(), block.begin(), block.end());
  all.insert(all.end(), s.engagement.begin(), s.engagement.end());
  for (const auto& both : s.of_actor) all.insert(all.end(), both.begin(), both.end());
  all.push_back(s.engagement_of_actor);
  return all;
}
// Where the amounts of a quantity stand among them.
std::pair<std::size_t, std::size_t> range_of(Tallied quantity) {
  const auto q = static_cast<std::size_t>(quantity);
  return quantity == Tallied::engaged ? std::pair<std::size_t, std::size_t>{48, 52}
                                      : std::pair<std::size_t, std::size_t>{16 * q, 16 * q + 16};
}

std::size_t phase_called(std::string_view name) {
  const auto names = phase_names();
  const auto at = std::find(names.begin(), names.end(), name);
  REQUIRE(at != names.end());
  return static_cast<std::size_t>(at - names.begin());
}

// Which quantities each phase moved at all.
std::map<std::string, std::set<std::string>> movers(const std::vector<MonthTally>& all) {
  std::map<std::string, std::set<std::string>> found;
  for (const MonthTally& month : all)
    for (std::size_t phase = 0; phase < month.phases(); ++phase) {
      const auto before = amounts(month.before(phase)), after = amounts(month.after(phase));
      for (std::size_t q = 0; q < tallied_quantities; ++q) {
        const auto [first, last] = range_of(static_cast<Tallied>(q));
        for (std::size_t k = first; k < last; ++k)
          if (!(before[k] == after[k])) found[std::string(phase_names()[phase])].insert(std::string(tallied_names[q]));
      }
    }
  return found;
}

}  // namespace

TEST_CASE("a level less itself is nothing, whatever was added in whatever order") {
  Level one, other;
  Draws draws(stream_key({3, 0}, process_id("levels")), 0, 0, 0);
  std::vector<double> values;
  for (int k = 0; k < 10000; ++k) values.push_back((draws.uniform() - 0.5) * (k % 3 == 0 ? 1e-9 : 1e3));
  values.push_back(0x1p-31);  // half way between two steps
  values.push_back(-0x1p-31);
  values.push_back(3 * 0x1p-31);
  for (const double x : values) one.add(x);
  std::reverse(values.begin(), values.end());
  for (const double x : values) other.add(x);
  CHECK(one == other);
  CHECK(one.since(other) == ExactSum{});
  Level more = one;
  more.add(0.375);
  CHECK(more.since(one).value() == 0.375);
  CHECK(one.since(more).value() == -0.375);
}

TEST_CASE("what the phases moved adds up to what the month moved, to the bit") {
  const std::vector<MonthTally> all = tallied(eventful(), nullptr, Actor{20});
  REQUIRE(all.size() == months);
  for (std::size_t m = 0; m < all.size(); ++m) {
    const MonthTally& month = all[m];
    CAPTURE(month.month);
    CHECK(month.month == m + 1);
    REQUIRE(month.phases() == phase_names().size());
    if (m > 0) CHECK(month.start() == all[m - 1].end());
    const auto start = amounts(month.start()), end = amounts(month.end());
    bool moved = false;
    for (std::size_t k = 0; k < start.size(); ++k) {
      ExactSum total;
      std::int64_t gained = 0;
      for (std::size_t phase = 0; phase < month.phases(); ++phase) {
        const Amount before = amounts(month.before(phase))[k], after = amounts(month.after(phase))[k];
        total += after.sum.since(before.sum);
        gained += after.count - before.count;
      }
      CHECK(total == end[k].sum.since(start[k].sum));
      CHECK(gained == end[k].count - start[k].count);
      moved = moved || !(total == ExactSum{});
    }
    CHECK(moved);
  }
  // Every phase that may move something did: the levers were many enough.
  const auto found = movers(all);
  using Set = std::set<std::string>;
  const Set relation{"trust", "interconnaissance", "tension"};
  CHECK(found.at("turnover") == Set{"engagement"});
  CHECK(found.at("handover") == Set{"trust", "interconnaissance"});
  CHECK(found.at("newcomers") == Set{"engagement"});
  CHECK(found.at("forgetting") == relation);
  CHECK(found.at("calls for tenders").count("trust") == 1);
  CHECK(found.at("scandal") == Set{"trust", "tension"});
  CHECK(found.at("diagnosis") == Set{"interconnaissance"});
  CHECK(found.at("dissolution") == relation);
  CHECK(found.at("new relations") == relation);
  CHECK(found.at("gossip") == Set{"trust"});
  CHECK(found.at("encounters") == relation);
  CHECK(found.at("facilitated encounters") == relation);
  CHECK(found.at("dialogue spaces") == relation);
  CHECK(found.at("project rounds") == Set{"trust", "interconnaissance", "tension", "engagement"});
  CHECK(found.at("engagement") == Set{"engagement"});
  for (const char* still : {"new month", "training", "commissioning reform", "facilitator turnover", "invitations",
                            "facilitator choices", "pilot projects", "project starts", "embedding", "influence",
                            "word of mouth", "word passed on", "costs", "relation types"})
    CHECK(found.count(still) == 0);
}

TEST_CASE("the tally of a month's end is what the columns say") {
  const Specification s = eventful();
  Simulation simulation(s, luck);
  for (int month = 0; month < 24; ++month) simulation.advance();
  const World& world = simulation.world();
  Standing expected;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    for (const auto& [i, j] : {std::pair(pair.a, pair.b), std::pair(pair.b, pair.a)}) {
      const std::size_t cell = 4 * world[type_of][i] + world[type_of][j], side = side_index(slot, i, j);
      expected.pairs[0][cell].add(world[trust][side]);
      expected.pairs[1][cell].add(world[interconnaissance][side]);
      expected.pairs[2][cell].add(world[tension][slot]);
    }
  }
  for (Actor i = 0; i < world.graph().actors(); ++i)
    if (world[present][i] != 0) expected.engagement[world[type_of][i]].add(world[engagement][i]);
  CHECK(Tally(s.parameters).standing(world) == expected);

  // What single actors hold, and what is held of them, adds up to the same.
  std::array<Amount, 3> holds{}, held{}, all{};
  Amount engaged, everybody;
  for (Actor i = 0; i < world.graph().actors(); ++i) {
    const Standing own = Tally(s.parameters, i).standing(world);
    for (std::size_t q = 0; q < 3; ++q) {
      holds[q] += own.of_actor[q][0];
      held[q] += own.of_actor[q][1];
    }
    engaged += own.engagement_of_actor;
  }
  for (std::size_t q = 0; q < 3; ++q)
    for (const Amount& amount : expected.pairs[q]) all[q] += amount;
  for (const Amount& amount : expected.engagement) everybody += amount;
  CHECK(holds == all);
  CHECK(held == all);
  CHECK(engaged == everybody);
}

TEST_CASE("relations that come count in the phase that makes them") {
  const Specification s = eventful();
  const TrustRule rule(s.parameters);
  const std::size_t making = phase_called("new relations"), ending = phase_called("dissolution");
  Simulation simulation(s, luck);
  Tally tally(s.parameters);
  std::size_t made = 0, ended = 0;
  for (std::uint32_t month = 1; month <= months; ++month) {
    std::vector<Pair> before;
    std::array<Amount, 16> gained{}, lost{};
    const auto looks = [&] {
      before.assign(simulation.world().graph().pairs().begin(), simulation.world().graph().pairs().end());
    };
    const auto difference = [&](std::span<const Pair> more, std::span<const Pair> fewer) {
      std::vector<Pair> only;
      std::set_difference(more.begin(), more.end(), fewer.begin(), fewer.end(), std::back_inserter(only));
      return only;
    };
    tally.begin(simulation.world());
    std::size_t last = 0;
    simulation.advance({}, [&](std::size_t phase) {
      const World& world = simulation.world();
      const auto types = world[type_of];
      if (last == making && phase != making)
        for (const Pair pair : difference(world.graph().pairs(), before)) {
          gained[4 * types[pair.a] + types[pair.b]].add(rule(types[pair.a], types[pair.b], 0, 0));
          gained[4 * types[pair.b] + types[pair.a]].add(rule(types[pair.b], types[pair.a], 0, 0));
          ++made;
        }
      if (last == ending && phase != ending)
        for (const Pair pair : difference(before, world.graph().pairs())) {
          lost[4 * types[pair.a] + types[pair.b]].count += 1;
          lost[4 * types[pair.b] + types[pair.a]].count += 1;
          ++ended;
        }
      if (phase == making || phase == ending) looks();
      last = phase;
      tally.before(phase, world);
    });
    const MonthTally now = tally.end(simulation.world());
    for (std::size_t cell = 0; cell < 16; ++cell) {
      const Amount &start = now.before(making).pairs[0][cell], &end = now.after(making).pairs[0][cell];
      CHECK(end.count - start.count == gained[cell].count);
      CHECK(end.sum.since(start.sum) == gained[cell].sum.since({}));
      CHECK(now.before(ending).pairs[0][cell].count - now.after(ending).pairs[0][cell].count == lost[cell].count);
    }
  }
  CHECK(made > 50);
  CHECK(ended > 0);
}

TEST_CASE("phases that are switched off move nothing") {
  Specification s = rural(months);
  const auto everything = movers(tallied(s));
  for (const char* name : {"turnover", "gossip", "encounters", "project rounds", "ruptures"})
    CHECK(everything.count(name) == (std::string(name) == "ruptures" ? everything.count("ruptures") : 1));
  for (const char* lever : {"newcomers", "scandal", "diagnosis", "facilitated encounters", "dialogue spaces"})
    CHECK(everything.count(lever) == 0);
  s.parameters.set("mechanisms.gossip", 0);
  s.parameters.set("mechanisms.turnover", 0);
  s.parameters.set("mechanisms.projects", 0);
  s.parameters.set("mechanisms.ruptures", 0);
  const auto fewer = movers(tallied(s));
  for (const char* name : {"turnover", "handover", "gossip", "project rounds", "ruptures", "new relations"})
    CHECK(fewer.count(name) == 0);
  CHECK(fewer.count("encounters") == 1);
}

TEST_CASE("tallying changes no bit of the results") {
  const Specification s = eventful();
  std::vector<float> watched;
  (void)tallied(s, &watched, Actor{7});
  CHECK(same_bits(watched, series_of(s, luck)));
}

}  // namespace entremise::territory::testing
