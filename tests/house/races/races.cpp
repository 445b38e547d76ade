// What the thread sanitizer must say nothing about (`quiet`), and what it must report (`race`).
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_for_each.h>
#include <oneapi/tbb/parallel_invoke.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/parallel_sort.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

namespace {

using Range = tbb::blocked_range<std::size_t>;

template <class Partitioner>
std::uint64_t sum_of_doubles(std::vector<std::uint64_t>& values, Partitioner partitioner) {
  std::vector<std::uint64_t> doubled(values.size());
  tbb::parallel_for(
      Range(0, values.size(), 16),
      [&](const Range& range) {
        for (std::size_t i = range.begin(); i != range.end(); ++i) doubled[i] = 2 * values[i];
      },
      partitioner);
  values.swap(doubled);
  return tbb::parallel_reduce(
      Range(0, values.size(), 16), std::uint64_t{0},
      [&](const Range& range, std::uint64_t sum) {
        for (std::size_t i = range.begin(); i != range.end(); ++i) sum += values[i];
        return sum;
      },
      [](std::uint64_t a, std::uint64_t b) { return a + b; }, partitioner);
}

bool quiet() {
  std::vector<std::uint64_t> values(10'000);
  std::iota(values.begin(), values.end(), 1U);
  bool right = true;
  for (int round = 0; round < 40; ++round) {
    std::vector<std::uint64_t> copy = values;
    right &= sum_of_doubles(copy, tbb::auto_partitioner()) == 100'010'000U;
    right &= sum_of_doubles(copy, tbb::simple_partitioner()) == 200'020'000U;
    right &= sum_of_doubles(copy, tbb::static_partitioner()) == 400'040'000U;

    std::vector<std::vector<std::uint64_t>> nested(8, values);
    tbb::parallel_for(std::size_t{0}, nested.size(), [&](std::size_t i) {
      if (sum_of_doubles(nested[i], tbb::auto_partitioner()) != 100'010'000U) nested[i].clear();
    });
    for (const auto& one : nested) right &= one.size() == values.size();

    tbb::enumerable_thread_specific<std::uint64_t> counts(0U);
    tbb::task_group group;
    for (int i = 0; i < 20; ++i) group.run([&] { counts.local() += 1; });
    group.wait();
    right &= counts.combine([](std::uint64_t a, std::uint64_t b) { return a + b; }) == 20U;

    std::uint64_t a = 0;
    std::uint64_t b = 0;
    tbb::task_arena arena(3);
    arena.execute([&] { tbb::parallel_invoke([&] { a = values[0]; }, [&] { b = values[1]; }); });
    right &= a + b == 3U;

    tbb::parallel_for_each(copy.begin(), copy.begin() + 500, [](std::uint64_t& value) { value += 1; });
    tbb::parallel_sort(copy.begin(), copy.end());

    bool thrown = false;
    try {
      tbb::parallel_for(std::size_t{0}, values.size(), [&](std::size_t i) {
        if (i == 7'000) throw std::runtime_error("stopped");
      });
    } catch (const std::runtime_error& error) {
      thrown = std::string_view(error.what()) == "stopped";
    }
    right &= thrown;
  }
  return right;
}

bool race() {
  std::uint64_t sum = 0;
  std::vector<std::uint64_t> values(10'000, 1U);
  for (int round = 0; round < 40; ++round)
    tbb::parallel_for(Range(0, values.size(), 16), [&](const Range& range) {
      for (std::size_t i = range.begin(); i != range.end(); ++i) sum += values[i];
    });
  return sum != 0;
}

}  // namespace

int main(int count, char** arguments) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, 4);
  const std::string_view which = count > 1 ? arguments[1] : "";
  return (which == "race" ? race() : quiet()) ? 0 : 1;
}
