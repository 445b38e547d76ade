#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor<"both">(reads(actor_word), writes(actor_word),
                                        [](auto me) { me[actor_word] = me.all(actor_word)[0]; });
}
