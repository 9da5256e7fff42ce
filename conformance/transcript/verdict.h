// Verdict: what one case says about the implementation under test (IUT).
//
//   Name(Verdict::kNonstrict)                        "NONSTRICT"
//   Worse(Verdict::kInfo, Verdict::kFail)            Verdict::kFail
//   IsUnexpected(Verdict::kTimeout)                  true: the run ends with exit status 1
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_VERDICT_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_VERDICT_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace asmtp::conformance {

// From harmless to grave.
enum class Verdict : uint8_t {
  kPass,
  kInfo,         // no requirement; only records what the IUT does
  kUnsupported,  // the IUT says that it cannot do this
  kNonstrict,    // a violation of a SHOULD, or an outcome that the case only tolerates
  kXfail,        // failed as the expectations file says
  kBlocked,      // the control failed, so a rejection would prove nothing
  kFlaky,        // passed and failed in repeated plays
  kXpass,        // passed against the expectations file
  kTimeout,      // the IUT neither answered nor closed in time
  kFail,         // a violation of a MUST
  kCrash,        // the IUT ended with a signal, a sanitizer report or an unexpected exit status
  kError,        // the harness could not play the case
};
inline constexpr size_t kVerdictCount = static_cast<size_t>(Verdict::kError) + 1;

// Returns e.g. "NONSTRICT".
std::string_view Name(Verdict verdict);
// Returns the verdict named in a case file: pass, info, nonstrict or fail. Only the runner gives
// the others.
std::optional<Verdict> VerdictOf(std::string_view name);
// Returns the graver of the two.
constexpr Verdict Worse(Verdict a, Verdict b) { return a < b ? b : a; }
// Whether this verdict is unexpected. NONSTRICT is only a warning.
constexpr bool IsUnexpected(Verdict verdict) { return verdict > Verdict::kXfail; }
// Whether nothing was wrong, not even a warning.
constexpr bool IsWell(Verdict verdict) {
  return !IsUnexpected(verdict) && verdict != Verdict::kNonstrict;
}
// Whether the IUT did something wrong, or nothing.
constexpr bool IsViolation(Verdict verdict) {
  return verdict == Verdict::kFail || verdict == Verdict::kTimeout;
}
// Whether a control with this verdict blocks its case: the IUT did not pass without the fault, not
// even once.
constexpr bool Blocks(Verdict control) { return !IsWell(control) && control != Verdict::kFlaky; }
// Returns the verdict with this name, as written by Name() in reports and expectations.
std::optional<Verdict> VerdictNamed(std::string_view name);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_VERDICT_H_
