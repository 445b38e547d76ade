#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/scenario.hpp"

namespace entremise::scenarios {

/// How the months of one run become one number.
enum class Summary : std::uint8_t {
  value,   ///< the value of the month `until`
  mean,    ///< mean over the months `from` to `until`
  area,    ///< area under the curve from the month `from` to `until` (trapezia), in units × months
  change,  ///< value of `until` minus value of `from`
  slope,   ///< least-squares slope over `from` to `until`, a month
  time  ///< months after `from` until the level is reached, at most `until` − `from`: its mean is the restricted mean
};

/// One number of a run, taken from what is recorded.
struct Outcome {
  std::string measure;       ///< as the catalogue names it: "relation_type_share[institutional, partnership]"
  std::size_t variable = 0;  ///< position in the catalogue of the study's scenarios
  std::size_t cell = 0;      ///< among the variable's values of a month
  Text title;                ///< the variable's long name with its cell
  std::string unit;
  Summary summary = Summary::value;
  std::uint32_t from = 0, until = 0;  ///< months
  double level = 0;                   ///< of Summary::time
  bool at_least = true;               ///< the level is reached from below
};

/// A scenario's share in a contrast.
struct Weight {
  std::size_t scenario = 0;  ///< position in the study
  double weight = 0;
};

/// What is held against what.
enum class ContrastForm : std::uint8_t {
  pair,         ///< one scenario against another
  interaction,  ///< difference of two such differences
  weights,      ///< any weighted sum; the weights sum to 0
  effect,       ///< of one factor of the design, or of several together (interaction), over all its points
  trend,        ///< over the levels of a factor: the fitted change from its lowest level to its highest
  ratio,        ///< one difference as a share of another
  break_point   ///< the level of a factor at which the outcome bends
};

/// What is held against what, as weights of the scenarios: in every replicate, the weighted sum of their outcomes is
/// one number, whose mean is estimated and tested.
struct StudyContrast {
  ContrastForm form = ContrastForm::pair;
  std::vector<Weight> weights;       ///< sum to 0; of the numerator for a ratio; empty for a break-point
  std::vector<Weight> reference;     ///< sum to 1: what a share of the reference's mean is a share of
  std::vector<Weight> denominator;   ///< of a ratio only
  Text words;                        ///< "facilitator against reference"
  std::vector<std::string> aliases;  ///< effects of one or two factors that a fraction cannot tell from this one
  // Of a break-point: the outcome at each level is the mean over the scenarios that have it.
  std::string factor;
  std::vector<double> levels;                          ///< ascending
  std::vector<std::vector<std::size_t>> scenarios_at;  ///< parallel to `levels`
  std::optional<double> near;                          ///< where theory puts the break
  double within = 0;                                   ///< how far from there it may lie
};

/// What a hypothesis says.
enum class Expectation : std::uint8_t {
  higher,
  lower,
  different,
  equivalent,  ///< no difference of interest
  identical    ///< negative control: the same to the bit
};

inline constexpr std::string_view expectation_words[]{"higher", "lower", "different", "equivalent", "identical"};

/// From how much on a difference matters.
struct SmallestEffect {
  double size = 0.05;
  bool share = true;  ///< of the mean of the contrast's reference; else in the outcome's unit
};

struct Hypothesis {
  std::string id;
  Text claim;
  Outcome outcome;
  StudyContrast contrast;
  Expectation expected = Expectation::different;
  SmallestEffect smallest;
  std::string family;  ///< hypotheses of one family share their chance of a false alarm; empty: the study's own
};

enum class DesignKind : std::uint8_t { pairs, factorial, fractional_factorial, grid, latin_hypercube, sobol };
inline constexpr std::string_view design_words[]{"pairs", "factorial",       "fractional_factorial",
                                                 "grid",  "latin_hypercube", "sobol"};

/// Something that a design varies: parameters that take one value together, or levers that are there or not.
struct Factor {
  std::string name;
  std::vector<std::size_t> parameters;  ///< positions in the registry; empty for levers
  std::vector<double> levels;           ///< ascending; 0 and 1 for levers; empty where a range is sampled
  double low = 0, high = 0;             ///< of a range that is sampled
  std::vector<std::string> levers;      ///< names of the levers; empty for parameters
};

/// Scenarios that are made from one by varying factors.
struct Design {
  DesignKind kind = DesignKind::pairs;
  std::string base;                         ///< as written
  std::vector<Factor> factors;              ///< in the order in which they are written
  std::size_t first = 0;                    ///< position of the design's first scenario in the study
  std::vector<std::vector<double>> points;  ///< [scenario][factor]
  /// Of a fraction: defining words as sets of factors, one bit each; without the identity.
  std::vector<std::uint64_t> defining_words;
  [[nodiscard]] std::size_t resolution() const noexcept;  ///< shortest defining word; 0 for a full factorial
};

/// Replicates are added until an interval is narrow enough.
struct SequentialChoice {
  double width = 0;
  std::size_t hypothesis = 0;  ///< whose interval it is
  std::uint32_t first = 50, most = 1000;
};

/// The draws of plausible parameter values over which each hypothesis is asked again.
struct PlausibleChoice {
  std::string file;  ///< of the draws, as found from the study; empty: wherever the program keeps them
  std::optional<std::uint32_t> draws;  ///< none: all that the file has; 0: not asked
  std::uint32_t replicates = 4;        ///< paired, of each draw
};

/// A study, complete and valid: what is expected of which scenarios, said before they are run.
struct Study {
  std::string name;  ///< the file's name without its ending, or as given with a text
  Text title;
  Text question;                    ///< may be empty
  std::vector<Scenario> scenarios;  ///< those written, then those of the design; the same months, seed and replicates
  std::vector<std::string> names;   ///< unique, parallel to `scenarios`
  std::uint32_t months = 120;
  std::uint64_t seed = 1;
  std::uint32_t replicates = 200;  ///< the first ones, where they are added by rule
  std::optional<SequentialChoice> until;
  std::optional<Design> design;
  std::vector<Hypothesis> hypotheses;
  PlausibleChoice plausible;
  /// Parameters that a scenario of the study sets itself: positions in the registry, ascending.
  std::vector<std::size_t> set;
  std::string text;                ///< the study file as it was read
  std::vector<std::string> files;  ///< every file that was read, in the order of reading
};

/// The outcome of reading: all mistakes at once, and the study only if none is an error.
struct StudyReading {
  std::optional<Study> study;
  std::vector<Diagnostic> diagnostics;
};

/// Whether a file is a study rather than a scenario: it has hypotheses, or scenarios of its own. False where it cannot
/// be read at all.
[[nodiscard]] bool is_study(const std::filesystem::path& path);

/// Reads and checks a study file with every scenario that it names. Never throws for what a file says.
[[nodiscard]] StudyReading read_study(const std::filesystem::path& path);

/// Reads and checks a study that is a text. `name` stands for the file in diagnostics. Files that it names are looked
/// for in `folder`; without a folder they are refused.
[[nodiscard]] StudyReading read_study_text(const std::string& text, std::string name,
                                           const std::filesystem::path& folder = {});

/// JSON Schema (draft-07) of study files, for editors.
[[nodiscard]] nlohmann::json study_schema();

}  // namespace entremise::scenarios
