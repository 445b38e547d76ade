#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor<"twice">(reads(actor_word), reads(actor_share), writes(side_word), [](auto) {});
}
