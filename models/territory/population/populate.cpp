#include "models/territory/population/populate.hpp"

#include <algorithm>
#include <stdexcept>

#include "models/territory/mechanisms/enlargement.hpp"
#include "models/territory/mechanisms/relation_types.hpp"
#include "models/territory/mechanisms/trust.hpp"
#include "sim/graph/generators.hpp"

namespace entremise::territory {

namespace {

// Shares `count` seats among the authorities: one each in turn, then half of the rest to the first, the others in turn.
std::vector<std::uint32_t> seats(std::uint32_t count, std::uint32_t authorities) {
  std::vector<std::uint32_t> of;
  for (std::uint32_t k = 0; k < authorities && of.size() < count; ++k) of.push_back(k);
  const std::uint32_t rest = count - static_cast<std::uint32_t>(of.size());
  for (std::uint32_t k = 0; k < rest; ++k)
    of.push_back(k < (rest + 1) / 2 ? 0 : 1 + (k - (rest + 1) / 2) % std::max(1u, authorities - 1));
  for (std::uint32_t& authority : of) authority = std::min(authority, authorities - 1);
  return of;
}

Family draw_family(const Parameters& p, Luck luck, std::uint32_t organisation) {
  const std::array<double, 5> shares{p["territory.families.association"], p["territory.families.cooperative"],
                                     p["territory.families.mutual"], p["territory.families.foundation"],
                                     p["territory.families.company"]};
  Draws draws(stream_key(luck, process_id("families")), organisation, no_entity, 0);
  const std::size_t k = draws.choose(shares);
  return k < shares.size() ? static_cast<Family>(k + 1) : Family::association;
}

}  // namespace

Offices draw_offices(const Parameters& p, Luck luck) {
  const auto count = [&](std::size_t type) {
    return static_cast<std::uint32_t>(p.at("territory.population.elected_official", type));
  };
  const std::uint32_t elected = count(0), officers = count(1), social = count(2), state = count(3);
  Offices out;
  const auto add = [&](ActorType type, std::uint32_t organisation, Role role, Family family = Family::none) {
    out.offices.push_back({{}, type, organisation, role, family, {}});
  };

  const std::uint32_t most = std::max(elected, officers);
  const std::uint32_t authorities =
      most == 0 ? 0 : std::min(std::max(1u, static_cast<std::uint32_t>(p["territory.authorities"])), most);
  out.organisations = authorities;
  std::vector<bool> headed(authorities), directed(authorities);
  for (const std::uint32_t authority : seats(elected, authorities)) {
    add(ActorType::elected_official, authority, headed[authority] ? Role::councillor : Role::executive);
    headed[authority] = true;
  }
  for (const std::uint32_t authority : seats(officers, authorities)) {
    add(ActorType::local_officer, authority, directed[authority] ? Role::officer : Role::director);
    directed[authority] = true;
  }

  for (std::uint32_t left = social, k = 0; left > 0; ++k) {
    const Family family = draw_family(p, luck, k);
    const std::uint32_t organisation = out.organisations++;
    Draws draws(stream_key(luck, process_id("two heads")), k, no_entity, 0);
    const bool two_heads = family == Family::association && draws.chance(p["territory.bicephalous"]) && left >= 2;
    if (family == Family::association) {
      add(ActorType::social_economy_actor, organisation, Role::president, family);
      if (two_heads) add(ActorType::social_economy_actor, organisation, Role::manager, family);
    } else {
      add(ActorType::social_economy_actor, organisation, Role::manager, family);
    }
    left -= two_heads ? 2 : 1;
  }

  constexpr std::uint32_t department = 4;
  for (std::uint32_t k = 0; k < state; ++k) {
    if (k % department == 0) ++out.organisations;
    add(ActorType::state_officer, out.organisations - 1, Role::state);
  }
  return out;
}

std::vector<Actor> executives(const World& world) {
  std::vector<Actor> of;
  for (Actor i = 0; i < world.graph().actors(); ++i) {
    const std::uint32_t organisation = world[organisation_of][i];
    if (organisation >= of.size()) of.resize(organisation + 1, no_entity);
    if (world[role_of][i] == static_cast<std::uint8_t>(Role::executive) && of[organisation] == no_entity)
      of[organisation] = i;
  }
  return of;
}

namespace {

// Up to this many actors every pair is decided by a draw of its own, so that one more actor moves nobody else's ties;
// beyond it, ties are found by leaps, whose cost goes with the ties and not with the pairs.
constexpr std::size_t pairwise_limit = 4096;

// Chance ties by type, and a tie between any two of an organisation.
Graph draw_ties(const Parameters& p, const std::vector<GivenTerritory::Office>& offices, Luck luck) {
  const auto n = static_cast<Actor>(offices.size());
  BlockDensities densities(actor_types, std::vector<double>(actor_types, p["network.different_type"]));
  for (std::size_t k = 0; k < actor_types; ++k) densities[k][k] = p["network.same_type"];
  std::vector<std::uint32_t> types;
  std::vector<std::vector<Actor>> members;
  for (Actor i = 0; i < n; ++i) {
    types.push_back(static_cast<std::uint32_t>(offices[i].type));
    if (offices[i].organisation >= members.size()) members.resize(offices[i].organisation + 1);
    members[offices[i].organisation].push_back(i);
  }
  const StreamKey key = stream_key(luck, process_id("institutional ties"));
  const Graph chance =
      n <= pairwise_limit ? block_model_keyed(types, densities, key) : block_model(types, densities, key);
  std::vector<Pair> pairs(chance.pairs().begin(), chance.pairs().end());
  for (const auto& some : members)
    for (std::size_t i = 0; i < some.size(); ++i)
      for (std::size_t j = i + 1; j < some.size(); ++j) pairs.push_back({some[i], some[j]});
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return Graph(n, std::move(pairs));
}

bool between_social_and_public(ActorType a, ActorType b) {
  return (a == ActorType::social_economy_actor) != (b == ActorType::social_economy_actor);
}

}  // namespace

std::size_t office_count(const Specification& specification) {
  if (specification.given) return specification.given->offices.size();
  double count = 0;
  for (std::size_t type = 0; type < actor_types; ++type)
    count += specification.parameters.at("territory.population.elected_official", type);
  return static_cast<std::size_t>(count);
}

namespace {

// Offices that will join: of the types that there are, each a small organisation of its own.
void add_newcomers(std::vector<GivenTerritory::Office>& offices, const std::vector<Enlargement>& enlargements,
                   Luck luck) {
  const std::size_t from_the_start = offices.size();
  std::uint32_t organisations = 0;
  for (const GivenTerritory::Office& office : offices) organisations = std::max(organisations, office.organisation + 1);
  const StreamKey key = stream_key(luck, process_id("types of newcomers"));
  for (const Enlargement& one : enlargements)
    for (std::uint32_t n = 0; n < one.count; ++n) {
      Draws draws(key, static_cast<std::uint32_t>(offices.size()), no_entity, 0);
      const GivenTerritory::Office& like = offices[draws.below(static_cast<std::uint32_t>(from_the_start))];
      constexpr std::array role_of_type{Role::councillor, Role::officer, Role::member, Role::state};
      offices.push_back(
          {{}, like.type, organisations++, role_of_type[static_cast<std::size_t>(like.type)], like.family, {}});
    }
}

}  // namespace

World populate(const Specification& specification, Luck luck) {
  const Parameters& p = specification.parameters;
  const GivenTerritory* given = specification.given ? &*specification.given : nullptr;
  std::vector<GivenTerritory::Office> offices = given ? given->offices : draw_offices(p, luck).offices;
  if (offices.size() < 2) throw std::invalid_argument("a territory needs at least two actors");
  const std::size_t from_the_start = offices.size();
  const std::vector<Enlargement> enlargements = enlargements_of(specification.levers, from_the_start);

  Graph graph;
  if (given) {
    std::vector<Pair> pairs;
    for (const GivenTerritory::Tie& tie : given->ties) pairs.push_back({tie.a, tie.b});
    graph = Graph(static_cast<Actor>(offices.size()), std::move(pairs));
  } else {
    graph = draw_ties(p, offices, luck);
  }
  if (!enlargements.empty()) {
    add_newcomers(offices, enlargements, luck);
    graph = Graph(static_cast<Actor>(offices.size()), {graph.pairs().begin(), graph.pairs().end()});
  }
  World world(std::move(graph));
  world.resize(ledger, 1);
  world.resize(enlargement_progress, enlargements.size());

  const IssueSpread spread(p, luck);
  const StreamKey holders = stream_key(luck, process_id("first holders"));
  for (Actor i = 0; i < offices.size(); ++i) {
    const GivenTerritory::Office& office = offices[i];
    world.fill(type_of)[i] = static_cast<std::uint8_t>(office.type);
    world.fill(organisation_of)[i] = office.organisation;
    world.fill(role_of)[i] = static_cast<std::uint8_t>(office.role);
    world.fill(family_of)[i] = static_cast<std::uint8_t>(office.family);
    Draws draws(holders, i, no_entity, 0);
    const Issues of_office = spread.office(static_cast<std::size_t>(office.type), office.organisation, luck);
    world.fill(office_issues)[i] = office.issues ? *office.issues : of_office;
    const auto joins =
        std::find_if(enlargements.begin(), enlargements.end(), [i](const Enlargement& one) { return one.brings(i); });
    const float wider = joins != enlargements.end() ? joins->spread : 1.0f;
    world.fill(present)[i] = i < from_the_start ? 1 : 0;
    world.fill(issues_of)[i] = office.issues ? *office.issues : spread.person(of_office, draws, wider);
    // Newcomers defend what they think: their office's interests are as far out as they are.
    if (wider != 1.0f) world.fill(office_issues)[i] = world[issues_of][i];
    draws.skip_to(1);  // given positions take no words
    // Terms in progress: up to one municipal term of seniority (assumption; it matters only for directors' departures).
    world.fill(tenure)[i] = static_cast<std::uint16_t>(12 + draws.below(60));
    draws.skip_to(2);
    world.fill(minds_control)[i] = draws.chance(p["contracts.reactive_share"]) ? 1 : 0;
    world.fill(engagement)[i] = static_cast<float>(p["engagement.ordinary"]);
  }

  const StreamKey ties = stream_key(luck, process_id("first impressions"));
  const TrustRule trust_rule(p);
  const RelationTypeRule type_rule(p);
  const auto spread_of_knowledge = static_cast<float>(p["interconnaissance.initial_spread"]);
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    const GivenTerritory::Office &a = offices[pair.a], &b = offices[pair.b];
    Draws draws(ties, pair.a, pair.b, 0);
    const bool contract = between_social_and_public(a.type, b.type);
    // Above one half with the probability given, evenly spread on either side of it.
    const auto exposure = [&](double share) {
      const bool high = draws.chance(share);
      const float within = 0.5f * draws.uniform_float();
      return contract ? (high ? 0.5f + within : within) : 0.0f;
    };
    world.fill(tender)[slot] = exposure(p["contracts.tender_share"]);
    world.fill(control)[slot] = exposure(p["contracts.control_share"]);
    world.fill(contact_rate)[slot] =
        static_cast<float>(a.organisation == b.organisation ? p["network.organisation_rate"] : p["network.rate"]);
    world.fill(tension)[slot] = static_cast<float>(p["tension.initial"]);
    world.fill(institutional)[slot] = 1;
    world.fill(shared_contacts)[slot] =
        static_cast<std::uint16_t>(std::min<std::uint32_t>(65535, common_count(world.graph(), pair.a, pair.b)));
    for (const bool reversed : {false, true}) {
      const auto from = static_cast<std::size_t>(reversed ? b.type : a.type),
                 to = static_cast<std::size_t>(reversed ? a.type : b.type);
      const std::size_t side = 2 * std::size_t{slot} + (reversed ? 1 : 0);
      const auto mean = static_cast<float>(
          p.at("interconnaissance.initial.elected_official.elected_official", from * actor_types + to));
      world.fill(interconnaissance)[side] =
          std::clamp(mean + spread_of_knowledge * (2 * draws.uniform_float() - 1), 0.0f, 1.0f);
      world.fill(trust)[side] = trust_rule(from, to, 0, 0);
    }
  }
  if (given) {
    // Slots follow the order of pairs; the user's ties may come in any.
    for (const GivenTerritory::Tie& tie : given->ties) {
      const std::uint32_t slot = *world.graph().find(tie.a, tie.b);
      if (tie.rate) world.fill(contact_rate)[slot] = *tie.rate;
      if (tie.control) world.fill(control)[slot] = *tie.control;
      if (tie.tender) world.fill(tender)[slot] = *tie.tender;
    }
  }
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const float ab = world[trust][2 * std::size_t{slot}], ba = world[trust][2 * std::size_t{slot} + 1];
    const float known =
        0.5f * (world[interconnaissance][2 * std::size_t{slot}] + world[interconnaissance][2 * std::size_t{slot} + 1]);
    const auto d =
        type_rule.distances(known, std::min(ab, ba),
                            std::max(static_cast<float>(world[tender][slot]), std::abs(ab - ba)), world[control][slot]);
    world.fill(relation_type_of)[slot] = world.fill(former_type)[slot] = RelationTypeRule::nearest(d);
  }
  return world;
}

}  // namespace entremise::territory
