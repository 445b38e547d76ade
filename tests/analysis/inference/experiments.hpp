#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace entremise::experiments {

/// A share that can be measured by repetition: how often an interval covers the truth, or a test rejects.
struct Experiment {
  std::string what, data;
  double nominal = 0;          ///< what the method promises
  double least = 0, most = 1;  ///< what is held true of it here: the share must agree with this range, |z| ≤ 4
  std::uint32_t trials = 2000;
  std::function<bool(std::uint32_t)> trial;  ///< a pure function of the trial's number
};

[[nodiscard]] const std::vector<Experiment>& all();

/// Share of the trials that are true.
[[nodiscard]] double share(const Experiment& experiment);

/// How many standard errors a measured share lies outside the range; 0 within.
[[nodiscard]] double excess(const Experiment& experiment, double measured);

}  // namespace entremise::experiments
