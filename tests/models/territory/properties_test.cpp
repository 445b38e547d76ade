// Laws that hold for whatever parameters, levers and territories.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/dialogue.hpp"
#include "models/territory/mechanisms/projects.hpp"
#include "models/territory/mechanisms/ruptures.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

// A value somewhere in the plausible range, or at either end of it.
double some_value(const Parameter& p) {
  const auto k = *rc::gen::inRange(0, 9);
  const double x = p.plausible.low + (p.plausible.high - p.plausible.low) * k / 8;
  return p.kind == Kind::real ? x : std::floor(x);
}

// Two to twelve actors, types missing now and then.
Specification arbitrary_territory() {
  Specification s;
  s.months = *rc::gen::inRange<std::uint32_t>(1, 50);
  for (std::size_t i = 0; i < registry.size(); ++i)
    if (*rc::gen::inRange(0, 3) != 0) s.parameters.set_index(i, some_value(registry[i]));
  std::uint32_t actors = 0;
  for (const Key key : {Key("territory.population.elected_official"), Key("territory.population.local_officer"),
                        Key("territory.population.social_economy_actor"), Key("territory.population.state_officer")}) {
    const auto n = *rc::gen::inRange<std::uint32_t>(0, 4);
    actors += n;
    s.parameters.set(key, n);
  }
  if (actors < 2) s.parameters.set("territory.population.state_officer", 2);
  s.parameters.set("territory.authorities", *rc::gen::inRange(1, 5));
  for (auto levers = *rc::gen::inRange(0, 5); levers > 0; --levers) {
    Lever lever = facilitator(*rc::gen::inRange<std::uint32_t>(0, 30));
    lever.kind = lever_kinds[*rc::gen::inRange<std::size_t>(0, lever_kinds.size())].kind;
    if (*rc::gen::arbitrary<bool>()) lever.until = *rc::gen::inRange<std::uint32_t>(0, 50);
    for (std::size_t f = 0; f < lever_registry.size(); ++f)
      if (*rc::gen::arbitrary<bool>()) lever.values[f] = some_value(lever_registry[f]);
    s.levers.push_back(lever);
  }
  return s;
}

template <class C>
void check_column(const World& world) {
  for (const auto& value : world[C{}])
    if (!entremise::detail::within_bounds<C>(value)) RC_FAIL("column " + std::string(C::name) + " leaves its bounds");
}

}  // namespace

TEST_CASE("every column stays within its bounds and every measure within its range") {
  const Catalogue c = catalogue({true});
  REQUIRE(rc::check([&c] {
    const Specification s = arbitrary_territory();
    Simulation simulation(s, {131, *rc::gen::inRange<std::uint32_t>(0, 1000)});
    const Observer observe(s.parameters, {true});
    for (std::uint32_t month = 0; month <= s.months; ++month) {
      if (month > 0) simulation.advance();
      [&]<class... Cs>(Columns<Cs...>) { (check_column<Cs>(simulation.world()), ...); }(World::AllColumns{});
      std::vector<float> values;
      observe(simulation.world(), values);
      for (std::size_t v = 0; v < c.variables().size(); ++v)
        for (std::size_t k = 0; k < c.size(v); ++k) {
          const Variable& variable = c.variables()[v];
          const double value = values[c.offset(v) + k];
          if (!std::isnan(value) && (value < variable.valid_min || value > variable.valid_max))
            RC_FAIL(variable.name + " is " + std::to_string(value) + " in month " + std::to_string(month));
          // A count is always defined.
          if (std::isnan(value)) RC_ASSERT(variable.valid_max <= 1 || variable.valid_min < 0);
        }
    }
  }));
}

TEST_CASE("types that are alike in everything are alike in what becomes of them") {
  Specification s = rural(48);
  Parameters& p = s.parameters;
  set_matrix(p, first_base_rate, 0.5);
  set_matrix(p, first_known, 0.3);
  set_constraints(p, 0.25);
  // Contracts make the social economy special, turnover has a calendar for each type, and embedding goes by degree.
  p.set("candour.control", 0);
  p.set("network.control_rate", 0);
  for (const Key key : {Key("mechanisms.tenders"), Key("mechanisms.hidden_cost"), Key("projects.intention_tender"),
                        Key("projects.intention_control"), Key("value.cost_asymmetry")})
    p.set(key, 0);
  constexpr Key first_weight = "value.weight.elected_official.social";
  for (std::size_t k = 0; k < actor_types * criteria; ++k) p.set_index(first_weight.index() + k, 0.25);
  p.set("mechanisms.turnover", 0);
  p.set("interconnaissance.embedding", 0);
  constexpr std::array<std::string_view, 3> names{"trust_mixing", "interconnaissance_mixing", "cooperation_mixing"};
  std::array<std::array<Sample, 16>, names.size()> gaps;
  for (std::uint32_t replicate = 0; replicate < 100; ++replicate) {
    const auto series = series_of(s, {132, replicate});
    for (std::size_t m = 0; m < names.size(); ++m)
      for (std::size_t k = 0; k < 4; ++k)
        for (std::size_t l = k + 1; l < 4; ++l) {
          const double gap =
              double{value_of(series, 48, names[m], 4 * k + l)} - value_of(series, 48, names[m], 4 * l + k);
          if (!std::isnan(gap)) gaps[m][4 * k + l].add(gap);
        }
  }
  for (std::size_t m = 0; m < names.size(); ++m)
    for (std::size_t k = 0; k < 4; ++k)
      for (std::size_t l = k + 1; l < 4; ++l) {
        CAPTURE(std::string(names[m]), k, l);
        CHECK(std::abs(gaps[m][4 * k + l].z(0)) <= bound);
      }
}

TEST_CASE("without constraints, knowing them changes nothing of trust") {
  Specification s = rural(48);
  everyday_alone(s.parameters);  // knowledge also decides whom one asks to join a project
  set_constraints(s.parameters, 0);
  const auto trusts = [&](double known) {
    set_matrix(s.parameters, first_known, known);
    const World world = after(s, {133, 0}, 48);
    const auto t = world[trust];
    return std::vector<float>(t.begin(), t.end());
  };
  CHECK(same_bits(trusts(0.1), trusts(0.9)));
  set_constraints(s.parameters, 0.25);
  CHECK(!same_bits(trusts(0.1), trusts(0.9)));
}

TEST_CASE("knowing more of constraints, trust is higher; negativity lowers it") {
  // On the same luck, where knowledge stays as it is and nobody speaks openly, this holds for each relation.
  Specification s = rural(36);
  Parameters& p = s.parameters;
  everyday_alone(p);
  for (const Key key : {Key("mechanisms.candour"), Key("mechanisms.learning"), Key("mechanisms.gossip")}) p.set(key, 0);
  const auto trusts = [&](double known, double negativity) {
    set_matrix(p, first_known, known);
    p.set("trust.negativity", negativity);
    const World world = after(s, {134, 0}, 36);
    const auto t = world[trust];
    return std::vector<float>(t.begin(), t.end());
  };
  const auto reference = trusts(0.3, 3), knowing = trusts(0.6, 3), negative = trusts(0.3, 5);
  for (std::size_t side = 0; side < reference.size(); ++side) {
    CHECK(knowing[side] >= reference[side] - 1e-6f);
    CHECK(negative[side] <= reference[side] + 1e-6f);
  }
  CHECK(!same_bits(knowing, reference));
  CHECK(!same_bits(negative, reference));
}

TEST_CASE("a million draws of the parameters: no rule leaves its bounds") {
#ifdef NDEBUG
  constexpr std::uint32_t draws_of_all = 1'000'000;
#else
  constexpr std::uint32_t draws_of_all = 10'000;  // without optimisation
#endif
  const StreamKey key = stream_key({135, 0}, process_id("parameters at random"));
  std::size_t out_of_bounds = 0;
  const auto chance = [&](double x) { out_of_bounds += x >= 0 && x <= 1 ? 0 : 1; };
  const auto positive = [&](double x) { out_of_bounds += x >= 0 && x < 1e9 ? 0 : 1; };
  Parameters p;
  for (std::uint32_t k = 0; k < draws_of_all; ++k) {
    Draws draws(key, k, no_entity, 0);
    // A sixteenth of them anew each time: in the end all have been everywhere together with all.
    for (std::size_t i = k % 16; i < registry.size(); i += 16) {
      const Parameter& one = registry[i];
      const double x = one.plausible.low + (one.plausible.high - one.plausible.low) * draws.uniform();
      p.set_index(i, one.kind == Kind::real ? x : std::floor(x));
    }
    const auto any = [&] { return draws.uniform_float(); };
    const float trusts = any(), knows = any(), safety = any(), tension_now = any(), open = any(), done = any();
    const std::size_t type = draws.below(actor_types), other = draws.below(actor_types);

    chance(TrustRule(p)(type, other, 50 * any(), 50 * any()));
    const CandourRule candour(p);
    chance(candour.speaks_openly({trusts, any(), any(), any(), 0}, safety, any()));
    chance(candour.exploits(trusts, safety));
    const ActivityRule activity(p);
    chance(activity.expected_delivery(type, knows));
    chance(ControlRule(p).willing(any(), 1));
    const DisagreementRule disagreement_rule(p);
    chance(disagreement_rule.surfaced_after(open, true));
    chance(disagreement_rule.worked_after(done, open, any()));
    const TensionRule tension_rule(p);
    positive(tension_rule.strain(DisagreementRule::latent(any(), open, done), DisagreementRule::open(any(), open, done),
                                 trusts, safety));
    chance(tension_rule.after(tension_now, 2, 1, 1, false));
    chance(tension_rule.after(tension_now, 0, 1, 0, true));
    const RuptureRule rupture(p);
    if (rupture.may_break(tension_now)) chance(rupture.hazard(tension_now));
    const ProjectRule project(p);
    chance(project.start(any(), 1));
    chance(project.accepts(trusts, knows, any(), 0));
    chance(project.intends({trusts, any(), knows, any(), any(), tension_now, any(), any()}));
    const SpaceRule space(p);
    const SpaceRule::Circumstances where{any(), any(), any(), any(), draws.chance(0.5)};
    for (const SpaceForm form : {SpaceForm::peers, SpaceForm::codevelopment, SpaceForm::agora}) {
      chance(space.safety(form, where));
      chance(space.quality(form, where));
    }
    const EngagementRule engagement_rule(p);
    chance(engagement_rule.after_month(any(), 5 * any(), 1 + any()));
    chance(engagement_rule.after_success(any(), 4 * any() - 2));
    chance(engagement_rule.after_failure(any()));
    Issues x{any(), -any(), any(), -any()}, y{-any(), any(), any(), any()};
    InfluenceRule(p).meet(x, y, any());
    for (const float position : x) chance((position + 1) / 2);
    positive(ValueRule(p).cost(type, draws.chance(0.5)));
  }
  CHECK(out_of_bounds == 0);
}

}  // namespace entremise::territory::testing
