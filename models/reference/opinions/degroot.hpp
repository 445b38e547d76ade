#pragma once
#include <vector>

#include "models/reference/check.hpp"
#include "models/reference/opinions/influence.hpp"

/// Learning by averaging (DeGroot 1974): at every step, everybody takes the mean of all opinions, each with the weight
/// that they give to it, x(t+1) = W x(t), W row-stochastic.
///
/// Known answer: where W is strongly connected and aperiodic all come to hold Σ π_i x_i(0), π being the left
/// eigenvector of W of sum 1 (DeGroot 1974; Golub & Jackson 2010). Where W_ij = A_ij / d_i for a symmetric A, π is in
/// proportion to d.
///
/// Protocol: (a) the path of four actors, each of whom also listens to itself, d = (2, 3, 3, 2), x(0) = (1, 0, 0, 0):
/// the consensus is 2/10; (b) fifty actors with random weights, some of them zero one way only, against π found by
/// power iteration. Both until no opinion changes by more than 1e-13; tolerance 1e-10.
namespace entremise::reference::degroot {

/// Opinions, and weights on relations.
using World = entremise::World<Opinion, Weight, OwnWeight>;

/// Everybody takes the weighted mean of the step before.
[[nodiscard]] inline auto step() {
  return Schedule(each_actor<"degroot.averaging">(reads(weight, own_weight), renews(opinion),
                                                  [](auto me) { me.next(opinion) = weighted_mean(me); }));
}

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify(const Trial& trial);

}  // namespace entremise::reference::degroot
