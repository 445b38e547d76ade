#include "analysis/studies/plausible.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <fstream>
#include <set>

#include "analysis/inference/proportion.hpp"
#include "analysis/inference/sample.hpp"
#include "analysis/studies/telling.hpp"

namespace entremise {
namespace {

using scenarios::ContrastForm;
using scenarios::Expectation;
using scenarios::Hypothesis;
using scenarios::Study;

Failure trouble(Trouble kind, const char* code, const std::string& file, std::uint32_t line, std::uint32_t column,
                Text message, Text remedy) {
  return Failure(Diagnostic{Severity::error, kind, code, {file, line, column}, std::move(message), std::move(remedy)});
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t comma = std::min(line.find(',', begin), line.size());
    out.push_back(line.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return out;
}

struct DrawAnswer {
  double estimate = 0;
  bool holds = false, zero = false, clearly_holds = false, clearly_not = false;
};

// Of a difference: the sign that the draw's replicates show, and whether their interval excludes 0.
DrawAnswer sign_answer(const std::vector<double>& differences, int sign, double confidence) {
  const Moments m = moments(differences);
  const double toward = m.mean * sign;
  DrawAnswer out{m.mean, toward > 0, toward == 0};
  if (m.n < 2) return out;
  const Interval interval = *interval_of_mean(m, confidence);
  out.clearly_holds = sign > 0 ? interval.low > 0 : interval.high < 0;
  out.clearly_not = sign > 0 ? interval.high < 0 : interval.low > 0;
  return out;
}

DrawAnswer within_answer(const std::vector<double>& differences, double margin, double confidence) {
  const Moments m = moments(differences);
  DrawAnswer out{m.mean, std::fabs(m.mean) < margin};
  if (m.n < 2) return out;
  const Interval interval = *interval_of_mean(m, confidence);
  out.clearly_holds = interval.low > -margin && interval.high < margin;
  out.clearly_not = interval.low >= margin || interval.high <= -margin;
  return out;
}

int sign_of(const Hypothesis& h, const HypothesisResult& r) {
  if (h.expected == Expectation::higher) return 1;
  if (h.expected == Expectation::lower) return -1;
  return r.estimate.value_or(0) < 0 ? -1 : 1;
}

bool identical_in(const Study& study, std::size_t h, const StudySeries& series, std::size_t first, std::size_t count) {
  const auto& w = study.hypotheses[h].contrast.weights;
  for (std::size_t i = first; i < first + count; ++i) {
    const auto a = series.months(h, w[0].scenario, i), b = series.months(h, w[1].scenario, i);
    for (std::size_t m = 0; m < a.size(); ++m)
      if (std::bit_cast<std::uint32_t>(a[m]) != std::bit_cast<std::uint32_t>(b[m]) &&
          !(std::isnan(a[m]) && std::isnan(b[m])))
        return false;
  }
  return true;
}

std::optional<DrawAnswer> answer_of(const Study& study, std::size_t h, const StudySeries& series, std::size_t first,
                                    std::size_t count, const HypothesisResult& r, double confidence) {
  const Hypothesis& hypothesis = study.hypotheses[h];
  if (hypothesis.contrast.form == ContrastForm::break_point) {
    const auto curves = curves_of(study, h, series, first, count);
    const std::size_t levels = hypothesis.contrast.levels.size(), n = curves.size() / levels;
    if (n < count) return std::nullopt;
    std::vector<double> mean(levels, 0);
    for (std::size_t i = 0; i < curves.size(); ++i) mean[i % levels] += curves[i] / static_cast<double>(n);
    const auto line = broken_line(hypothesis.contrast.levels, mean);
    if (!line) return std::nullopt;
    const bool holds =
        !hypothesis.contrast.near || std::fabs(line->at - *hypothesis.contrast.near) <= hypothesis.contrast.within;
    return DrawAnswer{line->at, holds};
  }
  const ContrastSample sample = contrast_sample(study, h, series, first, count);
  if (sample.missing > 0 || sample.differences.empty()) return std::nullopt;
  switch (hypothesis.expected) {
    case Expectation::identical:
      return DrawAnswer{moments(sample.differences).mean, identical_in(study, h, series, first, count)};
    case Expectation::equivalent: {
      const auto margin = smallest_of(hypothesis.smallest, moments(sample.reference).mean);
      if (!margin) return std::nullopt;
      return within_answer(sample.differences, *margin, confidence);
    }
    default:
      break;
  }
  if (hypothesis.contrast.form == ContrastForm::ratio) {
    const double over = moments(sample.denominator).mean;
    if (over == 0) return std::nullopt;
    const double ratio = moments(sample.differences).mean / over;
    const int sign = sign_of(hypothesis, r);
    return DrawAnswer{ratio, ratio * sign > 0, ratio == 0};
  }
  return sign_answer(sample.differences, sign_of(hypothesis, r), confidence);
}

}  // namespace

PlausibleDraws read_draws(const std::filesystem::path& file) {
  const std::string name = file.generic_string();
  std::ifstream stream(file);
  std::string line;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error) || !stream || !std::getline(stream, line))
    throw trouble(
        Trouble::unreadable, "E0651", name, 0, 0,
        text("the table of plausible draws cannot be read", "le tableau des tirages plausibles est illisible"),
        text("Name another with --draws FILE, make one with \"entremise calibrate\", or give --plausible 0.",
             "Nommez-en un autre avec --draws FICHIER, faites-en un avec « entremise calibrate », ou donnez "
             "--plausible 0."));
  const auto without_return = [](std::string& words) {
    if (!words.empty() && words.back() == '\r') words.pop_back();
  };
  without_return(line);
  PlausibleDraws draws;
  draws.file = name;
  std::vector<std::size_t> columns;
  const std::vector<std::string> head = cells_of(line);
  for (std::size_t c = 0; c < head.size(); ++c)
    if (const std::size_t p = territory::find_parameter(head[c]); p != territory::registry.size()) {
      columns.push_back(c);
      draws.parameters.push_back(p);
    }
  const Text remedy =
      text("\"entremise calibrate\" writes such tables.", "« entremise calibrate » écrit de tels tableaux.");
  if (columns.empty())
    throw trouble(Trouble::invalid_data, "E0652", name, 1, 1,
                  text("no column of the table is a parameter", "aucune colonne du tableau n'est un paramètre"),
                  remedy);
  for (std::uint32_t row = 2; std::getline(stream, line); ++row) {
    without_return(line);
    if (line.empty()) continue;
    const std::vector<std::string> cells = cells_of(line);
    std::vector<double> values;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const territory::Parameter& parameter = territory::registry[draws.parameters[k]];
      double value = 0;
      bool good = columns[k] < cells.size();
      if (good) {
        const std::string& cell = cells[columns[k]];
        const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        good = failed == std::errc{} && end == cell.data() + cell.size() && parameter.valid.contains(value);
      }
      if (!good)
        throw trouble(Trouble::invalid_data, "E0652", name, row, static_cast<std::uint32_t>(columns[k] + 1),
                      text("{} has no value from {} to {} here", "{} n'a pas ici de valeur de {} à {}", parameter.key,
                           parameter.valid.low, parameter.valid.high),
                      remedy);
      values.push_back(value);
    }
    draws.values.push_back(std::move(values));
  }
  if (draws.values.empty())
    throw trouble(Trouble::invalid_data, "E0652", name, 2, 1,
                  text("the table has no draw", "le tableau n'a aucun tirage"), remedy);
  return draws;
}

territory::Specification with_draw(const Study& study, std::size_t scenario, const PlausibleDraws& draws,
                                   std::size_t draw) {
  territory::Specification specification = study.scenarios[scenario].specification;
  for (std::size_t k = 0; k < draws.parameters.size(); ++k)
    if (!std::binary_search(study.set.begin(), study.set.end(), draws.parameters[k]))
      specification.parameters.set_index(draws.parameters[k], draws.values[draw][k]);
  return specification;
}

std::vector<std::size_t> needed_scenarios(const Study& study) {
  std::set<std::size_t> needed;
  for (const Hypothesis& h : study.hypotheses) {
    for (const auto* list : {&h.contrast.weights, &h.contrast.reference, &h.contrast.denominator})
      for (const scenarios::Weight& w : *list) needed.insert(w.scenario);
    for (const auto& level : h.contrast.scenarios_at) needed.insert(level.begin(), level.end());
  }
  return {needed.begin(), needed.end()};
}

void judge_plausible(const Study& study, const StudySeries& series, std::uint32_t replicates, StudyResult& result) {
  const std::size_t draws = series.replicates() / replicates;
  for (std::size_t h = 0; h < study.hypotheses.size(); ++h) {
    HypothesisResult& r = result.hypotheses[h];
    PlausibleShare share;
    share.replicates = replicates;
    for (std::size_t d = 0; d < draws; ++d) {
      const auto answer = answer_of(study, h, series, d * replicates, replicates, r, result.options.confidence);
      if (!answer) {
        ++share.without_answer;
        continue;
      }
      ++share.draws;
      share.holds += answer->zero ? 0.5 : answer->holds ? 1 : 0;
      share.clearly_holds += answer->clearly_holds;
      share.clearly_not += answer->clearly_not;
      share.estimates.push_back(answer->estimate);
    }
    if (share.draws > 0) {
      share.share = share.holds / static_cast<double>(share.draws);
      share.interval = interval_of_share(static_cast<std::size_t>(share.holds), share.draws, result.options.confidence);
    }
    r.plausible = std::move(share);
  }
}

}  // namespace entremise
