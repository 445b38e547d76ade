#include <iostream>
#include <nlohmann/json.hpp>
#include <vector>

#include "analysis/inference/bootstrap.hpp"
#include "analysis/inference/breakpoint.hpp"
#include "analysis/inference/effect_size.hpp"
#include "analysis/inference/equivalence.hpp"
#include "analysis/inference/multiplicity.hpp"
#include "analysis/inference/permutation.hpp"
#include "analysis/inference/power.hpp"
#include "analysis/inference/proportion.hpp"
#include "analysis/inference/ratio.hpp"
#include "analysis/inference/sample.hpp"
#include "analysis/inference/survival.hpp"

using namespace entremise;
using nlohmann::json;
using Values = std::vector<double>;

namespace {

json of(const std::optional<Interval>& interval) {
  return interval ? json{interval->low, interval->high} : json(nullptr);
}

json of(const std::optional<double>& value) {
  return value ? json(*value) : json(nullptr);
}

std::vector<Duration> durations(const json& side) {
  std::vector<Duration> out;
  for (std::size_t i = 0; i < side.at("time").size(); ++i) out.push_back({side["time"][i], side["happened"][i] != 0});
  return out;
}

json pairs(const json& in) {
  const Values reference = in.at("reference"), scenario = in.at("scenario");
  const Values differences = paired_differences(reference, scenario);
  const BootstrapOptions options{20000, 0.95, 3};
  const Statistic spread = [](std::span<const double> v) { return moments(v).variance; };
  const auto equivalence = equivalence_test(differences, in.at("margin"), 0.05);
  const auto ratio = ratio_of_means(reference, scenario, 0.95);
  return {{"bca_mean", of(bca_interval_of_mean(differences, options))},
          {"bca_variance", of(bca_interval(differences, spread, options))},
          {"permutation_p", paired_permutation_p(differences, in.at("permutations"), 5)},
          {"student", of(interval_of_mean(moments(differences), 0.95))},
          {"tost_p", equivalence->p},
          {"tost_interval", of(equivalence->interval)},
          {"g", of(hedges_g_paired(differences))},
          {"superiority", probability_of_superiority(reference, scenario)},
          {"ratio", of(ratio->ratio)},
          {"ratio_kind", static_cast<int>(ratio->kind)},
          {"ratio_interval", of(ratio->interval)}};
}

json survival(const json& in) {
  const auto reference = durations(in.at("reference")), scenario = durations(in.at("scenario"));
  json curve = json::array();
  for (const SurvivalStep& s : kaplan_meier(reference))
    curve.push_back({s.time, s.at_risk, s.events, s.survival, s.variance});
  const HazardRatio cox = cox_regression(reference, scenario, 0.95);
  const auto mean = restricted_mean(reference, in.at("horizon"));
  return {{"curve", curve},
          {"log_ratio", cox.log_ratio},
          {"standard_error", cox.standard_error},
          {"wald_p", cox.wald_p},
          {"ratio", of(cox.ratio)},
          {"restricted_mean", mean ? json(mean->mean) : json(nullptr)}};
}

json line(const json& in) {
  const Values x = in.at("x"), y = in.at("y");
  const auto found = broken_line(x, y);
  return {{"at", found->at},
          {"level", found->level},
          {"slopes", {found->slope_before, found->slope_after}},
          {"residual_squares", found->residual_squares},
          {"straight_squares", found->straight_squares}};
}

json numbers(const json& in) {
  const Values p = in.at("p");
  return {{"holm", holm(p)},
          {"power", power_of_paired_test(in.at("n"), in.at("effect"), 0.05)},
          {"replicates", *replicates_to_detect(in.at("effect"), 1, 0.05, 0.9)},
          {"wilson", of(interval_of_share(in.at("successes"), in.at("n"), 0.95))}};
}

}  // namespace

/// Reads an array of cases, each {"kind": pairs | survival | line | numbers, ...}; prints an array of answers.
int main() {
  json answers = json::array();
  for (const json& in : json::parse(std::cin)) {
    const std::string kind = in.at("kind");
    answers.push_back(kind == "pairs"      ? pairs(in)
                      : kind == "survival" ? survival(in)
                      : kind == "line"     ? line(in)
                                           : numbers(in));
  }
  std::cout << answers.dump() << '\n';
}
