#pragma once
#include <cmath>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/diagnostics/text.hpp"

namespace entremise::reference {

/// How an obtained value is held against what is expected of it.
enum class Rule : std::uint8_t {
  near,       ///< |obtained - expected| ≤ margin
  statistic,  ///< |z| ≤ 4, where z = (obtained - expected) / margin and the margin is the standard error
  above,      ///< z ≥ 4: the value lies above the expected one beyond doubt
  below,      ///< z ≤ -4
  at_least    ///< obtained ≥ expected
};

/// For a fixed seed a statistic gives the same answer for ever. Were the seeds drawn anew, a true expectation would be
/// refused with probability 6.3e-5.
inline constexpr double z_bound = 4;

/// One known answer, and what the simulation says.
struct Check {
  Text quantity;               ///< what is compared, in a few words
  Rule rule = Rule::near;      ///< how it is held against what is expected
  double expected = 0;         ///< by the theory
  double obtained = 0;         ///< by simulation, or by the code that is checked
  double margin = 0;           ///< tolerance (near) or standard error (statistic, above, below); else unused
  std::uint32_t replicates{};  ///< runs behind the obtained value; 0 where there is no chance in it
  std::string source = {};     ///< of the expected value

  /// z for the rules that speak of standard errors, else obtained - expected.
  [[nodiscard]] double deviation() const noexcept {
    const bool in_errors = rule == Rule::statistic || rule == Rule::above || rule == Rule::below;
    return in_errors ? (obtained - expected) / margin : obtained - expected;
  }
  /// NaN never passes.
  [[nodiscard]] bool passed() const noexcept {
    switch (rule) {
      case Rule::near:
        return std::fabs(deviation()) <= margin;
      case Rule::statistic:
        return std::fabs(deviation()) <= z_bound;
      case Rule::above:
        return deviation() >= z_bound;
      case Rule::below:
        return deviation() <= -z_bound;
      case Rule::at_least:
        return deviation() >= 0;
    }
    return false;
  }
};

/// How much is computed: `brief` takes under two seconds a model, `full` has the replicates of the model's protocol.
enum class Effort : std::uint8_t { brief, full };

/// Thrown by a verification that was asked to stop: it has no answer.
struct Stopped {};

/// What a verification is run with.
struct Trial {
  Effort effort = Effort::brief;  ///< how many replicates
  std::uint64_t seed = 1;         ///< of all luck in it
  std::stop_token stop{};         ///< obeyed between runs

  /// The number for this effort.
  [[nodiscard]] std::uint32_t replicates(std::uint32_t in_brief, std::uint32_t in_full) const noexcept {
    return effort == Effort::full ? in_full : in_brief;
  }
  /// To be called now and then by what takes long and does not go through replicates().
  /// @throws Stopped if a stop was requested
  void go_on() const {
    if (stop.stop_requested()) throw Stopped{};
  }
};

/// A published model whose answers are known.
struct ReferenceModel {
  std::string_view name;                       ///< for people to type, e.g. "voter"
  Text title;                                  ///< a few words
  std::string_view source;                     ///< who published it
  std::vector<Check> (*verify)(const Trial&);  ///< computes its answers
};

/// All of them, in the order in which they are shown.
[[nodiscard]] const std::vector<ReferenceModel>& reference_models();

}  // namespace entremise::reference
