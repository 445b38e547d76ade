#include "sim/engine/schedule.hpp"
#include "tests/sim/engine/columns.hpp"

using namespace entremise;
using namespace plain;

struct Odd : Share<Per::actor> {
  static constexpr float initial = 2;
};
World<Odd> world;
