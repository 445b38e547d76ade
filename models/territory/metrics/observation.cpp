#include "models/territory/metrics/observation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>
#include <boost/pending/disjoint_sets.hpp>

#include "models/territory/mechanisms/disagreement.hpp"
#include "models/territory/metrics/joint_work.hpp"
#include "sim/engine/exact_sum.hpp"

namespace entremise::territory {

namespace {

/// Trust above which an actor counts as trusting, and at which a partnership can last (assumption).
constexpr float high_trust = 0.6f;
/// A tie is effective where the two trust each other by more than even odds and have met in the last half-year.
constexpr float effective_trust = 0.5f;
constexpr int effective_silence = 6;

constexpr std::size_t tie_sets = 2;

/// Sums over the sides of relations from one type of actor to another.
struct SideSums {
  std::int64_t sides = 0, high = 0, sufficient = 0, candid = 0, met = 0;
  std::array<std::int64_t, 6> outcomes{};
  ExactSum trust, trust_squared, known, gap, reciprocal;

  SideSums& operator+=(const SideSums& o) {
    sides += o.sides;
    high += o.high;
    sufficient += o.sufficient;
    candid += o.candid;
    met += o.met;
    for (std::size_t k = 0; k < outcomes.size(); ++k) outcomes[k] += o.outcomes[k];
    trust += o.trust;
    trust_squared += o.trust_squared;
    known += o.known;
    gap += o.gap;
    reciprocal += o.reciprocal;
    return *this;
  }
  [[nodiscard]] std::int64_t active() const {
    std::int64_t n = 0;
    for (std::size_t k = 1; k < outcomes.size(); ++k) n += outcomes[k];
    return n;
  }
};

/// Sums over relations.
struct RelationSums {
  std::int64_t relations = 0, met = 0;
  std::array<std::int64_t, relation_types> types{};
  std::array<std::array<std::int64_t, relation_types>, relation_types> changes{};
  std::int64_t ruptures = 0;
  ExactSum tension, distance, open, worked;

  RelationSums& operator+=(const RelationSums& o) {
    relations += o.relations;
    met += o.met;
    ruptures += o.ruptures;
    tension += o.tension;
    distance += o.distance;
    open += o.open;
    worked += o.worked;
    for (std::size_t k = 0; k < relation_types; ++k) {
      types[k] += o.types[k];
      for (std::size_t l = 0; l < relation_types; ++l) changes[k][l] += o.changes[k][l];
    }
    return *this;
  }
};

using Block = std::array<SideSums, actor_types * actor_types>;

struct Sums {
  // 0: ties made since the start, 1: institutional ties; `all` is made of both at the end.
  std::array<Block, tie_sets> sides{};
  std::array<RelationSums, tie_sets> relations{};
  std::array<std::int64_t, actor_types * actor_types> effective{};
  // Types of the institutional ties between the social economy and public bodies.
  std::array<std::int64_t, relation_types> across{};

  Sums& operator+=(const Sums& o) {
    for (std::size_t k = 0; k < across.size(); ++k) across[k] += o.across[k];
    for (std::size_t s = 0; s < tie_sets; ++s) {
      for (std::size_t k = 0; k < sides[s].size(); ++k) sides[s][k] += o.sides[s][k];
      relations[s] += o.relations[s];
    }
    for (std::size_t k = 0; k < effective.size(); ++k) effective[k] += o.effective[k];
    return *this;
  }
};

void add_relations(Sums& sums, const World& world, const ActivityRule& activity,
                   const std::array<float, actor_types>& critical, std::uint32_t first, std::uint32_t last) {
  const auto types = world[type_of];
  const auto issues = world[issues_of];
  const auto pairs = world.graph().pairs();
  std::array<float, actor_types> delivery_known{}, delivery_base{};
  for (std::size_t t = 0; t < actor_types; ++t) {
    delivery_base[t] = static_cast<float>(activity.expected_delivery(t, 0));
    delivery_known[t] = static_cast<float>(activity.expected_delivery(t, 1)) - delivery_base[t];
  }
  for (std::uint32_t slot = first; slot < last; ++slot) {
    const std::size_t set = world[institutional][slot];
    RelationSums& relation = sums.relations[set];
    const bool met = world.month() > 0 && world[silence][slot] == 0;
    ++relation.relations;
    relation.met += met ? 1 : 0;
    ++relation.types[world[relation_type_of][slot]];
    ++relation.changes[world[former_type][slot]][world[relation_type_of][slot]];
    relation.tension.add(world[tension][slot]);
    relation.ruptures += world[ruptured][slot];
    const float distance = disagreement(issues[pairs[slot].a], issues[pairs[slot].b]);
    const float worked_through = world[worked][slot];
    relation.distance.add(distance);
    relation.open.add(DisagreementRule::open(distance, world[surfaced][slot], worked_through));
    relation.worked.add(distance * worked_through);

    const std::size_t a = types[pairs[slot].a], b = types[pairs[slot].b];
    constexpr auto social = static_cast<std::size_t>(ActorType::social_economy_actor);
    if (set == 1 && (a == social) != (b == social)) ++sums.across[world[relation_type_of][slot]];
    const std::size_t ab = 2 * std::size_t{slot}, ba = ab + 1;
    const float trust_ab = world[trust][ab], trust_ba = world[trust][ba];
    const float known_ab = world[interconnaissance][ab], known_ba = world[interconnaissance][ba];
    const auto add = [&](std::size_t from, std::size_t to, float trusts, float trusted, float knows, std::size_t side) {
      SideSums& s = sums.sides[set][from * actor_types + to];
      ++s.sides;
      s.high += trusts > high_trust ? 1 : 0;
      s.sufficient += knows >= critical[to] ? 1 : 0;
      s.candid += world[candid][side];
      s.met += met ? 1 : 0;
      ++s.outcomes[world[delivery][side]];
      s.trust.add(trusts);
      s.trust_squared.add(double{trusts} * trusts);
      s.known.add(knows);
      // The trusted actor delivers the better, the better this one knows its constraints and helps around them.
      s.gap.add(double{trusts} - (delivery_base[to] + delivery_known[to] * knows));
      s.reciprocal.add(double{trusts} * trusted);
    };
    add(a, b, trust_ab, trust_ba, known_ab, ab);
    add(b, a, trust_ba, trust_ab, known_ba, ba);
    if (trust_ab > effective_trust && trust_ba > effective_trust && world[silence][slot] <= effective_silence) {
      ++sums.effective[a * actor_types + b];
      ++sums.effective[b * actor_types + a];
    }
  }
}

Sums sums_of(const World& world, const ActivityRule& activity, const std::array<float, actor_types>& critical) {
  const std::uint32_t n = world.graph().relations();
  constexpr std::uint32_t tile = 4096;
  if (n <= tile) {
    Sums sums;
    add_relations(sums, world, activity, critical, 0, n);
    return sums;
  }
  // The sums are exact, so that any order gives the same ones.
  return tbb::parallel_reduce(
      tbb::blocked_range<std::uint32_t>(0, n, tile), Sums{},
      [&](const tbb::blocked_range<std::uint32_t>& range, Sums sums) {
        add_relations(sums, world, activity, critical, range.begin(), range.end());
        return sums;
      },
      [](Sums x, const Sums& y) { return x += y; });
}

constexpr float undefined = std::numeric_limits<float>::quiet_NaN();

float ratio(double top, double bottom) {
  return bottom > 0 ? static_cast<float>(top / bottom) : undefined;
}
template <class Count>
float number(Count n) {
  return static_cast<float>(n);
}

// Size of the largest set of actors connected by partnerships, as a share of all actors.
float largest_partnership(const World& world) {
  const Graph& graph = world.graph();
  const auto n = graph.actors();
  std::vector<Actor> rank(n), parent(n), size(n, 0);
  boost::disjoint_sets<Actor*, Actor*> sets(rank.data(), parent.data());
  for (Actor i = 0; i < n; ++i) sets.make_set(i);
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot)
    if (world[relation_type_of][slot] == static_cast<std::uint8_t>(RelationType::partnership))
      sets.union_set(graph.pairs()[slot].a, graph.pairs()[slot].b);
  Actor largest = 0;
  for (Actor i = 0; i < n; ++i) largest = std::max(largest, ++size[sets.find_set(i)]);
  return ratio(largest, n);
}

}  // namespace

Catalogue catalogue(const MeasureChoice& choice) {
  const auto names = [](const auto& some) { return std::vector<std::string>(some.begin(), some.end()); };
  std::vector<Dimension> dimensions{
      {"tie_set", "which ties: all, or the fixed cohort that exists from the start", {"all", "institutional"}},
      {"actor_type", "type of the actor who trusts, knows or acts", names(actor_type_names)},
      {"actor_type_to", "type of the actor who is trusted, known or acted with", names(actor_type_names)},
      {"relation_type", "type of the relation", names(relation_type_names)},
      {"relation_type_to", "type of the relation after the month", names(relation_type_names)},
      {"criterion", "kind of value", names(criterion_names)}};
  const double no = std::numeric_limits<double>::infinity();
  const std::vector<std::string> set{"tie_set"}, set_type{"tie_set", "relation_type"},
      matrix{"tie_set", "actor_type", "actor_type_to"};
  std::vector<Variable> v{
      {"relation_count", "1", "number of relations", "nombre de relations", set, 0, no},
      {"trust", "1", "mean trust", "confiance moyenne", set, 0, 1},
      {"trust_sd", "1", "standard deviation of trust", "écart type de la confiance", set, 0, 1},
      {"trust_high_share", "1", "share of trusts above 0.6", "part des confiances supérieures à 0,6", set, 0, 1},
      {"trust_reciprocity", "1", "correlation of the trusts of the two ends",
       "corrélation des confiances des deux parties", set, -1, 1},
      {"trust_gap", "1", "mean of trust minus the partner's true chance to deliver",
       "écart moyen entre la confiance et la fiabilité réelle du partenaire", set, -1, 1},
      {"interconnaissance", "1", "mean interconnaissance", "interconnaissance moyenne", set, 0, 1},
      {"interconnaissance_sufficient_share", "1", "share of sides at or above the critical interconnaissance",
       "part des liens orientés au-dessus de l'interconnaissance critique", set, 0, 1},
      {"tension", "1", "mean tension", "tension moyenne", set, 0, 1},
      {"disagreement", "1", "mean disagreement on the issues", "désaccord moyen sur les sujets", set, 0, 1},
      {"disagreement_open", "1", "mean disagreement that is in the open and not worked through",
       "désaccord moyen mis au jour et non travaillé", set, 0, 1},
      {"disagreement_worked", "1", "mean disagreement that has been worked through", "désaccord moyen travaillé", set,
       0, 1},
      {"ruptures", "1", "relations that broke this month", "relations rompues dans le mois", set, 0, no},
      {"encounter_share", "1", "share of relations whose two ends met this month",
       "part des relations dont les deux parties se sont rencontrées dans le mois", set, 0, 1},
      {"candour", "1", "share of candid speakers in the month's encounters",
       "part des paroles franches dans les rencontres du mois", set, 0, 1},
      {"activities", "1", "parts taken in joint activities this month",
       "contributions attendues dans les activités communes du mois", set, 0, no},
      {"cooperation", "1", "share of these parts that were delivered", "part de ces contributions qui ont été tenues",
       set, 0, 1},
      {"excused_share", "1", "share of constraint failures that were excused",
       "part des défaillances par contrainte qui ont été comprises", set, 0, 1},
      {"relation_type_count", "1", "relations of each type", "relations de chaque type", set_type, 0, no},
      {"relation_type_share", "1", "share of relations of each type", "part des relations de chaque type", set_type, 0,
       1},
      {"relation_type_share_across",
       "1",
       "share of each type among institutional ties between the social economy and public bodies",
       "part de chaque type parmi les liens institutionnels entre ESS et puissance publique",
       {"relation_type"},
       0,
       1},
      {"relation_type_entropy", "1", "entropy of the relation types, as a share of the largest",
       "entropie des types de relation, rapportée au maximum", set, 0, 1},
      {"relation_type_changes",
       "1",
       "relations that went from one type to another this month",
       "relations passées d'un type à un autre dans le mois",
       {"tie_set", "relation_type", "relation_type_to"},
       0,
       no},
      {"trust_mixing", "1", "mean trust by types", "confiance moyenne par types", matrix, 0, 1},
      {"interconnaissance_mixing", "1", "mean interconnaissance by types", "interconnaissance moyenne par types",
       matrix, 0, 1},
      {"cooperation_mixing", "1", "share of parts delivered, by types of who acts and with whom",
       "part des contributions tenues, par types de qui agit et avec qui", matrix, 0, 1},
      {"effective_ties",
       "1",
       "sides of effective ties (trust above 0.5 both ways, met within 6 months), by types",
       "liens effectifs orientés (confiance réciproque supérieure à 0,5, rencontre depuis moins de 6 mois), par types",
       {"actor_type", "actor_type_to"},
       0,
       no},
      {"assortativity",
       "1",
       "Newman's assortativity by type of the effective ties",
       "assortativité de Newman par type des liens effectifs",
       {},
       -1,
       1},
      {"ei_index",
       "1",
       "E-I index of the effective ties: (external - internal) / all",
       "indice E-I des liens effectifs : (externes - internes) / tous",
       {},
       -1,
       1},
      {"arrivals",
       "1",
       "offices with a new holder this month",
       "fonctions dont le titulaire vient de changer",
       {"actor_type"},
       0,
       no},
      {"interventions",
       "1",
       "facilitators' interventions this month",
       "interventions des tiers facilitateurs dans le mois",
       {},
       0,
       no},
      {"introductions",
       "1",
       "pairs introduced by facilitators this month",
       "mises en relation par les tiers facilitateurs dans le mois",
       {},
       0,
       no}};
  for (Variable& variable : joint_work_variables(choice.whole)) v.push_back(std::move(variable));
  if (choice.whole)
    v.push_back({"partnership_component",
                 "1",
                 "share of actors in the largest set connected by partnerships",
                 "part des acteurs dans le plus grand ensemble relié par des partenariats",
                 {},
                 0,
                 1});
  return Catalogue(std::move(dimensions), std::move(v));
}

Observer::Observer(const Parameters& p, const MeasureChoice& choice) : choice_(choice), activity_(p) {
  const double will = p["activity.good_will"], negativity = p["trust.negativity"];
  for (std::size_t t = 0; t < actor_types; ++t) {
    const double constraint = p.at("activity.constraint.elected_official", t);
    const double kept = will * (1 - constraint), failed = will * constraint;
    const double bearable = negativity > 0 ? kept * (1 - double{high_trust}) / (negativity * double{high_trust})
                                           : std::numeric_limits<double>::infinity();
    critical_[t] = failed > 0 ? 1 - (bearable - (1 - will)) / failed : (bearable >= 1 - will ? -1.0 : 2.0);
  }
}

void Observer::operator()(const World& world, std::vector<float>& series) const {
  std::array<float, actor_types> critical{};
  for (std::size_t t = 0; t < actor_types; ++t) critical[t] = static_cast<float>(critical_[t]);
  const Sums sums = sums_of(world, activity_, critical);

  // Position 0: all ties; position 1: institutional ones.
  std::array<Block, tie_sets> sides{sums.sides[0], sums.sides[1]};
  std::array<RelationSums, tie_sets> relations{sums.relations[0], sums.relations[1]};
  for (std::size_t k = 0; k < sides[0].size(); ++k) sides[0][k] += sums.sides[1][k];
  relations[0] += sums.relations[1];
  std::array<SideSums, tie_sets> total{};
  for (std::size_t s = 0; s < tie_sets; ++s)
    for (const SideSums& block : sides[s]) total[s] += block;

  const auto each_set = [&](auto value) {
    for (std::size_t s = 0; s < tie_sets; ++s) series.push_back(value(total[s], relations[s]));
  };
  using S = SideSums;
  using R = RelationSums;
  const auto mean = [](ExactSum sum, std::int64_t n) { return sum.value() / static_cast<double>(n); };
  // Terms are rounded to 2^-30: a variance that small is nothing but rounding.
  const auto variance = [mean](const S& s) {
    const double v = mean(s.trust_squared, s.sides) - mean(s.trust, s.sides) * mean(s.trust, s.sides);
    return v > 0x1p-27 ? v : 0.0;
  };
  each_set([](const S&, const R& r) { return number(r.relations); });
  each_set([](const S& s, const R&) { return ratio(s.trust.value(), number(s.sides)); });
  each_set([&](const S& s, const R&) { return s.sides > 0 ? static_cast<float>(std::sqrt(variance(s))) : undefined; });
  each_set([](const S& s, const R&) { return ratio(number(s.high), number(s.sides)); });
  each_set([&](const S& s, const R&) {
    if (s.sides == 0 || variance(s) == 0) return undefined;
    const double covariance = mean(s.reciprocal, s.sides) - mean(s.trust, s.sides) * mean(s.trust, s.sides);
    return static_cast<float>(std::clamp(covariance / variance(s), -1.0, 1.0));
  });
  each_set([](const S& s, const R&) { return ratio(s.gap.value(), number(s.sides)); });
  each_set([](const S& s, const R&) { return ratio(s.known.value(), number(s.sides)); });
  each_set([](const S& s, const R&) { return ratio(number(s.sufficient), number(s.sides)); });
  each_set([](const S&, const R& r) { return ratio(r.tension.value(), number(r.relations)); });
  each_set([](const S&, const R& r) { return ratio(r.distance.value(), number(r.relations)); });
  each_set([](const S&, const R& r) { return ratio(r.open.value(), number(r.relations)); });
  each_set([](const S&, const R& r) { return ratio(r.worked.value(), number(r.relations)); });
  each_set([](const S&, const R& r) { return number(r.ruptures); });
  each_set([](const S&, const R& r) { return ratio(number(r.met), number(r.relations)); });
  each_set([](const S& s, const R&) { return ratio(number(s.candid), number(s.met)); });
  each_set([](const S& s, const R&) { return number(s.active()); });
  const auto delivered = [](const S& s) {
    return ratio(number(s.outcomes[static_cast<std::size_t>(Outcome::delivered)]), number(s.active()));
  };
  each_set([&](const S& s, const R&) { return delivered(s); });
  each_set([](const S& s, const R&) {
    const auto excused = s.outcomes[static_cast<std::size_t>(Outcome::excused)];
    return ratio(number(excused), number(excused + s.outcomes[static_cast<std::size_t>(Outcome::blamed)]));
  });
  for (const R& r : relations)
    for (const std::int64_t n : r.types) series.push_back(number(n));
  for (const R& r : relations)
    for (const std::int64_t n : r.types) series.push_back(ratio(number(n), number(r.relations)));
  std::int64_t across = 0;
  for (const std::int64_t n : sums.across) across += n;
  for (const std::int64_t n : sums.across) series.push_back(ratio(number(n), number(across)));
  each_set([](const S&, const R& r) {
    if (r.relations == 0) return undefined;
    double entropy = 0;
    for (const std::int64_t n : r.types)
      if (n > 0) {
        const double share = static_cast<double>(n) / static_cast<double>(r.relations);
        entropy -= share * elementary::log(share);
      }
    return static_cast<float>(entropy / elementary::log(static_cast<double>(relation_types)));
  });
  for (const R& r : relations)
    for (const auto& row : r.changes)
      for (const std::int64_t n : row) series.push_back(number(n));
  for (const Block& block : sides)
    for (const S& s : block) series.push_back(ratio(s.trust.value(), number(s.sides)));
  for (const Block& block : sides)
    for (const S& s : block) series.push_back(ratio(s.known.value(), number(s.sides)));
  for (const Block& block : sides)
    for (const S& s : block) series.push_back(delivered(s));
  for (const std::int64_t n : sums.effective) series.push_back(number(n));

  double ends = 0, inside = 0, squares = 0;
  for (std::size_t k = 0; k < actor_types; ++k) {
    double row = 0;
    for (std::size_t l = 0; l < actor_types; ++l) row += static_cast<double>(sums.effective[k * actor_types + l]);
    inside += static_cast<double>(sums.effective[k * actor_types + k]);
    squares += row * row;
    ends += row;
  }
  // Newman 2003: r = (tr e − Σ a²) / (1 − Σ a²), e the mixing matrix as shares, a its row sums.
  const double expected = ends > 0 ? squares / (ends * ends) : 1;
  series.push_back(ends > 0 && expected < 1 ? static_cast<float>((inside / ends - expected) / (1 - expected))
                                            : undefined);
  series.push_back(ratio(ends - 2 * inside, ends));

  std::array<std::int64_t, actor_types> arrivals{};
  for (Actor i = 0; i < world.graph().actors(); ++i) arrivals[world[type_of][i]] += world[arrived][i];
  for (const std::int64_t n : arrivals) series.push_back(number(n));
  std::int64_t made = 0, introduced = 0;
  for (const Intervention& one : world[interventions])
    if (one.facilitator != no_entity) {
      ++made;
      introduced += one.introduces ? 1 : 0;
    }
  series.push_back(number(made));
  series.push_back(number(introduced));
  observe_joint_work(world, choice_.whole, series);
  if (choice_.whole) series.push_back(largest_partnership(world));
}

}  // namespace entremise::territory
