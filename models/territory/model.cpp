#include "models/territory/model.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "models/territory/month.hpp"

namespace entremise::territory {

namespace {

using Month = decltype(month_of(std::declval<const Parameters&>(), std::declval<const Cast&>()));

}  // namespace

struct Simulation::Parts {
  Luck luck;
  World world;
  std::optional<Month> month;
};

Simulation::Simulation(const Specification& specification, Luck luck) : parts_(std::make_unique<Parts>()) {
  const Parameters& p = specification.parameters;
  parts_->luck = luck;
  parts_->world = populate(specification, luck);
  Cast cast{luck,
            std::make_shared<const Agenda>(specification),
            std::make_shared<const std::vector<Facilitator>>(facilitators_of(p, specification.levers)),
            spaces_of(p, specification.levers),
            enlargements_of(specification.levers, office_count(specification)),
            executives(parts_->world),
            specification.levers};
  prepare_facilitation(parts_->world, p, *cast.team);
  prepare_spaces(parts_->world, cast.spaces);
  parts_->month.emplace(month_of(p, cast));
}

Simulation::~Simulation() = default;
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;

const World& Simulation::world() const noexcept {
  return parts_->world;
}

bool Simulation::advance(const std::stop_token& stop) {
  return parts_->month->advance(parts_->world, parts_->luck, stop);
}

bool Simulation::advance(const std::stop_token& stop, const std::function<void(std::size_t)>& between) {
  return parts_->month->advance(parts_->world, parts_->luck, stop, between);
}

void Simulation::restore(World world) {
  parts_->world = std::move(world);
}

std::vector<std::string_view> phase_names() {
  return {Month::names.begin(), Month::names.end()};
}

bool run(const Specification& specification, Luck luck, const RecordChoice& choice, RunRecord& record,
         const std::stop_token& stop) {
  Simulation simulation(specification, luck);
  const Observer observe(specification.parameters, choice.measures);
  TableWriter tables(choice);
  record.series.clear();
  record.series.reserve((std::size_t{specification.months} + 1) * catalogue(choice.measures).width());
  observe(simulation.world(), record.series);
  tables.month(simulation.world());
  for (std::uint32_t month = 1; month <= specification.months; ++month) {
    if (!simulation.advance(stop)) return false;
    observe(simulation.world(), record.series);
    tables.month(simulation.world());
  }
  record.tables = std::move(tables).rows();
  return true;
}

}  // namespace entremise::territory
