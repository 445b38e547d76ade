#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor<"reaches too far">(writes(relation_word), [](auto) {});
}
