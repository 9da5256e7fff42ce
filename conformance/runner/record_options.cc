#include "conformance/runner/record_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "conformance/record/script.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/validators.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

// Returns the name of the file as a part of an id: lower-case letters, digits and '-'.
std::string IdOf(const std::string& file) {
  std::string name = std::filesystem::path(file).stem().string();
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!fits) c = '-';
  }
  return "recorded/" + (name.empty() ? "session" : name);
}

void AddSessionOptions(CLI::App& command, RecordCommandOptions& options) {
  command
      .add_option("--iut", options.iut,
                  "command that starts the implementation under test, as for run; our own endpoint "
                  "if not given")
      ->check(NotEmpty());
  command.add_option("--role", options.role, "role of the IUT (responder)")
      ->check(CLI::IsMember({"responder", "initiator"}));
  command.add_option("--suite", options.suite, "suite of the session (ed25519)")
      ->check(CLI::IsMember({"ed25519", "25519"}));
  command.add_option("--framing", options.framing, "framing of the session (u32)")
      ->check(CLI::IsMember({"u32", "u16"}));
  command.add_option("--script", options.script, "id or file of the case whose steps are played");
  command
      .add_option("--messages", options.messages,
                  "instead of a script: so many messages that the IUT echoes (3); with --proxy: so "
                  "many that both echo (0: relay what they say)")
      ->check(CLI::Range(size_t{0}, kEchoesMax));
  command.add_option("--runner-secret", options.runner_secret, "static secret of the runner");
  command.add_option("--iut-secret", options.iut_secret, "static secret of the IUT");
  command.add_option("--runner-ephemeral", options.runner_ephemeral,
                     "ephemeral secret of the runner or the proxy");
  command.add_option("--iut-ephemeral", options.iut_ephemeral,
                     "ephemeral secret that the IUT is told to take, by ASMTP_EPHEMERAL");
  command.add_option("--timeout-scale", options.timeout_scale, "factor of every deadline")
      ->check(NumberIn(0.01, 1000.0));
}

void AddCaseOptions(CLI::App& command, RecordCommandOptions& options) {
  command.add_option("--out", options.out, "case file to write");
  command.add_option("--id", options.id, "id of the new case (recorded/ and the file's name)");
  command.add_option("--title", options.title, "its title");
  command.add_option("--level", options.level, "its level (that of the script, or MUST)")
      ->check(CLI::IsMember({"MUST", "SHOULD", "MAY", "INFO"}));
  command.add_option("--clause", options.clauses,
                     "its clauses, each as 'ID words of it' (those of the script)");
}

void AddProxyOptions(CLI::App& command, RecordCommandOptions& options) {
  command.add_flag("--proxy", options.proxy,
                   "record what two implementations say to each other, from between them");
  command.add_option("--listen", options.listen,
                     "proxy: host:port for the initiator (127.0.0.1:0)");
  command.add_option("--connect", options.connect, "proxy: host:port of the responder");
  command.add_option("--initiator-secret", options.initiator_secret,
                     "proxy: static secret of the initiator");
  command.add_option("--responder-secret", options.responder_secret,
                     "proxy: static secret of the responder");
  command.add_option("--sessions", options.sessions, "proxy: how many sessions to record (1)")
      ->check(CLI::Range(1, 100));
  command.add_option("--wait", options.wait, "proxy: seconds to wait for the initiator (60)")
      ->check(NumberIn(0.01, 86400));
  command.add_option("--idle", options.idle, "proxy: seconds without a message that end it (30)")
      ->check(NumberIn(0.01, 86400));
}

}  // namespace

void AddRecordOptions(CLI::App& command, RecordCommandOptions& options) {
  AddSessionOptions(command, options);
  AddCaseOptions(command, options);
  AddProxyOptions(command, options);
  command.add_option("--update", options.update,
                     "instead: play these case files again and refresh their lines marked '~'");
  AddCorpusOptions(command, options.corpus);
}

Config ConfigOf(const RecordCommandOptions& options) {
  for (const Config& config : AllConfigs()) {
    if (Name(config.role) == options.role && DhName(config.suite) == options.suite &&
        asmtp::Name(config.framing) == options.framing) {
      return config;
    }
  }
  return {};  // not reached: the options are checked
}

std::string TakeSecret(const std::string& option, const std::string& text, SecretText& secret) {
  if (text.empty() || FromHexInto(text, secret.bytes)) return "";
  return option + ": a secret is 64 hexadecimal digits";
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
      return std::unexpected("--clause: expected 'ID words of it', without double quotes");
    }
    header.clauses.push_back({clause.substr(0, space), clause.substr(space + 1), 0});
  }
  if (header.since.empty()) header.since = EchoScript(0).header.since;
  return {};
}

}  // namespace asmtp::conformance
