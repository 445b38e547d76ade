#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

int main() {
  const auto nothing = [](auto) {};
  const Schedule month(each_actor<"twice">(nothing), each_relation<"twice">(nothing));
}
