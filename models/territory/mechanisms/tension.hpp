#pragma once
#include <algorithm>

#include "models/territory/mechanisms/disagreement.hpp"
#include "models/territory/state.hpp"

/// \file
/// Relational tension between two actors. Working together brings their disagreement to bear on the relation: per joint
/// activity R += ½ ℓ_L latent + ℓ_O open (1 − T̄)(1 − P), with T̄ the mean of their trusts and P the safety of the place
/// (disagreement on content turns relational where trust is low: Simons & Peterson 2000). Success relieves it.

namespace entremise::territory {

class TensionRule {
 public:
  explicit TensionRule(const Parameters& p)
      : latent_(value(p, "tension.latent")),
        open_(value(p, "tension.open")),
        relief_(value(p, "tension.relief")),
        exploited_(value(p, "candour.exploitation_tension")) {}

  /// What a joint activity adds, before any relief: `mean_trust` of the two, `safety` of the place.
  [[nodiscard]] float strain(float latent, float open, float mean_trust, float safety) const noexcept {
    return 0.5f * latent_ * latent + open_ * open * (1 - mean_trust) * (1 - safety);
  }
  /// What a success takes away.
  [[nodiscard]] float relief() const noexcept { return relief_; }

  /// Tension after an encounter in which confidences were abused `abuses` times; `together` is 1 if the two did
  /// something together, else 0.
  [[nodiscard]] float after(float before, int abuses, float together, float strain, bool success) const noexcept {
    const float rise = static_cast<float>(abuses) * exploited_ + together * (strain - (success ? relief_ : 0.0f));
    return std::clamp(before + rise, 0.0f, 1.0f);
  }

 private:
  // Switched off, tension neither rises nor falls.
  static float value(const Parameters& p, Key key) {
    return p.is_on("mechanisms.tension") ? static_cast<float>(p[key]) : 0.0f;
  }
  float latent_, open_, relief_, exploited_;
};

}  // namespace entremise::territory
