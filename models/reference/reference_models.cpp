#include "models/reference/check.hpp"
#include "models/reference/contagion/final_size.hpp"
#include "models/reference/contagion/granovetter.hpp"
#include "models/reference/games/donation.hpp"
#include "models/reference/networks/generators.hpp"
#include "models/reference/networks/measures.hpp"
#include "models/reference/opinions/deffuant.hpp"
#include "models/reference/opinions/degroot.hpp"
#include "models/reference/opinions/friedkin_johnsen.hpp"
#include "models/reference/opinions/voter.hpp"

namespace entremise::reference {

const std::vector<ReferenceModel>& reference_models() {
  static const std::vector<ReferenceModel> all{
      {"degroot", {"learning by averaging", "apprentissage par moyennes"}, "DeGroot 1974", &degroot::verify},
      {"friedkin-johnsen",
       {"influence against anchors", "influence et ancrage"},
       "Friedkin & Johnsen 1990",
       &friedkin_johnsen::verify},
      {"voter", {"voter model", "modèle du votant"}, "Sood & Redner 2005", &voter::verify},
      {"deffuant",
       {"bounded confidence", "confiance bornée"},
       "Deffuant et al. 2000; Fortunato 2004",
       &deffuant::verify},
      {"final-size",
       {"final size of an epidemic", "taille finale d’une épidémie"},
       "Kermack & McKendrick 1927",
       &final_size::verify},
      {"granovetter", {"thresholds of a crowd", "seuils d’une foule"}, "Granovetter 1978", &granovetter::verify},
      {"donation-cycle",
       {"donation game on the cycle", "jeu du don sur le cycle"},
       "Ohtsuki et al. 2006; Chen 2013",
       &donation::verify_cycle},
      {"donation-regular",
       {"donation game on random regular graphs", "jeu du don sur des graphes réguliers au hasard"},
       "Chen 2013; Allen et al. 2017, arXiv:1605.06530",
       &donation::verify_regular},
      {"generators",
       {"random graphs", "graphes au hasard"},
       "Gilbert 1959; Holland et al. 1983; Watts & Strogatz 1998",
       &networks::verify_generators},
      {"measures", {"measures of a network", "mesures d’un réseau"}, "computed by hand", &networks::verify_measures}};
  return all;
}

}  // namespace entremise::reference
