#pragma once
#include <cmath>

#include "models/territory/state.hpp"

/// \file
/// Disagreement on content: d, the distance of two actors on the issues, is latent, open or worked through. A candid
/// word brings some of it into the open, o += v_o (1 − o); dialogue of quality Q works on what is open,
/// ω += v_w Q o (1 − ω); new circumstances undo the work, ω ×= 1 − δ_ω. Latent is d (1 − ω)(1 − o), open d (1 − ω) o.
/// Open disagreement brings no good by itself (meta-analyses find conflict negative on average: De Dreu & Weingart
/// 2003; harmless where it does not turn relational: de Wit, Greer & Jehn 2012); what may help is the work on it
/// (constructive controversy: Tjosvold 1985).

namespace entremise::territory {

/// Distance on the issues, from 0 to 1: Euclidean, over that of opposite corners.
[[nodiscard]] inline float disagreement(const Issues& x, const Issues& y) noexcept {
  float sum = 0;
  for (std::size_t k = 0; k < issue_count; ++k) sum += (x[k] - y[k]) * (x[k] - y[k]);
  return std::sqrt(sum * (1.0f / (4 * issue_count)));
}

class DisagreementRule {
 public:
  explicit DisagreementRule(const Parameters& p)
      : surfacing_(p.is_on("mechanisms.disagreement") ? static_cast<float>(p["disagreement.surfacing"]) : 0.0f),
        work_(p.is_on("mechanisms.disagreement") ? static_cast<float>(p["disagreement.work"]) : 0.0f) {}

  [[nodiscard]] static float latent(float distance, float o, float w) noexcept { return distance * (1 - w) * (1 - o); }
  [[nodiscard]] static float open(float distance, float o, float w) noexcept { return distance * (1 - w) * o; }
  /// Share in the open after a talk in which somebody was candid, or nobody.
  [[nodiscard]] float surfaced_after(float o, bool somebody) const noexcept {
    return o + (somebody ? surfacing_ : 0.0f) * (1 - o);
  }
  /// Share worked through after a dialogue of that quality.
  [[nodiscard]] float worked_after(float w, float o, float quality) const noexcept {
    return w + work_ * quality * o * (1 - w);
  }

 private:
  float surfacing_, work_;
};

}  // namespace entremise::territory
