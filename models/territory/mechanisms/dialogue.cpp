#include "models/territory/mechanisms/dialogue.hpp"

namespace entremise::territory {

namespace {

std::uint32_t whole(double x) {
  return static_cast<std::uint32_t>(x);
}

}  // namespace

std::size_t SpaceSeries::most_gatherings() const noexcept {
  return std::size_t{number} * (form == SpaceForm::peers ? actor_types : 1);
}

std::size_t SpaceSeries::most_conversations() const noexcept {
  const std::size_t participants = form == SpaceForm::agora ? std::size_t{size} * actor_types : size;
  return most_gatherings() * participants * std::max<std::size_t>(1, (talks + 1) / 2 + 1);
}

std::vector<SpaceSeries> spaces_of(const Parameters& p, const std::vector<Lever>& levers) {
  std::vector<SpaceSeries> all;
  if (!p.is_on("mechanisms.spaces")) return all;
  for (const Lever& lever : levers) {
    SpaceSeries one;
    one.from = month_of(lever);
    one.until = lever.until;
    switch (lever.kind) {
      case LeverKind::peer_circles:
        one.form = SpaceForm::peers;
        one.every = whole(lever["peer_circles.every"]);
        one.number = whole(lever["peer_circles.number"]);
        one.size = whole(lever["peer_circles.size"]);
        one.talks = whole(lever["peer_circles.conversations"]);
        one.mixed = false;
        one.hours = lever["peer_circles.hours"];
        for (std::size_t type = 0; type < actor_types; ++type)
          one.meant[type] = is_meant(lever["peer_circles.who"], type);
        break;
      case LeverKind::agora:
        one.form = SpaceForm::agora;
        one.every = whole(lever["agora.every"]);
        one.number = whole(lever["agora.number"]);
        one.size = whole(lever["agora.per_type"]);
        one.talks = whole(lever["agora.conversations"]);
        one.hours = lever["agora.hours"];
        break;
      case LeverKind::codevelopment:
        one.form = SpaceForm::codevelopment;
        one.number = whole(lever["codevelopment.groups"]);
        one.size = whole(lever["codevelopment.size"]);
        one.talks = one.size - 1;
        one.mixed = lever["codevelopment.composition"] == 0;
        one.until = std::min(one.until, one.from + whole(lever["codevelopment.sessions"]) - 1);
        one.same_people = true;
        one.hours = lever["codevelopment.hours"];
        break;
      default:
        continue;
    }
    if (one.number == 0) continue;
    one.order = static_cast<std::uint32_t>(all.size());
    all.push_back(one);
  }
  return all;
}

void prepare_spaces(World& world, const std::vector<SpaceSeries>& series) {
  std::size_t most_gatherings = 0, most_conversations = 0;
  for (const SpaceSeries& one : series) {
    most_gatherings += one.most_gatherings();
    most_conversations += one.most_conversations();
  }
  world.resize(gatherings, most_gatherings);
  world.resize(conversations, most_conversations);
}

std::vector<Pair> talks_of(SpaceForm form, const std::vector<Actor>& participants,
                           const std::vector<std::uint8_t>& types, std::uint32_t talks) {
  std::vector<Pair> pairs;
  const auto n = static_cast<std::uint32_t>(participants.size());
  const auto add = [&](std::uint32_t i, std::uint32_t j) {
    if (form == SpaceForm::agora && types[i] == types[j]) return;
    pairs.push_back({std::min(participants[i], participants[j]), std::max(participants[i], participants[j])});
  };
  // Around a circle each talks with those next to it on either side; an odd one out with who sits opposite.
  const std::uint32_t each = std::min(talks, n - 1);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t step = 1; step <= each / 2; ++step)
      if (2 * step < n || i < step) add(i, (i + step) % n);
    if (each % 2 == 1 && i < n / 2) add(i, i + n / 2);
  }
  return pairs;
}

std::vector<std::vector<Actor>> Invitations::of(const SpaceSeries& series, std::span<const std::uint8_t> types,
                                                std::span<const std::uint8_t> takes_part, std::uint32_t month) const {
  // Each type's actors in an order of their own: of every series, and of every month unless the same people meet.
  std::array<std::vector<Actor>, actor_types> order;
  for (Actor i = 0; i < types.size(); ++i)
    if (takes_part[i] != 0 && series.meant[types[i]]) order[types[i]].push_back(i);
  for (std::size_t type = 0; type < actor_types; ++type)
    order[type] = keyed_order(order[type], order_, series.same_people ? series.from : month,
                              static_cast<std::uint32_t>(series.order * actor_types + type));

  std::vector<std::vector<Actor>> all;
  const auto add = [&](std::vector<Actor> some) {
    if (some.size() >= 2) all.push_back(std::move(some));
  };
  const auto chunk = [](const std::vector<Actor>& from, std::size_t k, std::size_t size) {
    const std::size_t first = std::min(from.size(), k * size), last = std::min(from.size(), first + size);
    return std::vector<Actor>(from.begin() + static_cast<std::ptrdiff_t>(first),
                              from.begin() + static_cast<std::ptrdiff_t>(last));
  };
  // Types in turn, so that neighbours differ.
  const auto interleaved = [](const std::array<std::vector<Actor>, actor_types>& from) {
    std::vector<Actor> mixed;
    for (std::size_t k = 0, added = 1; added > 0; ++k) {
      added = 0;
      for (const auto& some : from)
        if (k < some.size()) {
          mixed.push_back(some[k]);
          ++added;
        }
    }
    return mixed;
  };
  for (std::size_t k = 0; k < series.number; ++k) {
    if (series.form == SpaceForm::agora) {
      std::array<std::vector<Actor>, actor_types> here;
      for (std::size_t type = 0; type < actor_types; ++type) here[type] = chunk(order[type], k, series.size);
      add(interleaved(here));
    } else if (series.form == SpaceForm::peers) {
      for (const auto& some : order) add(chunk(some, k, series.size));
    } else if (series.mixed) {
      add(chunk(interleaved(order), k, series.size));
    } else {
      add(chunk(order[k % actor_types], k / actor_types, series.size));
    }
  }
  return all;
}

SpaceRule::SpaceRule(const Parameters& p)
    : polarisation(static_cast<float>(p["spaces.polarisation"])),
      sharpening(static_cast<float>(p["spaces.sharpening"])),
      tie(p["spaces.tie"]),
      safety_{static_cast<float>(p["spaces.peer_safety"]), static_cast<float>(p["spaces.codevelopment_safety"]),
              static_cast<float>(p["spaces.agora_safety"])},
      quality_{static_cast<float>(p["spaces.peer_quality"]), static_cast<float>(p["spaces.codevelopment_quality"]),
               static_cast<float>(p["spaces.agora_quality"])},
      skill_safety_(static_cast<float>(p["spaces.skill_safety"])),
      skill_quality_(static_cast<float>(p["spaces.skill_quality"])),
      preparation_safety_(static_cast<float>(p["spaces.preparation_safety"])),
      preparation_quality_(static_cast<float>(p["spaces.preparation_quality"])),
      control_safety_(static_cast<float>(p["spaces.control_safety"])),
      support_(static_cast<float>(p["spaces.authority_support"])) {}

float SpaceRule::safety(SpaceForm form, const Circumstances& c) const noexcept {
  return std::clamp(safety_[static_cast<std::size_t>(form)] + skill_safety_ * c.skill * c.neutrality +
                        preparation_safety_ * c.prepared - control_safety_ * c.controlled +
                        (c.supported ? support_ : 0.0f),
                    0.0f, 1.0f);
}

float SpaceRule::quality(SpaceForm form, const Circumstances& c) const noexcept {
  return std::clamp(
      quality_[static_cast<std::size_t>(form)] + skill_quality_ * c.skill + preparation_quality_ * c.prepared, 0.0f,
      1.0f);
}

}  // namespace entremise::territory
