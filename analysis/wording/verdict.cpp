#include "analysis/wording/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/wording/numbers.hpp"

namespace entremise {

int decimals_of(const Contrast& contrast) {
  int decimals = decimals_for(std::max(std::fabs(contrast.reference_mean), std::fabs(contrast.scenario_mean)));
  const double half = contrast.interval ? (contrast.interval->high - contrast.interval->low) / 2 : 0;
  // Differences that are rounding noise of single precision are not worth a digit.
  if (half > 1e-7) decimals = std::max(decimals, std::clamp(1 - static_cast<int>(std::floor(std::log10(half))), 0, 6));
  return decimals;
}

std::string difference_with_interval(const Contrast& contrast, Language language) {
  const int decimals = decimals_of(contrast);
  std::string out = signed_number(contrast.difference, decimals, language);
  if (contrast.interval)
    out += fmt::format(" [{}; {}]", signed_number(contrast.interval->low, decimals, language),
                       signed_number(contrast.interval->high, decimals, language));
  return out;
}

Text frequency(const Contrast& c) {
  if (c.n == 1) return text("one replicate only", "une seule réplique");
  if (c.equal == c.n) return text("equal in all {} replicates", "égal dans les {} répliques", c.n);
  if (c.higher >= c.lower)
    return c.higher == c.n ? text("higher in all {} replicates", "plus élevé dans les {} répliques", c.n)
                           : text("higher in {} of {} replicates", "plus élevé dans {} répliques sur {}", c.higher, c.n);
  return c.lower == c.n ? text("lower in all {} replicates", "plus bas dans les {} répliques", c.n)
                        : text("lower in {} of {} replicates", "plus bas dans {} répliques sur {}", c.lower, c.n);
}

Text verdict(const Contrast& c, const Text& quantity, const std::string& reference, const std::string& scenario,
             std::size_t month) {
  if (c.n == 1)
    return {fmt::format("In the one replicate that both have, “{}” differs by {} with “{}” from “{}” at month {}; "
                        "one replicate says nothing of the spread of futures.",
                        quantity.en, signed_number(c.difference, decimals_of(c), Language::english), scenario,
                        reference, month),
            fmt::format("Dans la seule réplique commune, « {} » diffère de {} entre « {} » et « {} » au mois {} ; "
                        "une seule réplique ne dit rien de la dispersion des futurs.",
                        quantity.fr, signed_number(c.difference, decimals_of(c), Language::french), scenario,
                        reference, month)};
  if (c.equal == c.n)
    return {fmt::format("In all {} replicates, “{}” is the same with “{}” as with “{}” at month {}.", c.n, quantity.en,
                        scenario, reference, month),
            fmt::format("Dans les {} répliques, « {} » a la même valeur avec « {} » qu’avec « {} » au mois {}.", c.n,
                        quantity.fr, scenario, reference, month)};
  if (c.constant)
    return {fmt::format("“{}” differs by exactly {} with “{}” from “{}” in all {} replicates at month {}.", quantity.en,
                        signed_number(c.difference, decimals_of(c), Language::english), scenario, reference, c.n,
                        month),
            fmt::format("« {} » diffère d’exactement {} entre « {} » et « {} » dans les {} répliques au mois {}.",
                        quantity.fr, signed_number(c.difference, decimals_of(c), Language::french), scenario,
                        reference, c.n, month)};
  const bool up = c.higher >= c.lower;
  const std::size_t with = up ? c.higher : c.lower, against = up ? c.lower : c.higher;
  std::string rest_en, rest_fr;
  if (against != 0) {
    rest_en += fmt::format("{} in {}", up ? "lower" : "higher", against);
    rest_fr += fmt::format("plus {} dans {}", up ? "basse" : "élevée", against);
  }
  if (c.equal != 0) {
    rest_en += fmt::format("{}equal in {}", rest_en.empty() ? "" : ", ", c.equal);
    rest_fr += fmt::format("{}égale dans {}", rest_fr.empty() ? "" : ", ", c.equal);
  }
  const std::string share_en = with == c.n ? fmt::format("all {} replicates", c.n)
                                           : fmt::format("{} of {} replicates", with, c.n);
  const std::string share_fr = with == c.n ? fmt::format("les {} répliques", c.n)
                                           : fmt::format("{} répliques sur {}", with, c.n);
  return {fmt::format("In {}, “{}” is {} with “{}” than with “{}” at month {}{}.", share_en, quantity.en,
                      up ? "higher" : "lower", scenario, reference, month,
                      rest_en.empty() ? "" : " (" + rest_en + ")"),
          fmt::format("Dans {}, la valeur de « {} » est plus {} avec « {} » qu’avec « {} » au mois {}{}.", share_fr,
                      quantity.fr, up ? "élevée" : "basse", scenario, reference, month,
                      rest_fr.empty() ? "" : " (" + rest_fr + ")")};
}

Text luck(const Contrast& c) {
  if (c.n < 2) return text("not known from one replicate", "inconnu avec une seule réplique");
  if (c.constant) return text("the difference is constant", "l’écart est constant");
  const double ratio = *c.variance_ratio;
  const int decimals = ratio < 10 ? 1 : 0;
  return {fmt::format("÷ {}", number(ratio, decimals, Language::english)),
          fmt::format("÷ {}", number(ratio, decimals, Language::french))};
}

}  // namespace entremise
