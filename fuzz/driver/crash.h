// Crash: what a target said when it failed, taken apart: which law is broken or which sanitizer
// spoke, and where in our sources.
//
//   broken law CanaryIsAlive: no input begins with the six bytes of the canary
//   ==1== ERROR: libFuzzer: deadly signal
//       #7 0x55 in asmtp::fuzz::Break(...) /proc/self/cwd/fuzz/law.cc:11:3
//       #8 0x55 in asmtp::fuzz::(anonymous namespace)::CanaryIsAlive() .../fuzz/asmtp_canary.cc:9:1
//       #9 0x55 in Require /proc/self/cwd/./fuzz/law.h:23:15
//      #10 0x55 in Run /proc/self/cwd/fuzz/asmtp_canary.cc:11:28
//
// The frames of the law itself, 7 to 9 here, are skipped: this crash is at line 11.
#ifndef ASMTP_FUZZ_DRIVER_CRASH_H_
#define ASMTP_FUZZ_DRIVER_CRASH_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace asmtp::fuzz {

struct Crash {
  std::string law;       // the function of the law, or ""
  std::string kind;      // "law", "heap-buffer-overflow", "timeout", "out-of-memory", "leak", ...
  std::string sentence;  // what it is, for people
  std::string function;  // the first one in our sources, or ""
  std::string file;      // that is, "core/wire/framing.cc", or ""
  uint32_t line = 0;
  std::vector<std::string> report;  // what the target said

  // What crashes of the same cause have in common, and no others: the law, or the kind and the
  // function. Not the line, which any edit moves.
  std::string Signature() const;
  // Of a timeout or lack of memory, the place is an accident.
  bool IsAboutResources() const { return kind == "timeout" || kind == "out-of-memory"; }
};

// Reads the last lines of a target. Nothing where they tell of no failure.
std::optional<Crash> ReadCrash(std::span<const std::string> lines);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_CRASH_H_
