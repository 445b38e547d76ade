// Third parties, against the formula worked out by hand, and the law of how many speak.
#include <catch2/catch.hpp>

#include "models/territory/mechanisms/gossip.hpp"
#include "sim/engine/schedule.hpp"
#include "sim/graph/generators.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

World world_of(Graph graph, float trusts) {
  World world(std::move(graph));
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    world.fill(shared_contacts)[slot] = static_cast<std::uint16_t>(common_count(world.graph(), pair.a, pair.b));
    world.fill(trust)[2 * std::size_t{slot}] = world.fill(trust)[2 * std::size_t{slot} + 1] = trusts;
  }
  return world;
}

void gossip_for_a_month(World& world, const Parameters& p, Luck luck) {
  Schedule(gossip(p)).advance(world, luck);
}

}  // namespace

TEST_CASE("what a third party says moves the evidence by the formula") {
  const double amplification = GENERATE(0.0, 0.5, 1.0);
  CAPTURE(amplification);
  Parameters p;
  p.set("gossip.rate", 1);
  p.set("gossip.amplification", amplification);
  World world = world_of(complete(3), 0.5f);
  const auto of = [&](Actor from, Actor to) -> float& {
    return world.fill(trust)[side_index(*world.graph().find(from, to), from, to)];
  };
  of(0, 1) = 0.7f;  // who listens, of whom is spoken
  of(0, 2) = 0.8f;  // the listener's trust in the speaker
  of(2, 1) = 0.9f;  // the speaker's trust in whom is spoken of
  of(1, 0) = 0.7f;
  of(1, 2) = 0.6f;
  of(2, 0) = 0.2f;
  gossip_for_a_month(world, p, {51, 0});
  const auto side = [&](auto column, Actor from, Actor to) {
    return world[column][side_index(*world.graph().find(from, to), from, to)];
  };
  // Good word of one who is trusted already: amplified.
  CHECK(side(evidence_for, 0, 1) == Approx(0.2 * 0.8 * (1 + amplification) * (2 * 0.9 - 1)));
  CHECK(side(evidence_against, 0, 1) == 0);
  // Bad word of one who is trusted: dampened, and it weighs κ times as much.
  CHECK(side(evidence_for, 1, 0) == 0);
  CHECK(side(evidence_against, 1, 0) == Approx(3 * 0.2 * 0.6 * (1 - amplification) * (1 - 2 * 0.2)).margin(1e-6));
}

TEST_CASE("each common contact speaks with the given chance, however many they are") {
  const Actor contacts = GENERATE(1u, 5u, 16u, 17u, 40u);
  const double rate = GENERATE(0.02, 0.1, 0.7);
  CAPTURE(contacts, rate);
  Parameters p;
  p.set("gossip.rate", rate);
  p.set("gossip.amplification", 0);
  const float one_word = 0.2f * 0.75f * 0.5f;
  Sample counts, squares;
  for (std::uint32_t replicate = 0; replicate < 4000 / contacts + 100; ++replicate) {
    World world = world_of(complete(contacts + 2), 0.75f);
    gossip_for_a_month(world, p, {52, replicate});
    // One relation a replicate: its two sides hear independently, as do those of other relations.
    for (const std::size_t side : {0u, 1u}) {
      const double heard = std::round(world[evidence_for][side] / one_word);
      CHECK(world[evidence_for][side] == Approx(heard * one_word).epsilon(1e-4));
      counts.add(heard);
      squares.add((heard - contacts * rate) * (heard - contacts * rate));
    }
  }
  CHECK(std::abs(counts.z(contacts * rate)) <= bound);
  CHECK(std::abs(squares.z(contacts * rate * (1 - rate))) <= bound);
}

TEST_CASE("each common contact is heard as often as any other") {
  constexpr Actor contacts = 6;
  Parameters p;
  p.set("gossip.rate", 0.3);
  p.set("gossip.amplification", 0);
  std::array<Sample, contacts> heard;
  for (std::uint32_t replicate = 0; replicate < 3000; ++replicate) {
    World world = world_of(complete(contacts + 2), 0.5f);
    // Actors 0 and 1 talk; contact 2 + k says something worth 2^k units, so the sum tells who spoke.
    for (Actor k = 0; k < contacts; ++k) {
      world.fill(trust)[side_index(*world.graph().find(0, 2 + k), 0, 2 + k)] = static_cast<float>(1u << k) / 64;
      world.fill(trust)[side_index(*world.graph().find(2 + k, 1), 2 + k, 1)] = 1;
    }
    gossip_for_a_month(world, p, {53, replicate});
    const auto bits = static_cast<unsigned>(std::lround(world[evidence_for][0] / 0.2f * 64));
    for (Actor k = 0; k < contacts; ++k) heard[k].add(bits >> k & 1);
  }
  for (const Sample& one : heard) CHECK(std::abs(one.z(0.3)) <= bound);
}

TEST_CASE("at a rate of zero nobody speaks, at one everybody does") {
  const Actor contacts = GENERATE(3u, 33u);
  Parameters p;
  p.set("gossip.amplification", 0);
  for (const double rate : {0.0, 1.0}) {
    p.set("gossip.rate", rate);
    World world = world_of(complete(contacts + 2), 0.75f);
    gossip_for_a_month(world, p, {54, 0});
    for (const float r : world[evidence_for]) CHECK(r == Approx(rate * contacts * 0.2 * 0.75 * 0.5));
  }
}

}  // namespace entremise::territory::testing
