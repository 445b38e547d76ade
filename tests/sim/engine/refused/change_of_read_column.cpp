#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor<"changes what it reads">(reads(actor_word), [](auto me) { me.next(actor_word) = 1; });
}
