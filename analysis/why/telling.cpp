#include "analysis/why/telling.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "analysis/why/parting.hpp"
#include "models/territory/description/month_description.hpp"
#include "models/territory/mechanisms/dialogue.hpp"

namespace entremise::why {

using namespace entremise::territory;

namespace {

Text both(std::string_view en, std::string_view fr) {
  return {std::string(en), std::string(fr)};
}

// Lower case without accents, '_' as a blank: "État" and "etat" are one word.
std::string plain(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    if (c == 0xC3 && i + 1 < word.size()) {  // é, è, É, È in UTF-8
      const auto accent = static_cast<unsigned char>(word[++i]);
      out += accent == 0xA9 || accent == 0xA8 || accent == 0x89 || accent == 0x88 ? 'e' : '?';
    } else if (word.substr(i).starts_with("’")) {
      out += '\'';
      i += 2;
    } else if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c == '_' ? ' ' : static_cast<char>(c);
    }
  }
  return out;
}

struct TypeWords {
  std::string_view en, en_many, fr, fr_many;
  std::array<std::string_view, 10> others;  // plain
};
constexpr std::array<TypeWords, actor_types> type_words{
    {{"elected official", "elected officials", "élu", "élus", {"elected", "official", "officials", "elue", "elues"}},
     {"local officer",
      "local officers",
      "agent",
      "agents de collectivité",
      {"local", "officer", "officers", "agents", "agente", "agentes", "collectivite", "collectivites",
       "agent de collectivite"}},
     {"social economy actor",
      "social economy actors",
      "acteur de l’ESS",
      "acteurs de l’ESS",
      {"ess", "sse", "social", "social economy", "acteur", "acteurs"}},
     {"State officer",
      "State officers",
      "agent de l’État",
      "agents de l’État",
      {"state", "etat", "state service", "state services"}}}};

constexpr std::array<std::string_view, 8> roles_in_english{"executive", "councillor", "director", "",
                                                           "president", "manager",    "member",   ""};
constexpr std::array<std::string_view, 8> roles_in_french{"exécutif",   "conseiller", "direction", "",
                                                          "présidence", "salarié",    "membre",    ""};
constexpr std::array<std::string_view, relation_types> relations_in_french{"distante", "coopération", "inégalitaire",
                                                                           "déléguée"};

struct ColumnWords {
  std::string_view column, en, fr;
};
constexpr std::array column_words{
    ColumnWords{IssuesOf::name, "positions on the issues", "positions sur les sujets"},
    ColumnWords{Training::name, "training", "formation"},
    ColumnWords{Engagement::name, "engagement", "engagement"},
    ColumnWords{ProjectOf::name, "projects", "projets"},
    ColumnWords{ContactRate::name, "how often two meet", "fréquence de contact"},
    ColumnWords{Control::name, "control", "contrôle"},
    ColumnWords{Tender::name, "exposure to tenders", "part de commande publique"},
    ColumnWords{Tension::name, "tension", "tension"},
    ColumnWords{Surfaced::name, "disagreement brought into the open", "désaccord mis au jour"},
    ColumnWords{Worked::name, "disagreement worked through", "désaccord travaillé"},
    ColumnWords{Interconnaissance::name, "interconnaissance", "interconnaissance"},
    ColumnWords{EvidenceFor::name, "reasons to trust", "raisons de faire confiance"},
    ColumnWords{EvidenceAgainst::name, "reasons to distrust", "raisons de se méfier"},
    ColumnWords{Trust::name, "trust", "confiance"},
    ColumnWords{Candid::name, "candour", "franchise"},
    ColumnWords{Interventions::name, "whom facilitators bring together", "qui les tiers réunissent"},
    ColumnWords{Conversations::name, "who talks in dialogue spaces", "qui parle dans les espaces de dialogue"},
    ColumnWords{relations_themselves, "which relations there are", "les relations elles-mêmes"}};

struct PhaseWords {
  std::string_view phase, en, fr, meaning_en, meaning_fr;
};
// The phases that move relations or engagement; the model's own words serve for the others.
constexpr std::array phase_words{
    PhaseWords{"turnover", "Persons leave and arrive", "Départs et arrivées",
               "a new holder starts with ordinary engagement",
               "un nouveau titulaire commence avec l’engagement ordinaire"},
    PhaseWords{"handover", "What is lost when persons leave", "Ce qui se perd aux départs",
               "most of what a leaving person knew, and of the trust it had, is lost",
               "l’essentiel de ce que savait une personne qui part, et de la confiance qu’elle avait, se perd"},
    PhaseWords{"newcomers", "Newcomers join", "Arrivée de nouveaux venus",
               "offices that join bring their own engagement into the mean",
               "les fonctions qui rejoignent entrent dans la moyenne avec leur propre engagement"},
    PhaseWords{"forgetting", "Time passing", "Le temps qui passe",
               "without contact, what one knows of the other and both good and bad memories fade; tension relaxes",
               "sans contact, ce que l’on sait de l’autre et les souvenirs, bons et mauvais, s’effacent ; la tension "
               "retombe"},
    PhaseWords{"calls for tenders", "Calls for tenders", "Appels d’offres",
               "winners trust the commissioner more, losers less; competitors strain their relation",
               "les gagnants font davantage confiance au donneur d’ordre, les perdants moins ; les concurrents "
               "se tendent"},
    PhaseWords{"scandal", "Scandal", "Scandale", "each side holds it against the other",
               "chaque camp le retient contre l’autre"},
    PhaseWords{"diagnosis", "Shared diagnosis", "Diagnostic partagé",
               "those who take part learn each other’s constraints",
               "celles et ceux qui y participent apprennent les contraintes des autres"},
    PhaseWords{"dissolution", "Ties that come undone", "Liens qui se défont",
               "young ties without substance end, and leave the mean",
               "des liens récents sans substance prennent fin et sortent de la moyenne"},
    PhaseWords{"new relations", "New relations", "Relations nouvelles",
               "strangers begin with little knowledge and ordinary trust, which moves the mean",
               "des inconnus commencent avec peu de connaissance et une confiance ordinaire, ce qui déplace la "
               "moyenne"},
    PhaseWords{"new ties", "What new relations begin with", "Débuts des relations nouvelles",
               "they begin with some tension; newcomers know a little of others, and sponsors lend them trust",
               "elles commencent avec un peu de tension ; les nouveaux venus connaissent un peu les autres, et leurs "
               "parrains leur prêtent de la confiance"},
    PhaseWords{"dialogue spaces", "Dialogue spaces", "Espaces de dialogue",
               "where it is safe to speak one learns more, and disagreement is worked through",
               "là où l’on peut parler sans risque, on apprend davantage et l’on travaille les désaccords"},
    PhaseWords{"facilitated encounters", "Encounters with a facilitator", "Rencontres avec le tiers",
               "a third party makes it safer to speak, lends trust and eases tension",
               "un tiers rend la parole plus sûre, prête de la confiance et apaise la tension"},
    PhaseWords{"gossip", "What third parties say", "Ce que disent les autres",
               "what common contacts say of somebody adds to trust, or takes from it",
               "ce que des contacts communs disent de quelqu’un ajoute à la confiance, ou en retire"},
    PhaseWords{"encounters", "Everyday encounters", "Rencontres ordinaires",
               "meeting teaches the other’s constraints; promises kept or broken make trust or tension",
               "se rencontrer apprend les contraintes de l’autre ; les promesses, tenues ou non, font la confiance "
               "ou la tension"},
    PhaseWords{"project rounds", "Work on joint projects", "Travail en projet commun",
               "the same in projects, where success adds to engagement and failure takes from it",
               "de même en projet, où le succès ajoute à l’engagement et l’échec en retire"},
    PhaseWords{"engagement", "Back to the ordinary, and stories", "Retour à l’ordinaire, et récits",
               "engagement returns to its ordinary level; stories of success raise it",
               "l’engagement revient à son niveau ordinaire ; les récits de succès le relèvent"},
    PhaseWords{"ruptures", "Ruptures", "Ruptures",
               "after a rupture both trust and know each other less; the tension has been let out",
               "après une rupture, on se fait moins confiance et l’on se connaît moins ; la tension est retombée"},
};

// "Facilitator 2".
Text facilitator(std::uint32_t f) {
  return text("Facilitator {}", "Le tiers {}", f + 1);
}

Text capital(Text t) {
  for (std::string* s : {&t.en, &t.fr})
    if (!s->empty() && (*s)[0] >= 'a' && (*s)[0] <= 'z') (*s)[0] = static_cast<char>((*s)[0] - 'a' + 'A');
  return t;
}

}  // namespace

std::optional<ActorType> actor_type_of(std::string_view word) {
  const std::string given = plain(word);
  for (std::size_t k = 0; k < actor_types; ++k) {
    const TypeWords& w = type_words[k];
    for (const std::string_view known : {actor_type_names[k], w.en, w.en_many, w.fr, w.fr_many})
      if (plain(known) == given) return static_cast<ActorType>(k);
    if (!given.empty() && std::find(w.others.begin(), w.others.end(), given) != w.others.end())
      return static_cast<ActorType>(k);
  }
  return {};
}

const std::vector<std::string>& actor_type_words() {
  static const std::vector<std::string> words{
      "elected_official", "local_officer", "social_economy_actor", "state_officer", "élus", "agents", "ESS", "État"};
  return words;
}

Text singular(ActorType type) {
  const TypeWords& w = type_words[static_cast<std::size_t>(type)];
  return both(w.en, w.fr);
}
Text plural(ActorType type) {
  const TypeWords& w = type_words[static_cast<std::size_t>(type)];
  return both(w.en_many, w.fr_many);
}

Actors::Actors(const Specification& specification, const World& world) {
  if (specification.given)
    for (const GivenTerritory::Office& office : specification.given->offices) names_.push_back(office.name);
  for (Actor i = 0; i < world.graph().actors(); ++i) {
    types_.push_back(static_cast<ActorType>(world[type_of][i]));
    roles_.push_back(static_cast<Role>(world[role_of][i]));
  }
}

Text Actors::name(Actor i) const {
  if (i < names_.size() && !names_[i].empty()) return {names_[i], names_[i]};
  const Text type = singular(types_[i]);
  return {fmt::format("{} {}", type.en, i), fmt::format("{} {}", type.fr, i)};
}

Text Actors::office(Actor i) const {
  Text t = name(i);
  const auto role = static_cast<std::size_t>(roles_[i]);
  if (i < names_.size() && !names_[i].empty()) {
    const Text type = singular(types_[i]);
    t.en += fmt::format(" ({})", type.en);
    t.fr += fmt::format(" ({})", type.fr);
  } else if (!roles_in_english[role].empty()) {
    t.en += fmt::format(" ({})", roles_in_english[role]);
    t.fr += fmt::format(" ({})", roles_in_french[role]);
  }
  return t;
}

Text Actors::list(const std::vector<Actor>& actors) const {
  Text all;
  for (std::size_t k = 0; k < actors.size(); ++k) {
    const Text one = name(actors[k]);
    const bool last = k + 1 == actors.size();
    all.en += (k == 0 ? "" : last ? " and " : ", ") + one.en;
    all.fr += (k == 0 ? "" : last ? " et " : ", ") + one.fr;
  }
  return all;
}

std::optional<Actor> Actors::find(const std::string& word) const {
  for (Actor i = 0; i < names_.size(); ++i)
    if (names_[i] == word) return i;
  Actor i = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), i);
  if (word.empty() || error != std::errc{} || end != word.data() + word.size() || i >= size()) return {};
  return i;
}

Text meaning(const Lever& lever) {
  for (const LeverDescription& kind : lever_kinds)
    if (kind.kind == lever.kind) return both(kind.en, kind.fr);
  return {};
}

Text told(const Happening& h, const Actors& actors, const std::vector<Lever>& levers) {
  const auto pair = [&](const char* en, const char* fr) {
    const Text a = actors.name(h.who[0]), b = actors.name(h.who[1]);
    return Text{fmt::format(fmt::runtime(en), a.en, b.en), fmt::format(fmt::runtime(fr), a.fr, b.fr)};
  };
  const auto one = [&](const char* en, const char* fr) {
    const Text a = actors.office(h.who[0]);
    return Text{en + a.en, fr + a.fr};
  };
  const auto project = [&](const char* en, const char* fr) {
    const Text leader = actors.name(h.who[0]),
               partners = actors.list(std::vector<Actor>(h.who.begin() + 1, h.who.end()));
    const bool pilot = h.detail != 0;
    return Text{fmt::format("{} {}: {} with {}", pilot ? "Pilot project" : "Project", en, leader.en, partners.en),
                fmt::format("{} {} : {} avec {}", pilot ? "Projet pilote" : "Projet", fr, leader.fr, partners.fr)};
  };
  const Text third = h.facilitator == no_entity ? Text{} : facilitator(h.facilitator);
  switch (h.event) {
    case Event::lever_begins: {
      const Lever& lever = levers[h.lever];
      const LeverDescription& kind = lever_kinds[static_cast<std::size_t>(lever.kind)];
      const bool at_once = kind.span == LeverSpan::at_once;
      if (kind.shock) return text("Shock “{}” strikes", "Le choc « {} » survient", lever.name);
      return at_once ? text("Lever “{}” acts", "Le levier « {} » agit", lever.name)
                     : text("Lever “{}” begins", "Le levier « {} » commence", lever.name);
    }
    case Event::lever_ends:
      return text("Last month of “{}”", "Dernier mois de « {} »", levers[h.lever].name);
    case Event::election:
      return {"Municipal elections", "Élections municipales"};
    case Event::arrival:
      return one("New holder: ", "Nouveau titulaire : ");
    case Event::joining:
      return one("Joins the cooperation: ", "Rejoint la coopération : ");
    case Event::facilitator_replaced:
      return {third.en + " is replaced; the successor starts anew",
              third.fr + " est remplacé ; la relève repart de zéro"};
    case Event::dialogue_space: {
      std::array<std::size_t, actor_types> present{};
      for (const Actor i : h.who) ++present[static_cast<std::size_t>(actors.type(i))];
      Text who;
      for (std::size_t k = 0; k < actor_types; ++k) {
        if (present[k] == 0) continue;
        const auto type = static_cast<ActorType>(k);
        const Text of = present[k] == 1 ? singular(type) : plural(type);
        who.en += fmt::format("{}{} {}", who.en.empty() ? "" : ", ", present[k], of.en);
        who.fr += fmt::format("{}{} {}", who.fr.empty() ? "" : ", ", present[k], of.fr);
      }
      switch (static_cast<SpaceForm>(h.detail)) {
        case SpaceForm::peers:
          return {"Peer circle: " + who.en, "Cercle de pairs : " + who.fr};
        case SpaceForm::codevelopment:
          return {"Codevelopment group: " + who.en, "Groupe de codéveloppement : " + who.fr};
        case SpaceForm::agora:
          break;
      }
      return {"Agora: " + who.en, "Agora : " + who.fr};
    }
    case Event::introduction: {
      Text t = pair(" introduces {} and {}", " présente {} et {}");
      return {third.en + t.en, third.fr + t.fr};
    }
    case Event::intervention: {
      Text t = pair(" brings together {} and {}", " réunit {} et {}");
      return {third.en + t.en, third.fr + t.fr};
    }
    case Event::call_for_tenders: {
      Text t = one("Call for tenders of ", "Appel d’offres : ");
      if (h.who.size() > 1) {
        const Text winner = actors.name(h.who[1]);
        t.en += ": won by " + winner.en;
        t.fr += " ; gagné par " + winner.fr;
      }
      if (h.who.size() > 2) {
        const Text loser = actors.name(h.who[2]);
        t.en += ", lost by " + loser.en;
        t.fr += ", perdu par " + loser.fr;
      }
      return t;
    }
    case Event::project_started:
      return project("starts", "lancé");
    case Event::project_succeeded:
      return project("succeeds", "réussi");
    case Event::project_failed:
      return project("fails", "manqué");
    case Event::rupture:
      return pair("Rupture: {} and {}", "Rupture : {} et {}");
    case Event::new_relation:
      return pair("New relation: {} and {}", "Relation nouvelle : {} et {}");
    case Event::end_of_relation:
      return pair("Relation ends: {} and {}", "Fin de relation : {} et {}");
    case Event::change_of_type: {
      Text t = pair("{} and {}: ", "{} et {} : ");
      t.en += fmt::format("{} → {}", relation_type_names[h.detail], relation_type_names[h.detail_after]);
      t.fr += fmt::format("{} → {}", relations_in_french[h.detail], relations_in_french[h.detail_after]);
      return t;
    }
  }
  return {};
}

Text heading(Event event) {
  constexpr std::array<std::pair<const char*, const char*>, event_names.size()> words{
      {{"Levers and shocks begin", "Leviers et chocs qui commencent"},
       {"Levers and shocks end", "Leviers et chocs qui cessent"},
       {"Municipal elections", "Élections municipales"},
       {"New holders of offices", "Nouveaux titulaires"},
       {"Newcomers", "Nouveaux venus"},
       {"Facilitators replaced", "Tiers remplacés"},
       {"Dialogue spaces held", "Espaces de dialogue tenus"},
       {"Introductions by a facilitator", "Présentations par un tiers"},
       {"Pairs worked with by a facilitator", "Binômes réunis par un tiers"},
       {"Calls for tenders", "Appels d’offres"},
       {"Projects started", "Projets lancés"},
       {"Projects that succeeded", "Projets réussis"},
       {"Projects that failed", "Projets manqués"},
       {"Ruptures", "Ruptures"},
       {"Other new relations", "Autres relations nouvelles"},
       {"Relations that ended", "Relations terminées"},
       {"Relations that changed type", "Relations qui changent de type"}}};
  const auto& [en, fr] = words[static_cast<std::size_t>(event)];
  return {en, fr};
}

Mechanism mechanism(std::string_view phase) {
  for (const PhaseWords& w : phase_words)
    if (w.phase == phase) return {both(w.en, w.fr), both(w.meaning_en, w.meaning_fr)};
  if (const Named* words = words_of_phase(phase)) return {capital(both(words->en, words->fr)), {}};
  return {both(phase, phase), {}};
}

Text column_name(std::string_view column) {
  for (const ColumnWords& w : column_words)
    if (w.column == column) return both(w.en, w.fr);
  if (const Named* words = words_of_column(column)) return both(words->en, words->fr);
  return both(column, column);
}

}  // namespace entremise::why
