#include "scenarios/checking.hpp"
#include "scenarios/scenario.hpp"

namespace entremise::scenarios {
namespace {

Reading read(const std::string& content, const Origin& origin, std::string name, Findings findings) {
  std::vector<std::string> files;
  Reading reading;
  if (const std::optional<Document> document = read_with_bases(content, origin, files, findings)) {
    Scenario scenario = check_scenario(*document, origin, files, findings);
    scenario.name = std::move(name);
    if (scenario.title.en.empty()) scenario.title = {scenario.name, scenario.name};
    scenario.files = files;
    if (!findings.has_errors()) reading.scenario = std::move(scenario);
  }
  reading.diagnostics = std::move(findings).in_order(files);
  return reading;
}

}  // namespace

Reading read_scenario(const std::filesystem::path& path) {
  Findings findings;
  const std::string file = path.generic_string();
  const std::optional<std::string> content = read_text(path, {file, 0, 0}, findings);
  if (!content) return {std::nullopt, std::move(findings).in_order({file})};
  return read(*content, {file, path.parent_path()}, path.stem().string(), std::move(findings));
}

Reading read_scenario_text(const std::string& text, std::string name, const std::filesystem::path& folder) {
  Origin origin{name, std::nullopt};
  if (!folder.empty()) origin.folder = folder;
  return read(text, origin, std::move(name), Findings());
}

}  // namespace entremise::scenarios
