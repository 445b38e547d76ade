#pragma once
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "analysis/why/chronicle.hpp"
#include "analysis/why/parting.hpp"
#include "models/territory/metrics/tally.hpp"

namespace entremise::why {

/// One replicate followed from its start to a month.
struct Trace {
  std::vector<territory::MonthTally> months;  ///< of month 1 and on
  std::vector<Happening> happenings;          ///< month after month
  std::vector<float> series;                  ///< as a run records them, months 0 and on
  World end;                                  ///< the state of the last month followed
};

/// Runs one replicate again. @returns nothing when stopped
[[nodiscard]] std::optional<Trace> follow(const territory::Specification& specification, Luck luck,
                                          std::uint32_t months, std::optional<Actor> actor = {},
                                          const std::stop_token& stop = {});

/// Two scenarios in the same replicate.
struct PairedTrace {
  Trace here, there;
  std::optional<Parting> parting;  ///< where they part, be it later than they were followed; nothing if never
  Distance distance;               ///< at the last month followed
};

/// Runs two scenarios again with the same luck, and looks for where they part: up to the last month that both have.
/// @returns nothing when stopped
[[nodiscard]] std::optional<PairedTrace> follow_both(const territory::Specification& here,
                                                     const territory::Specification& there, Luck luck,
                                                     std::uint32_t months, std::optional<Actor> actor = {},
                                                     const std::stop_token& stop = {});

}  // namespace entremise::why
