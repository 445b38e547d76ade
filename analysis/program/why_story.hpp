#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/program/terminal.hpp"
#include "analysis/why/account.hpp"
#include "analysis/why/telling.hpp"
#include "analysis/why/trace.hpp"
#include "scenarios/scenario.hpp"

namespace entremise::program {

/// One scenario whose replicate is run again.
struct Subject {
  std::string name;
  scenarios::Scenario scenario;
  std::vector<float> recorded;  ///< the replicate's series, where a result file has them
};

/// What `why` is asked.
struct Question {
  Subject here;
  std::optional<Subject> there;  ///< what it is compared with
  bool of_results = false;       ///< asked about a result file, not about scenarios
  std::uint64_t seed = 0;
  std::uint32_t replicate = 0, since = 0, month = 0;
};

/// What it has found.
struct Findings {
  const Question& question;
  const why::Actors& actors;
  const why::Focus& focus;
  const why::Trace& here;
  const why::PairedTrace* both;  ///< null without a comparison
  why::Account course;           ///< over the months that were asked about
  /// From the start, which is what a difference between the two comes from; only with a comparison.
  std::optional<why::Account> whole, whole_there;
};

/// Whether an event is part of the story: it befalls everybody, or those whom the question is about.
[[nodiscard]] bool is_about(const why::Happening& happening, const Findings& findings);

/// What the two scenarios do not share, one sentence each.
[[nodiscard]] std::vector<Text> set_apart(const Question& question);

/// The events of a month that only one of the two has: of the scenario asked about, or of the other.
[[nodiscard]] std::vector<const why::Happening*> only_in(const Findings& findings, std::uint32_t month, bool of_here);

/// The story as text of at most 80 columns.
[[nodiscard]] std::string story(const Findings& findings, const Terminal& terminal);

}  // namespace entremise::program
