#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/territory/parameters.hpp"
#include "models/territory/state.hpp"
#include "sim/random/streams.hpp"

namespace entremise::territory {

/// Who employs a facilitator.
enum class Host : std::uint8_t { independent, authority, social_economy, state };
/// By what a facilitator chooses its pairs.
enum class ChoiceStrategy : std::uint8_t { by_need, by_tension, at_random };

/// The two camps in whose eyes a facilitator may be partial: 0 the public one, 1 the social economy.
[[nodiscard]] inline std::size_t camp_of(std::uint8_t actor_type) noexcept {
  return actor_type == static_cast<std::uint8_t>(ActorType::social_economy_actor) ? 1 : 0;
}

/// What a facilitator goes by.
struct TerritoryInSight {
  const Graph& graph;
  std::span<const std::uint8_t> types, present;
  std::span<const float> tensions;   ///< by slot
  std::span<const float> knows;      ///< by side
  std::span<const float> knowledge;  ///< of each actor, by this facilitator
};

struct ChosenPair {
  float score;
  Actor a, b;
  bool introduces;
};

/// Which pairs a facilitator works with. By need: the pairs with the greatest
///   w_k (1 − Ī)(0.2 + K_a)(0.2 + K_b) × (1, or 0.3 for two of the same type) + w_m (R − 0.3)₊,
/// whether they have a relation or not (Ī and R are then 0): where mutual knowledge is missing, and the facilitator
/// knows both well enough to bring them together; and where tension has built up. By tension: the relations with the
/// most of it. At random: any two. (Forms and weights: assumptions.)
///
/// Among pairs without a relation only the 64 actors of each type that the facilitator knows best are considered, which
/// is everybody in a small territory and keeps the search short in a large one.
class ChoiceOfPairs {
 public:
  explicit ChoiceOfPairs(const Parameters& p);
  /// Up to `count` pairs, none of which is among `taken`; best first. One facilitator's luck decides between equals.
  [[nodiscard]] std::vector<ChosenPair> choose(ChoiceStrategy strategy, std::uint32_t count,
                                               const TerritoryInSight& sight, std::span<const Intervention> taken,
                                               Draws& draws) const;

 private:
  [[nodiscard]] std::vector<ChosenPair> best_relations(ChoiceStrategy strategy, std::uint32_t count,
                                                       const TerritoryInSight& sight,
                                                       std::span<const Intervention> taken) const;
  void add_best_strangers(std::vector<ChosenPair>& pairs, std::uint32_t count, const TerritoryInSight& sight,
                          std::span<const Intervention> taken, Draws& draws) const;
  [[nodiscard]] static std::vector<ChosenPair> random_pairs(std::uint32_t count, const TerritoryInSight& sight,
                                                            std::span<const Intervention> taken, Draws& draws);

  float knowledge_weight_, mediation_weight_, same_type_, threshold_;
};

}  // namespace entremise::territory
