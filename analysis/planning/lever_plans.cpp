#include "analysis/planning/lever_plans.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace entremise {
namespace {

struct Scaling {
  std::string_view field;
  bool inversely = false;
};

constexpr std::array scalings{
    Scaling{"facilitator.capacity"},       Scaling{"peer_circles.every", true}, Scaling{"agora.every", true},
    Scaling{"codevelopment.sessions"},     Scaling{"fifty_fifty.share"},        Scaling{"candour_charter.strength"},
    Scaling{"candour_charter.protection"}, Scaling{"training.share"},           Scaling{"diagnosis.participation"},
    Scaling{"pilot_projects.number"},      Scaling{"evaluation.revelation"},    Scaling{"evaluation.common_criteria"},
    Scaling{"narrative.strength"},         Scaling{"enlargement.share"},        Scaling{"memory.level"},
    Scaling{"commissioning.tenders"},      Scaling{"commissioning.control"},    Scaling{"bridge.budget"}};

const territory::LeverDescription& kind_of(const territory::Lever& lever) {
  return *std::find_if(territory::lever_kinds.begin(), territory::lever_kinds.end(),
                       [&](const auto& kind) { return kind.kind == lever.kind; });
}

}  // namespace

territory::Lever scaled(const territory::Lever& lever, double intensity) {
  territory::Lever out = lever;
  const std::string prefix = std::string(kind_of(lever).name) + ".";
  for (const Scaling& scaling : scalings) {
    if (!scaling.field.starts_with(prefix)) continue;
    const std::size_t index = territory::find_lever_field(scaling.field);
    const territory::Parameter& field = territory::lever_registry[index];
    double value = lever.values[index] * (scaling.inversely ? 1 / intensity : intensity);
    if (field.kind == territory::Kind::integer && lever.values[index] > 0) value = std::max(1.0, std::round(value));
    out.values[index] = std::clamp(value, field.valid.low, field.valid.high);
  }
  return out;
}

LeverPlans::LeverPlans(const territory::Specification& base, const std::vector<std::uint32_t>& starts,
                       const std::vector<double>& intensities)
    : base_(base) {
  for (std::size_t l = 0; l < base.levers.size(); ++l) {
    const territory::Lever& lever = base.levers[l];
    if (kind_of(lever).shock) continue;
    levers_.push_back(l);
    std::vector<std::uint32_t> months{std::max(lever.from, 1u)};
    for (const std::uint32_t start : starts)
      if (start <= base.months && std::find(months.begin(), months.end(), start) == months.end())
        months.push_back(start);
    std::vector<Option> options;
    for (const std::uint32_t month : months)
      for (const double intensity : intensities) options.push_back({month, intensity});
    options_.push_back(std::move(options));
  }
}

std::vector<std::uint16_t> LeverPlans::choices() const {
  std::vector<std::uint16_t> out;
  for (const auto& options : options_) out.push_back(static_cast<std::uint16_t>(options.size() + 1));
  return out;
}

std::optional<LeverPlans::Option> LeverPlans::option(std::size_t lever, std::uint16_t choice) const {
  if (choice == 0) return std::nullopt;
  return options_[lever][choice - 1u];
}

territory::Specification LeverPlans::apply(const Genome& plan) const {
  territory::Specification out = base_;
  out.levers.clear();
  std::size_t decided = 0;
  for (std::size_t l = 0; l < base_.levers.size(); ++l) {
    const territory::Lever& lever = base_.levers[l];
    if (decided == levers_.size() || levers_[decided] != l) {
      out.levers.push_back(lever);
      continue;
    }
    const auto chosen = option(decided, plan[decided]);
    ++decided;
    if (!chosen) continue;
    territory::Lever changed = chosen->intensity == 1 ? lever : scaled(lever, chosen->intensity);
    const std::uint32_t own = std::max(lever.from, 1u);
    if (chosen->from != own) {
      changed.from = chosen->from;
      if (lever.until <= base_.months)
        changed.until = static_cast<std::uint32_t>(std::int64_t{lever.until} + chosen->from - own);
    }
    out.levers.push_back(std::move(changed));
  }
  return out;
}

Genome LeverPlans::as_given() const {
  Genome genome;
  for (const auto& options : options_) {
    std::uint16_t choice = 1;
    for (std::size_t o = 0; o < options.size(); ++o)
      if (options[o].from == options.front().from && options[o].intensity == 1)
        choice = static_cast<std::uint16_t>(o + 1);
    genome.push_back(choice);
  }
  return genome;
}

}  // namespace entremise
