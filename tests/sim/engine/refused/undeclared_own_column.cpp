#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor<"own value not declared">(writes(actor_word), [](auto me) { me[actor_share] = 1; });
}
