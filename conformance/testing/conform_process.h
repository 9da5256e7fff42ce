// ConformProcess: asmtp-conform as a user runs it, for tests.
//
//   const Ended ended = Conform({"handshake/ok", "--iut", "..."});
//   ended.status                                           the exit status
#ifndef ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_
#define ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_

#include <string>
#include <vector>

namespace asmtp::conformance {

struct Ended {
  int status = -1;  // -1 where it was killed, or did not end
  std::string out;
  std::string err;
};

// Runs the program to its end, with the corpus and the endpoint of the working folder. The test has
// //conformance/runner:asmtp-conform and what else it plays with among its data.
Ended Conform(std::vector<std::string> arguments);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TESTING_CONFORM_PROCESS_H_
