#pragma once
#include <array>
#include <cmath>
#include <cstddef>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/state.hpp"
#include "sim/random/elementary.hpp"
#include "sim/random/streams.hpp"

/// \file
/// What a project is worth. By criterion V_m = v_m n^γ (1 + d_v (types − 1)) ξ_m, n the mean number of members who
/// delivered in a round, ξ_m normal around 1: it may be negative, and value is then destroyed. What a type of actors
/// perceives of it is V̂_k = Σ_m w_km V_m [ρ + (1 − ρ) 1(m tracked by k)]: a type sees unaided what it gives weight to,
/// of the rest only the share ρ that is revealed. (Forms: threshold public goods, Croson & Marks 2000; weights:
/// assumptions.)

namespace entremise::territory {

/// One value for each criterion.
using Criteria = std::array<double, criteria>;

class ValueRule {
 public:
  explicit ValueRule(const Parameters& p)
      : scale_(p["value.scale"]),
        diversity_(p["value.diversity"]),
        uncertainty_(p["value.uncertainty"]),
        revelation_(p["value.revelation"]),
        cost_(p["value.cost"]),
        asymmetry_(p["value.cost_asymmetry"]) {
    for (std::size_t m = 0; m < criteria; ++m) {
      unit_[m] = p.at("value.social", m);
      for (std::size_t k = 0; k < actor_types; ++k) {
        weight_[k][m] = p.at("value.weight.elected_official.social", k * criteria + m);
        tracked_[k][m] = weight_[k][m] >= p["value.tracked"];
        common_[m] += weight_[k][m] / actor_types;
      }
    }
  }

  /// What a success is worth. \param delivered mean number of contributions in a round \param types how many types of
  /// actors took part \param stakes factor of the times
  [[nodiscard]] Criteria of_success(double delivered, std::size_t types, double stakes, Draws& draws) const noexcept {
    const double size = delivered > 0 ? elementary::exp(scale_ * elementary::log(delivered)) : 0;
    const double common = stakes * size * (1 + diversity_ * (static_cast<double>(types) - 1));
    Criteria v;
    for (std::size_t m = 0; m < criteria; ++m) v[m] = unit_[m] * common * (1 + uncertainty_ * draws.normal());
    return v;
  }
  /// What actors of a type would make of it if they saw all, by the month's criteria.
  [[nodiscard]] double actual(const Criteria& v, std::size_t type, const Conditions& now) const noexcept {
    double sum = 0;
    for (std::size_t m = 0; m < criteria; ++m) sum += weight(type, m, now) * v[m];
    return sum;
  }
  /// What they perceive of it.
  [[nodiscard]] double perceived(const Criteria& v, std::size_t type, const Conditions& now) const noexcept {
    const double shown = std::fmax(revelation_, now.revelation);
    double sum = 0;
    for (std::size_t m = 0; m < criteria; ++m) sum += weight(type, m, now) * v[m] * (tracked_[type][m] ? 1.0 : shown);
    return sum;
  }
  /// What one contribution costs a member of that type.
  [[nodiscard]] double cost(std::size_t type, bool fifty_fifty) const noexcept {
    if (fifty_fifty) return cost_;
    return cost_ *
           (type == static_cast<std::size_t>(ActorType::social_economy_actor) ? 1 + asymmetry_ : 1 - asymmetry_);
  }

 private:
  [[nodiscard]] double weight(std::size_t type, std::size_t m, const Conditions& now) const noexcept {
    return weight_[type][m] + now.common_criteria * (common_[m] - weight_[type][m]);
  }
  double scale_, diversity_, uncertainty_, revelation_, cost_, asymmetry_;
  Criteria unit_{}, common_{};
  std::array<Criteria, actor_types> weight_{};
  std::array<std::array<bool, criteria>, actor_types> tracked_{};
};

}  // namespace entremise::territory
