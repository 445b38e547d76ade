#include "models/territory/description/month_description.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "models/territory/month.hpp"
#include "sim/engine/relation_batch.hpp"

namespace entremise::territory {

namespace {

template <class... Cs>
std::vector<std::string_view> names_of(Columns<Cs...>) {
  return {Cs::name...};
}

template <class Phase>
inline constexpr Scope scope_of = Scope::territory;
template <Name N, class A, class K, unsigned B>
inline constexpr Scope scope_of<ActorPhase<N, A, K, B>> = Scope::offices;
template <Name N, class A, class K, class G, unsigned B>
inline constexpr Scope scope_of<RelationPhase<N, A, K, G, B>> = Scope::relations;
template <Name N, class A, class K>
inline constexpr Scope scope_of<RelationBatchPhase<N, A, K>> = Scope::relations;
template <Name N, class A, class K>
inline constexpr Scope scope_of<RemovalPhase<N, A, K>> = Scope::relations;

template <class Phase>
inline constexpr bool makes_or_ends_relations = false;
template <Name N, class A, class K>
inline constexpr bool makes_or_ends_relations<RemovalPhase<N, A, K>> = true;
template <Name N, class A, class K>
inline constexpr bool makes_or_ends_relations<SerialPhase<N, A, K>> =
    std::is_same_v<std::invoke_result_t<const K&, SerialView<A, World>>, Graph::Edit>;

template <class Phase>
PhaseDescription described() {
  using A = typename Phase::AccessType;
  return {Phase::name,
          scope_of<Phase>,
          names_of(typename A::Read{}),
          names_of(typename A::Written{}),
          names_of(typename A::Renewed{}),
          makes_or_ends_relations<Phase>};
}
template <class... Phases>
std::vector<PhaseDescription> described(const Schedule<Phases...>*) {
  return {described<Phases>()...};
}

template <class... Cs>
std::vector<ColumnDescription> described(Columns<Cs...>) {
  return {{Cs::name, Cs::per, Cs::unit, Cs::meaning}...};
}

template <std::size_t N>
const Named* find(const std::array<Named, N>& words, std::string_view name) noexcept {
  const auto at = std::find_if(words.begin(), words.end(), [name](const Named& one) { return one.name == name; });
  return at == words.end() ? nullptr : &*at;
}

constexpr std::array phase_words{
    Named{"new month", "new month", "nouveau mois"},
    Named{"turnover", "turnover and elections", "renouvellement et élections"},
    Named{"handover", "handover to successors", "passation aux successeurs"},
    Named{"newcomers", "newcomers (enlargement)", "nouveaux venus (élargissement)"},
    Named{"forgetting", "forgetting; trust from evidence", "oubli ; confiance tirée des preuves"},
    Named{"calls for tenders", "calls for tenders", "appels d'offres"},
    Named{"commissioning reform", "commissioning reform", "réforme de la commande publique"},
    Named{"scandal", "scandal", "scandale"},
    Named{"training", "training", "formation"},
    Named{"diagnosis", "shared diagnosis", "diagnostic partagé"},
    Named{"dissolution", "young ties come undone", "liens récents qui se défont"},
    Named{"facilitator turnover", "facilitators: turnover, neutrality", "tiers : relève, neutralité"},
    Named{"invitations", "invitations to dialogue spaces", "invitations aux espaces"},
    Named{"facilitator choices", "facilitators choose pairs", "choix des binômes par les tiers"},
    Named{"pilot projects", "pilot projects start", "lancement de projets pilotes"},
    Named{"project starts", "projects start", "lancement de projets"},
    Named{"new relations", "new relations", "nouvelles relations"},
    Named{"new ties", "their first values", "leurs premières valeurs"},
    Named{"embedding", "shared contacts counted", "décompte des contacts communs"},
    Named{"dialogue spaces", "dialogue spaces", "espaces de dialogue"},
    Named{"facilitated encounters", "facilitated encounters", "rencontres facilitées"},
    Named{"gossip", "what third parties say", "ce que disent les tiers"},
    Named{"encounters", "everyday encounters", "rencontres ordinaires"},
    Named{"influence", "influence on the issues", "influence sur les sujets"},
    Named{"project rounds", "project rounds and their value", "étapes de projets et leur valeur"},
    Named{"word of mouth", "stories, one step away", "récits, à un pas"},
    Named{"word passed on", "stories, two steps away", "récits, à deux pas"},
    Named{"engagement", "engagement", "engagement"},
    Named{"ruptures", "ruptures", "ruptures"},
    Named{"costs", "hours of the levers", "heures des leviers"},
    Named{"relation types", "trust, then type of relation", "confiance, puis type de relation"},
};

constexpr std::array column_words{
    Named{"actor_type", "type of actor", "type d'acteur"},
    Named{"organisation", "organisation", "organisation"},
    Named{"role", "role", "rôle"},
    Named{"family", "family", "famille de l'ESS"},
    Named{"issues", "positions x", "positions x"},
    Named{"office_issues", "office's positions x⁰", "positions x⁰ de la fonction"},
    Named{"training", "training s", "formation s"},
    Named{"tenure", "tenure", "ancienneté"},
    Named{"arrived", "new holder", "nouveau titulaire"},
    Named{"present", "present", "présence"},
    Named{"minds_control", "minds control", "supporte mal le contrôle"},
    Named{"preparation", "preparation", "préparation"},
    Named{"engagement", "engagement E", "engagement E"},
    Named{"benefit", "benefit", "bénéfice"},
    Named{"story", "story to tell", "récit à raconter"},
    Named{"project", "project it leads", "projet qu'elle mène"},
    Named{"contact_rate", "contact rate λ", "fréquence de contact λ"},
    Named{"control", "control u", "contrôle u"},
    Named{"tender", "tender exposure q", "part de commande q"},
    Named{"tension", "tension R", "tension R"},
    Named{"shared_contacts", "shared contacts", "contacts communs"},
    Named{"silence", "months of silence", "mois de silence"},
    Named{"institutional", "institutional", "institutionnelle"},
    Named{"relation_type", "type of relation", "type de relation"},
    Named{"former_relation_type", "type a month ago", "type un mois avant"},
    Named{"candidate_type", "type it is drawn to", "type qui l'attire"},
    Named{"surfaced", "surfaced o", "mis au jour o"},
    Named{"worked", "worked through ω", "travaillé ω"},
    Named{"cooldown", "cooldown", "mois d'évitement"},
    Named{"ruptured", "broke this month", "rompue ce mois"},
    Named{"dialogue", "months since dialogue", "mois depuis un dialogue"},
    Named{"interconnaissance", "interconnaissance I", "interconnaissance I"},
    Named{"evidence_for", "evidence for r", "preuves pour r"},
    Named{"evidence_against", "evidence against s", "preuves contre s"},
    Named{"trust", "trust T", "confiance T"},
    Named{"delivery", "month's delivery", "contribution du mois"},
    Named{"candid", "candid", "franchise F"},
    Named{"interventions", "interventions", "interventions"},
    Named{"facilitator_knowledge", "facilitator's knowledge K", "connaissance K du tiers"},
    Named{"facilitator_neutrality", "perceived neutrality ν", "neutralité perçue ν"},
    Named{"facilitator_standing", "facilitator's standing", "crédit du tiers"},
    Named{"facilitator_attention", "facilitator's attention", "attention du tiers"},
    Named{"conversations", "conversations", "échanges"},
    Named{"gatherings", "dialogue spaces", "espaces de dialogue"},
    Named{"enlargement_progress", "enlargement", "élargissement"},
    Named{"ledger", "the month's book", "livre du mois"},
    Named{relations_themselves, "the relations themselves", "les relations elles-mêmes"},
};

}  // namespace

std::vector<PhaseDescription> describe_month() {
  using Month = decltype(month_of(std::declval<const Parameters&>(), std::declval<const Cast&>()));
  return described(static_cast<const Month*>(nullptr));
}

std::vector<ColumnDescription> describe_state() {
  return described(World::AllColumns{});
}

const std::vector<PartOfMonth>& parts_of_month() {
  static const std::vector<PartOfMonth> parts{
      {"new month", "Persons change", "Les personnes changent"},
      {"forgetting", "Time passes", "Le temps passe"},
      {"calls for tenders", "What befalls, what is reformed", "Ce qui survient, ce qui se réforme"},
      {"dissolution", "The month is prepared", "Le mois se prépare"},
      {"dialogue spaces", "They meet", "On se rencontre"},
      {"project rounds", "They work", "On travaille"},
      {"ruptures", "The month closes", "Le mois se ferme"}};
  return parts;
}

const Named* words_of_phase(std::string_view name) noexcept {
  return find(phase_words, name);
}

const Named* words_of_column(std::string_view name) noexcept {
  return find(column_words, name);
}

}  // namespace entremise::territory
