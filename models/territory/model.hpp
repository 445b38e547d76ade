#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "models/territory/mechanisms/facilitation.hpp"
#include "models/territory/metrics/observation.hpp"
#include "models/territory/metrics/tables.hpp"
#include "models/territory/specification.hpp"
#include "models/territory/state.hpp"
#include "sim/random/streams.hpp"
#include "sim/record/catalogue.hpp"

namespace entremise::territory {

/// Raised by one whenever the same scenario and seed give other numbers than before; every such change has its line in
/// the changelog.
inline constexpr std::uint32_t results_version = 2;

/// The names of a month's phases in order.
[[nodiscard]] std::vector<std::string_view> phase_names();

/// One territory through its months. Built from a specification and the luck of a replicate; two simulations with the
/// same luck see the same events wherever their specifications do not tell them apart.
class Simulation {
 public:
  /// @throws std::invalid_argument when there are fewer than two actors
  Simulation(const Specification& specification, Luck luck);
  ~Simulation();
  Simulation(Simulation&&) noexcept;
  Simulation& operator=(Simulation&&) noexcept;

  [[nodiscard]] const World& world() const noexcept;
  /// Simulates the next month. @returns false when stopped: the simulation is then not to be used any more.
  bool advance(const std::stop_token& stop = {});
  /// The same, calling `between(k)` before phase k of phase_names(), to time phases.
  bool advance(const std::stop_token& stop, const std::function<void(std::size_t)>& between);
  /// Puts a saved state in the place of the present one; it must come from the same specification and luck.
  void restore(World world);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// One whole run: months 0 to specification.months, recorded as chosen.
/// @returns false when stopped
bool run(const Specification& specification, Luck luck, const RecordChoice& choice, RunRecord& record,
         const std::stop_token& stop = {});

}  // namespace entremise::territory
