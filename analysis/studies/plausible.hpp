#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/studies/judgement.hpp"

namespace entremise {

/// Draws of parameter values with which the model shows what is known (`entremise calibrate` writes them).
struct PlausibleDraws {
  std::string file;
  std::vector<std::size_t> parameters;      ///< positions in the registry
  std::vector<std::vector<double>> values;  ///< [draw][parameter], the most plausible first
};

/// Reads a table of draws: a column for each parameter, headed by its key, a row for each draw; other columns are left
/// alone. Throws Failure: E0651 it cannot be read, E0652 a cell or the head is not understood.
[[nodiscard]] PlausibleDraws read_draws(const std::filesystem::path& file);

/// A scenario of the study with the values of one draw, but for parameters that the study itself sets anywhere: these
/// stay as each scenario has them, or what is compared would no longer be what the study compares.
[[nodiscard]] territory::Specification with_draw(const scenarios::Study& study, std::size_t scenario,
                                                 const PlausibleDraws& draws, std::size_t draw);

/// Positions of the scenarios that some hypothesis needs, ascending.
[[nodiscard]] std::vector<std::size_t> needed_scenarios(const scenarios::Study& study);

/// In which share of the draws each hypothesis holds. `series` has `replicates` paired replicates of each draw, draw
/// after draw. What holds in a draw: the mean contrast has the expected sign (of `different`: the sign of the study's
/// own estimate; of a ratio: the ratio's); it is smaller than the smallest effect of interest (`equivalent`); all
/// replicates are equal to the bit (negative control); the break lies where it is expected.
void judge_plausible(const scenarios::Study& study, const StudySeries& series, std::uint32_t replicates,
                     StudyResult& result);

}  // namespace entremise
