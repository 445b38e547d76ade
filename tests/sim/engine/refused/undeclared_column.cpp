#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor<"reads what it has not declared">(
      reads(actor_word), writes(actor_share), [](auto me) { me[actor_share] = me.all(relation_share)[0]; });
}
