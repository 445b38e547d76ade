// Writes the files that the scripts beside it read with other people's software.
#include <iostream>

#include "sim/record/check.hpp"
#include "tests/sim/record/example.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto layout = example::layout(70, true);
  try {
    example::write(folder / "whole.h5", layout);
    {
      // No tables, no derived groups, one failed run.
      auto plain = example::layout(3);
      entremise::TrajectoryWriter w(folder / "plain.h5", plain, example::provenance());
      for (std::uint32_t r = 0; r < 3; ++r)
        for (std::uint32_t s = 0; s < 2; ++s)
          if (s == 1 && r == 2)
            w.add_failed(s, r, "no meeting was possible");
          else
            w.add(example::run(plain, s, r));
      w.finish();
    }
    entremise::TrajectoryWriter w(folder / "cut.h5", layout, example::provenance());
    for (std::uint32_t r = 0; r < 5; ++r)
      for (std::uint32_t s = 0; s < 2; ++s) w.add(example::run(layout, s, r));
    w.add(example::run(layout, 0, 66));
    w.keep_partial();
    for (const char* name : {"whole.h5", "plain.h5", "cut.h5.part"})
      for (const auto& fault : entremise::check_trajectories(folder / name)) {
        std::cerr << entremise::format(fault, entremise::Language::english) << '\n';
        return 1;
      }
  } catch (const entremise::Failure& failure) {
    for (const auto& d : failure.diagnostics()) std::cerr << entremise::format(d, entremise::Language::english) << '\n';
    return 1;
  }
  return 0;
}
