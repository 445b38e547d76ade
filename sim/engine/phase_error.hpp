#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/diagnostics/text.hpp"
#include "sim/graph/graph.hpp"

namespace entremise {

/// A kernel (or an observer) that threw, with all that is needed to look for the reason. Where several entities throw
/// in one phase, it is always the same one that is reported, however many threads there are.
class PhaseError : public std::runtime_error {
 public:
  /// \param entity whose kernel threw; empty where the phase has no single entity
  /// \param reason what it said
  PhaseError(std::string_view phase, std::uint32_t month, Text entity, std::string reason);

  /// Name of the phase.
  [[nodiscard]] const std::string& phase() const noexcept { return phase_; }
  /// The month that was being simulated, from 1.
  [[nodiscard]] std::uint32_t month() const noexcept { return month_; }
  /// "actor 7", "relation 3-12", "observer before it", or empty where the phase has no single entity.
  [[nodiscard]] const Text& entity() const noexcept { return entity_; }
  /// What the kernel said.
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }
  /// All of the above in one sentence; what() is its English half.
  [[nodiscard]] Text message() const;

 private:
  std::string phase_, reason_;
  Text entity_;
  std::uint32_t month_;
};

namespace detail {

/// In a catch clause: throws the present exception again as a PhaseError, unless it is an EnsembleAbort.
[[noreturn]] void rethrow_in_phase(std::string_view phase, std::uint32_t month, Text entity);
[[nodiscard]] Text name_of(Actor id);
[[nodiscard]] Text name_of(Pair pair);

}  // namespace detail
}  // namespace entremise
