#pragma once
#include <algorithm>
#include <memory>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// Engagement. It returns to the ordinary, E += δ_E (E⁰ − E); a success of perceived value V̂ adds
/// η_E tanh(V̂)(1 − E), a failure takes a share of it (small wins: Ansell & Gash 2008; Weick 1984). Stories of success
/// travel two steps: who is h steps from a member takes η_N n V̂ 2^−h (1 − E) from it, of the strongest story within
/// reach, and not more than a bound a month: local, fading, saturating (narratives: Jones & McBeth 2010).

namespace entremise::territory {

class EngagementRule {
 public:
  explicit EngagementRule(const Parameters& p)
      : on_(p.is_on("mechanisms.engagement")),
        ordinary_(static_cast<float>(p["engagement.ordinary"])),
        gain_(value(p, "engagement.gain")),
        loss_(value(p, "engagement.loss")),
        back_(value(p, "engagement.return")),
        narrative_(p.is_on("mechanisms.narrative") ? value(p, "engagement.narrative") : 0.0f),
        limit_(static_cast<float>(p["engagement.narrative_limit"])) {}

  [[nodiscard]] bool tells_stories() const noexcept { return narrative_ > 0; }
  [[nodiscard]] float ordinary() const noexcept { return ordinary_; }
  /// After a success, of perceived value v.
  [[nodiscard]] float after_success(float e, float v) const noexcept {
    return std::clamp(e + gain_ * elementary::tanh(v) * (1 - e), 0.0f, 1.0f);
  }
  [[nodiscard]] float after_failure(float e) const noexcept { return e * (1 - loss_); }
  /// After a month, in which the strongest story heard was `heard` (n V̂, halved for each step), told with `weight`.
  [[nodiscard]] float after_month(float e, float heard, float weight) const noexcept {
    const float moved = e + std::min(limit_, narrative_ * weight * heard) * (1 - e);
    return std::clamp(moved + back_ * (ordinary_ - moved), 0.0f, 1.0f);
  }

 private:
  float value(const Parameters& p, Key key) const { return on_ ? static_cast<float>(p[key]) : 0.0f; }
  bool on_;
  float ordinary_, gain_, loss_, back_, narrative_, limit_;
};

/// The strongest story among one's own and those of everybody one has a relation with, halved by the step.
inline auto word_of_mouth() {
  return each_actor<"word of mouth">(reads(ledger), renews(story), [](auto me) {
    if (me.all(ledger)[0].succeeded == 0) return;
    const auto stories = me.all(story);
    float heard = stories[me.id()];
    for (const Link link : me.links()) heard = std::max(heard, 0.5f * stories[link.to]);
    me.next(story) = heard;
  });
}
/// The same, one step further.
inline auto word_passed_on() {
  return each_actor<"word passed on">(reads(ledger), renews(story), [](auto me) {
    if (me.all(ledger)[0].succeeded == 0) return;
    const auto stories = me.all(story);
    float heard = stories[me.id()];
    for (const Link link : me.links()) heard = std::max(heard, 0.5f * stories[link.to]);
    me.next(story) = heard;
  });
}

/// What the month does to everybody's engagement and preparation. Stories are then told.
inline auto engagement_and_stories(const Parameters& p, std::shared_ptr<const Agenda> agenda) {
  return each_actor<"engagement">(
      writes(engagement, preparation, story),
      [rule = EngagementRule(p), kept = 1 - static_cast<float>(p["spaces.preparation_decay"]),
       agenda = std::move(agenda)](auto me) {
        me[engagement] = rule.after_month(me[engagement], me[story], (*agenda)[me.month()].narrative);
        me[story] = 0;
        me[preparation] = kept * me[preparation];
      });
}

}  // namespace entremise::territory
