#pragma once
#include <array>
#include <string>
#include <string_view>

#include "sim/diagnostics/text.hpp"

namespace entremise::territory {

struct SourceText {
  std::string_view en, fr;
};

// clang-format off
/// The sources of the registry that are more than a citation, in French. A citation stands for itself.
inline constexpr std::array source_texts{
    SourceText{"assumption: no measure found", "hypothèse : aucune mesure trouvée"},
    SourceText{"assumption: part of the model; switched off to see what it brings", "hypothèse : fait partie du modèle ; désactivé pour voir ce qu'il apporte"},
    SourceText{"assumption for the level; order after trust in institutions: mayor 60 %, government 17% (Cevipof)", "hypothèse pour le niveau ; ordre d'après la confiance dans les institutions : maire 60 %, gouvernement 17 % (Cevipof)"},
    SourceText{"assumption: prototype set by judgement; results are to be re-run at ±20 %", "hypothèse : prototype fixé par jugement ; résultats à refaire à ±20 %"},
    SourceText{"assumption: set by judgement with the prototypes", "hypothèse : fixé par jugement avec les prototypes"},
    SourceText{"assumption: active participants in an agglomeration of about 80 000 inhabitants, not all actors", "hypothèse : participants actifs d'une agglomération d'environ 80 000 habitants, non tous les acteurs"},
    SourceText{"assumption: no published rate found; to be elicited from practitioners", "hypothèse : aucun taux publié trouvé ; à demander aux praticiens"},
    SourceText{"assumption: the unit of value, so that a usual project makes about one point", "hypothèse : l'unité de valeur, pour qu'un projet ordinaire vaille environ un point"},
    SourceText{"assumption: everyone", "hypothèse : tout le monde"},
    SourceText{"assumption: no national figure found", "hypothèse : aucun chiffre national trouvé"},
    SourceText{"assumption: the intercommunal body and some of its municipalities; a mean one has 28 (DGCL 2024, maire-info), few are active", "hypothèse : l'intercommunalité et quelques-unes de ses communes ; en moyenne 28 (DGCL 2024, maire-info), dont peu sont actives"},
    SourceText{"Avise 2022: 120 749 of 154 679 employers", "Avise 2022 : 120 749 employeurs sur 154 679"},
    SourceText{"Avise 2022: 23 880 employers", "Avise 2022 : 23 880 employeurs"},
    SourceText{"Avise 2022: 7 329 employers", "Avise 2022 : 7 329 employeurs"},
    SourceText{"Avise 2022: 721 employers", "Avise 2022 : 721 employeurs"},
    SourceText{"Atlas of the social economy, after Carenews: about 500 companies", "Atlas de l'ESS, d'après Carenews : environ 500 sociétés"},
    SourceText{"assumption: associations that take part mostly employ; each then has a volunteer president and a salaried director", "hypothèse : les associations qui participent sont le plus souvent employeuses ; chacune a un président bénévole et un directeur salarié"},
    SourceText{"assumption for the level; twice different_type or somewhat more, as in the chemnet policy network, 1.93 times (Leifeld & Schneider 2012, computed)", "hypothèse pour le niveau ; le double de different_type ou un peu plus, comme dans le réseau chemnet, 1,93 fois (Leifeld & Schneider 2012, calculé)"},
    SourceText{"assumption for the level; see network.same_type for the ratio", "hypothèse pour le niveau ; pour le rapport, voir network.same_type"},
    SourceText{"assumption, no measure found; near it, ten one-day workshops in two years are 0.42 a month (Fonda and RNMA 2022–2025)", "hypothèse, aucune mesure trouvée ; proche : dix ateliers d'une journée en deux ans font 0,42 par mois (Fonda et RNMA 2022–2025)"},
    SourceText{"assumption: twice as often as between organisations", "hypothèse : deux fois plus souvent qu'entre organisations"},
    SourceText{"assumption: reporting meetings", "hypothèse : réunions de compte rendu"},
    SourceText{"assumption: types differ more than the members of a type", "hypothèse : les types diffèrent plus que les membres d'un même type"},
    SourceText{"from subsidies at 24% and public orders at 17–25% of association budgets, hence 51% of public money by order in 2011 (ASH)", "d'après les subventions, 24 %, et les commandes publiques, 17 à 25 % des budgets associatifs, soit 51 % de l'argent public par commande en 2011 (ASH)"},
    SourceText{"assumption, no measure found; 44% of local authorities say they intervene strongly in the missions of associations (barometer 2013, Cap rural)", "hypothèse, aucune mesure trouvée ; 44 % des collectivités disent intervenir fortement dans les missions des associations (baromètre 2013, Cap rural)"},
    SourceText{"assumption for the size; that control lowers what most give: Falk & Kosfeld 2006", "hypothèse pour l'ampleur ; que le contrôle réduise ce que la plupart donnent : Falk & Kosfeld 2006"},
    SourceText{"assumption near the majority found by Falk & Kosfeld 2006", "hypothèse, proche de la majorité trouvée par Falk & Kosfeld 2006"},
    SourceText{"Jøsang & Ismail 2002: non-informative Beta prior", "Jøsang & Ismail 2002 : loi bêta a priori non informative"},
    SourceText{"assumption: 1 − 1/72, a memory as long as one municipal term", "hypothèse : 1 − 1/72, une mémoire longue comme un mandat municipal"},
    SourceText{"assumption within the asymmetry of Slovic 1993; contested (Poortinga & Pidgeon 2004), so that the range includes 1", "hypothèse, dans l'asymétrie de Slovic 1993 ; contestée (Poortinga & Pidgeon 2004), si bien que l'intervalle comprend 1"},
    SourceText{"assumption: the unit in which evidence is counted", "hypothèse : l'unité dans laquelle l'expérience est comptée"},
    SourceText{"assumption: an excused failure neither builds nor costs trust", "hypothèse : un manquement excusé n'apporte ni ne coûte de confiance"},
    SourceText{"Collins & Miller 1994, disclosure and liking, d about 0.28 (standard citation, not checked)", "Collins & Miller 1994, dévoilement et sympathie, d d'environ 0,28 (citation usuelle, non vérifiée)"},
    SourceText{"assumption, no measure found; direction from contact theory (Pettigrew & Tropp 2006)", "hypothèse, aucune mesure trouvée ; sens d'après la théorie du contact (Pettigrew & Tropp 2006)"},
    SourceText{"assumption: below what passes of knowledge, since trust is in persons", "hypothèse : moins que ce qui passe de connaissance, la confiance allant aux personnes"},
    SourceText{"assumption, no measure found; network learning is consistently found (Buskens & Raub)", "hypothèse, aucune mesure trouvée ; l'apprentissage par le réseau est constamment observé (Buskens & Raub)"},
    SourceText{"assumption for the size; direction from Burt & Knez 1995; 0 is unbiased learning", "hypothèse pour l'ampleur ; sens d'après Burt & Knez 1995 ; 0 : apprentissage sans biais"},
    SourceText{"a prefect needs 12–18 months to understand people (Senate hearing); chemnet gives 0.22 per forum, an upper bound; 10 workshops in 2 years (Fonda)", "il faut 12 à 18 mois à un préfet pour comprendre les gens (audition au Sénat) ; chemnet donne 0,22 par forum, un majorant ; 10 ateliers en 2 ans (Fonda)"},
    SourceText{"assumption: half-life of 58 months; upper end of the range from Burt 2002 on bridge decay among bankers", "hypothèse : demi-vie de 58 mois ; haut de l'intervalle d'après Burt 2002, sur l'usure des ponts entre banquiers"},
    SourceText{"assumption for the size; embedding slows decay in Burt 2002", "hypothèse pour l'ampleur ; l'encastrement ralentit l'usure chez Burt 2002"},
    SourceText{"assumption: others still know the constraints of the office", "hypothèse : les autres connaissent encore les contraintes de la fonction"},
    SourceText{"assumption: little is written down; handover files and charters raise it", "hypothèse : peu est écrit ; les dossiers de passation et les chartes l'augmentent"},
    SourceText{"51% of associations judge their role well identified by local elected officials (Recherches & Solidarités 2018, n = 4 210), read as starting knowledge", "51 % des associations jugent leur rôle bien identifié par les élus locaux (Recherches & Solidarités 2018, n = 4 210), lu comme connaissance de départ"},
    SourceText{"23% of associations judge their role well identified by heads of public services (Recherches & Solidarités 2018), read as starting knowledge", "23 % des associations jugent leur rôle bien identifié par les responsables de services publics (Recherches & Solidarités 2018), lu comme connaissance de départ"},
    SourceText{"assumption: 0.29 in an ordinary bilateral meeting, 0.67 in a safe facilitated one (computed)", "hypothèse : 0,29 dans une rencontre bilatérale ordinaire, 0,67 dans une rencontre sûre et animée (calculé)"},
    SourceText{"assumption, no measure found; direction from work on trust and open communication in five Norwegian networks (2019)", "hypothèse, aucune mesure trouvée ; sens d'après des travaux sur la confiance et la parole ouverte dans cinq réseaux norvégiens (2019)"},
    SourceText{"assumption, no measure found; direction from psychological safety (Frazier et al. 2017, 136 samples)", "hypothèse, aucune mesure trouvée ; sens d'après la sécurité psychologique (Frazier et al. 2017, 136 échantillons)"},
    SourceText{"assumption: every other meeting has something to be done by both", "hypothèse : une rencontre sur deux appelle quelque chose à faire par les deux"},
    SourceText{"assumption: failures come mostly from constraints, not from bad will", "hypothèse : les manquements viennent surtout des contraintes, non de la mauvaise volonté"},
    SourceText{"assumption: the partners' ability to take each other's constraints into account", "hypothèse : la capacité des partenaires à tenir compte des contraintes de l'autre"},
    SourceText{"assumption: gives about 1% of ruptures a year in trials of the equations; no measured rate found", "hypothèse : donne environ 1 % de ruptures par an dans des essais des équations ; aucun taux mesuré trouvé"},
    SourceText{"assumption for the size; that trust decides whether open disagreement turns relational: Simons & Peterson 2000", "hypothèse pour l'ampleur ; que la confiance décide si le désaccord ouvert devient relationnel : Simons & Peterson 2000"},
    SourceText{"Cour des comptes 2014, référé 70412: prefects stayed 24.3 months in 2013", "Cour des comptes 2014, référé 70412 : les préfets restaient 24,3 mois en 2013"},
    SourceText{"assumption: resignations and deaths between elections", "hypothèse : démissions et décès entre les élections"},
    SourceText{"between 33% of mayors not standing in 2020 (maire-info) and 44% new executives in towns above 40 000 in 2014 (CNFPT)", "entre 33 % de maires qui ne se représentent pas en 2020 (maire-info) et 44 % de nouveaux exécutifs dans les villes de plus de 40 000 habitants en 2014 (CNFPT)"},
    SourceText{"CNFPT 2014, 209 towns: 75 of 117 chief executives stayed with the same mayor", "CNFPT 2014, 209 villes : 75 directeurs généraux sur 117 sont restés avec le même maire"},
    SourceText{"CNFPT 2014, 209 towns: 24 of 92 chief executives stayed with a new mayor", "CNFPT 2014, 209 villes : 24 directeurs généraux sur 92 sont restés avec un nouveau maire"},
    SourceText{"assumption: 8% a year", "hypothèse : 8 % par an"},
    SourceText{"French electoral code, article L227: municipal councillors are elected for six years (standard citation, not checked)", "Code électoral, article L227 : les conseillers municipaux sont élus pour six ans (citation usuelle, non vérifiée)"},
    SourceText{"assumption: half a term from the start", "hypothèse : un demi-mandat après le début"},
    SourceText{"assumption: one calendar for all replicates keeps them comparable", "hypothèse : un même calendrier pour toutes les répliques les garde comparables"},
    SourceText{"assumption: a third party is there to bring different worlds together", "hypothèse : un tiers est là pour rapprocher des mondes différents"},
    SourceText{"assumption, no measure found; gains of mediation are real but less durable (Beardsley 2008, on crises between states)", "hypothèse, aucune mesure trouvée ; les gains de la médiation sont réels mais moins durables (Beardsley 2008, sur des crises entre États)"},
    SourceText{"assumption: no transferable number found; trust intermediaries in Coleman 1990", "hypothèse : aucun chiffre transposable trouvé ; intermédiaires de confiance chez Coleman 1990"},
    SourceText{"assumption: that of an ordinary meeting", "hypothèse : celle d'une rencontre ordinaire"},
    SourceText{"assumption: no transferable effect size found", "hypothèse : aucune ampleur transposable trouvée"},
    SourceText{"assumption: below a settled tie's rate", "hypothèse : en dessous du taux d'un lien établi"},
    SourceText{"assumption: somewhat below learning between partners", "hypothèse : un peu moins que l'apprentissage entre partenaires"},
    SourceText{"assumption: a facilitator from outside", "hypothèse : un facilitateur venu de l'extérieur"},
    SourceText{"assumption: 1/36, contracts of three years", "hypothèse : 1/36, des contrats de trois ans"},
    SourceText{"assumption: with the hazard, about one tie in a hundred breaks a year", "hypothèse : avec ce risque, environ un lien sur cent se rompt par an"},
    SourceText{"assumption; kept weak, as preferences hardly predict ties in the chemnet policy network (r = .10)", "hypothèse ; gardé faible, car les préférences ne prédisent guère les liens du réseau chemnet (r = 0,10)"},
    SourceText{"assumption; bounded confidence after Deffuant et al. 2000 and Hegselmann & Krause 2002", "hypothèse ; confiance bornée d'après Deffuant et al. 2000 et Hegselmann & Krause 2002"},
    SourceText{"assumption; anchored positions after Friedkin & Johnsen 1990", "hypothèse ; positions ancrées d'après Friedkin & Johnsen 1990"},
    SourceText{"assumption: none, since experiments hardly support it (Takács, Flache & Mäs 2016); 0.3 where it is tried", "hypothèse : aucun, les expériences ne l'appuyant guère (Takács, Flache & Mäs 2016) ; 0,3 là où on l'essaie"},
    SourceText{"assumption; direction from psychological safety (Edmondson 1999; Frazier et al. 2017)", "hypothèse ; sens d'après la sécurité psychologique (Edmondson 1999 ; Frazier et al. 2017)"},
    SourceText{"assumption for the size; authority support is one of Allport's conditions (Pettigrew & Tropp 2006)", "hypothèse pour l'ampleur ; l'appui de l'autorité est l'une des conditions d'Allport (Pettigrew & Tropp 2006)"},
    SourceText{"assumption for the size; Sunstein 2002, and against it Grönlund, Herne & Setälä 2015", "hypothèse pour l'ampleur ; Sunstein 2002, et en sens contraire Grönlund, Herne & Setälä 2015"},
    SourceText{"assumption; near it, the fifty-fifty projects of Loos-en-Gohelle, 5–6 a year in a town of 6 700 (Maires de France)", "hypothèse ; proche : les projets « fifty-fifty » de Loos-en-Gohelle, 5 à 6 par an dans une ville de 6 700 habitants (Maires de France)"},
    SourceText{"assumption for the size; trust matters more under conflict of interest (Balliet & Van Lange 2013)", "hypothèse pour l'ampleur ; la confiance compte davantage en cas de conflit d'intérêts (Balliet & Van Lange 2013)"},
    SourceText{"Balliet 2010: d = 1.01 for communication in social dilemmas, times π/√3; effects in laboratories are larger than in the field", "Balliet 2010 : d = 1,01 pour la communication dans les dilemmes sociaux, fois π/√3 ; les effets en laboratoire dépassent ceux du terrain"},
    SourceText{"assumption; small wins: Ansell & Gash 2008", "hypothèse ; petites victoires : Ansell & Gash 2008"},
    SourceText{"assumption: one half-time animator", "hypothèse : un animateur à mi-temps"},
    SourceText{"assumption: no transferable effect size found, hence a wide range", "hypothèse : aucune ampleur transposable trouvée, d'où un intervalle large"},
    SourceText{"assumption: about a half-time animator", "hypothèse : environ un animateur à mi-temps"},
    SourceText{"assumption: belongs to no camp", "hypothèse : n'appartient à aucun camp"},
    SourceText{"assumption: where it is most needed", "hypothèse : là où le besoin est le plus grand"},
    SourceText{"assumption: mixed", "hypothèse : mixte"},
    SourceText{"assumption: at random", "hypothèse : au hasard"},
    SourceText{"assumption: step by step", "hypothèse : pas à pas"},
    SourceText{"assumption: elected officials", "hypothèse : les élus"},
    SourceText{"assumption: the social economy", "hypothèse : l'économie sociale et solidaire"},
};
// clang-format on

/// A source of the registry in both languages. What has no French keeps its English, after "hypothèse" where it begins
/// with "assumption".
[[nodiscard]] inline Text source_text(std::string_view en) {
  for (const SourceText& source : source_texts)
    if (source.en == en) return {std::string(en), std::string(source.fr)};
  constexpr std::string_view word = "assumption";
  std::string fr(en);
  if (en.starts_with(word))
    fr.replace(0, word.size(), en.substr(word.size()).starts_with(':') ? "hypothèse\u00a0" : "hypothèse");
  return {std::string(en), fr};
}

}  // namespace entremise::territory
