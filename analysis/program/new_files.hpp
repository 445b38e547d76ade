#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace entremise::program {

/// Files that appear together or not at all: each is written beside its name as `<name>.part`, and all get their names
/// at the end. What is left without `publish` is removed.
class NewFiles {
 public:
  /// Makes the folder if it is missing. Throws Failure E0610 where that cannot be done.
  explicit NewFiles(std::filesystem::path folder, bool force);
  ~NewFiles();
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;

  /// Throws Failure E0609 when one of these is there already and may not be replaced.
  void require_absent(const std::vector<std::string>& names) const;
  /// Throws Failure E0609, E0610.
  void write(const std::string& name, std::string_view content);
  /// Begins a file, or goes on with the one begun last.
  void append(const std::string& name, std::string_view content);
  void publish();

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::filesystem::path folder_;
  bool force_, made_folder_ = false, published_ = false;
  std::vector<std::string> names_;
};

}  // namespace entremise::program
