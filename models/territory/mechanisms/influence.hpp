#pragma once
#include <algorithm>
#include <cstddef>

#include "models/territory/mechanisms/disagreement.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Positions on the issues. A dialogue of quality Q moves one towards the other, x_i += μ Q φ(d)(x_j − x_i), where φ is
/// 1 within the bound of confidence ε and 0 beyond (Deffuant et al. 2000; Hegselmann & Krause 2002); where repulsion is
/// switched on, φ is −β beyond ε_r in a poor dialogue. The interests of the office pull back: x_i += α (x⁰ − x_i)
/// (Friedkin & Johnsen 1990): consensus is not what a territory drifts to. Families of such rules: Flache et al. 2017.

namespace entremise::territory {

class InfluenceRule {
 public:
  explicit InfluenceRule(const Parameters& p)
      : on_(p.is_on("mechanisms.influence")),
        strength_(on_ ? static_cast<float>(p["influence.strength"]) : 0.0f),
        confidence_(static_cast<float>(p["influence.confidence"])),
        anchor_(on_ ? static_cast<float>(p["influence.anchor"]) : 0.0f),
        repulsion_(static_cast<float>(p["influence.repulsion"])),
        repulsion_distance_(static_cast<float>(p["influence.repulsion_distance"])),
        repulsion_quality_(static_cast<float>(p["influence.repulsion_quality"])) {}

  [[nodiscard]] bool is_on() const noexcept { return on_; }
  /// Share of the way to the other's position that a dialogue of that quality moves one at that distance.
  [[nodiscard]] float pull(float distance, float quality) const noexcept {
    const float attracted = distance < confidence_ ? 1.0f : 0.0f;
    const float repelled = distance > repulsion_distance_ && quality < repulsion_quality_ ? repulsion_ : 0.0f;
    return strength_ * quality * (attracted - repelled);
  }
  /// Both move at once, each from where the other stood. A talk that comes before the month's everyday ones moves them
  /// by what it has beyond talk of quality `everyday`: all who have met are moved that far later in the month.
  void meet(Issues& x, Issues& y, float quality, float everyday = 0) const noexcept {
    const float distance = disagreement(x, y);
    const float step = pull(distance, quality) - pull(distance, everyday);
    for (std::size_t k = 0; k < issue_count; ++k) {
      const float gap = step * (y[k] - x[k]);
      x[k] = std::clamp(x[k] + gap, -1.0f, 1.0f);
      y[k] = std::clamp(y[k] - gap, -1.0f, 1.0f);
    }
  }
  /// What the interests of the office make of a position in a month.
  [[nodiscard]] float anchored(float x, float of_office) const noexcept { return anchor_ * (of_office - x); }

 private:
  bool on_;
  float strength_, confidence_, anchor_, repulsion_, repulsion_distance_, repulsion_quality_;
};

/// Everyday talk: everybody is moved by all whom they have met this month, from where each stood before, and drawn back
/// to the office's interests.
inline auto influence(const Parameters& p) {
  return each_actor<"influence">(
      reads(office_issues, silence), renews(issues_of),
      [rule = InfluenceRule(p), quality = static_cast<float>(p["encounters.quality"])](auto me) {
        const auto positions = me.all(issues_of);
        const auto silences = me.all(silence);
        const Issues own = positions[me.id()], office = me.all(office_issues)[me.id()];
        Issues moved{};
        for (const Link link : me.links()) {
          const Issues& other = positions[link.to];
          const float step = silences[link.slot] == 0 ? rule.pull(disagreement(own, other), quality) : 0.0f;
          for (std::size_t k = 0; k < issue_count; ++k) moved[k] += step * (other[k] - own[k]);
        }
        Issues& next = me.next(issues_of);
        for (std::size_t k = 0; k < issue_count; ++k)
          next[k] = std::clamp(own[k] + moved[k] + rule.anchored(own[k], office[k]), -1.0f, 1.0f);
      });
}

}  // namespace entremise::territory
