#pragma once
#include <array>

#include "sim/diagnostics/diagnostic.hpp"

namespace entremise::program {

/// What the program says by its exit code.
struct ExitCode {
  int code;
  const char* en;
  const char* fr;
};

inline constexpr int exit_ok = 0, exit_failure = 1, exit_usage = 2, exit_invalid_scenario = 3, exit_interrupted = 4,
                     exit_unreadable = 5, exit_output_exists = 6, exit_unwritable = 7, exit_invalid_data = 8,
                     exit_invalid_results = 9, exit_aborted = 130;

inline constexpr std::array exit_codes{
    ExitCode{exit_ok, "everything went well", "tout s’est bien passé"},
    ExitCode{exit_failure, "something failed, e.g. one of the runs",
             "quelque chose a échoué, par exemple une simulation"},
    ExitCode{exit_usage, "the command was not understood", "la commande n’a pas été comprise"},
    ExitCode{exit_invalid_scenario, "a scenario says something that cannot be simulated",
             "un scénario demande ce qui ne peut pas être simulé"},
    ExitCode{exit_interrupted, "interrupted on request; what was finished is kept",
             "interrompu à la demande ; ce qui était terminé est conservé"},
    ExitCode{exit_unreadable, "an input is missing or cannot be read", "une entrée manque ou ne peut pas être lue"},
    ExitCode{exit_output_exists, "the output exists already", "le fichier de sortie existe déjà"},
    ExitCode{exit_unwritable, "the output cannot be written, or the disk is full",
             "le fichier de sortie ne peut pas être écrit, ou le disque est plein"},
    ExitCode{exit_invalid_data, "a table or graph of a territory has mistakes",
             "un tableau ou un graphe de territoire contient des erreurs"},
    ExitCode{exit_invalid_results, "a result file is not one, or is damaged",
             "un fichier de résultats n’en est pas un, ou est endommagé"},
    ExitCode{exit_aborted, "aborted at once by a second Ctrl-C", "abandonné aussitôt par un second Ctrl-C"}};

[[nodiscard]] constexpr int exit_code_of(Trouble trouble) noexcept {
  switch (trouble) {
    case Trouble::usage:
      return exit_usage;
    case Trouble::invalid_scenario:
      return exit_invalid_scenario;
    case Trouble::invalid_data:
      return exit_invalid_data;
    case Trouble::unreadable:
      return exit_unreadable;
    case Trouble::output_exists:
      return exit_output_exists;
    case Trouble::unwritable:
      return exit_unwritable;
    case Trouble::invalid_results:
      return exit_invalid_results;
    case Trouble::interrupted:
      return exit_interrupted;
    case Trouble::failed:
      return exit_failure;
  }
  return exit_failure;
}

/// Of the first error among them; `exit_ok` when there are only warnings.
[[nodiscard]] inline int exit_code_of(const std::vector<Diagnostic>& diagnostics) noexcept {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error) return exit_code_of(d.trouble);
  return exit_ok;
}

}  // namespace entremise::program
