// Arguments: the command line of asmtp-endpoint, not yet validated.
//
//   Arguments arguments;
//   if (const auto read = ReadArguments(argc, argv, arguments); !read) return read.error();
//   Suite suite = ... arguments.suite ...
#ifndef ASMTP_CONFORMANCE_ENDPOINT_ARGUMENTS_H_
#define ASMTP_CONFORMANCE_ENDPOINT_ARGUMENTS_H_

#include <expected>
#include <string>

#include "conformance/endpoint/ending.h"
#include "core/wire/framing.h"

namespace asmtp::endpoint {

// A text is empty if its option was omitted and has no default.
struct Arguments {
  bool caps = false;
  bool persistent = false;
  bool until_eof = false;
  std::string role;
  std::string mode = "echo";
  std::string address;
  std::string suite = "ed25519";
  std::string framing = "u32";
  uint32_t max_frame = kFrameLengthLimitDefault;
  std::string secret;
  std::string secret_file;
  std::string peer;
  std::string ephemeral;
  double connect_deadline = 10;
  double handshake_deadline = 10;
  double idle_deadline = 300;
  size_t handshakes_max = 4096;
  size_t sessions_max = 0;
  double gossip_every = 0.2;
};

// Reads the command line into `arguments`. Fails on an invalid command line or a request for help.
std::expected<void, Ending> ReadArguments(int argc, const char* const* argv, Arguments& arguments);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_ARGUMENTS_H_
