// Violation: what an implementation did that SPEC.md does not allow, and what it comes from.
#ifndef ASMTP_FUZZ_WIRE_VIOLATION_H_
#define ASMTP_FUZZ_WIRE_VIOLATION_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace asmtp::fuzz::wire {

// What noticed it, from outside.
enum class Oracle : uint8_t {
  kCrash,         // the process ended, or a sanitizer or a panic spoke on stderr
  kHang,          // nothing came where something was due
  kStaysOpen,     // it went on after what is a failure
  kTakes,         // it answered what it has to refuse
  kCloses,        // it closed where an answer was due
  kOtherAnswer,   // it answered something else
  kGrowth,        // its memory or its open files grow
  kDisagreement,  // two implementations differ
};

// Returns e.g. "crash", "stays-open".
std::string_view Name(Oracle oracle);

struct Violation {
  Oracle oracle = Oracle::kCrash;
  // What it was about: the type of a message and why it is none, or why the stream is a failure;
  // of a crash, what it said. Without anything that differs from one input to the next.
  std::string about;
  std::string text;  // one sentence for people

  // What one fault has in common, however it was reached: "crash panicked at src/a.rs:12".
  std::string Cause() const;
};

// Returns a line of stderr without numbers of processes and threads, addresses and times: the same
// for the same fault.
std::string Normalised(std::string_view line);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_VIOLATION_H_
