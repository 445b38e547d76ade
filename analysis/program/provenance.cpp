#include "analysis/program/provenance.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <ctime>
#include <thread>

#include "analysis/program/build_info.hpp"

namespace entremise::program {

std::string now_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

int threads_of(const Request& request) {
  return request.threads != 0 ? request.threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

Provenance provenance_of(const Request& request, const Ensemble& ensemble) {
  const BuildInfo& info = build_info();
  utsname machine{};
  ::uname(&machine);
  Provenance provenance;
  provenance.attributes = {
      {"program", "entremise"},
      {"version", std::string(info.version)},
      {"git_commit", std::string(info.git_commit)},
      {"git_dirty", info.git_dirty ? "true" : "false"},
      {"command_line", shell_words(request.arguments)},
      {"compiler", std::string(info.compiler)},
      {"flags", std::string(info.flags)},
      {"build_type", std::string(info.build_type)},
      {"libraries", std::string(info.libraries)},
      {"system", fmt::format("{} {}", machine.sysname, machine.machine)},
      {"threads", fmt::format("{} (results do not depend on it)", threads_of(request))},
      {"rng", "Philox4x32-10 (Random123), keyed by seed, replicate, process, month and entities; no state"},
      {"started", now_utc()}};
  for (const auto& scenario : ensemble.scenarios) provenance.configurations.push_back(configuration_of(scenario));
  return provenance;
}

std::string resume_command(const Request& request) {
  std::vector<std::string> words;
  for (const std::string& word : request.arguments)
    if (word != "--force" && word != "-f" && word != "--resume") words.push_back(word);
  words.emplace_back("--resume");
  return shell_words(words);
}

}  // namespace entremise::program
