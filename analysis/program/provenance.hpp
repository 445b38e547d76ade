#pragma once
#include <string>

#include "analysis/program/command_line.hpp"
#include "analysis/program/simulate.hpp"
#include "sim/record/trajectory.hpp"

namespace entremise::program {

/// This moment, "2026-01-31T12:00:00Z".
[[nodiscard]] std::string now_utc();

/// How many threads a command uses.
[[nodiscard]] int threads_of(const Request& request);

/// What a result file says of where it comes from: program, machine, command, and every scenario in full.
[[nodiscard]] Provenance provenance_of(const Request& request, const Ensemble& ensemble);

/// The given command with --resume, and without --force, which would start again.
[[nodiscard]] std::string resume_command(const Request& request);

}  // namespace entremise::program
