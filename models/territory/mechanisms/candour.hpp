#pragma once
#include "models/territory/parameters.hpp"
#include "sim/random/elementary.hpp"

/// \file
/// Franchise: whether one who speaks tells of the constraints on them.
/// P = σ(φ0 + φ_T T + φ_P P − φ_u u + φ_s s + φ_prep prep + φ_n n̄), with T the speaker's trust in the listener, P the
/// safety of the place, u the control that the listener holds over a dependent speaker, s the speaker's training, prep
/// how freshly they have prepared, n̄ the share of candid words in this space so far. That safety frees speech:
/// Edmondson 1999; Frazier et al. 2017. What is told in confidence may be turned against the speaker, with probability
/// e0 (1 − T)(1 − P), T the listener's trust.

namespace entremise::territory {

class CandourRule {
 public:
  explicit CandourRule(const Parameters& p)
      : on_(p.is_on("mechanisms.candour") ? 1.0f : 0.0f),
        constant_(static_cast<float>(p["candour.constant"])),
        trust_(static_cast<float>(p["candour.trust"])),
        safety_(static_cast<float>(p["candour.safety"])),
        control_(static_cast<float>(p["candour.control"])),
        training_(static_cast<float>(p["candour.training"])),
        preparation_(static_cast<float>(p["candour.preparation"])),
        norm_(static_cast<float>(p["candour.norm"])),
        exploitation_(static_cast<float>(p["candour.exploitation"])) {}

  /// Who speaks, to whom.
  struct Speaker {
    float trusts = 0;      ///< the listener
    float controlled = 0;  ///< by the listener
    float trained = 0, prepared = 0;
    float freed = 0;  ///< log-odds added by a charter
  };
  /// Chance that the speaker is candid, where it is safe by `safety` and so far a share `norm` of words was candid.
  [[nodiscard]] float speaks_openly(const Speaker& who, float safety, float norm) const noexcept {
    return on_ * elementary::logistic(constant_ + trust_ * who.trusts + safety_ * safety - control_ * who.controlled +
                                      training_ * who.trained + preparation_ * who.prepared + norm_ * norm + who.freed);
  }
  /// Chance that the listener takes advantage of what was said.
  [[nodiscard]] float exploits(float listeners_trust, float safety) const noexcept {
    return exploitation_ * (1 - listeners_trust) * (1 - safety);
  }

 private:
  float on_;  // 1 or 0: a factor, as a branch would keep loops over many from becoming vector instructions
  float constant_, trust_, safety_, control_, training_, preparation_, norm_, exploitation_;
};

}  // namespace entremise::territory
