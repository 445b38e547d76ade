#include "sim/record/input_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "sim/record/faults.hpp"
#include "sim/record/output_file.hpp"
#include "sim/record/structure.hpp"

namespace entremise::hdf5 {

File open_trajectories(const std::filesystem::path& path) {
  begin();
  std::error_code error;
  const auto kind = std::filesystem::status(path, error).type();
  if (kind == std::filesystem::file_type::not_found)
    throw Failure(file_fault(Trouble::unreadable, "E0520", path,
                             text("there is no such file", "ce fichier n'existe pas"),
                             text("Check the name and the folder.", "Vérifiez le nom et le dossier.")));
  if (kind == std::filesystem::file_type::directory)
    throw Failure(
        file_fault(Trouble::unreadable, "E0520", path,
                   text("this is a folder, not a result file", "c'est un dossier, pas un fichier de résultats"),
                   text("Name a file inside it.", "Nommez un fichier de ce dossier.")));
  if (kind != std::filesystem::file_type::regular || ::access(path.c_str(), R_OK) != 0)
    throw Failure(file_fault(Trouble::unreadable, "E0520", path,
                             text("the file may not be read", "le fichier ne peut pas être lu"),
                             text("Check its permissions.", "Vérifiez les droits d'accès.")));
  Properties access(H5Pcreate(H5P_FILE_ACCESS), "file access");
  must(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "file access");
#if H5_VERSION_GE(1, 10, 7)
  must(H5Pset_file_locking(access, true, true), "file locking");
#endif
  File file;
  try {
    file = File(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), "open");
  } catch (const Error& e) {
    const std::string what = e.what();
    if (what.find("lock") != std::string::npos && (e.error_number == EAGAIN || e.error_number == EWOULDBLOCK))
      throw Failure(file_fault(Trouble::unreadable, "E0528", path,
                               text("the file is being written by another program",
                                    "le fichier est en cours d'écriture par un autre programme"),
                               text("Wait until that program has ended.", "Attendez la fin de ce programme.")));
    if (what.find("truncated") != std::string::npos)
      throw Failure(
          file_fault(Trouble::invalid_results, "E0522", path, text("the file is cut short", "le fichier est tronqué"),
                     text("It was copied in part, or its disk was full: copy it again, or run the ensemble again.",
                          "La copie est incomplète, ou le disque était plein : recopiez-le, ou relancez l'ensemble.")));
    if (what.find("signature") != std::string::npos || what.find("not found") != std::string::npos)
      throw Failure(file_fault(
          Trouble::invalid_results, "E0521", path, text("this is not an HDF5 file", "ce n'est pas un fichier HDF5"),
          text("Give a file written by `entremise run`.", "Donnez un fichier écrit par « entremise run ».")));
    throw Failure(damaged(path, what));
  }
  try {
    require_sound_structure(path);
    const auto format = get_string(file, "format");
    if (format != format_name)
      throw Failure(file_fault(
          Trouble::invalid_results, "E0523", path,
          text("this HDF5 file does not hold trajectories of Entremise",
               "ce fichier HDF5 ne contient pas de trajectoires d'Entremise"),
          text("Give a file written by `entremise run`.", "Donnez un fichier écrit par « entremise run ».")));
    const std::string version = get_string(file, "format_version").value_or("");
    if (!version.starts_with("1."))
      throw Failure(
          file_fault(Trouble::invalid_results, "E0524", path,
                     text("the file has format version \"{}\", and this program reads versions 1.x",
                          "le fichier est au format de version « {} », et ce programme lit les versions 1.x", version),
                     text("Use a newer Entremise.", "Utilisez une version plus récente d'Entremise.")));
  } catch (const Error& e) {
    throw Failure(damaged(path, e.what()));
  }
  return file;
}

}  // namespace entremise::hdf5
