// RecordOptions: the command line of `record` and its interpretation.
#ifndef ASMTP_CONFORMANCE_RUNNER_RECORD_OPTIONS_H_
#define ASMTP_CONFORMANCE_RUNNER_RECORD_OPTIONS_H_

#include <expected>
#include <string>
#include <vector>

#include "conformance/cli/command.h"
#include "conformance/play/config.h"
#include "conformance/record/recording.h"
#include "conformance/runner/case_files.h"

namespace asmtp::conformance {

struct RecordCommandOptions {
  std::string iut;  // command template; "" for our own endpoint
  std::string role = "responder";
  std::string suite = "ed25519";
  std::string framing = "u32";
  std::string script;   // id or file of a case
  size_t messages = 0;  // number of messages to echo instead of a script
  std::string out;
  std::string id;  // of the new case; "" to derive it from the file's name
  std::string title;
  std::string level;
  std::vector<std::string> clauses;
  std::string runner_secret;
  std::string iut_secret;
  std::string runner_ephemeral;
  std::string iut_ephemeral;
  double timeout_scale = 1.0;
  bool proxy = false;
  std::string listen = "127.0.0.1:0";
  std::string connect;
  std::string initiator_secret;
  std::string responder_secret;
  size_t sessions = 1;
  double wait = 60;
  double idle = 30;
  std::vector<std::string> update;
  CorpusOptions corpus;
};

void AddRecordOptions(cli::Command& command, RecordCommandOptions& options);

Config ConfigOf(const RecordCommandOptions& options);

// Replaces `secret` with the hexadecimal `text` of an option; keeps it if `text` is empty. Returns
// "" or an error sentence.
std::string TakeSecret(const std::string& option, const std::string& text, SecretText& secret);

// Fills in the header of the new case from the options. `how` completes the default title "A
// session is recorded ...". Fails with a sentence.
std::expected<void, std::string> TakeHeader(const RecordCommandOptions& options,
                                            const std::string& how, Header& header);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_RECORD_OPTIONS_H_
