// Ending: why the program exits before it starts to work.
//
//   return Usage("no secret key");
//   return Unsupported("--role 'proxy' is not supported");
//   fmt::print(stderr, "{}\n", ending.text);               // never holds a secret
//   return ending.status;
#ifndef ASMTP_CONFORMANCE_ENDPOINT_ENDING_H_
#define ASMTP_CONFORMANCE_ENDPOINT_ENDING_H_

#include <expected>
#include <string>
#include <utility>

namespace asmtp::endpoint {

// The exit statuses of the adapter contract.
inline constexpr int kExitOk = 0;
inline constexpr int kExitProtocolError = 1;
inline constexpr int kExitUsage = 2;  // also if a resource is unavailable: a port in use
inline constexpr int kExitUnsupported = 89;

struct Ending {
  int status;
  std::string text;  // one sentence for stderr; with kExitOk, the requested text for stdout
};

inline std::unexpected<Ending> Usage(std::string text) {
  return std::unexpected(Ending{kExitUsage, std::move(text)});
}

// For a value that another endpoint might support, so it is not a usage error.
inline std::unexpected<Ending> Unsupported(std::string text) {
  return std::unexpected(Ending{kExitUnsupported, std::move(text)});
}

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_ENDING_H_
