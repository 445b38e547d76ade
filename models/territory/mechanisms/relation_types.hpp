#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/mechanisms/trust_update.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/relation_batch.hpp"

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

  /// Whether another type than the present one is nearer by the margin. Without a branch, for loops over many
  /// relations.
  [[nodiscard]] bool is_drawn_away(std::uint32_t type, const Distances& d) const noexcept {
    const float low = std::min(d[0], d[1]), high = std::min(d[2], d[3]), least = std::min(low, high);
    const float own_low = type == 1 ? d[1] : d[0], own_high = type == 3 ? d[3] : d[2];
    return least < hysteresis_ * (type > 1 ? own_high : own_low) && nearest(d) != type;
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

/// Brings trust up to date with the month's evidence, then classifies. In short loops over plain arrays, so that
/// compilers make vector instructions of them.
inline auto classification(const Parameters& p) {
  return each_relation_batch<"relation types">(
      reads(type_of, control, tender, interconnaissance, evidence_for, evidence_against),
      writes(trust, relation_type_of, former_type, candidate),
      [rule = RelationTypeRule(p), update_trust = TrustUpdate(p)](auto batch) {
        const std::size_t n = batch.size();
        std::array<float, 2 * relations_in_batch> trusts;
        update_trust(batch, batch[evidence_for].data(), batch[evidence_against].data(), trusts.data());

        std::array<float, relations_in_batch> known, least, asymmetry;
        const float* const knows = batch[interconnaissance].data();
        const Portion* const tenders = batch[tender].data();
        for (std::size_t k = 0; k < n; ++k) {
          const float ab = trusts[2 * k], ba = trusts[2 * k + 1];
          known[k] = 0.5f * (knows[2 * k] + knows[2 * k + 1]);
          least[k] = std::min(ab, ba);
          asymmetry[k] = std::max(static_cast<float>(tenders[k]), std::fabs(ab - ba));
        }
        const Portion* const controlled = batch[control].data();
        const auto types = batch[relation_type_of];
        std::copy(types.begin(), types.end(), batch[former_type].begin());
        std::array<std::uint32_t, relations_in_batch> type, drawn_away;
        for (std::size_t k = 0; k < n; ++k) type[k] = types[k];
        std::array<RelationTypeRule::Distances, relations_in_batch> distances;
        for (std::size_t k = 0; k < n; ++k) {
          distances[k] = rule.distances(known[k], least[k], asymmetry[k], controlled[k]);
          drawn_away[k] = rule.is_drawn_away(type[k], distances[k]) ? 1 : 0;
        }
        const auto rising = batch[candidate];
        for (std::size_t k = 0; k < n; ++k) {
          if (drawn_away[k] != 0)
            types[k] = rule.next(types[k], rising[k], distances[k]);
          else
            rising[k] = 0;
        }
      });
}

}  // namespace entremise::territory
