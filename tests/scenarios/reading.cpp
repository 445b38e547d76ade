#include "tests/scenarios/reading.hpp"

#include <atomic>
#include <fstream>

#include <unistd.h>

namespace entremise::scenarios {

std::vector<std::string> told(const Reading& reading) {
  std::vector<std::string> result;
  for (const Diagnostic& d : reading.diagnostics)
    result.push_back(fmt::format("{}:{} {}", d.place.line, d.place.column, d.code));
  return result;
}

std::vector<std::string> told(const std::string& text) {
  return told(read_scenario_text(text, "test"));
}

namespace {

bool same(const Text& a, const Text& b) {
  return a.en == b.en && a.fr == b.fr;
}

bool same(const territory::GivenTerritory& a, const territory::GivenTerritory& b) {
  const auto offices = [](const territory::GivenTerritory::Office& x, const territory::GivenTerritory::Office& y) {
    return x.name == y.name && x.type == y.type && x.organisation == y.organisation && x.role == y.role &&
           x.family == y.family && x.issues == y.issues;
  };
  const auto ties = [](const territory::GivenTerritory::Tie& x, const territory::GivenTerritory::Tie& y) {
    return x.a == y.a && x.b == y.b && x.rate == y.rate && x.control == y.control && x.tender == y.tender;
  };
  return a.organisations == b.organisations &&
         std::equal(a.offices.begin(), a.offices.end(), b.offices.begin(), b.offices.end(), offices) &&
         std::equal(a.ties.begin(), a.ties.end(), b.ties.begin(), b.ties.end(), ties);
}

}  // namespace

bool asks_the_same(const Scenario& a, const Scenario& b) {
  const territory::Specification &x = a.specification, &y = b.specification;
  return same(a.title, b.title) && same(a.description, b.description) && a.archetype == b.archetype &&
         a.replicates == b.replicates && a.seed == b.seed && a.record == b.record && x.months == y.months &&
         x.parameters == y.parameters && x.levers == y.levers && x.given.has_value() == y.given.has_value() &&
         (!x.given || same(*x.given, *y.given));
}

Folder::Folder() {
  static std::atomic<unsigned> count{0};
  path_ = std::filesystem::temp_directory_path() / fmt::format("entremise-scenarios-{}-{}", getpid(), count++);
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::string& name, const std::string& content) const {
  const std::filesystem::path file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

}  // namespace entremise::scenarios
