// What is known of territories and of cooperation, asked of the model with its default values: effects as means of
// paired differences over replicates with common luck, |z| > 4 where an effect is expected.
#include <catch2/catch.hpp>

#include <array>

#include "models/territory/mechanisms/encounters.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr std::uint32_t months = 120;
constexpr std::uint32_t replicates = 20;

Specification agglomeration() {
  Specification s;
  s.months = months;
  return s;
}

Lever lever(LeverKind kind, std::uint32_t from) {
  Lever one;
  one.name = lever_kinds[static_cast<std::size_t>(kind)].name;
  one.kind = kind;
  one.from = from;
  return one;
}

// Paired differences of a measure between two specifications.
template <class F>
Sample difference(const Specification& with, const Specification& without, const F& measure) {
  Sample sample;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const Luck luck{151, replicate};
    sample.add(measure(series_of(with, luck)) - measure(series_of(without, luck)));
  }
  return sample;
}

double final_value(const std::vector<float>& series, std::string_view name, std::size_t at = 0) {
  return double{value_of(series, months, name, at)};
}

}  // namespace

TEST_CASE("third parties amplify both trust and distrust") {
  // Burt & Knez 1995: with them, trusts lie farther apart.
  Specification amplified = agglomeration(), plain = agglomeration();
  amplified.months = plain.months = 60;
  plain.parameters.set("gossip.amplification", 0);
  amplified.parameters.set("gossip.amplification", 1);
  const auto spread = [](const std::vector<float>& series) { return double{value_of(series, 60, "trust_sd", 1)}; };
  CHECK(difference(amplified, plain, spread).z(0) > bound);
}

TEST_CASE("trust is higher within a sector than between sectors") {
  // Lee et al. 2012.
  Sample gap;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const auto series = series_of(agglomeration(), {152, replicate});
    double within = 0, between = 0;
    for (std::size_t k = 0; k < actor_types; ++k)
      for (std::size_t l = 0; l < actor_types; ++l)
        (k == l ? within : between) += final_value(series, "trust_mixing", 16 + 4 * k + l);
    gap.add(within / 4 - between / 12);
  }
  CHECK(gap.z(0) > bound);
}

TEST_CASE("to see that a failure has a reason sustains partnership") {
  // Rand, Fudenberg & Dreber 2015.
  Specification blind = agglomeration();
  blind.parameters.set("mechanisms.attribution", 0);
  const auto partnerships = [](const std::vector<float>& series) {
    return final_value(series, "relation_type_share_across", 1);
  };
  CHECK(difference(agglomeration(), blind, partnerships).z(0) > bound);
}

TEST_CASE("with no constraints, knowing them matters little") {
  Specification free = agglomeration();
  set_constraints(free.parameters, 0);
  Specification free_and_blind = free;
  free_and_blind.parameters.set("mechanisms.attribution", 0);
  const auto partnerships = [](const std::vector<float>& series) {
    return final_value(series, "relation_type_share_across", 1);
  };
  // Nothing is ever to be excused: not one bit differs.
  CHECK(difference(free, free_and_blind, partnerships).mean() == 0);
}

TEST_CASE("strategies together do more than each of them alone") {
  // George et al.: several strategies combined beat single ones.
  Specification facilitated = agglomeration(), gathered = agglomeration(), both = agglomeration();
  const Lever facilitator = lever(LeverKind::facilitator, 6), agora = lever(LeverKind::agora, 6);
  facilitated.levers = {facilitator};
  gathered.levers = {agora};
  both.levers = {facilitator, agora};
  const auto knows = [](const std::vector<float>& series) { return final_value(series, "interconnaissance", 1); };
  CHECK(difference(both, facilitated, knows).z(0) > bound);
  CHECK(difference(both, gathered, knows).z(0) > bound);
}

TEST_CASE("talk in safe spaces frees speech, and communication raises contributions to projects") {
  // Edmondson 1999, Frazier et al. 2017; Balliet 2010.
  Specification gathered = agglomeration();
  Lever circles = lever(LeverKind::codevelopment, 1);
  set(circles, "codevelopment.groups", 8);
  set(circles, "codevelopment.sessions", 60);
  gathered.levers = {circles};
  const auto intention = [](const std::vector<float>& series) {
    double sum = 0, n = 0;
    for (std::uint32_t month = 12; month <= 60; ++month) {
      const double x = double{value_of(series, month, "project_intention")};
      if (std::isnan(x)) continue;
      sum += x;
      n += 1;
    }
    return sum / n;
  };
  CHECK(difference(gathered, agglomeration(), intention).z(0) > bound);
}

TEST_CASE("what an election takes away, memory keeps in part") {
  Specification forgetful = agglomeration(), mindful = agglomeration();
  forgetful.months = mindful.months = 48;
  Lever memory = lever(LeverKind::memory, 1);
  mindful.levers = {memory};
  // Knowledge that the election of month 36 costs.
  const auto lost = [](const std::vector<float>& series) {
    return double{value_of(series, 35, "interconnaissance", 1)} - double{value_of(series, 36, "interconnaissance", 1)};
  };
  const Sample saved = difference(forgetful, mindful, lost);
  CHECK(saved.z(0) > bound);
  CHECK(saved.mean() > 0.01);
}

TEST_CASE("the hidden cost of control: where people mind it, less is delivered") {
  // Falk & Kosfeld 2006.
  Specification minded = agglomeration(), unminded = agglomeration();
  unminded.parameters.set("mechanisms.hidden_cost", 0);
  const auto delivered = [](const std::vector<float>& series) {
    // By social-economy actors, to elected officials.
    return final_value(series, "cooperation_mixing", 16 + 4 * 2 + 0);
  };
  CHECK(difference(minded, unminded, delivered).mean() < 0);
}

}  // namespace entremise::territory::testing
