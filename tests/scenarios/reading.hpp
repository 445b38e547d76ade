#pragma once
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace entremise::scenarios {

/// "3:10 E0315": what is told of where, without the words.
[[nodiscard]] std::vector<std::string> told(const Reading& reading);

/// What is told of a text.
[[nodiscard]] std::vector<std::string> told(const std::string& text);

/// Whether all that a scenario asks is the same, whatever the files it was read from.
[[nodiscard]] bool asks_the_same(const Scenario& a, const Scenario& b);

/// A folder of its own for files of a test, removed afterwards.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// Writes a file and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& content) const;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace entremise::scenarios
