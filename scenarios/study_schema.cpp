#include <nlohmann/json.hpp>

#include "models/territory/metrics/observation.hpp"
#include "scenarios/fields.hpp"
#include "scenarios/study.hpp"

namespace entremise::scenarios {
namespace {

using nlohmann::json;

json object(json properties, std::vector<std::string> required = {}) {
  json out{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = required;
  return out;
}

json described(json of, const char* en, const char* fr) {
  of["description"] = fmt::format("{}\n\n{}", en, fr);
  return of;
}

json months(const char* en, const char* fr) {
  return described(
      {{"type", "array"}, {"items", {{"type", "integer"}, {"minimum", 0}}}, {"minItems", 2}, {"maxItems", 2}}, en, fr);
}

const json word{{"type", "string"}}, amount{{"type", "number"}}, month{{"type", "integer"}, {"minimum", 0}};

json list_of_words() {
  json out;
  out["type"] = "array";
  out["items"] = word;
  return out;
}

json either(const json& one, const json& other) {
  json out;
  out["anyOf"] = json::array({one, other});
  return out;
}

json translated() {
  return either(word, object({{"en", word}, {"fr", word}}));
}

// A scenario of a study: a file, or what a scenario file may say besides run and record.
json scenario_of(const json& whole) {
  json properties = whole.at("properties");
  for (const char* shared : {"run", "record"}) properties.erase(shared);
  properties["file"] = described(word, "A scenario file as it is, relative to the study.",
                                 "Un fichier de scénario tel quel, relatif à l'étude.");
  properties["extends"] = described(word, "A scenario file, or another scenario of the study, that this one changes.",
                                    "Un fichier de scénario, ou un autre scénario de l'étude, que celui-ci modifie.");
  return object(std::move(properties));
}

json design(const json& whole) {
  const json names = list_of_words();
  const json factor = object({{"parameter", either(word, names)},
                              {"levels", {{"type", "array"}, {"minItems", 2}}},
                              {"range", {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}}},
                              {"steps", {{"type", "integer"}, {"minimum", 2}}},
                              {"levers", whole.at("properties").at("levers")}});
  json kinds = json::array();
  for (const std::string_view kind : design_words) kinds.push_back(kind);
  return object({{"kind", {{"enum", kinds}}},
                 {"base", described(word, "The scenario that the design varies, by name or file.",
                                    "Le scénario que le plan fait varier, par nom ou fichier.")},
                 {"factors", {{"type", "object"}, {"additionalProperties", factor}}},
                 {"generators", described({{"type", "object"}, {"additionalProperties", names}},
                                          "Factors of a fraction that are the product of others.",
                                          "Facteurs d'une fraction qui sont le produit d'autres.")},
                 {"points", {{"type", "integer"}, {"minimum", 2}}},
                 {"seed", {{"type", "integer"}, {"minimum", 0}}}},
                {"kind"});
}

json hypothesis() {
  const json names = list_of_words();
  std::string measures;
  const Catalogue catalogue = territory::catalogue({.whole = true});
  for (const Variable& v : catalogue.variables()) {
    measures += (measures.empty() ? "" : ", ") + v.name;
    for (std::size_t d = 0; d < v.dimensions.size(); ++d) measures += (d == 0 ? "[" : ", ") + v.dimensions[d];
    if (!v.dimensions.empty()) measures += "]";
  }
  const json level = object({{"at_least", amount}, {"at_most", amount}, {"from", month}, {"until", month}});
  const json outcome = object(
      {{"measure", {{"type", "string"}, {"description", measures}}},
       {"at", described(month, "The value of that month; the last if nothing is said.",
                        "La valeur de ce mois ; le dernier si rien n'est dit.")},
       {"mean", months("Mean over these months.", "Moyenne sur ces mois.")},
       {"area", months("Area under the curve.", "Aire sous la courbe.")},
       {"change",
        months("Value of the second month minus that of the first.", "Valeur du second mois moins celle du premier.")},
       {"slope", months("Slope over these months.", "Pente sur ces mois.")},
       {"time_to", described(level, "Months until a level is reached.", "Mois jusqu'à ce qu'un niveau soit atteint.")}},
      {"measure"});
  const json pair = object({{"scenario", word}, {"against", word}}, {"scenario", "against"});
  const json contrast = object({{"scenario", word},
                                {"against", word},
                                {"minus", described(pair, "Another difference that is taken away: an interaction.",
                                                    "Un autre écart qui est retranché : une interaction.")},
                                {"relative_to", described(pair, "Another difference, of which this one is a share.",
                                                          "Un autre écart, dont celui-ci est une part.")},
                                {"weights", {{"type", "object"}, {"additionalProperties", amount}}},
                                {"effect", either(word, names)},
                                {"trend", word},
                                {"break_point", word},
                                {"near", amount},
                                {"within", amount}});
  json expected = json::array();
  for (const std::string_view e : expectation_words)
    if (e != "identical") expected.push_back(e);
  return object(
      {{"claim", translated()},
       {"outcome", outcome},
       {"contrast", contrast},
       {"expected", {{"enum", expected}}},
       {"smallest_effect", described(object({{"share", amount}, {"absolute", amount}}),
                                     "From how much on a difference matters; 5% of the reference if not said.",
                                     "À partir de combien un écart compte ; 5 % de la référence par défaut.")},
       {"family", described(word, "Hypotheses that share a chance of a false alarm.",
                            "Hypothèses qui partagent un risque de fausse alerte.")},
       {"negative_control",
        described({{"type", "boolean"}}, "Equality to the bit is expected.", "L'égalité au bit près est attendue.")}},
      {"claim", "outcome", "contrast"});
}

}  // namespace

nlohmann::json study_schema() {
  const json whole = schema();
  const json run = whole.at("properties").at("run").at("properties");
  const json until = object({{"until_narrower_than", amount}, {"of", word}, {"first", month}, {"most", month}},
                            {"until_narrower_than", "of"});
  json root = object({{"title", translated()},
                      {"question", translated()},
                      {"run", object({{"months", run.at("months")},
                                      {"seed", run.at("seed")},
                                      {"replicates", either(run.at("replicates"), until)}})},
                      {"scenarios", {{"type", "object"}, {"additionalProperties", scenario_of(whole)}}},
                      {"design", design(whole)},
                      {"hypotheses", {{"type", "object"}, {"additionalProperties", hypothesis()}}},
                      {"plausible", object({{"file", word}, {"draws", month}, {"replicates", run.at("replicates")}})}},
                     {"hypotheses"});
  root["$schema"] = "http://json-schema.org/draft-07/schema#";
  root["title"] = "Entremise study";
  return root;
}

}  // namespace entremise::scenarios
