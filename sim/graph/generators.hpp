#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sim/graph/graph.hpp"
#include "sim/random/streams.hpp"

/// @file
/// Graphs to start from. All are functions of their arguments: the random ones draw from the streams of the key (month
/// 0), and give the same graph on every machine. Boost's generators do not: they draw from distributions whose bits
/// Boost does not promise. Every function throws std::invalid_argument, with a sentence, for arguments outside the
/// ranges given.

namespace entremise {

/// Everybody with everybody.
[[nodiscard]] Graph complete(Actor actors);

/// Actor 0 with everybody else.
[[nodiscard]] Graph star(Actor actors);

/// Actors in a circle, each with its `neighbours` nearest (even, below `actors`).
[[nodiscard]] Graph ring(Actor actors, std::uint32_t neighbours);

/// Actors on a grid, row by row, each with those left, right, above and below; `periodic`: the edges meet (width and
/// height of 3 or more, or 1).
[[nodiscard]] Graph lattice(std::uint32_t width, std::uint32_t height, bool periodic);

/// G(n, p): each pair with `probability` (0 to 1), independently (Gilbert 1959, doi:10.1214/aoms/1177706098), by
/// skipping from relation to relation (Batagelj & Brandes 2005, doi:10.1103/PhysRevE.71.036113): time is linear in
/// actors and relations. One actor more leaves the relations among the others as they were.
[[nodiscard]] Graph erdos_renyi(Actor actors, double probability, StreamKey key);

/// G(n, p), each pair decided by a draw of its own: one actor more leaves the relations among the others as they were,
/// and a larger probability only adds relations. Quadratic in actors: for some thousands.
[[nodiscard]] Graph erdos_renyi_keyed(Actor actors, double probability, StreamKey key);

/// G(n, m): all graphs with that many relations (up to n(n-1)/2) are equally likely (Erdős & Rényi 1959).
[[nodiscard]] Graph erdos_renyi_exact(Actor actors, std::uint32_t relations, StreamKey key);

/// Probability of a relation between an actor of one block and one of another: a symmetric square matrix.
using BlockDensities = std::vector<std::vector<double>>;

/// The stochastic block model (Holland, Laskey & Leinhardt 1983, doi:10.1016/0378-8733(83)90021-7): a pair has a
/// relation with the probability that the two blocks have with each other, independently. `block_of` gives each actor's
/// block. By skipping within each pair of blocks, which has a stream of its own: time is linear in actors, relations
/// and pairs of blocks.
[[nodiscard]] Graph block_model(std::span<const std::uint32_t> block_of, const BlockDensities& densities,
                                StreamKey key);

/// The stochastic block model, each pair decided by a draw of its own, as in erdos_renyi_keyed: one actor more, or
/// another density elsewhere, leaves all other relations as they were. Quadratic in actors: for some thousands.
[[nodiscard]] Graph block_model_keyed(std::span<const std::uint32_t> block_of, const BlockDensities& densities,
                                      StreamKey key);

/// A small world (Watts & Strogatz 1998, doi:10.1038/30918): a ring with `neighbours` (even, below `actors`), each
/// relation's far end moved with `probability` (0 to 1) to an actor drawn among those who are neither its owner nor
/// among the owner's relations yet.
[[nodiscard]] Graph watts_strogatz(Actor actors, std::uint32_t neighbours, double probability, StreamKey key);

/// Growth with preferential attachment (Barabási & Albert 1999, doi:10.1126/science.286.5439.509): from a complete
/// graph of `links` + 1 actors (assumption: the article leaves the start open), each further actor joins with `links`
/// (1 or more, below `actors`) relations to different actors, each drawn in proportion to its degree before it came.
[[nodiscard]] Graph barabasi_albert(Actor actors, std::uint32_t links, StreamKey key);

/// A graph in which everybody has `degree` relations (below `actors`; actors x degree even): stubs are paired at random
/// (Bollobás 1980, doi:10.1016/S0195-6698(80)80030-8), then self-relations and duplicates are exchanged with relations
/// drawn at random until none is left. Not exactly uniform over such graphs: the exchanges favour some of them a
/// little, less the sparser the graph is. Above half of the possible degree, the complement is drawn.
[[nodiscard]] Graph random_regular(Actor actors, std::uint32_t degree, StreamKey key);

}  // namespace entremise
