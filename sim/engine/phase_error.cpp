#include "sim/engine/phase_error.hpp"

#include <exception>
#include <utility>

#include "sim/engine/ensemble.hpp"

namespace entremise {

namespace {

Text sentence(std::string_view phase, std::uint32_t month, const Text& entity, const std::string& reason) {
  const bool named = !entity.en.empty();
  return {fmt::format("phase '{}', month {}{}{}: {}", phase, month, named ? ", " : "", entity.en, reason),
          fmt::format("phase « {} », mois {}{}{} : {}", phase, month, named ? ", " : "", entity.fr, reason)};
}

}  // namespace

PhaseError::PhaseError(std::string_view phase, std::uint32_t month, Text entity, std::string reason)
    : std::runtime_error(sentence(phase, month, entity, reason).en),
      phase_(phase),
      reason_(std::move(reason)),
      entity_(std::move(entity)),
      month_(month) {}

Text PhaseError::message() const {
  return sentence(phase_, month_, entity_, reason_);
}

namespace detail {

void rethrow_in_phase(std::string_view phase, std::uint32_t month, Text entity) {
  try {
    throw;
  } catch (const PhaseError&) {
    throw;
  } catch (const EnsembleAbort&) {
    throw;
  } catch (const std::exception& e) {
    throw PhaseError(phase, month, std::move(entity), e.what());
  } catch (...) {
    throw PhaseError(phase, month, std::move(entity), "an exception that is not a std::exception");
  }
}

Text name_of(Actor id) {
  return text("actor {}", "acteur {}", id);
}
Text name_of(Pair pair) {
  return text("relation {}-{}", "relation {}-{}", pair.a, pair.b);
}

}  // namespace detail
}  // namespace entremise
