#include "sim/engine/around.hpp"
#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto phase = each_actor_around<"gathers in secret">(actor_share, renews(actor_word), [](auto, auto) {});
}
