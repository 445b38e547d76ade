#include "models/territory/metrics/joint_work.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace entremise::territory {

namespace {

constexpr float undefined = std::numeric_limits<float>::quiet_NaN();

float ratio(double top, double bottom) {
  return bottom > 0 ? static_cast<float>(top / bottom) : undefined;
}
float number(std::int64_t n) {
  return static_cast<float>(n);
}
float amount(ExactSum sum) {
  return static_cast<float>(sum.value());
}

// Mean over the ties between the social economy and public bodies of |dep_ij − dep_ji|: one depends on the other by the
// share of funding that goes by tender, over the number of one's partners of that kind (Emerson 1962).
float power_asymmetry(const World& world) {
  const Graph& graph = world.graph();
  const auto social = [&](Actor i) {
    return world[type_of][i] == static_cast<std::uint8_t>(ActorType::social_economy_actor);
  };
  std::vector<float> partners(graph.actors());
  ExactSum sum;
  std::int64_t ties = 0;
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot) {
    const Pair pair = graph.pairs()[slot];
    if (social(pair.a) == social(pair.b) || world[tender][slot] <= 0) continue;
    partners[pair.a] += 1;
    partners[pair.b] += 1;
  }
  for (std::uint32_t slot = 0; slot < graph.relations(); ++slot) {
    const Pair pair = graph.pairs()[slot];
    if (social(pair.a) == social(pair.b) || world[tender][slot] <= 0) continue;
    sum.add(std::fabs(world[tender][slot] / partners[pair.a] - world[tender][slot] / partners[pair.b]));
    ++ties;
  }
  return ratio(sum.value(), static_cast<double>(ties));
}

}  // namespace

double gini(std::vector<float> values) {
  for (float& x : values) x = std::max(x, 0.0f);
  std::sort(values.begin(), values.end());
  double sum = 0, weighted = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += double{values[i]};
    weighted += static_cast<double>(i + 1) * double{values[i]};
  }
  const auto n = static_cast<double>(values.size());
  return sum > 0 ? 2 * weighted / (n * sum) - (n + 1) / n : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Variable> joint_work_variables(bool whole) {
  const double no = std::numeric_limits<double>::infinity();
  const std::vector<std::string> type{"actor_type"}, criterion{"criterion"}, alone{};
  std::vector<Variable> v{
      {"engagement", "1", "mean engagement", "engagement moyen", type, 0, 1},
      {"benefit", "points", "mean value that an office has seen come out of its projects so far, costs deducted",
       "valeur moyenne qu'une fonction a vue sortir de ses projets jusqu'ici, coûts déduits", type, -no, no},
      {"projects_attempted", "1", "projects for which somebody looked for partners this month",
       "projets pour lesquels on a cherché des partenaires dans le mois", alone, 0, no},
      {"projects_started", "1", "projects that started this month", "projets lancés dans le mois", alone, 0, no},
      {"projects_active", "1", "projects under way", "projets en cours", alone, 0, no},
      {"projects_succeeded", "1", "projects that succeeded this month", "projets réussis dans le mois", alone, 0, no},
      {"projects_failed", "1", "projects that failed this month", "projets manqués dans le mois", alone, 0, no},
      {"projects_succeeded_total", "1", "projects that have succeeded since the start",
       "projets réussis depuis le départ", alone, 0, no},
      {"milestones", "1", "projects with three types of actors or more that have succeeded since the start",
       "projets réussis à trois types d'acteurs ou plus depuis le départ", alone, 0, no},
      {"project_intention", "1", "share of the contributions due to projects this month that were meant",
       "part des contributions attendues des projets dans le mois qui étaient voulues", alone, 0, 1},
      {"project_cooperation", "1", "share of the contributions due to projects this month that were made",
       "part des contributions attendues des projets dans le mois qui ont été faites", alone, 0, 1},
      {"project_round_success", "1", "share of the month's project rounds that succeeded",
       "part des étapes de projets du mois qui ont réussi", alone, 0, 1},
      {"value_created", "points", "value created this month", "valeur créée dans le mois", criterion, 0, no},
      {"value_destroyed", "points", "value destroyed this month, negative", "valeur détruite dans le mois, en négatif",
       criterion, -no, 0},
      {"value_costs", "points", "costs of the month's contributions", "coûts des contributions du mois", alone, 0, no},
      {"value_net", "points", "value created and destroyed since the start, costs deducted",
       "valeur créée et détruite depuis le départ, coûts déduits", alone, -no, no},
      {"value_seen_share", "1", "value that the members of the month's successes perceive, as a share of what there is",
       "valeur que perçoivent les membres des succès du mois, en part de ce qui existe", alone, -no, no},
      {"conversations", "1", "talks in dialogue spaces this month", "échanges dans les espaces de dialogue du mois",
       alone, 0, no},
      {"space_participants", "1", "participants of dialogue spaces this month",
       "participants aux espaces de dialogue du mois", alone, 0, no},
      {"calls_for_tenders", "1", "calls for tenders this month", "appels d'offres du mois", alone, 0, no},
      {"newcomers", "1", "offices that joined this month", "fonctions arrivées dans la coopération dans le mois", alone,
       0, no},
      {"lever_hours", "h", "person-hours that the levers took this month", "heures de travail des leviers dans le mois",
       alone, 0, no},
      {"lever_hours_total", "h", "person-hours that the levers have taken since the start",
       "heures de travail des leviers depuis le départ", alone, 0, no}};
  if (whole) {
    v.push_back({"benefit_gini", "1", "Gini coefficient of the offices' benefit",
                 "coefficient de Gini du bénéfice des fonctions", alone, 0, 1});
    v.push_back({"power_asymmetry", "1",
                 "mean asymmetry of dependence on ties between social economy and public bodies",
                 "asymétrie moyenne de dépendance des liens entre ESS et puissance publique", alone, 0, 1});
  }
  return v;
}

void observe_joint_work(const World& world, bool whole, std::vector<float>& series) {
  const Ledger& book = world[ledger][0];
  std::array<ExactSum, actor_types> engaged{}, benefits{};
  std::array<std::int64_t, actor_types> count{};
  std::int64_t active = 0;
  for (Actor i = 0; i < world.graph().actors(); ++i) {
    if (world[present][i] == 0) continue;
    const std::size_t type = world[type_of][i];
    ++count[type];
    engaged[type].add(world[engagement][i]);
    benefits[type].add(world[benefit][i]);
    active += world[project_of][i].active() ? 1 : 0;
  }
  for (std::size_t k = 0; k < actor_types; ++k)
    series.push_back(ratio(engaged[k].value(), static_cast<double>(count[k])));
  for (std::size_t k = 0; k < actor_types; ++k)
    series.push_back(ratio(benefits[k].value(), static_cast<double>(count[k])));
  for (const std::int64_t n :
       {book.attempted, book.started, active, book.succeeded, book.failed, book.all_succeeded, book.milestones})
    series.push_back(number(n));
  const auto due = static_cast<double>(book.contributions_due);
  series.push_back(ratio(static_cast<double>(book.contributions_meant), due));
  series.push_back(ratio(static_cast<double>(book.contributions_made), due));
  series.push_back(ratio(static_cast<double>(book.rounds_succeeded), static_cast<double>(book.rounds)));
  for (const ExactSum sum : book.created) series.push_back(amount(sum));
  for (const ExactSum sum : book.destroyed) series.push_back(amount(sum));
  series.push_back(amount(book.costs));
  series.push_back(amount(book.net_value));
  series.push_back(ratio(book.perceived.value(), book.actual.value()));
  std::int64_t talks = 0, participants = 0;
  for (const Conversation& one : world[conversations]) talks += one.a != no_entity ? 1 : 0;
  for (const Gathering& one : world[gatherings]) participants += one.participants;
  for (const std::int64_t n : {talks, participants, book.calls_for_tenders, book.newcomers})
    series.push_back(number(n));
  series.push_back(amount(book.hours));
  series.push_back(amount(book.all_hours));
  if (whole) {
    series.push_back(static_cast<float>(gini({world[benefit].begin(), world[benefit].end()})));
    series.push_back(power_asymmetry(world));
  }
}

}  // namespace entremise::territory
