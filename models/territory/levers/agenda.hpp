#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "models/territory/specification.hpp"

namespace entremise::territory {

/// What levers and shocks make of one month. Where there are none, every factor is 1 and every addition 0, so that the
/// formulas give what they would without them, to the bit.
struct Conditions {
  std::array<float, actor_types> candour{};                 ///< added log-odds of candour, by type of the speaker
  std::array<float, actor_types> exploitation{1, 1, 1, 1};  ///< factor on abuses, by type of the listener
  float memory = 0;                                         ///< least share of knowledge handed over to a successor
  float constraint = 0;                                     ///< added chance to be prevented from delivering
  float project_rate = 1;                                   ///< factor on the rate at which projects start
  float value = 1;                                          ///< factor on the value of projects
  float revelation = 0;                                     ///< least share of unlooked-for value that is shown
  float common_criteria = 0;                                ///< how far the types share their criteria
  float narrative = 1;                                      ///< factor on what stories do
  float fifty_fifty = 0;                                    ///< share of new projects under that convention
  float reluctance = 0;  ///< log-odds by which the convention lowers the readiness to join
  float release = 0;     ///< share of the tenders between members that its successes take away
  double upset = 0;      ///< chance that an elected official is replaced by an election out of turn
  std::array<double, actor_types> departures{};  ///< added chance to leave, by type
};

/// Whether an actor of a type is among those whom the `who` field of a lever names.
[[nodiscard]] bool is_meant(double who, std::size_t actor_type) noexcept;

/// The conditions of every month of a run.
class Agenda {
 public:
  explicit Agenda(const Specification& specification);
  /// The conditions of a month; past the end of the run, those of its last month.
  [[nodiscard]] const Conditions& operator[](std::uint32_t month) const noexcept {
    return months_[month < months_.size() ? month : months_.size() - 1];
  }

 private:
  std::vector<Conditions> months_;
};

/// The month in which a lever that acts at once does so: `from`, where 0 means the first.
[[nodiscard]] inline std::uint32_t month_of(const Lever& lever) noexcept {
  return lever.from == 0 ? 1 : lever.from;
}

/// The levers of one kind.
[[nodiscard]] std::vector<Lever> levers_of(const std::vector<Lever>& levers, LeverKind kind);

}  // namespace entremise::territory
