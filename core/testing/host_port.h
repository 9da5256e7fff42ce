// Parses addresses as people write them.
//
//   const auto address = ParseHostPort("[::1]:4343");       // host "::1", port 4343
//   ParseHostPort("example.org:0")                          // a name; port 0 is accepted
#ifndef ASMTP_CORE_TESTING_HOST_PORT_H_
#define ASMTP_CORE_TESTING_HOST_PORT_H_

#include <expected>
#include <string>
#include <string_view>

#include "core/net/options.h"

namespace asmtp {

// Parses `host:port`. An IPv6 address needs brackets. The error is a sentence.
std::expected<HostPort, std::string> ParseHostPort(std::string_view text);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_HOST_PORT_H_
