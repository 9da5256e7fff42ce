// Glob: matches a name with a shell pattern: * matches any text, ? any character.
//
//   MatchesGlob("asmtp_msg_*", "asmtp_msg_topic")      true
#ifndef ASMTP_FUZZ_DRIVER_GLOB_H_
#define ASMTP_FUZZ_DRIVER_GLOB_H_

#include <fnmatch.h>

#include <string>

namespace asmtp::fuzz {

inline bool MatchesGlob(const std::string& glob, const std::string& name) {
  return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
}

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_GLOB_H_
