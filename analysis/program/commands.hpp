#pragma once
#include <nlohmann/json.hpp>

#include "analysis/program/command_line.hpp"
#include "analysis/program/terminal.hpp"

namespace entremise::program {

/// Answers keep their keys in the order in which they are written.
using Json = nlohmann::ordered_json;

/// Version of the JSON that the commands answer with; raised when a key changes its meaning or goes.
inline constexpr int json_schema_version = 1;

/// A command's answer: what `--json` prints as one object, or the text that it has printed already.
struct Answer {
  int exit_code = 0;
  Json json = Json::object();
};

// Each command does one thing with what was asked. Results go to the terminal as text unless JSON was asked for.
// What goes wrong is thrown as Failure.
[[nodiscard]] Answer run(const Request& request, Terminal& terminal);
[[nodiscard]] Answer compare(const Request& request, Terminal& terminal);
[[nodiscard]] Answer calibrate(const Request& request, Terminal& terminal);
[[nodiscard]] Answer study(const Request& request, Terminal& terminal);
[[nodiscard]] Answer sensitivity(const Request& request, Terminal& terminal);
[[nodiscard]] Answer attribute(const Request& request, Terminal& terminal);
[[nodiscard]] Answer plan(const Request& request, Terminal& terminal);
[[nodiscard]] Answer init(const Request& request, Terminal& terminal);
[[nodiscard]] Answer validate(const Request& request, Terminal& terminal);
[[nodiscard]] Answer explain(const Request& request, Terminal& terminal);
[[nodiscard]] Answer describe(const Request& request, Terminal& terminal);
[[nodiscard]] Answer schema(const Request& request, Terminal& terminal);
[[nodiscard]] Answer inspect(const Request& request, Terminal& terminal);
[[nodiscard]] Answer check(const Request& request, Terminal& terminal);
[[nodiscard]] Answer export_tables(const Request& request, Terminal& terminal);
[[nodiscard]] Answer export_networks(const Request& request, Terminal& terminal);
[[nodiscard]] Answer verify(const Request& request, Terminal& terminal);
[[nodiscard]] Answer write_report(const Request& request, Terminal& terminal);
[[nodiscard]] Answer why(const Request& request, Terminal& terminal);
[[nodiscard]] Answer help(const Request& request, Terminal& terminal);
[[nodiscard]] Answer version(const Request& request, Terminal& terminal);

[[nodiscard]] Json to_json(const Diagnostic& diagnostic);
[[nodiscard]] Json to_json(const std::vector<Diagnostic>& diagnostics);

}  // namespace entremise::program
