#pragma once
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/territory/levers/agenda.hpp"
#include "models/territory/mechanisms/facilitation.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/phase.hpp"

/// \file
/// The month's book: opened at its beginning, and closed with what the levers cost in person-hours.

namespace entremise::territory {

/// Opens a new page: what counts the month begins at zero, what counts the run goes on.
inline auto new_month() {
  return serial<"new month">(writes(ledger), [](auto world) {
    Ledger& book = world[ledger][0];
    Ledger page;
    page.all_succeeded = book.all_succeeded;
    page.milestones = book.milestones;
    page.net_value = book.net_value;
    page.all_hours = book.all_hours;
    book = page;
  });
}

/// Person-hours that the levers took this month.
inline auto costs(std::vector<Lever> levers, std::shared_ptr<const std::vector<Facilitator>> team) {
  return serial<"costs">(
      reads(type_of, present, arrived, tender, interventions, gatherings, project_of), writes(ledger),
      [levers = std::move(levers), team = std::move(team)](auto world) {
        Ledger& book = world[ledger][0];
        double hours = 0;
        for (const Intervention& one : world[interventions])
          if (one.facilitator != no_entity) hours += (*team)[one.facilitator].hours;
        for (const Gathering& one : world[gatherings]) hours += double{one.hours} * one.participants;
        const auto present_of = [&](double who) {
          std::int64_t n = 0;
          for (Actor i = 0; i < world.graph().actors(); ++i)
            n += world[present][i] != 0 && is_meant(who, world[type_of][i]) ? 1 : 0;
          return static_cast<double>(n);
        };
        const auto starting = [&](std::uint8_t flag) {
          std::int64_t n = 0;
          for (const Project& project : world[project_of])
            n += project.active() && project.start == world.month() && (project.flags & flag) != 0 ? 1 : 0;
          return static_cast<double>(n);
        };
        for (const Lever& lever : levers) {
          const bool now = month_of(lever) == world.month(), in_force = lever.in_force(world.month());
          switch (lever.kind) {
            case LeverKind::candour_charter:
              if (in_force && lever["candour_charter.strength"] + lever["candour_charter.protection"] > 0)
                hours += lever["candour_charter.hours"] * present_of(lever["candour_charter.who"]);
              break;
            case LeverKind::training:
              if (now) hours += lever["training.hours"] * static_cast<double>(book.trained);
              break;
            case LeverKind::diagnosis:
              if (now) hours += lever["diagnosis.hours"] * lever["diagnosis.participation"] * present_of(0);
              break;
            case LeverKind::fifty_fifty:
              if (in_force) hours += lever["fifty_fifty.hours"] * starting(Project::fifty_fifty);
              break;
            case LeverKind::pilot_projects:
              if (now) hours += lever["pilot_projects.hours"] * starting(Project::pilot);
              break;
            case LeverKind::evaluation:
              if (in_force && lever["evaluation.revelation"] + lever["evaluation.common_criteria"] > 0)
                hours += lever["evaluation.hours"] * static_cast<double>(book.succeeded + book.failed);
              break;
            case LeverKind::narrative:
              if (in_force && lever["narrative.strength"] > 0)
                hours += lever["narrative.hours"] * static_cast<double>(book.succeeded);
              break;
            case LeverKind::enlargement:
              hours += lever["enlargement.share"] > 0 ? lever["enlargement.hours"] * static_cast<double>(book.newcomers)
                                                      : 0.0;
              break;
            case LeverKind::memory:
              if (in_force && lever["memory.level"] > 0) {
                std::int64_t handovers = 0;
                for (const std::uint8_t one : world[arrived]) handovers += one;
                hours += lever["memory.hours"] * static_cast<double>(handovers);
              }
              break;
            case LeverKind::commissioning:
              if (now && lever["commissioning.tenders"] + lever["commissioning.control"] > 0) {
                std::int64_t contracts = 0;
                for (const float share : world[tender]) contracts += share > 0 ? 1 : 0;
                hours += lever["commissioning.hours"] * static_cast<double>(contracts);
              }
              break;
            default:
              break;  // counted with interventions and spaces, or a shock
          }
        }
        book.hours.add(hours);
        book.all_hours.add(hours);
      });
}

}  // namespace entremise::territory
