#include "analysis/why/account.hpp"

namespace entremise::why {

using namespace entremise::territory;

Amount Focus::amount(const Standing& s, Tallied quantity) const {
  const auto q = static_cast<std::size_t>(quantity);
  Amount all;
  if (quantity == Tallied::engaged) {
    if (actor) return s.engagement_of_actor;
    for (std::size_t type = 0; type < actor_types; ++type)
      if (!types || type == static_cast<std::size_t>((*types)[0]) || type == static_cast<std::size_t>((*types)[1]))
        all += s.engagement[type];
    return all;
  }
  if (actor) {
    if (way != Way::held_of) all += s.of_actor[q][0];
    if (way != Way::held_by) all += s.of_actor[q][1];
    return all;
  }
  if (!types) {
    for (const Amount& amount : s.pairs[q]) all += amount;
    return all;
  }
  const auto a = static_cast<std::size_t>((*types)[0]), b = static_cast<std::size_t>((*types)[1]);
  if (way != Way::held_of) all += s.pairs[q][a * actor_types + b];
  if (way == Way::held_of || (way == Way::both && a != b)) all += s.pairs[q][b * actor_types + a];
  return all;
}

Account account(std::span<const MonthTally> months, std::uint32_t since, const Focus& focus) {
  Account all;
  if (months.empty()) return all;
  const std::span<const MonthTally> window = months.subspan(since);
  for (std::size_t q = 0; q < all.size(); ++q) {
    const auto quantity = static_cast<Tallied>(q);
    Course& course = all[q];
    course.start = focus.amount(window.empty() ? months.back().end() : window.front().start(), quantity).mean();
    course.end = focus.amount(months.back().end(), quantity).mean();
    course.by_phase.assign(months.front().phases(), 0);
    for (const MonthTally& month : window)
      for (std::size_t phase = 0; phase < month.phases(); ++phase) {
        const Amount before = focus.amount(month.before(phase), quantity),
                     after = focus.amount(month.after(phase), quantity);
        if (before == after) continue;
        const auto from = before.mean(), to = after.mean();
        if (from && to) course.by_phase[phase] += *to - *from;
      }
  }
  return all;
}

}  // namespace entremise::why
