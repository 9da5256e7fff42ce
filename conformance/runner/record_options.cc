#include "conformance/runner/record_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "conformance/record/script.h"
#include "conformance/runner/commands.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

// Returns "recorded/" plus the file's name in lower-case letters, digits and '-'.
std::string IdOf(const std::string& file) {
  std::string name = std::filesystem::path(file).stem().string();
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!fits) c = '-';
  }
  return "recorded/" + (name.empty() ? "session" : name);
}

void AddSessionOptions(cli::Command& command, RecordCommandOptions& options) {
  command.Add(
      {"--iut", &options.iut,
       "command that starts the implementation under test, as in 'run' (default: our own endpoint)",
       cli::NotEmpty()});
  command.Add({"--role", &options.role, "role of the IUT (responder)",
               cli::OneOf({"responder", "initiator"})});
  command.Add({"--suite", &options.suite, "suite of the session (ed25519)",
               cli::OneOf({"ed25519", "25519"})});
  command.Add(
      {"--framing", &options.framing, "framing of the session (u32)", cli::OneOf({"u32", "u16"})});
  command.Add({"--script", &options.script, "id or file of the case to play"});
  command.Add({"--messages", &options.messages,
               "instead of a script: number of messages that the IUT echoes (3); with --proxy: "
               "number that both sides echo (0: only relay)",
               cli::InRange(size_t{0}, kEchoesMax)});
  command.Add({"--runner-secret", &options.runner_secret, "static secret of the runner"});
  command.Add({"--iut-secret", &options.iut_secret, "static secret of the IUT"});
  command.Add({"--runner-ephemeral", &options.runner_ephemeral,
               "ephemeral secret of the runner or the proxy"});
  command.Add({"--iut-ephemeral", &options.iut_ephemeral,
               "ephemeral secret that ASMTP_EPHEMERAL tells the IUT to use"});
  command.Add({"--timeout-scale", &options.timeout_scale, "factor applied to every deadline",
               cli::NumberIn(0.01, 1000.0)});
}

void AddCaseOptions(cli::Command& command, RecordCommandOptions& options) {
  command.Add({"--out", &options.out, "case file to write"});
  command.Add({"--id", &options.id, "id of the new case (recorded/ plus the file's name)"});
  command.Add({"--title", &options.title, "title of the new case"});
  command.Add({"--level", &options.level, "level of the new case (that of the script, or MUST)",
               cli::OneOf({"MUST", "SHOULD", "MAY", "INFO"})});
  command.Add({"--clause", &options.clauses,
               "clauses of the new case, each as 'ID QUOTATION' (those of the script)"});
}

void AddProxyOptions(cli::Command& command, RecordCommandOptions& options) {
  command.Add({"--proxy", &options.proxy,
               "record a session of two implementations, as a proxy between them"});
  command.Add({"--listen", &options.listen,
               "proxy: host:port to which the initiator connects (127.0.0.1:0)"});
  command.Add({"--connect", &options.connect, "proxy: host:port of the responder"});
  command.Add(
      {"--initiator-secret", &options.initiator_secret, "proxy: static secret of the initiator"});
  command.Add(
      {"--responder-secret", &options.responder_secret, "proxy: static secret of the responder"});
  command.Add({"--sessions", &options.sessions, "proxy: number of sessions to record (1)",
               cli::InRange(1, 100)});
  command.Add({"--wait", &options.wait, "proxy: seconds to wait for the initiator (60)",
               cli::NumberIn(0.01, 86400)});
  command.Add({"--idle", &options.idle, "proxy: seconds without a message that end a session (30)",
               cli::NumberIn(0.01, 86400)});
}

}  // namespace

void AddRecordOptions(cli::Command& command, RecordCommandOptions& options) {
  AddSessionOptions(command, options);
  AddCaseOptions(command, options);
  AddProxyOptions(command, options);
  command.Add({"--update", &options.update,
               "instead of recording: replay these case files and refresh their lines marked '~'"});
  AddCorpusOptions(command, options.corpus);
}

Config ConfigOf(const RecordCommandOptions& options) {
  for (const Config& config : AllConfigs()) {
    if (Name(config.role) == options.role && DhName(config.suite) == options.suite &&
        asmtp::Name(config.framing) == options.framing) {
      return config;
    }
  }
  return {};  // unreachable: the options are checked
}

std::string TakeSecret(const std::string& option, const std::string& text, SecretText& secret) {
  if (text.empty() || FromHexInto(text, secret.bytes)) return "";
  return option + ": a secret must be 64 hexadecimal digits";
}

std::expected<void, std::string> TakeHeader(const RecordCommandOptions& options,
                                            const std::string& how, Header& header) {
  header.id = options.id.empty() ? IdOf(options.out) : options.id;
  header.title = options.title.empty() ? "A session is recorded " + how : options.title;
  header.base.clear();
  header.tags.clear();
  for (const Level level : {Level::kMust, Level::kShould, Level::kMay, Level::kInfo}) {
    if (Name(level) == options.level) header.level = level;
  }
  if (header.clauses.empty()) header.clauses = EchoScript(0).header.clauses;
  if (!options.clauses.empty()) header.clauses.clear();
  for (const std::string& clause : options.clauses) {
    const size_t space = clause.find(' ');
    if (space == clause.npos || clause.find('"') != clause.npos) {
      return std::unexpected("--clause: expected 'ID QUOTATION', without double quotes");
    }
    header.clauses.push_back({clause.substr(0, space), clause.substr(space + 1), 0});
  }
  if (header.since.empty()) header.since = EchoScript(0).header.since;
  return {};
}

}  // namespace asmtp::conformance
