#pragma once
#include <vector>

#include "models/reference/check.hpp"

/// The generators of sim/graph against what is known of their graphs.
///  - Block model (Holland, Laskey & Leinhardt 1983): the relations between two blocks are binomial; blocks of 100, 200
///    and 300, densities .3, .02, 0, .1, .05, .5; |z| ≤ 4 for each pair of blocks.
///  - G(n, p) (Gilbert 1959): the number of relations over 2000 graphs (400 in brief) of 100 actors, p = .1, has the
///  mean
///    and variance of a binomial; |z| ≤ 4, the standard error of the variance being that of a normal sample.
///  - Small world (Watts & Strogatz 1998): the mean clustering of the ring is C(0) = 3 (k - 2) / (4 (k - 1)) exactly,
///  and
///    C(p) / C(0) ≈ (1 - p)³ (Barrat & Weigt 2000); 5000 actors, k = 10, p = .05, .2, .5; tolerance .02.
namespace entremise::reference::networks {

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify_generators(const Trial& trial);

}  // namespace entremise::reference::networks
