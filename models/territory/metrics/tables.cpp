#include "models/territory/metrics/tables.hpp"

#include <algorithm>
#include <string>

namespace entremise::territory {

namespace {

using Type = TableColumn::Type;

std::vector<std::string> names(const auto& some) {
  return {some.begin(), some.end()};
}

template <class C>
TableColumn column(C, Type type, std::vector<std::string> flags = {}) {
  return {std::string(C::name), std::string(C::unit), std::string(C::meaning), type, std::move(flags)};
}

template <class C>
TableColumn side_column(C, const char* suffix, const char* whose) {
  return {std::string(C::name) + suffix, std::string(C::unit), std::string(C::meaning) + whose, Type::f4, {}};
}

TableLayout actors_layout() {
  TableLayout layout{"actors",
                     "actors at the end of chosen months",
                     {{"actor", "1", "stable id of the actor (the office)", Type::i4, {}},
                      column(type_of, Type::i1, names(actor_type_names)),
                      column(organisation_of, Type::i4),
                      column(role_of, Type::i1, names(role_names)),
                      column(family_of, Type::i1, names(family_names)),
                      column(tenure, Type::i4),
                      column(training, Type::f4),
                      {"degree", "1", "number of relations", Type::i4, {}}}};
  for (std::size_t k = 1; k <= issue_count; ++k)
    layout.columns.push_back({"issue_" + std::to_string(k), "1", "position of the holder on an issue", Type::f4, {}});
  return layout;
}

TableLayout relations_layout() {
  TableLayout layout{
      "relations",
      "relations at the end of chosen months",
      {{"relation", "1", "stable id of the relation, over all that ever existed in the run", Type::i4, {}},
       {"a", "1", "actor at the first end", Type::i4, {}},
       {"b", "1", "actor at the second end", Type::i4, {}},
       column(relation_type_of, Type::i1, names(relation_type_names)),
       column(institutional, Type::i1),
       column(contact_rate, Type::f4),
       column(control, Type::f4),
       column(tender, Type::f4),
       column(tension, Type::f4),
       column(shared_contacts, Type::i4),
       column(silence, Type::i4)}};
  const auto both = [&](auto c) {
    layout.columns.push_back(side_column(c, "_ab", ", a of b"));
    layout.columns.push_back(side_column(c, "_ba", ", b of a"));
  };
  both(interconnaissance);
  both(evidence_for);
  both(evidence_against);
  both(trust);
  return layout;
}

enum class Event : std::int8_t { arrival, intervention, introduction, change_of_type, end_of_relation };

TableLayout events_layout() {
  return {"events",
          "what happened, to whom",
          {{"kind",
            "1",
            "kind of event",
            Type::i1,
            {"arrival", "intervention", "introduction", "change_of_type", "end_of_relation"}},
           {"a", "1", "actor whose office has a new holder, or first end of the relation", Type::i4, {}},
           {"b", "1", "second end of the relation, -1 for arrivals", Type::i4, {}},
           {"third", "1", "facilitator who brought the two together, else -1", Type::i4, {}},
           {"relation_type_before", "1", "type that the relation had; meaningful for changes of type", Type::i1,
            names(relation_type_names)},
           {"relation_type_after", "1", "type that it has now; meaningful for changes of type", Type::i1,
            names(relation_type_names)}}};
}

TableRows empty_rows(const TableLayout& layout) {
  TableRows rows;
  for (const TableColumn& c : layout.columns) switch (c.type) {
      case Type::i1:
        rows.columns.emplace_back(std::vector<std::int8_t>{});
        break;
      case Type::i4:
        rows.columns.emplace_back(std::vector<std::int32_t>{});
        break;
      case Type::f4:
        rows.columns.emplace_back(std::vector<float>{});
        break;
    }
  return rows;
}

// Appends one row, value by value in the order of the layout.
class Row {
 public:
  Row(TableRows& rows, std::uint32_t month) : rows_(rows) { rows.month.push_back(static_cast<std::int32_t>(month)); }
  template <class V>
  Row& operator<<(V value) {
    std::visit(
        [&](auto& column) {
          column.push_back(static_cast<typename std::remove_reference_t<decltype(column)>::value_type>(value));
        },
        rows_.columns[next_++]);
    return *this;
  }

 private:
  TableRows& rows_;
  std::size_t next_ = 0;
};

bool among(const std::vector<std::uint32_t>& months, std::uint32_t month) {
  return std::find(months.begin(), months.end(), month) != months.end();
}

}  // namespace

std::vector<TableLayout> tables(const RecordChoice& choice) {
  std::vector<TableLayout> layouts;
  if (!choice.actor_months.empty()) layouts.push_back(actors_layout());
  if (!choice.relation_months.empty()) layouts.push_back(relations_layout());
  if (choice.events) layouts.push_back(events_layout());
  return layouts;
}

TableWriter::TableWriter(const RecordChoice& choice) : choice_(choice) {
  for (const TableLayout& layout : tables(choice)) rows_.push_back(empty_rows(layout));
}

void TableWriter::month(const World& world) {
  std::size_t next = 0;
  if (!choice_.actor_months.empty()) {
    TableRows& rows = rows_[next++];
    if (among(choice_.actor_months, world.month())) actors(world, rows);
  }
  if (!choice_.relation_months.empty()) {
    TableRows& rows = rows_[next++];
    if (among(choice_.relation_months, world.month())) relations(world, rows);
  }
  if (choice_.events) events(world, rows_[next]);
}

std::vector<TableRows> TableWriter::rows() && {
  return std::move(rows_);
}

void TableWriter::actors(const World& world, TableRows& rows) const {
  for (Actor i = 0; i < world.graph().actors(); ++i) {
    Row row(rows, world.month());
    row << i << world[type_of][i] << world[organisation_of][i] << world[role_of][i] << world[family_of][i]
        << world[tenure][i] << world[training][i] << world.graph().degree(i);
    for (const float x : world[issues_of][i]) row << x;
  }
}

void TableWriter::relations(const World& world, TableRows& rows) const {
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot) {
    const Pair pair = world.graph().pairs()[slot];
    const std::size_t ab = 2 * std::size_t{slot}, ba = ab + 1;
    Row row(rows, world.month());
    row << world.graph().ids()[slot] << pair.a << pair.b << world[relation_type_of][slot] << world[institutional][slot]
        << world[contact_rate][slot] << world[control][slot] << world[tender][slot] << world[tension][slot]
        << world[shared_contacts][slot] << world[silence][slot];
    row << world[interconnaissance][ab] << world[interconnaissance][ba] << world[evidence_for][ab]
        << world[evidence_for][ba] << world[evidence_against][ab] << world[evidence_against][ba] << world[trust][ab]
        << world[trust][ba];
  }
}

void TableWriter::events(const World& world, TableRows& rows) const {
  const auto kind = [](Event e) { return static_cast<std::int8_t>(e); };
  for (Actor i = 0; i < world.graph().actors(); ++i)
    if (world[arrived][i] != 0) Row(rows, world.month()) << kind(Event::arrival) << i << -1 << -1 << 0 << 0;
  for (const Pair pair : world.ended())
    Row(rows, world.month()) << kind(Event::end_of_relation) << pair.a << pair.b << -1 << 0 << 0;
  for (const Intervention& one : world[interventions])
    if (one.facilitator != no_entity)
      Row(rows, world.month()) << kind(one.introduces ? Event::introduction : Event::intervention) << one.a << one.b
                               << one.facilitator << 0 << 0;
  for (std::uint32_t slot = 0; slot < world.graph().relations(); ++slot)
    if (const auto before = world[former_type][slot], after = world[relation_type_of][slot];
        before != after && world.month() > 0)
      Row(rows, world.month()) << kind(Event::change_of_type) << world.graph().pairs()[slot].a
                               << world.graph().pairs()[slot].b << -1 << before << after;
}

}  // namespace entremise::territory
