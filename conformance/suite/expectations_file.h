// ExpectationsFile: the known failures of an IUT, kept in the repository of the IUT.
//
//   # glob of cases      configuration      verdict  message            reason
//   transport/rekey-*    initiator u16      FAIL     "took a frame"     https://bugs/12
//   message/gossip/*                        FAIL     ""                 later until=2026-12-31
//
// The configuration is any of responder, initiator, ed25519, 25519, u32, u16. Without these words,
// a line matches all configurations. The message is a prefix of the runner's message. The first
// line that matches a run decides.
#ifndef ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_FILE_H_
#define ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_FILE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/play/config.h"
#include "conformance/transcript/source_error.h"
#include "conformance/transcript/verdict.h"

namespace asmtp::conformance {

struct ExpectedFailure {
  size_t line = 0;       // from 1
  size_t last_line = 0;  // of its continuations
  std::string glob;      // of cases
  std::vector<std::string> config;
  Verdict verdict = Verdict::kFail;
  std::string message;  // its beginning
  std::string reason;
  std::optional<std::chrono::year_month_day> until;  // the last day on which the line is valid

  bool Fits(const std::string& case_id, const Config& run) const;
};

struct ExpectationsFile {
  std::string file;
  std::vector<std::string> lines;  // all lines, without their ends
  std::vector<ExpectedFailure> expected;
};

OrSourceError<ExpectationsFile> ReadExpectations(std::string_view file, std::string_view text);

// Returns a line that ReadExpectations accepts.
std::string FormatExpectation(const ExpectedFailure& expected);
// Returns "2026-12-31".
std::string FormatDate(const std::chrono::year_month_day& date);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_EXPECTATIONS_FILE_H_
