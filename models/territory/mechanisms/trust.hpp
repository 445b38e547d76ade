#pragma once
#include <array>
#include <cstddef>

#include "models/territory/parameters.hpp"
#include "models/territory/specification.hpp"

/// \file
/// Trust as evidence. T = (W a + r) / (W + r + s): the expectation of a Beta distribution with r kept and s broken
/// promises, prior weight W and base rate a (Jøsang & Ismail 2002, "The Beta reputation system"; base rate and prior
/// weight as in subjective logic, Jøsang 2016). Little evidence is thus told apart from much bad evidence.

namespace entremise::territory {

class TrustRule {
 public:
  explicit TrustRule(const Parameters& p) : prior_(static_cast<float>(p["trust.prior_weight"])) {
    for (std::size_t k = 0; k < base_rate_.size(); ++k)
      base_rate_[k] = static_cast<float>(p.at("trust.base_rate.elected_official.elected_official", k));
  }
  /// Trust of an actor of type `from` in one of type `to`, given the evidence.
  [[nodiscard]] float operator()(std::size_t from, std::size_t to, float good, float bad) const noexcept {
    return (prior_ * base_rate_[from * actor_types + to] + good) / (prior_ + good + bad);
  }

 private:
  float prior_;
  std::array<float, actor_types * actor_types> base_rate_{};
};

}  // namespace entremise::territory
