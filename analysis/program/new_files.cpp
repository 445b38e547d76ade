#include "analysis/program/new_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "analysis/program/complaint.hpp"

namespace entremise::program {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& path, const std::error_code& error) {
  throw Failure(complaint(Trouble::unwritable, "E0610", path.string(),
                          text("this cannot be written ({})", "écriture impossible ({})", error.message()),
                          text("Check the folder, its permissions and the room on the disk.",
                               "Vérifiez le dossier, ses droits d’accès et la place sur le disque.")));
}

fs::path part_of(const fs::path& folder, const std::string& name) {
  return folder / (name + ".part");
}

}  // namespace

NewFiles::NewFiles(fs::path folder, bool force) : folder_(std::move(folder)), force_(force) {
  if (folder_.empty()) folder_ = ".";
  std::error_code error;
  made_folder_ = fs::create_directories(folder_, error);
  if (error || !fs::is_directory(folder_))
    cannot_write(folder_, error ? error : std::make_error_code(std::errc::not_a_directory));
}

NewFiles::~NewFiles() {
  if (published_) return;
  std::error_code ignored;
  for (const std::string& name : names_) fs::remove(part_of(folder_, name), ignored);
  if (made_folder_) fs::remove(folder_, ignored);
}

void NewFiles::require_absent(const std::vector<std::string>& names) const {
  if (force_) return;
  for (const std::string& name : names) {
    std::error_code error;
    if (fs::exists(folder_ / name, error))
      throw Failure(complaint(Trouble::output_exists, "E0609", (folder_ / name).string(),
                              text("the file exists already", "le fichier existe déjà"),
                              text("Choose another name, or replace it with --force.",
                                   "Choisissez un autre nom, ou remplacez-le avec --force.")));
  }
}

void NewFiles::write(const std::string& name, std::string_view content) {
  require_absent({name});
  append(name, content);
}

void NewFiles::append(const std::string& name, std::string_view content) {
  const bool begun = !names_.empty() && names_.back() == name;
  const fs::path part = part_of(folder_, name);
  if (fs::is_directory(folder_ / name)) cannot_write(folder_ / name, std::make_error_code(std::errc::is_a_directory));
  if (!begun) names_.push_back(name);
  std::FILE* const file = std::fopen(part.c_str(), begun ? "ab" : "wb");
  if (file == nullptr) cannot_write(folder_ / name, {errno, std::generic_category()});
  errno = 0;
  const bool wrote = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  int number = errno;
  if (std::fclose(file) != 0 || !wrote) {
    if (wrote) number = errno;
    cannot_write(folder_ / name, {number != 0 ? number : EIO, std::generic_category()});
  }
}

void NewFiles::publish() {
  for (const std::string& name : names_) {
    std::error_code error;
    fs::rename(part_of(folder_, name), folder_ / name, error);
    if (error) cannot_write(folder_ / name, error);
  }
  published_ = true;
}

}  // namespace entremise::program
