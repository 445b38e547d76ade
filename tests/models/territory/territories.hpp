#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "models/territory/metrics/observation.hpp"
#include "models/territory/model.hpp"
#include "models/territory/specification.hpp"
#include "models/territory/state.hpp"

/// \file
/// Small territories to test on, and what tests ask of them.

namespace entremise::territory::testing {

/// Every statistical check asks |z| <= bound with fixed seeds, so it gives the same answer for ever. Had the seeds been
/// drawn anew, a true hypothesis would fail with probability 6.3e-5.
inline constexpr double bound = 4;

/// Independent observations, and how far their mean lies from what it should be.
class Sample {
 public:
  void add(double x) {
    ++count_;
    const double gap = x - mean_;
    mean_ += gap / count_;
    squares_ += gap * (x - mean_);
  }
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] double standard_error() const { return std::sqrt(squares_ / (count_ - 1) / count_); }
  /// Deviate of the mean from its expectation, by the spread that was observed.
  [[nodiscard]] double z(double expected) const {
    return mean_ == expected ? 0 : (mean_ - expected) / standard_error();
  }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

/// Deviate of the difference of two independent means.
inline double z_of_difference(const Sample& x, const Sample& y) {
  return (x.mean() - y.mean()) / std::hypot(x.standard_error(), y.standard_error());
}

/// Deviate of a count of successes in n trials.
inline double binomial_z(double successes, double n, double p) {
  return (successes - n * p) / std::sqrt(n * p * (1 - p));
}

inline GivenTerritory::Office office(ActorType type, std::uint32_t organisation, Role role,
                                     std::optional<Issues> issues = {}) {
  const Family family = type == ActorType::social_economy_actor ? Family::association : Family::none;
  return {{}, type, organisation, role, family, issues};
}

/// Actors 2k and 2k + 1 have a relation with each other and with nobody else; it lies in slot k. Two organisations.
inline GivenTerritory pairs_of(const GivenTerritory::Office& a, const GivenTerritory::Office& b, std::uint32_t pairs) {
  GivenTerritory given;
  given.organisations = {"one", "other"};
  for (std::uint32_t k = 0; k < pairs; ++k) {
    given.offices.push_back(a);
    given.offices.push_back(b);
    given.ties.push_back({2 * k, 2 * k + 1, {}, {}, {}});
  }
  return given;
}

/// Sets all sixteen values of a matrix.
inline void set_matrix(Parameters& p, Key first, double value) {
  for (std::size_t k = 0; k < actor_types * actor_types; ++k) p.set_index(first.index() + k, value);
}
inline constexpr Key first_base_rate = "trust.base_rate.elected_official.elected_official";
inline constexpr Key first_known = "interconnaissance.initial.elected_official.elected_official";

inline void set_constraints(Parameters& p, double value) {
  constexpr Key first = "activity.constraint.elected_official";
  for (std::size_t k = 0; k < actor_types; ++k) p.set_index(first.index() + k, value);
}

inline void set_archetype(Parameters& p, std::string_view name) {
  for (const Archetype& a : archetypes)
    if (a.name == name) {
      for (const Setting& s : a.settings) p.set_index(find_parameter(s.key), s.value);
      return;
    }
  throw std::invalid_argument("no such archetype");
}

/// Leaves nothing but what two who have a relation do in everyday life: closed forms and single mechanisms are tested
/// on that.
inline void everyday_alone(Parameters& p) {
  for (const Key key : {Key("mechanisms.disagreement"), Key("mechanisms.ruptures"), Key("mechanisms.influence"),
                        Key("mechanisms.projects"), Key("mechanisms.tenders"), Key("mechanisms.hidden_cost")})
    p.set(key, 0);
}

/// The rural archetype, the smallest.
inline Specification rural(std::uint32_t months) {
  Specification s;
  s.months = months;
  set_archetype(s.parameters, "rural");
  return s;
}

inline Lever facilitator(std::uint32_t from, std::uint32_t until = std::numeric_limits<std::uint32_t>::max()) {
  Lever lever;
  lever.name = "facilitator";
  lever.from = from;
  lever.until = until;
  return lever;
}
inline void set(Lever& lever, LeverKey field, double value) {
  lever.values[field.index()] = value;
}

inline RunRecord record_of(const Specification& s, Luck luck, const RecordChoice& choice = {}) {
  RunRecord record;
  if (!run(s, luck, choice, record)) throw std::runtime_error("nobody asked to stop");
  return record;
}

inline std::vector<float> series_of(const Specification& s, Luck luck, const RecordChoice& choice = {}) {
  return record_of(s, luck, choice).series;
}

/// A world after some months.
inline World after(const Specification& s, Luck luck, std::uint32_t months) {
  Simulation simulation(s, luck);
  for (std::uint32_t month = 0; month < months; ++month) simulation.advance();
  return simulation.world();
}

inline bool same_bits(std::span<const float> x, std::span<const float> y) {
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](float a, float b) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
  });
}

inline bool same_bits(const TableRows& x, const TableRows& y) {
  if (x.month != y.month || x.columns.size() != y.columns.size()) return false;
  for (std::size_t c = 0; c < x.columns.size(); ++c) {
    const bool same = std::visit(
        [](const auto& a, const auto& b) {
          if constexpr (!std::is_same_v<decltype(a), decltype(b)>)
            return false;
          else if constexpr (std::is_same_v<decltype(a), const std::vector<float>&>)
            return same_bits(std::span<const float>(a), std::span<const float>(b));
          else
            return a == b;
        },
        x.columns[c], y.columns[c]);
    if (!same) return false;
  }
  return true;
}

inline bool same_bits(const RunRecord& x, const RunRecord& y) {
  if (!same_bits(x.series, y.series) || x.tables.size() != y.tables.size()) return false;
  for (std::size_t t = 0; t < x.tables.size(); ++t)
    if (!same_bits(x.tables[t], y.tables[t])) return false;
  return true;
}

/// One value of a month of a series.
/// @throws std::invalid_argument for a name that is not measured
inline float value_of(std::span<const float> series, std::uint32_t month, std::string_view name, std::size_t at = 0,
                      const MeasureChoice& choice = {}) {
  const Catalogue c = catalogue(choice);
  const std::size_t v = c.find(name);
  if (v == Catalogue::npos) throw std::invalid_argument("no such measure");
  return series[month * c.width() + c.offset(v) + at];
}

/// The months of a series up to and including one.
inline std::span<const float> months_up_to(std::span<const float> series, std::uint32_t month) {
  return series.first((std::size_t{month} + 1) * catalogue().width());
}

}  // namespace entremise::territory::testing
