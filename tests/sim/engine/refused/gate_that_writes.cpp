#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_relation<"gate">(renews(relation_word), [](auto) {}).when([](auto relation) {
    relation.next(relation_word) = 1;
    return true;
  });
}
