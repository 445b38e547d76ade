#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entremise {

/// Neighbouring elements that survive a change of a sorted sequence and move together.
struct Run {
  std::uint32_t old_begin;  ///< where the first one was
  std::uint32_t new_begin;  ///< where it is now
  std::uint32_t length;     ///< how many
};

/// How a sorted sequence changes when some elements leave and some join: the runs that stay, in order, and the new
/// positions of those that join.
struct Splice {
  std::vector<Run> kept;             ///< elements that stay, ascending
  std::vector<std::uint32_t> fresh;  ///< new positions of those that join, ascending
  std::uint32_t size = 0;            ///< number of elements after the change
};

/// The splice of a sequence of `size` elements that loses those at `leaving` (old positions, ascending, distinct) and
/// gains one before each of `joining` (old positions up to `size`, ascending, repeats allowed).
[[nodiscard]] Splice make_splice(std::uint32_t size, std::span<const std::uint32_t> leaving,
                                 std::span<const std::uint32_t> joining);

/// Moves `values` (`width` values for each element) as the splice says, in place. The values of elements that joined
/// are left unspecified.
///
/// In place, because a sequence of a hundred megabytes that changes by a thousand elements would otherwise spend its
/// time in page faults. Runs that move down go first to last, then those that move up last to first: the order of runs
/// never changes, so a destination only ever covers ground that is already free.
template <class T>
void splice_in_place(std::vector<T>& values, const Splice& splice, std::size_t width = 1) {
  const std::size_t size = splice.size * width;
  // A sixteenth of room to spare instead of the doubling of std::vector: graphs fill much of the memory there is.
  if (size > values.capacity()) values.reserve(size + size / 16);
  if (size > values.size()) values.resize(size);
  const auto at = values.begin();
  const auto place = [width](std::size_t element) { return static_cast<std::ptrdiff_t>(element * width); };
  for (const Run& run : splice.kept)
    if (run.new_begin < run.old_begin)
      std::copy(at + place(run.old_begin), at + place(run.old_begin + run.length), at + place(run.new_begin));
  for (auto run = splice.kept.rbegin(); run != splice.kept.rend(); ++run)
    if (run->new_begin > run->old_begin)
      std::copy_backward(at + place(run->old_begin), at + place(run->old_begin + run->length),
                         at + place(run->new_begin + run->length));
  values.resize(size);
}

}  // namespace entremise
