#include "analysis/wording/verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

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
  const std::size_t most = std::max({c.higher, c.lower, c.equal});
  const Text sense = c.equal == most    ? Text{"equal", "égal"}
                     : c.higher == most ? Text{"higher", "plus élevé"}
                                        : Text{"lower", "plus bas"};
  if (most == c.n) return {fmt::format("{} in all {}", sense.en, c.n), fmt::format("{} dans les {}", sense.fr, c.n)};
  return {fmt::format("{} in {} of {}", sense.en, most, c.n), fmt::format("{} dans {} sur {}", sense.fr, most, c.n)};
}

namespace {

Text sentence_of(const Contrast& c, const Text& quantity, const std::string& reference, const std::string& scenario,
                 std::size_t month) {
  if (c.n == 1)
    return {fmt::format("In the one replicate that both have, “{}” differs by {} with “{}” from “{}” at month {}; "
                        "one replicate says nothing of the spread of futures.",
                        quantity.en, signed_number(c.difference, decimals_of(c), Language::english), scenario,
                        reference, month),
            fmt::format("Dans la seule réplique commune, « {} » diffère de {} entre « {} » et « {} » au mois {} ; "
                        "une seule réplique ne dit rien de la dispersion des futurs.",
                        quantity.fr, signed_number(c.difference, decimals_of(c), Language::french), scenario, reference,
                        month)};
  if (c.equal == c.n)
    return {fmt::format("In all {} replicates, “{}” is the same with “{}” as with “{}” at month {}.", c.n, quantity.en,
                        scenario, reference, month),
            fmt::format("Dans les {} répliques, « {} » a la même valeur avec « {} » qu’avec « {} » au mois {}.", c.n,
                        quantity.fr, scenario, reference, month)};
  if (c.constant)
    return {
        fmt::format("“{}” differs by exactly {} with “{}” from “{}” in all {} replicates at month {}.", quantity.en,
                    signed_number(c.difference, decimals_of(c), Language::english), scenario, reference, c.n, month),
        fmt::format("« {} » diffère d’exactement {} entre « {} » et « {} » dans les {} répliques au mois {}.",
                    quantity.fr, signed_number(c.difference, decimals_of(c), Language::french), scenario, reference,
                    c.n, month)};
  struct Sense {
    std::size_t count;
    const char *en, *fr;  // as said of a value
  };
  std::array<Sense, 3> senses{
      {{c.equal, "equal", "égale"}, {c.higher, "higher", "plus élevée"}, {c.lower, "lower", "plus basse"}}};
  std::stable_sort(senses.begin(), senses.end(), [](const Sense& a, const Sense& b) { return a.count > b.count; });
  const Sense& main = senses.front();
  std::string rest_en, rest_fr;
  for (std::size_t i = 1; i < senses.size(); ++i) {
    if (senses[i].count == 0) continue;
    rest_en += fmt::format("{}{} in {}", rest_en.empty() ? " (" : ", ", senses[i].en, senses[i].count);
    rest_fr += fmt::format("{}{} dans {}", rest_fr.empty() ? " (" : ", ", senses[i].fr, senses[i].count);
  }
  if (!rest_en.empty()) rest_en += ")", rest_fr += ")";
  const bool all = main.count == c.n;
  const std::string share_en =
      all ? fmt::format("all {} replicates", c.n) : fmt::format("{} of {} replicates", main.count, c.n);
  const std::string share_fr =
      all ? fmt::format("les {} répliques", c.n) : fmt::format("{} répliques sur {}", main.count, c.n);
  const bool equal = std::string_view(main.en) == "equal";
  return {fmt::format("In {}, “{}” is {} with “{}” {} with “{}” at month {}{}.", share_en, quantity.en,
                      equal ? "the same" : main.en, scenario, equal ? "as" : "than", reference, month, rest_en),
          fmt::format("Dans {}, la valeur de « {} » est {} avec « {} » qu’avec « {} » au mois {}{}.", share_fr,
                      quantity.fr, equal ? "la même" : main.fr, scenario, reference, month, rest_fr)};
}

}  // namespace

Text verdict(const Contrast& contrast, const Text& quantity, const std::string& reference, const std::string& scenario,
             std::size_t month) {
  Text out = sentence_of(contrast, quantity, reference, scenario, month);
  out.fr = unbroken(std::move(out.fr));
  return out;
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
