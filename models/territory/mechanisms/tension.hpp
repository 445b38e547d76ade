#pragma once
#include <algorithm>
#include <cmath>

#include "models/territory/state.hpp"

/// \file
/// Relational tension between two actors. Working together brings hidden disagreement to bear on the relation, success
/// relieves it: R += ½ ℓ_L d per joint activity, R −= 0.04 where both deliver. d is the distance of the two on the
/// issues, as a share of the largest there can be. (That disagreement on content turns relational where trust is low:
/// Simons & Peterson 2000.)

namespace entremise::territory {

/// Distance on the issues, from 0 to 1: Euclidean, over that of opposite corners.
[[nodiscard]] inline float disagreement(const Issues& x, const Issues& y) noexcept {
  float sum = 0;
  for (std::size_t k = 0; k < issue_count; ++k) sum += (x[k] - y[k]) * (x[k] - y[k]);
  return std::sqrt(sum * (1.0f / (4 * issue_count)));
}

class TensionRule {
 public:
  explicit TensionRule(const Parameters& p)
      : latent_(value(p, "tension.latent")),
        relief_(value(p, "tension.relief")),
        exploited_(value(p, "candour.exploitation_tension")) {}

  /// Tension after an encounter in which confidences were abused `abuses` times; `together` is 1 if the two did
  /// something together, else 0.
  [[nodiscard]] float after(float before, int abuses, float together, float distance, bool success) const noexcept {
    const float rise =
        static_cast<float>(abuses) * exploited_ + together * (0.5f * latent_ * distance - (success ? relief_ : 0.0f));
    return std::clamp(before + rise, 0.0f, 1.0f);
  }

 private:
  // Switched off, tension neither rises nor falls.
  static float value(const Parameters& p, Key key) {
    return p.is_on("mechanisms.tension") ? static_cast<float>(p[key]) : 0.0f;
  }
  float latent_, relief_, exploited_;
};

}  // namespace entremise::territory
