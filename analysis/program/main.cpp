#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>

#include "analysis/program/commands.hpp"
#include "analysis/program/complaint.hpp"
#include "analysis/program/exit_codes.hpp"

namespace {

using namespace entremise;
using namespace entremise::program;

Answer answer(const Request& request, Terminal& terminal) {
  if (request.version) return version(request, terminal);
  if (request.help || request.command.empty() || request.command == "help") return help(request, terminal);
  if (request.command == "run") return run(request, terminal);
  if (request.command == "compare") return compare(request, terminal);
  if (request.command == "calibrate") return calibrate(request, terminal);
  if (request.command == "sensitivity") return sensitivity(request, terminal);
  if (request.command == "attribute") return attribute(request, terminal);
  if (request.command == "plan") return plan(request, terminal);
  if (request.command == "study") return study(request, terminal);
  if (request.command == "init") return init(request, terminal);
  if (request.command == "validate") return validate(request, terminal);
  if (request.command == "explain") return explain(request, terminal);
  if (request.command == "describe") return describe(request, terminal);
  if (request.command == "inspect") return inspect(request, terminal);
  if (request.command == "check") return check(request, terminal);
  if (request.command == "export")
    return request.graphml.empty() ? export_tables(request, terminal) : export_networks(request, terminal);
  if (request.command == "verify") return verify(request, terminal);
  if (request.command == "report") return write_report(request, terminal);
  if (request.command == "why") return why(request, terminal);
  return schema(request, terminal);
}

// One JSON object: what every answer has first, then its own keys.
std::string document(const std::string& command, int exit_code, const Json& json) {
  Json out = {{"schema_version", json_schema_version},
              {"command", command},
              {"ok", exit_code == exit_ok},
              {"exit_code", exit_code}};
  for (const auto& [key, value] : json.items()) out[key] = value;
  // File names may hold bytes that are not UTF-8.
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

int main(int argc, char** argv) {
  // A file that may grow no further is an error of the write, to be told with what could be kept, not the end of us.
  std::signal(SIGXFSZ, SIG_IGN);
  std::string command;
  Terminal terminal(manner_of(argc, argv));
  Terminal* speaking = &terminal;
  std::optional<Terminal> own;
  const auto fail = [&](const std::vector<Diagnostic>& diagnostics) {
    speaking->diagnostics(diagnostics);
    const int code = exit_code_of(diagnostics);
    if (speaking->manner().json) speaking->result(document(command, code, {{"diagnostics", to_json(diagnostics)}}));
    (void)speaking->flush();
    return code == exit_ok ? exit_failure : code;
  };
  const auto unforeseen = [&](const char* code, Text message, Text remedy) {
    return fail({complaint(Trouble::failed, code, {}, std::move(message), std::move(remedy))});
  };
  try {
    const Request request = read_command_line(argc, argv);
    command = request.command;
    own.emplace(request.manner);
    speaking = &*own;
    const Answer given = answer(request, *speaking);
    if (request.manner.json) speaking->result(document(command, given.exit_code, given.json));
    if (!speaking->flush())
      return fail({complaint(Trouble::unwritable, "E0610", {},
                             text("the standard output takes no more", "la sortie standard n’accepte plus rien"))});
    return given.exit_code;
  } catch (const Failure& failure) {
    return fail(failure.diagnostics());
  } catch (const std::bad_alloc&) {
    return unforeseen("E0606", text("the memory does not suffice", "la mémoire ne suffit pas"),
                      text("Ask for fewer replicates or threads, or a smaller territory.",
                           "Demandez moins de répliques ou de fils d’exécution, ou un territoire plus petit."));
  } catch (const std::exception& error) {
    return unforeseen(
        "E0607", text("an error that was not foreseen: {}", "une erreur qui n’était pas prévue : {}", error.what()),
        text("Please report it with the command that you gave.", "Merci de la signaler avec la commande donnée."));
  }
}
