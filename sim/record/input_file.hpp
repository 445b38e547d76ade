#pragma once
// Internal to sim/record.
#include <filesystem>

#include "sim/record/hdf5_handles.hpp"

namespace entremise::hdf5 {

/// Opens a file for reading and makes sure that it is a trajectory file of a version that we know.
/// Throws Failure (E0520–E0525, E0528).
[[nodiscard]] File open_trajectories(const std::filesystem::path& path);

}  // namespace entremise::hdf5
