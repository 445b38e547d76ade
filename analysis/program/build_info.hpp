#pragma once
#include <string>
#include <string_view>

namespace entremise::program {

/// What this program was built from and with. Its source is written by the build (build_info.cpp.in).
struct BuildInfo {
  std::string_view version;
  std::string_view git_commit;  ///< "unknown" outside of a checkout
  bool git_dirty = false;       ///< files differed from that commit
  std::string_view compiler, flags, build_type, libraries;
};

[[nodiscard]] const BuildInfo& build_info();

/// Version and commit for people: "0.1.0 (1a2b3c4, modified)".
[[nodiscard]] std::string version_text();

}  // namespace entremise::program
