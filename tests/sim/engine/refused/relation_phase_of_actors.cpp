#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_relation<"pushes">(writes(actor_word), [](auto) {});
}
