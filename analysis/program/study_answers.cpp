#include "analysis/program/study_answers.hpp"

#include <cmath>

#include "analysis/program/table.hpp"
#include "analysis/studies/telling.hpp"
#include "analysis/wording/numbers.hpp"

namespace entremise::program {
namespace {

using scenarios::ContrastForm;
using scenarios::Expectation;
using scenarios::Hypothesis;
using scenarios::Study;
using scenarios::Summary;

Json json_of(const Text& words) {
  return {{"en", words.en}, {"fr", words.fr}};
}

// No number of an answer is ever NaN or infinite: what is not known is null.
Json json_of(const std::optional<double>& x) {
  return x && std::isfinite(*x) ? Json(*x) : Json(nullptr);
}

Json json_of(const std::optional<Interval>& interval, double level) {
  if (!interval) return nullptr;
  return {{"level", level},
          {"low", json_of(std::optional(interval->low))},
          {"high", json_of(std::optional(interval->high))}};
}

const char* word_of(Summary summary) {
  constexpr const char* words[]{"at", "mean", "area", "change", "slope", "time_to"};
  return words[static_cast<std::size_t>(summary)];
}

const char* word_of(ContrastForm form) {
  constexpr const char* words[]{"pair", "interaction", "weights", "effect", "trend", "ratio", "break_point"};
  return words[static_cast<std::size_t>(form)];
}

const char* word_of(const std::optional<Verdict>& verdict) {
  constexpr const char* words[]{"supported", "contradicted", "equivalent", "undecided", "no_variation"};
  return verdict ? words[static_cast<std::size_t>(*verdict)] : "no_value";
}

std::string word_of(const Hypothesis& h) {
  if (h.contrast.form == ContrastForm::break_point) return "break_point";
  return std::string(scenarios::expectation_words[static_cast<std::size_t>(h.expected)]);
}

Json json_of(const Study& study, const std::vector<scenarios::Weight>& weights) {
  Json out = Json::object();
  for (const scenarios::Weight& w : weights) out[study.names[w.scenario]] = w.weight;
  return out;
}

Json outcome_json(const scenarios::Outcome& o) {
  Json out = {{"measure", o.measure},          {"title", json_of(o.title)},          {"unit", o.unit},
              {"summary", word_of(o.summary)}, {"words", json_of(outcome_words(o))}, {"until", o.until}};
  if (o.summary != Summary::value) out["from"] = o.from;
  if (o.summary == Summary::time) {
    out["level"] = o.level;
    out["reached_from"] = o.at_least ? "below" : "above";
  }
  return out;
}

Json contrast_json(const Study& study, const scenarios::StudyContrast& c) {
  Json out = {{"form", word_of(c.form)}, {"words", json_of(c.words)}};
  if (!c.weights.empty()) {
    out["weights"] = json_of(study, c.weights);
    out["reference"] = json_of(study, c.reference);
  }
  if (!c.denominator.empty()) out["denominator"] = json_of(study, c.denominator);
  if (!c.aliases.empty()) out["not_told_from"] = c.aliases;
  if (!c.factor.empty()) out["factor"] = c.factor;
  if (!c.levels.empty()) {
    out["levels"] = c.levels;
    out["near"] = json_of(c.near);
    out["within"] = c.within;
  }
  return out;
}

Json plausible_json(const Hypothesis& h, const HypothesisResult& r) {
  if (!r.plausible) return nullptr;
  const PlausibleShare& s = *r.plausible;
  return {{"draws", s.draws},
          {"without_answer", s.without_answer},
          {"replicates", s.replicates},
          {"holds", s.holds},
          {"clearly_holds", s.clearly_holds},
          {"clearly_not", s.clearly_not},
          {"share", s.draws > 0 ? Json(s.share) : Json(nullptr)},
          {"interval", json_of(s.interval, 0.95)},
          {"estimates", s.estimates},
          {"sentence", json_of(plausible_sentence(h, r))}};
}

Json ratio_json(const RatioOfMeans& ratio, double level) {
  constexpr const char* kinds[]{"bounded", "complement", "whole_line"};
  return {
      {"ratio", json_of(ratio.ratio)},
      {"set", kinds[static_cast<std::size_t>(ratio.kind)]},
      {"interval", ratio.kind == RatioSet::whole_line ? Json(nullptr) : json_of(std::optional(ratio.interval), level)}};
}

Json bend_json(const HypothesisResult& r) {
  const BrokenLine& line = r.bend->line;
  return {{"at", line.at},
          {"level", line.level},
          {"slope_before", line.slope_before},
          {"slope_after", line.slope_after},
          {"residual_squares", line.residual_squares},
          {"straight_squares", line.straight_squares}};
}

Json times_json(const HypothesisResult& r) {
  Json out = {{"reached_scenario", *r.reached_scenario}, {"reached_reference", *r.reached_reference}};
  if (r.hazard && r.hazard->outcome == CoxOutcome::estimated)
    out["hazard_ratio"] = {{"ratio", std::exp(r.hazard->log_ratio)},
                           {"low", r.hazard->ratio.low},
                           {"high", r.hazard->ratio.high},
                           {"wald_p", r.hazard->wald_p},
                           {"score_p", r.hazard->score_p}};
  else
    out["hazard_ratio"] = nullptr;
  return out;
}

Json hypothesis_json(const Study& study, const Hypothesis& h, const HypothesisResult& r,
                     const JudgementOptions& options) {
  Json out = {
      {"id", h.id},
      {"claim", json_of(h.claim)},
      {"expected", word_of(h)},
      {"expected_words", json_of(expectation_words(h))},
      {"outcome", outcome_json(h.outcome)},
      {"contrast", contrast_json(study, h.contrast)},
      {"verdict", word_of(r.verdict)},
      {"verdict_words", json_of(verdict_word(h, r))},
      {"sentence", json_of(r.sentence)},
      {"n", r.n},
      {"missing", r.missing},
      {"reference_mean", json_of(r.reference)},
      {"estimate", json_of(r.estimate)},
      {"interval", json_of(r.interval, options.confidence)},
      {"higher", r.higher},
      {"lower", r.lower},
      {"equal", r.equal},
      {"p", json_of(r.p)},
      {"adjusted_p", json_of(r.adjusted_p)},
      {"family", h.family},
      {"family_size", r.family_size},
      {"hedges_g", json_of(r.g)},
      {"hedges_g_average", json_of(r.g_average)},
      {"probability_of_superiority", json_of(r.superiority)},
      {"smallest_effect",
       {{"size", h.smallest.size}, {"share_of_reference", h.smallest.share}, {"in_unit", json_of(r.smallest)}}}};
  out["equivalence"] = r.equivalence
                           ? Json{{"p", r.equivalence->p},
                                  {"equivalent", r.equivalence->equivalent},
                                  {"interval", json_of(std::optional(r.equivalence->interval), 1 - 2 * options.alpha)}}
                           : Json(nullptr);
  if (h.expected == Expectation::identical) out["differing"] = r.differing;
  if (r.ratio) out["ratio"] = ratio_json(*r.ratio, options.confidence);
  if (r.bend) out["break_point"] = bend_json(r);
  if (!r.curve.empty()) out["curve"] = r.curve;
  if (r.reached_scenario) out["times"] = times_json(r);
  out["plausible"] = plausible_json(h, r);
  out["differences"] = r.differences;
  return out;
}

Json design_json(const Study& study) {
  if (!study.design || study.design->factors.empty()) return nullptr;
  const scenarios::Design& design = *study.design;
  Json factors = Json::array();
  for (const scenarios::Factor& factor : design.factors) {
    Json one = {{"name", factor.name}};
    if (!factor.parameters.empty()) {
      Json keys = Json::array();
      for (const std::size_t p : factor.parameters) keys.push_back(territory::registry[p].key);
      one["parameters"] = std::move(keys);
    }
    if (!factor.levers.empty()) one["levers"] = factor.levers;
    if (!factor.levels.empty())
      one["levels"] = factor.levels;
    else
      one["range"] = {factor.low, factor.high};
    factors.push_back(std::move(one));
  }
  Json out = {{"kind", scenarios::design_words[static_cast<std::size_t>(design.kind)]},
              {"base", design.base},
              {"factors", std::move(factors)},
              {"first_scenario", design.first},
              {"points", design.points}};
  if (design.resolution() > 0) out["resolution"] = design.resolution();
  return out;
}

std::string plain(const std::optional<double>& x) {
  return x && std::isfinite(*x) ? fmt::format("{}", *x) : std::string();
}

}  // namespace

Json study_json(const Study& study, const StudyResult& result) {
  Json out = {{"study",
               {{"name", study.name},
                {"title", json_of(study.title)},
                {"question", json_of(study.question)},
                {"files", study.files}}}};
  Json all = Json::array();
  for (std::size_t s = 0; s < study.scenarios.size(); ++s)
    all.push_back({{"name", study.names[s]}, {"title", json_of(study.scenarios[s].title)}});
  out["scenarios"] = std::move(all);
  out["design"] = design_json(study);
  out["months"] = study.months;
  out["seed"] = study.seed;
  out["replicates"] = result.replicates;
  if (study.until) {
    const auto& until = *study.until;
    Json stopping = {{"until_narrower_than", until.width},
                     {"of", study.hypotheses[until.hypothesis].id},
                     {"first", until.first},
                     {"most", until.most}};
    if (result.stopping) {
      stopping["looks"] = result.stopping->looks;
      stopping["narrow"] = result.stopping->narrow;
      stopping["interval"] = json_of(result.stopping->interval, result.options.confidence);
    }
    out["stopping"] = std::move(stopping);
  } else {
    out["stopping"] = nullptr;
  }
  out["judged"] = {{"confidence", result.options.confidence},
                   {"alpha", result.options.alpha},
                   {"resamples", result.options.resamples},
                   {"permutations", result.options.permutations},
                   {"adjustment", "holm"}};
  Json hypotheses = Json::array();
  for (std::size_t h = 0; h < study.hypotheses.size(); ++h)
    hypotheses.push_back(hypothesis_json(study, study.hypotheses[h], result.hypotheses[h], result.options));
  out["hypotheses"] = std::move(hypotheses);
  return out;
}

std::string study_csv(const Study& study, const StudyResult& result) {
  std::string out =
      "hypothesis,claim_en,claim_fr,measure,summary,contrast,expected,verdict,n,missing,reference_mean,estimate,"
      "interval_low,interval_high,p,adjusted_p,family,family_size,hedges_g,probability_of_superiority,smallest_effect,"
      "equivalence_p,plausible_draws,plausible_holds,plausible_share,plausible_low,plausible_high\n";
  for (std::size_t i = 0; i < study.hypotheses.size(); ++i) {
    const Hypothesis& h = study.hypotheses[i];
    const HypothesisResult& r = result.hypotheses[i];
    const auto low = [](const std::optional<Interval>& x) { return x ? std::optional(x->low) : std::nullopt; };
    const auto high = [](const std::optional<Interval>& x) { return x ? std::optional(x->high) : std::nullopt; };
    const PlausibleShare none, &share = r.plausible ? *r.plausible : none;
    const bool asked = share.draws > 0;
    const std::vector<std::string> cells{csv_cell(h.id),
                                         csv_cell(h.claim.en),
                                         csv_cell(h.claim.fr),
                                         csv_cell(h.outcome.measure),
                                         csv_cell(outcome_words(h.outcome).en),
                                         csv_cell(h.contrast.words.en),
                                         word_of(h),
                                         word_of(r.verdict),
                                         std::to_string(r.n),
                                         std::to_string(r.missing),
                                         plain(r.reference),
                                         plain(r.estimate),
                                         plain(low(r.interval)),
                                         plain(high(r.interval)),
                                         plain(r.p),
                                         plain(r.adjusted_p),
                                         csv_cell(h.family),
                                         std::to_string(r.family_size),
                                         plain(r.g),
                                         plain(r.superiority),
                                         plain(r.smallest),
                                         r.equivalence ? plain(r.equivalence->p) : "",
                                         asked ? std::to_string(share.draws) : "",
                                         asked ? plain(share.holds) : "",
                                         asked ? plain(share.share) : "",
                                         asked ? plain(low(share.interval)) : "",
                                         asked ? plain(high(share.interval)) : ""};
    for (std::size_t c = 0; c < cells.size(); ++c) out += (c == 0 ? "" : ",") + cells[c];
    out += '\n';
  }
  return out;
}

std::string study_text(const Study& study, const StudyResult& result, const Terminal& terminal) {
  const Language language = terminal.language();
  const bool french = language == Language::french;
  const bool asked = std::any_of(result.hypotheses.begin(), result.hypotheses.end(),
                                 [](const HypothesisResult& r) { return r.plausible.has_value(); });
  std::vector<std::vector<std::string>> rows;
  rows.push_back({french ? "hypothèse" : "hypothesis", french ? "verdict" : "verdict"});
  if (asked) rows.back().emplace_back(french ? "paramètres plausibles" : "plausible parameters");
  for (const char* column : {french ? "estimation [95 %]" : "estimate [95%]", french ? "p (Holm)" : "p (Holm)"})
    rows.back().emplace_back(column);
  std::string details;
  const std::size_t width = terminal.width();
  for (std::size_t i = 0; i < study.hypotheses.size(); ++i) {
    const Hypothesis& h = study.hypotheses[i];
    const HypothesisResult& r = result.hypotheses[i];
    const bool with_sign = h.contrast.form != ContrastForm::break_point && h.contrast.form != ContrastForm::ratio;
    rows.push_back({h.id, verdict_word(h, r).in(language)});
    if (asked) rows.back().push_back(share_words(r).in(language));
    rows.back().push_back(estimate_words(r, with_sign).in(language));
    rows.back().push_back(p_words(r.adjusted_p).in(language));

    details += "\n" + terminal.bold(fold(fmt::format("{}  {}", h.id, h.claim.in(language)), width, 2)) + "\n";
    const auto line = [&](const std::string& words) {
      if (!words.empty()) details += "  " + fold(words, width - 2, 2) + "\n";
    };
    line(outcome_words(h.outcome).in(language));
    line(fmt::format(fmt::runtime(french ? "{} ; attendu : {}" : "{}; expected: {}"), h.contrast.words.in(language),
                     expectation_words(h).in(language)));
    std::string figures;
    const auto figure = [&](const std::string& words) { figures += (figures.empty() ? "" : " · ") + words; };
    if (r.estimate) figure(estimate_words(r, with_sign).in(language));
    if (r.reference) {
      const int decimals = decimals_for(std::fabs(*r.reference));
      figure((french ? "référence " : "reference ") + number(*r.reference, decimals, language));
    }
    if (r.g) figure("g " + number(*r.g, 2, language));
    if (r.superiority) figure((french ? "supériorité " : "superiority ") + number(*r.superiority, 2, language));
    if (r.equivalence) figure((french ? "équivalence p " : "equivalence p ") + p_words(r.equivalence->p).in(language));
    line(figures);
    line(r.sentence.in(language));
    line(plausible_sentence(h, r).in(language));
    if (!h.contrast.aliases.empty()) {
      std::string names;
      for (const std::string& alias : h.contrast.aliases) names += (names.empty() ? "" : ", ") + alias;
      line((french ? "Ce plan ne le distingue pas de : " : "This design cannot tell it from: ") + names + ".");
    }
  }
  const auto& title = study.title.in(language);
  std::string out = terminal.bold(fold(title, width, 2)) + "\n";
  if (!study.question.en.empty()) out += fold(study.question.in(language), width, 0) + "\n";
  out += terminal.say(text("{} scenarios, {} paired replicates, {} months, seed {}\n",
                           "{} scénarios, {} répliques appariées, {} mois, graine {}\n", study.scenarios.size(),
                           result.replicates, study.months, study.seed));
  if (result.stopping) {
    const bool narrow = result.stopping->narrow;
    out += fold(terminal.say(
                    narrow ? text("Replicates were added until the interval of {} was narrower than {}; with 95% "
                                  "confidence it covers the truth whenever one stops.",
                                  "Les répliques ont été ajoutées jusqu’à ce que l’intervalle de {} soit plus étroit "
                                  "que {} ; il couvre la vérité à 95 %, quel que soit le moment de l’arrêt.",
                                  study.hypotheses[study.until->hypothesis].id, study.until->width)
                           : text("The most replicates were reached before the interval of {} was narrower than {}.",
                                  "Le nombre maximal de répliques a été atteint avant que l’intervalle de {} soit "
                                  "plus étroit que {}.",
                                  study.hypotheses[study.until->hypothesis].id, study.until->width)),
                width, 0) +
           "\n";
  }
  out += "\n" + table_of(rows, {rows.front().size() - 2, rows.front().size() - 1}, terminal) + details;
  return out;
}

}  // namespace entremise::program
