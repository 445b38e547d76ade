#include "analysis/studies/telling.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/wording/numbers.hpp"

namespace entremise {
namespace {

using scenarios::ContrastForm;
using scenarios::Expectation;
using scenarios::Hypothesis;
using scenarios::Outcome;
using scenarios::Study;
using scenarios::Summary;

std::string written(double value, int decimals, bool with_sign, Language language) {
  return with_sign ? signed_number(value, decimals, language) : number(value, decimals, language);
}

int decimals_of(const HypothesisResult& r) {
  int decimals = decimals_for(std::fabs(*r.estimate));
  if (!r.interval) return decimals;
  const double half = (r.interval->high - r.interval->low) / 2;
  if (half > 1e-7) decimals = std::max(decimals, std::clamp(1 - static_cast<int>(std::floor(std::log10(half))), 0, 6));
  return std::min(decimals, 6);
}

// "in 183 of 200 replicates", "in all 200 replicates".
Text in_replicates(std::size_t count, std::size_t n) {
  if (count == n)
    return n == 1 ? text("in the one replicate", "dans la seule réplique")
                  : text("in all {} replicates", "dans les {} répliques", n);
  return text("in {} of {} replicates", "dans {} répliques sur {}", count, n);
}

// The scenarios of a pair by what happens to the outcome, for a time rather "sooner" than "lower".
Text frequencies(const Study& study, const Hypothesis& h, const HypothesisResult& r) {
  const bool pair = h.contrast.form == ContrastForm::pair;
  const bool time = h.outcome.summary == Summary::time && pair;
  struct Sense {
    std::size_t count;
    Text word;
  };
  std::vector<Sense> senses{{r.higher, time   ? Text{"later", "plus tard"}
                                       : pair ? Text{"higher", "plus haut"}
                                              : Text{"above 0", "au-dessus de 0"}},
                            {r.lower, time   ? Text{"sooner", "plus tôt"}
                                      : pair ? Text{"lower", "plus bas"}
                                             : Text{"below 0", "au-dessous de 0"}},
                            {r.equal, pair ? Text{"the same", "égal"} : Text{"exactly 0", "exactement 0"}}};
  std::stable_sort(senses.begin(), senses.end(), [](const Sense& a, const Sense& b) { return a.count > b.count; });
  const Text where = in_replicates(senses[0].count, r.n);
  Text rest;
  for (std::size_t i = 1; i < senses.size(); ++i) {
    if (senses[i].count == 0) continue;
    rest.en += fmt::format("{}{} in {}", rest.en.empty() ? " (" : ", ", senses[i].word.en, senses[i].count);
    rest.fr += fmt::format("{}{} dans {}", rest.fr.empty() ? " (" : ", ", senses[i].word.fr, senses[i].count);
  }
  if (!rest.en.empty()) rest.en += ")", rest.fr += ")";
  if (pair) {
    const std::string &a = study.names[h.contrast.weights[0].scenario],
                      &b = study.names[h.contrast.weights[1].scenario];
    const bool same = r.equal == senses[0].count && senses[0].word.en == "the same";
    return {fmt::format("It is {} with “{}” {} with “{}” {}{}.", senses[0].word.en, a, same ? "as" : "than", b,
                        where.en, rest.en),
            fmt::format("C’est {} avec « {} » qu’avec « {} » {}{}.", senses[0].word.fr, a, b, where.fr, rest.fr)};
  }
  return {fmt::format("The contrast is {} {}{}.", senses[0].word.en, where.en, rest.en),
          fmt::format("Le contraste est {} {}{}.", senses[0].word.fr, where.fr, rest.fr)};
}

Text lead(const Hypothesis& h, const HypothesisResult& r) {
  const bool margin = r.smallest.has_value();
  const int decimals = margin ? decimals_for(*r.smallest) : 0;
  const auto smallest = [&](Language language) { return number(*r.smallest, decimals, language); };
  switch (*r.verdict) {
    case Verdict::supported: {
      const bool reaches_in = margin && r.interval && r.interval->low < *r.smallest && r.interval->high > -*r.smallest;
      if (reaches_in && h.contrast.form != ContrastForm::break_point)
        return {
            fmt::format("As expected, though perhaps too small to matter (less than {}).", smallest(Language::english)),
            fmt::format("Comme attendu, mais peut-être trop peu pour compter (moins de {}).",
                        smallest(Language::french))};
      return {"As expected.", "Comme attendu."};
    }
    case Verdict::contradicted:
      return {"Against what was expected.", "Contre ce qui était attendu."};
    case Verdict::equivalent:
      if (h.expected == Expectation::equivalent)
        return {
            fmt::format("As expected, no difference that matters (all within ±{}).", smallest(Language::english)),
            fmt::format("Comme attendu, aucun écart qui compte (tout tient dans ±{}).", smallest(Language::french))};
      return {fmt::format("Whatever difference there is, it is too small to matter (within ±{}).",
                          smallest(Language::english)),
              fmt::format("S’il y a un écart, il est trop petit pour compter (dans ±{}).", smallest(Language::french))};
    case Verdict::undecided:
      return {"These replicates do not decide.", "Ces répliques ne tranchent pas."};
    case Verdict::no_variation:
      return {"The difference is the same in every replicate: there is no variation to infer from.",
              "L’écart est le même dans chaque réplique : aucune variation dont on puisse conclure."};
  }
  return {};
}

Text bend_words(const Hypothesis& h, const HypothesisResult& r) {
  if (!r.bend)
    return {"No bend can be fitted to these values.", "Aucune inflexion ne peut être ajustée à ces valeurs."};
  const BrokenLine& line = r.bend->line;
  const auto in = [&](Language language) {
    const bool french = language == Language::french;
    std::string out = fmt::format(
        fmt::runtime(french ? "La pente passe de {} à {} pour {} = {}" : "The slope goes from {} to {} at {} = {}"),
        signed_number(line.slope_before, decimals_for(line.slope_before), language),
        signed_number(line.slope_after, decimals_for(line.slope_after), language), h.contrast.factor,
        number(line.at, 2, language));
    if (h.contrast.near)
      out += fmt::format(fmt::runtime(french ? " ; la théorie la place à {} ± {}" : "; theory puts it at {} ± {}"),
                         number(*h.contrast.near, 2, language), number(h.contrast.within, 2, language));
    return out + ".";
  };
  return {in(Language::english), in(Language::french)};
}

Text joined(const Text& a, const Text& b) {
  if (a.en.empty()) return b;
  if (b.en.empty()) return a;
  return {a.en + " " + b.en, a.fr + " " + b.fr};
}

Text unbroken_text(Text words) {
  words.fr = unbroken(std::move(words.fr));
  return words;
}

}  // namespace

Text verdict_word(const Hypothesis& h, const HypothesisResult& r) {
  if (!r.verdict) return {"no value", "aucune valeur"};
  const bool control = h.expected == Expectation::identical;
  switch (*r.verdict) {
    case Verdict::supported:
      return control ? Text{"identical", "identique"} : Text{"supported", "soutenue"};
    case Verdict::contradicted:
      return control ? Text{"not identical", "non identique"} : Text{"contradicted", "contredite"};
    case Verdict::equivalent:
      return h.expected == Expectation::equivalent ? Text{"equivalent", "équivalents"}
                                                   : Text{"too small to matter", "trop petit pour compter"};
    case Verdict::undecided:
      return {"undecided", "indécise"};
    case Verdict::no_variation:
      return {"no variation", "sans variation"};
  }
  return {};
}

Text outcome_words(const Outcome& o) {
  const auto months = [&](const char* en, const char* fr) {
    return Text{fmt::format(fmt::runtime(en), o.title.en, o.from, o.until),
                fmt::format(fmt::runtime(fr), o.title.fr, o.from, o.until)};
  };
  switch (o.summary) {
    case Summary::value:
      return months("{0}, month {2}", "{0}, mois {2}");
    case Summary::mean:
      return months("{0}, mean of the months {1} to {2}", "{0}, moyenne des mois {1} à {2}");
    case Summary::area:
      return months("{0}, area under the curve from month {1} to {2}",
                    "{0}, aire sous la courbe du mois {1} au mois {2}");
    case Summary::change:
      return months("{0}, change from month {1} to {2}", "{0}, variation du mois {1} au mois {2}");
    case Summary::slope:
      return months("{0}, slope from month {1} to {2}", "{0}, pente du mois {1} au mois {2}");
    case Summary::time: {
      const int decimals = o.level == std::floor(o.level) ? 0 : decimals_for(o.level);
      return {fmt::format("{}: months from {} until {} {}, at most {}", o.title.en, o.from,
                          o.at_least ? "at least" : "at most", number(o.level, decimals, Language::english),
                          o.until - o.from),
              fmt::format("{} : mois à partir de {} jusqu’à {} {}, au plus {}", o.title.fr, o.from,
                          o.at_least ? "au moins" : "au plus", number(o.level, decimals, Language::french),
                          o.until - o.from)};
    }
  }
  return o.title;
}

Text expectation_words(const Hypothesis& h) {
  if (h.contrast.form == ContrastForm::break_point)
    return h.contrast.near ? Text{fmt::format("a break at {} ± {}", *h.contrast.near, h.contrast.within),
                                  fmt::format("une rupture à {} ± {}", number(*h.contrast.near, 2, Language::french),
                                              number(h.contrast.within, 2, Language::french))}
                           : Text{"a break", "une rupture"};
  switch (h.expected) {
    case Expectation::higher:
      return {"higher", "plus haut"};
    case Expectation::lower:
      return {"lower", "plus bas"};
    case Expectation::different:
      return {"a difference", "un écart"};
    case Expectation::equivalent:
      return {"no difference that matters", "aucun écart qui compte"};
    case Expectation::identical:
      return {"the same to the bit", "le même au bit près"};
  }
  return {};
}

Text estimate_words(const HypothesisResult& r, bool signed_values) {
  if (!r.estimate) return {"–", "–"};
  const int decimals = decimals_of(r);
  const auto in = [&](Language language) {
    std::string out = written(*r.estimate, decimals, signed_values, language);
    if (r.interval)
      out += fmt::format(" [{}; {}]", written(r.interval->low, decimals, signed_values, language),
                         written(r.interval->high, decimals, signed_values, language));
    return out;
  };
  return {in(Language::english), in(Language::french)};
}

Text p_words(const std::optional<double>& p) {
  if (!p) return {"–", "–"};
  if (*p < 0.001) return {"< 0.001", "< 0,001"};
  const int decimals = *p < 0.1 ? 3 : 2;
  return {number(*p, decimals, Language::english), number(*p, decimals, Language::french)};
}

Text share_words(const HypothesisResult& r) {
  if (!r.plausible) return {};
  const PlausibleShare& s = *r.plausible;
  if (s.draws == 0) return {"no value", "aucune valeur"};
  const double percent = 100 * s.share;
  const int decimals = s.holds == std::floor(s.holds) ? 0 : 1;
  return unbroken_text({fmt::format("{} of {} ({}%)", number(s.holds, decimals, Language::english), s.draws,
                                    number(percent, 0, Language::english)),
                        fmt::format("{} sur {} ({} %)", number(s.holds, decimals, Language::french), s.draws,
                                    number(percent, 0, Language::french))});
}

Text plausible_sentence(const Hypothesis& h, const HypothesisResult& r) {
  if (!r.plausible) return {};
  const PlausibleShare& s = *r.plausible;
  if (s.draws == 0)
    return {"No draw of plausible parameter values gives an answer.",
            "Aucun tirage de paramètres plausibles ne donne de réponse."};
  const bool sign = h.contrast.form != ContrastForm::break_point && h.expected != Expectation::identical &&
                    h.expected != Expectation::equivalent;
  const auto in = [&](Language language) {
    const bool french = language == Language::french;
    const auto percent = [&](double share) { return number(100 * share, 0, language); };
    const int decimals = s.holds == std::floor(s.holds) ? 0 : 1;
    std::string out;
    if (french)
      out = fmt::format("Avec des paramètres plausibles, {} dans {} tirages sur {} ({} %",
                        sign ? "le signe se maintient" : "cela se vérifie", number(s.holds, decimals, language),
                        s.draws, percent(s.share));
    else
      out = fmt::format("With plausible parameter values {} in {} of {} draws ({}%",
                        sign ? "the sign holds" : "this holds", number(s.holds, decimals, language), s.draws,
                        percent(s.share));
    if (s.interval)
      out += fmt::format(fmt::runtime(french ? " ; de {} à {} %" : "; from {} to {}%"), percent(s.interval->low),
                         percent(s.interval->high));
    out += ")";
    if (sign && s.replicates > 1)
      out += fmt::format(fmt::runtime(french ? ", nettement dans {}, nettement à l’inverse dans {}"
                                             : ", clearly in {}, clearly the other way in {}"),
                         s.clearly_holds, s.clearly_not);
    return out + ".";
  };
  return unbroken_text({in(Language::english), in(Language::french)});
}

Text sentence_of(const Study& study, std::size_t hypothesis, const HypothesisResult& r) {
  const Hypothesis& h = study.hypotheses[hypothesis];
  if (!r.verdict)
    return {"No replicate gives a value on every side.", "Aucune réplique ne donne de valeur de chaque côté."};
  Text out;
  if (h.expected == Expectation::identical) {
    const std::string &a = study.names[h.contrast.weights[0].scenario],
                      &b = study.names[h.contrast.weights[1].scenario];
    if (r.differing == 0) {
      const Text where = in_replicates(r.n, r.n);
      out = {fmt::format("As expected: month by month, “{}” and “{}” are the same to the bit {}.", a, b, where.en),
             fmt::format("Comme attendu : mois par mois, « {} » et « {} » sont identiques au bit près {}.", a, b,
                         where.fr)};
    } else {
      const Text where = in_replicates(r.differing, r.n);
      out = {fmt::format("Against what was expected: “{}” and “{}” differ {}.", a, b, where.en),
             fmt::format("Contre ce qui était attendu : « {} » et « {} » diffèrent {}.", a, b, where.fr)};
    }
  } else if (h.contrast.form == ContrastForm::break_point) {
    out = joined(lead(h, r), bend_words(h, r));
  } else if (h.contrast.form == ContrastForm::ratio && !r.estimate) {
    out = {"The denominator may be 0: no share can be told.",
           "Le dénominateur est peut-être nul : aucune part ne peut être dite."};
  } else {
    out = joined(lead(h, r), frequencies(study, h, r));
    if (r.reached_scenario)
      out = joined(out,
                   text("It is reached at all in {} and {} of {}.", "Le niveau est atteint dans {} et {} cas sur {}.",
                        *r.reached_scenario, *r.reached_reference, r.n));
  }
  if (r.missing > 0)
    out = joined(out, r.missing == 1
                          ? text("One replicate has no value.", "Une réplique n’a pas de valeur.")
                          : text("{} replicates have no value.", "{} répliques n’ont pas de valeur.", r.missing));
  return unbroken_text(std::move(out));
}

}  // namespace entremise
