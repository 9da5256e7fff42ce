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
    case Verdict::kBlocked:
      return "BLOCKED";
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

std::optional<Verdict> VerdictOf(std::string_view name) {
  if (name == "pass") return Verdict::kPass;
  if (name == "info") return Verdict::kInfo;
  if (name == "nonstrict") return Verdict::kNonstrict;
  if (name == "fail") return Verdict::kFail;
  return std::nullopt;
}

}  // namespace asmtp::conformance
