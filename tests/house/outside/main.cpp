#include <entremise/sim/diagnostics/diagnostic.hpp>

int main() {
  const entremise::Diagnostic diagnostic{.code = "E0001", .message = entremise::text("{} rows", "{} lignes", 3)};
  if (format(diagnostic, entremise::Language::french) != "erreur E0001 : 3 lignes") return 1;
  if (entremise::nearest("grahp", {"graph", "phase"}) != "graph") return 1;
  return 0;
}
