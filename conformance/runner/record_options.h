// RecordOptions: what `record` was told on the command line, and what the parts of it mean.
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
  size_t messages = 0;  // of a dialogue in the place of a script
  std::string out;
  std::string id;  // of the new case; "" for one made of the file's name
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

// Puts the secret that an option gives in the place of `secret`; keeps it where there is none.
// Returns "" or what is wrong.
std::string TakeSecret(const std::string& option, const std::string& text, SecretText& secret);

// Gives the header what the options say about the new case. `how` ends the sentence "A session
// recorded", which is its title unless another is given.
std::expected<void, std::string> TakeHeader(const RecordCommandOptions& options,
                                            const std::string& how, Header& header);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_RECORD_OPTIONS_H_
