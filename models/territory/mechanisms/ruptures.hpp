#pragma once
#include <algorithm>
#include <cstdint>

#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Ruptures. Above the threshold R_r a relation breaks with chance h_max ((R − R_r)/(1 − R_r))² + h_0 a month. Both
/// then hold s_r more evidence against the other and know each other less; they avoid each other for a year, and some
/// tension stays. No rate was found in the literature: all values are assumptions, set so that about one institutional
/// tie in a hundred breaks a year. The phase also lets the work on disagreement wear, and counts the months since.

namespace entremise::territory {

class RuptureRule {
 public:
  explicit RuptureRule(const Parameters& p)
      : evidence(static_cast<float>(p["ruptures.evidence"])),
        knowledge(static_cast<float>(p["ruptures.knowledge"])),
        tension(static_cast<float>(p["ruptures.tension"])),
        cooldown(static_cast<std::uint8_t>(p["ruptures.cooldown"])),
        on_(p.is_on("mechanisms.ruptures")),
        threshold_(static_cast<float>(p["ruptures.threshold"])),
        hazard_(p["ruptures.hazard"]),
        base_(p["ruptures.base"]) {}

  /// Whether a relation of that tension may break at all.
  [[nodiscard]] bool may_break(float tension_now) const noexcept { return on_ && tension_now > threshold_; }
  /// Chance that it breaks this month, if it may.
  [[nodiscard]] double hazard(float tension_now) const noexcept {
    const double beyond = (double{tension_now} - threshold_) / (1.0 - threshold_);
    return hazard_ * beyond * beyond + base_;
  }

  float evidence, knowledge, tension;
  std::uint8_t cooldown;

 private:
  bool on_;
  float threshold_;
  double hazard_, base_;
};

inline auto ruptures(const Parameters& p) {
  const bool wears = p.is_on("mechanisms.disagreement");
  return each_relation<"ruptures">(
             writes(tension, cooldown, ruptured, dialogue, worked, interconnaissance, evidence_against),
             [rule = RuptureRule(p), kept = wears ? 1 - static_cast<float>(p["disagreement.renewal"]) : 1.0f](
                 auto relation, Draws& draws) {
               const std::uint8_t waiting = relation[cooldown];
               relation[cooldown] = static_cast<std::uint8_t>(waiting - (waiting != 0 ? 1 : 0));
               const std::uint8_t since = relation[dialogue];
               relation[dialogue] = static_cast<std::uint8_t>(since + (since != 255 ? 1 : 0));
               relation[worked] = kept * relation[worked];
               relation[ruptured] = 0;
               if (waiting != 0 || !rule.may_break(relation[tension]) || !draws.chance(rule.hazard(relation[tension])))
                 return;
               relation[ruptured] = 1;
               relation[cooldown] = rule.cooldown;
               relation[tension] = rule.tension;
               for (auto side : {relation.ab(), relation.ba()}) {
                 side[evidence_against] += rule.evidence;
                 side[interconnaissance] *= rule.knowledge;
               }
             })
      .template blocks<0>();
}

}  // namespace entremise::territory
