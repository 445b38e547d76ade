#include "sim/engine/checkpoint.hpp"

namespace entremise::detail {

namespace {

[[noreturn]] void refuse(std::string code, Text message, Text remedy) {
  throw Failure(
      {Severity::error, Trouble::invalid_results, std::move(code), {}, std::move(message), std::move(remedy)});
}

}  // namespace

void damaged_checkpoint(const Text& what) {
  refuse("E0541", {"this is no whole checkpoint: " + what.en, "ce n'est pas un point de reprise complet : " + what.fr},
         text("Take an earlier checkpoint, or run again from the start.",
              "Prenez un point de reprise antérieur, ou relancez depuis le début."));
}

void foreign_checkpoint(const Text& what) {
  refuse("E0542",
         {"this checkpoint is of another model: " + what.en,
          "ce point de reprise est celui d'un autre modèle : " + what.fr},
         text("Go on with the version of the program that wrote it, or run again from the start.",
              "Continuez avec la version du programme qui l'a écrit, ou relancez depuis le début."));
}

void Checksum::add(const char* data, std::size_t size) noexcept {
  constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15u;
  const auto mix = [this](std::uint64_t word) { value_ = std::rotl((value_ ^ word) * multiplier, 29); };
  for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t), data += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, data, sizeof word);
    mix(word);
  }
  std::uint64_t last = 0;
  std::memcpy(&last, data, size);
  mix(last ^ std::uint64_t{size} << 56);
}

}  // namespace entremise::detail
