#include "models/territory/parameters.hpp"

#include <algorithm>

#include "models/territory/levers.hpp"
#include "models/territory/specification.hpp"

// The registry is checked while compiling: a row that breaks one of these rules does not build.
namespace entremise::territory {
namespace {

template <std::size_t N>
constexpr bool keys_are_unique(const std::array<Parameter, N>& rows) {
  for (std::size_t i = 0; i < N; ++i)
    if (find_key(rows, rows[i].key) != i) return false;
  return true;
}

template <std::size_t N>
constexpr bool is_among(const std::array<Named, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [name](const Named& n) { return n.name == name; });
}

constexpr bool is_complete(const Parameter& p) {
  return !p.key.empty() && !p.symbol.empty() && !p.source.empty() && !p.en.empty() && !p.fr.empty() &&
         is_among(units, p.unit) && is_among(mechanisms, p.mechanism);
}

constexpr bool has_ordered_ranges(const Parameter& p) {
  return p.valid.low < p.valid.high && p.plausible.low < p.plausible.high && p.valid.contains(p.plausible.low) &&
         p.valid.contains(p.plausible.high) && p.plausible.contains(p.initial);
}

constexpr bool is_whole(double x) {
  return x == static_cast<double>(static_cast<std::int64_t>(x));
}

constexpr bool suits_its_kind(const Parameter& p) {
  switch (p.kind) {
    case Kind::real:
      return p.choices.empty();
    case Kind::integer:
      return p.choices.empty() && is_whole(p.initial);
    case Kind::boolean:
      return p.choices.empty() && p.valid.low == 0 && p.valid.high == 1 && is_whole(p.initial);
    case Kind::choice:
      return is_whole(p.initial) && p.valid.low == 0 &&
             p.valid.high == static_cast<double>(std::count(p.choices.begin(), p.choices.end(), '|'));
  }
  return false;
}

constexpr bool can_be_sampled(const Parameter& p) {
  return p.sampling != Sampling::log_uniform || p.plausible.low > 0;
}

static_assert(keys_are_unique(registry) && keys_are_unique(lever_registry));
static_assert(std::all_of(registry.begin(), registry.end(), is_complete));
static_assert(std::all_of(registry.begin(), registry.end(), has_ordered_ranges));
static_assert(std::all_of(registry.begin(), registry.end(), suits_its_kind));
static_assert(std::all_of(registry.begin(), registry.end(), can_be_sampled));
static_assert(std::all_of(lever_registry.begin(), lever_registry.end(), is_complete));
static_assert(std::all_of(lever_registry.begin(), lever_registry.end(), has_ordered_ranges));
static_assert(std::all_of(lever_registry.begin(), lever_registry.end(), suits_its_kind));
static_assert(std::all_of(lever_registry.begin(), lever_registry.end(), can_be_sampled));

// Matrices are read by offset, so that their rows have to follow one another in the order of the types.
constexpr bool is_a_matrix(std::string_view prefix) {
  std::size_t at = registry.size();
  for (std::size_t i = 0; i < registry.size() && at == registry.size(); ++i)
    if (registry[i].key.starts_with(prefix)) at = i;
  if (at + actor_types * actor_types > registry.size()) return false;
  for (const std::string_view row : actor_type_names)
    for (const std::string_view column : actor_type_names) {
      const std::string_view key = registry[at++].key;
      if (!key.starts_with(prefix) || !key.substr(prefix.size()).starts_with(row) || !key.ends_with(column) ||
          key.size() != prefix.size() + row.size() + 1 + column.size())
        return false;
    }
  return true;
}
static_assert(is_a_matrix("trust.base_rate.") && is_a_matrix("interconnaissance.initial."));

constexpr bool settings_are_valid(const Archetype& archetype) {
  return std::all_of(archetype.settings.begin(), archetype.settings.end(), [](const Setting& s) {
    const std::size_t i = find_parameter(s.key);
    return i != registry.size() && registry[i].plausible.contains(s.value);
  });
}
static_assert(std::all_of(archetypes.begin(), archetypes.end(), settings_are_valid));
static_assert(std::any_of(archetypes.begin(), archetypes.end(),
                          [](const Archetype& a) { return a.name == default_archetype; }));

}  // namespace
}  // namespace entremise::territory
