#include "sim/engine/phase.hpp"

#include <fmt/format.h>

namespace entremise {

PhaseError::PhaseError(std::string_view phase, std::uint32_t month, std::string entity, const std::string& what)
    : std::runtime_error(fmt::format("phase '{}', month {}{}{}: {}", phase, month, entity.empty() ? "" : ", ", entity, what)),
      phase_(phase), entity_(std::move(entity)), reason_(what), month_(month) {}

namespace detail {

void rethrow_in_phase(std::string_view phase, std::uint32_t month, std::string entity) {
  try {
    throw;
  } catch (const PhaseError&) {
    throw;
  } catch (const std::exception& e) {
    throw PhaseError(phase, month, std::move(entity), e.what());
  } catch (...) {
    throw PhaseError(phase, month, std::move(entity), "an exception that is not a std::exception");
  }
}

std::string actor_name(Actor id) { return fmt::format("actor {}", id); }
std::string relation_name(Pair pair) { return fmt::format("relation {}-{}", pair.a, pair.b); }

}  // namespace detail
}  // namespace entremise
