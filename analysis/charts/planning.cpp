#include "analysis/charts/planning.hpp"

#include "analysis/charts/plane.hpp"

namespace entremise::charts {

std::string front_chart(const Caption& caption, const std::vector<PlanPoint>& plans, const std::string& objective,
                        Language language) {
  const bool french = language == Language::french;
  std::vector<NumberedPoint> points;
  for (const PlanPoint& plan : plans)
    points.push_back({plan.hours, plan.value, plan.hours_interval, plan.value_interval, plan.label});
  return numbered_plane(caption,
                        french ? "Chaque numéro est un plan ; aucun n’est meilleur qu’un autre à tous égards. Mesurés "
                                 "à nouveau dans des répliques qui "
                                 "n’ont pas servi à les chercher ; traits : intervalles à 95 %."
                               : "Each number is a plan; none is better than another in every respect. Measured anew "
                                 "in replicates that the search "
                                 "did not use; lines: 95% intervals.",
                        french ? "heures de travail des leviers" : "person-hours of the levers", objective, points,
                        false, {}, language);
}

}  // namespace entremise::charts
