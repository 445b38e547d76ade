#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "models/territory/state.hpp"
#include "sim/engine/relation_batch.hpp"

/// \file
/// Third parties. Each month each common contact h of i and j speaks of j to i with probability π_g, and moves i's
/// evidence by w_g T_ih (1 + ζ sgn[(T_ij − ½)(T_hj − ½)]) (2 T_hj − 1): third parties amplify both the trust of strong
/// relations and the distrust of weak ones (Burt & Knez 1995). ζ = 0 is plain learning from the network.

namespace entremise::territory {

/// Which of eight contacts speak, each with the same probability on its own, decided by one word: it chooses one of the
/// 256 sets of contacts, each with its probability to within 2^-24 (alias method: Walker 1977, Vose 1991).
class Speakers {
 public:
  explicit Speakers(double rate) noexcept {
    std::array<double, sets> share;  // of each set, as a multiple of the mean
    std::array<std::uint8_t, sets> small, large;
    std::size_t smalls = 0, larges = 0;
    const auto sort_in = [&](std::size_t set) {
      (share[set] < 1 ? small[smalls++] : large[larges++]) = static_cast<std::uint8_t>(set);
    };
    for (std::size_t set = 0; set < sets; ++set) {
      share[set] = sets;
      for (int k = 0; k < 8; ++k) share[set] *= (set >> k & 1) != 0 ? rate : 1 - rate;
      sort_in(set);
    }
    while (smalls > 0 && larges > 0) {
      const std::size_t poor = small[--smalls], rich = large[--larges];
      const auto threshold = static_cast<std::uint32_t>(share[poor] * 0x1p24);
      cells_[poor] = std::min(threshold, 0xFFFFFFu) << 8 | static_cast<std::uint32_t>(rich);
      share[rich] -= 1 - share[poor];
      sort_in(rich);
    }
    // What is left is full but for rounding: it keeps to itself.
    for (; smalls > 0; --smalls) cells_[small[smalls - 1]] = small[smalls - 1];
    for (; larges > 0; --larges) cells_[large[larges - 1]] = large[larges - 1];
  }
  /// The contacts who speak, as bits.
  [[nodiscard]] std::uint32_t operator()(std::uint32_t word) const noexcept {
    const std::uint32_t set = word & 0xFF, cell = cells_[set];
    return word >> 8 < cell >> 8 ? set : cell & 0xFF;
  }

 private:
  static constexpr std::size_t sets = 256;
  std::array<std::uint32_t, sets> cells_{};  // threshold above, alias in the lower eight bits
};

/// What third parties say, a batch of relations at a time: first who speaks to whom, as a list; then what that comes
/// to, in plain loops over the list.
class Gossip {
 public:
  explicit Gossip(const Parameters& p)
      : speakers_(p["gossip.rate"]),
        weight_(static_cast<float>(p["gossip.weight"])),
        amplification_(static_cast<float>(p["gossip.amplification"])),
        negativity_(static_cast<float>(p["trust.negativity"])) {}

  template <class Batch>
  void operator()(const Batch& batch) const {
    const auto shared = batch[shared_contacts];
    std::array<std::uint32_t, relations_in_batch> chosen;
    std::uint32_t count = 0;
    for (std::uint32_t k = 0; k < batch.size(); ++k) {
      chosen[count] = k;
      count += shared[k] != 0 ? 1 : 0;
    }
    if (count == 0) return;
    const Speakers speakers = speakers_;
    Said said;
    // Sixteen contacts at a time; in most relations there are no more. To each end they speak independently.
    for (std::uint32_t first = 0; count > 0; first += 16) {
      const auto draws = batch.template draw<1>(first / 16, std::span(chosen).first(count));
      std::array<std::uint32_t, relations_in_batch> speak;  // to a: lower half; to b: upper half
      for (std::uint32_t k = 0; k < count; ++k)
        speak[k] = speakers(draws[0][k]) | speakers(draws[1][k]) << 8 | speakers(draws[2][k]) << 16 |
                   speakers(draws[3][k]) << 24;
      std::uint32_t left = 0;
      for (std::uint32_t k = 0; k < count; ++k) {
        const std::uint32_t position = chosen[k], contacts = shared[position] - first;
        const std::uint32_t there = contacts < 16 ? (1u << contacts) - 1 : 0xFFFFu;
        speak[k] &= there | there << 16;
        if (said.is_full()) weigh(batch, said);
        said.hear(batch, position, speak[k], first);
        chosen[left] = position;
        left += contacts > 16 ? 1 : 0;
      }
      weigh(batch, said);
      count = left;
    }
  }

 private:
  // Pieces of gossip that wait to be weighed.
  struct Said {
    static constexpr std::size_t most = 512, room = most + 48;
    std::size_t size = 0;
    // Which side of the batch hears it, times 2^16; where the graph has a table of who is near, plus the speaker.
    std::array<std::uint32_t, room> code;
    // Where it has none: the listener's trust in the speaker, and the speaker's in whom it speaks of.
    std::array<float, room> in_speaker, of_subject;

    [[nodiscard]] bool is_full() const { return size > most; }

    template <class Batch>
    void hear(const Batch& batch, std::uint32_t position, std::uint32_t speak, std::uint32_t first) {
      const Actor a = batch.pairs()[position].a, b = batch.pairs()[position].b;
      const std::uint32_t to_a = 2 * position << 16, to_b = to_a + (1 << 16);
      if (const NearTable& near = batch.graph().near(); !near.empty()) {
        const std::uint32_t* const behind =
            near.pick_common(a, b, first, {static_cast<std::uint16_t>(speak), static_cast<std::uint16_t>(speak >> 16)},
                             {to_a, to_b}, code.data() + size);
        size = static_cast<std::size_t>(behind - code.data());
        return;
      }
      if (speak == 0) return;
      const auto all_trust = batch.all(trust);
      const auto add = [&](std::uint32_t tag, float listeners, float speakers) {
        code[size] = tag;
        in_speaker[size] = listeners;
        of_subject[size++] = speakers;
      };
      std::uint32_t rank = 0;
      for_common(batch.graph(), a, b, [&](Link of_a, Link of_b) {
        const std::uint32_t bit = rank++ - first;
        const Actor h = of_a.to;
        if (bit < 16 && (speak >> bit & 1) != 0)
          add(to_a, all_trust[side_index(of_a.slot, a, h)], all_trust[side_index(of_b.slot, h, b)]);
        if (bit < 16 && (speak >> bit & 0x10000) != 0)
          add(to_b, all_trust[side_index(of_b.slot, b, h)], all_trust[side_index(of_a.slot, h, a)]);
      });
    }
  };

  template <class Batch>
  void weigh(const Batch& batch, Said& said) const {
    const auto size = static_cast<std::uint32_t>(std::exchange(said.size, 0));
    const float* const all = batch.all(trust).data();
    const float* const own = all + 2 * std::size_t{batch.first()};
    std::array<float, Said::room> change;
    const auto change_by = [weight = weight_, amplification = amplification_](float trusts, float in_speaker,
                                                                              float of_subject) {
      const float agreement = (trusts - 0.5f) * (of_subject - 0.5f);
      const float sign = (agreement > 0 ? 1.0f : 0.0f) - (agreement < 0 ? 1.0f : 0.0f);
      return weight * in_speaker * (1 + amplification * sign) * (2 * of_subject - 1);
    };
    if (const NearTable& near = batch.graph().near(); !near.empty()) {
      const std::int32_t* const sides = near.sides();
      const auto n = static_cast<std::int32_t>(batch.graph().actors());
      std::array<std::int32_t, 2 * relations_in_batch> listener, subject;
      for (std::size_t k = 0; k < batch.size(); ++k) {
        const auto [a, b] = batch.pairs()[k];
        listener[2 * k] = subject[2 * k + 1] = static_cast<std::int32_t>(a);
        listener[2 * k + 1] = subject[2 * k] = static_cast<std::int32_t>(b);
      }
      for (std::uint32_t k = 0; k < size; ++k) {
        const auto side = static_cast<std::int32_t>(said.code[k] >> 16);
        const auto speaker = static_cast<std::int32_t>(said.code[k] & 0xFFFF);
        change[k] =
            change_by(own[side], all[sides[listener[side] * n + speaker]], all[sides[speaker * n + subject[side]]]);
      }
    } else {
      for (std::uint32_t k = 0; k < size; ++k)
        change[k] = change_by(own[said.code[k] >> 16], said.in_speaker[k], said.of_subject[k]);
    }
    float* const good = batch[evidence_for].data();
    float* const bad = batch[evidence_against].data();
    for (std::uint32_t k = 0; k < size; ++k) {
      const std::uint32_t side = said.code[k] >> 16;
      good[side] += std::max(0.0f, change[k]);
      bad[side] += negativity_ * std::max(0.0f, -change[k]);
    }
  }

  Speakers speakers_;
  float weight_, amplification_, negativity_;
};

inline auto gossip(const Parameters& p) {
  return each_relation_batch<"gossip">(reads(trust, shared_contacts), writes(evidence_for, evidence_against),
                                       [rule = Gossip(p)](auto batch) { rule(batch); });
}

}  // namespace entremise::territory
