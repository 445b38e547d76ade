#pragma once
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "models/territory/model.hpp"

namespace entremise {

/// Something that is known of territories and that a run can be held against: pattern-oriented modelling (Grimm et al.
/// 2005). The interval is what is tolerated, wide where the source is about something near rather than the same.
struct Pattern {
  std::string_view key;
  double low, high;
  bool fitted;  ///< used to choose among draws; the others are held out, to check the choice
  std::string_view source;
  std::string_view en, fr;
  bool by_ratio = false;  ///< a quantity that is so many times too large or too small, not by so much
};

/// Every pattern, fitted ones first.
inline constexpr std::array patterns{
    Pattern{"milestone_month", 24, 72, true, "Leach, Pelkey & Sabatier 2002: about 48 months in 44 partnerships",
            "Months to the fifth success of a project with three types of actors",
            "Mois jusqu'au cinquième succès d'un projet réunissant trois types d'acteurs"},
    Pattern{"ruptures", 0.2, 5, true, "assumption: about 1, within a factor of five; no rate was found",
            "Ruptures a year in a hundred institutional ties", "Ruptures par an pour cent liens institutionnels", true},
    Pattern{"partnership_share", 0.3, 0.5, true,
            "barometer 2013 (Cap rural): 44% of associations feel free to take initiatives, 70% find dialogue easy",
            "Share of partnerships among ties of the social economy with public bodies",
            "Part des partenariats parmi les liens de l'ESS avec la puissance publique"},
    Pattern{"governed_share", 0.3, 0.55, true,
            "barometer 2013 (Cap rural): 44% of local authorities intervene strongly in missions",
            "Share of unequal and delegated relations among the same ties",
            "Part des relations inégalitaires et déléguées parmi les mêmes liens"},
    Pattern{"officials_know", 0.35, 0.67, true,
            "Recherches & Solidarités 2018: 51% of associations find their role well identified by elected officials",
            "What elected officials know of the social economy's constraints",
            "Ce que les élus connaissent des contraintes de l'ESS"},
    Pattern{"officers_know", 0.1, 0.45, true,
            "Recherches & Solidarités 2018: 23% by heads of public services, 38% of those who answer",
            "What local officers know of the social economy's constraints",
            "Ce que les agents de collectivité connaissent des contraintes de l'ESS"},
    Pattern{
        "disagreement_kept", 0.4, 1.1, true,
        "assumption; actors defend interests of their own, and preferences hardly predict ties in the chemnet policy "
        "network",
        "Disagreement at the end, as a share of that at the start", "Désaccord à la fin, en part de celui du départ"},
    Pattern{"homophily", 0, 1, true, "Lee et al. 2012: trust is higher within a sector",
            "Trust within types of actors, less that between types",
            "Confiance au sein des types d'acteurs, moins celle entre types"},
    Pattern{"reciprocity", 0, 1, false, "positive in the chemnet policy network: 0.61 of ties are mutual",
            "Correlation of the trusts of the two ends", "Corrélation des confiances des deux parties"},
    Pattern{"assortativity", -0.05, 0.3, false, "chemnet policy network: 0.06 and 0.14 by type of actor",
            "Assortativity by type of the effective ties", "Assortativité par type des liens effectifs"},
    Pattern{"project_success", 0.3, 0.9, false, "assumption: neither the rule nor the exception",
            "Share of projects that succeed", "Part des projets qui réussissent"},
    Pattern{"knowing_helps", 0, 1, false, "Rand, Fudenberg & Dreber 2015: seen intentions sustain cooperation",
            "Partnerships, less those where failures are never attributed to constraints",
            "Partenariats, moins ceux obtenus si nul manquement n'est attribué aux contraintes"},
};

/// Which patterns are measured: the held-out ones take more runs.
enum class PatternSet { fitted, all };

/// What one set of parameter values gives for each pattern (NaN for those not asked for): means over `replicates` runs,
/// the same luck for every set. Empty when stopped.
[[nodiscard]] std::vector<double> measure_patterns(const territory::Specification& specification, std::uint64_t seed,
                                                   std::uint32_t replicates, PatternSet set,
                                                   const std::stop_token& stop = {});

/// How far from its interval's middle a value lies, in half-widths, on a scale of logarithms where the pattern goes by
/// ratios: at most 1 where the pattern is met.
[[nodiscard]] double implausibility(const Pattern& pattern, double value) noexcept;

}  // namespace entremise
