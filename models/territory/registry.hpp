#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// \file
/// The one registry of parameters of the territory model. Reading of scenarios, `explain`, the JSON Schema, the
/// studio's forms, sampling of designs and the parameter table of the documentation all come from the tables of this
/// file.

namespace entremise::territory {

/// How well a value is supported. It speaks of the number itself; where only the direction or the form of an effect is
/// known from elsewhere, the value remains an assumption and `source` says what is known.
enum class Evidence : std::uint8_t {
  published,   ///< stands in a source that was read
  literature,  ///< standard citation, not checked against the text
  derived,     ///< computed from published figures
  assumption   ///< chosen; needs sensitivity analysis
};

/// What a value is. All are held as numbers: switches as 0 or 1, choices as the position among `choices`.
enum class Kind : std::uint8_t { real, integer, boolean, choice };

/// How sensitivity designs draw a value from its plausible range; `fixed` ones stay at their default.
enum class Sampling : std::uint8_t { uniform, log_uniform, fixed };

/// A closed range.
struct Range {
  double low, high;
  [[nodiscard]] constexpr bool contains(double x) const noexcept { return low <= x && x <= high; }
};

/// One parameter, or one field of a lever.
struct Parameter {
  std::string_view key;        ///< section.name as scenarios write it
  std::string_view symbol;     ///< as the equations of the documentation write it
  std::string_view unit;       ///< one of `units`
  double initial;              ///< default
  Range valid;                 ///< outside: an error
  Range plausible;             ///< outside: a warning; what designs sample from
  std::string_view mechanism;  ///< one of `mechanisms`
  Evidence evidence;
  std::string_view source;  ///< where the number comes from, or "assumption" and why this value
  std::string_view en, fr;  ///< what it means, one sentence
  Kind kind = Kind::real;
  Sampling sampling = Sampling::uniform;
  std::string_view choices = {};  ///< "a|b|c" for Kind::choice
};

/// A name with its texts in English and French.
struct Named {
  std::string_view name, en, fr;
};

/// Every unit that the registry uses.
inline constexpr std::array units{
    Named{"1", "from 0 to 1", "de 0 à 1"},
    Named{"1/month", "per month", "par mois"},
    Named{"choice", "choice", "choix"},
    Named{"encounters/month", "encounters per month", "rencontres par mois"},
    Named{"events", "events", "événements"},
    Named{"facilitators", "facilitators", "tiers facilitateurs"},
    Named{"interventions/month", "interventions per month", "interventions par mois"},
    Named{"logit", "log-odds", "logit"},
    Named{"months", "months", "mois"},
    Named{"offices", "offices", "fonctions"},
    Named{"organisations", "organisations", "organisations"},
    Named{"position", "position from −1 to 1", "position de −1 à 1"},
    Named{"probability", "probability", "probabilité"},
    Named{"ratio", "ratio", "rapport"},
    Named{"share", "share", "part"},
    Named{"share/encounter", "share per encounter", "part par rencontre"},
    Named{"share/intervention", "share per intervention", "part par intervention"},
    Named{"share/month", "share per month", "part par mois"},
    Named{"switch", "on or off", "oui ou non"},
    Named{"tension", "tension from 0 to 1", "tension de 0 à 1"},
    Named{"tension/activity", "tension per activity", "tension par activité"},
    Named{"weight", "weight", "poids"},
};

/// The mechanisms that parameters belong to, in the order of the documentation.
inline constexpr std::array mechanisms{
    Named{"territory", "Territory and actors", "Territoire et acteurs"},
    Named{"network", "Contacts", "Contacts"},
    Named{"issues", "Positions on issues", "Positions sur les sujets"},
    Named{"contracts", "Tenders and control", "Commande publique et contrôle"},
    Named{"trust", "Trust", "Confiance"},
    Named{"gossip", "Reputation", "Réputation"},
    Named{"interconnaissance", "Mutual knowledge", "Interconnaissance"},
    Named{"candour", "Candour", "Franchise"},
    Named{"encounters", "Encounters", "Rencontres"},
    Named{"activity", "Joint activities", "Activités communes"},
    Named{"tension", "Tension", "Tension"},
    Named{"turnover", "Turnover and elections", "Renouvellement et élections"},
    Named{"facilitation", "Facilitation", "Tiers facilitateur"},
    Named{"relation_types", "Types of relation", "Types de relation"},
    Named{"mechanisms", "Switches", "Interrupteurs"},
};

// clang-format off
/// Every parameter. The rows of a matrix stand one behind the other (row = who trusts or knows, column = whom), in the
/// order elected_official, local_officer, social_economy_actor, state_officer.
inline constexpr auto registry = std::to_array<Parameter>({
    // Who takes part: offices of each type, the organisations they belong to.
    {"territory.population.elected_official", "N_E", "offices", 28, {0, 1000000}, {6, 120},
     "territory", Evidence::assumption, "assumption: active participants in an agglomeration of about 80 000 "
                                        "inhabitants, not all actors",
     "How many elected officials take part; offices, which outlive those who hold them.",
     "Nombre d'élus qui prennent part : des fonctions, qui survivent à ceux qui les occupent.",
     Kind::integer, Sampling::fixed},
    {"territory.population.local_officer", "N_A", "offices", 30, {0, 1000000}, {6, 200},
     "territory", Evidence::assumption, "assumption: active participants in an agglomeration of about 80 000 "
                                        "inhabitants, not all actors",
     "How many local officers take part; offices, which outlive those who hold them.",
     "Nombre d'agents de collectivité qui prennent part : des fonctions, qui survivent à ceux qui les occupent.",
     Kind::integer, Sampling::fixed},
    {"territory.population.social_economy_actor", "N_S", "offices", 50, {0, 1000000}, {6, 300},
     "territory", Evidence::assumption, "assumption: active participants in an agglomeration of about 80 000 "
                                        "inhabitants, not all actors",
     "How many social economy actors take part; offices, which outlive those who hold them.",
     "Nombre d'acteurs de l'ESS qui prennent part : des fonctions, qui survivent à ceux qui les occupent.",
     Kind::integer, Sampling::fixed},
    {"territory.population.state_officer", "N_G", "offices", 12, {0, 1000000}, {2, 80},
     "territory", Evidence::assumption, "assumption: active participants in an agglomeration of about 80 000 "
                                        "inhabitants, not all actors",
     "How many State officers take part; offices, which outlive those who hold them.",
     "Nombre d'agents de l'État qui prennent part : des fonctions, qui survivent à ceux qui les occupent.",
     Kind::integer, Sampling::fixed},
    {"territory.authorities", "n_c", "organisations", 9, {1, 1000000}, {1, 40},
     "territory", Evidence::assumption, "assumption: the intercommunal body and some of its municipalities; a mean one "
                                        "has 28 (DGCL 2024, maire-info), few are active",
     "Among how many local authorities the elected officials and local officers are spread.",
     "Entre combien de collectivités les élus et leurs agents se répartissent.",
     Kind::integer, Sampling::fixed},
    {"territory.families.association", "w_f", "weight", 0.781, {0, 1}, {0.631, 0.931},
     "territory", Evidence::published, "Avise 2022: 120 749 of 154 679 employers",
     "Weight of associations when a social economy organisation's family is drawn.",
     "Poids des associations dans le tirage de la famille d'une structure de l'ESS.",
     Kind::real, Sampling::fixed},
    {"territory.families.cooperative", "w_f", "weight", 0.154, {0, 1}, {0.004, 0.304},
     "territory", Evidence::published, "Avise 2022: 23 880 employers",
     "Weight of cooperatives when a social economy organisation's family is drawn.",
     "Poids des coopératives dans le tirage de la famille d'une structure de l'ESS.",
     Kind::real, Sampling::fixed},
    {"territory.families.mutual", "w_f", "weight", 0.047, {0, 1}, {0, 0.197},
     "territory", Evidence::published, "Avise 2022: 7 329 employers",
     "Weight of mutual societies when a social economy organisation's family is drawn.",
     "Poids des mutuelles dans le tirage de la famille d'une structure de l'ESS.",
     Kind::real, Sampling::fixed},
    {"territory.families.foundation", "w_f", "weight", 0.005, {0, 1}, {0, 0.155},
     "territory", Evidence::published, "Avise 2022: 721 employers",
     "Weight of foundations when a social economy organisation's family is drawn.",
     "Poids des fondations dans le tirage de la famille d'une structure de l'ESS.",
     Kind::real, Sampling::fixed},
    {"territory.families.company", "w_f", "weight", 0.003, {0, 1}, {0, 0.153},
     "territory", Evidence::published, "Atlas of the social economy, after Carenews: about 500 companies",
     "Weight of commercial companies of the social economy when a social economy organisation's family is drawn.",
     "Poids des sociétés commerciales de l'ESS dans le tirage de la famille d'une structure de l'ESS.",
     Kind::real, Sampling::fixed},
    {"territory.bicephalous", "b", "share", 0.8, {0, 1}, {0.4, 1},
     "territory", Evidence::assumption, "assumption: associations that take part mostly employ; each then has a "
                                        "volunteer president and a salaried director",
     "Share of the participating associations with both a volunteer president and a salaried director.",
     "Part des associations participantes qui ont à la fois un président bénévole et une direction salariée."},

    // Who meets whom: a stochastic block model of lasting ties between offices.
    {"network.same_type", "p_same", "probability", 0.35, {0, 1}, {0.2, 0.65},
     "network", Evidence::assumption, "assumption for the level; its ratio to different_type, 1.94, is that of the "
                                      "chemnet policy network, 1.93 (Leifeld & Schneider 2012, computed)",
     "Probability that two offices of the same type are tied.",
     "Probabilité que deux fonctions du même type soient liées."},
    {"network.different_type", "p_diff", "probability", 0.18, {0, 1}, {0.08, 0.35},
     "network", Evidence::assumption, "assumption for the level; see network.same_type for the ratio",
     "Probability that two offices of different types are tied.",
     "Probabilité que deux fonctions de types différents soient liées."},
    {"network.rate", "λ_tie", "encounters/month", 0.5, {0, 1}, {0.1, 1},
     "network", Evidence::assumption, "assumption, no measure found; near it, ten one-day workshops in two years are "
                                      "0.42 a month (Fonda and RNMA 2022–2025)",
     "Encounters a month along a tie between two organisations.",
     "Rencontres par mois sur un lien entre deux organisations.",
     Kind::real, Sampling::log_uniform},
    {"network.organisation_rate", "λ_org", "encounters/month", 1, {0, 1}, {0.25, 1},
     "network", Evidence::assumption, "assumption: twice as often as between organisations",
     "Encounters a month between two offices of one organisation.",
     "Rencontres par mois entre deux fonctions d'une même organisation.",
     Kind::real, Sampling::log_uniform},
    {"network.control_rate", "λ_u", "encounters/month", 0.1, {0, 1}, {0, 0.5},
     "network", Evidence::assumption, "assumption: reporting meetings",
     "Encounters a month added to a tie under close control (control above 0.5).",
     "Rencontres mensuelles ajoutées à un lien étroitement contrôlé (contrôle supérieur à 0,5)."},

    // What each stands for: positions on four issues, made of type, organisation and person.
    {"issues.type_spread", "σ_k", "position", 0.35, {0, 2}, {0.1, 0.7},
     "issues", Evidence::assumption, "assumption: types differ more than the members of a type",
     "Standard deviation of the mean positions of the types of actors.",
     "Écart-type des positions moyennes des types d'acteurs."},
    {"issues.organisation_spread", "σ_o", "position", 0.2, {0, 2}, {0.05, 0.5},
     "issues", Evidence::assumption, "assumption: no measure found",
     "Standard deviation of the positions of organisations around their type.",
     "Écart-type des positions des organisations autour de leur type."},
    {"issues.person_spread", "σ_i", "position", 0.2, {0, 2}, {0.05, 0.5},
     "issues", Evidence::assumption, "assumption: no measure found",
     "Standard deviation of the positions of persons around their organisation.",
     "Écart-type des positions des personnes autour de leur organisation."},

    // What money does to a relation: tenders and delegated missions between the social economy and public bodies.
    {"contracts.tender_share", "q̄", "share", 0.5, {0, 1}, {0.2, 0.8},
     "contracts", Evidence::derived, "from subsidies at 24% and public orders at 17–25% of association budgets, "
                                     "hence 51% of public money by order in 2011 (ASH)",
     "Share of the ties between social economy and public offices that are mostly funded by tender.",
     "Part des liens entre ESS et puissance publique financés surtout par la commande publique."},
    {"contracts.control_share", "ū", "share", 0.3, {0, 1}, {0.1, 0.6},
     "contracts", Evidence::assumption, "assumption, no measure found; 44% of local authorities say they intervene "
                                        "strongly in the missions of associations (barometer 2013, Cap rural)",
     "Share of the ties between social economy and public offices under close control (delegated missions).",
     "Part des liens entre ESS et puissance publique étroitement contrôlés (missions déléguées)."},

    // Trust: evidence for and against, weighed with a base rate. Row = who trusts, column = whom.
    {"trust.prior_weight", "W", "events", 2, {0.01, 1000}, {1, 5},
     "trust", Evidence::published, "Jøsang & Ismail 2002: non-informative Beta prior",
     "How many events the base rate weighs as much as.",
     "Nombre d'événements auquel équivaut le poids de la confiance de base."},
    {"trust.base_rate.elected_official.elected_official", "a_EE", "probability", 0.6, {0, 1}, {0.45, 0.75},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far an elected official trusts another elected official before any experience of them.",
     "Confiance qu'un élu accorde à un autre élu avant toute expérience."},
    {"trust.base_rate.elected_official.local_officer", "a_EA", "probability", 0.6, {0, 1}, {0.45, 0.75},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far an elected official trusts a local officer before any experience of them.",
     "Confiance qu'un élu accorde à un agent de collectivité avant toute expérience."},
    {"trust.base_rate.elected_official.social_economy_actor", "a_ES", "probability", 0.5, {0, 1}, {0.35, 0.65},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far an elected official trusts a social economy actor before any experience of them.",
     "Confiance qu'un élu accorde à un acteur de l'ESS avant toute expérience."},
    {"trust.base_rate.elected_official.state_officer", "a_EG", "probability", 0.45, {0, 1}, {0.3, 0.6},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far an elected official trusts a State officer before any experience of them.",
     "Confiance qu'un élu accorde à un agent de l'État avant toute expérience."},
    {"trust.base_rate.local_officer.elected_official", "a_AE", "probability", 0.55, {0, 1}, {0.4, 0.7},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a local officer trusts an elected official before any experience of them.",
     "Confiance qu'un agent de collectivité accorde à un élu avant toute expérience."},
    {"trust.base_rate.local_officer.local_officer", "a_AA", "probability", 0.6, {0, 1}, {0.45, 0.75},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a local officer trusts another local officer before any experience of them.",
     "Confiance qu'un agent de collectivité accorde à un autre agent de collectivité avant toute expérience."},
    {"trust.base_rate.local_officer.social_economy_actor", "a_AS", "probability", 0.5, {0, 1}, {0.35, 0.65},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a local officer trusts a social economy actor before any experience of them.",
     "Confiance qu'un agent de collectivité accorde à un acteur de l'ESS avant toute expérience."},
    {"trust.base_rate.local_officer.state_officer", "a_AG", "probability", 0.5, {0, 1}, {0.35, 0.65},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a local officer trusts a State officer before any experience of them.",
     "Confiance qu'un agent de collectivité accorde à un agent de l'État avant toute expérience."},
    {"trust.base_rate.social_economy_actor.elected_official", "a_SE", "probability", 0.55, {0, 1}, {0.4, 0.7},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a social economy actor trusts an elected official before any experience of them.",
     "Confiance qu'un acteur de l'ESS accorde à un élu avant toute expérience."},
    {"trust.base_rate.social_economy_actor.local_officer", "a_SA", "probability", 0.45, {0, 1}, {0.3, 0.6},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a social economy actor trusts a local officer before any experience of them.",
     "Confiance qu'un acteur de l'ESS accorde à un agent de collectivité avant toute expérience."},
    {"trust.base_rate.social_economy_actor.social_economy_actor", "a_SS", "probability", 0.6, {0, 1}, {0.45, 0.75},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a social economy actor trusts another social economy actor before any experience of them.",
     "Confiance qu'un acteur de l'ESS accorde à un autre acteur de l'ESS avant toute expérience."},
    {"trust.base_rate.social_economy_actor.state_officer", "a_SG", "probability", 0.4, {0, 1}, {0.25, 0.55},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a social economy actor trusts a State officer before any experience of them.",
     "Confiance qu'un acteur de l'ESS accorde à un agent de l'État avant toute expérience."},
    {"trust.base_rate.state_officer.elected_official", "a_GE", "probability", 0.5, {0, 1}, {0.35, 0.65},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a State officer trusts an elected official before any experience of them.",
     "Confiance qu'un agent de l'État accorde à un élu avant toute expérience."},
    {"trust.base_rate.state_officer.local_officer", "a_GA", "probability", 0.55, {0, 1}, {0.4, 0.7},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a State officer trusts a local officer before any experience of them.",
     "Confiance qu'un agent de l'État accorde à un agent de collectivité avant toute expérience."},
    {"trust.base_rate.state_officer.social_economy_actor", "a_GS", "probability", 0.45, {0, 1}, {0.3, 0.6},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a State officer trusts a social economy actor before any experience of them.",
     "Confiance qu'un agent de l'État accorde à un acteur de l'ESS avant toute expérience."},
    {"trust.base_rate.state_officer.state_officer", "a_GG", "probability", 0.6, {0, 1}, {0.45, 0.75},
     "trust", Evidence::assumption, "assumption for the level; order after trust in institutions: mayor 60 %, "
                                    "government 17% (Cevipof)",
     "How far a State officer trusts another State officer before any experience of them.",
     "Confiance qu'un agent de l'État accorde à un autre agent de l'État avant toute expérience."},
    {"trust.memory", "λ_f", "share/month", 0.986, {0, 1}, {0.96, 0.995},
     "trust", Evidence::assumption, "assumption: 1 − 1/72, a memory as long as one municipal term",
     "Share of the evidence about a partner that is kept from one month to the next.",
     "Part des preuves accumulées sur un partenaire qui reste d'un mois au suivant."},
    {"trust.negativity", "κ", "ratio", 3, {0, 100}, {1, 6},
     "trust", Evidence::assumption, "assumption within the asymmetry of Slovic 1993; contested (Poortinga & Pidgeon "
                                    "2004), so that the range includes 1",
     "How much more a defection weighs than a delivery.",
     "Combien une défection pèse de plus qu'un engagement tenu.",
     Kind::real, Sampling::log_uniform},
    {"trust.delivered", "w_C", "events", 1, {0, 100}, {0.5, 2},
     "trust", Evidence::assumption, "assumption: the unit in which evidence is counted",
     "Evidence for a partner who delivered.",
     "Preuve en faveur d'un partenaire qui a tenu son engagement.",
     Kind::real, Sampling::fixed},
    {"trust.excused", "w_x", "events", 0, {0, 100}, {0, 0.3},
     "trust", Evidence::assumption, "assumption: an excused failure neither builds nor costs trust",
     "Evidence for a partner who failed because of a constraint that was understood.",
     "Preuve en faveur d'un partenaire empêché par une contrainte que l'on a comprise."},
    {"trust.candour", "w_F", "events", 0.3, {0, 100}, {0.1, 0.6},
     "trust", Evidence::literature, "Collins & Miller 1994, disclosure and liking, d about 0.28 (standard citation, "
                                    "not checked)",
     "Evidence for a partner who spoke candidly.",
     "Preuve en faveur d'un partenaire qui a parlé avec franchise."},
    {"trust.contact", "w_c", "events", 0.05, {0, 100}, {0, 0.2},
     "trust", Evidence::assumption, "assumption, no measure found; direction from contact theory (Pettigrew & Tropp "
                                    "2006)",
     "Evidence for a partner met in full safety; less in proportion where safety is lower.",
     "Preuve en faveur d'un partenaire rencontré en toute sécurité ; moindre à proportion si la sécurité est plus "
     "faible."},
    {"trust.detection", "p_det", "probability", 0.9, {0, 1}, {0.6, 1},
     "trust", Evidence::assumption, "assumption: no measure found",
     "Probability that a defection or an unexcused failure is noticed.",
     "Probabilité qu'une défection ou un manquement non excusé soit remarqué."},
    {"trust.role_share", "φ_T", "share", 0.2, {0, 1}, {0, 0.6},
     "trust", Evidence::assumption, "assumption: below what passes of knowledge, since trust is in persons",
     "Share of the evidence about the former holder of an office that passes to the new one.",
     "Part des preuves sur l'ancien titulaire d'une fonction qui passe au nouveau."},

    // Gossip: what common contacts say, which amplifies trust and distrust alike.
    {"gossip.rate", "π_g", "1/month", 0.1, {0, 1}, {0.02, 0.3},
     "gossip", Evidence::assumption, "assumption: no measure found",
     "Probability a month that a common contact speaks of the partner.",
     "Probabilité mensuelle qu'un contact commun parle du partenaire."},
    {"gossip.weight", "w_g", "events", 0.2, {0, 100}, {0, 0.5},
     "gossip", Evidence::assumption, "assumption, no measure found; network learning is consistently found (Buskens & "
                                     "Raub)",
     "Evidence that one such word carries.",
     "Preuve qu'apporte une telle parole."},
    {"gossip.amplification", "ζ", "1", 0.5, {0, 1}, {0, 1},
     "gossip", Evidence::assumption, "assumption for the size; direction from Burt & Knez 1995; 0 is unbiased learning",
     "How much more a word weighs that agrees with what one feels already.",
     "De combien pèse davantage une parole qui confirme ce que l'on ressent déjà."},

    // Interconnaissance: the chance of reading a partner's failure rightly. Row = who knows, column = whom.
    {"interconnaissance.learning", "g", "share/encounter", 0.12, {0, 1}, {0.05, 0.25},
     "interconnaissance", Evidence::derived, "a prefect needs 12–18 months to understand people (Senate hearing); "
                                             "chemnet gives 0.22 per forum, an upper bound; 10 workshops in 2 years "
                                             "(Fonda)",
     "Share of what was still unknown about a partner's constraints that one candid encounter teaches.",
     "Part de ce que l'on ignorait des contraintes d'un partenaire qu'une rencontre franche apprend."},
    {"interconnaissance.reticent", "ρ", "share", 0.35, {0, 1}, {0.1, 0.6},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What an encounter without candour teaches, as a share of a candid one.",
     "Ce qu'apprend une rencontre sans franchise, en part d'une rencontre franche."},
    {"interconnaissance.decay", "δ_I", "share/month", 0.012, {0, 1}, {0.005, 0.17},
     "interconnaissance", Evidence::assumption, "assumption: half-life of 58 months; upper end of the range from Burt "
                                                "2002 on bridge decay among bankers",
     "Share of knowledge of a partner lost each month.",
     "Part de la connaissance d'un partenaire perdue chaque mois.",
     Kind::real, Sampling::log_uniform},
    {"interconnaissance.neglect_months", "n_I", "months", 3, {0, 1200}, {1, 12},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "Months without an encounter after which knowledge fades faster.",
     "Mois sans rencontre après lesquels la connaissance s'efface plus vite.",
     Kind::integer},
    {"interconnaissance.neglect_factor", "k_I", "ratio", 2, {0, 100}, {1, 4},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "How many times faster knowledge of a neglected partner fades.",
     "Combien de fois plus vite s'efface la connaissance d'un partenaire négligé."},
    {"interconnaissance.embedding", "ψ", "share", 0.6, {0, 1}, {0, 0.9},
     "interconnaissance", Evidence::assumption, "assumption for the size; embedding slows decay in Burt 2002",
     "How far common contacts protect knowledge from fading.",
     "À quel point les contacts communs protègent la connaissance de l'oubli."},
    {"interconnaissance.role_share", "φ_role", "share", 0.4, {0, 1}, {0, 0.8},
     "interconnaissance", Evidence::assumption, "assumption: others still know the constraints of the office",
     "Share of what is known about an office that stays when its holder changes.",
     "Part de ce que l'on sait d'une fonction qui demeure quand son titulaire change."},
    {"interconnaissance.memory", "m", "share", 0.1, {0, 1}, {0, 0.6},
     "interconnaissance", Evidence::assumption, "assumption: little is written down; handover files and charters raise "
                                                "it",
     "Share of what a leaving person knew of others that the successor inherits.",
     "Part de ce qu'une personne savait des autres dont hérite celle qui lui succède."},
    {"interconnaissance.initial.elected_official.elected_official", "I0_EE", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What an elected official knows of the constraints of another elected official at the start, on average.",
     "Ce qu'un élu connaît au départ des contraintes d'un autre élu, en moyenne."},
    {"interconnaissance.initial.elected_official.local_officer", "I0_EA", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What an elected official knows of the constraints of a local officer at the start, on average.",
     "Ce qu'un élu connaît au départ des contraintes d'un agent de collectivité, en moyenne."},
    {"interconnaissance.initial.elected_official.social_economy_actor", "I0_ES",
     "probability", 0.51, {0, 1}, {0.31, 0.71},
     "interconnaissance", Evidence::derived, "51% of associations judge their role well identified by local elected "
                                             "officials (Recherches & Solidarités 2018, n = 4 210), read as starting "
                                             "knowledge",
     "What an elected official knows of the constraints of a social economy actor at the start, on average.",
     "Ce qu'un élu connaît au départ des contraintes d'un acteur de l'ESS, en moyenne."},
    {"interconnaissance.initial.elected_official.state_officer", "I0_EG", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What an elected official knows of the constraints of a State officer at the start, on average.",
     "Ce qu'un élu connaît au départ des contraintes d'un agent de l'État, en moyenne."},
    {"interconnaissance.initial.local_officer.elected_official", "I0_AE", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a local officer knows of the constraints of an elected official at the start, on average.",
     "Ce qu'un agent de collectivité connaît au départ des contraintes d'un élu, en moyenne."},
    {"interconnaissance.initial.local_officer.local_officer", "I0_AA", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a local officer knows of the constraints of another local officer at the start, on average.",
     "Ce qu'un agent de collectivité connaît au départ des contraintes d'un autre agent de collectivité, en moyenne."},
    {"interconnaissance.initial.local_officer.social_economy_actor", "I0_AS", "probability", 0.23, {0, 1}, {0.03, 0.43},
     "interconnaissance", Evidence::derived, "23% of associations judge their role well identified by heads of public "
                                             "services (Recherches & Solidarités 2018), read as starting knowledge",
     "What a local officer knows of the constraints of a social economy actor at the start, on average.",
     "Ce qu'un agent de collectivité connaît au départ des contraintes d'un acteur de l'ESS, en moyenne."},
    {"interconnaissance.initial.local_officer.state_officer", "I0_AG", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a local officer knows of the constraints of a State officer at the start, on average.",
     "Ce qu'un agent de collectivité connaît au départ des contraintes d'un agent de l'État, en moyenne."},
    {"interconnaissance.initial.social_economy_actor.elected_official", "I0_SE", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a social economy actor knows of the constraints of an elected official at the start, on average.",
     "Ce qu'un acteur de l'ESS connaît au départ des contraintes d'un élu, en moyenne."},
    {"interconnaissance.initial.social_economy_actor.local_officer", "I0_SA", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a social economy actor knows of the constraints of a local officer at the start, on average.",
     "Ce qu'un acteur de l'ESS connaît au départ des contraintes d'un agent de collectivité, en moyenne."},
    {"interconnaissance.initial.social_economy_actor.social_economy_actor", "I0_SS",
     "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a social economy actor knows of the constraints of another social economy actor at the start, on average.",
     "Ce qu'un acteur de l'ESS connaît au départ des contraintes d'un autre acteur de l'ESS, en moyenne."},
    {"interconnaissance.initial.social_economy_actor.state_officer", "I0_SG", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a social economy actor knows of the constraints of a State officer at the start, on average.",
     "Ce qu'un acteur de l'ESS connaît au départ des contraintes d'un agent de l'État, en moyenne."},
    {"interconnaissance.initial.state_officer.elected_official", "I0_GE", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a State officer knows of the constraints of an elected official at the start, on average.",
     "Ce qu'un agent de l'État connaît au départ des contraintes d'un élu, en moyenne."},
    {"interconnaissance.initial.state_officer.local_officer", "I0_GA", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a State officer knows of the constraints of a local officer at the start, on average.",
     "Ce qu'un agent de l'État connaît au départ des contraintes d'un agent de collectivité, en moyenne."},
    {"interconnaissance.initial.state_officer.social_economy_actor", "I0_GS", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a State officer knows of the constraints of a social economy actor at the start, on average.",
     "Ce qu'un agent de l'État connaît au départ des contraintes d'un acteur de l'ESS, en moyenne."},
    {"interconnaissance.initial.state_officer.state_officer", "I0_GG", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "What a State officer knows of the constraints of another State officer at the start, on average.",
     "Ce qu'un agent de l'État connaît au départ des contraintes d'un autre agent de l'État, en moyenne."},
    {"interconnaissance.initial_spread", "s_I", "probability", 0.15, {0, 1}, {0, 0.3},
     "interconnaissance", Evidence::assumption, "assumption: no measure found",
     "Half-width of the uniform spread of starting knowledge around its mean.",
     "Demi-largeur de la dispersion uniforme de la connaissance de départ autour de sa moyenne."},

    // Candour: the chance of speaking openly, a logistic function; and what it may cost.
    {"candour.constant", "φ0", "logit", -3, {-20, 20}, {-4, -1},
     "candour", Evidence::assumption, "assumption: 0.29 in an ordinary bilateral meeting, 0.67 in a safe facilitated "
                                      "one (computed)",
     "Log-odds of speaking candidly without trust, safety or training.",
     "Logit de la franchise sans confiance, ni sécurité, ni formation."},
    {"candour.trust", "φ_T", "logit", 3, {-20, 20}, {1, 5},
     "candour", Evidence::assumption, "assumption, no measure found; direction from work on trust and open "
                                      "communication in five Norwegian networks (2019)",
     "How much trust in the listener adds to the log-odds of candour.",
     "Ce que la confiance en celui qui écoute ajoute au logit de la franchise."},
    {"candour.safety", "φ_P", "logit", 2, {-20, 20}, {0, 4},
     "candour", Evidence::assumption, "assumption, no measure found; direction from psychological safety (Frazier et "
                                      "al. 2017, 136 samples)",
     "How much the safety of the meeting adds to the log-odds of candour.",
     "Ce que la sécurité de la rencontre ajoute au logit de la franchise."},
    {"candour.control", "φ_u", "logit", 1, {-20, 20}, {0, 2},
     "candour", Evidence::assumption, "assumption: no measure found",
     "How much being controlled by the listener takes from the log-odds of candour.",
     "Ce que le contrôle exercé par celui qui écoute retire au logit de la franchise."},
    {"candour.training", "φ_s", "logit", 0.8, {-20, 20}, {0, 1.5},
     "candour", Evidence::assumption, "assumption: no measure found",
     "How much training in cooperation adds to the log-odds of candour.",
     "Ce que la formation à la coopération ajoute au logit de la franchise."},
    {"candour.exploitation", "e0", "probability", 0.15, {0, 1}, {0, 0.4},
     "candour", Evidence::assumption, "assumption: no measure found",
     "Probability that candour is exploited by a listener without trust, in no safety at all.",
     "Probabilité que la franchise soit exploitée par qui écoute sans confiance, hors de toute sécurité."},
    {"candour.exploitation_tension", "R_e", "tension", 0.05, {0, 1}, {0, 0.2},
     "candour", Evidence::assumption, "assumption: no measure found",
     "Tension that exploited candour adds to the relation.",
     "Tension qu'une franchise exploitée ajoute à la relation."},

    // Ordinary encounters between two.
    {"encounters.safety", "P0", "1", 0.3, {0, 1}, {0.15, 0.5},
     "encounters", Evidence::assumption, "assumption: no measure found",
     "Safety of an ordinary meeting between two, from 0 to 1.",
     "Sécurité d'une rencontre ordinaire à deux, de 0 à 1."},

    // Joint activities of a pair.
    {"activity.rate", "ν", "probability", 0.5, {0, 1}, {0.2, 1},
     "activity", Evidence::assumption, "assumption: every other meeting has something to be done by both",
     "Probability that an encounter carries a joint activity.",
     "Probabilité qu'une rencontre porte une activité commune."},
    {"activity.good_will", "p", "probability", 0.95, {0, 1}, {0.8, 1},
     "activity", Evidence::assumption, "assumption: failures come mostly from constraints, not from bad will",
     "Probability that a partner means to deliver.",
     "Probabilité qu'un partenaire ait l'intention de tenir son engagement."},
    {"activity.constraint.elected_official", "χ_E", "probability", 0.25, {0, 1}, {0.05, 0.4},
     "activity", Evidence::assumption, "assumption: no published rate found; to be elicited from practitioners",
     "Probability that a constraint (calendar, rule, exhaustion, election) keeps an elected official from delivering.",
     "Probabilité qu'une contrainte (calendrier, règle, épuisement, élection) empêche un élu de tenir son engagement."},
    {"activity.constraint.local_officer", "χ_A", "probability", 0.25, {0, 1}, {0.05, 0.4},
     "activity", Evidence::assumption, "assumption: no published rate found; to be elicited from practitioners",
     "Probability that a constraint (calendar, rule, exhaustion, election) keeps a local officer from delivering.",
     "Probabilité qu'une contrainte (calendrier, règle, épuisement, élection) empêche un agent de collectivité de "
     "tenir son engagement."},
    {"activity.constraint.social_economy_actor", "χ_S", "probability", 0.25, {0, 1}, {0.05, 0.4},
     "activity", Evidence::assumption, "assumption: no published rate found; to be elicited from practitioners",
     "Probability that a constraint (calendar, rule, exhaustion, election) keeps a social economy actor from "
     "delivering.",
     "Probabilité qu'une contrainte (calendrier, règle, épuisement, élection) empêche un acteur de l'ESS de tenir son "
     "engagement."},
    {"activity.constraint.state_officer", "χ_G", "probability", 0.25, {0, 1}, {0.05, 0.4},
     "activity", Evidence::assumption, "assumption: no published rate found; to be elicited from practitioners",
     "Probability that a constraint (calendar, rule, exhaustion, election) keeps a State officer from delivering.",
     "Probabilité qu'une contrainte (calendrier, règle, épuisement, élection) empêche un agent de l'État de tenir son "
     "engagement."},
    {"activity.accommodation", "η", "probability", 0.5, {0, 1}, {0, 0.8},
     "activity", Evidence::assumption, "assumption: the partners' ability to take each other's constraints into "
                                       "account",
     "Probability that partners who fully know a constraint adapt so that it does not prevent delivery.",
     "Probabilité que des partenaires qui connaissent pleinement une contrainte s'adaptent pour qu'elle n'empêche "
     "rien."},

    // Tension: what disagreement left unspoken does to a relation.
    {"tension.initial", "R0", "tension", 0.05, {0, 1}, {0, 0.2},
     "tension", Evidence::assumption, "assumption: no measure found",
     "Tension in every relation at the start, from 0 to 1.",
     "Tension de chaque relation au départ, de 0 à 1."},
    {"tension.latent", "ℓ_L", "tension/activity", 0.12, {0, 1}, {0.02, 0.25},
     "tension", Evidence::assumption, "assumption: gives about 1% of ruptures a year in trials of the equations; no "
                                      "measured rate found",
     "Tension that an activity adds in proportion to latent disagreement.",
     "Tension qu'ajoute une activité, à proportion du désaccord latent."},
    {"tension.relief", "ℓ_S", "tension/activity", 0.04, {0, 1}, {0, 0.1},
     "tension", Evidence::assumption, "assumption: no measure found",
     "Tension that a success takes away.",
     "Tension qu'un succès fait retomber."},
    {"tension.relaxation", "δ_R", "share/month", 0.04, {0, 1}, {0.02, 0.1},
     "tension", Evidence::assumption, "assumption: no measure found",
     "Share of the tension that fades each month.",
     "Part de la tension qui retombe chaque mois."},

    // Turnover: persons leave, offices stay.
    {"turnover.state", "h_G", "1/month", 0.041, {0, 1}, {0.0277, 0.042},
     "turnover", Evidence::published, "Cour des comptes 2014, référé 70412: prefects stayed 24.3 months in 2013",
     "Probability a month that a State officer moves.",
     "Probabilité mensuelle qu'un agent de l'État change de poste."},
    {"turnover.elected_background", "h_E", "1/month", 0.001, {0, 1}, {0, 0.005},
     "turnover", Evidence::assumption, "assumption: resignations and deaths between elections",
     "Probability a month that an elected official leaves between elections.",
     "Probabilité mensuelle qu'un élu quitte sa fonction entre deux élections."},
    {"turnover.elected_renewal", "p_E", "probability", 0.42, {0, 1}, {0.33, 0.55},
     "turnover", Evidence::derived, "between 33% of mayors not standing in 2020 (maire-info) and 44% new executives "
                                    "in towns above 40 000 in 2014 (CNFPT)",
     "Probability that an election replaces the holder of an elected office.",
     "Probabilité qu'une élection remplace le titulaire d'une fonction élective."},
    {"turnover.director_reelected", "p_D", "probability", 0.36, {0, 1}, {0.21, 0.51},
     "turnover", Evidence::derived, "CNFPT 2014, 209 towns: 75 of 117 chief executives stayed with the same mayor",
     "Probability that a director leaves after an election that kept the executive.",
     "Probabilité qu'une direction parte après une élection qui a reconduit l'exécutif."},
    {"turnover.director_changed", "p_D'", "probability", 0.74, {0, 1}, {0.59, 0.89},
     "turnover", Evidence::derived, "CNFPT 2014, 209 towns: 24 of 92 chief executives stayed with a new mayor",
     "Probability that a director leaves after an election that changed the executive.",
     "Probabilité qu'une direction parte après une élection qui a changé l'exécutif."},
    {"turnover.director_delay", "n_D", "months", 3, {0, 120}, {0, 12},
     "turnover", Evidence::assumption, "assumption: no measure found",
     "Months between an election and the departure of a director that follows from it.",
     "Mois entre une élection et le départ d'une direction qui en découle.",
     Kind::integer},
    {"turnover.officer", "h_A", "1/month", 0.007, {0, 1}, {0.004, 0.012},
     "turnover", Evidence::assumption, "assumption: 8% a year",
     "Probability a month that a local officer other than a director leaves.",
     "Probabilité mensuelle qu'un agent de collectivité hors direction parte."},
    {"turnover.manager", "h_S", "1/month", 0.01, {0, 1}, {0.005, 0.02},
     "turnover", Evidence::assumption, "assumption: no national figure found",
     "Probability a month that the salaried director of a social economy organisation leaves.",
     "Probabilité mensuelle que la direction salariée d'une structure de l'ESS parte."},
    {"turnover.president", "h_P", "1/month", 0.014, {0, 1}, {0.005, 0.02},
     "turnover", Evidence::assumption, "assumption: no national figure found",
     "Probability a month that the volunteer president of a social economy organisation leaves.",
     "Probabilité mensuelle que la présidence bénévole d'une structure de l'ESS change."},

    // Elections, which renew the executives of all authorities at once.
    {"elections.period", "t_p", "months", 72, {1, 1200}, {36, 84},
     "turnover", Evidence::literature, "French electoral code, article L227: municipal councillors are elected for six "
                                       "years (standard citation, not checked)",
     "Months between two elections.",
     "Mois entre deux élections.",
     Kind::integer, Sampling::fixed},
    {"elections.first", "t_e", "months", 36, {1, 1200}, {1, 72},
     "turnover", Evidence::assumption, "assumption: half a term from the start",
     "Month of the first election.",
     "Mois de la première élection.",
     Kind::integer, Sampling::fixed},
    {"elections.random_phase", "t_r", "switch", 0, {0, 1}, {0, 1},
     "turnover", Evidence::assumption, "assumption: one calendar for all replicates keeps them comparable",
     "Whether each replicate draws the month of its first election instead.",
     "Chaque réplication tire-t-elle plutôt le mois de sa première élection ?",
     Kind::boolean, Sampling::fixed},

    // Facilitation: how a third party chooses whom to bring together, and what it does to them.
    {"facilitation.knowledge_weight", "w_k", "weight", 1, {0, 100}, {0.5, 2},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Weight of mutual ignorance when a facilitator chooses a pair.",
     "Poids de l'ignorance mutuelle quand le tiers choisit un binôme."},
    {"facilitation.mediation_weight", "w_m", "weight", 1, {0, 100}, {0.5, 2},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Weight of tension when a facilitator chooses a pair.",
     "Poids de la tension quand le tiers choisit un binôme."},
    {"facilitation.same_type", "k_s", "ratio", 0.3, {0, 100}, {0.1, 1},
     "facilitation", Evidence::assumption, "assumption: a third party is there to bring different worlds together",
     "Weight of a pair of the same type against one of different types.",
     "Poids d'un binôme de même type par rapport à un binôme de types différents."},
    {"facilitation.tension_threshold", "R_m", "tension", 0.3, {0, 1}, {0.1, 0.5},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Tension above which mediation is needed.",
     "Tension au-delà de laquelle une médiation est utile."},
    {"facilitation.mediation", "k_m", "share", 0.5, {0, 1}, {0.2, 0.8},
     "facilitation", Evidence::assumption, "assumption, no measure found; gains of mediation are real but less durable "
                                           "(Beardsley 2008, on crises between states)",
     "Share of the tension that a fully skilled and neutral facilitator takes away in one mediation.",
     "Part de la tension qu'un tiers pleinement compétent et neutre apaise en une médiation."},
    {"facilitation.transfer", "τ", "events", 0.5, {0, 100}, {0, 1},
     "facilitation", Evidence::assumption, "assumption: no transferable number found; trust intermediaries in Coleman "
                                           "1990",
     "Evidence that both ends gain through a third party whom each trusts fully.",
     "Preuve que chacun gagne par un tiers auquel les deux se fient pleinement."},
    {"facilitation.safety", "P_f", "1", 0.3, {0, 1}, {0.1, 0.5},
     "facilitation", Evidence::assumption, "assumption: that of an ordinary meeting",
     "Safety of a facilitated meeting without skill or neutrality.",
     "Sécurité d'une rencontre facilitée sans compétence ni neutralité."},
    {"facilitation.safety_skill", "P_σ", "1", 0.6, {0, 1}, {0.3, 0.7},
     "facilitation", Evidence::assumption, "assumption: no transferable effect size found",
     "Safety that full skill and neutrality add to a facilitated meeting.",
     "Sécurité que compétence et neutralité entières ajoutent à une rencontre facilitée."},
    {"facilitation.tie_rate", "λ_f", "encounters/month", 0.3, {0, 1}, {0.1, 0.6},
     "facilitation", Evidence::assumption, "assumption: below a settled tie's rate",
     "Encounters a month along a tie that a facilitator created.",
     "Rencontres par mois sur un lien créé par un tiers."},
    {"facilitation.dissolution", "h_d", "1/month", 0.1, {0, 1}, {0.02, 0.3},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Probability a month that a young tie without common contacts or knowledge comes undone.",
     "Probabilité mensuelle qu'un lien récent, sans contacts communs ni connaissance, se défasse."},
    {"facilitation.dissolution_threshold", "I_d", "probability", 0.3, {0, 1}, {0.1, 0.5},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Mutual knowledge above which a tie that a facilitator created lasts by itself.",
     "Interconnaissance au-delà de laquelle un lien créé par un tiers tient seul."},
    {"facilitation.partiality", "ι", "1", 0.1, {0, 1}, {0, 0.3},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Neutrality that a facilitator loses with those who see one side served more.",
     "Neutralité qu'un tiers perd auprès de ceux qui voient l'autre partie mieux servie."},
    {"facilitation.neutrality_recovery", "ι_r", "share/month", 0.02, {0, 1}, {0, 0.1},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Share of the lost neutrality that comes back each month.",
     "Part de la neutralité perdue qui revient chaque mois."},
    {"facilitation.learning", "g_f", "share/intervention", 0.1, {0, 1}, {0.05, 0.25},
     "facilitation", Evidence::assumption, "assumption: somewhat below learning between partners",
     "Share of what it did not know of an actor that a facilitator learns in one intervention.",
     "Part de ce qu'il ignorait d'un acteur qu'un tiers apprend en une intervention."},
    {"facilitation.initial_knowledge", "K0", "probability", 0.1, {0, 1}, {0, 0.5},
     "facilitation", Evidence::assumption, "assumption: a facilitator from outside",
     "What a facilitator knows of every actor on arrival.",
     "Ce qu'un tiers connaît de chaque acteur à son arrivée."},
    {"facilitation.employer_bias", "ι_e", "1", 0.3, {0, 1}, {0, 0.6},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Neutrality that a hosted facilitator lacks in the eyes of those outside the host's camp.",
     "Neutralité qui manque à un tiers hébergé, aux yeux de ceux qui ne sont pas du camp de l'hôte."},
    {"facilitation.turnover", "h_f", "1/month", 0.0278, {0, 1}, {0.0166, 0.056},
     "facilitation", Evidence::assumption, "assumption: 1/36, contracts of three years",
     "Probability a month that a facilitator is replaced by another, who starts anew.",
     "Probabilité mensuelle qu'un tiers soit remplacé par un autre, qui repart de zéro."},

    // The four types of relation: prototypes, scales, and how steady a change has to be.
    {"relation_types.distant.interconnaissance", "z_dI", "1", 0.1, {0, 1}, {0.08, 0.12},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Mutual knowledge of a distant relation in its purest form.",
     "Interconnaissance d'une relation distante sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant.trust", "z_dT", "1", 0.45, {0, 1}, {0.36, 0.54},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "The lower of the two trusts of a distant relation in its purest form.",
     "La plus faible des deux confiances d'une relation distante sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant.asymmetry", "z_dA", "1", 0.1, {0, 1}, {0.08, 0.12},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Asymmetry of trust or exposure to tenders of a distant relation in its purest form.",
     "Asymétrie de confiance ou exposition à la commande publique d'une relation distante sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant.control", "z_du", "1", 0.1, {0, 1}, {0.08, 0.12},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Control of a distant relation in its purest form.",
     "Contrôle d'une relation distante sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.partnership.interconnaissance", "z_pI", "1", 0.6, {0, 1}, {0.48, 0.72},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Mutual knowledge of a partnership of trust in its purest form.",
     "Interconnaissance d'une relation partenariale sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.partnership.trust", "z_pT", "1", 0.68, {0, 1}, {0.544, 0.816},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "The lower of the two trusts of a partnership of trust in its purest form.",
     "La plus faible des deux confiances d'une relation partenariale sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.partnership.asymmetry", "z_pA", "1", 0.1, {0, 1}, {0.08, 0.12},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Asymmetry of trust or exposure to tenders of a partnership of trust in its purest form.",
     "Asymétrie de confiance ou exposition à la commande publique d'une relation partenariale sous sa forme la plus "
     "pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.partnership.control", "z_pu", "1", 0.2, {0, 1}, {0.16, 0.24},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Control of a partnership of trust in its purest form.",
     "Contrôle d'une relation partenariale sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.unequal.interconnaissance", "z_uI", "1", 0.4, {0, 1}, {0.32, 0.48},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Mutual knowledge of an unequal relation in its purest form.",
     "Interconnaissance d'une relation inégalitaire sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.unequal.trust", "z_uT", "1", 0.4, {0, 1}, {0.32, 0.48},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "The lower of the two trusts of an unequal relation in its purest form.",
     "La plus faible des deux confiances d'une relation inégalitaire sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.unequal.asymmetry", "z_uA", "1", 0.7, {0, 1}, {0.56, 0.84},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Asymmetry of trust or exposure to tenders of an unequal relation in its purest form.",
     "Asymétrie de confiance ou exposition à la commande publique d'une relation inégalitaire sous sa forme la plus "
     "pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.unequal.control", "z_uu", "1", 0.25, {0, 1}, {0.2, 0.3},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Control of an unequal relation in its purest form.",
     "Contrôle d'une relation inégalitaire sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.delegated.interconnaissance", "z_dI", "1", 0.45, {0, 1}, {0.36, 0.54},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Mutual knowledge of a delegated relation in its purest form.",
     "Interconnaissance d'une relation déléguée sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.delegated.trust", "z_dT", "1", 0.5, {0, 1}, {0.4, 0.6},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "The lower of the two trusts of a delegated relation in its purest form.",
     "La plus faible des deux confiances d'une relation déléguée sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.delegated.asymmetry", "z_dA", "1", 0.25, {0, 1}, {0.2, 0.3},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Asymmetry of trust or exposure to tenders of a delegated relation in its purest form.",
     "Asymétrie de confiance ou exposition à la commande publique d'une relation déléguée sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.delegated.control", "z_du", "1", 0.8, {0, 1}, {0.64, 0.96},
     "relation_types", Evidence::assumption, "assumption: prototype set by judgement; results are to be re-run at ±20 "
                                             "%",
     "Control of a delegated relation in its purest form.",
     "Contrôle d'une relation déléguée sous sa forme la plus pure.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant_scale.interconnaissance", "s_dI", "1", 0.15, {0.01, 10}, {0.12, 0.18},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the prototype of distant relations in: mutual knowledge.",
     "Échelle de la distance vers le prototype de la relation distante pour : interconnaissance.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant_scale.trust", "s_dT", "1", 0.3, {0.01, 10}, {0.24, 0.36},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the prototype of distant relations in: the lower of the two trusts.",
     "Échelle de la distance vers le prototype de la relation distante pour : la plus faible des deux confiances.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant_scale.asymmetry", "s_dA", "1", 0.5, {0.01, 10}, {0.4, 0.6},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the prototype of distant relations in: asymmetry of trust or exposure to tenders.",
     "Échelle de la distance vers le prototype de la relation distante pour : asymétrie de confiance ou exposition à "
     "la commande publique.",
     Kind::real, Sampling::fixed},
    {"relation_types.distant_scale.control", "s_du", "1", 0.5, {0.01, 10}, {0.4, 0.6},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the prototype of distant relations in: control.",
     "Échelle de la distance vers le prototype de la relation distante pour : contrôle.",
     Kind::real, Sampling::fixed},
    {"relation_types.scale.interconnaissance", "s_I", "1", 0.2, {0.01, 10}, {0.16, 0.24},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the other three prototypes in: mutual knowledge.",
     "Échelle de la distance vers les trois autres prototypes pour : interconnaissance.",
     Kind::real, Sampling::fixed},
    {"relation_types.scale.trust", "s_T", "1", 0.15, {0.01, 10}, {0.12, 0.18},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the other three prototypes in: the lower of the two trusts.",
     "Échelle de la distance vers les trois autres prototypes pour : la plus faible des deux confiances.",
     Kind::real, Sampling::fixed},
    {"relation_types.scale.asymmetry", "s_A", "1", 0.25, {0.01, 10}, {0.2, 0.3},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the other three prototypes in: asymmetry of trust or exposure to tenders.",
     "Échelle de la distance vers les trois autres prototypes pour : asymétrie de confiance ou exposition à la "
     "commande publique.",
     Kind::real, Sampling::fixed},
    {"relation_types.scale.control", "s_u", "1", 0.25, {0.01, 10}, {0.2, 0.3},
     "relation_types", Evidence::assumption, "assumption: set by judgement with the prototypes",
     "Scale of the distance to the other three prototypes in: control.",
     "Échelle de la distance vers les trois autres prototypes pour : contrôle.",
     Kind::real, Sampling::fixed},
    {"relation_types.hysteresis", "k_h", "ratio", 0.85, {0, 1}, {0.7, 1},
     "relation_types", Evidence::assumption, "assumption: no measure found",
     "A relation changes type only when the new prototype is nearer than this share of the old distance.",
     "Une relation ne change de type que si le nouveau prototype est plus proche que cette part de l'ancienne "
     "distance.",
     Kind::real, Sampling::fixed},
    {"relation_types.persistence", "n_h", "months", 2, {1, 1200}, {1, 6},
     "relation_types", Evidence::assumption, "assumption: no measure found",
     "Consecutive months for which that must hold.",
     "Mois consécutifs pendant lesquels cela doit durer.",
     Kind::integer, Sampling::fixed},

    // Switches: every mechanism can be left out.
    {"mechanisms.encounters", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Encounters: off, nobody meets of their own accord.",
     "Rencontres : coupées, personne ne se rencontre de soi-même.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.activity", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Joint activities: off, meetings are talk alone.",
     "Activités communes : coupées, on se rencontre pour parler seulement.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.attribution", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Attribution: off, no failure is ever excused, however well it is understood.",
     "Attribution : coupée, aucun manquement n'est excusé, même bien compris.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.accommodation", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Accommodation: off, no constraint is ever adapted to.",
     "Adaptation : coupée, aucune contrainte n'est jamais prise en charge.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.learning", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Learning: off, encounters teach nothing.",
     "Apprentissage : coupé, les rencontres n'apprennent rien.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.forgetting", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Forgetting: off, knowledge and evidence never fade.",
     "Oubli : coupé, connaissances et preuves ne s'effacent jamais.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.candour", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Candour: off, nobody speaks openly.",
     "Franchise : coupée, personne ne parle ouvertement.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.gossip", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Gossip: off, third parties say nothing.",
     "Réputation : coupée, les tiers ne disent rien.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.tension", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Tension: off, it neither rises nor falls.",
     "Tension : coupée, elle ne monte ni ne retombe.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.turnover", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Turnover: off, nobody ever leaves.",
     "Renouvellement : coupé, personne ne part jamais.",
     Kind::boolean, Sampling::fixed},
    {"mechanisms.facilitation", "on", "switch", 1, {0, 1}, {0, 1},
     "mechanisms", Evidence::assumption, "assumption: part of the model; switched off to see what it brings",
     "Facilitation: off, facilitators do nothing.",
     "Facilitation : coupée, les tiers facilitateurs ne font rien.",
     Kind::boolean, Sampling::fixed},});
// clang-format on

/// Position of `key` among `rows`, or their number if there is none.
template <std::size_t N>
constexpr std::size_t find_key(const std::array<Parameter, N>& rows, std::string_view key) {
  for (std::size_t i = 0; i < N; ++i)
    if (rows[i].key == key) return i;
  return N;
}

/// Position of a parameter in `registry`, or `registry.size()` if there is none of that key.
constexpr std::size_t find_parameter(std::string_view key) {
  return find_key(registry, key);
}

/// What a scenario can do to a territory, on a calendar.
enum class LeverKind : std::uint8_t { facilitator };

/// A kind of lever as scenarios and the studio name it. Its fields are the rows of `lever_registry` that begin with
/// its name and a dot.
struct LeverDescription {
  LeverKind kind;
  std::string_view name, en, fr;
};

inline constexpr std::array lever_kinds{
    LeverDescription{LeverKind::facilitator, "facilitator",
                     "A third party who brings actors together, lends them trust and mediates their tensions.",
                     "Un tiers qui met des acteurs en relation, leur prête de la confiance et apaise les tensions."},
};

// clang-format off
/// Every field of every kind of lever, besides its calendar (`from`, `until`), which all kinds share.
inline constexpr auto lever_registry = std::to_array<Parameter>({
    {"facilitator.number", "n_F", "facilitators", 1, {0, 1000}, {0, 10},
     "facilitation", Evidence::assumption, "assumption: one half-time animator",
     "How many facilitators are at work.",
     "Nombre de tiers facilitateurs à l'œuvre.",
     Kind::integer},
    {"facilitator.skill", "σ_f", "1", 0.7, {0, 1}, {0.2, 0.95},
     "facilitation", Evidence::assumption, "assumption: no transferable effect size found, hence a wide range",
     "Skill of the facilitator, from 0 to 1.",
     "Compétence du tiers facilitateur, de 0 à 1."},
    {"facilitator.neutrality", "ν", "1", 0.7, {0, 1}, {0.2, 1},
     "facilitation", Evidence::assumption, "assumption: no measure found",
     "Neutrality that the actors grant the facilitator at the start, from 0 to 1.",
     "Neutralité que les acteurs prêtent au tiers au départ, de 0 à 1."},
    {"facilitator.capacity", "B_f", "interventions/month", 6, {0, 1000}, {2, 15},
     "facilitation", Evidence::assumption, "assumption: about a half-time animator",
     "Interventions a month that each facilitator can make.",
     "Interventions mensuelles dont chaque tiers est capable.",
     Kind::integer},
    {"facilitator.host", "c_f", "choice", 0, {0, 3}, {0, 3},
     "facilitation", Evidence::assumption, "assumption: belongs to no camp",
     "Who employs the facilitator; those outside the host's camp see it as less neutral.",
     "Qui emploie le tiers ; hors du camp de l'hôte, il paraît moins neutre.",
     Kind::choice, Sampling::fixed, "independent|authority|social_economy|state"},
    {"facilitator.strategy", "m_f", "choice", 0, {0, 2}, {0, 2},
     "facilitation", Evidence::assumption, "assumption: where it is most needed",
     "Which pairs the facilitator works with: by need, by tension alone, or at random.",
     "Avec quels binômes le tiers travaille : selon le besoin, selon la seule tension, ou au hasard.",
     Kind::choice, Sampling::fixed, "need|tension|random"},});
// clang-format on

/// Position of a field in `lever_registry`, or `lever_registry.size()` if there is none of that key.
constexpr std::size_t find_lever_field(std::string_view key) {
  return find_key(lever_registry, key);
}

/// The default of every lever field, in the order of `lever_registry`.
constexpr std::array<double, lever_registry.size()> lever_defaults() {
  std::array<double, lever_registry.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = lever_registry[i].initial;
  return values;
}

/// One value that an archetype sets.
struct Setting {
  std::string_view key;
  double value;
};

/// A synthetic French territory: what it changes of the defaults. Figures are active participants, not all actors.
struct Archetype {
  std::string_view name, en, fr;
  std::array<Setting, 5> settings;
};

/// Sizes: assumption, from a rural community of municipalities (about 15 000 inhabitants), an agglomeration (80 000)
/// and a metropolis (400 000). Number of local authorities: assumption.
inline constexpr std::array archetypes{
    Archetype{"rural",
              "Rural community of municipalities, about 15 000 inhabitants",
              "Communauté de communes rurale, environ 15 000 habitants",
              {Setting{"territory.population.elected_official", 18}, Setting{"territory.population.local_officer", 12},
               Setting{"territory.population.social_economy_actor", 24},
               Setting{"territory.population.state_officer", 6}, Setting{"territory.authorities", 6}}},
    Archetype{"agglomeration",
              "Agglomeration, about 80 000 inhabitants",
              "Agglomération, environ 80 000 habitants",
              {Setting{"territory.population.elected_official", 28}, Setting{"territory.population.local_officer", 30},
               Setting{"territory.population.social_economy_actor", 50},
               Setting{"territory.population.state_officer", 12}, Setting{"territory.authorities", 9}}},
    Archetype{"metropolis",
              "Metropolis, about 400 000 inhabitants",
              "Métropole, environ 400 000 habitants",
              {Setting{"territory.population.elected_official", 50}, Setting{"territory.population.local_officer", 90},
               Setting{"territory.population.social_economy_actor", 130},
               Setting{"territory.population.state_officer", 30}, Setting{"territory.authorities", 16}}},
};

/// The archetype that stands for the defaults of the registry.
inline constexpr std::string_view default_archetype = "agglomeration";

}  // namespace entremise::territory
