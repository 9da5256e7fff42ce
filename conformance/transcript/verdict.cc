#include "conformance/transcript/verdict.h"

namespace asmtp::conformance {

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "PASS";
    case Verdict::kInfo:
      return "INFO";
    case Verdict::kUnsupported:
      return "UNSUPPORTED";
    case Verdict::kNonstrict:
      return "NONSTRICT";
    case Verdict::kXfail:
      return "XFAIL";
    case Verdict::kBlocked:
      return "BLOCKED";
    case Verdict::kFlaky:
      return "FLAKY";
    case Verdict::kXpass:
      return "XPASS";
    case Verdict::kTimeout:
      return "TIMEOUT";
    case Verdict::kFail:
      return "FAIL";
    case Verdict::kCrash:
      return "CRASH";
    case Verdict::kError:
      return "ERROR";
  }
  return "?";
}

std::optional<Verdict> VerdictNamed(std::string_view name) {
  for (size_t i = 0; i < kVerdictCount; ++i) {
    if (Name(static_cast<Verdict>(i)) == name) return static_cast<Verdict>(i);
  }
  return std::nullopt;
}

std::optional<Verdict> VerdictOf(std::string_view name) {
  if (name == "pass") return Verdict::kPass;
  if (name == "info") return Verdict::kInfo;
  if (name == "nonstrict") return Verdict::kNonstrict;
  if (name == "fail") return Verdict::kFail;
  return std::nullopt;
}

}  // namespace asmtp::conformance
