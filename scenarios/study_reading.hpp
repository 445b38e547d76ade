#pragma once
#include <map>
#include <string>
#include <vector>

#include "scenarios/checking.hpp"
#include "scenarios/study.hpp"
#include "scenarios/values.hpp"

namespace entremise::scenarios {

/// Most scenarios that a design may make.
inline constexpr std::size_t most_design_points = 4096;

/// What the reading of one study goes by.
struct StudyContext {
  Study& study;
  const Origin& origin;
  std::vector<std::string>& files;
  Findings& findings;
  bool complete = true;  ///< false once a scenario could not be read: what refers to it is then not complained of
};

/// Tells of every key of a table that is not among `known`.
void refuse_unknown(std::string_view shown, const Node& table, const std::vector<std::string>& known,
                    Findings& findings);

/// The section of that name, or null; tells when it is something else than a section.
[[nodiscard]] const Node* section_of(const Node& table, std::string_view name, std::string_view shown,
                                     Findings& findings);

/// Position of a scenario of the study by name; tells when there is none.
[[nodiscard]] std::optional<std::size_t> find_scenario(const StudyContext& context, const std::string& name,
                                                       const Place& place);

/// Scenarios as they are written and those that the design makes of them. Needs `run` to have been read; fills
/// scenarios, names, design, months (where the study itself does not say: `own_months` is false) and set.
void read_study_scenarios(const Node& document, bool own_months, StudyContext& context);

/// What is expected. Needs all the rest.
void read_hypotheses(const Node& document, StudyContext& context);

/// Points of a Latin hypercube or of Sobol' sequence in [0, 1), point after point. Of Sobol' sequence the first point
/// (all zeros) is left out, and direction numbers are those of Joe & Kuo 2008 as Boost.Random has them.
[[nodiscard]] std::vector<double> sampled_points(DesignKind kind, std::size_t points, std::size_t dimensions,
                                                 std::uint64_t seed);

}  // namespace entremise::scenarios
