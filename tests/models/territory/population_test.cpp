// The territory at month 0.
#include <catch2/catch.hpp>

#include <map>

#include "models/territory/population/populate.hpp"
#include "tests/models/territory/territories.hpp"
#include "tests/sim/random/chi_square.hpp"

namespace entremise::territory::testing {
namespace {

Specification archetype(std::string_view name) {
  Specification s;
  set_archetype(s.parameters, name);
  return s;
}

}  // namespace

TEST_CASE("archetypes have the offices they say") {
  for (const Archetype& a : archetypes) {
    CAPTURE(std::string(a.name));
    const Specification s = archetype(a.name);
    const World world = populate(s, {101, 0});
    std::array<std::uint32_t, actor_types> counts{};
    for (const auto type : world[type_of]) ++counts[type];
    CHECK(counts == std::array<std::uint32_t, 4>{
                        static_cast<std::uint32_t>(s.parameters["territory.population.elected_official"]),
                        static_cast<std::uint32_t>(s.parameters["territory.population.local_officer"]),
                        static_cast<std::uint32_t>(s.parameters["territory.population.social_economy_actor"]),
                        static_cast<std::uint32_t>(s.parameters["territory.population.state_officer"])});
  }
}

TEST_CASE("organisations are staffed as they should be") {
  const Specification s = archetype(GENERATE("rural", "agglomeration", "metropolis"));
  const World world = populate(s, {102, GENERATE(0u, 1u, 2u)});
  std::map<std::uint32_t, std::vector<Actor>> members;
  for (Actor i = 0; i < world.graph().actors(); ++i) members[world[organisation_of][i]].push_back(i);
  const auto count = [&](const std::vector<Actor>& some, Role role) {
    return std::count_if(some.begin(), some.end(),
                         [&](Actor i) { return world[role_of][i] == static_cast<std::uint8_t>(role); });
  };
  std::size_t authorities = 0;
  for (const auto& [organisation, some] : members) {
    const auto type = static_cast<ActorType>(world[type_of][some.front()]);
    const auto family = static_cast<Family>(world[family_of][some.front()]);
    if (type == ActorType::elected_official || type == ActorType::local_officer) {
      ++authorities;
      CHECK(count(some, Role::executive) == 1);
      CHECK(count(some, Role::director) == 1);
      CHECK(count(some, Role::executive) + count(some, Role::councillor) + count(some, Role::director) +
                count(some, Role::officer) ==
            static_cast<std::ptrdiff_t>(some.size()));
    } else if (type == ActorType::social_economy_actor) {
      CHECK(some.size() <= 2);
      CHECK(family != Family::none);
      if (some.size() == 2 || count(some, Role::president) == 1) CHECK(family == Family::association);
      CHECK(count(some, Role::president) == (family == Family::association ? 1 : 0));
      CHECK(count(some, Role::president) + count(some, Role::manager) == static_cast<std::ptrdiff_t>(some.size()));
    } else {
      CHECK(some.size() <= 4);
      CHECK(count(some, Role::state) == static_cast<std::ptrdiff_t>(some.size()));
    }
    for (const Actor i : some) {
      CHECK(world[family_of][i] == static_cast<std::uint8_t>(family));
      for (const Actor j : some)
        if (i < j) CHECK(world.graph().find(i, j).has_value());
    }
  }
  CHECK(authorities == static_cast<std::size_t>(s.parameters["territory.authorities"]));
  const std::vector<Actor> heads = executives(world);
  for (const auto& [organisation, some] : members) {
    const Actor head = organisation < heads.size() ? heads[organisation] : no_entity;
    if (count(some, Role::executive) == 0)
      CHECK(head == no_entity);
    else
      CHECK((world[organisation_of][head] == organisation &&
             world[role_of][head] == static_cast<std::uint8_t>(Role::executive)));
  }
}

TEST_CASE("families have their shares, and most associations two heads") {
  const Specification s = archetype("metropolis");
  const Parameters& p = s.parameters;
  std::array<std::uint64_t, 5> counts{};
  double associations = 0, two_heads = 0;
  for (std::uint32_t replicate = 0; replicate < 60; ++replicate) {
    const Offices drawn = draw_offices(p, {103, replicate});
    std::map<std::uint32_t, int> heads;
    std::map<std::uint32_t, Family> families;
    std::uint32_t last = 0;
    for (const auto& o : drawn.offices)
      if (o.type == ActorType::social_economy_actor) {
        ++heads[o.organisation];
        families[o.organisation] = o.family;
        last = o.organisation;
      }
    families.erase(last);  // the last may have had room for one head only
    for (const auto& [organisation, family] : families) {
      ++counts[static_cast<std::size_t>(family) - 1];
      if (family == Family::association) {
        ++associations;
        two_heads += heads[organisation] - 1;
      }
    }
  }
  std::vector<double> expected(5);
  double weights = 0, all = 0;
  for (std::size_t k = 0; k < 5; ++k) {
    weights += p.at("territory.families.association", k);
    all += static_cast<double>(counts[k]);
  }
  for (std::size_t k = 0; k < 5; ++k) expected[k] = all * p.at("territory.families.association", k) / weights;
  CHECK(std::abs(entremise::testing::chi_square_z(counts, expected)) <= bound);
  CHECK(std::abs(binomial_z(two_heads, associations, p["territory.bicephalous"])) <= bound);
}

TEST_CASE("offices of different organisations are tied with the given chances") {
  const bool many = GENERATE(false, true);
  CAPTURE(many);
  Specification s = archetype("metropolis");
  if (many) {  // beyond the size up to which each pair has a draw of its own
    for (const Key key : {Key("territory.population.elected_official"), Key("territory.population.local_officer"),
                          Key("territory.population.social_economy_actor"), Key("territory.population.state_officer"),
                          Key("territory.authorities")})
      s.parameters.set(key, 1300);
    s.parameters.set("network.same_type", 0.004);
    s.parameters.set("network.different_type", 0.002);
  }
  const World world = populate(s, {104, 0});
  std::array<double, 2> pairs{}, ties{};
  const auto types = world[type_of];
  const auto organisations = world[organisation_of];
  for (Actor a = 0; a < types.size(); ++a)
    for (Actor b = a + 1; b < types.size(); ++b)
      if (organisations[a] != organisations[b]) ++pairs[types[a] == types[b]];
  for (const Pair pair : world.graph().pairs())
    if (organisations[pair.a] != organisations[pair.b]) ++ties[types[pair.a] == types[pair.b]];
  CHECK(std::abs(binomial_z(ties[1], pairs[1], s.parameters["network.same_type"])) <= bound);
  CHECK(std::abs(binomial_z(ties[0], pairs[0], s.parameters["network.different_type"])) <= bound);
}

TEST_CASE("ties between the public and the social economy are exposed as often as they should be, others not at all") {
  const Specification s = archetype("metropolis");
  const Parameters& p = s.parameters;
  const World world = populate(s, {105, 0});
  double contracts = 0, tendered = 0, controlled = 0;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    const bool a_social = world[type_of][pair.a] == 2, b_social = world[type_of][pair.b] == 2;
    if (a_social == b_social) {
      CHECK(world[tender][slot] == 0);
      CHECK(world[control][slot] == 0);
      continue;
    }
    ++contracts;
    tendered += world[tender][slot] >= 0.5f ? 1 : 0;
    controlled += world[control][slot] >= 0.5f ? 1 : 0;
  }
  CHECK(std::abs(binomial_z(tendered, contracts, p["contracts.tender_share"])) <= bound);
  CHECK(std::abs(binomial_z(controlled, contracts, p["contracts.control_share"])) <= bound);
}

TEST_CASE("relations begin with what their types know and trust of each other") {
  const Specification s = archetype("agglomeration");
  const Parameters& p = s.parameters;
  const World world = populate(s, {106, 0});
  std::array<Sample, 16> known;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    const bool same = world[organisation_of][pair.a] == world[organisation_of][pair.b];
    CHECK(world[contact_rate][slot] ==
          static_cast<float>(p[same ? Key("network.organisation_rate") : Key("network.rate")]));
    CHECK(world[institutional][slot] == 1);
    CHECK(world[tension][slot] == 0.05f);
    CHECK(world[shared_contacts][slot] == common_count(world.graph(), pair.a, pair.b));
    for (const bool reversed : {false, true}) {
      const Actor from = reversed ? pair.b : pair.a, to = reversed ? pair.a : pair.b;
      const std::size_t cell = std::size_t{4} * world[type_of][from] + world[type_of][to],
                        side = side_index(slot, from, to);
      CHECK(world[trust][side] == Approx(p.at(first_base_rate, cell)));
      CHECK(std::abs(world[interconnaissance][side] - p.at(first_known, cell)) <=
            p["interconnaissance.initial_spread"] + 1e-6);
      known[cell].add(world[interconnaissance][side]);
    }
  }
  for (std::size_t cell = 0; cell < 16; ++cell) CHECK(std::abs(known[cell].z(p.at(first_known, cell))) <= bound);
}

TEST_CASE("one actor more moves nobody else's ties") {
  Specification s = archetype("rural");
  const World before = populate(s, {107, 0});
  s.parameters.set("territory.population.state_officer", s.parameters["territory.population.state_officer"] + 1);
  const World world = populate(s, {107, 0});
  REQUIRE(world.graph().actors() == before.graph().actors() + 1);
  std::vector<Pair> among;
  for (const Pair pair : world.graph().pairs())
    if (pair.b < before.graph().actors()) among.push_back(pair);
  // The newcomer is the third of the last department; all other ties are drawn pair by pair.
  CHECK(std::equal(among.begin(), among.end(), before.graph().pairs().begin(), before.graph().pairs().end()));
}

TEST_CASE("a given territory is honoured value by value") {
  Specification s;
  GivenTerritory g;
  g.organisations = {"town", "association", "prefecture"};
  g.offices = {{"mayor", ActorType::elected_official, 0, Role::executive, Family::none, Issues{0.5f, -1, 0, 1}},
               {"president", ActorType::social_economy_actor, 1, Role::president, Family::mutual, {}},
               {"sub-prefect", ActorType::state_officer, 2, Role::state, Family::none, {}}};
  g.ties = {{1, 2, 0.25f, 0.75f, {}}, {0, 1, {}, {}, 0.625f}};
  s.given = g;
  const World world = populate(s, {108, 0});
  REQUIRE(world.graph().actors() == 3);
  REQUIRE(world.graph().relations() == 2);
  for (Actor i = 0; i < 3; ++i) {
    CHECK(world[type_of][i] == static_cast<std::uint8_t>(g.offices[i].type));
    CHECK(world[organisation_of][i] == g.offices[i].organisation);
    CHECK(world[role_of][i] == static_cast<std::uint8_t>(g.offices[i].role));
    CHECK(world[family_of][i] == static_cast<std::uint8_t>(g.offices[i].family));
  }
  CHECK(world[issues_of][0] == Issues{0.5f, -1, 0, 1});
  CHECK(world[office_issues][0] == Issues{0.5f, -1, 0, 1});
  const std::uint32_t one = *world.graph().find(1, 2), other = *world.graph().find(0, 1);
  CHECK(world[contact_rate][one] == 0.25f);
  CHECK(world[control][one] == 0.75f);
  CHECK(world[contact_rate][other] == 0.4f);
  CHECK(world[tender][other] == 0.625f);
  // What is not given is drawn as for an archetype, and not moved by what is.
  s.given->ties = {{0, 1, {}, {}, {}}, {1, 2, {}, {}, {}}};
  s.given->offices[0].issues.reset();
  const World drawn = populate(s, {108, 0});
  CHECK(drawn[tender][one] == world[tender][one]);
  CHECK(drawn[control][other] == world[control][other]);
  CHECK(same_bits(drawn[interconnaissance], world[interconnaissance]));
  CHECK(std::equal(drawn[tenure].begin(), drawn[tenure].end(), world[tenure].begin()));
}

}  // namespace entremise::territory::testing
