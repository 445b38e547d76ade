#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "analysis/compare/ensemble_values.hpp"
#include "scenarios/scenario.hpp"
#include "sim/engine/ensemble.hpp"
#include "sim/record/trajectory.hpp"

namespace entremise::program {

/// Scenarios that share months, seed, replicates and record choice, and so their luck. The reference comes first.
struct Ensemble {
  std::vector<scenarios::Scenario> scenarios;
  std::vector<std::string> names;  ///< unique
};

/// The complete scenario but for its number of replicates: that is the file's own and may grow by --resume.
[[nodiscard]] std::string configuration_of(const scenarios::Scenario& scenario);

/// Layout of the ensemble's result file.
[[nodiscard]] EnsembleLayout layout_of(const Ensemble& ensemble);

/// Takes the finished runs of an earlier result file, or of its .part, into `values`. A file that does not fit or
/// cannot be read is passed over: the writer that is to continue it says what is wrong.
void read_earlier(const std::filesystem::path& output, const EnsembleLayout& layout, EnsembleValues& values);

/// Runs everything that `writer` has not got yet and hands it over; failed runs are marked in the file.
/// Throws the writer's Failure when nothing can be written any more.
/// `also` sees each finished run before it is handed over, called by several threads at once.
[[nodiscard]] EnsembleOutcome simulate(const Ensemble& ensemble, TrajectoryWriter& writer, EnsembleValues& values,
                                       const EnsembleOptions& options,
                                       const std::function<void(const RunRecord&)>& also = {});

/// Seconds that one replicate of each scenario takes on one thread, by trying.
[[nodiscard]] std::vector<double> seconds_per_run(const Ensemble& ensemble);

}  // namespace entremise::program
