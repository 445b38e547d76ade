#pragma once
#include <cstdint>
#include <vector>

#include "models/reference/check.hpp"
#include "sim/engine/schedule.hpp"

/// The voter model (Clifford & Sudbury 1973; Holley & Liggett 1975): two opinions, one event after the other; somebody
/// takes the opinion of somebody they have a relation with. Node update: an actor is drawn, and one of its relations,
/// whose other end it copies. Link update: a relation is drawn, and which of its ends copies the other.
///
/// Known answers.
///  - Opinion 1 wins with probability Σ d_i / Σ d over those who hold it at first under node update, and with their
///    share under link update (Sood, Antal & Redner 2008, arXiv:0712.4288).
///  - On the complete graph of N actors of whom n hold 1, in units of N events, consensus takes on average exactly
///      E[T] = ((N-1)/N) [ (N-n) Σ_{j=1..n} 1/(N-j) + n Σ_{j=n+1..N-1} 1/j ],
///    from the chain of their number, which goes up and down with the same probability j (N-j) / (N (N-1)) an event;
///    the asymptotic form of Sood & Redner 2005 is 2 % larger at N = 100.
///
/// Protocol: N = 100, n = 10 and 50, 20 000 runs (2000 in brief); the star of 11 actors from its hub, from a leaf, and
/// from a leaf under link update, 100 000 runs (10 000). |z| ≤ 4.
namespace entremise::reference::voter {

inline constexpr struct Vote {
  using Value = std::uint8_t;
  static constexpr Per per = Per::actor;
  static constexpr std::string_view name = "vote", unit = "1", meaning = "the opinion held";
  static constexpr Value initial = 0, lower = 0, upper = 1;
} vote;
inline constexpr struct Tally {
  using Value = std::uint32_t;
  static constexpr Per per = Per::world;
  static constexpr std::string_view name = "tally", unit = "1", meaning = "holders of opinion 1; events to consensus";
  static constexpr Value initial = 0, lower = 0, upper = 0xFFFFFFFFu;
} tally;

/// Votes, and their tally: holders of opinion 1, then events so far.
using World = entremise::World<Vote, Tally>;

/// Whether an actor is drawn for an event, or a relation.
enum class Update : std::uint8_t { node, link };

/// As many events as there are actors.
[[nodiscard]] inline auto step(Update update, std::uint32_t actors) {
  const auto copy = [](const auto& all, Actor to, Actor from) {
    const auto counts = all[tally];
    if (counts[0] == 0 || counts[0] == all.graph().actors()) return;  // nothing can change any more
    ++counts[1];
    counts[0] += all[vote][from];
    counts[0] -= all[vote][to];
    all[vote][to] = all[vote][from];
  };
  return Schedule(
      only_if(update == Update::node, events<"voter.node">(actors, writes(vote, tally),
                                                           [copy](auto all, Draws& draws) {
                                                             const Actor i = draws.below(all.graph().actors());
                                                             const auto links = all.graph().links(i);
                                                             const auto n = static_cast<std::uint32_t>(links.size());
                                                             copy(all, i, links[draws.below(n)].to);
                                                           })),
      only_if(update == Update::link, events<"voter.link">(actors, writes(vote, tally), [copy](auto all, Draws& draws) {
                const Pair pair = all.graph().pairs()[draws.below(all.graph().relations())];
                if (draws.chance(0.5))
                  copy(all, pair.a, pair.b);
                else
                  copy(all, pair.b, pair.a);
              })));
}

/// How a run ended.
struct Consensus {
  bool on_one = false;       ///< whether all hold opinion 1; else opinion 0
  std::uint32_t events = 0;  ///< until then
};

/// One run to consensus; `ones` hold opinion 1 at first. Everybody must have a relation, and all be connected.
[[nodiscard]] Consensus run(const Graph& graph, const std::vector<Actor>& ones, Update update, Luck luck);

/// The exact E[T] above.
[[nodiscard]] double consensus_time_on_complete(std::uint32_t actors, std::uint32_t ones);

/// The protocol above, and what came out.
[[nodiscard]] std::vector<Check> verify(const Trial& trial);

}  // namespace entremise::reference::voter
