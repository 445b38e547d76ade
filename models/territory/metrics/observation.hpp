#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/territory/mechanisms/activity.hpp"
#include "models/territory/specification.hpp"
#include "models/territory/state.hpp"
#include "sim/record/catalogue.hpp"

namespace entremise::territory {

/// Which optional groups of measures are recorded besides the usual ones.
struct MeasureChoice {
  bool whole = false;  ///< measures that look at everybody at once, dearer than the rest
};

/// What is measured every month, with names, axes, units and meaning.
[[nodiscard]] Catalogue catalogue(const MeasureChoice& choice = {});

/// Measures a territory. It sees a constant world and gets no luck, so watching cannot change a run.
///
/// All sums are exact integers or rounded to multiples of 2^-30 before they are added: the numbering of the actors and
/// the number of threads leave every measure as it is, to the bit.
class Observer {
 public:
  explicit Observer(const Parameters& parameters, const MeasureChoice& choice = {});
  /// Appends one month's values, in the order of catalogue().
  void operator()(const World& world, std::vector<float>& series) const;

  /// The least interconnaissance at which a pair of full good will can sustain a partnership, for a partner of each
  /// type: I* = 1 − [p₊ (1 − T_p)/(κ T_p) − (1 − p)] / (p χ), T_p the trust of a partnership's threshold (0.6), all
  /// failures noticed and none helped around. Below 0: sustainable without any knowledge; above 1: never.
  [[nodiscard]] const std::array<double, actor_types>& critical_interconnaissance() const noexcept { return critical_; }

 private:
  MeasureChoice choice_;
  ActivityRule activity_;
  std::array<double, actor_types> critical_{};
};

}  // namespace entremise::territory
