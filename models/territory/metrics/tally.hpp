#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/territory/mechanisms/trust.hpp"
#include "models/territory/specification.hpp"
#include "models/territory/state.hpp"
#include "sim/engine/exact_sum.hpp"

/// \file
/// What each phase of a month moved. A tally is fed between the phases of a run; a run that is not tallied pays
/// nothing. Nothing of it needs to have been recorded: a replicate is run again from its key and gives the same bits.

namespace entremise::territory {

/// An exact sum of which differences are exact as well: what is added is rounded to a multiple of 2^-30 (ExactSum), and
/// the rounding is the same for x and −x, so that a sum less itself is nothing.
class Level {
 public:
  void add(double x) noexcept {
    up_.add(x);
    down_.add(-x);
  }
  Level& operator+=(const Level& other) noexcept {
    up_ += other.up_;
    down_ += other.down_;
    return *this;
  }
  [[nodiscard]] double value() const noexcept { return up_.value(); }
  /// This level less an earlier one.
  [[nodiscard]] ExactSum since(const Level& earlier) const noexcept {
    ExactSum change = up_;
    change += earlier.down_;
    return change;
  }
  friend bool operator==(const Level&, const Level&) = default;

 private:
  ExactSum up_, down_;
};

/// What is tallied. Tension belongs to a relation: each of its two sides counts it.
enum class Tallied : std::uint8_t { trusting, knowing, tense, engaged };
inline constexpr std::size_t tallied_quantities = 4;
inline constexpr std::array<std::string_view, tallied_quantities> tallied_names{"trust", "interconnaissance", "tension",
                                                                                "engagement"};

/// A sum and of how many: directed relations, or offices present for engagement.
struct Amount {
  Level sum;
  std::int64_t count = 0;

  void add(double x) noexcept {
    sum.add(x);
    ++count;
  }
  Amount& operator+=(const Amount& other) noexcept {
    sum += other.sum;
    count += other.count;
    return *this;
  }
  /// Nothing where there is nothing to take the mean of.
  [[nodiscard]] std::optional<double> mean() const noexcept {
    if (count == 0) return {};
    return sum.value() / static_cast<double>(count);
  }
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// The state at one moment, summed. Trust is that which the evidence of the moment gives, as the column `trust` is only
/// brought up to date twice a month.
struct Standing {
  using Block = std::array<Amount, actor_types * actor_types>;  ///< row: type of who holds, column: of whom
  std::array<Block, 3> pairs{};                                 ///< trust, interconnaissance, tension
  std::array<Amount, actor_types> engagement{};                 ///< by type
  std::array<std::array<Amount, 2>, 3> of_actor{};              ///< what one chosen actor holds; what is held of it
  Amount engagement_of_actor{};
  friend bool operator==(const Standing&, const Standing&) = default;
};

/// One month: the state before it, and after each of its phases.
struct MonthTally {
  std::uint32_t month = 0;
  /// phases + 1 of them: standings[k] before phase k of phase_names(), standings[k + 1] after it.
  std::vector<Standing> standings;

  [[nodiscard]] const Standing& before(std::size_t phase) const { return standings[phase]; }
  [[nodiscard]] const Standing& after(std::size_t phase) const { return standings[phase + 1]; }
  [[nodiscard]] const Standing& start() const { return standings.front(); }
  [[nodiscard]] const Standing& end() const { return standings.back(); }
  [[nodiscard]] std::size_t phases() const { return standings.size() - 1; }
};

/// Sums up a month as it happens, phase by phase:
/// @code
///   tally.begin(simulation.world());
///   simulation.advance(stop, [&](std::size_t phase) { tally.before(phase, simulation.world()); });
///   const MonthTally month = tally.end(simulation.world());
/// @endcode
/// All sums are exact, so what the phases moved adds up to what the month moved, to the bit; it does not depend on the
/// numbering of the actors or on the threads. Relations and offices that come or go move the sums (and the counts) in
/// the phase that makes or ends them.
class Tally {
 public:
  /// \param actor  one actor to be followed by itself
  explicit Tally(const Parameters& parameters, std::optional<Actor> actor = {});

  void begin(const World& world);
  /// To be called before each phase that runs; those not announced moved nothing.
  void before(std::size_t phase, const World& world);
  [[nodiscard]] MonthTally end(const World& world);

  /// The state of one moment, summed.
  [[nodiscard]] Standing standing(const World& world) const;

 private:
  void reach(std::size_t phase, const World& world);

  TrustRule trust_;
  std::optional<Actor> actor_;
  MonthTally month_;
  std::size_t known_ = 0;  // standings up to this one are settled
  bool running_ = false;   // a phase has run since
};

}  // namespace entremise::territory
