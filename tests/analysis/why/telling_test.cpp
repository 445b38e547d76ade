// Words: every phase and event has them in both languages, and types are understood as people write them.
#include <catch2/catch.hpp>

#include <set>

#include "analysis/why/telling.hpp"
#include "models/territory/model.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::why {

using namespace territory::testing;
using territory::ActorType;

TEST_CASE("types of actors are understood as people write them") {
  for (const char* word : {"élus", "élu", "Élus", "elus", "elected_official", "elected officials", "ELUE"})
    CHECK(actor_type_of(word) == ActorType::elected_official);
  for (const char* word : {"agents", "agent", "local_officer", "local officers", "collectivité"})
    CHECK(actor_type_of(word) == ActorType::local_officer);
  for (const char* word : {"ESS", "ess", "SSE", "social_economy_actor", "acteurs de l'ESS", "acteurs de l’ESS"})
    CHECK(actor_type_of(word) == ActorType::social_economy_actor);
  for (const char* word : {"État", "état", "etat", "State", "state_officer", "agents de l'État"})
    CHECK(actor_type_of(word) == ActorType::state_officer);
  for (const char* word : {"", "maire", "élu ", "x"}) CHECK(!actor_type_of(word));
  for (const std::string& word : actor_type_words()) CHECK(actor_type_of(word).has_value());
}

TEST_CASE("every phase has a name in both languages, and no two the same") {
  std::set<std::string> en, fr;
  for (const std::string_view phase : territory::phase_names()) {
    const Mechanism m = mechanism(phase);
    CAPTURE(phase);
    CHECK(!m.name.en.empty());
    CHECK(!m.name.fr.empty());
    CHECK(m.meaning.en.empty() == m.meaning.fr.empty());
    en.insert(m.name.en);
    fr.insert(m.name.fr);
  }
  CHECK(en.size() == territory::phase_names().size());
  CHECK(fr.size() == territory::phase_names().size());
}

TEST_CASE("events are told with the names that the user gave") {
  territory::Specification s = rural(2);
  const auto type = ActorType::elected_official;
  s.given = pairs_of(office(type, 0, territory::Role::executive),
                     office(ActorType::social_economy_actor, 1, territory::Role::manager), 2);
  s.given->offices[0].name = "Mairie";
  const Actors actors(s, territory::Simulation(s, {1, 0}).world());
  CHECK(actors.find("Mairie") == Actor{0});
  CHECK(actors.find("3") == Actor{3});
  CHECK(!actors.find("4"));
  CHECK(!actors.find("-1"));
  CHECK(actors.name(1).fr == "acteur de l’ESS 1");
  Happening h{2, Event::rupture, {0, 1}};
  CHECK(told(h, actors, {}).fr == "Rupture : Mairie et acteur de l’ESS 1");
  h = {2, Event::project_succeeded, {2, 1, 3}};
  CHECK(told(h, actors, {}).en ==
        "Project succeeds: elected official 2 with social economy actor 1 and social economy actor 3");
  h = {2, Event::arrival, {2}};
  CHECK(told(h, actors, {}).en == "New holder: elected official 2 (executive)");
  h = {2, Event::change_of_type, {0, 1}};
  h.detail_after = 1;
  CHECK(told(h, actors, {}).en == "Mairie and social economy actor 1: distant → partnership");
}

TEST_CASE("every kind of event has a heading in both languages") {
  for (std::size_t e = 0; e < event_names.size(); ++e) {
    CHECK(!heading(static_cast<Event>(e)).en.empty());
    CHECK(!heading(static_cast<Event>(e)).fr.empty());
  }
}

}  // namespace entremise::why
