// Verdict: the result of checking one vector.
//
//   return Passed("register topic", &kTrailingAfterTopic);
//   return Failed("get passport", "expected accept, found reject");
#ifndef ASMTP_CONFORMANCE_VECTORS_VERDICT_H_
#define ASMTP_CONFORMANCE_VECTORS_VERDICT_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/bytes/bytes.h"

namespace asmtp::vectors {

// A difference between the reference and this project that SPEC.md lists.
struct Difference {
  std::string_view id;    // "DIF-1"
  std::string_view name;  // "trailing-after-topic"
};

struct Verdict {
  enum class Kind { kPassed, kFailed, kSkipped };

  Kind kind;
  std::string description;                 // of the vector, from its file
  std::string detail;                      // failed: the expected and the actual value
  const Difference* difference = nullptr;  // passed: the difference that lets it pass, if any
};

inline Verdict Passed(std::string description, const Difference* difference = nullptr) {
  return {Verdict::Kind::kPassed, std::move(description), "", difference};
}
inline Verdict Failed(std::string description, std::string detail) {
  return {Verdict::Kind::kFailed, std::move(description), std::move(detail)};
}
inline Verdict Skipped(std::string description) {
  return {Verdict::Kind::kSkipped, std::move(description), ""};
}

// The error that a comparison found, or nothing.
using Failure = std::optional<std::string>;

// Returns passed or failed.
inline Verdict PassedUnless(const Failure& failure, std::string description) {
  return failure ? Failed(std::move(description), *failure) : Passed(std::move(description));
}

// Compares two values. Returns how `what` differs: in size, or from which byte on, with a few
// bytes.
Failure Compare(std::string_view what, ByteView expected, ByteView got);
Failure Compare(std::string_view what, std::string_view expected, std::string_view got);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_VERDICT_H_
