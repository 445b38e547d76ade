#include "analysis/compare/ensemble_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace entremise {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Index of the cell with these labels, one per axis, or none.
std::optional<std::size_t> cell_of(const Catalogue& catalogue, std::size_t variable,
                                   const std::vector<std::string>& labels) {
  const auto& axes = catalogue.variables()[variable].dimensions;
  if (axes.size() != labels.size()) return std::nullopt;
  std::size_t cell = 0;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto& known = catalogue.dimension(axes[i]).labels;
    const auto at = std::find(known.begin(), known.end(), labels[i]);
    if (at == known.end()) return std::nullopt;
    cell = cell * known.size() + static_cast<std::size_t>(at - known.begin());
  }
  return cell;
}

const Dimension quantile_axis{
    "quantile", "level of the quantile over replicates, definition 7", {"q05", "q25", "q50", "q75", "q95"}};

// Arrays of one variable that share their shape: (scenario, month, the variable's axes …).
class Arrays {
 public:
  Arrays(const EnsembleValues& values, std::size_t variable)
      : variable_(values.catalogue().variables()[variable]),
        cells_(values.catalogue().size(variable)),
        points_(values.points()),
        size_(values.scenarios() * points_ * cells_) {
    axes_ = {"scenario", "month"};
    axes_.insert(axes_.end(), variable_.dimensions.begin(), variable_.dimensions.end());
  }
  [[nodiscard]] std::size_t at(std::size_t scenario, std::size_t month, std::size_t cell) const {
    return (scenario * points_ + month) * cells_ + cell;
  }
  [[nodiscard]] LabelledArray array(const std::string& ending, const std::string& meaning,
                                    const std::string& unit) const {
    return {variable_.name + ending, unit, variable_.long_name + ": " + meaning, axes_,
            std::vector<double>(size_, missing)};
  }
  [[nodiscard]] LabelledArray quantiles(const std::string& ending, const std::string& meaning) const {
    LabelledArray out = array(ending, meaning, variable_.unit);
    out.dimensions.push_back(quantile_axis.name);
    out.values.assign(size_ * fan_levels.size(), missing);
    return out;
  }
  [[nodiscard]] const std::string& unit() const { return variable_.unit; }

 private:
  const Variable& variable_;
  std::size_t cells_, points_, size_;
  std::vector<std::string> axes_;
};

}  // namespace

std::vector<Headline> headlines(const Catalogue& catalogue) {
  struct Wanted {
    const char* id;
    const char* variable;
    std::vector<std::string> labels;
    Text title, unit;
  };
  const Text relations{"relations of the initial cohort", "relations de la cohorte initiale"};
  const Text share{"share, 0 to 1", "part, de 0 à 1"};
  const std::vector<Wanted> wanted{
      {"partnership_relations",
       "relation_type_count",
       {"institutional", "partnership"},
       {"Partnership relations", "Relations de coopération"},
       relations},
      {"trust",
       "trust",
       {"institutional"},
       {"Mean trust", "Confiance moyenne"},
       {"trust, 0 to 1", "confiance, de 0 à 1"}},
      {"interconnaissance",
       "interconnaissance",
       {"institutional"},
       {"Mean interconnaissance", "Interconnaissance moyenne"},
       {"interconnaissance, 0 to 1", "interconnaissance, de 0 à 1"}},
      {"cooperation",
       "cooperation",
       {"institutional"},
       {"Cooperation rate", "Taux de coopération"},
       {"share of expected contributions that were delivered", "part des contributions attendues qui ont été tenues"}},
      {"tension",
       "tension",
       {"institutional"},
       {"Mean tension", "Tension moyenne"},
       {"tension, 0 to 1", "tension, de 0 à 1"}},
  };
  std::vector<Headline> out;
  for (const Wanted& w : wanted) {
    const std::size_t variable = catalogue.find(w.variable);
    if (variable == Catalogue::npos) continue;
    if (const auto cell = cell_of(catalogue, variable, w.labels))
      out.push_back({w.id, variable, *cell, w.title, w.unit});
  }
  return out;
}

EnsembleValues::EnsembleValues(const Catalogue& catalogue, std::size_t scenarios, std::size_t replicates,
                               std::size_t months)
    : catalogue_(catalogue), scenarios_(scenarios), replicates_(replicates), points_(months + 1) {
  for (std::size_t v = 0; v < catalogue_.variables().size(); ++v) {
    offsets_.push_back(run_size_);
    if (holds(v)) run_size_ += catalogue_.size(v) * points_;
  }
  runs_.resize(scenarios_ * replicates_);
}

float* EnsembleValues::of_run(std::uint32_t scenario, std::uint32_t replicate) {
  std::vector<float>& run = runs_.at(scenario * replicates_ + replicate);
  if (run.empty()) run.assign(run_size_, std::numeric_limits<float>::quiet_NaN());
  return run.data();
}

void EnsembleValues::set(std::uint32_t scenario, std::uint32_t replicate, const std::vector<float>& series) {
  float* const run = of_run(scenario, replicate);
  const std::size_t width = catalogue_.width();
  for (std::size_t v = 0; v < catalogue_.variables().size(); ++v) {
    if (!holds(v)) continue;
    for (std::size_t c = 0; c < catalogue_.size(v); ++c) {
      float* into = run + offsets_[v] + c * points_;
      const float* from = series.data() + catalogue_.offset(v) + c;
      for (std::size_t m = 0; m < points_; ++m) into[m] = from[m * width];
    }
  }
}

void EnsembleValues::set(std::size_t variable, std::uint32_t scenario, std::uint32_t replicate, const float* values) {
  float* const run = of_run(scenario, replicate);
  const std::size_t cells = catalogue_.size(variable);
  for (std::size_t c = 0; c < cells; ++c) {
    float* into = run + offsets_[variable] + c * points_;
    for (std::size_t m = 0; m < points_; ++m) into[m] = values[m * cells + c];
  }
}

Quantity EnsembleValues::quantity(std::size_t variable, std::size_t cell) const {
  const std::size_t offset = offsets_.at(variable) + cell * points_;
  Quantity out{scenarios_, replicates_, points_, {}};
  out.values.reserve(runs_.size() * points_);
  for (const std::vector<float>& run : runs_)
    if (run.empty()) {
      out.values.insert(out.values.end(), points_, std::numeric_limits<float>::quiet_NaN());
    } else {
      const auto from = run.begin() + static_cast<std::ptrdiff_t>(offset);
      out.values.insert(out.values.end(), from, from + static_cast<std::ptrdiff_t>(points_));
    }
  return out;
}

DerivedGroup summary_group(const EnsembleValues& values, const std::string& signal) {
  DerivedGroup group;
  group.name = "summary";
  group.dimensions = {quantile_axis};
  const Catalogue& catalogue = values.catalogue();
  for (std::size_t v = 0; v < catalogue.variables().size(); ++v) {
    if (!values.holds(v)) continue;
    const Arrays arrays(values, v);
    LabelledArray mean = arrays.array("_mean", "mean over replicates", arrays.unit());
    LabelledArray error = arrays.array("_mean_errors", "half-width of the 95 % interval of that mean", arrays.unit());
    LabelledArray deviation = arrays.array("_sd", "standard deviation over replicates", arrays.unit());
    LabelledArray quantiles = arrays.quantiles("_quantiles", "quantiles over replicates");
    for (std::size_t cell = 0; cell < catalogue.size(v); ++cell) {
      const Quantity quantity = values.quantity(v, cell);
      for (std::size_t s = 0; s < values.scenarios(); ++s) {
        const auto months = spreads(quantity, s);
        for (std::size_t m = 0; m < months.size(); ++m) {
          if (!months[m]) continue;
          const Spread& spread = *months[m];
          const std::size_t at = arrays.at(s, m, cell);
          mean.values[at] = spread.mean;
          if (spread.n > 1) {
            deviation.values[at] = spread.deviation;
            const auto interval =
                interval_of_mean({spread.n, spread.mean, spread.deviation * spread.deviation}, confidence_level);
            error.values[at] = (interval->high - interval->low) / 2;
          }
          for (std::size_t q = 0; q < fan_levels.size(); ++q)
            quantiles.values[at * fan_levels.size() + q] = spread.quantiles[q];
        }
      }
    }
    if (catalogue.variables()[v].name == signal) group.signal = mean.name;
    for (LabelledArray* array : {&mean, &error, &deviation, &quantiles}) group.arrays.push_back(std::move(*array));
  }
  return group;
}

DerivedGroup contrast_group(const EnsembleValues& values) {
  DerivedGroup group;
  group.name = "contrast";
  group.dimensions = {quantile_axis};
  group.attributes = {{"long_name", "paired differences of each scenario from the first one, replicate by replicate"}};
  const Catalogue& catalogue = values.catalogue();
  for (std::size_t v = 0; v < catalogue.variables().size(); ++v) {
    if (!values.holds(v)) continue;
    const Arrays arrays(values, v);
    LabelledArray difference = arrays.array("_difference", "mean paired difference from the reference", arrays.unit());
    LabelledArray low = arrays.array("_lower", "lower end of the 95 % interval of the mean difference", arrays.unit());
    LabelledArray high = arrays.array("_upper", "upper end of the 95 % interval of the mean difference", arrays.unit());
    LabelledArray quantiles = arrays.quantiles("_difference_quantiles", "quantiles of the paired differences");
    LabelledArray above = arrays.array("_higher", "replicates in which the scenario is higher", "1");
    LabelledArray below = arrays.array("_lower_count", "replicates in which the scenario is lower", "1");
    LabelledArray pairs = arrays.array("_pairs", "replicates that have a value in both", "1");
    LabelledArray ratio = arrays.array("_variance_ratio", "unpaired over paired variance of the mean difference", "1");
    for (std::size_t cell = 0; cell < catalogue.size(v); ++cell) {
      const Quantity quantity = values.quantity(v, cell);
      for (std::size_t s = 0; s < values.scenarios(); ++s) {
        const auto months = contrasts(quantity, 0, s);
        for (std::size_t m = 0; m < months.size(); ++m) {
          const std::size_t at = arrays.at(s, m, cell);
          pairs.values[at] = 0;
          if (!months[m]) continue;
          const Contrast& c = *months[m];
          difference.values[at] = c.difference;
          above.values[at] = static_cast<double>(c.higher);
          below.values[at] = static_cast<double>(c.lower);
          pairs.values[at] = static_cast<double>(c.n);
          if (c.interval) {
            low.values[at] = c.interval->low;
            high.values[at] = c.interval->high;
          }
          if (c.variance_ratio) ratio.values[at] = *c.variance_ratio;
          for (std::size_t q = 0; q < fan_levels.size(); ++q)
            quantiles.values[at * fan_levels.size() + q] = c.quantiles[q];
        }
      }
    }
    for (LabelledArray* array : {&difference, &low, &high, &quantiles, &above, &below, &pairs, &ratio})
      group.arrays.push_back(std::move(*array));
  }
  return group;
}

}  // namespace entremise
