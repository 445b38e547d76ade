// Measures against a plain second computation from the columns, written down formula by formula.
#include <catch2/catch.hpp>

#include <map>
#include <string>

#include "tests/models/territory/random_world.hpp"
#include "tests/models/territory/territories.hpp"

namespace entremise::territory::testing {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// One direction of a relation.
struct Held {
  std::size_t from, to, slot;
  double trusts, trusted, knows;
  unsigned outcome, frank;
};

std::vector<Held> held_in(const World& world, bool institutional_only) {
  std::vector<Held> all;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    if (institutional_only && world[institutional][slot] == 0) continue;
    const Pair pair = world.graph().pairs()[slot];
    for (const auto& [i, j] : {std::pair(pair.a, pair.b), std::pair(pair.b, pair.a)}) {
      const std::size_t side = side_index(slot, i, j);
      all.push_back({world[type_of][i], world[type_of][j], slot, world[trust][side],
                     world[trust][side_index(slot, j, i)], world[interconnaissance][side], world[delivery][side],
                     world[candid][side]});
    }
  }
  return all;
}

template <class F, class Keep>
double mean_of(const std::vector<Held>& all, F f, Keep keep) {
  double sum = 0, n = 0;
  for (const Held& h : all)
    if (keep(h)) {
      sum += f(h);
      ++n;
    }
  return n > 0 ? sum / n : nothing;
}

void measure_joint_work(const World& world, std::map<std::string, std::vector<double>>& m) {
  for (std::size_t type = 0; type < 4; ++type) {
    double n = 0, engaged = 0, gained = 0;
    for (Actor i = 0; i < world.graph().actors(); ++i)
      if (world[present][i] != 0 && world[type_of][i] == type) {
        ++n;
        engaged += double{world[engagement][i]};
        gained += double{world[benefit][i]};
      }
    m["engagement"].push_back(engaged / n);
    m["benefit"].push_back(gained / n);
  }
  const Ledger& book = world[ledger][0];
  const auto count = [&](const char* name, std::int64_t n) { m[name] = {static_cast<double>(n)}; };
  const auto share = [&](const char* name, std::int64_t n, std::int64_t of) {
    m[name] = {static_cast<double>(n) / static_cast<double>(of)};
  };
  count("projects_attempted", book.attempted);
  count("projects_started", book.started);
  count("projects_active", 0);
  count("projects_succeeded", book.succeeded);
  count("projects_failed", book.failed);
  count("projects_succeeded_total", book.all_succeeded);
  count("milestones", book.milestones);
  share("project_intention", book.contributions_meant, book.contributions_due);
  share("project_cooperation", book.contributions_made, book.contributions_due);
  share("project_round_success", book.rounds_succeeded, book.rounds);
  for (std::size_t k = 0; k < criteria; ++k) {
    m["value_created"].push_back(book.created[k].value());
    m["value_destroyed"].push_back(book.destroyed[k].value());
  }
  m["value_costs"] = {book.costs.value()};
  m["value_net"] = {book.net_value.value()};
  m["value_seen_share"] = {book.perceived.value() / book.actual.value()};
  count("conversations", 0);
  count("space_participants", 0);
  count("calls_for_tenders", book.calls_for_tenders);
  count("newcomers", book.newcomers);
  m["lever_hours"] = {book.hours.value()};
  m["lever_hours_total"] = {book.all_hours.value()};

  // Gini: mean difference of all pairs, over twice the mean.
  double difference = 0, sum = 0;
  for (const float x : world[benefit]) {
    sum += std::max(0.0, double{x});
    for (const float y : world[benefit]) difference += std::abs(std::max(0.0, double{x}) - std::max(0.0, double{y}));
  }
  m["benefit_gini"] = {difference / (2 * static_cast<double>(world.graph().actors()) * sum)};
  // Dependence: share of funding by tender, over the number of partners of that kind.
  const auto is_social = [&](Actor i) { return world[type_of][i] == 2; };
  const auto funds = [&](std::uint32_t slot) {
    const Pair pair = world.graph().pairs()[slot];
    return is_social(pair.a) != is_social(pair.b) && world[tender][slot] > 0;
  };
  const auto partners = [&](Actor i) {
    double n = 0;
    for (const Link link : world.graph().links(i)) n += funds(link.slot) ? 1 : 0;
    return n;
  };
  double asymmetry = 0, ties = 0;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot)
    if (funds(slot)) {
      const Pair pair = world.graph().pairs()[slot];
      asymmetry +=
          std::abs(double{world[tender][slot]} / partners(pair.a) - double{world[tender][slot]} / partners(pair.b));
      ++ties;
    }
  m["power_asymmetry"] = {asymmetry / ties};
}

// All measures by name, in the order of their axes.
std::map<std::string, std::vector<double>> measured(const World& world, const Parameters& p) {
  std::map<std::string, std::vector<double>> m;
  const auto any = [](const Held&) { return true; };
  const auto critical = Observer(p).critical_interconnaissance();
  for (const bool only : {false, true}) {
    const std::vector<Held> all = held_in(world, only);
    const auto met = [&](const Held& h) { return world[silence][h.slot] == 0; };
    const auto active = [](const Held& h) { return h.outcome != 0; };
    const auto delivered = [](const Held& h) {
      return h.outcome == static_cast<unsigned>(Outcome::delivered) ? 1.0 : 0.0;
    };
    const auto trusts = [](const Held& h) { return h.trusts; };
    const double mean = mean_of(all, trusts, any);
    const double variance = mean_of(
        all, [&](const Held& h) { return (h.trusts - mean) * (h.trusts - mean); }, any);
    m["relation_count"].push_back(static_cast<double>(all.size()) / 2);
    m["trust"].push_back(mean);
    m["trust_sd"].push_back(std::sqrt(variance));
    m["trust_high_share"].push_back(mean_of(
        all, [](const Held& h) { return h.trusts > 0.6 ? 1.0 : 0.0; }, any));
    m["trust_reciprocity"].push_back(
        mean_of(
            all, [&](const Held& h) { return (h.trusts - mean) * (h.trusted - mean); }, any) /
        variance);
    m["trust_gap"].push_back(mean_of(
        all,
        [&](const Held& h) {
          const double constraint = p.at("activity.constraint.elected_official", h.to);
          return h.trusts - p["activity.good_will"] * (1 - constraint * (1 - p["activity.accommodation"] * h.knows));
        },
        any));
    m["interconnaissance"].push_back(mean_of(
        all, [](const Held& h) { return h.knows; }, any));
    m["interconnaissance_sufficient_share"].push_back(mean_of(
        all, [&](const Held& h) { return h.knows >= critical[h.to] ? 1.0 : 0.0; }, any));
    m["tension"].push_back(mean_of(
        all, [&](const Held& h) { return double{world[tension][h.slot]}; }, any));
    const auto distance = [&](const Held& h) {
      const Pair pair = world.graph().pairs()[h.slot];
      double sum = 0;
      for (std::size_t k = 0; k < issue_count; ++k) {
        const double gap = double{world[issues_of][pair.a][k]} - double{world[issues_of][pair.b][k]};
        sum += gap * gap;
      }
      return std::sqrt(sum) / 4;  // from corner to corner
    };
    const auto worked_through = [&](const Held& h) { return double{static_cast<float>(world[worked][h.slot])}; };
    m["disagreement"].push_back(mean_of(all, distance, any));
    m["disagreement_open"].push_back(mean_of(
        all,
        [&](const Held& h) {
          return distance(h) * (1 - worked_through(h)) * double{static_cast<float>(world[surfaced][h.slot])};
        },
        any));
    m["disagreement_worked"].push_back(mean_of(
        all, [&](const Held& h) { return distance(h) * worked_through(h); }, any));
    double broken = 0;
    for (const Held& h : all) broken += world[ruptured][h.slot] / 2.0;
    m["ruptures"].push_back(broken);
    m["encounter_share"].push_back(mean_of(
        all, [&](const Held& h) { return met(h) ? 1.0 : 0.0; }, any));
    m["candour"].push_back(mean_of(
        all, [](const Held& h) { return double{static_cast<float>(h.frank)}; }, met));
    m["activities"].push_back(static_cast<double>(std::count_if(all.begin(), all.end(), active)));
    m["cooperation"].push_back(mean_of(all, delivered, active));
    m["excused_share"].push_back(mean_of(
        all, [](const Held& h) { return h.outcome == static_cast<unsigned>(Outcome::excused) ? 1.0 : 0.0; },
        [](const Held& h) {
          return h.outcome == static_cast<unsigned>(Outcome::excused) ||
                 h.outcome == static_cast<unsigned>(Outcome::blamed);
        }));
    std::array<double, 4> types{};
    std::array<double, 16> changes{};
    double relations = 0;
    for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
      if (only && world[institutional][slot] == 0) continue;
      ++relations;
      ++types[world[relation_type_of][slot]];
      ++changes[std::size_t{4} * world[former_type][slot] + world[relation_type_of][slot]];
    }
    double entropy = 0;
    for (const double n : types) {
      m["relation_type_count"].push_back(n);
      m["relation_type_share"].push_back(relations > 0 ? n / relations : nothing);
      if (n > 0) entropy -= n / relations * std::log2(n / relations) / 2;
    }
    m["relation_type_entropy"].push_back(relations > 0 ? entropy : nothing);
    m["relation_type_changes"].insert(m["relation_type_changes"].end(), changes.begin(), changes.end());
    for (std::size_t k = 0; k < 4; ++k)
      for (std::size_t l = 0; l < 4; ++l) {
        const auto here = [&](const Held& h) { return h.from == k && h.to == l; };
        m["trust_mixing"].push_back(mean_of(all, trusts, here));
        m["interconnaissance_mixing"].push_back(mean_of(
            all, [](const Held& h) { return h.knows; }, here));
        m["cooperation_mixing"].push_back(mean_of(all, delivered, [&](const Held& h) { return here(h) && active(h); }));
      }
  }
  std::array<std::array<double, 4>, 4> e{};
  double ends = 0;
  for (const Held& h : held_in(world, false))
    if (h.trusts > 0.5 && h.trusted > 0.5 && world[silence][h.slot] <= 6) {
      ++e[h.from][h.to];
      ++ends;
    }
  double trace = 0, squares = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    double row = 0, column = 0;
    for (std::size_t l = 0; l < 4; ++l) {
      m["effective_ties"].push_back(e[k][l]);
      row += e[k][l] / ends;
      column += e[l][k] / ends;
    }
    trace += e[k][k] / ends;
    squares += row * column;
  }
  m["assortativity"] = {(trace - squares) / (1 - squares)};
  m["ei_index"] = {1 - 2 * trace};
  m["arrivals"].assign(4, 0);
  for (Actor i = 0; i < world.graph().actors(); ++i) m["arrivals"][world[type_of][i]] += world[arrived][i];
  double made = 0, introduced = 0;
  for (const Intervention& one : world[interventions]) {
    made += one.facilitator != no_entity ? 1 : 0;
    introduced += one.facilitator != no_entity && one.introduces ? 1 : 0;
  }
  m["interventions"] = {made};
  m["introductions"] = {introduced};
  measure_joint_work(world, m);
  std::array<double, 4> across{};
  double all_across = 0;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    if (world[institutional][slot] == 0 || (world[type_of][pair.a] == 2) == (world[type_of][pair.b] == 2)) continue;
    ++across[world[relation_type_of][slot]];
    ++all_across;
  }
  for (const double n : across) m["relation_type_share_across"].push_back(n / all_across);
  // Partnerships: spread a label until nothing changes.
  std::vector<Actor> label(world.graph().actors());
  for (Actor i = 0; i < label.size(); ++i) label[i] = i;
  for (bool again = true; again;) {
    again = false;
    for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
      const auto [a, b] = world.graph().pairs()[slot];
      if (world[relation_type_of][slot] != static_cast<std::uint8_t>(RelationType::partnership) || label[a] == label[b])
        continue;
      label[a] = label[b] = std::min(label[a], label[b]);
      again = true;
    }
  }
  std::ptrdiff_t largest = 0;
  for (Actor i = 0; i < label.size(); ++i) largest = std::max(largest, std::count(label.begin(), label.end(), i));
  m["partnership_component"] = {static_cast<double>(largest) / static_cast<double>(label.size())};
  return m;
}

}  // namespace

TEST_CASE("every measure is what its formula says") {
  const MeasureChoice choice{true};
  const Catalogue c = catalogue(choice);
  for (std::uint32_t which = 0; which < 40; ++which) {
    const World world = random_world(3 + which, which % 2 == 0 ? 0.4 : 0.1, which);
    const Parameters p;
    std::vector<float> series;
    Observer{p, choice}(world, series);
    REQUIRE(series.size() == c.width());
    const auto expected = measured(world, p);
    for (std::size_t v = 0; v < c.variables().size(); ++v) {
      CAPTURE(which, c.variables()[v].name);
      const auto& values = expected.at(c.variables()[v].name);
      REQUIRE(values.size() == c.size(v));
      for (std::size_t k = 0; k < values.size(); ++k) {
        const float value = series[c.offset(v) + k];
        if (std::isnan(values[k]))
          CHECK(std::isnan(value));
        else
          CHECK(value == Approx(values[k]).margin(2e-5));
      }
    }
  }
}

TEST_CASE("before the first month nobody has met") {
  const Specification s = rural(1);
  const auto series = series_of(s, {111, 0});
  CHECK(value_of(series, 0, "encounter_share") == 0);
  CHECK(std::isnan(value_of(series, 0, "candour")));
  CHECK(value_of(series, 1, "encounter_share") > 0);
}

TEST_CASE("where all trusts are equal they have no spread and no correlation") {
  World world = random_world(12, 0.5, 1);
  for (float& t : world.fill(trust)) t = 0.61f;
  std::vector<float> series;
  Observer{Parameters()}(world, series);
  CHECK(value_of(series, 0, "trust") == 0.61f);
  CHECK(value_of(series, 0, "trust_sd") == 0);
  CHECK(std::isnan(value_of(series, 0, "trust_reciprocity")));
}

TEST_CASE("a territory without relations has counts and nothing else") {
  const World world = random_world(4, 0, 0);
  std::vector<float> series;
  Observer{Parameters()}(world, series);
  CHECK(value_of(series, 0, "relation_count") == 0);
  for (const char* name : {"trust", "trust_sd", "trust_reciprocity", "interconnaissance", "tension", "cooperation",
                           "relation_type_entropy", "assortativity", "ei_index"}) {
    CAPTURE(name);
    CHECK(std::isnan(value_of(series, 0, name)));
  }
}

TEST_CASE("tables say what the world says") {
  Specification s = rural(40);
  s.levers = {facilitator(2)};
  const RecordChoice choice{{}, {0, 40}, {40}, true};
  const Luck luck{112, 0};
  const RunRecord record = record_of(s, luck, choice);
  const auto layouts = tables(choice);
  REQUIRE(record.tables.size() == 3);
  for (std::size_t t = 0; t < 3; ++t) {
    REQUIRE(record.tables[t].columns.size() == layouts[t].columns.size());
    for (std::size_t k = 0; k < layouts[t].columns.size(); ++k)
      std::visit([&](const auto& column) { CHECK(column.size() == record.tables[t].month.size()); },
                 record.tables[t].columns[k]);
  }
  const auto column = [&](std::size_t table, std::string_view name) {
    std::vector<double> values;
    for (std::size_t k = 0; k < layouts[table].columns.size(); ++k)
      if (layouts[table].columns[k].name == name)
        std::visit([&](const auto& some) { values.assign(some.begin(), some.end()); }, record.tables[table].columns[k]);
    REQUIRE(!values.empty());
    return values;
  };
  const World world = after(s, luck, 40);
  const std::size_t n = world.graph().actors();
  const auto tenures = column(0, "tenure");
  REQUIRE(tenures.size() == 2 * n);
  for (std::size_t i = 0; i < n; ++i) CHECK(tenures[n + i] == world[tenure][i]);
  const auto ids = column(1, "relation"), trusts = column(1, "trust_ba");
  REQUIRE(ids.size() == world.graph().relations());
  for (std::size_t slot = 0; slot < ids.size(); ++slot) {
    CHECK(ids[slot] == world.graph().ids()[slot]);
    CHECK(trusts[slot] == world[trust][2 * slot + 1]);
  }
  // Events add up to the series.
  const auto kinds = column(2, "kind");
  std::array<std::vector<double>, 5> by_month;
  for (auto& counts : by_month) counts.assign(41, 0);
  for (std::size_t k = 0; k < kinds.size(); ++k)
    ++by_month[static_cast<std::size_t>(kinds[k])][static_cast<std::size_t>(record.tables[2].month[k])];
  for (std::uint32_t month = 0; month <= 40; ++month) {
    double arrivals = 0, changes = 0;
    for (std::size_t k = 0; k < 4; ++k) arrivals += value_of(record.series, month, "arrivals", k);
    for (std::size_t k = 0; k < 16; ++k)
      changes += k % 5 == 0 ? 0 : value_of(record.series, month, "relation_type_changes", k);
    CHECK(by_month[0][month] == arrivals);
    CHECK(by_month[1][month] + by_month[2][month] == value_of(record.series, month, "interventions"));
    CHECK(by_month[2][month] == value_of(record.series, month, "introductions"));
    CHECK(by_month[3][month] == changes);
  }
}

}  // namespace entremise::territory::testing
