// Does a practice spread from a few neighbours to everybody? See ../TUTORIAL.md. Argument: the chart to write (SVG).
#include <algorithm>
#include <fstream>

#include "sim/engine/schedule.hpp"
#include "sim/graph/generators.hpp"

using namespace entremise;

inline constexpr struct Adopted {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "adopted", unit = "1", meaning = "1 for those who have taken it up";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} adopted;

// A month: one takes up what at least `threshold` of one's acquaintances do, if one comes to think of it.
auto month(std::uint32_t threshold) {
  return Schedule(each_actor<"adopting">(renews(adopted), [threshold](auto me, Draws& draws) {
    std::uint32_t seen = 0;
    for (const Link link : me.links()) seen += me.all(adopted)[link.to];
    if (seen >= threshold && draws.chance(0.5)) me.next(adopted) = 1;
  }));
}

// The share of adopters, month by month.
std::vector<double> spread(double shortcuts, std::uint32_t threshold, Luck luck) {
  World<Adopted> world(watts_strogatz(2000, 8, shortcuts, stream_key(luck, process_id("graph"))));
  std::fill_n(world.fill(adopted).begin(), 8, std::uint8_t{1});  // a street of pioneers
  const auto what_happens = month(threshold);
  std::vector<double> shares;
  for (int t = 0; t <= 120; ++t) {
    shares.push_back(static_cast<double>(std::ranges::count(world[adopted], 1)) / 2000);
    what_happens.advance(world, luck);
  }
  return shares;
}

int main(int, char** argv) {
  std::ofstream svg(argv[1]);
  svg << R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="-40 -20 680 280" font-family="sans-serif" font-size="12">
<path d="M0 0V200H600" fill="none" stroke="#444"/><text x="-34" y="5">all</text><text x="530" y="220">120 months</text>)";
  const char* colours[] = {"#0072b2", "#d55e00"};
  for (const std::uint32_t threshold : {1u, 3u})
    for (const double shortcuts : {0.0, 0.1}) {
      svg << "\n<polyline fill='none' stroke-width='2' stroke='" << colours[threshold / 2] << "' stroke-dasharray='"
          << (shortcuts > 0 ? "6 4" : "none") << "' points='";
      const auto shares = spread(shortcuts, threshold, {1, 0});
      for (std::size_t t = 0; t < shares.size(); ++t)
        svg << 5.0 * static_cast<double>(t) << ',' << 200 - 200 * shares[t] << ' ';
      svg << "'/>";
    }
  svg << R"(<text y="245">blue: one acquaintance suffices; red: it takes three. Dashed: with shortcuts</text></svg>)"
      << '\n';
  return svg.flush() ? 0 : 1;
}
