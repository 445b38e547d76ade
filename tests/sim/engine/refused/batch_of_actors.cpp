#include "sim/engine/relation_batch.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_relation_batch<"batch">(writes(actor_word), [](auto) {});
}
