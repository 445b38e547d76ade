#include "sim/graph/splice.hpp"

namespace entremise {

Splice make_splice(std::uint32_t size, std::span<const std::uint32_t> leaving, std::span<const std::uint32_t> joining) {
  Splice splice;
  splice.size = static_cast<std::uint32_t>(size - leaving.size() + joining.size());
  splice.fresh.reserve(joining.size());
  auto leaves = leaving.begin();
  auto joins = joining.begin();
  std::uint32_t old_at = 0, new_at = 0;
  while (true) {
    const std::uint32_t next_leaver = leaves == leaving.end() ? size : *leaves;
    const std::uint32_t next_joiner = joins == joining.end() ? size : *joins;
    const std::uint32_t stop = std::min(next_leaver, next_joiner);
    if (stop > old_at) splice.kept.push_back({old_at, new_at, stop - old_at});
    new_at += stop - old_at;
    old_at = stop;
    if (joins != joining.end() && next_joiner == stop) {
      splice.fresh.push_back(new_at++);
      ++joins;
    } else if (leaves != leaving.end()) {
      ++old_at;
      ++leaves;
    } else {
      return splice;
    }
  }
}

}  // namespace entremise
