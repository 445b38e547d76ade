#pragma once
#include <algorithm>
#include <array>

#include "models/territory/state.hpp"
#include "sim/random/streams.hpp"

namespace entremise::territory {

/// Where positions on the issues come from: a centre for each type of actors, a deviation for each organisation, and
/// one for each person; all normal, cut to [-1, 1]. Spreads are assumptions.
class IssueSpread {
 public:
  IssueSpread(const Parameters& p, Luck luck)
      : organisation_(static_cast<float>(p["issues.organisation_spread"])),
        person_(static_cast<float>(p["issues.person_spread"])) {
    const auto spread = static_cast<float>(p["issues.type_spread"]);
    for (std::uint32_t type = 0; type < actor_types; ++type) {
      Draws draws(stream_key(luck, process_id("issue centres")), type, no_entity, 0);
      centre_[type] = around({}, spread, draws);
    }
  }
  /// The position that comes with an office; the same deviation for all offices of an organisation.
  [[nodiscard]] Issues office(std::size_t type, std::uint32_t organisation, Luck luck) const {
    Draws draws(stream_key(luck, process_id("issues of organisations")), organisation, no_entity, 0);
    return around(centre_[type], organisation_, draws);
  }
  /// The position of a person who takes an office; `wider` times as far from the office's as usual.
  [[nodiscard]] Issues person(const Issues& of_office, Draws& draws, float wider = 1) const {
    return around(of_office, wider * person_, draws);
  }

 private:
  static Issues around(const Issues& middle, float spread, Draws& draws) {
    Issues x;
    for (std::size_t k = 0; k < issue_count; ++k)
      x[k] = std::clamp(middle[k] + spread * static_cast<float>(draws.normal()), -1.0f, 1.0f);
    return x;
  }
  std::array<Issues, actor_types> centre_{};
  float organisation_, person_;
};

}  // namespace entremise::territory
