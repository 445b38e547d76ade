#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/charts/figure.hpp"
#include "analysis/program/command_line.hpp"
#include "analysis/program/interruption.hpp"
#include "analysis/program/terminal.hpp"
#include "analysis/sensitivity/replicated.hpp"
#include "scenarios/scenario.hpp"
#include "sim/random/streams.hpp"
#include "sim/record/catalogue.hpp"

namespace entremise::program {

/// What a run is asked for: one recorded measure, at a month, or over several.
struct Outcome {
  enum class Over { at, mean, total };

  std::string name;                   ///< as users write it: "trust@120", "cooperation@61-120"
  std::string id;                     ///< for names of files: "trust-120"
  std::size_t position = 0;           ///< among a month's values
  std::uint32_t first = 0, last = 0;  ///< months
  Over over = Over::at;
  Text title;  ///< neutral noun phrase with the month
  Text unit;   ///< may be empty
};

/// Reads what was asked for as MEASURE, MEASURE@MONTH or MEASURE@FIRST-LAST (the mean over these months). A measure is
/// a headline quantity, or a recorded variable with the labels of its axes behind dots
/// (relation_type_count.all.unequal); of measures by set of ties the fixed cohort is meant where no set is named.
/// Without a month the last one is meant; nothing asked for means the headline quantities.
/// @throws Failure E0661 for what is not measured, E0662 for a month past the horizon
[[nodiscard]] std::vector<Outcome> read_outcomes(const std::vector<std::string>& asked,
                                                 const scenarios::Scenario& scenario);

/// Reads the only scenario file of a command, with --months, --replicates and --seed put in.
[[nodiscard]] scenarios::Scenario read_only_scenario(const Request& request, Terminal& terminal);

/// Many territories that differ in what is varied, each followed in several replicates.
struct Experiment {
  std::size_t points = 0;
  std::uint32_t replicates = 0;
  std::function<territory::Specification(std::size_t point)> specification;
  std::function<Luck(std::size_t point, std::uint32_t replicate)> luck;
  bool whole = false;  ///< dearer measures, too

  [[nodiscard]] std::size_t runs() const noexcept { return points * replicates; }
};

/// Runs it. @returns for each outcome its values; none where a run had no value of it (a warning says so)
/// @throws Failure E0611 when interrupted, E0605 when a run failed, E0663 when no outcome has all its values
[[nodiscard]] std::vector<std::optional<Replicated>> carry_out(const Experiment& experiment,
                                                               const std::vector<Outcome>& outcomes,
                                                               const Request& request, const Interruption& interruption,
                                                               Terminal& terminal);

/// The answer to --dry-run: how many runs, and how long they would take, by trying one. `facts` are further rows.
struct DryRun {
  std::string text;
  std::size_t runs = 0;
  double seconds = 0;
};
[[nodiscard]] DryRun dry_run_of(const Experiment& experiment, const std::vector<std::pair<Text, std::string>>& facts,
                                const Request& request, Terminal& terminal);

/// What the figures of an experiment say of themselves.
[[nodiscard]] charts::Caption caption_for(const Outcome& outcome, const scenarios::Scenario& scenario,
                                          std::uint32_t replicates);

[[nodiscard]] int threads_for(const Request& request);

/// A note that is told when Ctrl-C comes: nothing will be written.
[[nodiscard]] std::function<void()> stopping_note(Terminal& terminal);

/// Whether a name matches a pattern in which * stands for anything.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

/// The pieces of a list with commas; empty ones left out.
[[nodiscard]] std::vector<std::string> pieces(const std::string& list);

}  // namespace entremise::program
