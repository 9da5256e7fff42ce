// ConformProcess: asmtp-conform as a user runs it, for tests.
//
//   const Ended ended = Conform({"handshake/ok", "--iut", "..."});
//   ended.status                                           the exit status
#ifndef ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_
#define ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/iut/child_process.h"

namespace asmtp::conformance {

struct Ended {
  int status = -1;  // -1 where it was killed, or did not end
  std::string out;
  std::string err;
};

// Runs the program to its end, with the corpus and the endpoint of the working folder. The test has
// //conformance/runner:asmtp-conform and what else it plays with among its data.
Ended Conform(std::vector<std::string> arguments);

// Returns the public key of a static secret, both in hexadecimal.
std::string PublicOf(const std::string& secret, std::string_view suite = "ed25519");

// Runs a shell's command in the same surroundings.
Ended Shell(const std::string& command);

// Starts a program in the same surroundings; null, and a failure, where it cannot be started.
std::unique_ptr<ChildProcess> StartWithCorpus(const std::vector<std::string>& words);
Ended WaitForEnd(ChildProcess& child);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_
