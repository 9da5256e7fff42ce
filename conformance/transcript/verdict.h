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
  kInfo,         // nothing is asked; what the IUT does is worth knowing
  kUnsupported,  // the IUT says that it cannot do this
  kNonstrict,    // against a SHOULD, or in a way that the case only tolerates
  kXfail,        // failed as the expectations file says
  kBlocked,      // the control failed, so a rejection would prove nothing
  kFlaky,        // played again, it came out well once and badly once
  kXpass,        // well, against the expectations file
  kTimeout,      // the IUT neither answered nor closed in time
  kFail,         // against a MUST
  kCrash,        // the IUT ended by a signal, a sanitizer report or an unexpected exit status
  kError,        // the harness could not play the case
};
inline constexpr size_t kVerdictCount = static_cast<size_t>(Verdict::kError) + 1;

// Returns e.g. "NONSTRICT".
std::string_view Name(Verdict verdict);
// Returns the verdict that a case file names: pass, info, nonstrict or fail. A file cannot name the
// others, which are the runner's to find.
std::optional<Verdict> VerdictOf(std::string_view name);
// Returns the graver of the two.
constexpr Verdict Worse(Verdict a, Verdict b) { return a < b ? b : a; }
// Whether a run with this verdict is not as expected. Nonstrict is a warning.
constexpr bool IsUnexpected(Verdict verdict) { return verdict > Verdict::kXfail; }
// Whether nothing was wrong, not even with what is only a warning.
constexpr bool IsWell(Verdict verdict) {
  return !IsUnexpected(verdict) && verdict != Verdict::kNonstrict;
}
// Whether the IUT did something else than it should, or nothing.
constexpr bool IsViolation(Verdict verdict) {
  return verdict == Verdict::kFail || verdict == Verdict::kTimeout;
}
// Whether a control with this verdict shows nothing about what depends on it: what the IUT does
// without the fault did not come out well, not even once.
constexpr bool Blocks(Verdict control) { return !IsWell(control) && control != Verdict::kFlaky; }
// Returns the verdict of that name, as Name() says it: reports and expectations hold these.
std::optional<Verdict> VerdictNamed(std::string_view name);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_VERDICT_H_
