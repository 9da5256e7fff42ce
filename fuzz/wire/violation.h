// Violation: a behaviour of an implementation that SPEC.md does not allow, and its cause.
#ifndef ASMTP_FUZZ_WIRE_VIOLATION_H_
#define ASMTP_FUZZ_WIRE_VIOLATION_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace asmtp::fuzz::wire {

// The oracle that detected it.
enum class Oracle : uint8_t {
  kCrash,         // the process ended, or a sanitizer or a panic reported on stderr
  kHang,          // no reaction where one was due
  kStaysOpen,     // it continued after a failure
  kTakes,         // it answered something that it must refuse
  kCloses,        // it closed instead of answering
  kOtherAnswer,   // it gave another answer
  kRepeats,       // it used an ephemeral key twice
  kGrowth,        // its memory or its open files grow
  kDisagreement,  // two implementations differ
};

// Returns for example "crash" or "stays-open".
std::string_view Name(Oracle oracle);

struct Violation {
  Oracle oracle = Oracle::kCrash;
  // The subject: the type of a message and its fault, the reason of a failure, or the report of a
  // crash. Contains nothing that varies between inputs.
  std::string about;
  std::string text;  // a sentence for people

  // Returns the cause, the same for every way to trigger a fault: "crash panicked at src/a.rs:12".
  std::string Cause() const;
};

// Returns a line of stderr without process and thread numbers, addresses and times, so that the
// same fault gives the same line.
std::string Normalised(std::string_view line);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_VIOLATION_H_
