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

/// How the partner's evidence changes. Only numbers of 32 bits, for loops over many encounters.
struct Verdict {
  std::uint32_t outcome = 0;  ///< an Outcome
  float evidence_for = 0, evidence_against = 0;
};

/// 0 or 1 as a number to multiply with.
[[nodiscard]] constexpr float as_float(std::uint32_t flag) noexcept {
  return static_cast<float>(static_cast<std::int32_t>(flag));
}

class ActivityRule {
 public:
  explicit ActivityRule(const Parameters& p)
      : rate_(p.is_on("mechanisms.activity") ? p["activity.rate"] : 0),
        good_will_(p["activity.good_will"]),
        accommodation_(p.is_on("mechanisms.accommodation") ? p["activity.accommodation"] : 0),
        attribution_(p.is_on("mechanisms.attribution") ? 1 : 0),
        detection_(p["trust.detection"]),
        delivered_(static_cast<float>(p["trust.delivered"])),
        excused_(static_cast<float>(p["trust.excused"])),
        broken_(static_cast<float>(p["trust.negativity"] * p["trust.delivered"])) {
    for (std::size_t k = 0; k < constraint_.size(); ++k)
      constraint_[k] = p.at("activity.constraint.elected_official", k);
  }

  /// Chance that an encounter carries a joint activity.
  [[nodiscard]] double rate() const noexcept { return rate_; }

  /// How many words part() looks at.
  static constexpr std::size_t words = 5;

  /// One actor's part, as the partner sees it, who knows the actor's constraints by `known` (the partner's
  /// interconnaissance of the actor). Without a branch, as any one would be guessed wrong half of the time, and with
  /// numbers of 32 bits alone.
  /// \param constrained chance of a constraint this month
  /// \param noticing chance that the partner notices a failure
  /// \param willing share of the good will that control leaves
  [[nodiscard]] Verdict part(float constrained, float noticing, float known, float willing,
                             const std::array<std::uint32_t, words>& w) const noexcept {
    const std::uint32_t intends = Draws::happens_float(w[0], static_cast<float>(good_will_) * willing);
    const std::uint32_t meets_constraint = Draws::happens_float(w[1], constrained);
    const std::uint32_t helped = Draws::happens_float(w[2], static_cast<float>(accommodation_) * known);
    const std::uint32_t understood = Draws::happens_float(w[3], static_cast<float>(attribution_) * known);
    const std::uint32_t noticed = Draws::happens_float(w[4], noticing);
    const std::uint32_t kept = intends & (helped | (meets_constraint ^ 1u));
    const std::uint32_t excused = intends & understood & (kept ^ 1u);
    const std::uint32_t held_against = noticed & ((kept | excused) ^ 1u);
    const std::uint32_t unnoticed = (kept | excused | held_against) ^ 1u;
    // Exactly one of the five is 1. Sums, as compilers make branches of nested choices.
    const auto number = [](Outcome outcome) { return static_cast<std::uint32_t>(outcome); };
    const std::uint32_t outcome = kept * number(Outcome::delivered) + excused * number(Outcome::excused) +
                                  (held_against & intends) * number(Outcome::blamed) +
                                  (held_against & (intends ^ 1u)) * number(Outcome::unwilling) +
                                  unnoticed * number(Outcome::unnoticed);
    return {outcome, as_float(kept) * delivered_ + as_float(excused) * excused_, as_float(held_against) * broken_};
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
  float delivered_, excused_, broken_;  // what each outcome adds to the evidence
};

}  // namespace entremise::territory
