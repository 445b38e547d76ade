#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise::program {

/// One kind of trouble, for `explain`: what it means and how to mend it.
struct CodeMeaning {
  std::string_view code;
  Trouble trouble;
  std::string_view en, fr;
  std::string_view mend_en, mend_fr;
};

/// The codes of the program itself (E06xx) and of result files (E05xx, raised in sim/record). Those of scenarios and of
/// tables are listed in their rooms.
inline constexpr std::array code_meanings{
    CodeMeaning{"E0501", Trouble::output_exists, "The output file exists already.", "Le fichier de sortie existe déjà.",
                "Choose another name with -o, or replace it with --force.",
                "Choisissez un autre nom avec -o, ou remplacez-le avec --force."},
    CodeMeaning{"E0502", Trouble::output_exists, "An interrupted ensemble lies where the output goes.",
                "Un ensemble interrompu se trouve à la place de la sortie.",
                "Continue it with --resume, or start again with --force.",
                "Continuez-le avec --resume, ou recommencez avec --force."},
    CodeMeaning{"E0503", Trouble::unwritable, "The folder of the output does not exist.",
                "Le dossier de la sortie n’existe pas.", "Create it, or choose another place.",
                "Créez-le, ou choisissez un autre endroit."},
    CodeMeaning{"E0504", Trouble::unwritable, "The name of the output is that of a folder.",
                "Le nom de la sortie est celui d’un dossier.", "Add the name of a file, e.g. results.h5.",
                "Ajoutez un nom de fichier, par exemple resultats.h5."},
    CodeMeaning{"E0505", Trouble::unwritable, "Nothing may be written there.", "Rien ne peut y être écrit.",
                "Check the permissions, or choose another place.",
                "Vérifiez les droits d’accès, ou choisissez un autre endroit."},
    CodeMeaning{"E0506", Trouble::unwritable, "The disk is full, or the file may grow no further.",
                "Le disque est plein, ou le fichier ne peut plus grandir.", "Make room, then continue with --resume.",
                "Faites de la place, puis continuez avec --resume."},
    CodeMeaning{"E0507", Trouble::unwritable, "Writing the output failed.", "L’écriture de la sortie a échoué.",
                "Check the disk, then continue with --resume.", "Vérifiez le disque, puis continuez avec --resume."},
    CodeMeaning{"E0508", Trouble::usage, "The seed is too large for a result file.",
                "La graine est trop grande pour un fichier de résultats.", "Choose one below 2^53.",
                "Choisissez-en une inférieure à 2^53."},
    CodeMeaning{"E0509", Trouble::output_exists, "The file to continue belongs to another ensemble.",
                "Le fichier à continuer appartient à un autre ensemble.",
                "Give the same scenarios, months and seed as before, or start again with --force.",
                "Donnez les mêmes scénarios, mois et graine qu’avant, ou recommencez avec --force."},
    CodeMeaning{"E0510", Trouble::output_exists, "Another program is writing this file.",
                "Un autre programme écrit ce fichier.", "Wait until it has ended, or choose another name.",
                "Attendez qu’il ait terminé, ou choisissez un autre nom."},
    CodeMeaning{"E0511", Trouble::invalid_results, "The interrupted ensemble cannot be continued.",
                "L’ensemble interrompu ne peut pas être continué.", "Start again with --force.",
                "Recommencez avec --force."},
    CodeMeaning{"E0513", Trouble::unwritable, "A table would have too many rows.", "Une table aurait trop de lignes.",
                "Record fewer months of actors or relations, or fewer replicates in one file.",
                "Enregistrez moins de mois d’acteurs ou de relations, ou moins de répliques par fichier."},
    CodeMeaning{"E0514", Trouble::output_exists, "The file to continue has more replicates than asked for.",
                "Le fichier à continuer compte plus de répliques que demandé.", "Ask for at least as many.",
                "Demandez-en au moins autant."},
    CodeMeaning{"E0520", Trouble::unreadable, "A result file is missing or may not be read.",
                "Un fichier de résultats manque ou ne peut pas être lu.", "Check its name and its permissions.",
                "Vérifiez son nom et ses droits d’accès."},
    CodeMeaning{"E0521", Trouble::invalid_results, "The file is not HDF5.", "Le fichier n’est pas du HDF5.",
                "Give a file that Entremise has written (.h5).", "Donnez un fichier écrit par Entremise (.h5)."},
    CodeMeaning{"E0522", Trouble::invalid_results, "The result file is cut short.",
                "Le fichier de résultats est tronqué.", "Copy it again, or run the ensemble again.",
                "Copiez-le à nouveau, ou relancez l’ensemble."},
    CodeMeaning{"E0523", Trouble::invalid_results, "The HDF5 file was not written by Entremise.",
                "Le fichier HDF5 n’a pas été écrit par Entremise.", "Give a file that Entremise has written.",
                "Donnez un fichier écrit par Entremise."},
    CodeMeaning{"E0524", Trouble::invalid_results, "The result file has a format that this version does not know.",
                "Le fichier de résultats a un format que cette version ne connaît pas.", "Use a newer version.",
                "Utilisez une version plus récente."},
    CodeMeaning{"E0525", Trouble::invalid_results, "The structure of the result file is damaged.",
                "La structure du fichier de résultats est endommagée.", "Use a copy, or run the ensemble again.",
                "Prenez une copie, ou relancez l’ensemble."},
    CodeMeaning{"E0528", Trouble::unreadable, "The result file is being written by another program.",
                "Le fichier de résultats est en cours d’écriture par un autre programme.", "Wait until it has ended.",
                "Attendez qu’il ait terminé."},
    CodeMeaning{"E0601", Trouble::usage, "The command line was not understood.",
                "La ligne de commande n’a pas été comprise.", "See “entremise help”, or “entremise COMMAND --help”.",
                "Voir « entremise help », ou « entremise COMMANDE --help »."},
    CodeMeaning{"E0602", Trouble::usage, "An option's value is not possible.", "La valeur d’une option est impossible.",
                "The message says which values are.", "Le message dit lesquelles sont possibles."},
    CodeMeaning{"E0603", Trouble::invalid_scenario, "Scenarios to compare have different numbers of months.",
                "Des scénarios à comparer n’ont pas le même nombre de mois.",
                "Give them the same run.months, or set it for all with --months.",
                "Donnez-leur le même run.months, ou fixez-le pour tous avec --months."},
    CodeMeaning{"E0604", Trouble::usage, "The same scenario is given twice.", "Le même scénario est donné deux fois.",
                "Leave one out.", "Retirez-en un."},
    CodeMeaning{"E0605", Trouble::failed, "One or more runs failed.", "Une ou plusieurs simulations ont échoué.",
                "The others are kept. Please report it with the scenario and the seed.",
                "Les autres sont conservées. Merci de le signaler avec le scénario et la graine."},
    CodeMeaning{"E0606", Trouble::failed, "The memory did not suffice.", "La mémoire n’a pas suffi.",
                "Ask for fewer replicates at once, fewer threads, or a smaller territory.",
                "Demandez moins de répliques à la fois, moins de fils d’exécution, ou un territoire plus petit."},
    CodeMeaning{"E0607", Trouble::failed, "An error that was not foreseen.", "Une erreur qui n’était pas prévue.",
                "Please report it with the command that you gave.", "Merci de la signaler avec la commande donnée."},
    CodeMeaning{"E0608", Trouble::usage, "There is nothing of that name to explain.", "Rien de ce nom à expliquer.",
                "“entremise explain” without a name lists everything.",
                "« entremise explain » sans nom donne la liste de tout."},
    CodeMeaning{"E0609", Trouble::output_exists, "A file to be written exists already.",
                "Un fichier à écrire existe déjà.", "Choose another name, or replace it with --force.",
                "Choisissez un autre nom, ou remplacez-le avec --force."},
    CodeMeaning{"E0610", Trouble::unwritable, "A file cannot be written.", "Un fichier ne peut pas être écrit.",
                "Check the folder, its permissions and the room on the disk.",
                "Vérifiez le dossier, ses droits d’accès et la place sur le disque."},
    CodeMeaning{"E0611", Trouble::interrupted, "The run was interrupted on request.",
                "L’exécution a été interrompue à la demande.", "Continue it with --resume.",
                "Continuez avec --resume."},
    CodeMeaning{"W0621", Trouble::usage, "A scenario's own seed or replicates are not used in a comparison.",
                "La graine ou les répliques propres à un scénario ne servent pas dans une comparaison.",
                "All scenarios of a comparison take those of the reference.",
                "Tous les scénarios d’une comparaison prennent celles de la référence."}};

}  // namespace entremise::program
