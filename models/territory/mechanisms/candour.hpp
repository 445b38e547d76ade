#pragma once
#include "models/territory/parameters.hpp"
#include "sim/random/elementary.hpp"

/// \file
/// Franchise: whether one who speaks tells of the constraints on them. P = σ(φ0 + φ_T T + φ_P P − φ_u u + φ_s s), with
/// T the speaker's trust in the listener, P the safety of the place, u the control that the listener holds over a
/// dependent speaker, s the speaker's training. That safety frees speech: Edmondson 1999; Frazier et al. 2017. What
/// is told in confidence may be turned against the speaker, with probability e0 (1 − T)(1 − P), T the listener's trust.

namespace entremise::territory {

class CandourRule {
 public:
  explicit CandourRule(const Parameters& p)
      : on_(p.is_on("mechanisms.candour")),
        constant_(static_cast<float>(p["candour.constant"])),
        trust_(static_cast<float>(p["candour.trust"])),
        safety_(static_cast<float>(p["candour.safety"])),
        control_(static_cast<float>(p["candour.control"])),
        training_(static_cast<float>(p["candour.training"])),
        exploitation_(static_cast<float>(p["candour.exploitation"])) {}

  /// Chance that the speaker is candid.
  [[nodiscard]] float speaks_openly(float trusts, float safety, float controlled, float trained) const noexcept {
    if (!on_) return 0;
    return elementary::logistic(constant_ + trust_ * trusts + safety_ * safety - control_ * controlled +
                                training_ * trained);
  }
  /// Chance that the listener takes advantage of what was said.
  [[nodiscard]] float exploits(float listeners_trust, float safety) const noexcept {
    return exploitation_ * (1 - listeners_trust) * (1 - safety);
  }

 private:
  bool on_;
  float constant_, trust_, safety_, control_, training_, exploitation_;
};

}  // namespace entremise::territory
