// DateNow: the current time in UTC, as in "2026-01-31T12:00:00Z".
#ifndef ASMTP_CONFORMANCE_REPORT_SHARED_DATE_H_
#define ASMTP_CONFORMANCE_REPORT_SHARED_DATE_H_

#include <array>
#include <ctime>
#include <string>

namespace asmtp::conformance {

inline std::string DateNow() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  std::array<char, 32> text{};
  ::gmtime_r(&now, &parts);
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SHARED_DATE_H_
