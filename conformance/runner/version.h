// The version of asmtp-conform.
#ifndef ASMTP_CONFORMANCE_RUNNER_VERSION_H_
#define ASMTP_CONFORMANCE_RUNNER_VERSION_H_

#include <string_view>

namespace asmtp::conformance {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_VERSION_H_
