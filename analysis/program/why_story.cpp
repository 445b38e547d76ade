#include "analysis/program/why_story.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

#include "analysis/wording/numbers.hpp"
#include "models/territory/model.hpp"

namespace entremise::program {

using namespace entremise::why;
using territory::ActorType;
using territory::Tallied;

bool is_about(const Happening& h, const Findings& a) {
  switch (h.event) {
    case Event::lever_begins:
    case Event::lever_ends:
    case Event::election:
    case Event::facilitator_replaced:
      return true;
    default:
      break;
  }
  if (a.focus.actor) return h.concerns(*a.focus.actor);
  if (!a.focus.types) return true;
  const auto has = [&](ActorType type) {
    return std::any_of(h.who.begin(), h.who.end(), [&](Actor i) { return a.actors.type(i) == type; });
  };
  const ActorType one = (*a.focus.types)[0], other = (*a.focus.types)[1];
  if (h.who.size() == 1) return has(one) || has(other);
  if (one != other) return has(one) && has(other);
  return std::count_if(h.who.begin(), h.who.end(), [&](Actor i) { return a.actors.type(i) == one; }) > 1;
}

namespace {

Text lower(Text t) {
  for (std::string* s : {&t.en, &t.fr})
    if (!s->empty() && (*s)[0] >= 'A' && (*s)[0] <= 'Z') (*s)[0] = static_cast<char>((*s)[0] - 'A' + 'a');
  return t;
}

}  // namespace

std::vector<Text> set_apart(const Question& question) {
  const territory::Specification &here = question.here.scenario.specification,
                                 &there = question.there->scenario.specification;
  std::vector<Text> all;
  const auto named = [](const std::vector<territory::Lever>& levers, const std::string& name) {
    return std::find_if(levers.begin(), levers.end(), [&](const auto& l) { return l.name == name; });
  };
  const auto only = [&](const territory::Specification& one, const territory::Specification& other, const Text& where) {
    for (const territory::Lever& lever : one.levers) {
      if (named(other.levers, lever.name) != other.levers.end()) continue;
      const Text what = lower(meaning(lever));
      const std::uint32_t from = std::max(1u, lever.from);
      all.push_back(
          {fmt::format("lever “{}” from month {}, only {}: {}", lever.name, from, where.en, what.en),
           fmt::format("levier « {} » dès le mois {}, seulement {} : {}", lever.name, from, where.fr, what.fr)});
    }
  };
  only(here, there, {"here", "ici"});
  only(there, here, text("in “{}”", "dans « {} »", question.there->name));
  for (const territory::Lever& lever : here.levers) {
    const auto other = named(there.levers, lever.name);
    if (other == there.levers.end() || *other == lever) continue;
    if (other->from != lever.from || other->until != lever.until)
      all.push_back(text("lever “{}”: from month {} here, {} there", "levier « {} » : dès le mois {} ici, {} là-bas",
                         lever.name, std::max(1u, lever.from), std::max(1u, other->from)));
    for (std::size_t k = 0; k < territory::lever_registry.size(); ++k)
      if (lever.values[k] != other->values[k])
        all.push_back(text("lever “{}”: {} is {} here, {} there", "levier « {} » : {} vaut {} ici, {} là-bas",
                           lever.name, territory::lever_registry[k].key, lever.values[k], other->values[k]));
  }
  for (std::size_t k = 0; k < territory::registry.size(); ++k) {
    const double x = here.parameters.value(k), y = there.parameters.value(k);
    if (x != y)
      all.push_back(text("{} is {} here, {} there", "{} vaut {} ici, {} là-bas", territory::registry[k].key, x, y));
  }
  if (here.given.has_value() != there.given.has_value())
    all.push_back({"one of them has actors of its own", "l’un des deux a ses propres acteurs"});
  return all;
}

std::vector<const Happening*> only_in(const Findings& a, std::uint32_t month, bool of_here) {
  const Trace &one = of_here ? a.both->here : a.both->there, &other = of_here ? a.both->there : a.both->here;
  const auto& own = (of_here ? a.question.here : *a.question.there).scenario.specification.levers;
  const auto& others = (of_here ? *a.question.there : a.question.here).scenario.specification.levers;
  std::vector<const Happening*> all;
  for (const Happening& h : one.happenings) {
    if (h.month != month) continue;
    const bool shared = std::any_of(other.happenings.begin(), other.happenings.end(), [&](const Happening& o) {
      if (o.month != month || o.event != h.event) return false;
      // Levers are counted within their own scenario.
      if (h.event == Event::lever_begins || h.event == Event::lever_ends)
        return own[h.lever].name == others[o.lever].name;
      return o == h;
    });
    if (!shared) all.push_back(&h);
  }
  return all;
}

namespace {

constexpr std::size_t quantities = territory::tallied_quantities;

// Mechanisms in the order in which they weigh, by what they moved most; those that moved nothing left out. All four
// quantities go from 0 to 1.
std::vector<std::size_t> ranked(const std::function<double(std::size_t, std::size_t)>& moved, std::size_t phases) {
  const auto weight = [&](std::size_t k) {
    double most = 0;
    for (std::size_t q = 0; q < quantities; ++q) most = std::max(most, std::fabs(moved(q, k)));
    return most;
  };
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < phases; ++k)
    if (weight(k) > 0) order.push_back(k);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return weight(x) > weight(y); });
  return order;
}

constexpr std::array<std::pair<const char*, const char*>, quantities> quantity_words{
    {{"mean trust", "confiance moyenne"},
     {"mean interconnaissance", "interconnaissance moyenne"},
     {"mean tension", "tension moyenne"},
     {"mean engagement", "engagement moyen"}}};

// "3, 7, 12–15", of ascending months.
std::string spans_of(const std::vector<std::uint32_t>& months) {
  std::string out;
  for (std::size_t k = 0; k < months.size();) {
    std::size_t last = k;
    while (last + 1 < months.size() && months[last + 1] <= months[last] + 1) ++last;
    out += (out.empty() ? "" : ", ") + fmt::format("{}", months[k]);
    if (months[last] != months[k])
      out += (months[last] == months[k] + 1 ? ", " : "–") + fmt::format("{}", months[last]);
    k = last + 1;
  }
  return out;
}

// The story as lines of text.
class Story {
 public:
  Story(const Findings& findings, const Terminal& terminal)
      : a_(findings),
        terminal_(terminal),
        language_(terminal.language()),
        width_(std::clamp<std::size_t>(terminal.width(), 60, 80)),
        phases_(territory::phase_names()) {}

  std::string tell() {
    heading();
    in_short();
    events();
    this_month();
    title(text("What moved relations, months {} to {}", "Ce qui a fait bouger les relations, mois {} à {}",
               a_.question.since + 1, a_.question.month));
    table(a_.course, nullptr);
    if (a_.both != nullptr) comparison();
    legend();
    return std::move(out_);
  }

 private:
  [[nodiscard]] const std::string& say(const Text& t) const { return t.in(language_); }
  // As it is set: French with its spaces that do not break, and its own apostrophes.
  [[nodiscard]] std::string set(const Text& t) const {
    if (!french()) return say(t);
    std::string out = unbroken(say(t));
    for (std::size_t at = out.find('\''); at != std::string::npos; at = out.find('\'', at)) out.replace(at, 1, "’");
    return out;
  }
  [[nodiscard]] bool french() const { return language_ == Language::french; }

  // Lines of words: the first begins at column `first`, the others at `indent`.
  void lines(const Text& t, std::size_t first, std::size_t indent) {
    const std::string whole = set(t);
    std::string_view words = whole;
    std::string line(first, ' ');
    bool fresh = true;
    while (!words.empty()) {
      const std::size_t space = words.find(' ');
      const std::string_view word = words.substr(0, space);
      words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
      if (!fresh && columns(line) + 1 + columns(word) > width_) {
        out_ += line + "\n";
        line.assign(indent, ' ');
        fresh = true;
      }
      if (!fresh) line += ' ';
      line += word;
      fresh = false;
    }
    out_ += line + "\n";
  }
  void paragraph(const Text& t) { lines(t, 2, 2); }
  void item(const Text& t) { lines({"- " + t.en, "- " + t.fr}, 2, 4); }
  void title(const Text& t) { out_ += "\n" + terminal_.bold(set(t)) + "\n"; }

  // ---- who and when

  [[nodiscard]] Text whose() const {
    if (a_.focus.actor) {
      const Text name = a_.actors.office(*a_.focus.actor);
      return {"the relations of " + name.en, "les relations de : " + name.fr};
    }
    if (a_.focus.types) {
      const Text one = plural((*a_.focus.types)[0]), other = plural((*a_.focus.types)[1]);
      if (one.en == other.en) return {"relations among " + one.en, "les relations entre " + one.fr};
      return {fmt::format("relations between {} and {}", one.en, other.en),
              fmt::format("les relations entre {} et {}", one.fr, other.fr)};
    }
    return {"all relations", "toutes les relations"};
  }

  void heading() {
    const Question& q = a_.question;
    const Subject& s = q.here;
    out_ += terminal_.bold(set(text("{}, replicate {}: why, up to month {}",
                                    "{}, réplique {} : pourquoi, jusqu’au mois {}", s.name, q.replicate, q.month))) +
            "\n";
    const Text& name = s.scenario.title;
    const bool named = !name.en.empty() && name.en != s.name;
    Text t;
    t.en = fmt::format("{}seed {}; {}. ", named ? name.en + "; " : "", q.seed, whose().en);
    t.fr = fmt::format("{}graine {} ; {}. ", named ? name.fr + " ; " : "", q.seed, whose().fr);
    if (!s.recorded.empty()) {
      t.en += "Simulated anew from its key: the same values as in the file, to the bit.";
      t.fr += "Rejoué à partir de sa clé : les mêmes valeurs que dans le fichier, au bit près.";
    } else if (q.of_results) {
      t.en += "Simulated anew from its key; the file has no values to compare this replicate with.";
      t.fr += "Rejoué à partir de sa clé ; le fichier n’a pas de valeurs auxquelles comparer cette réplique.";
    } else {
      t.en += "Simulated from its key.";
      t.fr += "Simulé à partir de sa clé.";
    }
    paragraph(t);
  }

  // ---- in short

  // "everyday encounters (+0.12) and …": the mechanisms that moved a quantity most in one sense, at most two.
  [[nodiscard]] Text movers(const std::vector<double>& by_phase, double sense, int decimals) const {
    std::vector<std::size_t> order;
    double total = 0;
    for (std::size_t k = 0; k < by_phase.size(); ++k)
      if (by_phase[k] * sense > 0) {
        order.push_back(k);
        total += std::fabs(by_phase[k]);
      }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return std::fabs(by_phase[x]) > std::fabs(by_phase[y]); });
    Text t;
    for (std::size_t n = 0; n < order.size() && n < 2; ++n) {
      const double moved = by_phase[order[n]];
      // What is a tenth of the whole or less says little.
      if (n > 0 && std::fabs(moved) < 0.1 * total) break;
      const Text name = lower(mechanism(phases_[order[n]]).name);
      t.en += fmt::format("{}{} ({})", n == 0 ? "" : ", ", name.en, signed_number(moved, decimals, Language::english));
      t.fr += fmt::format("{}{} ({})", n == 0 ? "" : ", ", name.fr, signed_number(moved, decimals, Language::french));
    }
    return t;
  }

  [[nodiscard]] Text course_in_words(std::size_t q, const Course& course) const {
    if (!course.start || !course.end)
      return text("There is no {} to speak of.", "Il n’y a pas de {} à mesurer.", quantity_words[q].second);
    const int decimals = 3;
    const auto value = [&](double x, Language l) { return number(x, decimals, l); };
    const bool still = number(*course.start, decimals, language_) == number(*course.end, decimals, language_);
    Text t = {fmt::format("{} {} from {} to {}.", quantity_words[q].first,
                          still                         ? "stays"
                          : *course.end > *course.start ? "rises"
                                                        : "falls",
                          value(*course.start, Language::english), value(*course.end, Language::english)),
              fmt::format("{} : de {} à {}.", quantity_words[q].second, value(*course.start, Language::french),
                          value(*course.end, Language::french))};
    if (still) {
      t.en = fmt::format("{} stays at {}.", quantity_words[q].first, value(*course.end, Language::english));
      t.fr = fmt::format("{} : reste à {}.", quantity_words[q].second, value(*course.end, Language::french));
    }
    const Text up = movers(course.by_phase, 1, decimals), down = movers(course.by_phase, -1, decimals);
    if (!up.en.empty()) {
      t.en += " Upward: " + up.en + ".";
      t.fr += " À la hausse : " + up.fr + ".";
    }
    if (!down.en.empty()) {
      t.en += " Downward: " + down.en + ".";
      t.fr += " À la baisse : " + down.fr + ".";
    }
    t.en[0] = static_cast<char>(t.en[0] - 'a' + 'A');
    t.fr[0] = static_cast<char>(t.fr[0] - 'a' + 'A');
    return t;
  }

  void in_short() {
    title({"In short", "En bref"});
    for (const Tallied q : {Tallied::trusting, Tallied::knowing})
      item(course_in_words(static_cast<std::size_t>(q), a_.course[static_cast<std::size_t>(q)]));
    if (a_.focus.actor || (a_.focus.types && (*a_.focus.types)[0] != (*a_.focus.types)[1])) one_way();
    if (a_.both == nullptr) return;
    item(parting_in_short());
    if (!a_.both->parting || a_.both->parting->month > a_.question.month) return;
    const auto &here = (*a_.whole)[0].end, &there = (*a_.whole_there)[0].end;
    if (here && there) item(difference_in_words());
  }

  // What each of the two holds of the other.
  void one_way() {
    const auto sentence = [&](Focus::Way way, const Text& who) {
      Focus focus = a_.focus;
      focus.way = way;
      const auto shown = [&](Tallied q, Language l) {
        const auto from = focus.amount(a_.here.months[a_.question.since].start(), q).mean(),
                   to = focus.amount(a_.here.months.back().end(), q).mean();
        return from && to ? number(*from, 3, l) + " → " + number(*to, 3, l) : std::string("–");
      };
      item({fmt::format("{}: trust {}, interconnaissance {}.", who.en, shown(Tallied::trusting, Language::english),
                        shown(Tallied::knowing, Language::english)),
            fmt::format("{} : confiance {}, interconnaissance {}.", who.fr, shown(Tallied::trusting, Language::french),
                        shown(Tallied::knowing, Language::french))});
    };
    if (a_.focus.actor) {
      sentence(Focus::Way::held_by, {"What it holds of others", "Ce qu’elle pense et sait des autres"});
      sentence(Focus::Way::held_of, {"What others hold of it", "Ce que les autres pensent et savent d’elle"});
      return;
    }
    const Text one = plural((*a_.focus.types)[0]), other = plural((*a_.focus.types)[1]);
    sentence(Focus::Way::held_by, {fmt::format("What {} hold of {}", one.en, other.en),
                                   fmt::format("Des {} envers les {}", one.fr, other.fr)});
    sentence(Focus::Way::held_of, {fmt::format("What {} hold of {}", other.en, one.en),
                                   fmt::format("Des {} envers les {}", other.fr, one.fr)});
  }

  [[nodiscard]] Text parting_in_short() const {
    const auto& parting = a_.both->parting;
    const std::string& other = a_.question.there->name;
    if (!parting)
      return text("With the same luck, “{}” is the same to the bit up to the last month.",
                  "Avec le même hasard, « {} » est le même au bit près jusqu’au dernier mois.", other);
    if (parting->month == 0)
      return text("“{}” starts from another territory.", "« {} » part d’un autre territoire.", other);
    if (parting->month > a_.question.month)
      return text("With the same luck, “{}” is still the same to the bit in month {}; the two part in month {}.",
                  "Avec le même hasard, « {} » est encore le même au bit près au mois {} ; les deux se séparent au "
                  "mois {}.",
                  other, a_.question.month, parting->month);
    return text(
        "With the same luck, “{}” is the same to the bit up to month {}; the two part in month {}.",
        "Avec le même hasard, « {} » est le même au bit près jusqu’au mois {} ; les deux se séparent au mois {}.",
        other, parting->month - 1, parting->month);
  }

  [[nodiscard]] Text difference_in_words() const {
    const double here = *(*a_.whole)[0].end, there = *(*a_.whole_there)[0].end, difference = here - there;
    const int decimals = std::clamp(decimals_for(difference), 3, 5);
    std::vector<double> by_phase;
    for (std::size_t k = 0; k < phases_.size(); ++k)
      by_phase.push_back((*a_.whole)[0].by_phase[k] - (*a_.whole_there)[0].by_phase[k]);
    const Text most = movers(by_phase, difference >= 0 ? 1 : -1, decimals);
    const auto value = [&](double x, Language l) { return number(x, decimals, l); };
    Text t{fmt::format("Mean trust in month {}: {} here, {} there, a difference of {}.", a_.question.month,
                       value(here, Language::english), value(there, Language::english),
                       signed_number(difference, decimals, Language::english)),
           fmt::format("Confiance moyenne au mois {} : {} ici, {} là-bas, un écart de {}.", a_.question.month,
                       value(here, Language::french), value(there, Language::french),
                       signed_number(difference, decimals, Language::french))};
    const Text against = movers(by_phase, difference >= 0 ? -1 : 1, decimals);
    if (!most.en.empty()) {
      t.en += " Most of it: " + most.en + ".";
      t.fr += " Pour l’essentiel : " + most.fr + ".";
    }
    if (!against.en.empty()) {
      t.en += " Against it: " + against.en + ".";
      t.fr += " À l’inverse : " + against.fr + ".";
    }
    return t;
  }

  // ---- events

  // "elected officials – State officers", "élus – agents de l'État".
  [[nodiscard]] Text types_of(const Happening& h) const {
    switch (h.event) {
      case Event::introduction:
      case Event::intervention:
      case Event::rupture:
      case Event::new_relation:
      case Event::end_of_relation: {
        const ActorType one = std::min(a_.actors.type(h.who[0]), a_.actors.type(h.who[1])),
                        other = std::max(a_.actors.type(h.who[0]), a_.actors.type(h.who[1]));
        if (one == other) {
          const Text t = plural(one);
          return {"among " + t.en, "entre " + t.fr};
        }
        return {plural(one).en + " – " + plural(other).en, plural(one).fr + " – " + plural(other).fr};
      }
      case Event::change_of_type: {
        // What comes behind the names of the two.
        const Text t = told(h, a_.actors, {});
        return {t.en.substr(t.en.rfind(": ") + 2), t.fr.substr(t.fr.rfind(": ") + 2)};
      }
      case Event::arrival:
      case Event::joining:
        return plural(a_.actors.type(h.who[0]));
      case Event::call_for_tenders:
      case Event::project_started:
      case Event::project_succeeded:
      case Event::project_failed: {
        const Text t = plural(a_.actors.type(h.who[0]));
        return {"of " + t.en, "par des " + t.fr};
      }
      default:
        return {};
    }
  }

  [[nodiscard]] const std::vector<territory::Lever>& levers() const {
    return a_.question.here.scenario.specification.levers;
  }

  void events() {
    title(text("What happened, months {} to {}", "Ce qui s’est passé, mois {} à {}", a_.question.since + 1,
               a_.question.month));
    std::vector<const Happening*> all;
    for (const Happening& h : a_.here.happenings)
      if (h.month > a_.question.since && is_about(h, a_)) all.push_back(&h);
    if (all.empty()) return paragraph({"Nothing but everyday life.", "Rien d’autre que la vie ordinaire."});
    std::size_t widest = 0;
    for (const Happening* h : all) widest = std::max(widest, columns(say(why::heading(h->event))));
    for (std::size_t e = 0; e < event_names.size(); ++e) {
      std::vector<const Happening*> some;
      std::copy_if(all.begin(), all.end(), std::back_inserter(some),
                   [e](const Happening* h) { return h->event == static_cast<Event>(e); });
      if (!some.empty()) kind_of_event(some, widest);
    }
  }

  void kind_of_event(const std::vector<const Happening*>& some, std::size_t widest) {
    const Event event = some.front()->event;
    std::vector<std::uint32_t> months;
    for (const Happening* h : some) months.push_back(h->month);
    const Text when = months.front() == months.back() ? text("month {}", "mois {}", months.front())
                                                      : text("months {}", "mois {}", spans_of(months));
    const std::string count = pad_left(whole_number(some.size(), language_), 5);
    const std::string head = pad_right(say(why::heading(event)), widest) + count + "  ";
    out_ += "  " + head;
    // The months, folded below themselves where there are many.
    std::string rest = say(when);
    const std::size_t room = width_ - 2 - columns(head);
    out_ += fold(rest, room, 0).find('\n') == std::string::npos ? rest + "\n"
                                                                : folded_months(rest, room, 2 + columns(head));
    if (event == Event::lever_begins || event == Event::lever_ends) {
      for (const Happening* h : some) {
        Text t = told(*h, a_.actors, levers());
        if (event == Event::lever_begins) {
          const Text what = meaning(levers()[h->lever]);
          t = {fmt::format("{} (month {}). {}", t.en, h->month, what.en),
               fmt::format("{} (mois {}). {}", t.fr, h->month, what.fr)};
        }
        lines(t, 6, 6);
      }
      return;
    }
    if (a_.focus.actor || some.size() <= 3) {
      constexpr std::size_t most = 6;
      for (std::size_t k = 0; k < some.size() && k < most; ++k) {
        const Text t = told(*some[k], a_.actors, levers());
        if (t.en == say(why::heading(event)) || event == Event::election) continue;
        lines({fmt::format("{}: {}", some[k]->month, t.en), fmt::format("{} : {}", some[k]->month, t.fr)}, 6, 8);
      }
      if (some.size() > most) lines(text("… and {} more", "… et {} de plus", some.size() - most), 6, 6);
      return;
    }
    std::vector<std::pair<Text, std::size_t>> kinds;
    for (const Happening* h : some) {
      const Text t = types_of(*h);
      if (t.en.empty()) continue;
      auto at = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first.en == t.en; });
      if (at == kinds.end()) at = kinds.insert(kinds.end(), {t, 0});
      ++at->second;
    }
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto& x, const auto& y) { return x.second > y.second; });
    Text t;
    constexpr std::size_t most = 3;
    std::size_t others = 0;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      if (k >= most) {
        others += kinds[k].second;
        continue;
      }
      t.en += fmt::format("{}{} {}", k == 0 ? "" : ", ", kinds[k].first.en,
                          whole_number(kinds[k].second, Language::english));
      t.fr += fmt::format("{}{} {}", k == 0 ? "" : ", ", kinds[k].first.fr,
                          whole_number(kinds[k].second, Language::french));
    }
    if (others > 0) {
      t.en += ", others " + whole_number(others, Language::english);
      t.fr += ", autres " + whole_number(others, Language::french);
    }
    if (!t.en.empty()) lines(t, 6, 6);
  }
  [[nodiscard]] static std::string folded_months(const std::string& months, std::size_t room, std::size_t indent) {
    std::string out;
    const std::string all = fold(months, room, 0);
    for (const char c : all) out += c == '\n' ? "\n" + std::string(indent, ' ') : std::string(1, c);
    return out + "\n";
  }

  void list(const std::vector<const Happening*>& some, const std::vector<territory::Lever>& of) {
    constexpr std::size_t most = 3;
    for (std::size_t e = 0; e < event_names.size(); ++e) {
      std::vector<const Happening*> kind;
      std::copy_if(some.begin(), some.end(), std::back_inserter(kind),
                   [e](const Happening* h) { return h->event == static_cast<Event>(e); });
      for (std::size_t k = 0; k < kind.size() && k < most; ++k) item(told(*kind[k], a_.actors, of));
      if (kind.size() > most) {
        const Text what = lower(why::heading(static_cast<Event>(e)));
        item({fmt::format("… and {} more: {}", kind.size() - most, what.en),
              fmt::format("… et {} de plus : {}", kind.size() - most, what.fr)});
      }
    }
  }

  void this_month() {
    title(text("In month {}", "Au mois {}", a_.question.month));
    std::vector<const Happening*> some;
    for (const Happening& h : a_.here.happenings)
      if (h.month == a_.question.month && is_about(h, a_)) some.push_back(&h);
    if (some.empty())
      paragraph({"Nothing but everyday life.", "Rien d’autre que la vie ordinaire."});
    else
      list(some, levers());
  }

  // ---- mechanisms

  // By mechanism and quantity; with `reference` the difference from it.
  void table(const Account& course, const Account* reference) {
    const auto moved = [&](std::size_t q, std::size_t k) {
      return course[q].by_phase[k] - (reference != nullptr ? (*reference)[q].by_phase[k] : 0.0);
    };
    const std::vector<std::size_t> order = ranked(moved, phases_.size());
    double largest = 0;
    for (std::size_t q = 0; q < quantities; ++q)
      for (const std::size_t k : order) largest = std::max(largest, std::fabs(moved(q, k)));
    const int decimals = std::clamp(decimals_for(largest), 3, 5);
    constexpr std::size_t first = 36, each = 11;
    const auto row = [&](const Text& name, const std::array<std::string, quantities>& cells, bool strong) {
      std::string line = "  " + pad_right(say(name), first - 2);
      for (const std::string& cell : cells) line += pad_left(cell, each);
      out_ += (strong ? terminal_.bold(line) : line) + "\n";
    };
    row({"", ""}, {french() ? "confiance" : "trust", "intercon.", "tension", "engagement"}, true);
    const auto value = [&](const std::optional<double>& x) {
      return x ? number(*x, decimals, language_) : std::string("–");
    };
    const auto ends = [&](const Text& name, bool start, const Account& of) {
      std::array<std::string, quantities> cells;
      for (std::size_t q = 0; q < quantities; ++q) cells[q] = value(start ? of[q].start : of[q].end);
      row(name, cells, true);
    };
    if (reference == nullptr)
      ends(a_.question.since == 0 ? Text{"at the start", "au départ"}
                                  : text("after month {}", "après le mois {}", a_.question.since),
           true, course);
    else
      ends(text("there, in month {}", "là-bas, au mois {}", a_.question.month), false, *reference);
    const auto cell = [&](double x) {
      const std::string shown = signed_number(x, decimals, language_);
      return shown.find_first_not_of("+0.,\u2212") == std::string::npos ? std::string("·") : shown;
    };
    constexpr std::size_t most = 9;
    std::array<double, quantities> others{};
    bool any_other = false;
    for (std::size_t n = 0; n < order.size(); ++n) {
      std::array<std::string, quantities> cells;
      bool visible = false;
      for (std::size_t q = 0; q < quantities; ++q) {
        cells[q] = cell(moved(q, order[n]));
        visible = visible || cells[q] != "·";
      }
      if (visible && n < most) {
        row(mechanism(phases_[order[n]]).name, cells, false);
        shown_.insert(order[n]);
      } else {
        any_other = true;
        for (std::size_t q = 0; q < quantities; ++q) others[q] += moved(q, order[n]);
      }
    }
    if (any_other) {
      std::array<std::string, quantities> cells;
      for (std::size_t q = 0; q < quantities; ++q) cells[q] = cell(others[q]);
      if (std::any_of(cells.begin(), cells.end(), [](const std::string& c) { return c != "·"; }))
        row({"All others", "Tout le reste"}, cells, false);
    }
    ends(reference == nullptr ? text("in month {}", "au mois {}", a_.question.month)
                              : text("here, in month {}", "ici, au mois {}", a_.question.month),
         false, course);
  }

  // ---- comparison

  // "5 relations, such as élu 3 and agent 40".
  [[nodiscard]] Text extent(const Difference& d) const {
    Text t = column_name(d.column);
    std::vector<Text> who;
    for (const Actor i : d.offices) who.push_back(a_.actors.name(i));
    for (const Pair pair : d.relations) who.push_back(a_.actors.list({pair.a, pair.b}));
    const Text count = text("{} value{}", "{} valeur{}", d.count, d.count == 1 ? "" : "s");
    t.en += fmt::format(" ({}", count.en);
    t.fr += fmt::format(" ({}", count.fr);
    for (std::size_t k = 0; k < who.size() && k < 2; ++k) {
      t.en += (k == 0 ? ": " : "; ") + who[k].en;
      t.fr += (k == 0 ? " : " : " ; ") + who[k].fr;
    }
    const bool more = who.size() > 2;
    t.en += more ? "; …)" : ")";
    t.fr += more ? " ; …)" : ")";
    return t;
  }

  void step(const Parting::Step& one) {
    const Text name = mechanism(phases_[one.phase]).name;
    Text what;
    constexpr std::size_t most = 3;
    for (std::size_t k = 0; k < one.differences.size() && k < most; ++k) {
      const Text t = extent(one.differences[k]);
      what.en += (k == 0 ? "" : ", ") + t.en;
      what.fr += (k == 0 ? "" : ", ") + t.fr;
    }
    if (one.differences.size() > most) {
      what.en += ", …";
      what.fr += ", …";
    }
    item({name.en + ": " + what.en + ".", name.fr + " : " + what.fr + "."});
  }

  void comparison() {
    const Question& question = a_.question;
    const std::string& other = question.there->name;
    title(text("Compared with {}, with the same luck", "Comparé à {}, avec le même hasard", other));
    const std::vector<Text> apart = set_apart(question);
    constexpr std::size_t most = 6;
    paragraph(apart.empty() ? Text{"The two scenarios say the same.", "Les deux scénarios disent la même chose."}
                            : Text{"What sets them apart:", "Ce qui les distingue :"});
    for (std::size_t k = 0; k < apart.size() && k < most; ++k) item(apart[k]);
    if (apart.size() > most) item(text("… and {} more", "… et {} de plus", apart.size() - most));
    const auto& parting = a_.both->parting;
    paragraph(parting_in_short());
    if (!parting) return;
    if (parting->month == 0) {
      const std::vector<Difference>& all = parting->steps.front().differences;
      for (std::size_t k = 0; k < all.size() && k < most; ++k) item(extent(all[k]));
      if (all.size() > most) item(text("… and {} more", "… et {} de plus", all.size() - most));
    } else if (parting->month <= question.month) {
      for (const bool here : {true, false}) {
        const auto only = only_in(a_, parting->month, here);
        if (only.empty()) continue;
        paragraph(here ? text("Month {}, only here:", "Mois {}, seulement ici :", parting->month)
                       : text("Month {}, only in “{}”:", "Mois {}, seulement dans « {} » :", parting->month, other));
        list(only, (here ? question.here : *question.there).scenario.specification.levers);
      }
      paragraph(text("How the two parted in that month, step by step:",
                     "Comment les deux se sont séparés dans ce mois, pas à pas :"));
      constexpr std::size_t most_steps = 4;
      for (std::size_t k = 0; k < parting->steps.size() && k < most_steps; ++k) step(parting->steps[k]);
      if (parting->steps.size() > most_steps)
        item(text("… and {} more steps", "… et {} autres pas", parting->steps.size() - most_steps));
    }
    if (parting->month > question.month) return;
    const Distance& d = a_.both->distance;
    const auto count = [&](std::size_t n, Language l) { return whole_number(n, l); };
    const auto apart_by = [&](const char* words, Language l) {
      return fmt::format(fmt::runtime(words), question.month, count(d.offices, l), count(d.all_offices, l),
                         count(d.relations, l), count(d.all_relations, l), count(d.of_other_type, l));
    };
    paragraph({apart_by("In month {}, {} of {} offices and {} of {} relations differ in something, be it little; {} "
                        "relations are of another type, or in one only.",
                        Language::english),
               apart_by("Au mois {}, {} fonctions sur {} et {} relations sur {} diffèrent en quelque chose, même "
                        "infime ; {} relations sont d’un autre type, ou n’existent que d’un côté.",
                        Language::french)});
    title(text("What makes the difference, months 1 to {}", "Ce qui fait la différence, mois 1 à {}", question.month));
    table(*a_.whole, &*a_.whole_there);
  }

  void legend() {
    title({"What the words mean", "Ce que disent les mots"});
    item({"trust: the share of promises that one expects the other to keep, from 0 to 1.",
          "confiance : la part des promesses que l’on s’attend à voir tenues par l’autre, de 0 à 1."});
    item({"interconnaissance (intercon.): how well one knows the other’s constraints, from 0 to 1.",
          "interconnaissance (intercon.) : à quel point on connaît les contraintes de l’autre, de 0 à 1."});
    for (const std::size_t k : shown_) {
      const Mechanism m = mechanism(phases_[k]);
      if (!m.meaning.en.empty()) item({m.name.en + ": " + m.meaning.en + ".", m.name.fr + " : " + m.meaning.fr + "."});
    }
    out_ += "\n";
    paragraph(
        {"Figures are means over relations; relations and offices that come or go move them too. This is one "
         "course among many: what holds on average is what “entremise compare” says.",
         "Les chiffres sont des moyennes sur les relations ; celles qui naissent ou finissent les déplacent aussi. "
         "Ce n’est qu’un déroulement parmi d’autres : ce qui vaut en moyenne, « entremise compare » le dit."});
  }

  const Findings& a_;
  const Terminal& terminal_;
  Language language_;
  std::size_t width_;
  std::vector<std::string_view> phases_;
  std::set<std::size_t> shown_;  // mechanisms that a table names
  std::string out_;
};

}  // namespace

std::string story(const Findings& findings, const Terminal& terminal) {
  return Story(findings, terminal).tell();
}

}  // namespace entremise::program
