#pragma once
#include "models/territory/state.hpp"

/// \file
/// The hidden cost of control: control u lowers the good will of those who mind it to 1 − h_c u. Most do (Falk &
/// Kosfeld 2006 on the signal of distrust that control gives); it is drawn for each person. What control there is, is
/// that of the public side over a social-economy actor's delegated mission.

namespace entremise::territory {

class ControlRule {
 public:
  explicit ControlRule(const Parameters& p)
      : cost_(p.is_on("mechanisms.hidden_cost") ? static_cast<float>(p["contracts.hidden_cost"]) : 0.0f) {}

  /// Whether an actor of that type is the one who depends in a controlled relation.
  [[nodiscard]] static bool depends(std::size_t actor_type) noexcept {
    return actor_type == static_cast<std::size_t>(ActorType::social_economy_actor);
  }
  /// Share of the good will that control leaves. \param controlled 0 for one who does not depend
  [[nodiscard]] float willing(float controlled, std::uint8_t minds) const noexcept {
    return 1 - cost_ * controlled * static_cast<float>(minds);
  }

 private:
  float cost_;
};

}  // namespace entremise::territory
