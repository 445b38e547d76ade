#pragma once
// Internal to sim/record.
#include <filesystem>

namespace entremise::hdf5 {

/// HDF5 protects most of a file's structure by checksums, but not the heaps where its variable-length strings lie nor
/// the indices of chunks: damaged ones make HDF5 1.10 crash or never return. This walks over those two, from the root
/// on, and throws Error where they cannot be right. Does nothing for a file that is no HDF5 file or cut short, which
/// HDF5 tells by itself. Source: HDF5 File Format Specification Version 3.0, sections II.A, III.A.1, III.E, IV.A.
void require_sound_structure(const std::filesystem::path& path);

}  // namespace entremise::hdf5
