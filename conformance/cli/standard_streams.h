// The standard streams of a program that may lose their readers. A write to a closed pipe, a full
// disk or a reader that has stopped never ends the program: it goes on, writes its reports and says
// so at the end.
//
//   cli::GuardStandardStreams();                    // first in main
//   const std::string why = cli::FlushOutput();  // last: "" or a sentence
#ifndef ASMTP_CONFORMANCE_CLI_STANDARD_STREAMS_H_
#define ASMTP_CONFORMANCE_CLI_STANDARD_STREAMS_H_

#include <string>

namespace asmtp::cli {

// Puts /dev/null in place of closed descriptors, so that no file of the program gets their numbers,
// and makes writing to stdout and stderr succeed always. After an interrupt, waits no longer than a
// moment for a reader. Ignores SIGPIPE and SIGXFSZ.
void GuardStandardStreams();

// Flushes both. Returns "" or a sentence about the first write that failed.
std::string FlushOutput();

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_STANDARD_STREAMS_H_
