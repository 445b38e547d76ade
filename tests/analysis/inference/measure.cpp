#include <chrono>
#include <cstdio>

#include "tests/analysis/inference/experiments.hpp"

/// Prints the measured coverages and sizes as a table.
int main() {
  std::puts("| what | data | trials | promised | measured |");
  std::puts("|---|---|---:|---:|---:|");
  for (const auto& e : entremise::experiments::all()) {
    const auto start = std::chrono::steady_clock::now();
    char promised[16] = "";
    if (e.nominal > 0) std::snprintf(promised, sizeof promised, "%.3f", e.nominal);
    std::printf("| %s | %s | %u | %s | %.3f |\n", e.what.c_str(), e.data.c_str(), e.trials, promised,
                entremise::experiments::share(e));
    std::fflush(stdout);
    std::fprintf(stderr, "%.2f s\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
}
