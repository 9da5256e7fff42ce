// Crash: the parsed report of a failed target: the broken law or the sanitizer's finding, and its
// place in our sources.
//
//   broken law CanaryIsAlive: no input begins with the six bytes of the canary
//   ==1== ERROR: libFuzzer: deadly signal
//       #7 0x55 in asmtp::fuzz::Break(...) /proc/self/cwd/fuzz/law.cc:11:3
//       #8 0x55 in asmtp::fuzz::(anonymous namespace)::CanaryIsAlive() .../fuzz/asmtp_canary.cc:9:1
//       #9 0x55 in Require /proc/self/cwd/./fuzz/law.h:23:15
//      #10 0x55 in Run /proc/self/cwd/fuzz/asmtp_canary.cc:11:28
//
// The frames of the law itself, here 7 to 9, are skipped, so this crash is at line 11.
#ifndef ASMTP_FUZZ_DRIVER_CRASH_H_
#define ASMTP_FUZZ_DRIVER_CRASH_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace asmtp::fuzz {

struct Crash {
  std::string law;       // function name of the law, or ""
  std::string kind;      // "law", "heap-buffer-overflow", "timeout", "out-of-memory", "leak", ...
  std::string sentence;  // a description for people
  std::string function;  // the first function in our sources, or ""
  std::string file;      // its file, as in "core/wire/framing.cc", or ""
  uint32_t line = 0;
  std::vector<std::string> report;  // the output of the target

  // Identifies the cause: the law, or the kind and the function. Omits the line, because any edit
  // moves it.
  std::string Signature() const;
  // A timeout or lack of memory may show up at any place.
  bool IsAboutResources() const { return kind == "timeout" || kind == "out-of-memory"; }
};

// Parses the last lines of a target. Returns nothing if they report no failure.
std::optional<Crash> ReadCrash(std::span<const std::string> lines);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_CRASH_H_
