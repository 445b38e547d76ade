#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/charts/figure.hpp"
#include "analysis/program/simulate.hpp"

namespace entremise::program {

/// A chart of an ensemble.
struct Figure {
  std::string file;  ///< name that it has as a file, e.g. "trust-difference.svg"
  Text title;
  std::string svg;
};

/// The scenarios as people read them: their titles, or their names where titles do not tell them apart.
[[nodiscard]] std::vector<std::string> display_names(const Ensemble& ensemble, Language language);

/// What every chart of these scenarios says of itself. `version` is that of the program that computed them; `members`
/// are positions in the ensemble.
[[nodiscard]] charts::Caption caption_of(const Headline& headline, const Ensemble& ensemble, const std::string& version,
                                         const std::vector<std::size_t>& members);

/// For each headline quantity a fan, and for each scenario its paired difference from the reference; then the types of
/// relations.
[[nodiscard]] std::vector<Figure> figures_of(const Ensemble& ensemble, const EnsembleValues& values,
                                             const std::string& version, Language language);

}  // namespace entremise::program
