#include "analysis/verification/closed_forms.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/reference/replicates.hpp"
#include "models/territory/model.hpp"

namespace entremise::verification {
namespace {

using namespace territory;
using reference::binomial_error;
using reference::Check;
using reference::Rule;
using reference::Sample;
using reference::Trial;
using Office = GivenTerritory::Office;

/// Parameters with every mechanism off but encounters and these.
Parameters nothing_but(std::initializer_list<Key> mechanisms) {
  Parameters p;
  for (std::size_t i = 0; i < registry.size(); ++i)
    if (registry[i].key.starts_with("mechanisms.")) p.set_index(i, 0);
  p.set("mechanisms.encounters", 1);
  for (const Key key : mechanisms) p.set(key, 1);
  return p;
}

Office office(ActorType type, Role role, std::uint32_t organisation, float position = 0) {
  return {{}, type, organisation, role, Family::none, std::array{position, position, position, position}};
}

/// Many pairs, each of which knows nobody else; the pair k has slot k.
GivenTerritory pairs_of(const Office& a, const Office& b, std::uint32_t count) {
  GivenTerritory given;
  given.organisations = {"one", "other"};
  for (std::uint32_t k = 0; k < count; ++k) {
    given.offices.push_back(a);
    given.offices.push_back(b);
    given.ties.push_back({2 * k, 2 * k + 1, {}, {}, {}});
  }
  return given;
}

void advance(Simulation& simulation, const Trial& trial) {
  if (!simulation.advance(trial.stop)) throw reference::Stopped{};
}

territory::World after(const Specification& specification, const Trial& trial, std::uint32_t replicate,
                       std::uint32_t months) {
  Simulation simulation(specification, {trial.seed, replicate});
  for (std::uint32_t month = 0; month < months; ++month) advance(simulation, trial);
  return simulation.world();
}

Check statistic(Text quantity, double expected, const Sample& sample) {
  return {std::move(quantity), Rule::statistic,         expected,
          sample.mean(),       sample.standard_error(), static_cast<std::uint32_t>(sample.count())};
}

// The mean over both sides of each pair: the two are not independent, pairs are.
template <class Column>
Sample of_pairs(const territory::World& world, Column column) {
  Sample sample;
  for (std::size_t slot = 0; slot < world.graph().relations(); ++slot)
    sample.add(0.5 * (double{world[column][2 * slot]} + world[column][2 * slot + 1]));
  return sample;
}

std::vector<Check> of_interconnaissance(const Trial& trial) {
  struct Case {
    double meets, learns, decays, leaves, role;  // λ, g, δ, h, φ
  };
  std::vector<Check> checks;
  for (const Case& c :
       {Case{0.5, 0.12, 0.012, 0.02, 0.4}, Case{0.1, 0.12, 0.05, 0.041, 0.4}, Case{0.42, 0.1, 0.02, 0, 0.4}}) {
    const double k = 1 - c.leaves * (1 - c.role), k2 = 1 - c.leaves + c.leaves * c.role * c.role, stays = 1 - c.decays,
                 g = c.learns;
    const double mean = c.meets * g / (1 - stays * k * (1 - c.meets * g));
    const double square = c.meets * (g * g + 2 * g * (1 - g) * stays * k * mean) /
                          (1 - stays * stays * k2 * (1 - c.meets + c.meets * (1 - g) * (1 - g)));
    Specification s;
    s.parameters = nothing_but({"mechanisms.learning", "mechanisms.forgetting", "mechanisms.turnover"});
    Parameters& p = s.parameters;
    p.set("interconnaissance.reticent", 1);  // all exchanges are worth g
    p.set("interconnaissance.learning", c.learns);
    p.set("interconnaissance.decay", c.decays);
    p.set("interconnaissance.neglect_factor", 1);
    p.set("interconnaissance.role_share", c.role);
    p.set("interconnaissance.memory", 1);  // newcomers know what their predecessors knew
    p.set("turnover.state", c.leaves);
    p.set("network.rate", c.meets);
    s.given = pairs_of(office(ActorType::state_officer, Role::state, 0),
                       office(ActorType::state_officer, Role::state, 1), trial.replicates(800, 4000));
    const territory::World world = after(s, trial, static_cast<std::uint32_t>(checks.size()), 400);
    Sample squares;
    for (std::size_t slot = 0; slot < world.graph().relations(); ++slot) {
      const double ab = world[interconnaissance][2 * slot] - mean, ba = world[interconnaissance][2 * slot + 1] - mean;
      squares.add(0.5 * (ab * ab + ba * ba));
    }
    checks.push_back(statistic(text("mean, λ = {}, g = {}, δ = {}, h = {}", "moyenne, λ = {}, g = {}, δ = {}, h = {}",
                                    c.meets, c.learns, c.decays, c.leaves),
                               mean, of_pairs(world, interconnaissance)));
    checks.push_back(statistic(text("variance, likewise", "variance, de même"), square - mean * mean, squares));
  }
  return checks;
}

std::vector<Check> of_trust(const Trial& trial) {
  constexpr double will = 0.95, constraint = 0.2, negativity = 3, activities = 0.8 * 0.75;
  std::vector<Check> checks;
  for (const double known : {0.0, 0.23, 0.51, 0.75, 1.0}) {
    Specification s;
    s.parameters = nothing_but({"mechanisms.activity", "mechanisms.attribution", "mechanisms.forgetting"});
    Parameters& p = s.parameters;
    p.set("interconnaissance.decay", 0);
    p.set("interconnaissance.initial_spread", 0);
    constexpr Key first_known = "interconnaissance.initial.elected_official.elected_official",
                  first_constraint = "activity.constraint.elected_official";
    for (std::size_t i = 0; i < actor_types * actor_types; ++i) p.set_index(first_known.index() + i, known);
    for (std::size_t i = 0; i < actor_types; ++i) p.set_index(first_constraint.index() + i, constraint);
    p.set("trust.contact", 0);
    p.set("trust.detection", 1);
    p.set("trust.negativity", negativity);
    p.set("activity.good_will", will);
    p.set("network.rate", 0.8);
    p.set("activity.rate", 0.75);
    s.given = pairs_of(office(ActorType::elected_official, Role::councillor, 0),
                       office(ActorType::local_officer, Role::officer, 1), trial.replicates(500, 2000));
    const territory::World world = after(s, trial, static_cast<std::uint32_t>(checks.size()), 600);
    const double kept = will * (1 - constraint), held = 1 - will + will * constraint * (1 - known);
    const double forgets = 1 - static_cast<double>(static_cast<float>(p["trust.memory"]));
    const double limit = kept / (kept + negativity * held);
    const Sample good = of_pairs(world, evidence_for), bad = of_pairs(world, evidence_against);
    checks.push_back(statistic(text("evidence for, r*, I = {}", "faits favorables r*, I = {}", known),
                               activities * kept / forgets, good));
    checks.push_back(statistic(text("evidence against, s*, I = {}", "faits défavorables s*, I = {}", known),
                               negativity * activities * held / forgets, bad));
    // r (1 - T) - s T has mean zero just where T is the limit; its spread over pairs, per unit of evidence, is that of
    // the share of evidence that is favourable.
    Sample distance;
    for (std::size_t slot = 0; slot < world.graph().relations(); ++slot) {
      double sum = 0;
      for (const std::size_t side : {2 * slot, 2 * slot + 1})
        sum += world[evidence_for][side] * (1 - limit) - world[evidence_against][side] * limit;
      distance.add(0.5 * sum);
    }
    const double weight = good.mean() + bad.mean();
    checks.push_back({text("favourable share of evidence, T*, I = {}", "part favorable des faits T*, I = {}", known),
                      Rule::statistic, limit, good.mean() / weight, distance.standard_error() / weight,
                      static_cast<std::uint32_t>(distance.count())});
  }
  return checks;
}

std::vector<Check> of_tension(const Trial& trial) {
  Specification s;
  s.parameters =
      nothing_but({"mechanisms.activity", "mechanisms.attribution", "mechanisms.forgetting", "mechanisms.tension"});
  Parameters& p = s.parameters;
  p.set("network.rate", 0.8);
  p.set("activity.rate", 0.75);
  p.set("tension.relief", 0);
  s.given = pairs_of(office(ActorType::elected_official, Role::councillor, 0, 0.5f),
                     office(ActorType::state_officer, Role::state, 1, -0.5f), trial.replicates(1000, 4000));
  const double activities = 0.8 * 0.75, fades = static_cast<float>(p["tension.relaxation"]);
  const double rise = 0.5 * p["tension.latent"] * 0.5, mean = activities * rise / fades,
               variance = activities * (1 - activities) * rise * rise / (1 - (1 - fades) * (1 - fades));
  const territory::World world = after(s, trial, 0, 400);
  Sample tensions, squares;
  for (const float r : world[tension]) {
    tensions.add(r);
    squares.add((r - mean) * (r - mean));
  }
  return {statistic({"mean R*", "moyenne R*"}, mean, tensions), statistic({"variance", "variance"}, variance, squares)};
}

std::vector<Check> of_tenure(const Trial& trial) {
  const auto offices = [](const Office& one, std::uint32_t count) {
    GivenTerritory given;
    given.organisations = {"one"};
    given.offices.assign(count, one);
    return given;
  };
  const std::uint32_t n = trial.replicates(500, 2000);
  constexpr std::uint32_t months = 600, followed = 200;  // who came in the first 200 months has left by the end
  Specification s;
  s.parameters = nothing_but({"mechanisms.turnover"});
  s.given = offices(office(ActorType::state_officer, Role::state, 0), n);
  const double h = s.parameters["turnover.state"];
  std::vector<Check> checks;
  {
    Simulation simulation(s, {trial.seed, 0});
    std::vector<std::uint32_t> since(n, 0);
    Sample stays;
    double arrivals = 0;
    for (std::uint32_t month = 1; month <= months; ++month) {
      advance(simulation, trial);
      for (Actor i = 0; i < n; ++i)
        if (simulation.world()[arrived][i] != 0) {
          ++arrivals;
          if (since[i] > 0 && since[i] <= followed) stays.add(month - since[i]);
          since[i] = month;
        }
    }
    checks.push_back(
        statistic({"months that a State officer stays", "mois qu’un agent de l’État reste"}, 1 / h, stays));
    checks.push_back({{"share of State officers who leave in a month", "part des agents de l’État partant chaque mois"},
                      Rule::statistic,
                      h,
                      arrivals / (double{months} * n),
                      binomial_error(h, double{months} * n),
                      n * months});
  }
  s.given = offices(office(ActorType::elected_official, Role::councillor, 0), n);
  s.given->offices.front().role = Role::executive;
  Simulation simulation(s, {trial.seed, 1});
  const auto first = static_cast<std::uint32_t>(s.parameters["elections.first"]);
  for (std::uint32_t month = 1; month <= first; ++month) advance(simulation, trial);
  double renewed = 0;
  for (const auto one : simulation.world()[arrived]) renewed += one;
  const double share = s.parameters["turnover.elected_renewal"];
  checks.push_back({{"share of elected officials renewed by an election", "part des élus renouvelés par une élection"},
                    Rule::statistic,
                    share,
                    renewed / n,
                    binomial_error(share, n),
                    n});
  return checks;
}

}  // namespace

const std::vector<reference::ReferenceModel>& closed_forms() {
  static const std::vector<reference::ReferenceModel> all{
      {"interconnaissance",
       {"closed form of this model", "forme close de ce modèle"},
       "this model",
       &of_interconnaissance},
      {"trust", {"closed form of this model", "forme close de ce modèle"}, "this model", &of_trust},
      {"tension", {"closed form of this model", "forme close de ce modèle"}, "this model", &of_tension},
      {"tenure", {"closed form of this model", "forme close de ce modèle"}, "this model", &of_tenure}};
  return all;
}

}  // namespace entremise::verification
