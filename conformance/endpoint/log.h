// The log of asmtp-endpoint on stderr. It never blocks and never ends the program.
//
//   Log("cannot listen");                                 // asmtp-endpoint: cannot listen
//
// A line that stderr does not take at once is dropped: its reader is slow or gone, or the disk is
// full. The next line that fits follows a line with the number of those that were dropped.
#ifndef ASMTP_CONFORMANCE_ENDPOINT_LOG_H_
#define ASMTP_CONFORMANCE_ENDPOINT_LOG_H_

#include <string_view>

namespace asmtp::endpoint {

// Not thread-safe.
void Log(std::string_view sentence);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_LOG_H_
