#include "analysis/charts/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/charts/plane.hpp"

namespace entremise::charts {

std::string attribution_chart(const Caption& caption, const std::vector<std::string>& levers,
                              const Attribution& attribution, Language language) {
  const bool french = language == Language::french;
  std::vector<std::size_t> order(levers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    return std::fabs(attribution.shares[x].value) > std::fabs(attribution.shares[y].value);
  });
  const auto range = [](const Effect& e) { return e.interval.value_or(Interval{e.value, e.value}); };
  std::vector<Bar> bars;
  for (const std::size_t i : order)
    bars.push_back({levers[i], attribution.shares[i].value, range(attribution.shares[i]), attribution.alone[i].value,
                    attribution.alone[i].interval});
  double sum_alone = 0;
  for (const Effect& e : attribution.alone) sum_alone += e.value;
  bars.push_back(
      {french ? "ensemble" : "together", attribution.total.value, range(attribution.total), sum_alone, std::nullopt});
  Caption head = caption;
  head.id = "attribution-" + caption.id;
  head.title = {"What each lever contributes: " + caption.title.en,
                "Ce que chaque levier apporte : " + caption.title.fr};
  return bar_figure(
      head,
      french
          ? "Valeurs de Shapley : l’effet de tous les leviers ensemble, réparti entre eux ; les parts s’additionnent. "
            "Traits : intervalles à 95 %, réplique par réplique. En bas : l’effet commun, et la somme des effets "
            "isolés."
          : "Shapley values: the effect of all levers together, shared out among them; the shares add up. Lines: 95% "
            "intervals, replicate by replicate. Below: the common effect, and the sum of the effects alone.",
      french ? "part de l’effet commun" : "share of the common effect", french ? "seul" : "alone", bars, language);
}

}  // namespace entremise::charts
