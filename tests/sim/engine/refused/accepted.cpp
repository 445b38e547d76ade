#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

// Compiles: what the others get wrong, done right. It proves that they are refused for what they do.
int main() {
  World<Word<Per::actor>, Word<Per::relation>, Share<Per::actor>> world(Graph(2, {{0, 1}}));
  const Schedule month(
      each_actor<"one">(reads(actor_share), renews(actor_word),
                        [](auto me) { me.next(actor_word) = me.all(actor_share)[0] > 0; }),
      each_relation<"another">(writes(relation_word), [](auto relation) { relation[relation_word] = 1; }));
  month.advance(world, {});
  const auto& seen = world;
  return static_cast<int>(seen[actor_word][0]);
}
