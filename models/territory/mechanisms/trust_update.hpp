#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/relation_batch.hpp"

namespace entremise::territory {

/// TrustRule for batches of relations, to the same bits.
class TrustUpdate {
 public:
  explicit TrustUpdate(const Parameters& p) : prior_(static_cast<float>(p["trust.prior_weight"])) {
    for (std::size_t k = 0; k < at_first_.size(); ++k)
      at_first_[k] = prior_ * static_cast<float>(p.at("trust.base_rate.elected_official.elected_official", k));
  }
  /// Writes what the evidence makes of trust for all sides of a batch, to the column and to `trusts`.
  /// \param good, bad  evidence for and against, by side of the batch
  template <class Batch>
  void operator()(const Batch& batch, const float* good, const float* bad, float* trusts) const {
    const auto types = batch.all(type_of);
    const auto pairs = batch.pairs();
    const std::size_t sides = 2 * pairs.size();
    std::array<float, 2 * relations_in_batch> first, updated;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      const std::size_t a = types[pairs[k].a], b = types[pairs[k].b];
      first[2 * k] = at_first_[a * actor_types + b];
      first[2 * k + 1] = at_first_[b * actor_types + a];
    }
    const float prior = prior_;
    for (std::size_t s = 0; s < sides; ++s) updated[s] = (first[s] + good[s]) / (prior + good[s] + bad[s]);
    std::copy_n(updated.begin(), sides, trusts);
    std::copy_n(updated.begin(), sides, batch[trust].begin());
  }

 private:
  float prior_;
  std::array<float, actor_types * actor_types> at_first_{};  // prior weight times base rate
};

}  // namespace entremise::territory
