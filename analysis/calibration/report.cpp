#include "analysis/calibration/report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace entremise {

namespace {

std::string number(double x) {
  return std::isfinite(x) ? fmt::format("{:.3g}", x) : std::string("–");
}
std::string percent(double x) {
  return std::isfinite(x) ? fmt::format("{:.0f} %", 100 * x) : std::string("–");
}
bool met(std::size_t pattern, const std::vector<double>& values) {
  return !values.empty() && implausibility(patterns[pattern], values[pattern]) <= 1;
}
std::string_view key_of(std::size_t parameter) {
  return territory::registry[parameter].key;
}

std::string steps_of(const Calibration& c, Language language) {
  std::string out;
  for (const Step& s : c.steps)
    out += fmt::format("- `{}`{} {} → {}\n", key_of(s.parameter), language == Language::french ? " :" : ":",
                       number(s.from), number(s.to));
  return out;
}

}  // namespace

std::string calibration_summary(const Calibration& c, Language language) {
  const bool french = language == Language::french;
  const auto say = [&](const char* en, const char* fr) { return french ? fr : en; };
  std::string out =
      fmt::format(fmt::runtime(say("{} plausible draws, {} of them meeting every fitted pattern\n\n",
                                   "{} tirages plausibles, dont {} satisfont tous les motifs ajustés\n\n")),
                  c.plausible.size(), c.meeting_all);
  out += fmt::format("  {:<20}{:>14}{:>10}{:>10}\n", say("pattern", "motif"), say("tolerated", "toléré"),
                     say("as given", "donné"), say("moved", "modifié"));
  for (std::size_t k = 0; k < patterns.size(); ++k)
    out += fmt::format("{} {:<20}{:>14}{:>10}{:>10}\n", met(k, c.moved.empty() ? c.defaults : c.moved) ? " " : "!",
                       patterns[k].key, fmt::format("{}–{}", number(patterns[k].low), number(patterns[k].high)),
                       number(c.defaults[k]), c.moved.empty() ? "–" : number(c.moved[k]));
  if (c.steps.empty()) return out;
  out += '\n';
  out += say("Values to move:\n", "Valeurs à modifier :\n");
  out += steps_of(c, language);
  return out;
}

std::string calibration_report(const Calibration& c, const CalibrationPlan& plan, const std::string& territory,
                               Language language) {
  const bool french = language == Language::french;
  const auto say = [&](const char* en, const char* fr) { return french ? fr : en; };
  std::string out = say("# Calibration by patterns\n\n", "# Calage par motifs\n\n");
  out += fmt::format(
      fmt::runtime(say(
          "Territory: {}. {} waves of {} draws, {} replicates of each with common luck, seed {}; {} draws kept, {} of "
          "which "
          "meet every fitted pattern. The first wave is a Latin hypercube over the plausible ranges of {} parameters; "
          "the "
          "later ones lie around the draws that were least implausible so far. Draws are not weighted: the set shows "
          "which "
          "values are plausible, not how probable each is.\n\n",
          "Territoire : {}. {} vagues de {} tirages, {} répliques de chacun avec le même hasard, graine {} ; {} "
          "tirages "
          "gardés, dont {} satisfont tous les motifs ajustés. La première vague est un hypercube latin sur les "
          "domaines "
          "plausibles de {} paramètres ; les suivantes entourent les tirages les moins invraisemblables jusque-là. Les "
          "tirages ne sont pas pondérés : l'ensemble montre quelles valeurs sont plausibles, non combien chacune est "
          "probable.\n\n")),
      territory, plan.waves, plan.draws, plan.replicates, plan.seed, c.plausible.size(), c.meeting_all,
      sampled_parameters().size());
  out += say("Largest implausibility kept, by wave:", "Plus grande invraisemblance gardée, par vague :");
  for (const double worst : c.worst_of_wave) out += fmt::format(" {}", number(worst));
  out += say(" (at most 1: every fitted pattern is met).\n\n",
             " (1 au plus : tous les motifs ajustés sont satisfaits).\n\n");

  out += say("## Patterns\n\n", "## Motifs\n\n");
  out += say(
      "| pattern | tolerated | met before | met after | 5 – 50 – 95 % after | values given | values moved | source |\n",
      "| motif | toléré | satisfait avant | satisfait après | 5 – 50 – 95 % après | valeurs données | valeurs "
      "modifiées | source |\n");
  out += "|---|---|---|---|---|---|---|---|\n";
  for (std::size_t k = 0; k < patterns.size(); ++k) {
    const Pattern& p = patterns[k];
    const PatternFit &before = c.prior[k], &after = c.posterior[k];
    const auto marked = [&](const std::vector<double>& values) {
      if (values.empty()) return std::string("–");
      return met(k, values) ? number(values[k]) : fmt::format("**{}**", number(values[k]));
    };
    out += fmt::format("| {}{} | {} – {} | {} | {} | {} – {} – {} | {} | {} | {} |\n", french ? p.fr : p.en,
                       p.fitted ? "" : say(" (held out)", " (tenu à part)"), number(p.low), number(p.high),
                       percent(before.met), percent(after.met), number(after.low), number(after.median),
                       number(after.high), marked(c.defaults), marked(c.moved), p.source);
  }
  out += say("\nIn bold: missed.\n\n", "\nEn gras : manqué.\n\n");

  out += say("## Values to move\n\n", "## Valeurs à modifier\n\n");
  out += c.steps.empty()
             ? say("None: every fitted pattern is met.\n", "Aucune : tous les motifs ajustés sont satisfaits.\n")
             : steps_of(c, language);

  out += say("\n## Parameters before and after\n\n", "\n## Paramètres avant et après\n\n");
  out += say("| parameter | given | plausible range | median before | median after | 5 – 95 % after | distance |\n",
             "| paramètre | valeur donnée | domaine plausible | médiane avant | médiane après | 5 – 95 % après | "
             "distance |\n");
  out += "|---|---|---|---|---|---|---|\n";
  for (const Shift& s : c.shifts) {
    const territory::Parameter& p = territory::registry[s.parameter];
    out += fmt::format("| `{}` | {} | {} – {} | {} | {} | {} – {} | {:.2f} |\n", p.key, number(p.initial),
                       number(p.plausible.low), number(p.plausible.high), number(s.prior_median), number(s.median),
                       number(s.low), number(s.high), s.distance);
  }
  const double chance = 1.36 * std::sqrt(1.0 / static_cast<double>(std::max<std::size_t>(1, c.plausible.size())));
  out += fmt::format(
      fmt::runtime(
          say("\nDistance: Kolmogorov–Smirnov, between the first wave and the draws kept. Were these independent, one "
              "parameter in twenty would exceed {:.2f} by chance; they descend from one another, so read larger "
              "ones with care too.\n",
              "\nDistance : Kolmogorov–Smirnov, entre la première vague et les tirages gardés. S'ils étaient "
              "indépendants, un paramètre sur vingt dépasserait {:.2f} par hasard ; ils descendent les uns des "
              "autres : les plus grandes aussi se lisent avec prudence.\n")),
      chance);
  return out;
}

}  // namespace entremise
