#include "analysis/program/figures.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "analysis/charts/figure.hpp"

namespace entremise::program {
namespace {

// Eight digits that tell two scenarios apart: FNV-1a of their complete text.
std::string short_hash(const scenarios::Scenario& scenario) {
  std::uint32_t hash = 2166136261u;
  for (const char c : configuration_of(scenario)) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
  return fmt::format("{:08x}", hash);
}

// When levers begin and end in these scenarios; those in force from the first month to the last have no date to show.
std::vector<charts::Mark> marks_of(const Ensemble& ensemble, const std::vector<std::size_t>& members) {
  std::vector<charts::Mark> marks;
  const auto add = [&](std::uint32_t month, Text label) {
    const auto same = [&](const charts::Mark& m) { return m.month == month && m.label.en == label.en; };
    if (std::none_of(marks.begin(), marks.end(), same)) marks.push_back({month, std::move(label)});
  };
  for (const std::size_t s : members) {
    const territory::Specification& specification = ensemble.scenarios[s].specification;
    for (const territory::Lever& lever : specification.levers) {
      const auto kind = std::find_if(territory::lever_kinds.begin(), territory::lever_kinds.end(),
                                     [&](const auto& k) { return k.kind == lever.kind; });
      const bool lasting = kind->span == territory::LeverSpan::lasting;
      if (lever.from > 1 && lever.from <= specification.months)
        add(lever.from, lasting ? text("{}: start", "{} : début", lever.name) : Text{lever.name, lever.name});
      if (lasting && lever.until < specification.months) add(lever.until, text("{}: end", "{} : fin", lever.name));
    }
  }
  std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.month < b.month; });
  return marks;
}

}  // namespace

charts::Caption caption_of(const Headline& headline, const Ensemble& ensemble, const std::string& version,
                           const std::vector<std::size_t>& members) {
  charts::Caption caption{headline.id,
                          headline.title,
                          headline.unit,
                          ensemble.scenarios.front().replicates,
                          ensemble.scenarios.front().seed,
                          version,
                          {},
                          marks_of(ensemble, members)};
  for (const std::size_t s : members)
    caption.scenarios.push_back(ensemble.names[s] + " #" + short_hash(ensemble.scenarios[s]));
  return caption;
}

std::vector<std::string> display_names(const Ensemble& ensemble, Language language) {
  std::vector<std::string> out;
  for (std::size_t s = 0; s < ensemble.scenarios.size(); ++s) {
    const std::string& title = ensemble.scenarios[s].title.in(language);
    out.push_back(title.empty() ? ensemble.names[s] : title);
  }
  // Titles that do not tell the scenarios apart are of no use as labels.
  if (std::set<std::string>(out.begin(), out.end()).size() < out.size()) return ensemble.names;
  return out;
}

std::vector<Figure> figures_of(const Ensemble& ensemble, const EnsembleValues& values, const std::string& version,
                               Language language) {
  std::vector<Figure> figures;
  const std::vector<std::string> names = display_names(ensemble, language);
  std::vector<std::size_t> everybody(names.size());
  std::iota(everybody.begin(), everybody.end(), std::size_t{0});
  for (const Headline& headline : headlines(values.catalogue())) {
    const Quantity quantity = values.quantity(headline.variable, headline.cell);
    const charts::Caption caption = caption_of(headline, ensemble, version, everybody);
    std::vector<charts::Fan> fans;
    for (std::size_t s = 0; s < names.size(); ++s)
      fans.push_back({names[s], s == 0 && names.size() > 1, spreads(quantity, s)});
    figures.push_back({headline.id + ".svg", caption.title, charts::fan_chart(caption, fans, language)});
    for (std::size_t s = 1; s < names.size(); ++s) {
      charts::Caption one = caption_of(headline, ensemble, version, {0, s});
      one.id += fmt::format("-{}", s);
      const std::string suffix = names.size() > 2 ? fmt::format("-{}", s) : "";
      figures.push_back({headline.id + "-difference" + suffix + ".svg", caption.title,
                         charts::difference_chart(one, names[0], names[s], contrasts(quantity, 0, s), language)});
    }
  }
  const std::size_t share = values.catalogue().find("relation_type_share");
  if (share == Catalogue::npos || values.catalogue().size(share) != 8) return figures;
  std::vector<charts::SharePanel> panels;
  for (const std::string& name : names) panels.push_back({name, {}});
  for (std::size_t type = 0; type < 4; ++type) {
    // The second half are the institutional ties, in the order distant, partnership, unequal, delegated.
    const Quantity quantity = values.quantity(share, 4 + type);
    for (std::size_t s = 0; s < names.size(); ++s) {
      const auto months = spreads(quantity, s);
      panels[s].months.resize(months.size());
      for (std::size_t m = 0; m < months.size(); ++m)
        panels[s].months[m][type] = months[m] ? months[m]->mean : std::numeric_limits<double>::quiet_NaN();
    }
  }
  const Headline types{"relation_types",
                       share,
                       0,
                       {"Relation types", "Types de relations"},
                       {"share of the relations of the initial cohort", "part des relations de la cohorte initiale"}};
  figures.push_back({"relation_types.svg", types.title,
                     charts::relation_types_chart(caption_of(types, ensemble, version, everybody), panels, language)});
  return figures;
}

}  // namespace entremise::program
