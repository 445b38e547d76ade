#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "models/territory/state.hpp"
#include "sim/random/streams.hpp"

/// \file
/// The everyday joint activity of a pair, and what each makes of the other's part in it. One who means to deliver
/// (probability p) may meet a constraint (χ, by type): a budget calendar, a legal rule, an election. A partner who
/// knows the constraints helps around it (η I), "taking charge of the other's constraints". Where it still fails, a
/// partner who knows attributes the failure to the constraint (probability I) and excuses it; one who does not takes it
/// for ill will, and negative evidence weighs κ times as much as positive (Slovic 1993; contested, hence a range from
/// 1). That intentions restore cooperation under noise where they can be seen: Rand, Fudenberg & Dreber 2015.

namespace entremise::territory {

/// How the partner's evidence changes.
struct Verdict {
  Outcome outcome = Outcome::none;
  float evidence_for = 0, evidence_against = 0;
};

class ActivityRule {
 public:
  explicit ActivityRule(const Parameters& p)
      : rate_(p.is_on("mechanisms.activity") ? p["activity.rate"] : 0),
        good_will_(p["activity.good_will"]),
        accommodation_(p.is_on("mechanisms.accommodation") ? p["activity.accommodation"] : 0),
        attribution_(p.is_on("mechanisms.attribution") ? 1 : 0),
        detection_(p["trust.detection"]) {
    for (std::size_t k = 0; k < constraint_.size(); ++k)
      constraint_[k] = p.at("activity.constraint.elected_official", k);
    for (unsigned seen = 0; seen < outcome_.size(); ++seen) {
      const bool kept = (seen & 1) != 0, intends = (seen & 2) != 0, understood = (seen & 4) != 0,
                 noticed = (seen & 8) != 0;
      if (kept) {
        outcome_[seen] = Outcome::delivered;
        for_[seen] = static_cast<float>(p["trust.delivered"]);
      } else if (intends && understood) {
        outcome_[seen] = Outcome::excused;
        for_[seen] = static_cast<float>(p["trust.excused"]);
      } else if (!noticed) {
        outcome_[seen] = Outcome::unnoticed;
      } else {
        outcome_[seen] = intends ? Outcome::blamed : Outcome::unwilling;
        against_[seen] = static_cast<float>(p["trust.negativity"] * p["trust.delivered"]);
      }
    }
  }

  /// Chance that an encounter carries a joint activity.
  [[nodiscard]] double rate() const noexcept { return rate_; }

  /// How many words part() looks at.
  static constexpr std::size_t words = 5;

  /// One actor's part, as the partner sees it, who knows the actor's constraints by `known` (the partner's
  /// interconnaissance of the actor). Without a branch, as any one would be guessed wrong half of the time.
  /// \param willing share of the good will that control leaves
  /// \param hardship added chance of a constraint this month
  [[nodiscard]] Verdict part(std::size_t actor_type, float known, float willing, float hardship,
                             std::span<const std::uint32_t, words> w) const noexcept {
    const bool intends = Draws::happens(w[0], good_will_ * willing);
    const bool constrained = Draws::happens(w[1], constraint_[actor_type] + hardship);
    const bool helped = Draws::happens(w[2], accommodation_ * known);
    const bool understood = Draws::happens(w[3], attribution_ * known);
    const bool noticed = Draws::happens(w[4], detection_);
    const bool kept = intends & (!constrained | helped);
    const unsigned seen = unsigned{kept} | unsigned{intends} << 1 | unsigned{understood} << 2 | unsigned{noticed} << 3;
    return {outcome_[seen], for_[seen], against_[seen]};
  }

  [[nodiscard]] double constraint(std::size_t actor_type) const noexcept { return constraint_[actor_type]; }
  /// How far full knowledge of a constraint helps around it.
  [[nodiscard]] double accommodation() const noexcept { return accommodation_; }
  [[nodiscard]] double detection() const noexcept { return detection_; }
  /// 1 where failures that are understood are excused, 0 where that mechanism is switched off.
  [[nodiscard]] double attribution() const noexcept { return attribution_; }

  /// Expected share of kept promises of an actor of a type, for a partner of given interconnaissance.
  [[nodiscard]] double expected_delivery(std::size_t actor_type, double known) const noexcept {
    return good_will_ * (1 - constraint_[actor_type] * (1 - accommodation_ * known));
  }

 private:
  double rate_, good_will_, accommodation_, attribution_, detection_;
  std::array<double, actor_types> constraint_{};
  // By what was seen: bit 0 kept, 1 intended, 2 understood, 3 noticed.
  std::array<Outcome, 16> outcome_{};
  std::array<float, 16> for_{}, against_{};
};

}  // namespace entremise::territory
