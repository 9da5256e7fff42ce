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
  int status = -1;  // -1 if it was killed or did not end
  std::string out;
  std::string err;
};

// Runs the program to its end with the corpus and the endpoint of the working folder. The test
// needs //conformance/runner:asmtp-conform and everything that it uses in its data.
Ended Conform(std::vector<std::string> arguments);

// Returns the public key of a static secret, both in hexadecimal.
std::string PublicOf(const std::string& secret, std::string_view suite = "ed25519");

// Runs a shell command in the same environment.
Ended Shell(const std::string& command);

// Starts a program in the same environment. Returns null and fails the test if it cannot be
// started.
std::unique_ptr<ChildProcess> StartWithCorpus(const std::vector<std::string>& words);
Ended WaitForEnd(ChildProcess& child);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_
