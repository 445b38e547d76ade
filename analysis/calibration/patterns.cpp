#include "analysis/calibration/patterns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/random/elementary.hpp"

namespace entremise {

namespace {

using territory::actor_types;
using territory::ActorType;
using territory::RelationType;

// One run's series, by name.
class Series {
 public:
  explicit Series(std::vector<float> values) : values_(std::move(values)), catalogue_(territory::catalogue()) {}
  [[nodiscard]] double at(std::uint32_t month, std::string_view name, std::size_t k = 0) const {
    const std::size_t v = catalogue_.find(name);
    if (v == Catalogue::npos) throw std::logic_error("a pattern asks for what is not measured");
    return double{values_[month * catalogue_.width() + catalogue_.offset(v) + k]};
  }

 private:
  std::vector<float> values_;
  Catalogue catalogue_;
};

// Position of (institutional ties, from, to) in a table by tie set and two types.
std::size_t institutional_at(ActorType from, ActorType to) {
  return actor_types * actor_types + actor_types * static_cast<std::size_t>(from) + static_cast<std::size_t>(to);
}

double of_run(std::string_view pattern, const Series& s, std::uint32_t months) {
  const auto type_across = [&](RelationType type) {
    return s.at(months, "relation_type_share_across", static_cast<std::size_t>(type));
  };
  if (pattern == "milestone_month") {
    for (std::uint32_t month = 1; month <= months; ++month)
      if (s.at(month, "milestones") >= 5) return month;
    return months + 1.0;
  }
  if (pattern == "ruptures") {
    // After two years, when the start is forgotten.
    const std::uint32_t first = std::min(25u, months);
    double broken = 0;
    for (std::uint32_t month = first; month <= months; ++month) broken += s.at(month, "ruptures", 1);
    return 100 * broken / (s.at(months, "relation_count", 1) * (months - first + 1) / 12);
  }
  if (pattern == "partnership_share") return type_across(RelationType::partnership);
  if (pattern == "governed_share") return type_across(RelationType::unequal) + type_across(RelationType::delegated);
  if (pattern == "officials_know")
    return s.at(months, "interconnaissance_mixing",
                institutional_at(ActorType::elected_official, ActorType::social_economy_actor));
  if (pattern == "officers_know")
    return s.at(months, "interconnaissance_mixing",
                institutional_at(ActorType::local_officer, ActorType::social_economy_actor));
  if (pattern == "disagreement_kept") return s.at(months, "disagreement", 1) / s.at(0, "disagreement", 1);
  if (pattern == "homophily") {
    double within = 0, between = 0;
    for (std::size_t k = 0; k < actor_types; ++k)
      for (std::size_t l = 0; l < actor_types; ++l)
        (k == l ? within : between) += s.at(months, "trust_mixing", actor_types * actor_types + actor_types * k + l);
    return within / actor_types - between / (actor_types * (actor_types - 1));
  }
  if (pattern == "reciprocity") return s.at(months, "trust_reciprocity", 1);
  if (pattern == "assortativity") return s.at(months, "assortativity");
  if (pattern == "project_success") {
    double succeeded = 0, failed = 0;
    for (std::uint32_t month = 1; month <= months; ++month) {
      succeeded += s.at(month, "projects_succeeded");
      failed += s.at(month, "projects_failed");
    }
    return succeeded / (succeeded + failed);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::optional<Series> simulate(const territory::Specification& specification, Luck luck, const std::stop_token& stop) {
  RunRecord record;
  if (!territory::run(specification, luck, {}, record, stop)) return std::nullopt;
  return Series(std::move(record.series));
}

}  // namespace

std::vector<double> measure_patterns(const territory::Specification& specification, std::uint64_t seed,
                                     std::uint32_t replicates, PatternSet set, const std::stop_token& stop) {
  std::vector<double> sums(patterns.size(), 0);
  territory::Specification blind = specification;
  blind.parameters.set("mechanisms.attribution", 0);
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const auto series = simulate(specification, {seed, replicate}, stop);
    if (!series) return {};
    const auto unattributed = set == PatternSet::all ? simulate(blind, {seed, replicate}, stop) : std::nullopt;
    if (set == PatternSet::all && !unattributed) return {};
    for (std::size_t k = 0; k < patterns.size(); ++k) {
      if (!patterns[k].fitted && set == PatternSet::fitted)
        sums[k] = std::numeric_limits<double>::quiet_NaN();
      else if (patterns[k].key == "knowing_helps")
        sums[k] += of_run("partnership_share", *series, specification.months) -
                   of_run("partnership_share", *unattributed, specification.months);
      else
        sums[k] += of_run(patterns[k].key, *series, specification.months);
    }
  }
  for (double& sum : sums) sum /= replicates;
  return sums;
}

double implausibility(const Pattern& pattern, double value) noexcept {
  if (std::isnan(value)) return std::numeric_limits<double>::infinity();
  // What never happens is as far off as what happens a thousand times too seldom.
  const auto scale = [&](double x) { return pattern.by_ratio ? elementary::log(std::max(x, pattern.low / 1000)) : x; };
  const double low = scale(pattern.low), high = scale(pattern.high);
  return std::abs(scale(value) - (low + high) / 2) / ((high - low) / 2);
}

}  // namespace entremise
