#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

using Model = World<Word<Per::actor>>;
void observe(const Model& world) {
  world.fill(actor_word)[0] = 1;
}
