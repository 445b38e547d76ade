// Projects, value, stories and spaces: the rules, and the traps that a model of cooperation falls into.
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/dialogue.hpp"
#include "models/territory/mechanisms/engagement.hpp"
#include "models/territory/mechanisms/projects.hpp"
#include "models/territory/metrics/joint_work.hpp"
#include "models/territory/population/populate.hpp"
#include "sim/engine/schedule.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {

TEST_CASE("the intention to contribute is the logistic of its parts") {
  const ProjectRule rule((Parameters()));
  const auto logit = [](double p) { return std::log(p / (1 - p)); };
  ProjectRule::Outlook ordinary;
  ordinary.trust = 0.5f;
  ordinary.knows = 0.3f;
  ordinary.engaged = 0.4f;
  CHECK(logit(rule.intends(ordinary)) == Approx(1.2).margin(1e-5));
  ProjectRule::Outlook talked = ordinary;
  talked.talked = 1;
  // Balliet 2010: d = 1.01, times π/√3.
  CHECK(logit(rule.intends(talked)) - 1.2 == Approx(1.01 * 3.14159265 / std::sqrt(3.0)).margin(0.01));
  ProjectRule::Outlook tense = ordinary;
  tense.tension = 0.4f;
  CHECK(logit(rule.intends(tense)) == Approx(1.2 - 2.5 * 0.4).margin(1e-5));
}

TEST_CASE("trust matters more where interests conflict more") {
  // Balliet & Van Lange 2013.
  const ProjectRule rule((Parameters()));
  const auto slope = [&](float distance) {
    ProjectRule::Outlook low, high;
    low.distance = high.distance = distance;
    low.trust = 0.45f;
    high.trust = 0.55f;
    return rule.intends(high) - rule.intends(low);
  };
  CHECK(slope(0.4f) > 1.2 * slope(0.1f));
}

TEST_CASE("a round succeeds at its threshold, a project at its share of rounds") {
  const ProjectRule rule((Parameters()));
  CHECK(rule.round_succeeds(3, 5));
  CHECK(!rule.round_succeeds(2, 5));
  Project project;
  project.rounds = 4;
  project.succeeded = 3;
  CHECK(rule.succeeds(project));
  project.succeeded = 2;
  CHECK(!rule.succeeds(project));
}

TEST_CASE("value grows with those who contribute and the types they are of; unseen kinds must be shown") {
  Parameters p;
  p.set("value.uncertainty", 0);
  const ValueRule rule(p);
  Draws draws(stream_key({1, 0}, process_id("test")), 0, 0, 0);
  const Criteria few = rule.of_success(3, 1, 1, draws), many = rule.of_success(6, 3, 2, draws);
  CHECK(few[0] == Approx(0.1 * std::pow(3, 1.2)));
  CHECK(many[0] == Approx(2 * 0.1 * std::pow(6, 1.2) * 1.6));
  Conditions now;
  // Elected officials see the social, economic and democratic value unaided, and three tenths of the ecological.
  CHECK(rule.perceived(few, 0, now) == Approx(few[0] * (0.3 + 0.3 + 0.3 + 0.1 * 0.3)));
  now.revelation = 1;
  CHECK(rule.perceived(few, 0, now) == Approx(rule.actual(few, 0, now)));
  now.common_criteria = 1;
  CHECK(rule.actual(few, 0, now) == Approx(rule.actual(few, 2, now)));
}

TEST_CASE("with bad luck a project destroys value") {
  const ValueRule rule((Parameters()));
  int destroyed = 0, n = 0;
  for (std::uint32_t k = 0; k < 2000; ++k) {
    Draws draws(stream_key({1, 0}, process_id("test")), k, 0, 0);
    for (const double v : rule.of_success(4, 2, 1, draws)) {
      destroyed += v < 0 ? 1 : 0;
      ++n;
    }
  }
  // P(1 + 0.75 z < 0)
  CHECK(std::abs(binomial_z(destroyed, n, 0.09121)) <= bound);
}

TEST_CASE("trap: stories are local, fade with each step and saturate") {
  const EngagementRule rule((Parameters()));
  CHECK(rule.after_month(0.4f, 0, 1) == 0.4f);
  CHECK(rule.after_month(0.4f, 1e6f, 1) <= 0.4f + 0.05f * 0.6f);
  CHECK(rule.after_month(0.4f, 1e6f, 100) == rule.after_month(0.4f, 1e6f, 1));
  // A line of five offices, the first with a story to tell: it reaches two steps.
  Specification s;
  s.given.emplace();
  s.given->organisations = {"one"};
  for (int i = 0; i < 5; ++i) s.given->offices.push_back(office(ActorType::local_officer, 0, Role::officer));
  for (std::uint32_t i = 0; i < 4; ++i) s.given->ties.push_back({i, i + 1, {}, {}, {}});
  World world = populate(s, {111, 0});
  world.fill(ledger)[0].succeeded = 1;
  world.fill(story)[0] = 2;
  Schedule(word_of_mouth(), word_passed_on()).advance(world, {111, 0});
  const std::array<float, 5> expected{2, 1, 0.5f, 0, 0};
  for (std::size_t i = 0; i < 5; ++i) CHECK(world[story][i] == expected[i]);
}

TEST_CASE("trap: communication acts between those who have talked, and is nobody's own") {
  // Three offices; the first two have talked in a space. The first then means to contribute more readily to a project
  // with the second than to one with the third.
  const ProjectRule rule((Parameters()));
  ProjectRule::Outlook with_second, with_third;
  with_second.talked = 1;
  CHECK(rule.intends(with_second) > rule.intends(with_third));
  Specification s = rural(24);
  Lever agora;
  agora.kind = LeverKind::agora;
  agora.from = 24;
  s.levers = {agora};
  const World world = after(s, {112, 0}, 24);
  std::size_t talked = 0;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    const bool here = std::any_of(world[conversations].begin(), world[conversations].end(),
                                  [&](const Conversation& c) { return c.a == pair.a && c.b == pair.b; });
    // One month has passed since, by the end of the month.
    CHECK((world[dialogue][slot] == 1) == here);
    talked += here ? 1 : 0;
  }
  CHECK(talked > 5);
}

TEST_CASE("trap: contacts lie on lasting ties, so that a territory does not dissolve into strangers") {
  const Specification s = rural(120);
  double known = 0, distant = 0;
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const auto series = series_of(s, {113, replicate});
    known += double{value_of(series, 120, "interconnaissance", 1)} / 10;
    distant += double{value_of(series, 120, "relation_type_share", 4)} / 10;
  }
  CHECK(known > 0.4);
  CHECK(distant < 0.4);
}

TEST_CASE("who talks with whom: everybody with as many as asked for, in an agora with other types only") {
  std::vector<Actor> people;
  std::vector<std::uint8_t> types;
  for (Actor i = 0; i < 24; ++i) {
    people.push_back(100 + i);
    types.push_back(static_cast<std::uint8_t>(i % 4));
  }
  for (const auto form : {SpaceForm::peers, SpaceForm::codevelopment, SpaceForm::agora})
    for (const std::uint32_t talks : {1u, 2u, 3u, 4u, 5u}) {
      const auto pairs = talks_of(form, people, types, talks);
      std::vector<int> count(200, 0);
      for (const Pair pair : pairs) {
        CHECK(pair.a < pair.b);
        ++count[pair.a];
        ++count[pair.b];
        if (form == SpaceForm::agora) CHECK(types[pair.a - 100] != types[pair.b - 100]);
      }
      for (const Actor i : people) {
        CHECK(count[i] <= static_cast<int>(talks));
        if (form != SpaceForm::agora || talks == 2 || talks == 4) CHECK(count[i] == static_cast<int>(talks));
      }
      auto sorted = pairs;
      std::sort(sorted.begin(), sorted.end());
      CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    }
  CHECK(talks_of(SpaceForm::codevelopment, {1, 2, 3, 4}, {0, 0, 0, 0}, 3).size() == 6);
}

TEST_CASE("peers prepare in their circle; poor dialogue among them sharpens positions, good dialogue does not") {
  const SpaceRule rule((Parameters()));
  const SpaceRule::Circumstances none, hosted{1, 1, 1, 0, true};
  CHECK(rule.safety(SpaceForm::peers, none) == Approx(0.7));
  CHECK(rule.safety(SpaceForm::agora, none) == Approx(0.35));
  CHECK(rule.safety(SpaceForm::agora, hosted) == 1);  // 1.05, cut
  CHECK(rule.safety(SpaceForm::agora, {0.5f, 1, 0.5f, 0.5f, true}) == Approx(0.35 + 0.15 + 0.15 - 0.15 + 0.1));
  CHECK(rule.quality(SpaceForm::agora, hosted) == Approx(0.3 + 0.4 + 0.3));
  CHECK(rule.safety(SpaceForm::peers, hosted) == 1);
  Specification s = rural(6);
  Lever circles;
  circles.kind = LeverKind::peer_circles;
  circles.from = 6;
  s.levers = {circles};
  const World world = after(s, {114, 0}, 6);
  std::size_t prepared = 0;
  for (const float p : world[preparation]) prepared += p > 0.8f ? 1 : 0;
  CHECK(prepared == 30);
}

TEST_CASE("Gini: none where all have the same, nearly all where one has all") {
  CHECK(gini({2, 2, 2, 2}) == Approx(0).margin(1e-12));
  CHECK(gini({0, 0, 0, 8}) == Approx(0.75));
  CHECK(gini({1, 3}) == Approx(0.25));
  CHECK(std::isnan(gini({0, 0})));
}

}  // namespace entremise::territory::testing
