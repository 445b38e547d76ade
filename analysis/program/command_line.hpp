#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/program/terminal.hpp"

namespace entremise::program {

/// What the user asks for, understood and within bounds.
struct Request {
  std::string command;             ///< empty: none was given
  std::vector<std::string> words;  ///< files, or what to explain
  bool help = false, version = false;
  Manner manner;

  std::optional<std::uint32_t> replicates, months, draws, waves, keep;
  std::optional<std::uint32_t> replicate, month, since;  ///< of `why`
  std::optional<std::uint64_t> seed;
  int threads = 0;                             ///< 0: all that the machine has
  std::string scenario, against, pair, actor;  ///< of `why`
  std::string output, base, charts, csv, graphml, start_from;
  std::vector<std::string> outcomes;                                          ///< of `sensitivity`, `attribute`, `plan`
  std::string method, parameters;                                             ///< of `sensitivity`
  std::string by;                                                             ///< of `attribute`
  std::string write, starts, intensities;                                     ///< of `plan`
  std::optional<std::uint32_t> trajectories, levels, base_points;             ///< of `sensitivity`
  std::optional<std::uint32_t> permutations, generations, population, again;  ///< of `attribute` and `plan`
  std::optional<double> budget;                                               ///< person-hours, of `plan`
  std::string draws_file;                                                     ///< of `study`
  std::optional<std::uint32_t> plausible;                                     ///< of `study`
  bool for_studies = false;                                                   ///< of `schema`
  bool force = false, resume = false, dry_run = false, complete = false, fast = false;

  std::vector<std::string> arguments;  ///< as given, the program's name first
};

/// Reads the command line. Throws Failure (E0601, E0602) for what it does not understand.
[[nodiscard]] Request read_command_line(int argc, char** argv);

/// What must be known before the rest is: the manner in which to complain about the command line itself.
[[nodiscard]] Manner manner_of(int argc, char** argv);

/// The help of one command, or of the program when `command` is empty: examples first.
[[nodiscard]] std::string help_of(const std::string& command, Language language);

[[nodiscard]] std::vector<std::string> command_names();

/// A command line as a shell takes it.
[[nodiscard]] std::string shell_words(const std::vector<std::string>& words);

}  // namespace entremise::program
