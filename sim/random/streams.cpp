#include "sim/random/streams.hpp"

#include <numeric>

namespace entremise {
namespace {

constexpr std::uint32_t order_block = 0xFFFFFFFFu;
constexpr std::uint32_t choice_block = Draws::first_reserved_block;

/// Calls `visit(index, 64 random bits)` for every id, in order; the bits depend on the id and not on the index.
template <class Visit>
void for_each_ticket(std::span<const std::uint32_t> ids, StreamKey key, std::uint32_t month, std::uint32_t owner,
                     std::uint32_t block, Visit visit) {
  constexpr std::size_t batch = 64;
  std::array<std::uint32_t, 4 * batch> words;
  for (std::size_t first = 0; first < ids.size(); first += batch) {
    const std::size_t n = std::min(batch, ids.size() - first);
    philox_batch(ids.subspan(first, n), owner, month, block, 1, key.words, words.data(), batch);
    for (std::size_t i = 0; i < n; ++i) visit(first + i, std::uint64_t{words[i]} << 32 | words[batch + i]);
  }
}

/// In (0, 1): the middle of one of 2^52 equal cells.
double inner_uniform(std::uint64_t bits) noexcept {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// log(1 - p) for 0 < p < 1 without losing a small p: the factor makes good the rounding of 1 - p (Goldberg 1991,
/// doi:10.1145/103162.103163, theorem 4).
double log_of_complement(double p) noexcept {
  const double complement = 1.0 - p;
  return complement == 1.0 ? -p : elementary::log(complement) * (p / (1.0 - complement));
}

}  // namespace

std::uint64_t Draws::geometric(double p) noexcept {
  const double u = inner_uniform(two_words());
  if (p >= 1) return 0;
  if (!(p > 0)) return std::numeric_limits<std::uint64_t>::max();
  const double failures = elementary::log(u) / log_of_complement(p);
  return failures < 0x1p63 ? static_cast<std::uint64_t>(failures) : std::numeric_limits<std::uint64_t>::max();
}

std::size_t Draws::choose(std::span<const double> weights) noexcept {
  double total = 0;
  for (const double weight : weights) total += weight > 0 ? weight : 0.0;
  const double target = uniform53() * total;
  double reached = 0;
  std::size_t chosen = weights.size();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] > 0)) continue;
    chosen = i;
    reached += weights[i];
    if (target < reached) break;
  }
  return chosen;
}

std::vector<std::uint32_t> Draws::permutation(std::uint32_t n) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  shuffle(std::span(order));
  return order;
}

std::vector<std::uint32_t> keyed_order(std::span<const std::uint32_t> ids, StreamKey key, std::uint32_t month,
                                       std::uint32_t owner) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> tickets(ids.size());
  for_each_ticket(ids, key, month, owner, order_block, [&](std::size_t i, std::uint64_t bits) {
    tickets[i] = {bits, ids[i]};
  });
  std::sort(tickets.begin(), tickets.end());
  std::vector<std::uint32_t> order(ids.size());
  std::transform(tickets.begin(), tickets.end(), order.begin(), [](const auto& ticket) { return ticket.second; });
  return order;
}

std::size_t keyed_choice(std::span<const std::uint32_t> ids, std::span<const double> weights, StreamKey key,
                         std::uint32_t month, std::uint32_t owner) noexcept {
  std::size_t winner = ids.size();
  double shortest = 0;
  for_each_ticket(ids, key, month, owner, choice_block, [&](std::size_t i, std::uint64_t bits) {
    if (!(weights[i] > 0)) return;
    const double time = -elementary::log(inner_uniform(bits)) / weights[i];
    // Equal times: the smaller id, so that the order of the candidates says nothing.
    if (winner == ids.size() || time < shortest || (time == shortest && ids[i] < ids[winner])) {
      winner = i;
      shortest = time;
    }
  });
  return winner;
}

}  // namespace entremise
