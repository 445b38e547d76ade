#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// The four types of relation. Each has a prototype in four features: mean interconnaissance, the lesser of the two
/// trusts, asymmetry (tender exposure, or the gap between the two trusts, whichever is larger) and control. A relation
/// is of the type whose prototype is nearest in scaled distance; it changes type only once another has been nearer by a
/// margin (0.85) for two months in a row. Prototypes are assumptions, checked for plausibility against surveys of
/// associations and local authorities.

namespace entremise::territory {

class RelationTypeRule {
 public:
  explicit RelationTypeRule(const Parameters& p)
      : hysteresis_(static_cast<float>(p["relation_types.hysteresis"] * p["relation_types.hysteresis"])),
        persistence_(static_cast<std::uint8_t>(std::min(63.0, p["relation_types.persistence"]))) {
    for (std::size_t t = 0; t < relation_types; ++t)
      for (std::size_t f = 0; f < 4; ++f) {
        prototype_[f][t] = static_cast<float>(p.at("relation_types.distant.interconnaissance", 4 * t + f));
        const double scale = t == 0 ? p.at("relation_types.distant_scale.interconnaissance", f)
                                    : p.at("relation_types.scale.interconnaissance", f);
        inverse_[f][t] = static_cast<float>(1 / scale);
      }
  }

  using Distances = std::array<float, relation_types>;
  /// Squared scaled distances of a relation to the four prototypes.
  [[nodiscard]] Distances distances(float known, float least_trust, float asymmetry, float controlled) const noexcept {
    const std::array<float, 4> z{known, least_trust, asymmetry, controlled};
    Distances d{};
    for (std::size_t f = 0; f < z.size(); ++f)
      for (std::size_t t = 0; t < relation_types; ++t) {
        const float gap = (z[f] - prototype_[f][t]) * inverse_[f][t];
        d[t] += gap * gap;
      }
    return d;
  }
  [[nodiscard]] static std::uint8_t nearest(const Distances& d) noexcept {
    const bool upper_low = d[1] < d[0], upper_high = d[3] < d[2];
    const float low = upper_low ? d[1] : d[0], high = upper_high ? d[3] : d[2];
    return static_cast<std::uint8_t>(high < low ? 2 + int{upper_high} : int{upper_low});
  }

  /// The type after this month. `rising` remembers which type was nearer so far and for how long: type + 4 × months.
  [[nodiscard]] std::uint8_t next(std::uint8_t type, std::uint8_t& rising, const Distances& d) const noexcept {
    const std::uint8_t best = nearest(d);
    if (best == type || d[best] >= hysteresis_ * d[type]) {
      rising = 0;
      return type;
    }
    const int months = (rising != 0 && rising % 4 == best ? rising / 4 : 0) + 1;
    if (months >= persistence_) {
      rising = 0;
      return best;
    }
    rising = static_cast<std::uint8_t>(best + 4 * months);
    return type;
  }

 private:
  std::array<std::array<float, relation_types>, 4> prototype_{}, inverse_{};  // by feature, then type
  float hysteresis_;
  std::uint8_t persistence_;
};

/// The features of a relation and its distances to the prototypes.
template <class Relation>
[[nodiscard]] RelationTypeRule::Distances distances(const RelationTypeRule& rule, const Relation& relation) {
  const auto ab = relation.ab();
  const auto ba = relation.ba();
  const float gap = std::fabs(ab[trust] - ba[trust]);
  return rule.distances(0.5f * (ab[interconnaissance] + ba[interconnaissance]), std::min(ab[trust], ba[trust]),
                        std::max(relation[tender], gap), relation[control]);
}

/// Brings trust up to date with the month's evidence, then classifies.
inline auto classification(const Parameters& p) {
  return each_relation<"relation types">(
      reads(type_of, control, tender, interconnaissance, evidence_for, evidence_against),
      writes(trust, relation_type_of, former_type, candidate),
      [rule = RelationTypeRule(p), trust_rule = TrustRule(p)](auto relation) {
        const auto types = relation.all(type_of);
        const auto update = [&](auto side) {
          side[trust] = trust_rule(types[side.from()], types[side.to()], side[evidence_for], side[evidence_against]);
        };
        update(relation.ab());
        update(relation.ba());
        relation[former_type] = relation[relation_type_of];
        relation[relation_type_of] =
            rule.next(relation[relation_type_of], relation[candidate], distances(rule, relation));
      });
}

}  // namespace entremise::territory
